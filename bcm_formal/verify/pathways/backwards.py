"""One step backwards from a state: what must be true before it, so that it leads into a set.

For a change this is substitution. For a delay the length has to be given as an expression over the state before:
of all lower bounds that the set puts on the length, the one that is largest for the given state (model-based
projection). The same is done for an attribute that may become any whole number. Everything stays without
quantifiers, and the given state is always among the states found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import assert_never

from bcm_formal.model.expressions import (
    And,
    AttributeTerm,
    Choose,
    ClockTerm,
    Comparison,
    Condition,
    Flag,
    Implies,
    InStatus,
    NamedCondition,
    NamedTerm,
    Not,
    Number,
    Operator,
    Or,
    Rewriting,
    Scaled,
    Sum,
    Term,
    Truth,
    attributes_of,
    clocks_of,
    comparison,
    conjunction,
    implication,
    negation,
    total,
)
from bcm_formal.model.types import Duration, Integer, Value
from bcm_formal.records import dataclass
from bcm_formal.system.linear import Linear, difference
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from bcm_formal.system.transition_system import ZERO, Move, TransitionSystem, rewriting_after
from bcm_formal.trust.certificate import Act, WaitFor

Parts = tuple[Condition, ...]
"""a conjunction"""


@dataclass(frozen=True, slots=True)
class Before:
    """States with all `parts` get into the set by `move`."""

    parts: Parts
    move: WaitFor | Act


@dataclass(frozen=True, slots=True)
class _Bound:
    """A number that must be at least (or at most) `value` for the given state, which `term` says in general."""

    value: int
    term: Term
    is_lower: bool
    is_exact: bool


class Backwards:
    """Steps backwards through one transition system."""

    def __init__(self, system: TransitionSystem) -> None:
        self.system = system
        self.interpreter = Interpreter(system.model)

    # --- delays ---

    def over_delay(self, state: State, steps: int, parts: Parts) -> Before | None:
        """What must be true before a delay into `parts`, which hold `steps` after `state`; None: they hold there."""
        status = state.status
        growing = {clock for clock, runs in self.system.runs[status].items() if self.interpreter.holds(runs, state)}
        after = self.interpreter.wait(state, steps)
        assert after is not None
        touched = [part for part in parts if clocks_of(part) & growing]
        length = self._length(state, touched, after, growing)
        if self.interpreter.value(length, state) == 0:
            return None
        before = self._delayed(state, growing, length, parts)
        return before if self._holds(before, state) else self._delayed(state, growing, _steps(steps), parts)

    def _delayed(self, state: State, growing: set[str], length: Term, parts: Parts) -> Before:
        system, status = self.system, state.status
        later = Rewriting({clock: total((ClockTerm(clock), length)) for clock in growing}, {}, status)
        kept = [
            implication(b.condition, comparison("<=", later.term(ClockTerm(b.clock)), b.bound))
            for b in system.boundaries[status]
        ]
        becomes = [*(later.condition(part) for part in parts), *kept, comparison(">=", length, ZERO)]
        read = {clock for part in (*parts, *kept) for clock in clocks_of(part)}
        flow = [self._as_it_is(system.runs[status][clock], state) for clock in system.runs[status] if clock in read]
        return Before(_flat((*flow, *becomes)), WaitFor(length))

    def _holds(self, before: Before, state: State) -> bool:
        return all(self.interpreter.holds(part, state) for part in before.parts)

    def _length(self, state: State, parts: Sequence[Condition], after: State, growing: set[str]) -> Term:
        bounds = [_Bound(0, ZERO, True, False)]
        for sign, form in self._comparisons(parts, after):
            speed = sum(c for reading, c in form.parts if reading.name in growing)
            bounds += _bounds(sign, speed, form, self.interpreter.value(form.term(), state), Duration())
        return _largest(bound for bound in bounds if bound.is_lower).term

    def _as_it_is(self, condition: Condition, state: State) -> Condition:
        return condition if self.interpreter.holds(condition, state) else negation(condition)

    # --- changes ---

    def over_move(self, move: Move, state: State, choices: Mapping[str, Value], parts: Parts) -> Before:
        """What must be true before a move into `parts`, which hold after it in `state` with these choices."""
        after = self.interpreter.step(state, move.step(tuple(choices.items())))
        assert after is not None
        chosen, rest = self._choices(move, after, choices, parts)
        known: dict[str, Value | Condition | Term] = {n: v for n, v in choices.items() if n not in chosen}
        for name in reversed(chosen):  # a choice may read those made after it
            known[name] = rewriting_after(self.system, move, known).term(chosen[name])
        before = self._moved(move, known, rest)
        return before if self._holds(before, state) else self._moved(move, choices, parts)

    def _moved(self, move: Move, choices: Mapping[str, Value | Condition | Term], parts: Parts) -> Before:
        read = rewriting_after(self.system, move, choices)
        written = tuple((name, self._written(name, choices[name])) for name in move.free)
        return Before(_flat((move.guard, *(read.condition(part) for part in parts))), Act(move.name, written))

    def _choices(
        self, move: Move, after: State, values: Mapping[str, Value], parts: Parts
    ) -> tuple[dict[str, Term], Parts]:
        """Choices of unbounded whole numbers as terms over the state after, and the parts without them."""
        choices: dict[str, Term] = {}
        for name in move.free:
            kind = self.system.model.attribute[name].kind
            if not isinstance(kind, Integer):
                continue
            touched = [part for part in parts if name in attributes_of(part)]
            chosen = self._chosen(name, touched, after, int(values[name]))
            choices[name] = chosen
            put = Rewriting({name: chosen}, {})
            parts = tuple(put.condition(part) for part in parts)
        return choices, parts

    def _chosen(self, name: str, parts: Sequence[Condition], after: State, value: int) -> Term:
        bounds: list[_Bound] = []
        for sign, form in self._comparisons(parts, after):
            rest = form.without(name)
            others = self.interpreter.value(rest.term(), after)
            bounds += _bounds(sign, form.coefficient(name), rest, others, Integer())
        lower = [bound for bound in bounds if bound.is_lower]
        upper = [bound for bound in bounds if not bound.is_lower]
        if lower:
            return _largest(lower).term
        if upper:
            return min(upper, key=lambda bound: (bound.value, len(str(bound.term)))).term
        return Number(value, Integer())

    def _written(self, name: str, value: Value | Condition | Term) -> Condition | Term:
        kind = self.system.model.attribute[name].kind
        if isinstance(value, bool):
            return Truth(value)
        return Number(value, kind) if isinstance(value, int) else value

    # --- comparisons that hold ---

    def _comparisons(self, parts: Iterable[Condition], state: State) -> list[tuple[Operator, Linear]]:
        """Linear comparisons with zero that hold in the state and, all else given, make the parts true; no `!=`."""
        found: list[tuple[Operator, Linear]] = []
        for part in parts:
            self._walk(part, True, state, found)
        return found

    def _walk(self, condition: Condition, truth: bool, state: State, found: list[tuple[Operator, Linear]]) -> None:
        match condition:
            case Truth() | Flag() | InStatus():
                return
            case Comparison():
                kept = condition if truth else negation(condition)
                assert isinstance(kept, Comparison)
                left, right = self._plain(kept.left, state, found), self._plain(kept.right, state, found)
                form, sign = difference(left, right), kept.operator
                if sign == "!=":
                    sign = ">" if self.interpreter.value(form.term(), state) > 0 else "<"
                found.append((sign, form))
            case Not(inner):
                self._walk(inner, not truth, state, found)
            case NamedCondition(_, body):
                self._walk(body, truth, state, found)
            case Implies(premise, conclusion):
                self._options(((premise, not truth), (conclusion, truth)), not truth, state, found)
            case And(conditions):
                self._options([(part, truth) for part in conditions], truth, state, found)
            case Or(conditions):
                self._options([(part, truth) for part in conditions], not truth, state, found)
            case _:
                assert_never(condition)

    def _options(
        self,
        options: Sequence[tuple[Condition, bool]],
        every: bool,
        state: State,
        found: list[tuple[Operator, Linear]],
    ) -> None:
        """All options (each with the truth it has to have), or one that holds and reads few clocks."""
        if not every:
            holding = [option for option in options if self.interpreter.holds(option[0], state) == option[1]]
            options = [min(holding, key=lambda option: len(clocks_of(option[0])))]
        for condition, truth in options:
            self._walk(condition, truth, state, found)

    def _plain(self, term: Term, state: State, found: list[tuple[Operator, Linear]]) -> Term:
        """The term without `if … then … else …`: with the branch that the state takes."""
        match term:
            case Choose(condition, then, otherwise):
                truth = self.interpreter.holds(condition, state)
                self._walk(condition, truth, state, found)
                return self._plain(then if truth else otherwise, state, found)
            case Sum(terms):
                return Sum(tuple(self._plain(part, state, found) for part in terms))
            case Scaled(factor, inner):
                return Scaled(factor, self._plain(inner, state, found))
            case NamedTerm(_, body):
                return self._plain(body, state, found)
            case Number() | AttributeTerm() | ClockTerm():
                return term
            case _:
                assert_never(term)


def _bounds(sign: Operator, speed: int, rest: Linear, value: int, kind: Integer | Duration) -> Iterator[_Bound]:
    """What `speed * n + rest sign 0` says about n, given the value of `rest`; nothing if the speed is 0."""
    if speed == 0:
        return
    unit, form = abs(speed), rest
    if speed > 0:
        form, value = rest.times(-1), -value
    else:
        sign = _FLIPPED[sign]
    # Now it says: unit * n sign form.
    exact = sign == "="
    if sign in (">=", ">", "="):
        yield _bound(form, value, unit, 1 if sign == ">" else 0, True, exact, kind)
    if sign in ("<=", "<", "="):
        yield _bound(form, value, unit, -1 if sign == "<" else 0, False, exact, kind)


_FLIPPED: Mapping[Operator, Operator] = {"=": "=", "!=": "!=", "<=": ">=", "<": ">", ">=": "<=", ">": "<"}


def _bound(
    form: Linear, value: int, unit: int, shift: int, is_lower: bool, is_exact: bool, kind: Integer | Duration
) -> _Bound:
    """`unit * n` at least (or at most) `form` + `shift`. Only a bound of the unit 1 can be said in general."""
    amount = value + shift
    if unit == 1:
        return _Bound(amount, Linear(form.parts, form.constant + shift).term(), is_lower, is_exact)
    rounded = -(-amount // unit) if is_lower else amount // unit
    return _Bound(rounded, Number(rounded, kind), is_lower, False)


def _steps(count: int) -> Number:
    return Number(count, Duration())


def _largest(bounds: Iterable[_Bound]) -> _Bound:
    """The largest bound; among equals an exact one, then a simple one."""
    return min(bounds, key=lambda bound: (-bound.value, not bound.is_exact, len(str(bound.term))))


def _flat(parts: Iterable[Condition]) -> Parts:
    """The conjunction as its parts, each once."""
    whole = conjunction(parts)
    if whole == Truth(True):
        return ()
    return whole.conditions if isinstance(whole, And) else (whole,)
