"""What is missing of a combination: the half that was not asked, or is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from threshold.assessing.findings import rests_on
from threshold.assessing.of_whom import fact_holds
from threshold.assessing.words import Words
from threshold.assessment import Question
from threshold.checklist import Checklist, Child
from threshold.engine import Met
from threshold.engine.clauses import some_of_groups
from threshold.rulebook.condition import Condition
from threshold.rulebook.models import Rulebook

MOST_KEPT = 1000  # questions made before; the same few are asked again and again


class _Way:
    """One way to meet a combination."""

    def __init__(self, leaves: Iterable[str | Condition], rulebook: Rulebook) -> None:
        leaves = list(leaves)
        conditions = [leaf for leaf in leaves if not isinstance(leaf, str)]
        self.named = sorted(leaf for leaf in leaves if isinstance(leaf, str))
        self.counted = [
            (leaf.some_of.count, some_of_groups(leaf.some_of, rulebook.indicators))
            for leaf in conditions
            if leaf.some_of
        ]
        self.facts = [leaf for leaf in conditions if not leaf.some_of]
        self._of_unborn = any(fact.unborn for fact in self.facts)

    def missing(self, present: frozenset[str], absent: frozenset[str], child: Child) -> tuple[int, list[str]] | None:
        """How many statements are missing, and which would do; None if this way is closed, or nothing has opened it."""
        missing = [id for id in self.named if id not in present]
        opened = len(missing) < len(self.named)
        if (self.named and not opened and not self._of_unborn) or not absent.isdisjoint(self.named):
            return None
        for fact in self.facts:
            holds = fact_holds(fact, child)
            if holds is False:
                return None
            opened = opened or bool(holds and fact.unborn)
        count = len(missing)
        for wanted, group_of in self.counted:
            have = {group_of[id] for id in present if id in group_of}
            short = wanted - len(have)
            opened = opened or (bool(have) and not self.named)
            if short > 0:
                open_ids = [id for id, group in group_of.items() if group not in have and id not in absent]
                if short > len({group_of[id] for id in open_ids}):
                    return None
                count += short
                missing += open_ids
        return (count, missing) if opened else None


class CombinationQuestions:
    """Makes the questions about the combinations of one rulebook."""

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        self._rulebook = rulebook
        self._words = words
        self._order = {id: i for i, id in enumerate([*rulebook.combinations, *rulebook.indicators])}
        self._ways = {
            id: [_Way(way, rulebook) for way in c.when.conjunctions()] for id, c in rulebook.combinations.items()
        }
        self._rests_on: dict[str, frozenset[str]] = {}
        self._opened_by: dict[str, list[str]] = {}
        self._of_unborn: list[str] = []
        self._made: dict[tuple[str, int, tuple[str, ...], frozenset[str]], Question] = {}
        for id, combination in rulebook.combinations.items():
            self._rests_on[id] = frozenset(rests_on(combination.when, rulebook))
            for statement in dict.fromkeys(combination.when.named()) or sorted(self._rests_on[id]):
                self._opened_by.setdefault(statement, []).append(id)
            if any(not isinstance(leaf, str) and leaf.unborn for leaf in combination.when.leaves()):
                self._of_unborn.append(id)

    def open(self, checklist: Checklist, fired: set[Met], beside: frozenset[str]) -> Iterator[Question]:
        """A question for each combination that something has opened (a statement that is so, or an unborn child) and
        nothing has closed; what stands *beside* this child closes it, unless it was said to be so, or to be not known.
        """
        present = frozenset(checklist.present)
        absent = beside.difference(present, checklist.not_known).union(checklist.absent)
        about_child = self._of_unborn if checklist.child.unborn else []
        done = {met.id for met in fired}
        opened = dict.fromkeys([*(c for id in checklist.present for c in self._opened_by.get(id, ())), *about_child])
        for id in opened:
            if id in done:
                continue
            found = [way.missing(present, absent, checklist.child) for way in self._ways[id]]
            ways = [way for way in found if way and way[0]]
            if not ways:
                continue
            fewest = min(count for count, _ in ways)
            nearest = [missing for count, missing in ways if count == fewest]
            statements = [s for missing in nearest for s in missing] if fewest == 1 else nearest[0]
            key = id, fewest, tuple(statements), self._rests_on[id] & present
            if key not in self._made:
                if len(self._made) > MOST_KEPT:
                    self._made.clear()
                self._made[key] = self._about_combination(*key)
            yield self._made[key]

    def _about_combination(self, id: str, fewest: int, missing: tuple[str, ...], rest: frozenset[str]) -> Question:
        combination = self._rulebook.combinations[id]
        statements = tuple(self._words.at(id) for id in sorted(set(missing), key=self._order.__getitem__))
        ask = (
            "Is this so too?"
            if len(statements) == 1
            else "Is one of these so too?"
            if fewest == 1
            else "Are these so too?"
        )
        return Question(
            kind="combination",
            text=f"{ask} Then the document would say, at Level {combination.level}: {combination.text}",
            would_make=combination.level,
            about=combination.id,
            because=tuple(sorted(rest, key=self._order.__getitem__)),
            need="any" if fewest == 1 else "all",
            statements=statements,
            fact=None,
        )

    def about_circumstance(self, id: str) -> Question:
        """What a circumstance goes with, where nothing else tells of it."""
        combinations = [c for c in self._rulebook.combinations.values() if id in self._rests_on[c.id]]
        goes_with = {s for c in combinations for s in c.when.named() if s != id}
        return Question(
            kind="circumstance",
            text=f"“{self._rulebook.indicators[id].text}” has no level by itself. With what does it go?",
            would_make=max(c.level for c in combinations),
            about=id,
            because=(id,),
            need="any",
            statements=tuple(self._words.at(s) for s in sorted(goes_with, key=self._order.__getitem__)),
            fact=None,
        )
