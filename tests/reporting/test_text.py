"""Plain text: for a narrow window, a pipe, a screen reader, and a file."""

from __future__ import annotations

import io
import re

import pytest

from tests.reporting.cases import ANSWERS, CASES, answer_of, nasty_answer, said_by
from tests.reporting.faces_read import in_order
from threshold.reporting.outline import Bar, Section, outline
from threshold.reporting.text import lines, render, section_lines, show

DRAWING = re.compile("[\u2190-\u21ff\u2500-\u25ff\u2800-\u28ff]")


@pytest.mark.parametrize("width", [20, 40, 80])
@pytest.mark.parametrize("name", ANSWERS)
def test_no_line_is_wider_than_asked(name: str, width: int) -> None:
    """At any width a longer line is one word that is longer alone, and all is said all the same."""
    answer = answer_of(name)
    made = render(answer, width)

    for line in made.splitlines():
        words = line.split()
        marked = words[1:] if words and words[0] in ("-", "*", "!") else words
        assert len(line) <= width or len(marked) == 1, line
        assert line == line.rstrip()
    assert in_order(said_by(outline(answer)), made) == []


@pytest.mark.parametrize("name", CASES)
def test_plain_text_draws_nothing(name: str) -> None:
    """No escape sequence, no control character, no arrow or box: what a printer, a braille line or a log can show."""
    made = render(answer_of(name))

    assert "\x1b" not in made
    assert all(letter.isprintable() or letter == "\n" for letter in made)
    assert not DRAWING.search(made)


def test_what_is_printed_without_colour_is_what_is_rendered() -> None:
    """The terminal without colour and the file get the same bytes."""
    answer, stream = answer_of("several levels"), io.StringIO()
    show(lines(outline(answer), 80), stream, colour=False)

    assert stream.getvalue() == render(answer)


def test_colour_changes_no_word() -> None:
    """With colour the same words are printed; what is added is weight and colour alone, and markup is not obeyed."""
    answer, stream = nasty_answer(), io.StringIO()
    show(lines(outline(answer), 80), stream, colour=True)

    assert re.sub(r"\x1b\[[\d;]*m", "", stream.getvalue()) == render(answer)


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (80, ["Levels", "  Health            ##..  Level 2", "  Food and clothes  #??.  Level 1 to 3"]),
        (26, ["Levels", "  Health", "    ##..  Level 2", "  Food and clothes", "    #??.  Level 1 to 3"]),
        (20, ["Levels", "  Health", "    ##..  Level 2", "  Food and clothes", "    #??.  Level 1 to", "    3"]),
    ],
)
def test_the_picture_of_the_profile(width: int, shown: list[str]) -> None:
    """A bar is drawn with the number beside it; where there is no room beside its title it goes below it."""
    section = Section("Levels", (), (Bar("Health", 2, 2, 4), Bar("Food and clothes", 1, 3, 4)))

    assert [line.text for line in section_lines([section], width)] == shown


def test_an_address_is_not_cut_in_two() -> None:
    """A link can be copied whole, however narrow the window."""
    of, link = answer_of("help not known"), "www.example.org/families-of-the-island/help"
    actions = tuple(action.model_copy(update={"link": link}) for action in of.actions)

    assert link in render(of.model_copy(update={"actions": actions}), 20)
