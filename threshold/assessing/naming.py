"""Names that are not in the rulebook, and what was perhaps meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from threshold.checklist import Checklist
from threshold.errors import ChecklistError
from threshold.rulebook.models import Rulebook

MOST_HINTS = 20  # to look for what was meant takes milliseconds each time


def perhaps(id: str, known: Iterable[str]) -> str:
    """What to say of an id that is not among *known*: the nearest one, or how to find one."""
    id, known = id[:200], list(known)
    near = difflib.get_close_matches(id, known, 1, 0.6)
    if not near:
        near = [name for name in known if name.endswith(f".{id}")]
    if not near:
        bare = {name.rsplit(".", 1)[-1]: name for name in known}
        near = [bare[match] for match in difflib.get_close_matches(id.rsplit(".", 1)[-1], bare, 1, 0.6)]
    return f"did you mean `{near[0]}`?" if near else "`threshold search WORDS` finds ids by their words"


def refuse_strangers(checklist: Checklist, rulebook: Rulebook) -> None:
    """Raise ChecklistError for every id, level and reason that the rulebook does not have."""
    faults: list[str] = []
    for group in ("present", "absent", "not_known"):
        for id in getattr(checklist, group):
            if id in rulebook.indicators:
                continue
            if id in rulebook.combinations:
                faults.append(f"{group}: `{id}` is a combination, and has no tick: name the statements that it joins")
            elif id in rulebook.retired:
                faults.append(f"{group}: `{id}` is in this rulebook no more: {rulebook.retired[id]}")
            else:
                hint = f"; {perhaps(id, rulebook.indicators)}" if len(faults) < MOST_HINTS else ""
                faults.append(f"{group}: there is no indicator `{id[:80]}`{hint}")
    for words in checklist.unsaid:
        means = rulebook.everyday_words.get(words)
        if means:
            faults.append(f"unsaid: statements say `{words}`: report those; `threshold search {words}` finds them")
        elif means is None:
            faults.append(
                f"unsaid: `{words[:80]}` is not among the everyday words that no statement says; "
                "leave it out, and write `something_else: true`"
            )
    judgement = checklist.judgement
    if judgement:
        levels = [route.level for route in rulebook.levels]
        if judgement.level not in levels:
            faults.append(
                f"judgement.level: there is no Level {judgement.level}; the levels are {levels[0]} to {levels[-1]}"
            )
        if judgement.reason and judgement.reason not in rulebook.judgement_reasons:
            known = ", ".join(rulebook.judgement_reasons)
            faults.append(f"judgement.reason: `{judgement.reason[:80]}` is not in the list: {known}")
    if faults:
        raise ChecklistError(faults)
