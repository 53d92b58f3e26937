"""Property sentences as specifications of SMV, over steps of one unit of time, one event, or one limit.

Paths of SMV never end: a dead end is followed by itself for ever (`no_step`). So what is true of the next state is
said of one that another step leads to, and `must reach` counts a life course that stays in a dead end.
"""

from __future__ import annotations

from typing import assert_never

from bcm_formal.model.expressions import Condition, conjunction, negation
from bcm_formal.model.model import LAW, Model
from bcm_formal.model.sentences import (
    EVERYBODY,
    BetterNeverBlocks,
    BetterNeverDelays,
    CanReach,
    Change,
    Ctl,
    CtlAnd,
    CtlNext,
    CtlNot,
    CtlOr,
    CtlState,
    CtlUntil,
    DoesNotDepend,
    EveryEntering,
    EveryHas,
    EveryLeaving,
    Formula,
    MustReach,
    NoDeadEnds,
    NoneCanReach,
    NoPerson,
    OnlyAfter,
    Sentence,
    SomeCanReach,
    TimeDoesNotDepend,
    TimeFrom,
)
from bcm_formal.records import dataclass
from bcm_formal.system.questions import step_between
from bcm_formal.system.spoken_of import premises_of, vacuity_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.translate.to_smv import names
from bcm_formal.translate.to_smv.expressions import Writer, bare, both, one_of

MOST_SETBACKS = 8
"""each further one doubles the length of the formula"""


class NotSaidError(Exception):
    """No specification says the sentence; the message says why."""


@dataclass(frozen=True, slots=True)
class Formulas:
    """What is to be checked for a sentence."""

    kind: str
    """CTLSPEC or LTLSPEC"""
    text: str
    holds_iff: bool
    """the sentence holds iff the specification is this"""
    empty: str | None
    """a specification in CTL that is true iff the sentence speaks of nobody (then it is VACUOUS)"""


@dataclass
class Sentences:
    """Writes sentences; knows afterwards which further variables they read."""

    system: TransitionSystem
    write: Writer
    reads_mover: bool = False
    reads_adverse: bool = False
    longest: int | None = None
    """the largest time that the watch is compared with; None: there is no watch"""

    def formulas(self, sentence: Sentence) -> Formulas:
        """Raises `NotSaidError`."""
        text = self._text(sentence)
        kind = "LTLSPEC" if isinstance(sentence, MustReach) and sentence.within is None else "CTLSPEC"
        return Formulas(kind, text, not isinstance(sentence, SomeCanReach), self._empty(sentence))

    def _text(self, sentence: Sentence) -> str:
        condition = self.write.condition
        match sentence:
            case NoPerson(who):
                return f"AG !{condition(who)}"
            case EveryHas(who, conclusion):
                return f"AG ({condition(who)} -> {condition(conclusion)})"
            case EveryEntering(_, conclusion) | EveryLeaving(_, conclusion):
                return self._no_step(sentence, negation(conclusion))
            case CanReach(who, target, within, actors, despite, adverse):
                origin, goal = self._timed(who, target, within)
                return f"AG ({origin} -> {self._steered(goal, actors, adverse, despite or 0)})"
            case SomeCanReach(who, target, within, actors, adverse):
                origin, goal = self._timed(who, target, within)
                return f"AG !({origin} & {self._steered(goal, actors, adverse, 0)})"
            case NoneCanReach(who, target, within, actors):
                origin, goal = self._timed(who, target, within)
                return f"AG !({origin} & {self._steered(goal, actors, True, 0)})"
            case MustReach(who, target, within):
                return self._inevitable(who, target, within)
            case OnlyAfter(target, before):
                never = condition(negation(before))
                return f"!E [{never} U {both((condition(target), never))}]"
            case NoDeadEnds():
                return f"AG !{names.DEAD_END}"
            case Ctl(formula):
                return self._formula(formula)
            case BetterNeverBlocks() | DoesNotDepend() if sentence.among != EVERYBODY:
                raise NotSaidError("it compares some persons, or by the events of some actors, only")
            case BetterNeverBlocks(change=Change()):
                raise NotSaidError("it compares two values of an attribute only")
            case BetterNeverBlocks() | DoesNotDepend():
                raise NotSaidError("it compares two persons, so it must be exported alone (`--property`)")
            case TimeFrom():
                raise NotSaidError("it counts from the moment of entering, which no state of SMV shows")
            case BetterNeverDelays() | TimeDoesNotDepend():
                raise NotSaidError("it compares times of any length, and clocks of SMV stop counting")
            case _:
                assert_never(sentence)

    def _no_step(self, sentence: EveryEntering | EveryLeaving, also: Condition) -> str:
        """That no step which the sentence speaks of leads from a state with `also`."""
        before, after = step_between(sentence)
        here, there = self.write.condition(conjunction((before, also))), self.write.condition(after)
        if sentence.actors is not None:
            self.reads_mover = True
            there = both((one_of(names.MOVER, map(names.of_actor, sentence.actors)), there))
        return f"AG ({here} -> !EX {there})"

    # --- paths ---

    def _timed(self, who: Condition, target: Condition, within: int | None) -> tuple[str, str]:
        """The origin and the goal of a path, with the watch where there is a bound of time."""
        origin = self.write.condition(who)
        goal = self.in_time(target, within)
        return origin if within is None else both((origin, self._started(within))), goal

    def in_time(self, target: Condition, within: int | None) -> str:
        """The states at the target where the watch, if there is a bound of time, does not show more than that."""
        goal = self.write.condition(target)
        if within is None:
            return goal
        self._started(within)
        return both((goal, f"({names.WATCH} <= {bare(within)})"))

    def _started(self, within: int) -> str:
        self.longest = max(within, self.longest or 0)
        return f"({names.WATCH} = 0)"

    def _steered(self, goal: str, actors: tuple[str, ...] | None, adverse: bool, despite: int) -> str:
        """True of a state iff the steps that count lead to the goal, whatever so many adverse events do."""
        adverse = adverse or not has_adverse_events(self.system.model)
        if actors is None and adverse:
            return f"EF {goal}"
        counted: list[str] = []
        if actors is not None:
            self.reads_mover = True
            movers = map(names.of_actor, dict.fromkeys((*actors, LAW)))
            counted.append(one_of(names.MOVER, (names.TIME, *movers)))
        if adverse:
            return through(both(counted), goal)
        if despite > MOST_SETBACKS:
            raise NotSaidError(f"with more than {MOST_SETBACKS} adverse events the formula is too long")
        self.reads_adverse = True
        counted.append(f"!{names.ADVERSE}")
        reached = through(both(counted), goal)
        for _ in range(despite):
            reached = through(both(counted), goal, f"AX ({names.ADVERSE} -> {reached})")
        return reached

    def _inevitable(self, who: Condition, target: Condition, within: int | None) -> str:
        origin, goal = self.write.condition(who), self.write.condition(target)
        if within is None:
            self.reads_mover = True
            goes_on = either_of(one_of(names.MOVER, (names.TIME,)), names.DEAD_END)
            return f"(G F {goes_on}) -> G ({origin} -> F {goal})"
        begun = both((origin, self._started(within)))
        late = both((f"({names.WATCH} = {bare(within)})", names.TIME_MAY_PASS))
        return f"AG ({begun} -> !E [!{goal} U (!{goal} & {either_of(names.DEAD_END, late)})])"

    # --- CTL as written ---

    def _formula(self, formula: Formula) -> str:
        match formula:
            case CtlState(condition):
                return self.write.condition(condition)
            case CtlNot(inner):
                return f"!({self._formula(inner)})"
            case CtlAnd(parts):
                return f"({' & '.join(map(self._formula, parts))})" if parts else "TRUE"
            case CtlOr(parts):
                return f"({' | '.join(map(self._formula, parts))})" if parts else "FALSE"
            case CtlNext(every, inner):
                self.reads_mover = True
                moved = f"({names.MOVER} != {names.NOBODY})"
                inner_text = self._formula(inner)
                return f"AX ({moved} -> {inner_text})" if every else f"EX ({moved} & {inner_text})"
            case CtlUntil(every, weak, left, right):
                return self._until(every, weak, self._formula(left), self._formula(right))
            case _:
                assert_never(formula)

    def _until(self, every: bool, weak: bool, left: str, right: str) -> str:
        quantifier, other = ("A", "E") if every else ("E", "A")
        if not weak:
            return f"({quantifier}F {right})" if left == "TRUE" else f"{quantifier} [{left} U {right}]"
        if right == "FALSE":
            return f"({quantifier}G {left})"
        return f"!{other} [!{right} U (!{left} & !{right})]"

    # --- whom it speaks of ---

    def _empty(self, sentence: Sentence) -> str | None:
        if isinstance(sentence, EveryEntering | EveryLeaving):
            return self._no_step(sentence, conjunction(premises_of(sentence.conclusion)))
        absence = vacuity_of(self.system, sentence)
        return None if absence is None else f"AG !{self.write.where(absence.bad)}"


def has_adverse_events(model: Model) -> bool:
    """True iff some event is adverse, so that it matters whether those are counted."""
    return any(event.adverse for event in model.events)


def through(counted: str, goal: str, spared: str = "TRUE") -> str:
    """True iff steps that count lead to the goal, all but the last state on the way being spared."""
    way = both((counted, spared))
    ahead = f"EX E [{way} U {both((counted, goal))}]"
    return f"({goal} | {ahead})" if spared == "TRUE" else f"({goal} | ({spared} & {ahead}))"


def either_of(one: str, other: str) -> str:
    return f"({one} | {other})"
