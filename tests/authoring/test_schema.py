"""`rules schema`: what an editor knows of the rule files."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from pydantic import ValidationError

from tests.small import SMALL, edit, small_copy
from threshold.authoring import keys
from threshold.authoring.schema import FILES, FORMS, PATTERNS, TITLES, as_files, schemas
from threshold.commands import main
from threshold.rulebook.loading import read_rulebook, rule_files
from threshold.rulebook.location import shipped_rules
from threshold.rulebook.reading import decode

RULES = shipped_rules()
AGAIN = "rules/schema is behind the rulebook: run `threshold rules schema --write rules/schema`"
VALIDATORS = {kind: Draft7Validator(schema) for kind, schema in schemas(read_rulebook(*rule_files()).sheets).items()}
Place = tuple[str | int, ...]


def kind_of(file: str) -> str:
    kinds = {"rulebook.yaml": "rulebook", "uncrc_articles.yaml": "articles", "everyday_words.yaml": "words"}
    return kinds.get(file, "table")


def data_of(folder: Path) -> dict[str, Any]:
    """What each file of a rulebook holds, as JSON has it."""
    files, _ = rule_files(folder)
    return {name: json.loads(json.dumps(decode(text, name).data)) for name, text in files.items()}


# The small rulebook, with everyday words, which it has none of.
WRITTEN = data_of(SMALL) | {"everyday_words.yaml": {"words": {"starving": ["home.hungry"], "sleepy": []}}}


def faults(kind: str, data: Any) -> set[str]:
    """The kinds of fault that the form finds."""
    try:
        FORMS[kind].model_validate_json(json.dumps(data))
    except ValidationError as error:
        told = error.errors()  # a list whose items are wrong is said to be short, too
        return {fault["type"] for fault in told if not (fault["type"] == "too_short" and fault["input"])}
    return set()


def inner(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Everything in *value*, with its place."""
    yield place, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        yield from inner(part, (*place, key))


def changed(data: Any, place: Place, change: Callable[[Any], None]) -> Any:
    """A copy of *data* in which what stands at *place* is changed."""
    new = copy.deepcopy(data)
    part = new
    for step in place:
        part = part[step]
    change(part)
    return new


def is_free(place: Place) -> bool:
    """Whether the keys there are an officer's own."""
    return place[:1] in {("sources",), ("themes",), ("words",), ("judgement_reasons",)} and len(place) == 1


@pytest.mark.parametrize("kind", FILES)
def test_a_schema_is_one(kind: str) -> None:
    """Each schema is right by its own metaschema, and says which one that is."""
    Draft7Validator.check_schema(VALIDATORS[kind].schema)

    assert VALIDATORS[kind].schema["$schema"] == Draft7Validator.META_SCHEMA["$id"]


@pytest.mark.parametrize("folder", [RULES, SMALL], ids=["shipped", "small"])
def test_rule_files_that_load_are_valid(folder: Path) -> None:
    """No file of a rulebook that loads is refused, whatever its themes, sources and articles."""
    for name, data in data_of(folder).items():
        assert [error.message for error in VALIDATORS[kind_of(name)].iter_errors(data)] == [], name


def test_the_schemas_beside_the_rules_are_current() -> None:
    """The files of rules/schema are what the command would write now."""
    written = {path.name: path.read_text(encoding="utf-8") for path in (RULES / "schema").iterdir()}

    assert written == as_files(read_rulebook(*rule_files()).sheets), AGAIN


@pytest.mark.parametrize("file", sorted(rule_files()[0]))
def test_each_rule_file_says_where_its_schema_is(file: str) -> None:
    """The first line of each rule file leads an editor to the schema of its kind."""
    first = (RULES / file).read_text(encoding="utf-8").splitlines()[0]
    said = first.removeprefix("# yaml-language-server: $schema=")

    assert first != said
    assert ((RULES / file).parent / said).resolve() == (RULES / "schema" / FILES[kind_of(file)]).resolve()


def defined() -> set[str]:
    """The parts that the schemas name."""
    return {name for kind in FILES for name in VALIDATORS[kind].schema["definitions"]}


def test_every_key_is_explained_and_nothing_else() -> None:
    """Every key of the form has a meaning; no meaning or example is of a key that is not there; no part is left out."""
    for model in TITLES:
        assert all(keys.meaning(model, key) for key in keys.written(model)), model
    for model, words in keys.OF.items():
        assert set(words) <= set(keys.written(model)), model
    assert all(key in keys.written(model) for model, key in keys.EXAMPLES)
    assert set(keys.EVERYWHERE) <= {key for model in TITLES for key in keys.written(model)}
    assert {model.__name__ for model in TITLES} - {form.__name__ for form in FORMS.values()} == defined() - {
        "AboutChild"
    }


@pytest.mark.parametrize("kind", FILES)
def test_an_editor_can_explain_every_key(kind: str) -> None:
    """Every key of a schema has a description, every part a title, every pattern a sentence; no default is offered."""
    schema = VALIDATORS[kind].schema
    for part in (schema, *schema["definitions"].values()):
        assert part["title"]
        assert part["additionalProperties"] is False
        for value in part["properties"].values():
            assert value["description"]
            assert "default" not in value
    patterns = {
        value["pattern"] for _, value in inner(schema) if isinstance(value, dict) and "patternErrorMessage" in value
    }
    assert patterns <= set(PATTERNS)


def test_the_readme_has_the_same_words() -> None:
    """The table of keys in rules/README.md is the one that editors show; `keys.table()` makes it."""
    assert keys.table() in (RULES / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", sorted(WRITTEN))
def test_a_wrong_key_is_refused_once_and_where_it_stands(file: str) -> None:
    """An unknown key, in any group of any file, is one error, and its place is that group's."""
    data, kind = WRITTEN[file], kind_of(file)
    for place, part in inner(data):
        if isinstance(part, dict) and not is_free(place):
            spoilt = changed(data, place, lambda part: part.update(unknown="words"))
            errors = [error for error in VALIDATORS[kind].iter_errors(spoilt) if error.validator != "maxProperties"]
            assert [(*error.absolute_path,) for error in errors] == [place]
            assert "extra_forbidden" in faults(kind, spoilt)


@pytest.mark.parametrize("file", sorted(WRITTEN))
def test_a_key_that_is_taken_out_is_missed_by_both(file: str) -> None:
    """Whatever key is taken out, the schema misses it exactly where the form does."""
    data, kind = WRITTEN[file], kind_of(file)
    for place, part in inner(data):
        for key in part if isinstance(part, dict) and not is_free(place) else ():
            spoilt = changed(data, place, lambda part: part.pop(key))  # noqa: B023
            assert VALIDATORS[kind].is_valid(spoilt) == (not faults(kind, spoilt)), (*place, key)


@pytest.mark.parametrize("file", sorted(WRITTEN))
def test_a_value_that_cannot_stand_there_is_refused_by_both(file: str) -> None:
    """Another value in any place: what the form refuses by its shape the schema refuses, and what the schema refuses
    the form does."""
    data, kind = WRITTEN[file], kind_of(file)
    for place in (place for place, _ in inner(data) if place):
        for value in (True, False, 3, -1, 100, "", " x", "a word.", "help", [], ["a_word"], {}, {"a": "b"}):
            spoilt = changed(data, place[:-1], lambda part: part.__setitem__(place[-1], value))  # noqa: B023
            found, valid = faults(kind, spoilt), VALIDATORS[kind].is_valid(spoilt)
            assert not (valid and found - {"value_error"}), (*place, value, found)
            assert valid or found, (*place, value)


def test_what_is_empty_is_refused_by_both(tmp_path: Path) -> None:
    """A key with nothing after it is refused, but for the `how` of a contact; so it is by the loader."""
    for name, file in WRITTEN.items():
        for place, _ in inner(file):
            if place and isinstance(place[-1], str) and place[-1] != "how":
                spoilt = changed(file, place[:-1], lambda part: part.__setitem__(place[-1], None))  # noqa: B023
                assert not VALIDATORS[kind_of(name)].is_valid(spoilt), place
    folder = small_copy(tmp_path)
    edit(folder, "levels/home.yaml", "part_of: Family and home", "part_of: null")

    assert read_rulebook(*rule_files(folder)).problems


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"when": {"all": ["tired"]}}, ("when", "all", 0)),
        ({"when": {"some_of": {"count": 2, "theme": "storm"}}}, ("when",)),
        ({"when": {"age": {"under": 5}, "disabled": True}}, ("when",)),
        ({"when": {"disabled": False}}, ("when", "disabled")),
        ({"strength": True, "circumstance": True}, ()),
        ({"strength": True, "open_above": "help"}, ()),
        ({"circumstance": True, "urgent": True}, ()),
    ],
)
def test_what_a_ticked_statement_cannot_have(change: dict[str, Any], place: Place) -> None:
    """What a statement with an id can never have is refused where it stands, as the form refuses it."""
    entry = {"id": "of_mine", "text": "The child is so.", "quote": "is so", **change}
    strand = {"strand": "row", "title": "Row", "level_2": [entry]}
    table = {"domain": "mine", "title": "Mine", "source": "a", "page": 1, "strands": [strand]}
    errors = [(*error.absolute_path,) for error in VALIDATORS["table"].iter_errors(table)]

    assert errors == [("strands", 0, "level_2", 0, *place)]
    assert faults("table", table)


def test_the_themes_of_the_rulebook_are_offered() -> None:
    """Wherever a theme, a source or an article is named, those of the rulebook are offered; others are not refused."""
    sheets = read_rulebook(*rule_files(SMALL)).sheets
    assert sheets
    parts = schemas(sheets)["table"]["definitions"]

    assert parts["Indicator"]["properties"]["themes"]["items"]["examples"] == ["storm", "hunger", "loneliness"]
    assert parts["Combination"]["properties"]["articles"]["items"]["examples"] == [24, 27]
    assert parts["SomeOf"]["properties"]["theme"]["examples"] == ["storm", "hunger", "loneliness"]
    assert parts["NextStep"]["properties"]["source"]["examples"] == ["island-2020", "harbour-2019"]
    assert "storm" not in json.dumps(schemas())


@pytest.mark.parametrize("kind", FILES)
def test_the_command_prints_a_schema(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Named, one schema is printed, and nothing else."""
    assert main(["rules", "schema", kind, "--rules", str(SMALL)]) == 0
    said = capsys.readouterr()

    assert json.loads(said.out) == schemas(read_rulebook(*rule_files(SMALL)).sheets)[kind]
    assert said.err == ""


def test_the_command_writes_schemas(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--write writes all of them, or the one that is named, into a folder that it makes; it prints nothing."""
    assert main(["rules", "schema", "--write", str(tmp_path / "all"), "--rules", str(SMALL)]) == 0
    assert main(["rules", "schema", "table", "--write", str(tmp_path / "one" / "deep"), "--rules", str(SMALL)]) == 0

    assert {path.name for path in (tmp_path / "all").iterdir()} == set(FILES.values())
    assert [path.name for path in (tmp_path / "one" / "deep").iterdir()] == [FILES["table"]]
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "arguments",
    [[], ["tables"], ["--write", __file__], ["table", "--rules", "nowhere"]],
    ids="_".join,
)
def test_bad_input_is_told_what_to_do(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """No kind, a wrong one, a file for a folder and no rulebook: exit code 2, and what to do."""
    try:
        code = main(["rules", "schema", *arguments])
    except SystemExit as stopped:
        code = int(str(stopped.code))
    said = capsys.readouterr()

    assert code == 2
    assert said.out == ""
    assert "\n  = " in said.err
