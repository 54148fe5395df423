"""`threshold rules trace`: no quote that the document has not, and nothing of the document that is not quoted."""

from __future__ import annotations

import builtins
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.running import Said, run_command
from tests.small import SMALL, edit, jargon, small_copy
from threshold.authoring.trace import ledger, matching, tracing
from threshold.authoring.trace.declared import Declared, DeclaredError, declared
from threshold.authoring.trace.matching import standings, taken_by
from threshold.authoring.trace.nearest import Words
from threshold.authoring.trace.passages import Document, document
from threshold.authoring.trace.quotes import Quote, main_source, quotes
from threshold.authoring.trace.tracing import Trace, trace
from threshold.rulebook.loading import read_rulebook, rule_files
from threshold.rulebook.location import shipped_rules

SHIPPED_TEXT = Path(__file__).resolve().parents[1] / "document" / "threshold_document.txt"
ISLAND = """
# Levels of need on the island

| Need                            | Agencies            | What to do |
|---------------------------------|:--------------------|------------|
| **No extra help**               | Schools, nurses     | Nothing more |
| *Lighthouse help*: some help    | Lighthouse team     | Ask the lighthouse team.<br>Ask storm wardens too. |
| __Protection now__: danger now  | Social workers      | Call today. |
| Young people at sea: taking boats | Coast guard       | Tell the coast guard. |

Signs are weighed taken
together.

## Health

- Sleeps well.
- Often tired, Afraid of storms? Lend the storm book.
- no adult at night, tired and no adult at night,
  tired babies
- Not growing (under 5). Nothing to eat

## Adequate standard of living

1. Eats together.
2. Hungry at school. No food. hunger on all sides, two of these

> Always follow the storm guid-
> ance.
"""
TRACE_YAML = """
no_rule:
  - why: The title and the headings.
    passages: ["Levels of need on the island", "Need", "Agencies", "What to do"]
  - why: It leads into the table.
    passages: ["Signs are weighed"]
"""


# ------------------------------------------------------------------------------------------- the rulebook that ships


@cache
def shipped() -> tuple[tuple[Quote, ...], Document, Declared]:
    """The quotes of the document in the shipped rulebook, the document's text, and what is declared of it."""
    sheets = read_rulebook(*rule_files()).sheets
    assert sheets
    own = main_source(sheets)
    wanted = tuple(quote for quote in quotes(sheets) if quote.source == own)
    text = document([SHIPPED_TEXT.read_text(encoding="utf-8")])
    return wanted, text, declared((shipped_rules() / "trace.yaml").read_bytes())


def bare_words(quote: str) -> list[re.Match[str]]:
    """The words of a quote that have letters and no brackets."""
    words = re.finditer(r"(?:\[[^\[\]]*\]|\S)+", quote)
    return [word for word in words if "[" not in word[0] and re.search("[A-Za-z]", word[0])]


def run(capsys: pytest.CaptureFixture[str], *words: object) -> Said:
    """What `threshold rules trace` says."""
    return run_command(capsys, "rules", "trace", *words)


def test_the_shipped_rulebook_and_the_document_account_for_each_other(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every quote stands in the document or where it is declared damaged; every passage is quoted, or declared, with
    a reason, to be no rule; and every declaration is needed."""
    monkeypatch.setenv("COLUMNS", "80")
    code, out, err = run(capsys, SHIPPED_TEXT)

    assert (code, err) == (0, "")
    assert "Quotes that are not in the document (0)" in out
    assert "Passages that no rule quotes (0)" in out
    assert "needless" not in out
    assert "Everything is accounted for." in " ".join(out.split())
    assert all(len(line) <= 80 for line in out.split("\n"))


def test_our_copy_of_the_document_names_no_one() -> None:
    """The head of the covering report, with a contact officer and a telephone number, is not in the copy."""
    text = SHIPPED_TEXT.read_text(encoding="utf-8")

    assert "contact officer:" not in text.lower()
    assert not re.search(r"\d{6,}", text)


@pytest.fixture
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was looked up in a document is not looked up again."""
    monkeypatch.setattr(tracing, "standings", cache(matching.standings))
    monkeypatch.setattr(ledger, "occurrences", cache(matching.occurrences))


@pytest.mark.parametrize("part", [0, 1, 2])
def test_any_changed_word_of_any_quote_is_found(part: int) -> None:
    """In every quote of the shipped rulebook, a word at its beginning, in its middle or at its end is another, has
    other capitals, or lacks a letter: the quote does not stand in the document, and no declaration excuses it."""
    wanted, text, said = shipped()
    excused = {words for damage in said.written.damage for words in damage.quotes}
    tried = 0
    for number, quote in enumerate(wanted):
        words = [word for word in bare_words(quote.words) if len(word[0]) > 3]
        if not words:
            continue
        word = words[(len(words) - 1) * part // 2]
        half = len(word[0]) // 2
        new = ("zebra", word[0].swapcase(), word[0][:half] + word[0][half + 1 :])[(number + part) % 3]
        changed = quote.words[: word.start()] + new + quote.words[word.end() :]
        tried += 1
        assert standings(changed, text) == [], (quote.about, changed)
        assert changed not in excused

    assert tried > len(wanted) * 0.9


@pytest.mark.usefixtures("remembered")
def test_a_changed_quote_is_shown_with_its_passage() -> None:
    """A quote with another word in its middle is the only one missing; the passage it came from is named, by its line,
    and the difference is that word."""
    wanted, text, said = shipped()
    before = {quote: standings(quote.words, text) for quote in wanted}
    long = [quote for quote in wanted if len(bare_words(quote.words)) > 7 and len(before[quote]) == 1]
    for quote in long[:: len(long) // 5]:
        word = bare_words(quote.words)[3]
        spoiled = replace(quote, words=f"{quote.words[: word.start()]}zebra{quote.words[word.end() :]}")
        found = trace([spoiled if one is quote else one for one in wanted], text, said)
        (missing,) = found.missing

        assert missing.quote == spoiled
        assert missing.nearest
        assert text.place(missing.nearest.passage.start) == text.place(before[quote][0].start)
        assert any("zebra" in difference.rulebook for difference in missing.nearest.differences)
        assert not found.sound


@pytest.mark.usefixtures("remembered")
def test_a_statement_taken_out_is_found() -> None:
    """Without a statement, the words that it alone quotes show up as a passage that no rule quotes; or, where the text
    is damaged there, the declaration of its quote as needless."""
    wanted, text, said = shipped()
    whole = trace(wanted, text, said)
    abouts = list(dict.fromkeys(quote.about.partition(",")[0] for quote in wanted))
    unquoted = 0
    for about in abouts[::6]:
        gone = {quote for quote in wanted if quote.about.partition(",")[0] == about}
        others = taken_by((place for quote, place in whole.standing.items() if quote not in gone), len(text.text))
        own = {
            word
            for quote in gone & set(whole.standing)
            for start, end in whole.standing[quote].parts
            for word in re.findall(
                r"\w\w+", "".join(text.text[at] if not others[at] else " " for at in range(start, end))
            )
        }
        found = trace([quote for quote in wanted if quote not in gone], text, said)
        unquoted += bool(found.unquoted)
        if own - {"and", "or"}:
            assert found.unquoted, about
        if gone - set(whole.standing):
            assert not found.sound, about

    assert unquoted > len(abouts[::6]) / 2


def test_the_declarations_are_no_part_of_the_rulebook(tmp_path: Path) -> None:
    """With another trace.yaml the rulebook is the same: its digest does not change."""
    folder = small_copy(tmp_path)
    before = read_rulebook(*rule_files(folder)).rulebook
    (folder / "trace.yaml").write_text(TRACE_YAML, encoding="utf-8")
    after = read_rulebook(*rule_files(folder)).rulebook

    assert before
    assert after
    assert before.digest == after.digest


# --------------------------------------------------------------------------------- a made-up document, in every form


@pytest.fixture
def island(tmp_path: Path) -> Path:
    """The made-up rulebook, with what is declared of its document."""
    folder = small_copy(tmp_path)
    (folder / "trace.yaml").write_text(TRACE_YAML, encoding="utf-8")
    return folder


def written(folder: Path, text: str | bytes, name: str = "island.md") -> Path:
    file = folder.parent / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return file


def pdf(*pages: list[str]) -> bytes:
    """A PDF with these lines on its pages, written by hand."""
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(len(pages)))
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]
    for number, lines in enumerate(pages):
        shown = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]
        content = "BT /F1 11 Tf 14 TL 40 800 Td " + " ".join(f"({line}) Tj T*" for line in shown) + " ET"
        font = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        bodies += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {font} /Contents {4 + 2 * number} 0 R >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def island_pdf() -> bytes:
    """The made-up document as a PDF of two pages, its marks gone and its cells one below the other."""
    lines = re.sub(r"<br>|[*_#|>]|^\s*\d\. |^\|[-:| ]+$", " ", ISLAND, flags=re.MULTILINE).split("\n")
    lines = [part.strip() for line in lines for part in re.split(r"\s{3,}", line) if part.strip(" -:")]
    return pdf(lines[: len(lines) // 2], lines[len(lines) // 2 :])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("island.md", ISLAND),
        ("island.txt", ISLAND.replace("\n", "\r\n")),
        ("windows.txt", ISLAND.replace("Signs are", "“Signs” are").encode("cp1252")),
        ("notepad.txt", ISLAND.encode("utf-16")),
        ("island.pdf", island_pdf()),
    ],
)
def test_a_document_in_every_form(
    name: str, text: str | bytes, island: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Markdown, plain text of any encoding and PDF: every quote stands in it; a word spoiled is found by its line."""
    _, out, err = run(capsys, written(island, text, name), "--rules", island)

    assert err == ""
    assert "Quotes that are not in the document (0)" in out

    edit(island, "levels/home.yaml", 'quote: "Hungry at school."', 'quote: "Hungry at schools."')
    code, out, _ = run(capsys, written(island, text, name), "--rules", island)

    assert code == 1
    assert "Quotes that are not in the document (1)" in out
    assert "the rulebook has “schools.”, the document “school.”" in out
    assert "page 2 of the file, line" in out if name.endswith("pdf") else "! The document has, line 25: “" in out


def test_both_ways_in_markdown(island: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The Markdown document and its rulebook account for each other; a sentence more in the document is found, with
    its line; and so is a statement less in the rulebook."""
    assert run(capsys, written(island, ISLAND), "--rules", island)[0] == 0

    more = ISLAND.replace("- Sleeps well.", "- Sleeps well. Dreams of *the sea*.")
    code, out, _ = run(capsys, written(island, more), "--rules", island)

    assert code == 1
    assert "Passages that no rule quotes (1)\n- line 16: “Dreams of the sea.”\n" in out

    edit(island, "levels/wellbeing.yaml", 'quote: "tired babies"', 'quote: "tired and no adult at night"')
    _, out, _ = run(capsys, written(island, ISLAND), "--rules", island)

    assert "Passages that no rule quotes (1)\n- line 19: “tired babies”\n" in out


def test_what_is_printed_of_a_wrong_quote(
    island: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its place in the rules, its id, the quote, the nearest passage with its line, and what differs."""
    monkeypatch.setenv("COLUMNS", "80")
    (line, column), *_ = edit(
        island, "levels/home.yaml", 'quote: "hunger on all sides"', 'quote: ‸"Hunger on all sides"'
    )
    code, out, _ = run(capsys, written(island, ISLAND), "--rules", island)

    assert code == 1
    assert (
        f"- levels/home.yaml:{line}:{column}: home.hunger_everywhere\n"
        "  “Hunger on all sides” (page 4)\n"
        "  ! The document has, line 25: “hunger on all sides,”\n"
        "  ! Only capitals differ.\n"
        "    * the rulebook has “Hunger”, the document “hunger”\n"
    ) in out


def test_the_result_as_data(island: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--json gives the same as data: counts, what is missing with its nearest passage, and what is accounted for."""
    edit(island, "levels/home.yaml", 'quote: "hunger on all sides"', 'quote: "Hunger on all sides"')
    code, out, _ = run(capsys, written(island, ISLAND), "--rules", island, "--json")
    data = json.loads(out)
    (missing,) = data["not_in_the_document"]

    assert code == 1
    assert missing["about"] == "home.hunger_everywhere"
    assert missing["nearest"]["line"] == 25
    assert missing["nearest"]["only"] == "capitals"
    assert [one["words"] for one in data["not_quoted"]] == ["hunger on all sides,"]
    assert data["counts"]["missing"] == data["counts"]["unquoted"] == 1
    assert [one["why"] for one in data["no_rule"]] == ["The title and the headings.", "It leads into the table."]


def test_another_source(island: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A quote of another source is not looked for in the document; with --source, it alone is, in the text of that
    source, and nothing is said of what no rule quotes there."""
    edit(island, "levels/needs.yaml", "        place: page 9", '        place: page 9\n        quote: "Within a week"')
    code, out, _ = run(capsys, written(island, ISLAND), "--rules", island)

    assert code == 0
    assert "1 quote of other sources was not looked for." in " ".join(out.split())

    report = written(island, "We answer\nWithin a week. And more.", "report.txt")
    code, out, _ = run(capsys, report, "--rules", island, "--source", "harbour-2019")

    assert code == 0
    assert "And more" not in out
    assert run(capsys, written(island, "Later."), "--rules", island, "--source", "harbour-2019")[0] == 1

    code, _, err = run(capsys, report, "--rules", island, "--source", "harbour-2018")

    assert (code, "did you mean `harbour-2019`?" in err) == (2, True)


# ----------------------------------------------------------------------------------------------------- what is given


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("word.docx", b"PK\x03\x04" + bytes(40), "save the document as plain text (UTF-8) or as PDF"),
        ("empty.txt", b" \n\n", "holds no words"),
        ("broken.pdf", b"%PDF-1.4\nnothing of a PDF", "is a broken PDF"),
        ("cut.pdf", island_pdf()[:700], "is a broken PDF"),
        ("scan.pdf", pdf([], []), "it may be a scan"),
    ],
)
def test_documents_that_cannot_be_read(
    name: str, raw: bytes, said: str, island: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is no text, has no words, or is broken: said in a sentence, with what to do, and exit code 2."""
    code, out, err = run(capsys, written(island, raw, name), "--rules", island)

    assert (code, out) == (2, "")
    assert said in err
    assert "\n  = " in err


def test_a_document_that_is_not_there(island: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that does not exist, and a folder: exit code 2."""
    for given_ in (island / "nothing.txt", island):
        code, _, err = run(capsys, given_, "--rules", island)
        assert code == 2
        assert "cannot be read" in err


def test_a_pdf_with_a_password(island: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A locked PDF is refused; one that opens without a password is read."""
    import pypdf

    for password, code_expected in (("secret", 2), ("", 0)):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(["Within a week"])))
        writer.encrypt(password, "owner", algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        edit_once = island / "levels" / "needs.yaml"
        if "Within a week" not in edit_once.read_text(encoding="utf-8"):
            edit(
                island,
                "levels/needs.yaml",
                "        place: page 9",
                '        place: page 9\n        quote: "Within a week"',
            )
        file = written(island, out.getvalue(), "locked.pdf")
        code, _, err = run(capsys, file, "--rules", island, "--source", "harbour-2019")

        assert code == code_expected
        assert ("locked with a password" in err) == (code == 2)


def test_without_pypdf(island: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pypdf is not installed, a PDF is refused with the command that installs it; a text needs none."""
    usual = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == "pypdf":
            raise ImportError(name)
        return usual(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    code, _, err = run(capsys, written(island, island_pdf(), "island.pdf"), "--rules", island)

    assert code == 2
    assert 'pip install "threshold[pdf]"' in err
    assert run(capsys, written(island, ISLAND), "--rules", island)[0] == 0


def test_a_page_without_words_is_told(island: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where some page of a PDF is a picture, that is said: its words were not traced."""
    _, _, err = run(capsys, written(island, pdf(["Eats together."], []), "half.pdf"), "--rules", island)

    assert "has no words on page 2 of the file" in err


# ---------------------------------------------------------------------------------------------------- what is declared


@pytest.mark.parametrize(
    ("yaml", "said"),
    [
        ('no_rule: [{why: It is a heading., passages: ["Elsewhere"]}]', "does not stand in the document"),
        ('no_rule: [{why: It is a heading., passages: ["Eats together."]}]', "is quoted by a rule"),
        ('no_rule: [{why: It is a heading., passages: ["What to"]}]', "is a part of a passage that no rule quotes"),
        ('no_rule: [{why: It is an annex., after: "Elsewhere"}]', "do not stand in the document"),
        (
            'damage: [{where: page 1, why: It is torn., passages: ["Need"], quotes: ["Eats together."]}]',
            "this quote stands in the document",
        ),
        (
            'damage: [{where: page 1, why: It is torn., passages: ["Need"], quotes: ["Eats alone."]}]',
            "no rule has this quote",
        ),
        ('damage: [{where: page 1, why: It is torn., passages: ["Twice."]}]', "stands in 2 places"),
    ],
)
def test_needless_declarations(yaml: str, said: str, island: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A declaration that accounts for nothing, or for more than one damaged place, is reported with its line."""
    (island / "trace.yaml").write_text(f"{yaml}\n", encoding="utf-8")
    code, out, _ = run(capsys, written(island, ISLAND + "\n\nTwice.\n\nTwice.\n"), "--rules", island)
    told = " ".join(out.split("Declared, and needless (1)")[1].split())

    assert code == 1
    assert re.match(r"- trace\.yaml:1:\d+: ", told)
    assert said in told


def test_declared_damage_accounts_for_a_quote_word_by_word(island: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A damaged place accounts for the passage and the quote that are written there, and for no other wording."""
    torn = ISLAND.replace("Hungry at school.", "Hun ol.gry at scho")
    damage = (
        'damage: [{where: page 3, why: It is torn., passages: ["Hun ol.gry at scho"], quotes: ["Hungry at school."]}]'
    )
    (island / "trace.yaml").write_text(f"{TRACE_YAML}{damage}\n", encoding="utf-8")
    code, out, _ = run(capsys, written(island, torn), "--rules", island)

    assert code == 0
    assert "Accounted for by declared damage (1)" in out

    edit(island, "levels/home.yaml", 'quote: "Hungry at school."', 'quote: "Thirsty at school."')
    code, out, _ = run(capsys, written(island, torn), "--rules", island)

    assert code == 1
    assert "Quotes that are not in the document (1)" in out
    assert "Declared, and needless (1)" in out


def test_damage_that_the_document_has_not_excuses_nothing(island: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a text that has none of the damaged passages, their quotes are missing like any other."""
    damage = (
        'damage: [{where: page 3, why: It is torn., passages: ["Hun ol.gry at scho"], quotes: ["Hungry at school."]}]'
    )
    (island / "trace.yaml").write_text(f"{TRACE_YAML}{damage}\n", encoding="utf-8")
    code, out, _ = run(capsys, written(island, ISLAND.replace("Hungry at school.", "")), "--rules", island)

    assert code == 1
    assert "Quotes that are not in the document (1)" in out
    assert "Accounted for by declared damage (0)" in out


def test_a_region_that_is_no_rule(island: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All that stands before, or after, some words can be declared to be no rule."""
    (island / "trace.yaml").write_text(
        f"{TRACE_YAML}  - why: A letter, and an annex.\n"
        '    before: "Levels of need on the island"\n    after: "ANNEX"\n    passages: ["ANNEX"]\n',
        encoding="utf-8",
    )
    code, out, _ = run(capsys, written(island, f"Dear all.\n{ISLAND}\nANNEX\n\nNothing more of it."), "--rules", island)

    assert (code, "(3 passages, lines 1 to 33)" in out) == (0, True)


@pytest.mark.parametrize(
    ("yaml", "place"),
    [
        ("no_rule:\n  - why: It is a heading.\n", "trace.yaml:2:5: "),
        ("no_rule:\n  - why: It is a heading.\n    passages: [Need]\n", "trace.yaml:3:16: "),
        ('damage:\n  - why: It is torn.\n    passages: ["Need"]\n', "trace.yaml:2:5: "),
        ('no_rule:\n  - why: It is a heading.\n    pasages: ["Need"]\n', "trace.yaml:3:5: "),
        ("- one\n", "trace.yaml:1:1: "),
    ],
)
def test_what_is_declared_wrongly(yaml: str, place: str, island: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistake in trace.yaml is named with its line and column, without jargon, and nothing is traced."""
    with pytest.raises(DeclaredError) as caught:
        declared(yaml.encode())
    assert str(caught.value).startswith(place)
    assert not jargon(str(caught.value).replace(yaml, ""))

    (island / "trace.yaml").write_text(yaml, encoding="utf-8")
    code, out, err = run(capsys, written(island, ISLAND), "--rules", island)

    assert (code, out) == (2, "")
    assert place in err


# ---------------------------------------------------------------------------------------------------------- matching


@pytest.mark.parametrize(
    ("quote", "text", "stands"),
    [
        ("poor hygiene", "Persistent poor hygiene.", True),
        ("poor hygiene", "Poor hygiene", False),
        ("hygiene.", "hygiene,", False),
        ("harm", "pharmacy, harmed", False),
        ("any one", "anyone", False),
        ("developmenta[l] delay", "developmenta delay", True),
        ("developmenta[l] delay", "developmental delay", True),
        ("developmenta[l] delay", "developmentary and other delay", False),
        ("self-ha[rm] depression", "self-hadepression", True),
        ("lack of awar[eness] and", "lack of awarer and", True),
        ("[Deterior]ating health", "ating health", True),
        ("w[ith advice] and support", "w and support", True),
        ("Parents [...] refuse", "Parents, of late, refuse", True),
        ("Parents [...] refuse", "Parents\trefuse", False),
        ("[...] refuse", "Parents refuse", True),
        ("the child's “own” view - always", 'the child’s "own" view – always', True),
        ("self-harm and depression", "self-\nharm and de-\npression", True),
        ("and/or the office", "and/\nor the of\ufb01ce", True),
        ("and/or the office", "and/or the\u00a0of\u00adfice", True),
        ("very poor care", "**very** _poor_ <i>care</i>", True),
        ("very poor care", "| very poor | care |", False),
        ("boundaries set by parents.", "a\tFew boundaries set by\tb\n\tparents. Other.", True),
        ("boundaries set by parents.", "a\tFew boundaries set by\tparents. Other.", False),
        ("boundaries set by parents.", "a\tFew boundaries set by them\n\tparents. Other.", False),
    ],
)
def test_where_a_quote_stands(quote: str, text: str, stands: bool) -> None:
    """The document's words exactly; capitals, punctuation and whole words count, the making of the file does not."""
    assert bool(standings(quote, document([text]))) is stands


WORD = st.text("abcdeXYZ", min_size=1, max_size=9)


@st.composite
def printed(draw: st.DrawFn) -> tuple[list[str], str]:
    """Words, and a Markdown text in which they stand, its lines broken and some of it marked."""
    words = draw(st.lists(WORD, min_size=1, max_size=12))
    out = []
    for word in words:
        mark = draw(st.sampled_from(["", "", "**", "*", "_"]))
        at = draw(st.integers(0, len(word)))
        cut = not mark and 0 < at < len(word) and draw(st.booleans())
        out.append(f"{word[:at]}-\n{word[at:]}" if cut else f"{mark}{word}{mark}")
    spaces = [draw(st.sampled_from([" ", "  ", "\n", " \n ", "\u00a0"])) for _ in words]
    before = draw(st.sampled_from(["", "# A heading\n\n", "- ", "1. ", "Other words. "]))
    return words, before + "".join(a + b for a, b in zip(out, spaces, strict=True))


@given(printed())
def test_the_making_of_a_file_hides_no_words(example: tuple[list[str], str]) -> None:
    """However a text is broken, marked and spaced, the words stand in it, and once they are taken nothing of them is
    left; one word more does not stand there."""
    words, text = example
    page = document([text])
    places = standings(" ".join(words), page)

    assert places
    assert not standings(" ".join([*words, "zebra"]), page)
    assert not re.search(
        "[XYZ]", "".join(c for c, t in zip(page.text, taken_by(places, len(page.text)), strict=True) if not t)
    )


@pytest.mark.parametrize(
    ("quote", "only", "differences"),
    [
        (
            "parents Refuse all help",
            "capitals",
            ["the rulebook has “parents”, the document “Parents”", "the rulebook has “Refuse”, the document “refuse”"],
        ),
        ("Parents, refuse all help", "punctuation", ["the rulebook has “Parents,”, the document “Parents”"]),
        (
            "Parents refuseall help. Nothing works",
            "spaces",
            ["the rulebook has “refuseall”, the document “refuse all”"],
        ),
        ("Parents refuse help", "", ["the document has “all” after “refuse”; the rulebook has not"]),
        ("Parents refuse all kinds help", "", ["the rulebook has “kinds” after “all”; the document has not"]),
        ("Parents ref[use] some [...] help", "", ["the rulebook has “some [...]”, the document “all”"]),
    ],
)
def test_what_differs(quote: str, only: str, differences: list[str]) -> None:
    """The difference is told word by word; where it is capitals, punctuation or spaces alone, that is said."""
    nearest = Words(document(["Children are well. Parents refuse all help. Nothing works."])).nearest(quote)

    assert nearest
    assert [str(difference) for difference in nearest.differences] == differences
    assert nearest.only == only


def test_nothing_like_it() -> None:
    """A quote of which the document has not half the words has no nearest passage."""
    assert Words(document(["Children are well."])).nearest("Zebras are in the garden") is None


# ----------------------------------------------------------------------------------------- quotes that stand repeatedly


def small_quotes(folder: Path = SMALL) -> list[Quote]:
    sheets = read_rulebook(*rule_files(folder)).sheets
    assert sheets
    return list(quotes(sheets))


def test_a_repeated_passage_is_quoted_once_by_each(tmp_path: Path) -> None:
    """Where the document prints the same words in two cells, a quote of one of them leaves the other unquoted."""
    found = trace(small_quotes(), document([ISLAND.replace("Eats together.", "Eats together. No food.")]))

    assert [found.document.shown(*passage) for passage in found.unquoted].count("No food.") == 1


def pages_of(found: Trace) -> Iterator[tuple[str, int | None]]:
    for missing in found.missing:
        yield missing.quote.words, missing.page


def test_a_quote_among_those_of_another_page(tmp_path: Path) -> None:
    """A quote whose words stand only among the quotes of another page is not taken for found."""
    wanted, text, said = shipped()
    quote = next(q for q in wanted if q.page and len(standings(q.words, text)) == 1 and len(q.words) > 60)
    pages = {one.page for one in wanted if one.page} - {quote.page}
    other = replace(quote, page=max(page for page in pages if page), near=())
    moved = replace(other, near=tuple((other.page, depth) for depth in range(4)))
    found = trace([moved if one is quote else one for one in wanted], text, said)

    assert (quote.words, quote.page) in list(pages_of(found))


def test_a_copy_of_the_shipped_rules_with_one_word_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One word of one quote is changed in a file: it is found, with its file and line."""
    folder = tmp_path / "rules"
    shutil.copytree(shipped_rules(), folder)
    file = sorted((folder / "levels").iterdir())[0]
    lines = file.read_text(encoding="utf-8").split("\n")
    number = next(n for n, line in enumerate(lines) if re.search(r'^ +quote: "\w+ \w+ \w+', line))
    lines[number] = re.sub(r'(quote: "\w+ )\w+', r"\1zebra", lines[number])
    file.write_text("\n".join(lines), encoding="utf-8")
    code, out, _ = run(capsys, SHIPPED_TEXT, "--rules", folder)

    assert code == 1
    assert f"- levels/{file.name}:{number + 1}:" in out
