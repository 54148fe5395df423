"""What a practitioner reports. No names, no dates of birth, no free text: it cannot hold them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Self, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from threshold.errors import ChecklistError

LARGEST = 1_000_000  # characters of JSON; the whole rulebook ticked is under 20,000


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

    *present*: ids of statements that are so; *absent*: looked at, and not so; *not_known*: asked, and not known.
    What is in none of them was not asked. Raises ChecklistError.
    """

    present: Ids = ()
    absent: Ids = ()
    not_known: Ids = ()
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
            raise ChecklistError([f'a case is an object such as {{"present": [...]}}, not {_kind(given)}'])
        return cls.of(given)


def _json(text: str | bytes) -> Any:
    if len(text) > LARGEST:
        raise ChecklistError(
            [f"the case has {len(text):,} characters; a case has at most {LARGEST:,}: is it the right file?"]
        )
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ChecklistError([f"byte {error.start + 1} is not UTF-8: save the case as UTF-8"]) from None
    if not text.strip():
        raise ChecklistError(['the case is empty: give an object such as {"present": [...]}'])
    try:
        return json.loads(text, object_pairs_hook=_without_twins, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        line = text.splitlines()[error.lineno - 1][:100] if text.splitlines() else ""
        raise ChecklistError(
            [f"line {error.lineno}, column {error.colno} is not JSON ({error.msg}): {line.strip()}"]
        ) from None
    except RecursionError:
        raise ChecklistError(
            ["the case is nested too deep to be one: an object with lists of ids is expected"]
        ) from None
    except ValueError as error:
        raise ChecklistError([str(error)]) from None


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    twin = next((key for index, key in enumerate(keys) if key in keys[:index]), None)
    if twin is not None:
        raise ChecklistError([f"`{twin}` is given twice: join the two"])
    return dict(pairs)


def _no_constant(name: str) -> Any:
    raise ChecklistError([f"{name} is not JSON: leave out what is not known"])


def _sentences(error: ValidationError, model: type[BaseModel]) -> list[str]:
    """What is wrong, one sentence for each fault, beginning with its place."""
    out: list[str] = []
    for fault in error.errors(include_url=False):
        place, given, context = ".".join(map(str, fault["loc"])), fault["input"], fault.get("ctx", {})
        inner = context.get("error")
        if isinstance(inner, ChecklistError):
            out += [f"{place}.{said}" if said[0] != "`" and place else said for said in inner.faults]
            continue
        out.append(_sentence(fault["type"], place, given, context, fault["msg"], list(model.model_fields)))
    return out


def _sentence(kind: str, place: str, given: Any, context: dict[str, Any], words: str, known: list[str]) -> str:
    name = place.rsplit(".", 1)[-1]
    if kind == "extra_forbidden":
        return f"{place}: there is no such key; the keys here are {', '.join(known)}"
    if kind == "missing":
        return f"{place}: missing"
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
    return f"{place}: {words}"


def _show(given: Any) -> str:
    return (
        json.dumps(given[:60])
        if isinstance(given, str)
        else str(given)
        if isinstance(given, int | float)
        else _kind(given)
    )


def _kind(given: Any) -> str:
    if given is None:
        return "nothing"
    names: dict[type, str] = {
        dict: "an object",
        list: "a list",
        tuple: "a list",
        str: "a text",
        bytes: "bytes",
        bool: "true or false",
        int: "a number",
        float: "a decimal number",
    }
    return names.get(type(given), f"a {type(given).__name__}")
