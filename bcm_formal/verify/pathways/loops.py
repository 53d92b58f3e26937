"""Changes that may be repeated any number of times: one region for all states that only have to repeat one.

A region asks for something, say x at least 10, and an event that does not change the status adds 2 to x: then
a state with less may repeat the event until it is so, as long as all else that is needed stays. How much is missing is
the region's measure. Tried for unbounded whole numbers only, where no number of regions of other kinds would do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import z3

from bcm_formal.model.expressions import (
    And,
    Comparison,
    Condition,
    Operator,
    Term,
    attributes_of,
    conjunction,
    negation,
)
from bcm_formal.model.types import Integer
from bcm_formal.records import dataclass
from bcm_formal.system.linear import Linear, NotLinearError, difference, linear, linear_comparison
from bcm_formal.system.transition_system import Move, TransitionSystem, rewriting_after
from bcm_formal.trust.certificate import Act, Region, Way
from bcm_formal.verify.pathways.reaching import NEIGHBOURS, ReachingSet

DEPTH = 3
"""how many loops may have to be followed one after the other"""


@dataclass(frozen=True)
class _Lack:
    """States in which `missing` holds lack `amount`, which is then positive; `rest`: what else is asked for."""

    missing: Condition
    amount: Linear
    rest: tuple[Condition, ...]


class Loops:
    """Follows loops back from regions of a set W."""

    def __init__(self, system: TransitionSystem, reaching: ReachingSet, moves: Iterable[Move]) -> None:
        self.system, self.reaching = system, reaching
        unbounded = {item.name for item in system.model.attributes if isinstance(item.kind, Integer)}
        self.loops = [
            move
            for move in moves
            if move.source == move.target and not move.free and any(name in unbounded for name, _ in move.sets)
        ]

    def follow(self, regions: Iterable[int]) -> None:
        """Add what leads by loops into these regions."""
        frontier = list(regions) if self.loops else []
        for _ in range(DEPTH):
            frontier = [new for index in frontier for new in self._into(index)]

    def _into(self, index: int) -> Iterator[int]:
        region = self.reaching.regions[index]
        for move in self.loops:
            if move.source == region.status:
                for lack in _lacks(region.condition):
                    if self._makes_up(move, lack):
                        new = self._added(index, region, move, lack)
                        if new is not None:
                            yield new
                            break

    def _makes_up(self, move: Move, lack: _Lack) -> bool:
        """True iff the move makes what is missing less, by the same amount always."""
        read = rewriting_after(self.system, move, {})
        try:
            change = linear(read.term(lack.amount.term())).plus(lack.amount.times(-1))
        except NotLinearError:
            return False
        return not change.parts and change.constant < 0

    def _added(self, index: int, region: Region, move: Move, lack: _Lack) -> int | None:
        """The region of the states that repeat the move until they are in some region there is, if one is."""
        changed = {name for name, _ in move.sets}
        untouched = tuple(part for part in lack.rest if not attributes_of(part) & changed)
        others = [other for other in self.reaching.of(region.status)[-NEIGHBOURS:] if other != index]
        rank = 1 + max(self.reaching.regions[other].rank for other in (index, *others))
        into = (*sorted((index, *others)), len(self.reaching.regions))
        for rest in dict.fromkeys(((), untouched, lack.rest)):
            condition = conjunction((lack.missing, *rest, move.guard))
            new = Region(region.status, condition, rank, (Way(Act(move.name), into),), lack.amount.term())
            if self._holds(new, into[:-1], move, lack.amount.term()):
                return self.reaching.enter(new)
        return None

    def _holds(self, new: Region, into: Sequence[int], move: Move, amount: Term) -> bool:
        """True iff one repetition is always possible and leads among the regions, or leaves less to be made up.

        And some state is in the new region that was in none.
        """
        encoder, status = self.reaching.encoder, new.status
        here = encoder.vector()
        after = encoder.after_move(move, here, {})
        then, now = encoder.term(amount, status, after), encoder.term(amount, status, here)
        again = z3.And(encoder.condition(new.condition, status, after), then >= 0, then < now)
        arrives = (encoder.condition(self.reaching.condition(index, status), status, after) for index in into)
        member = encoder.condition(new.condition, status, here)
        step = z3.And(encoder.possible(move, here), encoder.any_of((*arrives, again)))
        if not self.reaching.is_excluded(status, z3.And(member, z3.Not(step))):
            return False
        return not self.reaching.is_excluded(
            status, z3.And(member, *(z3.Not(f) for _, f in self.reaching.membership(status)))
        )


def _lacks(condition: Condition) -> Iterator[_Lack]:
    """Each comparison that a condition asks for, as what is missing where it does not hold."""
    parts = condition.conditions if isinstance(condition, And) else (condition,)
    for place, part in enumerate(parts):
        if not isinstance(part, Comparison):
            continue
        try:
            form = difference(part.left, part.right)
        except NotLinearError:
            continue
        rest = (*parts[:place], *parts[place + 1 :])
        signs: tuple[Operator, ...] = ("<", ">") if part.operator == "=" else ()
        if part.operator in (">=", ">"):
            yield _Lack(negation(part), _amount(form.times(-1), part.operator == ">"), rest)
        elif part.operator in ("<=", "<"):
            yield _Lack(negation(part), _amount(form, part.operator == "<"), rest)
        for sign in signs:
            yield _Lack(linear_comparison(sign, form), form.times(-1) if sign == "<" else form, rest)


def _amount(form: Linear, strict: bool) -> Linear:
    """`form` at most 0 (below 0, if strict) is asked for: what is missing, positive where it is not so."""
    return Linear(form.parts, form.constant + 1) if strict else form
