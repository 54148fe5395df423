"""What changed, and whose answers, as sections of items: every face is made of these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from threshold.authoring.diff.altered import ADDED, GONE, Altered, Change, Key
from threshold.authoring.diff.speaking import level_said, listed
from threshold.authoring.diff.tally import Counts, Group, Impact, Lacking, Matter, Name
from threshold.authoring.diff.versions import Diff, Version
from threshold.reporting.shape import Item, Section

MOST_LINES = 20  # line numbers that are listed; the rest are counted
MOST_SENTENCES = 8  # of examples
MOST_CAUSES = 12
MOST_DOINGS = 8
NOTHING = "Nothing changed."
_LEADS = ("level", ADDED, GONE, "kind", "strand")
TITLES: dict[Matter, str] = {
    "falls": "LEVELS THAT FALL: look at these first",
    "less": "Lower at the least",
    "opened": "Settled before, and open now",
    "fewer": "Less to do, or fewer rights, at the same level",
    "rises": "Levels that rise",
    "more": "Higher at the least",
    "settled": "Open before, and settled now",
    "others": "Other things to do, or other rights, at the same level",
}
COUNTED = {
    "level_falls": "The level falls",
    "at_least_falls": "The level it is at the least falls",
    "settled_no_more": "No longer settled",
    "actions_lost": "Something is no longer to be done",
    "rights_lost": "A right is no longer engaged",
    "level_rises": "The level rises",
    "at_least_rises": "The level it is at the least rises",
    "settled_now": "Settled now",
    "actions_gained": "Something new is to be done",
    "rights_gained": "A right is newly engaged",
}
assert list(COUNTED) == list(Counts.model_fields)


def sections(diff: Diff) -> Iterator[Section]:
    """Everything, the gravest first: levels that fall, cases that cannot be compared, all else; then what changed."""
    yield compared(diff)
    if diff.changes or diff.impact.unread or diff.impact.strange:
        yield tried(diff.impact)
        yield from whose(diff)
    yield from what(diff.changes)


def compared(diff: Diff) -> Section:
    """The two versions; and that the new one is not called a new one."""
    notes: list[str] = []
    if not diff.changes and diff.old.digest != diff.new.digest:
        notes.append(
            "The files are not the same to the letter: comments, the order of keys, or what only `rules check` reads."
        )
    if diff.same_version:
        notes.append("The version is the same in both. Raise `version` in rulebook.yaml: answers name it.")
    if diff.old.id != diff.new.id:
        notes.append(f"These are two rulebooks, and not two versions of one: `{diff.old.id}` and `{diff.new.id}`.")
    said = NOTHING if not diff.changes else _count(len(diff.changes), "thing changed", "things changed")
    return Section(
        "What is compared", (_version(diff.old, "Old"), _version(diff.new, "New"), Item(said, notes=tuple(notes)))
    )


def tried(impact: Impact) -> Section:
    """How many cases were tried, and how many of them change in what."""
    what = "example" if impact.examples else "case"
    beside = ", those that stand beside the rules of the two versions" if impact.examples else ""
    of = "" if impact.compared == impact.tried else f" of the {impact.compared:,} compared"
    said = f"{_count(impact.tried, what)} tried{beside}. {impact.same:,}{of} answered as before."
    none_falls = "No level falls, of those that can be compared." if impact.lacking else "No level falls."
    points = [none_falls] if impact.compared and not impact.counts.level_falls else []
    points += (
        f"{words}: {_count(count, what)}" for name, words in COUNTED.items() if (count := getattr(impact.counts, name))
    )
    notes = []
    for names, words in (
        (
            impact.unread,
            "cannot be read as a case (each line holds one whole case, as JSON)",
        ),
        (impact.strange, "names something that neither version has, or judges by what one of them does not have"),
    ):
        if names:
            notes.append(f"Not compared, because it {words}: {lines(names)}.")
    return Section("Whose answers change", (Item(said, notes=tuple(notes), points=tuple(points)),))


def whose(diff: Diff) -> Iterator[Section]:
    """The cases whose answers change, by matter; behind falling levels those that name a statement that is gone."""
    altered = {one.key: one for one in diff.changes}
    by_matter = {matter: list(groups) for matter, groups in groupby(diff.impact.groups, lambda group: group.matter)}
    for matter, title in TITLES.items():
        if matter in by_matter:
            yield Section(title, tuple(_group(group, altered, diff.impact) for group in by_matter[matter]))
        if matter == "falls" and diff.impact.lacking:
            yield Section(
                "Cases that cannot be compared",
                tuple(_lacking(one, altered, diff.impact) for one in diff.impact.lacking),
            )


def what(changes: Sequence[Altered]) -> Iterator[Section]:
    """What changed, place by place, in the order of the document."""
    for place, some in groupby(changes, lambda one: one.place):
        yield Section(place, tuple(item(one) for one in some))


def item(one: Altered) -> Item:
    """A thing that changed, with each of its changes."""
    rest = [said for change in one.changes if (said := point(change, one))]
    name = one.about if one.kind in ("statement", "strand") else ""
    if one.citation:
        return Item(one.text, label(one), one.citation.quote or "", f"{one.where}, {name}", points=tuple(rest))
    return Item(one.text, label(one), source=name, points=tuple(rest))


def label(one: Altered) -> str:
    """What changed of it first of all."""
    lead = next((change for field in _LEADS for change in one.changes if change.field == field), None)
    if lead:
        return lead.said
    return "Reworded" if {change.field for change in one.changes} == {"text"} else "Changed"


def effects(one: Altered, impact: Impact) -> list[str]:
    """What came of a change in the cases tried: how many fall, rise and so on."""
    found = []
    for group in impact.groups:
        count = sum(because.cases for because in group.because if (because.kind, because.about) == one.key)
        if count:
            found.append(f"{_of_tried(count, impact)} {_moves(group, count)}.")
    if one.kind == "statement":
        for lacking in (lacking for lacking in impact.lacking if lacking.id == one.about):
            verb = "names" if len(lacking.cases) == 1 else "name"
            found.append(f"{_of_tried(len(lacking.cases), impact)} {verb} it, and cannot be compared.")
    return found


def lines(names: Sequence[Name]) -> str:
    """Line numbers, those beyond MOST_LINES counted."""
    more = [f"{len(names) - MOST_LINES:,} more"] if len(names) > MOST_LINES else []
    return f"{'line' if len(names) == 1 else 'lines'} {listed([*names[:MOST_LINES], *more])}"


def _group(group: Group, altered: dict[Key, Altered], impact: Impact) -> Item:
    count = len(group.cases)
    points = []
    for because in group.because[:MOST_CAUSES]:
        one = altered[because.kind, because.about]
        points.append(f"because{_some(because.cases, count)}: {label(one)}: {one.text}")
    if len(group.because) > MOST_CAUSES:
        points.append(f"and because of {len(group.because) - MOST_CAUSES:,} more changes")
    if not group.because:
        points.append("because of several changes that cannot be told apart")
    points += (f"no longer to be done{_some(times, count)}: {text}" for text, times in group.lost[:MOST_DOINGS])
    points += (f"newly to be done{_some(times, count)}: {text}" for text, times in group.gained[:MOST_DOINGS])
    return Item(f"{_of_tried(count, impact)} {_moves(group, count)}.", points=(*points, *_cases(group.cases)))


def _some(some: int, count: int) -> str:
    return "" if some == count else f" ({some:,} of them)"


def _moves(group: Group, count: int) -> str:
    one = count == 1
    before, after = (level_said(group.level[i], group.at_least[i]) for i in (0, 1))
    if group.matter in ("falls", "rises"):
        verb = {"falls": "fall", "rises": "rise"}[group.matter] + ("s" if one else "")
        return f"{verb} from {before} to {after}"
    if group.matter in ("less", "more"):
        return f"{'is' if one else 'are'} {after} now, {before} before"
    if group.matter in ("opened", "settled"):
        how = "settled now" if group.matter == "settled" else "not settled any more"
        return f"{'is' if one else 'are'} {how}, at {after}"
    verb = "keeps" if one else "keep"
    what = "less to do, or fewer rights engaged" if group.matter == "fewer" else "other things to do, or other rights"
    return f"{verb} {after}, and {'has' if one else 'have'} {what}"


def _lacking(one: Lacking, altered: dict[Key, Altered], impact: Impact) -> Item:
    """Cases that name what is gone, or what is new."""
    thing = altered.get(("statement", one.id))
    count = _of_tried(len(one.cases), impact)
    which = f"what the {one.where} version cannot be told"
    points = [*([f"{label(thing)}: {thing.text}"] if thing else []), *_cases(one.cases)]
    return Item(f"{count} {'names' if len(one.cases) == 1 else 'name'} {which}: {one.id}.", points=tuple(points))


def _cases(names: Sequence[Name]) -> Iterator[str]:
    if isinstance(names[0], int):
        yield lines(names)
        return
    yield from (f"“{name}”" for name in names[:MOST_SENTENCES])
    if len(names) > MOST_SENTENCES:
        yield f"and {len(names) - MOST_SENTENCES:,} more"


def point(change: Change, one: Altered) -> str:
    """A change in a line; empty where the label of the thing says all of it."""
    before, after = change.before, change.after
    if change.field == "text" and after == one.text:
        return f"Wording before: {before}"
    if change.said == label(one):
        before, after = ("" if words in change.said else words for words in (before, after))
        return "; ".join(words for words in (after.rstrip("."), f"before: {before}" if before else "") if words)
    if before and after:
        return f"{change.said}: {after.rstrip('.')}; before: {before}"
    return f"{change.said}: {after or before}" if after or before else change.said


def _of_tried(count: int, impact: Impact) -> str:
    return f"{count:,} of {_count(impact.tried, 'example' if impact.examples else 'case')}"


def _count(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _version(version: Version, label: str) -> Item:
    return Item(
        f"{version.title}, version {version.version} ({version.status})",
        label,
        source=f"{version.name}, digest {version.digest[:12]}",
    )
