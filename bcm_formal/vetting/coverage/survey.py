"""Settles coverage points: by life courses that were seen, by searches backwards, where those give up by engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bcm_formal.look.unsatisfiability import unsatisfiability_of
from bcm_formal.model.expressions import (
    Condition,
    NamedCondition,
    NamedTerm,
    disjunction,
    in_status,
    negation,
    walk,
)
from bcm_formal.system.questions import Safety
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import InvariantProof, TraceProof
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.trace import Trace
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget, BudgetExceededError, Engine, TooLong
from bcm_formal.verify.portfolio import ENGINES
from bcm_formal.verify.regions import Regions
from bcm_formal.verify.regions.evidence import ConditionWriter, joined
from bcm_formal.verify.regions.federation import Federation
from bcm_formal.verify.regions.reachable import Reachable
from bcm_formal.verify.regions.zone import Inexact
from bcm_formal.vetting.coverage.cover_points import Accident, CoverPoint, CoverPoints, Decides, Reaches
from bcm_formal.vetting.coverage.sightings import Sightings

_BUDGET = 20_000
"""work for one question to an engine"""
_ENGINES = ("regions", "spacer")
_SHORT = 6
"""a life course of so few steps is short enough to be shown"""
_SHORTENING = 3_000
"""how many regions may be found while shorter life courses are looked for"""
_EFFORT = 1_000_000
"""work for all searches together"""
_MOST_QUESTIONS = 10_000
"""how many points are asked about"""
_PATIENCE = 4
"""after so many questions without an answer only the first engine is asked"""
_ENOUGH = 12
"""after so many none is"""


class Survey:
    """Goes through the coverage points of one policy.

    `sightings` are to be made first. Then `ask` about what is hoped for; when all is asked, `prove` what is `excluded`.
    `find` accidents.

    Each search backwards remembers what those before it found to be never met, so that together they go over that once;
    and it ends where it comes to a state that was seen. One proof at the end is for all that they exclude.
    """

    def __init__(self, system: TransitionSystem) -> None:
        self.system = system
        self.points = CoverPoints(system)
        self.sightings = Sightings(self.points)
        self.never: dict[CoverPoint, Shown] = {}
        """what is proved"""
        self.excluded: dict[CoverPoint, dict[str, Condition]] = {}
        """points that never come about, and where they would; of those that are not in `never` searches say so"""
        self.open: set[CoverPoint] = set()
        self.unasked: set[CoverPoint] = set()
        """those of `open` that the bound of questions left out"""
        self.regions = Regions()
        self._parameters = frozenset(parameter.name for parameter in system.model.parameters)
        self._reachable: Reachable | None = None
        self._shown_by: dict[int, tuple[Federation, list[CoverPoint]]] = {}
        """points that searches exclude and nothing proves yet, by the identity of the unreachable states they are in"""
        self._can_search = True
        self._shortening = _SHORTENING
        self._engines: dict[str, Engine] = {"regions": self.regions}
        self._unanswered = 0
        self._asked = 0

    @property
    def regions_found(self) -> int:
        """By all searches: the measure of their work."""
        return 0 if self._reachable is None else self._reachable.regions

    # --- what is hoped for ---

    def ask(self, points: Iterable[CoverPoint]) -> None:
        """Settle points: each is met, excluded, or said to be neither."""
        points = list(points)
        for first in (True, False):  # of a status that nobody reaches nothing else is asked
            for point in points:
                if isinstance(point, Reaches) == first and point not in self.excluded:
                    where = self._where(point)
                    if where is not None:
                        self._settle(point, where)

    def _where(self, point: CoverPoint) -> dict[str, Condition] | None:
        """Where it may come about, as far as statuses are reached; None: it needs one that is not."""
        where = self.points.where(point)
        reached = {status: condition for status, condition in where.items() if Reaches(status) not in self.excluded}
        return None if where and not reached else reached

    def _settle(self, point: CoverPoint, where: dict[str, Condition]) -> None:
        if point in self.sightings.met:
            return
        self.sightings.strive_for(point)
        if point in self.sightings.met or not self._may_ask(point):
            return
        match self._search(where) or self._answer(where):
            case Trace() as course:
                end = self.sightings.end_of(course)
                assert end is not None, "only life courses are answers"
                self.sightings.met.setdefault(point, end)
                self.sightings.follow(course)
            case None:
                self.open.add(point)
            case Shown() as proof:
                self.never[point], self.excluded[point] = proof, where
            case True:
                self.excluded[point] = where
                self._exclude_by_search(point)

    def _exclude_by_search(self, point: CoverPoint) -> None:
        """Note what shows that the point is excluded; once that is large, what comes later is to be shown without."""
        if self._reachable is not None:
            unreachable = self._reachable.unreachable
            self._shown_by.setdefault(id(unreachable), (unreachable, []))[1].append(point)
            self._reachable.begin_anew()

    def _may_ask(self, point: CoverPoint) -> bool:
        """Whether the bound of questions allows one more; if not, the point stays open."""
        if self._asked >= _MOST_QUESTIONS:
            self.unasked.add(point)
            self.open.add(point)
            return False
        self._asked += 1
        return True

    def prove(self) -> bool:
        """Put what is excluded into `never`, each with its proof. False if there is none: then what only searches
        exclude is forgotten, and whoever asks again is answered by engines."""
        for unreachable, points in self._shown_by.values():
            proof = self._proof_for(_union(self.excluded[point] for point in points), unreachable)
            if proof is not None:
                self.never.update(dict.fromkeys(points, proof))
        self._shown_by.clear()
        unproved = self.excluded.keys() - self.never.keys()
        if unproved:
            self.excluded = {point: where for point, where in self.excluded.items() if point in self.never}
            self._can_search = False
        return not unproved

    @property
    def switched_off(self) -> frozenset[CoverPoint]:
        """Those of `never` that a parameter alone rules out, whatever the state."""
        return frozenset(point for point in self.never if self._is_switched_off(point, self.excluded[point]))

    def _is_switched_off(self, point: CoverPoint, where: dict[str, Condition]) -> bool:
        """True iff a condition that names a parameter is never met, or a requirement always is, in any state."""
        if not self._parameters:
            return False
        if isinstance(point, Decides):
            event = self.system.model.event[point.event]
            missed = negation(event.requirements[point.index].condition)
            where = {status: in_status(missed, status) for status in event.sources}
        impossible = unsatisfiability_of(self.system)
        named = any(self._names_a_parameter(condition) for condition in where.values())
        return named and all(impossible.shown(status, condition) for status, condition in where.items())

    def _names_a_parameter(self, condition: Condition) -> bool:
        nodes = walk(condition)
        return any(isinstance(node, NamedTerm | NamedCondition) and node.name in self._parameters for node in nodes)

    # --- what should not happen ---

    def find(self, accidents: Iterable[Accident]) -> Iterator[tuple[Accident, Trace]]:
        """The accidents that come about, each with a life course to it: a short one where a search soon finds one."""
        for point in accidents:
            where = self._where(point)
            if where:
                trace = self._course_to(point, where)
                if trace is not None:
                    yield point, trace

    def _course_to(self, point: Accident, where: dict[str, Condition]) -> Trace | None:
        """A life course to the accident; None: there is none, or it is open."""
        met = self.sightings.met.get(point)
        seen = None if met is None else self.sightings.life_course_to(met)
        if seen is not None and len(seen.steps) <= _SHORT:
            return seen
        if not self._may_ask(point):
            return seen
        answer = self._search(where, shortly=True) or seen or self._search(where) or self._answer(where)
        if answer is None:
            self.open.add(point)
        return self.sightings.from_a_start(answer) if isinstance(answer, Trace) else seen

    # --- one question ---

    def _search(self, bad: dict[str, Condition], shortly: bool = False) -> Trace | bool:
        """A life course into one of these states; true: none leads there, as far as the search says; false: it gave up.

        `shortly`: from a start in few steps, as long as that does not take too long; else its beginning may be left out
        that was seen.
        """
        if not self._can_search or (shortly and self._shortening <= 0):
            return False
        try:
            searcher = self._searcher()
            pieces = searcher.compiled.pieces(bad)
            if not shortly:
                course = searcher.course_into(pieces, begin_anywhere=True)
            else:
                found = searcher.regions
                try:
                    course = searcher.course_into(pieces, most=self._shortening)
                finally:
                    self._shortening -= searcher.regions - found
        except (Inexact, BudgetExceededError):
            return False
        if course is None:
            return True
        trace = joined(course[0], course[1])
        return trace if self._leads_into(trace, bad) else False

    def _searcher(self) -> Reachable:
        """What searches backwards, told of all that was seen. Raises `Inexact` or `BudgetExceededError`."""
        if self._reachable is None:
            self._can_search = False
            self._reachable = Reachable(self.regions.compiled(self.system), Budget(), _EFFORT)
            self._can_search = True
        while self.sightings.milestones:
            self._reachable.remember(self.sightings.milestones.pop())
        return self._reachable

    def _proof_for(self, bad: dict[str, Condition], unreachable: Federation) -> Shown | None:
        """That what searches found to be never met excludes these states."""
        if self._reachable is None:
            return None
        invariant = ConditionWriter(self._reachable.compiled).outside_of(unreachable)
        question = Safety(self.system, bad)
        claim = Claim(Outcome.HOLDS, InvariantProof(invariant), "regions")
        shown = check(claim, question, None)
        return shown if isinstance(shown, Shown) else None

    def _answer(self, bad: dict[str, Condition]) -> Shown | Trace | None:
        """A proof that nobody ever gets into one of these states, or a life course to one; None: undecided.

        Proofs were accepted by the checker, life courses were replayed.
        """
        question = Safety(self.system, bad)
        engines = _ENGINES if self._unanswered < _PATIENCE else _ENGINES[:1]
        for name in engines if self._unanswered < _ENOUGH else ():
            claim = self._engine(name).run(question, Budget(_BUDGET))
            if isinstance(claim, TooLong):
                break
            if isinstance(claim, Undecided):
                continue
            if isinstance(claim.certificate, TraceProof):
                if self._leads_into(claim.certificate.trace, bad):
                    return claim.certificate.trace
            elif isinstance(shown := check(claim, question, None), Shown):
                return shown
        self._unanswered += 1
        return None

    def _engine(self, name: str) -> Engine:
        if name not in self._engines:
            self._engines[name] = ENGINES[name]()
        return self._engines[name]

    def _leads_into(self, course: Trace, bad: dict[str, Condition]) -> bool:
        """True iff it is a life course, but for a beginning that was seen, and ends in one of these states."""
        end = self.sightings.end_of(course)
        return end is not None and end.status in bad and self.sightings.interpreter.holds(bad[end.status], end)


def _union(wheres: Iterable[dict[str, Condition]]) -> dict[str, Condition]:
    together: dict[str, list[Condition]] = {}
    for where in wheres:
        for status, condition in where.items():
            together.setdefault(status, []).append(condition)
    return {status: disjunction(conditions) for status, conditions in together.items()}
