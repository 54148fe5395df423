"""The keys of the rule files: which are known at a place, and which is meant by one that is not."""

from __future__ import annotations

import difflib
import re
import types
import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

_KINDS = {"id", "combination", "see"}  # keys that tell what kind of item it is
_UNDER = "write `under`, the first age that is not meant: {from: 16, under: 18} is 16 and 17"
_MEANT = {  # keys that are often tried: the key that there is instead, and what to do
    "to": ("under", _UNDER),
    "until": ("under", _UNDER),
    "over": ("from", "write `from`, the first age that is meant: {from: 16} is 16 and 17"),
    "or": ("any", "write `any`"),
    "and": ("all", "write `all`"),
    "not": (
        "all",
        "take it out: no condition asks that something is not so, so that one more tick never lowers a level",
    ),
}
_MOVED = {  # keys that stood elsewhere once, and what to do
    "everyday_words": "take it to everyday_words.yaml, and call it `words` there",
}


def unknown(key: str, model: type[BaseModel] | None, root: type[BaseModel]) -> tuple[str, str]:
    """What to say of a *key* that *model*, somewhere in *root*, does not know; and what to do."""
    message, known = f"`{key if len(key) < 60 else key[:57] + '...'}` is not a known key", keys(model)
    if key.startswith("-"):
        return message, "put a space after the dash"
    if ":" in key:
        return message, "put a space after the colon"
    instead, help = _MEANT.get(key.lower(), ("", ""))
    if instead in known:
        return message, help
    if key in _MOVED:
        return message, _MOVED[key]
    near = meant(key, model)
    if near:
        return message, f"did you mean `{near}`?"
    elsewhere = "it is a key of another place: see whether this line begins in the right column; "
    return message, f"{elsewhere if key in _all_keys(root) else ''}the keys here are: {', '.join(known)}"


def meant(key: str, model: type[BaseModel] | None) -> str:
    """The key of *model* that is meant by *key*, or that which makes it an item of another kind; or nothing."""
    known = keys(model)
    options = [*known, *(_KINDS if _KINDS.intersection(known) else ())]
    return next(iter(difflib.get_close_matches(re.sub("[ -]+", "_", key.lower()), options, 1, 0.65)), "")


def did_you_mean(word: str, known: list[str]) -> str:
    """A hint at the one of *known* that is most like *word*; nothing, if none is."""
    near = difflib.get_close_matches(word, known, 1, 0.65)
    return f"did you mean `{near[0]}`?" if near else ""


def model_at(root: type[BaseModel], loc: tuple[int | str, ...]) -> type[BaseModel] | None:
    """The model at *loc*."""
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
    return model


def keys(model: type[BaseModel] | None) -> list[str]:
    """The keys that *model* knows, as an officer writes them."""
    return [f.alias or name for name, f in model.model_fields.items()] if model else []


def needed(model: type[BaseModel]) -> list[str]:
    """The keys that *model* must have."""
    return [f.alias or name for name, f in model.model_fields.items() if f.is_required()]


def _all_keys(root: type[BaseModel]) -> set[str]:
    """The keys of *root* and of everything in it."""
    seen: set[type[BaseModel]] = set()
    found = [root]
    while found:
        model = found.pop()
        if model not in seen:
            seen.add(model)
            found += (part for f in model.model_fields.values() for part in _models_in(f.annotation))
    return {key for model in seen for key in keys(model)}


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    for part in typing.get_args(annotation):
        yield from _models_in(part)
