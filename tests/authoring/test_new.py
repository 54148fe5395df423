"""`rules new`: a rulebook for another partnership, to begin with."""

from __future__ import annotations

import json
import re
import shlex
import textwrap
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from tests.authoring.test_schema import data_of, kind_of
from threshold.authoring import keys
from threshold.authoring.check import check
from threshold.authoring.desk import Desk
from threshold.authoring.examples import try_examples
from threshold.authoring.proposing import coverage
from threshold.authoring.schema import FILES, FORMS, as_files
from threshold.commands import main
from threshold.rulebook import form
from threshold.rulebook.loading import Reading, load_rulebook, read_rulebook, rule_files

EVERY = range(2, 7)


def new(folder: Path, *more: str) -> Path:
    """A new rulebook in *folder*."""
    assert main(["rules", "new", str(folder), *more]) == 0
    return folder


def read(folder: Path) -> Reading:
    return read_rulebook(*rule_files(folder))


def desk_of(folder: Path) -> Desk:
    reading = read(folder)
    assert reading.rulebook
    assert reading.sheets
    return Desk(reading.rulebook, reading.sheets)


@pytest.mark.parametrize("levels", EVERY)
def test_a_new_rulebook_is_sound(levels: int, tmp_path: Path) -> None:
    """It has the levels that were asked for, no check finds anything, and every example is as it should be."""
    desk = desk_of(new(tmp_path / "ours", "--levels", str(levels)))

    assert [route.level for route in desk.rulebook.levels] == list(range(1, levels + 1))
    assert check(read(tmp_path / "ours")).problems == ()
    assert [one.written.case for one in try_examples(desk) if one.fails] == []


@pytest.mark.parametrize("levels", EVERY)
def test_its_examples_exercise_everything(levels: int, tmp_path: Path) -> None:
    """No statement and no side of a `when` is without an example: it shows what examples are for."""
    desk = desk_of(new(tmp_path / "ours", "--levels", str(levels)))

    assert coverage(desk.rulebook).open == ()


def test_it_has_four_levels_unless_told(tmp_path: Path) -> None:
    """Without --levels there are four."""
    assert len(load_rulebook(new(tmp_path / "ours")).levels) == 4


@pytest.mark.parametrize("levels", EVERY)
def test_it_shows_each_kind_of_entry_once(levels: int, tmp_path: Path) -> None:
    """The example row has a strength, a circumstance, a combination, a doubt, a `see`, and one `when` of each fact."""
    desk = desk_of(new(tmp_path / "ours", "--levels", str(levels)))
    (strand,) = desk.sheets.domains[1].written.strands
    entries = [entry for _, written in strand.columns() for entry in written]
    signs = [entry for entry in entries if isinstance(entry, form.Indicator)]
    facts = [leaf for sign in signs if sign.when for leaf in sign.when.leaves() if not isinstance(leaf, str)]

    assert sum(isinstance(entry, form.Combination) for entry in entries) == 1
    assert sum(isinstance(entry, form.See) for entry in entries) == 1
    for key in ("strength", "circumstance", "unsettled", "open_above", "themes", "pattern", "reading"):
        assert sum(bool(getattr(sign, key)) for sign in signs) == 1, key
    assert sum(bool(fact.disabled) for fact in facts) == sum(bool(fact.unborn) for fact in facts) == 1
    assert any(fact.age and fact.age.from_ for fact in facts)


@pytest.mark.parametrize("levels", EVERY)
def test_everything_in_it_is_marked_as_a_placeholder(levels: int, tmp_path: Path) -> None:
    """Every text, quote and title that stands for the document's says that it is a placeholder, and every answer says
    that the rulebook is not written yet. It gives no number but 999, and no address."""
    folder = new(tmp_path / "ours", "--levels", str(levels))
    book = load_rulebook(folder)
    own = [*book.levels, *book.articles.values(), *book.sources.values(), *book.standing]
    own += [*book.indicators.values(), *book.combinations.values()]
    for part in own:
        for name, value in part.model_dump(exclude={"convention"}).items():
            if name in ("text", "quote", "title", "right", "need", "agencies", "authority", "publisher"):
                assert "(placeholder)" in value, (part, name)
    everything = " ".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.[ym]*"))

    assert "not written yet" in book.caveat
    assert all(contact.how is None for contact in book.contacts)
    assert not re.findall(r"\d{4,}|https?:|www\.|@", everything.replace("json-schema.org", ""))


@pytest.mark.parametrize("levels", [2, 6])
def test_nothing_is_left_of_the_templates(levels: int, tmp_path: Path) -> None:
    """No mark of a template is left in a file, no line ends in spaces, and each file ends with a line's end."""
    for path in new(tmp_path / "ours", "--levels", str(levels)).rglob("*.*"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\{\{|\}\}|#=", text) or path.suffix == ".json", path
        assert not re.search(r"[ \t]\n", text), path
        assert text.endswith("\n"), path
        assert not text.endswith("\n\n"), path


def test_the_title_page_explains_every_key(tmp_path: Path) -> None:
    """Above each key of the title page, those that a new rulebook does not use too, stands what it means."""
    folder = new(tmp_path / "ours")
    lines = (folder / "rulebook.yaml").read_text(encoding="utf-8").splitlines()
    for key in keys.written(form.TitlePage):
        (at,) = [number for number, line in enumerate(lines) if re.match(rf"(# )?{key}:", line)]
        words = textwrap.wrap(keys.meaning(form.TitlePage, key), 110, initial_indent="# ", subsequent_indent="# ")
        assert lines[at - len(words) : at] == words, key


def test_its_readme_has_the_table_of_keys(tmp_path: Path) -> None:
    """The README explains the keys in the words that editors show, and names only files that are there."""
    folder = new(tmp_path / "ours")
    readme = (folder / "README.md").read_text(encoding="utf-8")

    assert keys.table() in readme
    for name in re.findall(r"`([\w/]+\.(?:yaml|md))`", readme):
        assert (folder / name).is_file(), name


@pytest.mark.parametrize("levels", [2, 6])
def test_editors_know_it(levels: int, tmp_path: Path) -> None:
    """Each rule file leads to a schema that is there, is current, and has nothing against the file."""
    folder = new(tmp_path / "ours", "--levels", str(levels))
    written = {path.name: path.read_text(encoding="utf-8") for path in (folder / "schema").iterdir()}
    assert written == as_files(read(folder).sheets)
    for name, data in data_of(folder).items():
        said = (folder / name).read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
        schema = ((folder / name).parent / said).resolve()
        assert schema == (folder / "schema" / FILES[kind_of(name)]).resolve()
        assert list(Draft7Validator(json.loads(schema.read_text(encoding="utf-8"))).iter_errors(data)) == []
    assert set(FORMS) == set(FILES)


@pytest.mark.parametrize(
    "title",
    [
        "Harbour partnership: levels of help",
        "“Ours” & 'theirs' \"quoted\" # 2",
        "{{levels}} and {keys} #= TitlePage.id",
        "no",
        "null",
        "2024",
        "[a] {b}",
        "back\\slash \\n",
        "Trothwy Plant Bae Caerdydd – Ŵyl",
        "Παιδιά 😀",
        "x" * 300,
        "- a dash",
        "%percent @at `tick` |",
    ],
)
def test_any_line_can_be_its_title(title: str, tmp_path: Path) -> None:
    """Whatever is on the line is the title, letter for letter, and the rulebook is sound."""
    book = load_rulebook(new(tmp_path / "ours", "--title", title))

    assert book.title == title
    assert re.fullmatch("[a-z][a-z0-9_]*", book.id)
    assert len(book.id) <= 60


@pytest.mark.parametrize(
    "title",
    [
        "",
        "x",
        " ab",
        "ab ",
        "a\nb",
        "a\tb",
        "a\u00a0b",
        "a\u2028b",
        "a\x85b",
        "a\x0cb",
        "a\x1b[31mb",
        "a\ud800b",
        "\\ud800",
    ],
)
def test_what_cannot_be_a_title_is_refused(title: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing, two lines, or letters that nobody sees: exit code 2, what to do, and no folder."""
    assert main(["rules", "new", str(tmp_path / "ours"), "--title", title]) == 2

    assert "cannot be a title" in capsys.readouterr().err
    assert not (tmp_path / "ours").exists()


@pytest.mark.parametrize("levels", ["1", "7", "four", "-2"])
def test_levels_that_there_cannot_be_are_refused(levels: str, tmp_path: Path) -> None:
    """Fewer than two levels, more than six, or no number: exit code 2, and no folder."""
    with pytest.raises(SystemExit) as stopped:
        main(["rules", "new", str(tmp_path / "ours"), f"--levels={levels}"])

    assert stopped.value.code == 2
    assert not (tmp_path / "ours").exists()


@pytest.mark.parametrize("inside", [".hidden", "rulebook.yaml", "levels"])
def test_nothing_is_written_over(inside: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with anything in it is refused, whatever it is, and left as it was."""
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / inside).mkdir() if inside == "levels" else (folder / inside).write_text("mine")
    before = sorted(folder.rglob("*"))

    assert main(["rules", "new", str(folder)]) == 2
    assert "\n  = " in capsys.readouterr().err
    assert sorted(folder.rglob("*")) == before


def test_an_empty_folder_will_do_and_a_file_will_not(tmp_path: Path) -> None:
    """An empty folder is filled; a file, or a folder below one, is refused and stays."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("mine")

    assert main(["rules", "new", str(tmp_path / "empty")]) == 0
    assert main(["rules", "new", str(tmp_path / "file")]) == 2
    assert main(["rules", "new", str(tmp_path / "file" / "below")]) == 2
    assert (tmp_path / "file").read_text() == "mine"


def test_the_same_words_make_the_same_rulebook(tmp_path: Path) -> None:
    """Made twice it is the same, byte for byte."""
    first, second = (new(tmp_path / name, "--title", "The same", "--levels", "3") for name in "ab")

    assert {p.relative_to(first): p.read_bytes() for p in first.rglob("*.*")} == {
        p.relative_to(second): p.read_bytes() for p in second.rglob("*.*")
    }


def test_it_says_what_to_do_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It names what it made, and the commands to go on with, which work as they are printed, in 80 columns."""
    monkeypatch.chdir(tmp_path)
    folder = new(Path("our rules"))
    said = capsys.readouterr().out
    commands = [shlex.split(line)[1:] for line in said.splitlines() if line.startswith("  threshold ")]
    for name in re.findall(r"^  ([\w/.]+)  ", said, re.M):
        assert (folder / name).exists(), name
    assert ["rules", "check", "--rules", "our rules"] in commands
    for command in commands:
        if command[0] == "rules":
            assert main(command) == 0, command
    assert max(len(line) for line in said.splitlines()) <= 80
