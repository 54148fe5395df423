"""Markdown shows a rulebook's words as they are, and takes none of them for its own."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.reporting.cases import CASES, NASTY, answer_of, nasty_answer
from tests.reporting.faces_read import letters, tokens_of, words_of
from threshold.reporting.markdown import escaped, item_paragraphs, paragraphs, render
from threshold.reporting.outline import Bar, Item, Section, outline

PIECES = [
    *"*_`~[]()<>!#+-=>|\\&:;.$\"'/@^{} 1aé",
    "[x]",
    "](",
    "]:",
    "http://",
    "<b>",
    "&amp;",
    "***",
    "---",
    "1.",
    "two",
]
WORDS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join).filter(lambda said: bool(said.strip()))
OWN = {
    "text", "softbreak", "inline", "paragraph_open", "paragraph_close", "bullet_list_open", "bullet_list_close",
    "list_item_open", "list_item_close", "strong_open", "strong_close", "heading_open", "heading_close", "table_open",
    "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close", "th_open",
    "th_close", "td_open", "td_close", "code_inline", "text_special",
}  # fmt: skip


def kinds(markdown: str) -> set[str]:
    return {token.type for token in tokens_of(markdown)}


@given(WORDS, WORDS, WORDS)
@example("[x]", "[x]: /y", "[a](b)")
@example("1.", "- ", "#")
@example("#", "a #", "## #")
def test_any_words_come_out_as_they_are(label: str, text: str, quote: str) -> None:
    """Whatever stands in a label, a text, a quote, a note, a point, a heading or a cell is shown letter by letter, and
    makes no link, code, emphasis, list, rule or HTML."""
    item = Item(text, label, quote, text, (quote,), (text,))
    made = "\n\n".join(paragraphs(Section(label, (item,), (Bar(text, 1, 2, 4),))))

    assert kinds(made) <= OWN
    wanted = (
        f"{label} Area Level Picture {text} Level 1 to 2 #?.. {label}: {text} “{quote}” ({text}) Note: {quote} {text}"
    )
    assert letters(words_of(made)) == letters(wanted)


@pytest.mark.parametrize("words", NASTY)
def test_every_hard_word_alone(words: str) -> None:
    """Each of the hard words is a paragraph that shows just itself."""
    assert words_of(escaped(words)).split() == words.split()
    assert kinds(escaped(words)) <= {"paragraph_open", "inline", "text", "text_special", "paragraph_close"}


@pytest.mark.parametrize(
    "words", ["poor [...] attendance", "self-ha[rm]", "[p. 12]", "5 < 6", "AT&T", "a_b_c", "2021."]
)
def test_what_markdown_leaves_alone_stays_readable(words: str) -> None:
    """Lost and restored letters, and other harmless signs, are not cluttered with backslashes within a line."""
    assert escaped(f"So: {words} it is") == f"So: {words} it is"


def test_the_headings_are_those_of_the_outline() -> None:
    """One first heading, the headline; then one for each section, and none within."""
    for name in CASES:
        made = render(answer_of(name))
        tags = [token.tag for token in tokens_of(made) if token.type == "heading_open"]
        assert tags == ["h1", *("h2" for _ in outline(answer_of(name)).sections)]


def test_a_rulebook_cannot_write_markdown() -> None:
    """A whole report of hard words has only what the report itself writes."""
    assert kinds(render(nasty_answer())) <= OWN


def test_the_profile_is_a_table() -> None:
    """The picture has a row for each area, with the level in words beside it."""
    answer = answer_of("several levels")
    rows = [line for line in render(answer).splitlines() if line.startswith("| ")]

    assert rows[0] == "| Area | Level | Picture |"
    assert len(rows) == 2 + len(answer.profile)
    assert "| Family and social relationships | Level 3 to 4 | `###?` |" in rows


def test_points_stand_below_their_item() -> None:
    """A point is an item of a list inside the item it belongs to."""
    made = "\n\n".join(item_paragraphs(Item("one", "first", points=("two", "three"))))
    lists = [token.level for token in tokens_of(made) if token.type == "bullet_list_open"]

    assert lists == [0, 2]
