"""What a practitioner reports. No names, no dates of birth, no free text: it cannot hold them."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Self, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from threshold.errors import ChecklistError

LARGEST = 1_000_000  # characters of JSON; the whole rulebook ticked is under 20,000
MOST_FAULTS = 20  # that are said of one report
EXAMPLE = '{"present": ["domain.statement"]}'


def _sorted_ids(given: Any) -> Any:
    """Any iterable of ids but a bare string, each once and in order: the same report is the same checklist."""
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise ValueError(f"a list of indicator ids is expected, not {_kind(given)}")
    ids = list(given)
    strange = next((id for id in ids if not isinstance(id, str)), None)
    if strange is not None:
        raise ValueError(f"an indicator id is a text, not {_kind(strange)}")
    return tuple(sorted(set(ids)))


Ids = Annotated[tuple[str, ...], BeforeValidator(_sorted_ids)]


class _Reported(BaseModel):
    """Raises ChecklistError, in sentences, for whatever is wrong."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    def __init__(self, **data: Any) -> None:
        try:
            super().__init__(**data)
        except ValidationError as error:
            raise ChecklistError(_sentences(error, type(self))) from None


class Child(_Reported):
    """What is known of the child. *age*: completed years, 0 to 17, None if not known; an *unborn* child has none.
    *disabled*: True, False, or None if not known."""

    age: int | None = Field(default=None, ge=0, le=17)
    unborn: bool = False
    disabled: bool | None = None

    @model_validator(mode="after")
    def _unborn_has_no_age(self) -> Self:
        if self.unborn and self.age is not None:
            raise ValueError("an unborn child has no age: leave out one of the two")
        return self


class Judgement(_Reported):
    """The practitioner's own *level*, and a *reason* from the rulebook's short list (`Rulebook.judgement_reasons`)."""

    level: int = Field(ge=1, le=9)
    reason: str | None = None


class Checklist(_Reported):
    """What is reported of one child.

    *present*: ids of statements that are so; *absent*: looked at, and not so; *not_known*: asked, and not known. What
    is in none of them was not asked. What was seen and no statement says: *unsaid*, in everyday words of which the
    rulebook says so (`everyday_words` that name nothing), and *something_else*: whether there is more. Raises
    ChecklistError.
    """

    present: Ids = ()
    absent: Ids = ()
    not_known: Ids = ()
    unsaid: Ids = ()
    something_else: bool = False
    child: Child = Child()
    judgement: Judgement | None = None

    @model_validator(mode="after")
    def _one_answer_each(self) -> Self:
        for first, second in (("present", "absent"), ("present", "not_known"), ("absent", "not_known")):
            both = sorted(set(getattr(self, first)) & set(getattr(self, second)))
            if both:
                raise ValueError(f"`{both[0]}` is both {first} and {second}: keep it in one of the two")
        return self

    @classmethod
    def of(cls, given: Checklist | Mapping[str, Any] | Iterable[str]) -> Checklist:
        """A checklist from a Checklist, a mapping of its fields, or an iterable of the ids that are present."""
        if isinstance(given, Checklist):
            return given
        if isinstance(given, Mapping):
            strange = next((key for key in given if not isinstance(key, str)), None)
            if strange is not None:
                raise ChecklistError([f"the keys of a checklist are texts, not {_kind(strange)}"])
            return cls(**given)
        return cls(present=cast(Any, given))

    @classmethod
    def from_json(cls, text: str | bytes) -> Checklist:
        """A checklist from JSON text: an object of its fields, or a list of ids. Raises ChecklistError."""
        given = _json(text)
        if not isinstance(given, dict | list):
            raise ChecklistError([f"a case is an object such as {EXAMPLE}, not {_kind(given)}"])
        return cls.of(given)


def _json(text: str | bytes) -> Any:
    if len(text) > LARGEST:
        raise ChecklistError(
            [f"the case has more than {LARGEST:,} characters, and no case is so long: is it the right file?"]
        )
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise ChecklistError([f"line {line}: a letter is not UTF-8: save the case as UTF-8"]) from None
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise ChecklistError([f"the case is empty: give an object such as {EXAMPLE}"])
    try:
        return json.loads(text, object_pairs_hook=_without_twins, parse_constant=_no_constant, parse_int=_whole_number)
    except json.JSONDecodeError as error:
        words = next((words for start, words in _NOT_JSON.items() if error.msg.startswith(start)), "this is not JSON")
        near = " ".join(text[max(0, error.pos - 30) : error.pos + 30].split())
        raise ChecklistError([f"line {error.lineno}, column {error.colno}: {words} (near `{near}`)"]) from None
    except RecursionError:
        raise ChecklistError(
            ["the case is nested too deep to be one: an object with lists of ids is expected"]
        ) from None


_NOT_JSON = {  # the beginnings of the json module's complaints, and what they mean
    "Expecting value": "a value is missing here, or is not written as JSON: put a text in double quotes",
    "Expecting property name": "a key in double quotes is expected here; after the last value there is no comma",
    "Illegal trailing comma": "there is a comma too many here: take it out",
    "Extra data": "there is more after the end of the case: take it out",
    "Expecting ':'": "a colon is missing here: put one after the key",
    "Expecting ','": "a comma is missing here: put one between two values",
    "Unterminated string": "a text is opened here and never closed: close it with a double quote",
    "Invalid control": "a line break or tab stands inside a text: take it out",
    "Invalid \\": "a \\ inside a text has a special meaning: take it out",
}


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise ChecklistError([f"`{key[:80]}` is given twice: join the two"])
        made[key] = value
    return made


def _whole_number(digits: str) -> int:
    if len(digits) > 100:
        raise ChecklistError([f"a number has {len(digits):,} digits (near `{digits[:20]}`): is it the right file?"])
    return int(digits)


def _no_constant(name: str) -> Any:
    raise ChecklistError([f"{name} is not JSON: leave out what is not known"])


_BEGINS_WITH_PLACE = re.compile(r"\w+(\.\w+)*: ")


def _sentences(error: ValidationError, model: type[BaseModel]) -> list[str]:
    """What is wrong, one sentence for each fault, beginning with its place."""
    out: list[str] = []
    faults = error.errors(include_url=False)
    for fault in faults[:MOST_FAULTS]:
        place, given, context = ".".join(map(str, fault["loc"])), fault["input"], fault.get("ctx", {})
        inner = context.get("error")
        if isinstance(inner, ChecklistError):
            out += [
                f"{place}.{said}" if _BEGINS_WITH_PLACE.match(said) else f"{place}: {said}" for said in inner.faults
            ]
            continue
        out.append(_sentence(fault["type"], place, given, context, list(model.model_fields)))
    if len(faults) > MOST_FAULTS:
        out.append(f"and {len(faults) - MOST_FAULTS:,} more of the kind: is it the right file?")
    return out


def _sentence(kind: str, place: str, given: Any, context: dict[str, Any], known: list[str]) -> str:
    name = place.rsplit(".", 1)[-1]
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(place, known, 1, 0.6)
        hint = f"did you mean `{near[0]}`?" if near else f"the keys here are {', '.join(known)}"
        return f"{place[:80]}: there is no such key; {hint}"
    if kind == "missing":
        return f"{place}: missing; add it"
    if name == "age":
        return (
            f"{place}: completed years from 0 to 17 are expected, not {_show(given)}; leave it out if it is not known"
        )
    if kind in ("greater_than_equal", "less_than_equal"):
        return f"{place}: {_show(given)} is out of range; a level of need is expected"
    if kind.startswith("bool"):
        return f"{place}: true or false is expected, not {_show(given)}"
    if kind.startswith("int"):
        return f"{place}: a whole number is expected, not {_show(given)}"
    if kind.startswith("string"):
        return f"{place}: a text is expected, not {_show(given)}"
    if kind.startswith("model") or kind == "dict_type":
        return f"{place}: an object with the keys of `{place}` is expected, not {_kind(given)}"
    if kind == "value_error":
        return f"{place}: {context['error']}" if place else str(context["error"])
    return f"{place}: {_show(given)} cannot stand here; leave it out"


def _show(given: Any) -> str:
    if isinstance(given, str):
        return json.dumps(given[:60], ensure_ascii=False)
    if isinstance(given, bool):
        return json.dumps(given)
    if isinstance(given, int | float):
        return str(given) if abs(given) < 10**15 else "a number that large"
    return _kind(given)


_KINDS: dict[type, str] = {
    type(None): "nothing",
    dict: "an object",
    list: "a list",
    tuple: "a list",
    str: "a text",
    bytes: "bytes",
    bool: "true or false",
    int: "a number",
    float: "a decimal number",
}


def _kind(given: Any) -> str:
    return _KINDS.get(type(given), "something else")
