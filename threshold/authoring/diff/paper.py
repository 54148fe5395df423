"""What changed, as Markdown: a paper for the board that decides, and a draft of the entry in CHANGELOG.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from threshold.authoring.diff.altered import Altered
from threshold.authoring.diff.tally import Impact
from threshold.authoring.diff.versions import Diff
from threshold.authoring.diff.words import COUNTED, compared, effects, label, point, tried, what, whose
from threshold.reporting.markdown import document, escaped, item_paragraphs, paragraphs, within
from threshold.reporting.shape import Item

BLANK = "." * 50
OF_COURSE = {"version", "examples"}  # what changes with every change of practice
MOST_IN_WORDS = 20  # changes of words that the changelog lists; the rest are counted
EVERY = "Every change, with the document's words"
APPROVAL = ("Approved, not approved, or approved with changes", "Who approves", "Role", "Date", "Signature")


def paper(diff: Diff) -> str:
    """The paper for the board."""
    return document(_paper(diff))


def changelog(diff: Diff) -> str:
    """The entry of CHANGELOG.md, for the officer to edit: a line for each change of practice."""
    practice = [one for one in diff.changes if one.practice]
    rest = [one for one in diff.changes if not one.practice and not {c.field for c in one.changes} <= OF_COURSE]
    lines = [f"- {within(_entry(one, diff.impact))}" for one in practice]
    lines += [f"- In words alone. {within(_entry(one, diff.impact))}" for one in rest[:MOST_IN_WORDS]]
    if len(rest) > MOST_IN_WORDS:
        lines.append(f"- In words alone, too: {len(rest) - MOST_IN_WORDS:,} more.")
    return document([f"## {within(diff.new.version)}", "\n".join(lines or ["- Nothing changed."])])


def _entry(one: Altered, impact: Impact) -> str:
    """`Moved from Level 2 to Level 3: ...`, what stood before, and what came of it."""
    told = [change for change in one.changes if change.bears or change.said == "Why" or not one.practice]
    told = [change for change in told if change.field not in OF_COURSE]
    points = [said for change in told if (said := point(change, one))]
    return " ".join([f"{label(one)}: {_sentence(one.text)}", *map(_sentence, points), *effects(one, impact)])


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}" + ("" if words.rstrip("”").endswith((".", "?", "!")) else ".")


def _paper(diff: Diff) -> Iterator[str]:
    yield f"# Changes to be approved: {within(diff.new.title)}"
    yield _table(
        ("", "Old", "New"),
        [
            (name.capitalize(), getattr(diff.old, field), getattr(diff.new, field))
            for name, field in (("rulebook", "id"), ("version", "version"), ("status", "status"), ("digest", "digest"))
        ],
    )
    for note in compared(diff).items[-1].notes:
        yield f"**{within(note)}**"
    yield "## What changes in practice"
    yield from _practice(diff)
    yield from _cases(diff)
    for section in whose(diff):
        yield from paragraphs(section, 3)
    yield f"## {EVERY}"
    for section in what(diff.changes):
        yield from paragraphs(section, 3)
    yield "## Approval"
    yield "\n".join(f"- {words}: {BLANK}" for words in APPROVAL)


def _practice(diff: Diff) -> Iterator[str]:
    practice = [one for one in diff.changes if one.practice]
    if not practice:
        yield "By the rules themselves, no child gets another level, other things to do or other rights."
    for one in practice:
        lead = "Children of whom this is said" if one.kind == "statement" else one.place
        came_of_it = effects(one, diff.impact) or ["No answer to the cases tried changes by it."]
        yield from item_paragraphs(Item(one.text, f"{label(one)}. {lead}", points=tuple(came_of_it)))
    reworded = [one for one in diff.changes if not one.practice and one.kind == "statement" and _is_reworded(one)]
    if reworded:
        yield "Asked in other words, so that it may be said of other children:"
    for one in reworded:
        said = [point(change, one) for change in one.changes]
        yield from item_paragraphs(Item(one.text, label(one), points=tuple(filter(None, said))))
    rest = len(diff.changes) - len(practice) - len(reworded)
    if rest:
        others = "1 other change" if rest == 1 else f"{rest:,} other changes"
        yield f"And {others} of what people read, such as contacts, quotes or notes: each stands under “{EVERY}”."


def _is_reworded(one: Altered) -> bool:
    return any(change.field == "text" for change in one.changes)


def _cases(diff: Diff) -> Iterator[str]:
    section = tried(diff.impact)
    yield f"## {section.title}"
    what = "examples" if diff.impact.examples else "cases"
    yield escaped(section.items[0].text)
    yield _table(
        ("What changes", f"How many {what}"),
        [(words, f"{getattr(diff.impact.counts, name):,}") for name, words in COUNTED.items()],
    )
    yield from (f"**{within(note)}**" for note in section.items[0].notes)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    made = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(within(cell) for cell in row)} |" for row in made)
