"""A proposed example as an officer pastes it: YAML in the file's own indentation, and the place where it goes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from threshold.assessing import assess
from threshold.authoring.coverage import Edge, Point
from threshold.authoring.desk import Desk
from threshold.authoring.proposing import Proposal
from threshold.checklist import Checklist, Child
from threshold.rulebook import form
from threshold.rulebook.condition import SomeOf
from threshold.rulebook.models import Rulebook
from threshold.rulebook.page import Path
from threshold.rulebook.sheets import Sheet

REMINDER = "The rules' answer now. Check it against page {page}, then delete this line."


@dataclass(frozen=True)
class Place:
    """Where examples of a strand go: below *line* of *file*. *begins* is what the first of them needs above it, where
    the strand has none; *instead*, whether *line* itself has to go: it holds an empty list. *dash* and *key* are the
    columns of an example's dash and keys."""

    file: str
    strand: str
    line: int
    begins: str
    instead: bool
    dash: int
    key: int


@dataclass(frozen=True)
class Pasting:
    """An example to paste. *written* is its YAML, with a line of comment; *values* is what it says, as data; *says* are
    the points that it exercises, in words, but for those that stand at an earlier one."""

    place: Place
    written: str
    says: tuple[str, ...]
    values: dict[str, object]


class Paster:
    """Writes the proposals for one rulebook."""

    def __init__(self, desk: Desk, engine: str | None = None) -> None:
        self._desk = desk
        self._engine = engine
        self._order = {id: index for index, id in enumerate(desk.rulebook.indicators)}
        self._strands = {name: (sheet, path, strand) for name, sheet, path, strand in desk.strands()}

    def pastings(self, proposals: Iterable[Proposal]) -> Iterator[Pasting]:
        """An example for each proposal, in the strand of the statement that it was made for."""
        told: set[Point] = set()
        for proposal in proposals:
            yield self._pasting(proposal, [point for point in proposal.exercises if point not in told])
            told.update(proposal.exercises)

    def _pasting(self, proposal: Proposal, points: Iterable[Point]) -> Pasting:
        home = self._desk.rulebook.statement(proposal.point.about)
        sheet, path, strand = self._strands[f"{home.domain}.{home.strand}"]
        place = _place(sheet, path, strand)
        values = self._values(proposal.case, home.domain)
        page = home.citations[0].page or sheet.written.page
        lines = [f"# {REMINDER.format(page=page)}", f"- case: {_quoted(str(values['case']))}"]
        lines = [" " * (place.dash - 1) + line for line in lines]
        lines[1] = lines[1].replace("- ", "-" + " " * (place.key - place.dash - 1), 1)
        lines += [f"{' ' * (place.key - 1)}{key}: {_flow(value)}" for key, value in values.items() if key != "case"]
        says = tuple(in_words(point, self._desk.rulebook) for point in points)
        return Pasting(place, "".join(f"{line}\n" for line in lines), says, values)

    def _values(self, case: Checklist, domain: str) -> dict[str, object]:
        """The example, in the order of its keys: what is not said is left out, and so is an at_least that is the
        level."""
        answer = assess(case, self._desk.rulebook, self._engine)
        child = {"age": case.child.age, "unborn": case.child.unborn or None, "disabled": case.child.disabled}
        values: dict[str, object] = {"case": sentence(case, self._desk.rulebook)}
        for group in ("present", "absent", "not_known"):
            ids = sorted(getattr(case, group), key=self._order.__getitem__)
            values[group] = [id.removeprefix(f"{domain}.") for id in ids]
        values["child"] = {fact: value for fact, value in child.items() if value is not None}
        values["level"] = answer.level
        values["at_least"] = answer.at_least if answer.at_least < answer.level else None
        values["settled"] = answer.settled
        return {key: value for key, value in values.items() if value not in (None, [], {})}


def in_words(point: Point, rulebook: Rulebook) -> str:
    """What no example does."""
    about = f"`{point.about}`"
    at = point.at
    if isinstance(at, Edge):
        side, verb = ("just inside", "meets") if point.kind == "inside" else ("just outside", "fails")
        return f"no example {verb} the `when` of {about} at the age of {at[point.kind == 'outside']}, {side} it"
    if isinstance(at, SomeOf):
        of = f"of {rulebook.themes[at.theme]}" if at.theme else f"of the {len(set(at.of or ()))} named"
        return f"no example is one short of the {at.count} {of} that {about} asks for"
    if point.kind == "not_known":
        unknown = "the child's age is not known" if at == "age" else "it is not known whether the child is disabled"
        return f"no example has {about} where {unknown}"
    return {
        "present": f"no example has {about} present",
        "fired": f"no example brings about {about}",
        "met": f"no example meets the `when` of {about}",
        "not_met": f"no example names what {about} rests on and fails its `when`",
    }[point.kind]


def sentence(case: Checklist, rulebook: Rulebook) -> str:
    """A case in one sentence, made of the texts of its statements."""
    who = _who(case.child)
    texts = {id: rulebook.indicators[id].text.rstrip(".") for id in (*case.present, *case.absent, *case.not_known)}
    present = sorted(case.present, key=list(rulebook.indicators).index)
    said = [_lowered(texts[id]) for id in present]
    said += [f"it is not so that {_lowered(texts[id])}" for id in case.absent]
    said += [f"it is not known whether {_lowered(texts[id])}" for id in case.not_known]
    if not said:
        return f"{who}, and nothing is reported."
    first, *rest = said
    begins = "the child "
    plain = first.startswith(begins) and "," not in who
    head = f"{who} {first.removeprefix(begins)}" if plain else f"{_of(who)} it is reported that {first}"
    return "; ".join([head, *rest]) + "."


def _who(child: Child) -> str:
    """The child in words: "A disabled child of 9"."""
    kind = "A disabled child" if child.disabled else "A child"
    if child.unborn:
        kind = "A disabled unborn child" if child.disabled else "An unborn child"
    age = f" of {child.age}" if child.age is not None else ""
    return f"{kind}{age}{' who is not disabled' if child.disabled is False else ''}"


def _of(who: str) -> str:
    return f"Of {who[0].lower()}{who[1:]}"


def _lowered(text: str) -> str:
    """As it stands inside a sentence: an abbreviation keeps its capitals."""
    word = text.split(" ", 1)[0]
    return text[0].lower() + text[1:] if word[1:].islower() or len(word) == 1 else text


def _place(sheet: Sheet[form.DomainFile], path: Path, strand: form.Strand) -> Place:
    """Below the last example of the strand; without one, at its end."""
    page = sheet.page
    column = (page.keys.get((*path, "strand")) or page.place(path)).column
    items = [(*path, "examples", index) for index in range(len(strand.examples))]
    lists = [(*path, f"level_{level}", index) for level, entries in strand.columns() for index in range(len(entries))]
    dash, key = next(
        (place for item in (*items, *lists) if (place := _dash(page.lines, *page.place(item)[:2]))), (0, 0)
    )
    if not key:
        dash, key = column + 2, column + 4
    if items:
        return Place(
            page.file, strand.strand, _last_line(page.lines, page.place(items[-1]).line, dash), "", False, dash, key
        )
    begins = " " * (column - 1) + "examples:\n"
    empty = page.keys.get((*path, "examples"))
    if empty:
        return Place(page.file, strand.strand, empty.line, begins, True, dash, key)
    last = _last_line(page.lines, page.place(path).line, column - 1)
    return Place(page.file, strand.strand, last, f"\n{begins}", False, dash, key)


def _dash(lines: list[str], line: int, column: int) -> tuple[int, int] | None:
    """The columns of the dash and of the first key of an item of a list; None where it is written in another way."""
    before = lines[line - 1][: column - 1].rstrip(" ")
    return (len(before), column) if before.strip(" ") == "-" else None


def _last_line(lines: list[str], first: int, column: int) -> int:
    """The last line that belongs to what begins on line *first*: those below it stand further right than *column*.
    Empty lines and comments after it do not belong to it."""
    last = first
    for number in range(first + 1, len(lines) + 1):
        line = lines[number - 1]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if len(line) - len(line.lstrip(" ")) < column:
            break
        last = number
    return last


def _quoted(text: str) -> str:
    """A sentence as YAML: in double quotes only where it has to be."""
    return json.dumps(text, ensure_ascii=False) if ": " in text or " #" in text or text.endswith(":") else text


def _flow(value: object) -> str:
    """A value as it is written in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return f"[{', '.join(map(str, value))}]"
    return str(value).lower()
