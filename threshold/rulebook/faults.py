"""What pydantic found wrong with a file, said in an officer's words and at the right place."""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from threshold.rulebook.condition import UnfitError
from threshold.rulebook.page import Page, Path

Words = tuple[str, str]  # what is wrong, and what to do


def report(page: Page, error: ValidationError, root: type[BaseModel]) -> None:
    """Add every fault of *error*, found in *page* against the form *root*, to the page's problems.

    Of a place that already has a problem nothing more is said: what is wrong with the YAML comes first.
    """
    said = {(problem.line, problem.column) for problem in page.problems}
    for fault in error.errors(include_url=False):
        loc = fault["loc"]
        path: Path = tuple(step for step in loc if not _is_tag(step))
        if fault["type"] == "too_short" and fault["input"]:
            continue  # what is in the list has faults of its own
        if fault["type"] == "extra_forbidden":
            span = page.keys.get(path, page.place(path))
            message, help = _unknown_key(str(path[-1]), _keys_at(root, loc[:-1]))
        elif fault["type"] == "missing":
            around = page.keys.get(path[:-1], page.place(path[:-1]))
            page.report(around, f"`{path[-1]}` is missing here", "add it; a neighbour shows how it is written")
            continue
        elif loc and loc[-1] == "[key]":
            span = page.keys.get(path, page.place(path))
            message, help = _say(fault)
        else:
            span = page.place(path)
            name = next((step for step in reversed(path) if isinstance(step, str)), "")
            message, help = _say(fault)
            message = f"`{name}`: {message}" if name else message
        if (span.line, span.column) not in said:
            page.report(span, message, help)


def _unknown_key(key: str, known: list[str]) -> Words:
    message = f"`{_brief(key)}` is not a known key"
    if key.startswith("-"):
        return message, "put a space after the dash"
    if ":" in key:
        return message, "put a space after the colon"
    return message, _did_you_mean(key, known) or f"the keys here are: {', '.join(known)}"


def _say(fault: Any) -> Words:
    kind, got, context = fault["type"], fault["input"], fault.get("ctx", {})
    if kind == "value_error" and isinstance(context["error"], UnfitError):
        return str(context["error"]), context["error"].help
    if kind == "string_type":
        return _no_text(got)
    if kind in ("string_pattern_mismatch", "string_too_short"):
        return _bad_text(got, context.get("pattern", "^\\S"))
    if kind.startswith("int"):
        example = "write the number alone, such as 52" if isinstance(got, str) else "write a plain number, such as 52"
        return _expected("a whole number", got), example
    if kind.startswith("bool"):
        return _expected("true or false", got), "write true or false, without quotation marks"
    if kind == "literal_error" and context["expected"] == "True":
        return _expected("true", got), "write true, or take the line out"
    if kind == "literal_error":
        options = [option.strip("' ") for option in context["expected"].replace(" or ", ", ").split(",")]
        return f"{_show(got)} is not one of: {', '.join(options)}", _did_you_mean(
            str(got), options
        ) or "choose one of them"
    if kind == "tuple_type":
        return _expected("a list", got), "write [one, two], or one item on each line beginning with `- `"
    if kind.startswith(("model", "dict")):
        return _expected("a group of keys", got), "write `key: text` lines, indented by two more spaces"
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
        return f"{_show(got)} is out of range", f"it must be {limit}"
    if kind == "too_short":
        return "this list is empty", "put something in it, or take the key out"
    return f"{_show(got)} cannot stand here", "a neighbour shows how it is written"


def _expected(what: str, got: Any) -> str:
    return f"{what} is missing here" if got is None else f"{what} is expected here, not {_show(got)}"


def _no_text(got: Any) -> Words:
    if got is None:
        return "a text is missing here", "write it after the colon"
    if isinstance(got, bool | int | float):
        kind = "true or false" if isinstance(got, bool) else "a number"
        return f"a text is expected here, and {_show(got)} is read as {kind}", "put it in double quotes"
    return _expected("a text", got), "if it is one, put it in double quotes: a colon, [ or { makes it something else"


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
    return f"{_show(got)} is not an id", "an id has small letters, digits and _ only, and begins with a letter"


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


def _did_you_mean(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word, known, 1, 0.6)
    return f"did you mean `{near[0]}`?" if near else ""


def _is_tag(step: int | str) -> bool:
    return isinstance(step, str) and (step.startswith("<") or step == "[key]")


def _keys_at(root: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that the model at *loc* knows, as an officer writes them."""
    model: type[BaseModel] | None = root
    options: list[type[BaseModel]] = [root]
    for step in loc:
        if isinstance(step, int):
            continue
        if step.startswith("<"):
            model = next((m for m in options if m.__name__.lower() == step.strip("<>")), None)
            continue
        if model is None:
            break
        info = next((f for n, f in model.model_fields.items() if step in (n, f.alias)), None)
        options = list(_models_in(info.annotation)) if info else []
        model = options[0] if options else None
    return [f.alias or name for name, f in model.model_fields.items()] if model else []


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    for part in typing.get_args(annotation):
        yield from _models_in(part)
