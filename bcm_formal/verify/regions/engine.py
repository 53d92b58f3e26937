"""The engine `regions`. Everything is a backward fixpoint, so no set of reachable states is ever computed.

* Safety: go back from what is bad; a start is met, or the rest is an invariant.
* Path: W is all states from which the goal can be reached. Go back from the origin's states outside W: a start is met
  (a life course into the trap *outside W*), or the rest is an invariant within which W covers the origin.
* Witness: go back from the origin's states in W: a start is met, or the rest is an invariant.

Exactness: W may be too small where a set was not linear (`Backward.is_exact`). Then only answers that do not depend
on the missing states are given.
"""

from __future__ import annotations

import operator
from functools import partial
from typing import TYPE_CHECKING, assert_never

from bcm_formal.records import dataclass
from bcm_formal.system.questions import (
    Conditions,
    CtlQuestion,
    Inevitable,
    Pairs,
    Path,
    Question,
    Robust,
    Safety,
    Witness,
)
from bcm_formal.system.state import OBSERVER
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import (
    InvariantProof,
    PathProof,
    SeparationProof,
    TraceProof,
    TrapProof,
)
from bcm_formal.trust.claim import Claim, Outcome, Undecided, if_found
from bcm_formal.verify.engine import REACHABILITY, Budget, BudgetExceededError, TooLong, TooLongError
from bcm_formal.verify.regions.algebra_choice import is_full
from bcm_formal.verify.regions.backward import Backward, Uncovered, meets
from bcm_formal.verify.regions.compiled import Compiled, Piece
from bcm_formal.verify.regions.evidence import Concretizer, ConditionWriter, joined
from bcm_formal.verify.regions.federation import Federation
from bcm_formal.verify.regions.kept import MOST_KEPT, compiled_of
from bcm_formal.verify.regions.zone import Inexact

if TYPE_CHECKING:
    from bcm_formal.verify.regions.robust import Layers

SOON = 512
"""regions of W, after which it is first tried whether what there is of it will do for a witness"""


@dataclass(frozen=True)
class _Known:
    """What was computed for a status graph: the states with a path to each goal, and the layers with setbacks."""

    compiled: Compiled
    ways: dict[object, Backward]
    rounds: dict[object, Layers]


class Regions:
    """Decides every question on models whose attributes are finite and whose clocks are compared linearly.

    One engine keeps what it computed for a status graph, so that questions with the same goal share their work.
    """

    name = "regions"
    answers = (*REACHABILITY, Robust, Inevitable, Pairs)
    knows_along = True

    def __init__(self) -> None:
        self._known: dict[TransitionSystem, _Known] = {}
        """what was asked about last stands last"""

    def run(self, question: Question, budget: Budget) -> Claim | Undecided:
        try:
            if isinstance(question, Pairs):
                return self._pairs(question, budget)
            compiled = self.compiled(question.system)
            match question:
                case Safety():
                    return self._safety(compiled, question, budget)
                case Path():
                    return self._path(compiled, question, budget)
                case Witness():
                    return self._witness(compiled, question, budget)
                case Robust():
                    from bcm_formal.verify.regions.robust import robust

                    return robust(compiled, self._layers_of(compiled, question, budget), question, budget, self.name)
                case Inevitable():  # how far it looks ahead depends on all that was ever compared: nothing is shared
                    from bcm_formal.verify.regions.inevitable import Pursuit

                    return Pursuit(Compiled(question.system), question, budget).claim(self.name)
                case CtlQuestion():
                    return Undecided(self.name, "this kind of question is not its business")
                case _:
                    assert_never(question)
        except Inexact:
            return Undecided(self.name, "the rules compute with numbers in a way that regions cannot hold exactly")
        except TooLongError as error:
            return TooLong(self.name, str(error))
        except BudgetExceededError as error:
            return Undecided(self.name, str(error))
        except MemoryError as error:
            if not is_full(error):
                raise
            return Undecided(self.name, "its decision diagrams need too many nodes")

    def compiled(self, system: TransitionSystem) -> Compiled:
        """The status graph made ready, once."""
        return self._kept(system).compiled

    def _kept(self, system: TransitionSystem) -> _Known:
        known = self._known.pop(system, None) or _Known(compiled_of(system), {}, {})
        self._known[system] = known
        if len(self._known) > MOST_KEPT:
            del self._known[next(iter(self._known))]
        return known

    def prepare(self, system: TransitionSystem) -> None:
        """Make the status graph ready, where that is possible."""
        try:
            self.compiled(system)
        except (Inexact, BudgetExceededError):
            pass
        except MemoryError as error:
            if not is_full(error):
                raise

    def ways(self, compiled: Compiled, question: Path | Witness, budget: Budget) -> Backward:
        """W: the states from which the goal can be reached, begun once for each goal and who helps."""
        known = self._kept(question.system).ways
        along = question.along if isinstance(question, Path) else None
        key = (tuple(question.goal.items()), question.help, None if along is None else tuple(along.items()))
        if key not in known:
            moves, within = question.system.counting(question.help), None if along is None else compiled.pieces(along)
            known[key] = Backward(compiled, compiled.pieces(question.goal), moves, budget, along=within)
        return known[key]

    def _layers_of(self, compiled: Compiled, question: Robust, budget: Budget) -> Layers:
        from bcm_formal.verify.regions.robust import Layers

        known = self._kept(question.system).rounds
        key = (tuple(question.goal.items()), question.help)
        if key not in known:
            known[key] = Layers(compiled, question, budget)
        return known[key]

    def _safety(self, compiled: Compiled, question: Safety, budget: Budget) -> Claim | Undecided:
        along = None if question.along is None else compiled.pieces(question.along)
        target = compiled.pieces(question.bad)
        bad = Backward(compiled, target, question.system.moves, budget, nearest=True, along=along)
        met = bad.run(lambda number: meets(compiled, bad.regions[number], compiled.starts))
        if met is None:
            if not bad.is_exact:
                return self._lost()
            return Claim(Outcome.HOLDS, InvariantProof(ConditionWriter(compiled).outside_of(bad.cover)), self.name)
        concretizer = Concretizer(compiled)
        start = concretizer.begin(bad, met)
        course = None if start is None else concretizer.follow(bad, met, start)
        if start is None or course is None:
            return self._lost()
        return Claim(Outcome.VIOLATED, TraceProof(joined(start, course[0])), self.name)

    def _pairs(self, question: Pairs, budget: Budget) -> Claim | Undecided:
        from bcm_formal.verify.regions.in_time import PathsAtAll, paths_in_time
        from bcm_formal.verify.regions.pairs import compare

        if question.within is not None:
            return compare(paths_in_time(question, question.within, budget), question, budget, self.name)
        compiled = self.compiled(question.system)
        ways = self.ways(compiled, Path(question.system, {}, question.goal, question.help), budget)
        ways.run(lambda _: False)
        if not ways.is_exact:
            return Undecided(self.name, "who has a path makes a set that regions cannot hold exactly")
        return compare(PathsAtAll(compiled, ways, question), question, budget, self.name)

    def _path(self, compiled: Compiled, question: Path, budget: Budget) -> Claim | Undecided:
        origin = compiled.pieces(question.origin)
        leisurely = None if question.along is not None else self._leisurely(compiled, question, budget)
        if leisurely is not None:  # a state without any way has none in time, and that is found out sooner
            trapped = self._trapped(compiled, question, leisurely, origin, budget)
            if isinstance(trapped, Claim):
                return trapped
        ways = self.ways(compiled, question, budget)
        never = self._trapped(compiled, question, ways, origin, budget)
        if not isinstance(never, Federation):
            return never
        writer = ConditionWriter(compiled)
        proof = PathProof(writer.outside_of(never), writer.regions(ways, origin))
        return Claim(Outcome.HOLDS, proof, self.name)

    def _leisurely(self, compiled: Compiled, question: Path, budget: Budget) -> Backward | None:
        """W for the goal without the bound of an observer clock; None if there is none."""
        model = question.system.model
        observers = [event for event in model.events if event.actor == OBSERVER]
        observed = [item.name for event in observers for item in event.assignments if item.name in model.clock]
        if not observed:
            return None
        known = self._kept(question.system).ways
        place = compiled.diagrams.numeric.index(observed[0])
        goal = {
            status: tuple((compiled.zones.without(zone, place), bdd) for zone, bdd in pieces)
            for status, pieces in compiled.pieces(question.goal).items()
        }
        key = (tuple(goal.items()), question.help, "at any time")
        if key not in known:
            known[key] = Backward(compiled, goal, question.system.counting(question.help), budget)
        return known[key]

    def _trapped(
        self, compiled: Compiled, question: Path, ways: Backward, origin: dict[str, list[Piece]], budget: Budget
    ) -> Claim | Undecided | Federation:
        """A life course to a state of the origin without a way; or the states that can still lead to one: none is a
        start."""
        uncovered = Uncovered(compiled, origin)
        ways.run(lambda number: uncovered.is_empty_after(ways, number))
        without = uncovered.exactly(ways.cover, budget)
        if not without:
            return Federation()
        back = Backward(compiled, without, question.system.moves, budget, nearest=True)
        met = back.run(lambda number: meets(compiled, back.regions[number], compiled.starts))
        if met is None:
            return back.cover if back.is_exact else self._lost()
        concretizer = Concretizer(compiled)
        start = concretizer.begin(back, met)
        course = None if start is None else concretizer.follow(back, met, start)
        if start is None or course is None or not ways.is_exact:
            return self._lost()
        trap = ConditionWriter(compiled).trap(ways.cover, course[1], question.system.counting(question.help))
        return Claim(Outcome.VIOLATED, TrapProof(joined(start, course[0]), trap), self.name)

    def _witness(self, compiled: Compiled, question: Witness, budget: Budget) -> Claim | Undecided:
        """A life course that leads on, perhaps while W is still growing: any that was met is one, and the rest of W can
        be very much more than those few states."""
        ways = self.ways(compiled, question, budget)
        most = SOON
        while ways.run(partial(operator.le, most)) is not None:
            back, met = self._back(compiled, question, ways, budget, most)
            claim = None if met is None else self._led_on(compiled, question, ways, back, met)
            if claim is not None:
                return claim
            most *= 2
        back, met = self._back(compiled, question, ways, budget)
        if met is not None:
            return self._led_on(compiled, question, ways, back, met) or self._lost()
        if not (back.is_exact and ways.is_exact):
            return self._lost()
        writer = ConditionWriter(compiled)
        proof = SeparationProof(writer.outside_of(back.cover), writer.outside_of(ways.cover))
        return Claim(if_found(question, False), proof, self.name)

    def _back(
        self, compiled: Compiled, question: Witness, ways: Backward, budget: Budget, most: int | None = None
    ) -> tuple[Backward, int | None]:
        """The fixpoint from the origin's states in W, and its region that meets a start; None: there is none, or none
        among the first `most`."""
        origin = self._within(compiled, question.origin, ways)
        back = Backward(compiled, origin, question.system.moves, budget, nearest=True)

        def is_met(number: int) -> bool:
            return number == most or meets(compiled, back.regions[number], compiled.starts)

        met = back.run(is_met)
        return back, None if met == most else met

    def _led_on(self, compiled: Compiled, question: Witness, ways: Backward, back: Backward, met: int) -> Claim | None:
        """The life course from a start to the origin and on to the goal; None if it could not be made concrete."""
        concretizer = Concretizer(compiled)
        start = concretizer.begin(back, met)
        before = None if start is None else concretizer.follow(back, met, start)
        if start is None or before is None:
            return None
        steps, middle = before
        region = concretizer.region_of(ways, middle)
        after = None if region is None else concretizer.follow(ways, region, middle)
        if after is None:
            return None
        return Claim(if_found(question, True), TraceProof(joined(start, steps, after[0])), self.name)

    def _within(self, compiled: Compiled, origin: Conditions, ways: Backward) -> dict[str, list[Piece]]:
        result: dict[str, list[Piece]] = {}
        for status, pieces in compiled.pieces(origin).items():
            for zone, bdd in pieces:
                for other, valuations in ways.cover.pieces.get(status, {}).items():
                    met = compiled.zones.meet(zone, other)
                    if met is not None and bdd & valuations != compiled.diagrams.false:
                        result.setdefault(status, []).append((met, bdd & valuations))
        return result

    def _lost(self) -> Undecided:
        return Undecided(self.name, "clocks that stand while others run made a set that regions cannot hold exactly")
