"""How soon: for each status the least time, and the largest least time, to the goal of a `can reach` property.

One fixpoint answers for all bounds (`regions.timed`). The least time is found by asking whether anybody with a path
that takes at most D is ever met, the largest by asking the same of those without one. What is found is put as four
sentences of the language, each checked: *some person … can reach … within D* holds, *within D - 1* it does not; *every
person … can reach … within D* holds, *within D - 1* it does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bcm_formal.model.expressions import Condition, InStatus, conjunction
from bcm_formal.model.sentences import CanReach, NoPerson, Sentence, SomeCanReach
from bcm_formal.system.derived.steps import observer_clock
from bcm_formal.system.questions import (
    Path,
    per_status,
    question_of,
    with_observer,
)
from bcm_formal.system.state import Step, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import (
    Certificate,
    InvariantProof,
    PathProof,
    SeparationProof,
    StateSet,
    TraceProof,
    TrapProof,
)
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.trace import Trace
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.compared import Pieces, met_by
from bcm_formal.verify.regions.compiled import Compiled, Piece
from bcm_formal.verify.regions.evidence import ConditionWriter, joined
from bcm_formal.verify.regions.federation import Federation, federation_of, outside
from bcm_formal.verify.regions.reachable import EFFORT, ConcreteCourse, Reachable
from bcm_formal.verify.regions.timed import Deadline, Timed
from bcm_formal.verify.regions.zone import Inexact
from bcm_formal.vetting.results import Extreme, HowSoon, ShownSentence, StatusTimes

NAME = "regions"


def how_soon(
    system: TransitionSystem, sentence: CanReach, budget: Budget | None = None, solvers: Sequence[str] = ("z3",)
) -> HowSoon | Undecided:
    """The times to the goal of one property, whatever bound it has itself."""
    return Stopwatch(system, budget, solvers).how_soon(sentence)


class Stopwatch:
    """Times the properties of one system; those with the same goal share their fixpoint."""

    def __init__(
        self, system: TransitionSystem, budget: Budget | None = None, solvers: Sequence[str] = ("z3",)
    ) -> None:
        self.system, self.budget, self.solvers = system, budget or Budget(), tuple(solvers)
        self.clock = observer_clock(system.model)
        self.observed = with_observer(system)
        self.compiled = Compiled(self.observed, below_zero=(self.clock,))
        self._known: dict[object, Timed] = {}

    def how_soon(self, sentence: CanReach) -> HowSoon | Undecided:
        """The times to the goal of a property, whatever bound it has itself."""
        if sentence.despite is not None:
            return Undecided(NAME, "times are not counted where adverse events may hit")
        try:
            search = _Search(self, sentence, self._timed(sentence))
            return HowSoon(self.observed, tuple(search.times(status) for status in search.origin))
        except Inexact:
            return Undecided(NAME, "the times make sets that regions cannot hold exactly")
        except BudgetExceededError as error:
            return Undecided(NAME, str(error))

    def _timed(self, sentence: CanReach) -> Timed:
        bounded = question_of(self.system, replace(sentence, within=0))
        assert isinstance(bounded, Path)
        key = (tuple(bounded.goal.items()), bounded.help)
        if key not in self._known:
            goal, moves = self.compiled.pieces(bounded.goal), self.observed.counting(bounded.help)
            timed = Timed(self.compiled, self.clock, goal, moves, self.budget)
            timed.run(lambda _: False)
            self._known[key] = timed
        return self._known[key]


class NotShownError(Exception):
    """The checker refused the evidence."""


class _Search:
    """The times to the goal of one property."""

    def __init__(self, watch: Stopwatch, sentence: CanReach, timed: Timed) -> None:
        if not timed.is_exact:
            raise Inexact
        self.system, self.solvers, self.budget = watch.system, watch.solvers, watch.budget
        self.compiled, self.timed = watch.compiled, timed
        self.sentence = replace(sentence, within=None)
        self.origin: Pieces = self.compiled.pieces(per_status(watch.observed, sentence.condition))
        self.reachable = Reachable(self.compiled, watch.budget, EFFORT + 20 * timed.cover.looked_at)
        self.pieces_with_path = timed.with_path()
        self.with_path = federation_of(self.pieces_with_path)
        self.writer = ConditionWriter(self.compiled)
        self._deadlines: dict[int, Deadline] = {}
        self._restart = watch.observed.model.events[-1].name

    # --- one status ---

    def times(self, status: str) -> StatusTimes:
        """The times of one status."""
        shown: list[ShownSentence] = []
        least: Extreme | None = None
        slowest: Extreme | None = None
        never: Trace | None = None
        try:
            somebody = self._met(status, self.origin[status])
            if somebody is None:
                shown.append(
                    self._shown(NoPerson(self._condition(status)), Outcome.HOLDS, InvariantProof(self._invariant()))
                )
                return StatusTimes(status, None, None, None, tuple(shown))
            quick = self._met(status, self._among(status, self.pieces_with_path.get(status, [])))
            stuck = self._met(status, self._without(status, self.with_path))
            if stuck is not None:
                never = without_clock(stuck)
                trap = self.writer.outside_of(self.with_path)
                shown.append(self._shown(self._every(status, None), Outcome.VIOLATED, TrapProof(never, trap)))
            if quick is None:
                separation = SeparationProof(self._invariant(), self.writer.outside_of(self.with_path))
                shown.append(self._shown(self._some(status, None), Outcome.VIOLATED, separation))
                return StatusTimes(status, None, None, never, tuple(shown))
            least = self._least(status, quick, shown)
            slowest = None if never else self._slowest(status, quick, shown)
        except NotShownError as error:
            return StatusTimes(status, least, slowest, never, tuple(shown), str(error))
        return StatusTimes(status, least, slowest, never, tuple(shown))

    def _least(self, status: str, somebody: ConcreteCourse, shown: list[ShownSentence]) -> Extreme:
        """The least time of anybody, by halving between what is possible at all and what somebody needs."""
        low, _ = self.timed.bounds(status)
        best, steps = somebody, self._needs(somebody)
        asked = low
        while low < steps:
            course = self._met(status, self._among(status, self.timed.within(status, asked)))
            if course is None:
                low = asked + 1
            else:
                best, steps = course, self._needs(course)
            asked = (low + steps) // 2
        extreme = Extreme(steps, self._attained(best, steps))
        shown.append(self._shown(self._some(status, steps), Outcome.HOLDS, TraceProof(extreme.course)))
        if steps:
            trap = self.writer.outside_of(self._deadline(steps - 1).cover)
            proof = SeparationProof(self._invariant(), trap)
            shown.append(self._shown(self._some(status, steps - 1), Outcome.VIOLATED, proof))
        return extreme

    def _slowest(self, status: str, somebody: ConcreteCourse, shown: list[ShownSentence]) -> Extreme:
        """The largest least time, by halving between what somebody needs and what everybody has."""
        best, low = somebody, self._needs(somebody)
        high = max(low, self.timed.bounds(status)[1])
        while (course := self._met(status, self._without(status, self._within(status, high)))) is not None:
            best, low = course, self._needs(course)
            high = 2 * low
        while low < high:
            asked = (low + high) // 2
            course = self._met(status, self._without(status, self._within(status, asked)))
            if course is None:
                high = asked
            else:
                best, low = course, self._needs(course)
        extreme = Extreme(low, self._attained(best, low))
        begins = {status: [(self.timed.at_zero(zone), bdd) for zone, bdd in self.origin[status]]}
        proof = PathProof(self._invariant(), self.writer.regions(self._deadline(low), begins))
        shown.append(self._shown(self._every(status, low), Outcome.HOLDS, proof))
        if low:
            slow = joined(best[0], best[1], [Take(self._restart)])
            trap = TrapProof(slow, self.writer.outside_of(self._deadline(low - 1).cover))
            shown.append(self._shown(self._every(status, low - 1), Outcome.VIOLATED, trap))
        return extreme

    # --- people ---

    def _met(self, status: str, people: list[Piece]) -> ConcreteCourse | None:
        """A life course to one of the people."""
        return self.reachable.course_into(
            outside(self.compiled, {status: people}, self.reachable.unreachable, self.budget)
        )

    def _among(self, status: str, people: list[Piece]) -> list[Piece]:
        """The people of the origin who are also among others."""
        return met_by(self.compiled, {status: self.origin[status]}, {status: people}).get(status, [])

    def _without(self, status: str, cover: Federation) -> list[Piece]:
        """The people of the origin whom a cover does not have."""
        return outside(self.compiled, {status: self.origin[status]}, cover, self.budget).get(status, [])

    def _within(self, status: str, bound: int) -> Federation:
        return federation_of({status: self.timed.within(status, bound)})

    def _needs(self, course: ConcreteCourse) -> int:
        needed = self.timed.needed(course[2], self.reachable.concretizer)
        if needed is None:
            raise Inexact
        return needed

    def _attained(self, course: ConcreteCourse, steps: int) -> Trace:
        """The life course to somebody, the moment the time begins, and the quickest path."""
        start, before, end = course
        here = end._replace(clocks=(*end.clocks[:-1], 0))
        deadline, concretizer = self._deadline(steps), self.reachable.concretizer
        region = concretizer.region_of(deadline, here)
        onward = None if region is None else concretizer.follow(deadline, region, here)
        if onward is None:
            raise Inexact
        restart: list[Step] = [Take(self._restart)]
        return joined(start, before, restart, onward[0])

    def _deadline(self, bound: int) -> Deadline:
        if bound not in self._deadlines:
            self._deadlines[bound] = Deadline(self.timed, bound)
        return self._deadlines[bound]

    # --- what is shown ---

    def _every(self, status: str, within: int | None) -> CanReach:
        return replace(self.sentence, condition=self._condition(status), within=within)

    def _some(self, status: str, within: int | None) -> SomeCanReach:
        actors, adverse = self.sentence.actors, self.sentence.adverse
        return SomeCanReach(self._condition(status), self.sentence.target, within, actors, adverse)

    def _condition(self, status: str) -> Condition:
        return conjunction((InStatus((status,)), self.sentence.condition))

    def _invariant(self) -> StateSet:
        return self.writer.outside_of(self.reachable.unreachable)

    def _shown(self, sentence: Sentence, outcome: Outcome, certificate: Certificate) -> ShownSentence:
        """The sentence with its evidence, once the checker accepts that. Raises `NotShownError`."""
        question = question_of(self.system, sentence)
        result = check(Claim(outcome, certificate, NAME), question, None, self.solvers)
        if not isinstance(result, Shown):
            raise NotShownError(result.reason)
        return ShownSentence(sentence, result)


def without_clock(course: ConcreteCourse) -> Trace:
    """The life course in the model without its last clock."""
    start, steps, _ = course
    return joined(start._replace(clocks=start.clocks[:-1]), steps)
