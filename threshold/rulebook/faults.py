"""What pydantic found wrong with a file, said in an officer's words and at the right place."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel, ValidationError

from threshold.rulebook.condition import UnfitError
from threshold.rulebook.keys import did_you_mean, keys, meant, model_at, needed, unknown
from threshold.rulebook.page import Page, Path

Words = tuple[str, str]  # what is wrong, and what to do

_NUMBER = re.compile("[1-9][0-9]{0,3}")
_SLUGS = re.compile("[a-z][a-z0-9_]*( +[a-z][a-z0-9_]*)+")
_EXAMPLE_ASTRAY = (
    "an example stands here, among the statements",
    "write the line `examples:` above the first example, in the column of `level_1:`",
)
_SHAPES = {
    "Age": "write {from: 16, under: 18}, or one of the two alone",
    "Condition": "begin it with `all`, `any`, `some_of`, `age`, `disabled` or `unborn`; "
    "ids stand in a list under `all` or `any`",
    "SomeOf": "write {count: 2, of: [one, two, three]}, or {count: 2, theme: one}",
}


def report(page: Page, error: ValidationError, root: type[BaseModel]) -> None:
    """Add every fault of *error*, found in *page* against the form *root*, to the page's problems.

    Of a place that already has a problem nothing more is said: what is wrong with the YAML comes first.
    """
    said = {(problem.line, problem.column) for problem in page.problems}
    found = error.errors(include_url=False)
    there = _there_by_another_name(found, root)
    astray: set[Path] = set()
    for fault in found:
        loc = fault["loc"]
        path = _path(loc)
        if fault["type"] == "union_tag_invalid":
            if path[:-1] not in astray:
                page.report(page.place(path), *_EXAMPLE_ASTRAY)
            astray.add(path[:-1])
            continue
        if fault["type"] == "too_short" and fault["input"]:
            continue  # what is in the list has faults of its own
        if fault["type"] == "extra_forbidden":
            path = (*_path(loc[:-1]), loc[-1])  # a key may look like a tag
            span = page.keys.get(path, page.place(path))
            message, help = unknown(str(path[-1]), model_at(root, loc[:-1]), root)
        elif fault["type"] == "missing":
            if path in there or path[:-1] in there:
                continue
            around = page.keys.get(path[:-1], page.place(path[:-1]))
            page.report(around, f"`{path[-1]}` is missing here", "add it; a neighbour shows how it is written")
            continue
        elif loc and loc[-1] == "[key]":
            span = page.keys.get(path, page.place(path))
            message, help = _say(fault, "", None)
        else:
            span = page.place(path)
            if not path:
                page.report(span, *_no_rule_file(fault["input"], root))
                continue
            name = next((step for step in reversed(path) if isinstance(step, str)), "")
            message, help = _say(fault, name, model_at(root, loc))
            if fault["input"] is None and fault["type"].startswith("model") and isinstance(path[-1], int):
                help = f"take the dash out, or {help}"
            message = f"`{name}`: {message}" if name else message
        if (span.line, span.column) not in said:
            page.report(span, message, help)


def _there_by_another_name(found: list[Any], root: type[BaseModel]) -> set[Path]:
    """The keys that are missing only because they are misspelt; and the items that seem to be of another kind, because
    the key that tells it is."""
    there: set[Path] = set()
    for fault in found:
        if fault["type"] == "extra_forbidden":
            path, model = (*_path(fault["loc"][:-1]), fault["loc"][-1]), model_at(root, fault["loc"][:-1])
            key = meant(str(path[-1]), model)
            there.add((*path[:-1], key) if key in keys(model) else path[:-1] if key else path)
    return there


def _no_rule_file(got: Any, root: type[BaseModel]) -> Words:
    first = (needed(root) or keys(root))[0]
    return f"the file begins with {_show(got)}, and not with a key", f"a rule file of this kind begins with `{first}:`"


def _say(fault: Any, name: str, model: type[BaseModel] | None) -> Words:
    kind, got, context = fault["type"], fault["input"], fault.get("ctx", {})
    if kind == "value_error" and isinstance(context["error"], UnfitError):
        return str(context["error"]), context["error"].help
    if kind == "string_type":
        return _no_text(got)
    if kind in ("string_pattern_mismatch", "string_too_short"):
        return _bad_text(got, context.get("pattern", "^\\S"))
    if kind.startswith("int"):
        number = _NUMBER.search(got) if isinstance(got, str) else None
        what = "the number alone" if isinstance(got, str) else "a plain number"
        return _expected("a whole number", got), f"write {what}, such as {number[0] if number else _usual(name)}"
    if kind.startswith("bool"):
        return _expected("true or false", got), "write true or false, without quotation marks"
    if kind == "literal_error" and context["expected"] == "True":
        quoted = "; true stands without quotation marks" if isinstance(got, str) else ""
        return _expected("true", got), f"write true, or take the line out{quoted}"
    if kind == "literal_error":
        options = [option.strip("' ") for option in context["expected"].replace(" or ", ", ").split(",")]
        return f"{_show(got)} is not one of: {', '.join(options)}", did_you_mean(
            str(got), options
        ) or "choose one of them"
    if kind == "tuple_type":
        return _expected("a list", got), _write_a_list(got)
    if kind.startswith(("model", "dict")):
        return _expected("a group of keys", got), _write_a_group(model)
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
        return f"{_show(got)} is out of range", f"it must be {limit}"
    if kind == "too_short":
        return "this list is empty", "put something in it, or take the key out"
    return f"{_show(got)} cannot stand here", "a neighbour shows how it is written"


def _expected(what: str, got: Any) -> str:
    return f"{what} is missing here" if got is None else f"{what} is expected here, not {_show(got)}"


def _usual(name: str) -> int:
    return {"page": 52, "age": 16, "from": 16, "under": 16}.get(name, 2)


def _write_a_list(got: Any) -> str:
    help = "write [one, two], or one item on each line beginning with `- `"
    if isinstance(got, str) and got.replace("_", "").replace(".", "").isalnum():
        return f"put brackets round it, [{_brief(got)}]; for more than one, {help}"
    return f"{help}, or take the line out" if got is None else help


def _write_a_group(model: type[BaseModel] | None) -> str:
    if model and model.__name__ in _SHAPES:
        return _SHAPES[model.__name__]
    lines = "write `key: text` lines, indented by two more spaces"
    listed = (needed(model) or keys(model)) if model else []
    return f"{lines}: {', '.join(listed)}" if listed else lines


def _no_text(got: Any) -> Words:
    if got is None:
        return "a text is missing here", "write it after the colon"
    if isinstance(got, bool | int | float):
        kind = "true or false" if isinstance(got, bool) else "a number"
        return f"a text is expected here, and {_show(got)} is read as {kind}", "put it in double quotes"
    if isinstance(got, tuple):
        help = "take the dashes or brackets out: here is one text; if they belong to it, put it in double quotes"
        return _expected("a text", got), help
    return _expected("a text", got), "if it is one, put it in double quotes: a colon or { makes it something else"


def _bad_text(got: str, pattern: str) -> Words:
    if pattern.startswith("^\\S"):
        if len(got.strip()) < 2:
            return f"{_show(got)} is too short", "write a whole sentence"
        if "\n" in got:
            return (
                "the text has a line break in it",
                "write it without a quotation mark, | or >, and without empty lines",
            )
        return f"{_show(got)} begins or ends with a space", "take the space out"
    if "-" in pattern.replace("a-z", "").replace("0-9", ""):
        return f"{_show(got)} is not an id of a source", "such an id has small letters, digits and - only"
    help = "an id has small letters, digits and _ only, and begins with a letter"
    comma = "; between two ids stands a comma" if _SLUGS.fullmatch(got) else ""
    return f"{_show(got)} is not an id", help + comma


def _show(got: Any) -> str:
    if isinstance(got, str):
        return f'"{_brief(got)}"'
    if isinstance(got, bool):
        return f"`{str(got).lower()}`"
    if isinstance(got, int | float):
        return f"`{got}`"
    return "a group of keys" if isinstance(got, dict) else "a list"


def _brief(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) < 60 else f"{text[:57]}..."


def _path(loc: tuple[int | str, ...]) -> Path:
    return tuple(step for step in loc if not _is_tag(step))


def _is_tag(step: int | str) -> bool:
    return isinstance(step, str) and (step.startswith("<") or step == "[key]")
