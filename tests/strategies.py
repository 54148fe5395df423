"""Random checklists over the shipped rulebook."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

import threshold

BOOK = threshold.load_rulebook()
IDS = sorted(BOOK.indicators)
UNSAID = sorted(words for words, means in BOOK.everyday_words.items() if not means)
# statements that combinations, conditions and open ends turn on are drawn more often
TELLING = sorted(
    {id for c in BOOK.combinations.values() for id in c.when.named()}
    | {i.id for i in BOOK.indicators.values() if i.when or i.open_above or i.circumstance or i.unsettled or i.strength}
)


def children() -> st.SearchStrategy[threshold.Child]:
    """Any child: unborn, of any age, or of an age not known."""
    born = st.builds(
        threshold.Child,
        age=st.one_of(st.none(), st.integers(0, 17)),
        disabled=st.sampled_from([None, True, False]),
    )
    unborn = st.builds(threshold.Child, unborn=st.just(True), disabled=st.sampled_from([None, True, False]))
    return st.one_of(born, born, born, unborn)


def judgements() -> st.SearchStrategy[threshold.Judgement | None]:
    """No judgement, or any."""
    reasons = [None, *BOOK.judgement_reasons]
    return st.one_of(
        st.none(), st.builds(threshold.Judgement, level=st.integers(1, 4), reason=st.sampled_from(reasons))
    )


@st.composite
def checklists(draw: st.DrawFn, most: int = 10) -> threshold.Checklist:
    """Any checklist with at most *most* answers of each kind."""
    pick = st.one_of(st.sampled_from(TELLING), st.sampled_from(IDS))
    answered: Sequence[str] = draw(st.lists(pick, max_size=2 * most, unique=True))
    groups = [draw(st.sampled_from(["present", "present", "absent", "not_known"])) for _ in answered]
    said = {name: [id for id, group in zip(answered, groups, strict=True) if group == name] for name in set(groups)}
    else_seen = draw(st.sampled_from([False, False, True]))
    unsaid = draw(st.lists(st.sampled_from(UNSAID), max_size=2))
    return threshold.Checklist(
        **said, unsaid=unsaid, something_else=else_seen, child=draw(children()), judgement=draw(judgements())
    )


def with_tick(checklist: threshold.Checklist, id: str) -> threshold.Checklist:
    """The same checklist, with one statement present."""
    return threshold.Checklist(
        present=[*checklist.present, id],
        absent=[other for other in checklist.absent if other != id],
        not_known=[other for other in checklist.not_known if other != id],
        unsaid=checklist.unsaid,
        something_else=checklist.something_else,
        child=checklist.child,
        judgement=checklist.judgement,
    )
