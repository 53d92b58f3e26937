"""Why there is no path: every exit near the end of a life course, with the requirement that blocks it.

The verdict is proved elsewhere; this is a reading of it. What can be met "at best" is found by a bounded look around
with the interpreter. What is said of everything that can still happen is shown by Z3 for the whole trap, which nobody
leaves: that a requirement is `never` met, that an exit is `certain` to be closed, that nothing else can be reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice

from bcm_formal.answers.goals import set_title
from bcm_formal.answers.guide import member_of
from bcm_formal.answers.lateness import TooLate, lateness_of
from bcm_formal.answers.misses import Miss, Misses
from bcm_formal.answers.phrases import rule_title, sources_text, status_title, who_acts
from bcm_formal.answers.relevance import Names, names_in
from bcm_formal.look.exploration import Explored, Explorer, distances, some_starts
from bcm_formal.look.unsatisfiability import unsatisfiability_of
from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    ClockTerm,
    Comparison,
    Condition,
    Number,
    attributes_of,
    clocks_of,
    conjunction,
    in_status,
)
from bcm_formal.model.kinds import kind_of
from bcm_formal.model.model import TIME_IN_STATUS, Event, Limit, Requirement
from bcm_formal.model.sentences import CanReach, SomeCanReach, TimeFrom
from bcm_formal.records import dataclass
from bcm_formal.system.ctl.models import has
from bcm_formal.system.help import EVERYTHING
from bcm_formal.system.questions import Conditions, Path, Safety, Witness, per_status
from bcm_formal.system.semantics import Interpreter, Predicate
from bcm_formal.system.state import OBSERVER, State
from bcm_formal.system.transition_system import EndlessChoiceError, Move, before_move
from bcm_formal.trust.certificate import InvariantProof, SeparationProof, StateSet, TrapProof
from bcm_formal.trust.trace import replay
from bcm_formal.trust.verdict import Answered

_FAR = 1_000_000
_MOST_PLACES = 8
_LOOKED_AT = 1000


@dataclass(frozen=True, slots=True)
class Blocked:
    """A requirement that stands in the way, and what is missing where it comes closest to being met."""

    text: str
    misses: tuple[Miss, ...]
    """one that is the requirement itself has its words"""
    never: bool
    """proved: nobody in the trap meets it"""
    met_elsewhere: bool
    """met at some time in this status, but not together with the others"""
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out of a status."""

    rule: str
    title: str
    by: str
    to: str | None
    """the status it leads to; None: it changes the person and not the status"""
    blocked: tuple[Blocked, ...]
    not_counted: bool = False
    """it is not one of the moves that the property counts"""
    adverse: bool = False
    """that is so only because it is adverse"""
    would_lead_on: bool = False
    """it is adverse, and after it the goal was seen to be reached by moves that count"""
    also_asked: tuple[Miss, ...] = ()
    """it leads into a status of the goal, but proved never to the goal, which asks this as well"""
    certain: bool = True
    """where it is blocked: proved that it never opens; else it was closed in all that was looked at"""

    @property
    def is_open(self) -> bool:
        return not self.blocked and not self.not_counted


@dataclass(frozen=True, slots=True)
class Place:
    """One status the person is in or can still get to, with its exits, those nearest the goal first."""

    status: str
    title: str
    here: bool
    exits: tuple[Exit, ...]
    closed: bool = False
    """no rule leads out of it at all"""


@dataclass(frozen=True, slots=True)
class Explanation:
    """`reached`: statuses that can still be got to. `late`: for a time-bounded property, the quickest way found."""

    goal: str
    places: tuple[Place, ...]
    reached: tuple[str, ...]
    complete: bool
    """proved: nothing else can be reached"""
    only: str = ""
    """whose moves were counted, where not everybody's: ` without adverse events`"""
    late: TooLate | None = None


def names_missed(explanation: Explanation) -> Names:
    """What the requirements that stand in the way read, or those on a way that is too late."""
    exits = [way for place in explanation.places for way in place.exits]
    misses = [miss for way in exits for blocked in way.blocked for miss in blocked.misses]
    misses += [miss for way in exits for miss in way.also_asked]
    late = explanation.late.reads if explanation.late else frozenset()
    return late.union(*(names_in(miss.condition) for miss in misses))


def why_no_path(verdict: Answered) -> Explanation | None:
    """Why the person at the end of the trace (or nobody at all) has no path; None where that is not the question."""
    question, sentence = verdict.question, verdict.property.sentence
    if not isinstance(question, Path | Witness):
        return None
    within, target = None, None
    if isinstance(sentence, CanReach | SomeCanReach):
        within, target = sentence.within, sentence.target
    elif isinstance(sentence, TimeFrom):
        within, target = sentence.bound, sentence.target
    elif question.system.model is not question.system.policy or (
        isinstance(question, Path) and question.along is not None
    ):
        return None  # the exits would be those of a model made for the question, or open to other ways only
    if (late := lateness_of(verdict)) is not None:
        return Explanation(late.goal, (), (), False, late=late)
    explorer = Explorer(question.system, question.help, (*question.goal.values(), *question.origin.values()))
    reachable: StateSet | None = None
    match verdict.certificate:
        case TrapProof(trace, trap):
            starts: tuple[State, ...] = (replay(Interpreter(question.system.model), trace)[-1],)
        case SeparationProof(reachable, trap):
            starts = _spoken_of(question, explorer)
        case _:
            return None
    return _Explainer(question, explorer, trap, within, target, reachable).explain(starts)


def why_stuck(
    question: Path,
    trap: StateSet,
    state: State,
    within: int | None = None,
    target: Condition | None = None,
) -> Explanation:
    """Why a person in the trap has no path to the goal; `target` without the bound, where there is one."""
    explorer = Explorer(question.system, question.help, question.goal.values())
    return _Explainer(question, explorer, trap, within, target).explain((state,))


def _spoken_of(question: Path | Witness, explorer: Explorer) -> tuple[State, ...]:
    """Some reachable states that the property speaks of."""
    everybody = Explorer(question.system, EVERYTHING, question.origin.values())
    begin = some_starts(question.system)
    seen = everybody.explore(begin, 2000).states
    return tuple(state for state in seen if member(explorer.interpreter, question.origin, state))[:20]


def member(interpreter: Interpreter, conditions: Conditions, state: State) -> bool:
    """True iff the state is in the set."""
    return interpreter.holds(conditions.get(state.status, FALSE), state)


def why_unreachable(verdict: Answered) -> Explanation | None:
    """For a condition that nobody ever meets: what blocks the way from the start to the statuses it speaks of."""
    question, certificate = verdict.question, verdict.certificate
    if not isinstance(question, Safety) or not isinstance(certificate, InvariantProof) or not question.bad:
        return None
    starts = some_starts(question.system)
    explorer = Explorer(question.system, EVERYTHING, question.bad.values())
    if not starts or set(explorer.explore(starts).statuses) & set(question.bad):
        return None
    begin = per_status(question.system, TRUE)
    asked = Witness(question.system, begin, question.bad, EVERYTHING)
    return _Explainer(asked, explorer, certificate.invariant).explain(starts)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A requirement in a status: whether some state that was met meets it, and whether it is proved that none does."""

    requirement: Requirement
    condition: Condition
    test: Predicate
    met: bool
    never: bool


class _Explainer:
    def __init__(
        self,
        question: Path | Witness,
        explorer: Explorer,
        trap: StateSet,
        within: int | None = None,
        target: Condition | None = None,
        reachable: StateSet | None = None,
    ) -> None:
        """`reachable`: where the proof says that all people are, who are then in `trap` as well."""
        self.question, self.within, self.target, self.explorer = question, within, target, explorer
        self.system, self.model = question.system, question.system.model
        self.misses = Misses(self.model, explorer.interpreter)
        self.unsatisfiability, self.trap, self.reachable = unsatisfiability_of(self.system), trap, reachable
        self.fixed: Condition = TRUE
        self.now: State | None = None
        self.distance = distances(self.system, question.goal)

    def explain(self, starts: tuple[State, ...]) -> Explanation:
        explored = self.explorer.explore(starts, _LOOKED_AT)
        self.fixed = self._fixed(starts, explored)
        self.now = starts[0] if len(starts) == 1 else None
        here = starts[0].status if starts else None
        near_first = sorted(explored.statuses, key=lambda name: (name != here, self.distance.get(name, _FAR)))
        shown: list[Place] = []
        for status in near_first:
            place = self._place(status, status == here, explored)
            if place.exits or place.here:
                shown.append(place)
            if len(shown) == _MOST_PLACES:
                break
        return Explanation(
            self._goal(),
            tuple(shown),
            tuple(status_title(self.model, status) for status in explored.statuses),
            self._nothing_else(starts, set(explored.statuses)),
            self._only(),
        )

    def _only(self) -> str:
        """Whose moves are counted, where not everybody's."""
        left_out = [event for event in self.system.policy.events if not self.explorer.counts(event)]
        if not left_out:
            return ""
        adverse = all(self._is_no_help(event) for event in left_out)
        return " without adverse events" if adverse else " by moves that the property counts"

    def _is_no_help(self, event: Event) -> bool:
        """True iff the event would count if it were not adverse."""
        return not self.explorer.counts(event) and self.explorer.help.counts(event.actor, adverse=False)

    def _nothing_else(self, starts: tuple[State, ...], met: set[str]) -> bool:
        """True only if no allowed move leads from these statuses to another one, whoever of the trap is there, and
        everybody spoken of is in them."""
        everybody = len(starts) == 1 or all(
            status in met or self._never(status, condition) for status, condition in self.question.origin.items()
        )
        leaving = (
            move
            for status in met
            for move in self.system.moves_from[status]
            if move.target not in met and self.explorer.counts(move.rule)
        )
        return bool(starts) and everybody and all(self._never_opens(move) for move in leaving)

    def _never_opens(self, move: Move) -> bool:
        """True only if nobody in the trap ever takes the move."""
        return self._never(move.source, move.guard)

    def _never(self, status: str, condition: Condition) -> bool:
        """True only if nobody in the trap ever meets the condition in the status."""
        reachable = TRUE if self.reachable is None else self.reachable.of(status)
        return self.unsatisfiability.shown(status, self.trap.of(status), self.fixed, reachable, condition)

    def _fixed(self, starts: tuple[State, ...], explored: Explored) -> Condition:
        """What stays true of the person whatever still happens; nothing where several are looked at.

        All values are taken to be kept, then those are given up that a move changes which opens while the others are
        kept. A clock that nothing sets back shows what it shows now, or more.
        """
        if len(starts) != 1:
            return TRUE
        grown = tuple(self._grown(starts[0]))
        kept = dict(zip((item.name for item in self.model.attributes), self._values(starts[0]), strict=True))
        for index, name in enumerate(tuple(kept)):
            if any(state.attributes[index] != starts[0].attributes[index] for state in explored.states):
                del kept[name]
        changing = [
            (move, names)
            for move in self.system.moves
            if self.explorer.counts(move.rule) and (names := {*dict(move.sets), *move.free} & set(kept))
        ]
        while True:
            self.fixed = conjunction((*kept.values(), *grown))
            lost = {
                name for move, names in changing if names & set(kept) and not self._never_opens(move) for name in names
            }
            if not lost & set(kept):
                return self.fixed
            kept = {name: condition for name, condition in kept.items() if name not in lost}

    def _grown(self, state: State) -> Iterator[Condition]:
        """For each clock that nothing sets back that it shows at least what it shows in the state."""
        set_back = {name for move in self.system.moves for name in dict(move.sets)} | {TIME_IN_STATUS}
        for clock, reading in zip(self.model.clocks, state.clocks, strict=True):
            if clock.zero == FALSE and clock.name not in set_back:
                term = ClockTerm(clock.name)
                yield Comparison(">=", term, Number(reading, kind_of(term)))

    def _values(self, state: State) -> Iterator[Condition]:
        """For each attribute that it has the value of the state."""
        for item, value in zip(self.model.attributes, state.attributes, strict=True):
            yield has(item, value)

    def _goal(self) -> str:
        if self.target is None:
            return set_title(self.system.policy, self.question.goal)
        return set_title(self.system.policy, per_status(self.system, self.target))

    def _place(self, status: str, here: bool, explored: Explored) -> Place:
        states = explored.in_status(status)
        met = set(explored.statuses)
        exits: list[tuple[int, Exit]] = []
        inner: list[tuple[Move, Exit]] = []
        for move in self.system.moves_from[status]:
            if move.actor == OBSERVER:
                continue
            way = self._exit(move, states)
            if way is None:
                continue
            if move.target == status:
                inner.append((move, way))
            elif here or move.target not in met or move.target in self.question.goal:
                if way.is_open and not here and not way.also_asked:
                    continue
                exits.append((self.distance.get(move.target, _FAR), way))
        missing = [miss.condition for _, way in exits for blocked in way.blocked for miss in blocked.misses]
        for move, way in inner:
            changed = {name for name, _ in move.sets} | set(move.free)
            helps = any(self._may_bring(move, changed, condition) for condition in missing)
            if helps and not way.is_open and not _asks_only(way, changed):
                exits.append((_FAR + 1, way))
        exits.sort(key=lambda pair: (pair[1].is_open, pair[0]))
        closed = not any(move.target != status for move in self.system.moves_from[status] if move.actor != OBSERVER)
        return Place(status, status_title(self.model, status), here, tuple(way for _, way in exits), closed)

    def _may_bring(self, move: Move, changed: set[str], condition: Condition) -> bool:
        """True iff the condition reads what the move changes, and may be true after it, whoever takes it."""
        if not changed & (attributes_of(condition) | clocks_of(condition)):
            return False
        try:
            before = before_move(self.system, move, condition)
        except EndlessChoiceError:
            return True
        return not self.unsatisfiability.shown(move.source, before)

    def _exit(self, move: Move, states: tuple[State, ...]) -> Exit | None:
        """The exit that a move is; None for a limit that does not run out here, which nobody would ask about."""
        rule = move.rule
        if isinstance(rule, Limit):
            if all(self.explorer.interpreter.expire(state, rule.name) is None for state in states):
                return None
            blocked: tuple[Blocked, ...] = ()
        else:
            blocked = self._event_blocked(move, states)
        to = None if move.target == move.source else status_title(self.model, move.target)
        by = who_acts(self.model, rule)
        not_counted = not self.explorer.counts(rule)
        adverse = isinstance(rule, Event) and self._is_no_help(rule)
        would_lead_on = adverse and not blocked and self._leads_to_the_goal(move, states)
        certain = not blocked or self._never_opens(move)
        also_asked = self._also_asked(move, states)
        return Exit(
            rule.name, rule_title(rule), by, to, blocked, not_counted, adverse, would_lead_on, also_asked, certain
        )

    def _leads_to_the_goal(self, move: Move, states: tuple[State, ...]) -> bool:
        """True iff, after the move, the goal is seen in a look around by moves that count."""
        outcomes = (state for before in states for _, state in self.explorer.outcomes(before, move))
        after = tuple(islice(outcomes, _MOST_PLACES))
        if all(self._in_trap(state) for state in after):  # which no move that counts leads out of
            return False
        return any(map(self._at_goal, self.explorer.explore(after, _LOOKED_AT).states))

    @cached_property
    def _in_trap(self) -> Predicate:
        return member_of(self.explorer.interpreter, dict(self.trap.conditions))

    @cached_property
    def _at_goal(self) -> Predicate:
        return member_of(self.explorer.interpreter, self.question.goal)

    def _also_asked(self, move: Move, states: tuple[State, ...]) -> tuple[Miss, ...]:
        """What the goal asks beyond the status, where Z3 shows that the move cannot bring it, whatever else is met."""
        goal = self.question.goal.get(move.target, TRUE)
        if goal == TRUE or not states or move.target == move.source or self.within is not None:
            return ()
        try:
            before = before_move(self.system, move, goal)
        except EndlessChoiceError:
            return ()
        if not self._never(move.source, before):
            return ()
        return self.misses.of(goal, states[0]._replace(status=move.target))

    def _event_blocked(self, move: Move, states: tuple[State, ...]) -> tuple[Blocked, ...]:
        """What is missing in the state that comes closest; none where the move can happen.

        Where some of it is never met, only that is told: nothing else matters then.
        """
        assert isinstance(move.rule, Event)
        can_happen = self.explorer.interpreter.test(move.guard)
        if not states or any(can_happen(state) for state in states):
            return ()
        asked: list[_Asked] = []
        for item in move.rule.requirements:
            condition = in_status(item.condition, move.source)
            test = self.explorer.interpreter.test(condition)
            met = any(test(state) for state in states)
            asked.append(_Asked(item, condition, test, met, not met and self._never(move.source, condition)))
        if never := [one for one in asked if one.never]:
            return tuple(self._blocked(move, one, self._nearest([one.condition], states)) for one in never)
        state = self._closest([one.condition for one in asked], [one.test for one in asked], states)
        found = [self._blocked(move, one, state) for one in asked if not one.test(state)]
        return tuple(found) or (Blocked("it would set a value outside its range", (), False, False, ()),)

    def _blocked(self, move: Move, asked: _Asked, state: State) -> Blocked:
        """What the state misses of a requirement; of one that is never met, the parts that never are."""
        missing = self.misses.of(asked.condition, state)
        if asked.never:
            missing = tuple(miss for miss in missing if self._never(move.source, miss.condition)) or missing
        item = asked.requirement
        origin = item.origin if item.origin.citations else move.rule.origin
        if [miss.condition for miss in missing] == [asked.condition]:
            missing = (replace(missing[0], asks=item.text),)
        missing = tuple(self._with_unreachable_points(move.source, self._later(miss)) for miss in missing)
        return Blocked(item.text, missing, asked.never, asked.met, sources_text(self.model, origin))

    def _later(self, miss: Miss) -> Miss:
        """The miss with `comes to` for an amount that is not what the person has now."""
        if self.now is None or miss.short is None or self.misses.told(miss.condition, self.now).has == miss.has:
            return miss
        return replace(miss, has=f"comes to {miss.has.removeprefix('has ')}")

    def _with_unreachable_points(self, status: str, miss: Miss) -> Miss:
        """The miss with those lines of its scores marked that nobody in the trap ever meets."""
        points = (replace(line, never=not line.given and self._never(status, line.condition)) for line in miss.points)
        return replace(miss, points=tuple(points))

    def _closest(self, conditions: list[Condition], tests: list[Predicate], states: tuple[State, ...]) -> State:
        """The state that misses the fewest of the conditions, and by the least; the first met of those alike."""
        counts = [sum(not test(state) for test in tests) for state in states]
        least = min(counts)
        return self._nearest(conditions, [state for state, count in zip(states, counts, strict=True) if count == least])

    def _nearest(self, conditions: list[Condition], states: Sequence[State]) -> State:
        """The state that misses the conditions by the least; the first met of several."""
        return min(states, key=lambda state: sum(self.misses.distance(condition, state) for condition in conditions))


def _asks_only(way: Exit, names: set[str]) -> bool:
    """True iff all that is missing is about these names: an event that has already done what it can."""
    misses = [miss for blocked in way.blocked for miss in blocked.misses]
    return bool(misses) and all(attributes_of(miss.condition) | clocks_of(miss.condition) <= names for miss in misses)
