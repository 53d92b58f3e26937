"""Expressions, states, moves and delays as Z3 terms: the encoding that engines share.

Not trusted: what engines find with it is proved again from the SMT-LIB text, which is written independently.
Yes-or-no attributes are `Bool`, everything else `Int`. Statuses are not encoded here: conditions of a transition
system are folded for the status they are read in, and engines keep statuses explicit.

An encoder may be restricted to some names (`cone` says which are needed); the others then do not exist for it. Names
may be given a value that they have in every state spoken of.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import assert_never

import z3

from bcm_formal.model.expressions import (
    And,
    AttributeTerm,
    Choose,
    ClockTerm,
    Comparison,
    Condition,
    Expression,
    Flag,
    Implies,
    InStatus,
    NamedCondition,
    NamedTerm,
    Not,
    Number,
    Or,
    Scaled,
    Sum,
    Term,
    Truth,
    children,
    disjunction,
    in_status,
)
from bcm_formal.model.model import TIME_IN_STATUS
from bcm_formal.model.types import Choice, DurationChoice, Integer, Level, Range, Value, YesNo, first_of
from bcm_formal.system.questions import Conditions
from bcm_formal.system.transition_system import Move, TransitionSystem

Vector = Mapping[str, z3.ExprRef]
"""the Z3 term that stands for each attribute and clock of a state"""

_SIGNS: Mapping[str, Callable[[z3.ArithRef, z3.ArithRef], z3.BoolRef]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    "<": operator.lt,
    ">=": operator.ge,
    ">": operator.gt,
}


class Encoder:
    """Writes states and steps of one transition system as Z3 terms of one context."""

    def __init__(
        self,
        system: TransitionSystem,
        context: z3.Context,
        names: Iterable[str] | None = None,
        constants: Mapping[str, Value] | None = None,
    ) -> None:
        self.system = system
        self.context = context
        model = system.model
        every = (*(item.name for item in model.attributes), *(clock.name for clock in model.clocks))
        kept = set(every if names is None else names)
        self.names = tuple(name for name in every if name in kept)
        self.clocks = tuple(clock.name for clock in model.clocks if clock.name in kept)
        self.constants = {name: value for name, value in (constants or {}).items() if name in kept}
        self.variables = tuple(name for name in self.names if name not in self.constants)
        self._flags = {item.name for item in model.attributes if isinstance(item.kind, YesNo)}

    # --- small terms ---

    def true(self) -> z3.BoolRef:
        return z3.BoolVal(True, self.context)

    def number(self, value: int) -> z3.ArithRef:
        return z3.IntVal(value, self.context)

    def constant(self, name: str, suffix: str) -> z3.ExprRef:
        """The named constant for an attribute or clock."""
        full = f"{name}{suffix}"
        return z3.Bool(full, self.context) if name in self._flags else z3.Int(full, self.context)

    def vector(self, suffix: str = "") -> dict[str, z3.ExprRef]:
        """One constant for every name; a name with a known value is that value."""
        known = self.constants
        return {n: self.value(n, known[n]) if n in known else self.constant(n, suffix) for n in self.names}

    def all_of(self, parts: Iterable[z3.BoolRef]) -> z3.BoolRef:
        """The conjunction; no parts: true."""
        kept = [part for part in parts if not z3.is_true(part)]
        return kept[0] if len(kept) == 1 else z3.And(kept) if kept else self.true()

    def any_of(self, parts: Iterable[z3.BoolRef]) -> z3.BoolRef:
        """The disjunction; no parts: false."""
        kept = [part for part in parts if not z3.is_false(part)]
        return kept[0] if len(kept) == 1 else z3.Or(kept) if kept else z3.BoolVal(False, self.context)

    def value(self, name: str, value: Value) -> z3.ExprRef:
        """A value of an attribute or clock as a term."""
        return z3.BoolVal(bool(value), self.context) if name in self._flags else self.number(int(value))

    # --- states ---

    def domain(self, vector: Vector) -> z3.BoolRef:
        """True iff every value is one its attribute or clock can have; clocks are never negative."""
        return self.all_of(self.in_domain(name, vector[name]) for name in self.variables)

    def in_domain(self, name: str, symbol: z3.ExprRef) -> z3.BoolRef:
        """True iff the attribute or clock can have the value."""
        attribute = self.system.model.attribute.get(name)
        if attribute is None:
            return symbol >= self.number(0)
        match attribute.kind:
            case YesNo() | Integer():
                return self.true()
            case Range(low, high):
                return z3.And(symbol >= self.number(low), symbol <= self.number(high))
            case Choice(labels) | Level(labels):
                return z3.And(symbol >= self.number(0), symbol <= self.number(len(labels) - 1))
            case DurationChoice(durations):
                return self.any_of(symbol == self.number(duration) for duration in durations)
            case _:
                assert_never(attribute.kind)

    def equals(self, vector: Vector, values: Mapping[str, Value]) -> z3.BoolRef:
        """True iff the vector has these values; names that are not encoded are passed over."""
        return self.all_of(vector[n] == self.value(n, values[n]) for n in self.variables if n in values)

    def values(self, vector: Vector, found: z3.ModelRef) -> dict[str, Value]:
        """The values of the vector in a Z3 model, which is completed where it leaves them open."""
        result: dict[str, Value] = {}
        for name in self.names:
            term = found.eval(vector[name], model_completion=True)
            result[name] = bool(z3.is_true(term)) if name in self._flags else int(term.as_long())
        return result

    # --- expressions ---

    def condition(self, condition: Condition, status: str, vector: Vector) -> z3.BoolRef:
        """True iff the condition holds of a state in `status` with the vector's values."""
        return _StateEncoder(self, status, vector).condition(condition)

    def term(self, term: Term, status: str, vector: Vector) -> z3.ArithRef:
        """What the term amounts to in such a state."""
        return _StateEncoder(self, status, vector).term(term)

    def member(self, conditions: Conditions, status: str, vector: Vector) -> z3.BoolRef:
        """True iff the state is in the set; a status that is not named stands for false."""
        condition = conditions.get(status)
        return z3.BoolVal(False, self.context) if condition is None else self.condition(condition, status, vector)

    # --- steps ---

    def chosen(self, move: Move, suffix: str) -> dict[str, z3.ExprRef]:
        """A constant for each attribute that the move sets to any value; `in_domain` must be asked of each."""
        return {name: self.constant(name, suffix) for name in move.free if name in self.names}

    def possible(self, move: Move, vector: Vector) -> z3.BoolRef:
        """True iff the move can happen in a state of its source."""
        return self.condition(move.guard, move.source, vector)

    def after_move(self, move: Move, vector: Vector, chosen: Vector) -> dict[str, z3.ExprRef]:
        """The state after the move, given what it chooses."""
        after = dict(vector)
        walk = _StateEncoder(self, move.source, vector)
        for name, value in move.sets:
            if name in after:
                after[name] = walk.condition(value) if isinstance(value, Condition) else walk.term(value)
        after.update(chosen)
        if move.target != move.source and TIME_IN_STATUS in after:
            after[TIME_IN_STATUS] = self.number(0)
        if not move.zeroes:
            return after
        settled = _StateEncoder(self, move.target, dict(after))
        for clock in self.clocks:
            zero = self.system.zero[move.target][clock]
            if not isinstance(zero, Truth):
                after[clock] = z3.If(settled.condition(zero), self.number(0), after[clock])
            elif zero.value:
                after[clock] = self.number(0)
        return after

    def after_delay(self, status: str, vector: Vector, length: z3.ArithRef) -> dict[str, z3.ExprRef]:
        """The state after a delay, whether the limits allow it or not."""
        after = dict(vector)
        walk = _StateEncoder(self, status, vector)
        for clock in self.clocks:
            runs = self.system.runs[status][clock]
            if not isinstance(runs, Truth):
                after[clock] = vector[clock] + z3.If(walk.condition(runs), length, self.number(0))
            elif runs.value:
                after[clock] = vector[clock] + length
        return after

    def within_limits(self, status: str, vector: Vector) -> z3.BoolRef:
        """True iff no limit of the status is overrun by the vector's clocks."""
        walk = _StateEncoder(self, status, vector)
        return self.all_of(
            z3.Implies(walk.condition(boundary.condition), vector[boundary.clock] <= walk.term(boundary.bound))
            for boundary in self.system.boundaries[status]
            if boundary.condition != Truth(False)
        )


class _StateEncoder:
    """Expressions of one state. Parts that expressions share are written once."""

    def __init__(self, encoder: Encoder, status: str, vector: Vector) -> None:
        self._encoder, self._status, self._vector = encoder, status, vector
        self._known: dict[int, tuple[Expression, z3.ExprRef]] = {}

    def condition(self, condition: Condition) -> z3.BoolRef:
        match condition:
            case Truth(value):
                return z3.BoolVal(value, self._encoder.context)
            case Flag(name):
                return self._vector[name]
            case InStatus(statuses):
                return z3.BoolVal(self._status in statuses, self._encoder.context)
            case Comparison(sign, left, right):
                return _SIGNS[sign](self.term(left), self.term(right))
            case Not(inner):
                return z3.Not(self.condition(inner))
            case And(parts):
                return self._encoder.all_of(self.condition(part) for part in parts)
            case Or(parts):
                return self._encoder.any_of(self.condition(part) for part in parts)
            case Implies(premise, conclusion):
                return z3.Implies(self.condition(premise), self.condition(conclusion))
            case NamedCondition(_, body):
                if id(body) not in self._known:
                    self._known[id(body)] = (body, self.condition(body))
                return self._known[id(body)][1]
            case _:
                assert_never(condition)

    def term(self, term: Term) -> z3.ArithRef:
        match term:
            case Number(value):
                return self._encoder.number(value)
            case AttributeTerm(name) | ClockTerm(name):
                return self._vector[name]
            case Sum(terms):
                return z3.Sum([self.term(part) for part in terms])
            case Scaled(factor, inner):
                return self._encoder.number(factor) * self.term(inner)
            case Choose(condition, then, otherwise):
                return z3.If(self.condition(condition), self.term(then), self.term(otherwise))
            case NamedTerm(_, body):
                if id(body) not in self._known:
                    self._known[id(body)] = (body, self.term(body))
                return self._known[id(body)][1]
            case _:
                assert_never(term)


# --- what is needed at all ---


def cone(
    system: TransitionSystem, moves: Iterable[Move], conditions: Iterable[Condition], statuses: Iterable[str]
) -> frozenset[str]:
    """The attributes and clocks that can bear on the truth of the conditions along the moves and time in `statuses`.

    Guards count only where they stand among the conditions. Whatever else a model has can take any value without a
    difference to when time can pass, to which of the conditions hold and to what becomes of those named.
    """
    moves, statuses = tuple(moves), tuple(statuses)
    needed: set[str] = set()
    for condition in conditions:
        needed |= names_of(condition)
    for boundary in (boundary for status in statuses for boundary in system.boundaries[status]):
        needed |= {boundary.clock} | names_of(boundary.condition) | names_of(boundary.bound)
    while True:
        more: set[str] = set()
        for move in moves:
            for name, value in move.sets:
                if name in needed:
                    more |= names_of(value)
        for clock in needed & set(system.model.clock):
            for status in statuses:
                more |= names_of(system.runs[status][clock]) | names_of(system.zero[status][clock])
        if more <= needed:
            return frozenset(needed)
        needed |= more


def names_of(expression: Expression) -> set[str]:
    """The attributes and clocks that an expression reads; parts it shares are looked through once."""
    found: set[str] = set()
    seen: set[int] = set()
    stack: list[Expression] = [expression]
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, AttributeTerm | ClockTerm | Flag):
            found.add(node.name)
        stack.extend(children(node))
    return found


def some_value(system: TransitionSystem, attribute: str) -> Value:
    """A value of the attribute for where it does not matter: the one it starts with, else the first of its type."""
    item = system.model.attribute[attribute]
    return first_of(item.kind) if item.start is None else item.start


def start_conditions(system: TransitionSystem) -> dict[str, Condition]:
    """For each status what `start` asks there, apart from the one value that an attribute or a clock starts with."""
    asked: dict[str, list[Condition]] = {}
    for start in system.model.starts:
        for status in start.statuses:
            asked.setdefault(status, []).append(in_status(start.condition, status))
    return {status: disjunction(parts) for status, parts in asked.items()}


def start_values(system: TransitionSystem) -> dict[str, Value]:
    """What attributes and clocks start with; those that start with more than one value are not named."""
    values: dict[str, Value] = {item.name: item.start for item in system.model.attributes if item.start is not None}
    values.update((clock.name, clock.start) for clock in system.model.clocks if clock.start is not None)
    return values
