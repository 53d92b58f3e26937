"""The frontier of a property: with which values of the open parameters it holds, and with which it does not.

Every answer is a checked verdict on the policy with the parameters left open, asked of those who begin with some of the
values. A verdict that speaks of every such life course holds with each of these values. If one life course decides, it
stands for all values with which one like it is possible (`widening`), and the question is put again to the rest. What
cannot be decided is cut up, as long as there is work to spend; before, what shows it with the written values is tried
with all that are asked about (`carried`).
"""

from __future__ import annotations

from collections.abc import Sequence

from bcm_formal.model.model import Property
from bcm_formal.model.sentences import (
    CanReach,
    Ctl,
    EveryEntering,
    EveryHas,
    EveryLeaving,
    NoDeadEnds,
    NoneCanReach,
    NoPerson,
    Sentence,
    SomeCanReach,
    TimeFrom,
)
from bcm_formal.system.derived.recipe import derived
from bcm_formal.system.derived.steps import StartsWhere
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import LassoProof, PairProof, SetbackProof, TraceProof, TrapProof
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.trace import Trace
from bcm_formal.trust.verdict import Holds, Verdict, Violated
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.versions.sweeping.area import Area, Plane, Point
from bcm_formal.versions.sweeping.carried import Carrying
from bcm_formal.versions.sweeping.results import Frontier
from bcm_formal.versions.sweeping.view import OpenTerm
from bcm_formal.versions.sweeping.widening import Widening
from bcm_formal.vetting.dependence import speaks_of_every

LITTLE, MIDDLE, MUCH = Budget(work=10_000), Budget(work=50_000), Budget(work=200_000)
"""for one question: of the exact engine at first, of one that minds open numbers less, and of the first again"""
MOST_QUESTIONS, MOST_CUTS, FEW_CUTS = 80, 24, 4
"""about one property; about one of which a life course stands for its own values alone; and if those are among many"""
MANY = 1000
"""values among which single ones tell little"""


WIDENED = (
    NoPerson,
    EveryHas,
    EveryEntering,
    EveryLeaving,
    NoDeadEnds,
    CanReach,
    SomeCanReach,
    NoneCanReach,
    TimeFrom,
)
"""sentences of which a life course stands for more values than its own"""


class Sweep:
    """Asks one policy with open parameters."""

    def __init__(
        self,
        system: TransitionSystem,
        terms: Sequence[OpenTerm],
        plane: Plane,
        solvers: Sequence[str] = ("z3",),
        most: int = MOST_QUESTIONS,
        *,
        carrying: Carrying | None = None,
    ) -> None:
        """`carrying`: of the policy with its written values, for what does not depend on the numbers."""
        self._carrying = carrying
        self.plane, self._most = plane, most
        self._terms = tuple(term.name for term in terms)
        self._widening = Widening(system, terms, plane, solvers, MIDDLE)
        self.system = derived(system, StartsWhere(self._widening.within))
        self._little, self._much = (Portfolio("regions", budget, solvers) for budget in (LITTLE, MUCH))
        self._middle = {name: Portfolio(name, MIDDLE, solvers) for name in ("pathways", "bounded", "auto")}

    def frontier(self, item: Property) -> Frontier:
        """What could be shown of one property."""
        waiting: list[Area] = [(self.plane.everything,)]
        every: list[Area] = []
        some: Area = ()
        asked = 0
        most = self._most_asked(item.sentence)
        while waiting and asked < most:
            area = self.plane.outside(waiting.pop(0), some)
            if not area:
                continue
            asked += 1
            verdict = self._verdict(item, area)
            answer = speaks_of_every(item.sentence, verdict.outcome)
            if answer:
                every.append(area)
                continue
            shown = () if answer is None else self._shown_by_one(item, verdict, area)
            some += shown
            left = self.plane.outside(area, shown)
            waiting += [left] if len(shown) and self._is_wide(shown) else self._halves(left)
        described = self.plane.described(tuple(zone for area in every for zone in area))
        some = self.plane.described(some)
        holds, violated = (some, described) if isinstance(item.sentence, SomeCanReach) else (described, some)
        undecided = self.plane.described(self.plane.outside((self.plane.everything,), (*holds, *violated)))
        why = "the questions about it cost too much" if undecided else None
        return Frontier(item.name, holds, violated, undecided, asked, why)

    def _most_asked(self, sentence: Sentence) -> int:
        if isinstance(sentence, WIDENED):
            return self._most
        return min(self._most, FEW_CUTS if self.plane.count(self.plane.everything) > MANY else MOST_CUTS)

    def _verdict(self, item: Property, area: Area) -> Verdict:
        within, system = self._widening.within, self.system
        if area != (self.plane.everything,):
            within = self._widening.condition(area)
            system = derived(system, StartsWhere(within))
        first, *others = self._asked_of(item.sentence)
        asked = system.model.property[item.name]
        verdict = first.decide(system, asked).verdict
        if verdict.outcome is Outcome.UNKNOWN and self._carrying is not None:
            written = self._carrying.point
            point = written if self.plane.contains(area, written) else self.plane.point_of(area[0])
            verdict = self._carrying.verdict(system, asked, within, point) or verdict
        for portfolio in others:
            if verdict.outcome is not Outcome.UNKNOWN:
                break
            verdict = portfolio.decide(system, asked).verdict
        return verdict

    def _asked_of(self, sentence: Sentence) -> tuple[Portfolio, ...]:
        """Whom a question is put to, one after the other."""
        match sentence:
            case Ctl():
                return (self._middle["auto"],)
            case CanReach():
                return self._little, self._middle["pathways"], self._much
            case NoPerson() | EveryHas() | EveryEntering() | EveryLeaving() | NoDeadEnds():
                return self._little, self._middle["bounded"], self._much
            case _:
                return self._little, self._much

    def _shown_by_one(self, item: Property, verdict: Verdict, area: Area) -> Area:
        """The values for which the life course of a verdict stands; of a verdict without one, the only value asked
        about, if it is one."""
        trace = _trace_of(verdict)
        if trace is None or not isinstance(verdict, Holds | Violated) or verdict.certificate is None:
            return area if len(area) == 1 and self.plane.count(area[0]) == 1 else ()
        point = self._point(verdict.asked.question.system, trace)
        found = self._widening.around(item.sentence, verdict.certificate, point)
        alone = self.plane.box([(value, value) for value in point])
        return found if alone is None or self.plane.contains(found, point) else (alone,)

    def _point(self, system: TransitionSystem, trace: Trace) -> Point:
        """The values of the parameters in a life course."""
        names = [*(item.name for item in system.model.attributes), *(item.name for item in system.model.clocks)]
        values = dict(zip(names, (*trace.start.attributes, *trace.start.clocks), strict=True))
        return tuple(int(values[name]) for name in self._terms)

    def _is_wide(self, area: Area) -> bool:
        return any(self.plane.count(zone) > 1 for zone in area)

    def _halves(self, area: Area) -> list[Area]:
        """An area cut in two along its longest side; nothing if it has no more than one value."""
        ranges = [self.plane.range_of_all(area, place) for place in range(len(self.plane.bounds))] if area else []
        sides = [high - low for low, high in ranges]
        if not sides or max(sides) == 0:
            return []
        longest = sides.index(max(sides))
        middle = sum(ranges[longest]) // 2
        cut = [self.plane.half(longest, middle, upper=upper) for upper in (False, True)]
        parts = [self.plane.meet(area, half) for half in cut]
        return [part for part in parts if part]


def _trace_of(verdict: Verdict) -> Trace | None:
    if not isinstance(verdict, Holds | Violated):
        return None
    match verdict.certificate:
        case TraceProof(trace) | TrapProof(trace) | SetbackProof(trace) | LassoProof(trace) | PairProof(trace):
            return trace
        case _:
            return None
