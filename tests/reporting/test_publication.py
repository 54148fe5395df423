"""The published document: nothing of the rulebook is missing, every link leads somewhere, every word is as it was."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reporting.faces_read import Page, letters, tokens_of, words_of
from tests.reporting.publications import CHANGES, NAMES, book, made, prose, read
from tests.small import edit, small_copy
from threshold.commands import main
from threshold.reporting.publication import FACES, publication, render
from threshold.reporting.publication.changes import changes
from threshold.reporting.publication.shape import Part, Publication, Said
from threshold.reporting.publication.tables import EMPTY

BOTH = pytest.mark.parametrize("face", FACES)
EVERY = pytest.mark.parametrize("name", NAMES)
RULES = "title: Made-up island partnership, an example for tests"


@cache
def face_of(name: str, face: str) -> str:
    return render(face, made(name))


def words(face: str, document: str) -> str:
    return letters("".join(Page(document).words) if face == "html" else words_of(document))


def anchors(face: str, document: str) -> list[str]:
    if face == "html":
        return [str(a["id"]) for _, a in Page(document).tags if "id" in a]
    return [
        m[1] for t in tokens_of(document) if t.type == "html_inline" and (m := re.match(r'<a id="(.*)">', t.content))
    ]


def links(face: str, document: str) -> list[str]:
    if face == "html":
        return [str(a["href"]) for a in Page(document).attributes("a")]
    return [str(token.attrs["href"]) for token in tokens_of(document) if token.type == "link_open"]


def cell(document: Publication, row: str, level: int) -> tuple[Said, ...]:
    """What stands in a cell of a row, "domain.strand"."""
    rows = [r for part in document.parts if part.table for r in part.table.rows]
    return next(r for r in rows if r.anchor == f"row-{row}").cells[level - 1]


def published(folder: Path) -> Publication:
    return publication(*read(folder))


def everything(said: tuple[Said, ...]) -> Iterator[Said]:
    for one in said:
        yield one
        yield from everything(one.points)


@BOTH
@EVERY
def test_nothing_of_the_rulebook_is_missing(name: str, face: str) -> None:
    """Every text, quote, reading, caution, doubt, instruction, term, right, contact and source that is written in the
    files is shown, letter by letter, as often as it is written."""
    shown = words(face, face_of(name, face)).lower()
    rulebook, sheets = book(name)
    wanted = [*prose(sheets), rulebook.digest, rulebook.status]

    assert len(wanted) > 100
    assert [one for one, times in Counter(wanted).items() if shown.count(letters(one).lower()) < times] == []


@BOTH
@EVERY
def test_every_statement_has_its_anchor_once_and_every_link_leads_somewhere(name: str, face: str) -> None:
    """No anchor stands twice; each indicator, combination, article, level and row has one; no link leads outside or
    nowhere; each statement has a permanent link."""
    rulebook, _ = book(name)
    found = Counter(anchors(face, face_of(name, face)))
    to = links(face, face_of(name, face))
    statements = [*rulebook.indicators, *rulebook.combinations]

    assert set(found.values()) == {1}
    assert {f"#{anchor}" for anchor in found} >= set(to)
    assert {f"#{id}" for id in statements} <= set(to)
    assert set(statements) <= set(found)
    assert {f"article-{number}" for number in rulebook.articles} <= set(found)
    assert {f"level-{route.level}" for route in rulebook.levels} <= set(found)
    assert {f"row-{s.domain}.{s.slug}" for d in rulebook.domains for s in d.strands} <= set(found)


@EVERY
def test_places_of_one_statement_lead_to_one_another(name: str) -> None:
    """Where a statement is printed beside its home, it leads home; and home leads to each such place."""
    document = made(name)
    said = [s for p in document.parts if p.table for r in p.table.rows for c in r.cells for s in everything(c)]
    places = {s.anchor: s.to for s in said if s.anchor and not s.permanent}
    homes = {s.anchor: {p.place.to for p in s.printed} for s in said if s.permanent}

    assert places
    for place, home in places.items():
        assert place in homes[home]


@EVERY
def test_the_page_has_a_structure_that_can_be_walked(name: str) -> None:
    """One h1, no heading level left out, language, header, main and contents; each table with a caption, a header for
    each column and each row, and roles that stay when it is stacked."""
    page = Page(face_of(name, "html"))
    depths = [int(tag[1]) for tag, _ in page.headings]
    tables = len(page.attributes("table"))
    rulebook, _ = book(name)
    rows = sum(len(d.strands) for d in rulebook.domains)

    assert depths.count(1) == 1
    assert all(b <= a + 1 for a, b in zip([0, *depths], depths, strict=False))
    assert page.attributes("html") == [{"lang": "en-GB"}]
    assert [len(page.attributes(tag)) for tag in ("header", "main", "nav", "title")] == [1, 1, 1, 1]
    assert page.attributes("a")[0]["class"] == "skip"
    assert tables == len(page.attributes("caption")) == len(rulebook.domains)
    assert Counter(th["scope"] for th in page.attributes("th")) == {
        "col": tables * len(rulebook.levels),
        "rowgroup": rows,
    }
    assert all("role" in a for tag, a in page.tags if tag in ("table", "thead", "tbody", "tr", "th", "td"))


@EVERY
def test_the_page_runs_nothing_and_fetches_nothing(name: str) -> None:
    """No script, handler, frame or source; one style, which alone the policy lets in, and which asks for nothing."""
    document = face_of(name, "html")
    page = Page(document)
    style = re.search(r"<style>(.*?)</style>", document, re.S)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()

    assert not {tag for tag, _ in page.tags} & {
        "script",
        "iframe",
        "object",
        "embed",
        "link",
        "base",
        "img",
        "svg",
        "form",
    }
    assert not [n for _, a in page.tags for n in a if n.startswith("on") or n in ("src", "style", "action")]
    assert f"style-src 'sha256-{digest}'" in str(page.attributes("meta")[1]["content"])
    assert not re.search(r"url\(|@import|http", style[1])


def test_a_title_cannot_end_the_style(tmp_path: Path) -> None:
    """The title stands in the style too, for the foot of printed pages: nothing in it ends its quotes or the style."""
    folder = small_copy(tmp_path)
    edit(folder, "rulebook.yaml", RULES, "title: '</style><script>x</script> \" \\ } naïve'")
    page = Page(render("html", published(folder)))

    assert {tag for tag, _ in page.tags} == {tag for tag, _ in Page(face_of("small", "html")).tags}
    assert page.headings[0][1] == '</style><script>x</script> " \\ } naïve'


@pytest.mark.parametrize("name", ["small", "nasty words"])
def test_a_rulebook_cannot_write_markdown(name: str) -> None:
    """Hard words make nothing of their own: the only HTML is our anchors, and there is no code, image or emphasis."""
    tokens = tokens_of(face_of(name, "markdown"))
    kinds = {token.type for token in tokens}

    assert not kinds & {"code_inline", "code_block", "fence", "image", "em_open", "hr", "blockquote_open", "html_block"}
    assert not kinds & {"ordered_list_open", "table_open", "s_open"}
    assert all(re.fullmatch(r'<a id="[\w.-]+">|</a>', t.content) for t in tokens if t.type == "html_inline")


def test_what_cannot_be_read_or_is_not_settled_is_said_in_words() -> None:
    """A lost cell, a cell that is not decided, an empty one and a question mark are told apart in words; each is in the
    list of what is left open, with a link."""
    document = made("small")
    doubtful = next(s for s in cell(document, "wellbeing.sleep", 2) if s.anchor == "wellbeing.afraid_of_storms")
    left = next(part for part in document.parts if part.anchor == "left-open")
    leads = {said.to for part in left.parts for said in part.said}

    assert [s.label for s in cell(document, "wellbeing.growth", 3)] == ["Lost"]
    assert [s.text for s in cell(document, "wellbeing.growth", 1)] == [EMPTY]
    assert ("Not settled", "The document puts a question mark here.") in [
        (n.label, n.words[0].text) for n in doubtful.notes
    ]
    assert leads >= {
        "wellbeing.afraid_of_storms",
        "row-wellbeing.growth",
        "home.hungry",
        "wellbeing.tired",
        "who-to-contact",
    }


@pytest.mark.parametrize("level", [1, 3])
def test_words_read_at_another_level_are_shown_where_they_are_printed(tmp_path: Path, level: int) -> None:
    """A cell whose words are read at another level is not called empty: it has the words, and leads home."""
    folder = small_copy(tmp_path)
    edit(
        folder,
        "levels/wellbeing.yaml",
        'quote: "Not growing (under 5)."',
        f'quote: "Not growing"\n        printed: {level}',
    )
    edit(folder, "levels/wellbeing.yaml", "    lost: [3]\n", "")
    (said,) = cell(published(folder), "wellbeing.growth", level)

    assert said.label == "Printed here, read at Level 2"
    assert said.to == "wellbeing.not_growing"
    assert said.printed[0].quote == "Not growing"


def test_a_statement_printed_at_two_levels_of_its_row_stands_in_both(tmp_path: Path) -> None:
    """What the document prints twice in a row, with no `see`, is not called empty at the other level."""
    folder = small_copy(tmp_path)
    also = 'quote: "Not growing (under 5)."\n        also:\n          - {level: 1, page: 2, quote: "Small"}'
    edit(folder, "levels/wellbeing.yaml", 'quote: "Not growing (under 5)."', also)
    (said,) = cell(published(folder), "wellbeing.growth", 1)

    assert (said.label, said.to) == ("Printed here too", "wellbeing.not_growing")


def test_a_combination_says_what_it_needs() -> None:
    """Its parts stand below it: statements that lead home, facts about the child, themes that lead to their index."""
    document = made("small")
    baby = next(s for s in cell(document, "wellbeing.sleep", 3) if s.anchor == "wellbeing.tired_baby")
    hunger = next(s for s in cell(document, "home.food", 3) if s.anchor == "home.hunger_everywhere")
    needs = list(everything(baby.points))

    assert (needs[0].label, needs[0].text, needs[1].to) == ("Needs", "All of these:", "wellbeing.tired")
    assert [s.text for s in needs[2:]] == ["Any of these:", "a child under 2", "a child who is disabled"]
    assert hunger.points[0].to == "theme-hunger"
    assert hunger.points[0].text == "signs of Hunger, in at least 2 different rows"


@BOTH
def test_what_another_authority_reports_is_marked(face: str) -> None:
    """A fact from another authority says so beside it; the rulebook's own does not."""
    shown = words(face, face_of("small", face))

    assert letters("What happens next, reported by another authority, Harbour town: The harbour town answers") in shown
    assert letters("another authority, Island") not in shown


@BOTH
def test_a_contact_that_is_missing_is_shown_as_missing(face: str, tmp_path: Path) -> None:
    """An empty contact is plainly missing, and so is a list without any; one that is given is shown."""
    folder = small_copy(tmp_path)
    missing = letters("Not given. This document does not say how.")
    assert letters("Island social worker: ") + missing in words(face, face_of("small", face))

    edit(folder, "rulebook.yaml", "    how: null\n", "    how: The red telephone.\n")
    shown = words(face, render(face, published(folder)))
    assert missing not in shown
    assert letters("Island social worker: The red telephone.") in shown

    listed = (
        (folder / "rulebook.yaml").read_text(encoding="utf-8").partition("contacts:")[2].partition("\nstanding:")[0]
    )
    edit(folder, "rulebook.yaml", f"contacts:{listed}", "contacts: []\n")
    assert missing in words(face, render(face, published(folder)))


@BOTH
def test_a_link_to_a_retired_statement_still_leads_somewhere(face: str, tmp_path: Path) -> None:
    """A statement that is no more keeps its anchor, with why."""
    folder = small_copy(tmp_path)
    edit(
        folder,
        "rulebook.yaml",
        "judgement_reasons:",
        "retired:\n  - {id: home.cold, why: Now in another row.}\n\njudgement_reasons:",
    )
    document = render(face, published(folder))

    assert anchors(face, document).count("home.cold") == 1
    assert letters("Now in another row.") in words(face, document)


def test_the_change_list_keeps_its_headings_and_lists() -> None:
    """Its first heading is the title; the others have what stands below them; a line that goes on is one line; what is
    set in stands below."""
    part = changes(CHANGES)
    first, second = part.parts

    assert (part.title, [s.text for s in part.said]) == ("Changes of the island", ["What changed, and for whom."])
    assert [first.title, second.title] == ["1.0", "0.9 [first]"]
    assert [s.text for s in first.said] == ["Everything is new, this line too.", "Another."]
    assert [s.text for s in first.said[0].points] == ["Below it: **bold**, `code`, <b>no HTML</b>."]
    assert [s.text for s in second.said] == ["One", "Two"]


MARKS = st.sampled_from(["", "# ", "## ", "- ", "  - ", "1. ", "    ", "###### "])
WORD = st.from_regex(r"[a-z]{1,5}", fullmatch=True)
LINES = st.lists(st.builds(str.__add__, MARKS, WORD) | st.just(""), max_size=12)


@given(LINES)
def test_no_word_of_a_change_list_is_lost(lines: list[str]) -> None:
    """Whatever its headings and lists, every word is in the part, in order."""

    def said_by(part: Part) -> Iterator[str]:
        yield part.title
        yield from (s.text for s in everything(part.said))
        for inner in part.parts:
            yield from said_by(inner)

    wanted = re.findall("[a-z]+", "\n".join(lines))
    found = " ".join(said_by(changes("\n".join(lines)))).removeprefix("What changed").split()

    assert [word for word in found if word.isalpha()] == wanted


def test_the_command_prints_the_page(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Without a file the document goes to stdout, with the change list beside the rules; twice the same."""
    folder = small_copy(tmp_path)
    (folder / "CHANGELOG.md").write_text(CHANGES, encoding="utf-8")
    shown = []
    for _ in range(2):
        assert main(["rules", "publish", "--rules", str(folder)]) == 0
        shown.append(capsys.readouterr())

    assert shown[0] == shown[1]
    assert shown[0].err == ""
    assert "Changes of the island" in Page(shown[0].out).words


@pytest.mark.parametrize(("file", "begins"), [("out.html", "<!doctype html>"), ("out.md", "**If a child")])
def test_the_file_is_for_everyone(capsys: pytest.CaptureFixture[str], tmp_path: Path, file: str, begins: str) -> None:
    """What is published has the permissions of any new file, is Markdown where its name says so, and what is missing
    is told."""
    folder, out, ordinary = small_copy(tmp_path), tmp_path / file, tmp_path / "ordinary"
    ordinary.touch()
    given = ["--rules", str(folder), "--output", str(out)]
    assert main(["rules", "publish", *given]) == 0
    told = capsys.readouterr()

    assert out.read_text(encoding="utf-8").startswith(begins)
    assert out.stat().st_mode == ordinary.stat().st_mode
    assert told.out == ""
    assert "for everyone to read" in told.err
    assert "who to contact (Island social worker)" in told.err


def test_bad_input_is_told_and_nothing_is_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """No rulebook, no list of changes, one that is no text, or an output that is one of the rule files: exit 2, what to
    do next, and every file as it was."""
    folder, odd = small_copy(tmp_path), tmp_path / "odd.md"
    odd.write_bytes(b"\xff\xfe\x00")
    rules = ["--rules", str(folder)]
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for bad in (
        ["--rules", str(tmp_path / "none")],
        [*rules, "--changes", str(tmp_path / "none.md")],
        [*rules, "--changes", str(folder)],
        [*rules, "--changes", str(odd)],
        [*rules, "--changes", "\0"],
        [*rules, "--output", str(folder / "rulebook.yaml")],
        [*rules, "--output", str(folder / "levels" / ".." / "uncrc_articles.yaml")],
        [*rules, "--output", "\0"],
        [*rules, "--output", str(folder)],
        [*rules, "--output", str(tmp_path / "none" / "out.html")],
    ):
        assert main(["rules", "publish", *bad]) == 2, bad
        told = capsys.readouterr()
        assert told.out == ""
        assert "  = " in told.err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
