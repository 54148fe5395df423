"""What may not change from one version to the next: an id is never lost, and never used again."""

from __future__ import annotations

from collections.abc import Iterator

from threshold.authoring.desk import Check, Desk, problem
from threshold.errors import Problem
from threshold.rulebook import form
from threshold.rulebook.loading import TITLE_PAGE, WORDS
from threshold.rulebook.page import Path
from threshold.rulebook.sheets import Entry, level_of

# Keys that prove or find something, and change no answer. Everyday words stood on the title page once; now in WORDS.
NO_RULE = {"examples", "silenced", "everyday_words"}


def _vanished_id(desk: Desk) -> Iterator[Problem]:
    before = desk.before
    if not before:
        return
    title, entries = desk.sheets.title, desk.sheets.entries
    old = before.statements()
    unknown = {entry.written.quote: id for id, entry in entries.items() if id not in old}
    kept = {*entries, *(one.id for one in title.written.retired)}
    for id in dict.fromkeys((*old, *before.retired())):
        if id in kept:
            continue
        heir = unknown.get(old.get(id, ""))
        if heir:
            message = f"`{id}` of {before.name} is gone, and this has its words"
            yield problem(
                entries[heir].sheet, _id(entries[heir]), message, "give it its old id: an id never changes", id
            )
            continue
        sheet = next((s for s in desk.sheets.domains if s.written.domain == id.partition(".")[0]), title)
        help = f"put it back; or add it to `retired` in {TITLE_PAGE}, with its `id`, and `why` it is no more"
        yield problem(sheet, (), f"`{id}` of {before.name} is gone", help, id)


def _retired_id_used(desk: Desk) -> Iterator[Problem]:
    title, before = desk.sheets.title, desk.before
    places = {one.id: title.page.place(("retired", i)).line for i, one in enumerate(title.written.retired)}
    said = {id: f"`{id}` is retired, on line {line} of {TITLE_PAGE}" for id, line in places.items()}
    if before:
        said = {id: f"`{id}` was retired in {before.name}" for id in before.retired()} | said
    for id, message in said.items():
        if id in desk.sheets.entries:
            entry = desk.sheets.entries[id]
            yield problem(entry.sheet, _id(entry), message, "give this another id: old answers name the old one", id)


def _id(entry: Entry) -> Path:
    """Where the id of a statement stands."""
    return (*entry.path, "id" if isinstance(entry.written, form.Indicator) else "combination")


def _version_not_raised(desk: Desk) -> Iterator[Problem]:
    before, title = desk.before, desk.sheets.title
    if not before or before.version not in (None, title.written.version):
        return
    now = {sheet.page.file: sheet.page.data for sheet in desk.sheets}
    changed = [file for file, said in before.pages.items() if _rules(said) != _rules(now.get(file))]
    changed = [file for file in (*changed, *before.new) if file != WORDS]
    if changed:
        others = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        yield problem(
            title,
            ("version",),
            f"the rules are not those of {before.name} ({changed[0]}{others}), and the version is the same",
            "raise `version`, so that every answer says which rules it came from",
        )


def _moved_unprinted(desk: Desk) -> Iterator[Problem]:
    """A statement in another column than before, as if its words were printed there."""
    before = desk.before
    was = before.printed() if before else {}
    for id, sheet, path, written in desk.statements():
        level = level_of(path)
        old, places = was.get(id, (level, set()))
        if before and level != old and not written.printed and (level, written.quote) not in places:
            at = next((place for place, quote in sorted(places) if quote == written.quote), None)
            if at:
                yield problem(
                    sheet,
                    (*path, "quote"),
                    f"in {before.name} these words were printed at Level {at}, and stand at Level {level} now",
                    f"if it was moved, add `printed: {at}`; if the document prints it anew, this is right; if neither, "
                    f"look for a line `level_{old}:` that was lost",
                    id,
                )


def _rules(said: object) -> object:
    """What was read, without what is no rule."""
    if isinstance(said, dict):
        return {key: _rules(value) for key, value in said.items() if key not in NO_RULE}
    return [_rules(value) for value in said] if isinstance(said, tuple) else said


CHECKS = (
    Check("vanished_id", "error", "an id of the version before that is gone, and not retired", _vanished_id),
    Check("retired_id_used", "error", "a retired id that is used again", _retired_id_used),
    Check("moved_unprinted", "warning", "a statement moved, as if its words were printed there", _moved_unprinted),
    Check("version_not_raised", "warning", "other rules under the same version", _version_not_raised),
)
