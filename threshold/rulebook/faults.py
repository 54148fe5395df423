"""What pydantic found wrong with a file, said in an officer's words and at the right place."""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from threshold.rulebook.page import Page, Path, Span


def report(page: Page, error: ValidationError, root: type[BaseModel]) -> None:
    """Add every fault of *error*, found in *page* against the form *root*, to the page's problems."""
    for fault in error.errors(include_url=False):
        loc = fault["loc"]
        path: Path = tuple(step for step in loc if not _is_tag(step))
        kind, got = fault["type"], fault["input"]
        if kind == "extra_forbidden":
            keys = _keys_at(root, loc[:-1])
            page.report(
                page.keys.get(path, page.place(path)),
                f"`{path[-1]}` is not a known key",
                _did_you_mean(str(path[-1]), keys),
            )
        elif kind == "missing":
            page.report(
                page.keys.get(path[:-1], page.place(path[:-1])),
                f"`{path[-1]}` is missing here",
                "add it; look at a neighbour to see how it is written",
            )
        elif path and path in page.keys and path not in page.values:
            page.report(page.keys[path], _words(fault), "")
        else:
            message, help = _say(kind, fault, got)
            name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
            in_key = loc and loc[-1] == "[key]"
            page.report(
                _key_span(page, loc) if in_key else page.place(path), (f"`{name}`: " if name else "") + message, help
            )


def _key_span(page: Page, loc: tuple[int | str, ...]) -> Span:
    path = tuple(step for step in loc[:-1] if not _is_tag(step))
    return page.keys.get(path, page.place(path))


def _say(kind: str, fault: Any, got: Any) -> tuple[str, str]:
    context = fault.get("ctx", {})
    if kind == "string_type":
        if got is None:
            return "a text is missing here", "write it after the colon"
        if isinstance(got, bool | int | float):
            return f"a text is expected here, and `{got}` is read as a {_kind(got)}", "put it in double quotes"
        return f"a text is expected here, not {_kind(got)}", "if the text begins with [ or {, put it in double quotes"
    if kind in ("int_type", "int_from_float"):
        hint = "write the number alone, such as 52" if isinstance(got, str) else "write it as a plain number"
        return f"a whole number is expected here, not {_show(got)}", hint
    if kind in ("bool_type", "literal_error") and context.get("expected", "True") == "True":
        return f"true is expected here, not {_show(got)}", "write true, or take the line out"
    if kind == "literal_error":
        return f"{_show(got)} is not one of {context['expected']}", _did_you_mean(
            str(got), _options(context["expected"])
        )
    if kind == "tuple_type":
        return (
            f"a list is expected here, not {_kind(got)}",
            "write [one, two], or one item on each line beginning with `- `",
        )
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return (
            f"a group of keys is expected here, not {_kind(got)}",
            "write `key: value` lines, indented by two more spaces",
        )
    if kind in ("string_pattern_mismatch", "string_too_short"):
        if isinstance(got, str) and context.get("pattern", "").startswith("^\\S"):
            return (
                f"{_show(got)} begins or ends with a space, or is too short",
                "write a whole sentence, without spaces around it",
            )
        return f"{_show(got)} is not an id", "an id has small letters, digits and _ only, and begins with a letter"
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = context.get("ge", context.get("le"))
        return f"{_show(got)} is out of range", f"it must be {'at least' if 'ge' in context else 'at most'} {limit}"
    if kind == "too_short":
        return "this list is empty", "put something in it, or take the key out"
    if kind == "value_error":
        return str(context["error"]), ""
    return _words(fault), ""


def _words(fault: Any) -> str:
    return str(fault["msg"])


def _show(got: Any) -> str:
    if isinstance(got, str):
        return f'"{got}"' if len(got) < 60 else f'"{got[:57]}..."'
    return _kind(got) if isinstance(got, dict | list | tuple) or got is None else f"`{got}`"


def _kind(got: Any) -> str:
    names: dict[type, str] = {
        dict: "a group of keys",
        tuple: "a list",
        list: "a list",
        bool: "yes or no",
        int: "number",
        float: "decimal number",
        str: "a text",
    }
    return "nothing" if got is None else names.get(type(got), "something else")


def _options(expected: str) -> list[str]:
    return [option.strip("' ") for option in expected.replace(" or ", ", ").split(",")]


def _did_you_mean(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word, known, 1, 0.6)
    return f"did you mean `{near[0]}`?" if near else f"the keys here are: {', '.join(known)}" if known else ""


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
