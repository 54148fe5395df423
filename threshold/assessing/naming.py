"""Names that are not in the rulebook, and what was perhaps meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


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
