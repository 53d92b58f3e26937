"""Expressions as SMT-LIB 2 text, for the checker.

Trusted, and written on its own: it reads the checked model and shares nothing with the Z3 encoding that engines
use. A yes-or-no attribute is a `Bool`, everything else an `Int`. Attributes are the symbols `a_…`, clocks `c_…`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from typing import assert_never

from bcm_formal.model import expressions as ex
from bcm_formal.model.expressions import Condition, Expression, Term
from bcm_formal.model.model import AnyValue, Event, Limit, Model
from bcm_formal.model.types import Choice, DurationChoice, Integer, Level, Range, Value, YesNo
from bcm_formal.records import dataclass
from bcm_formal.system.state import OBSERVER

Vector = Mapping[str, str]
"""the text that stands for each attribute and clock of a state"""
WORD = re.compile(r"[^\s()]+")
"""a name or numeral in a text"""
_BETWEEN_WORDS = re.compile(r"([\s()]+)")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def symbol(name: str) -> str:
    """The name as solvers read it, in ASCII: every other letter is its code between two `~`, so two names stay two."""
    return name if name.isascii() else _NOT_ASCII.sub(lambda found: f"~{ord(found.group()):x}~", name)


def number(value: int) -> str:
    """A numeral; SMT-LIB has no negative ones."""
    return str(value) if value >= 0 else f"(- {-value})"


def literal(value: Value) -> str:
    """A value of its sort."""
    return str(value).lower() if isinstance(value, bool) else number(value)


def both(parts: Iterable[str]) -> str:
    """The conjunction of texts."""
    kept = [part for part in parts if part != "true"]
    if "false" in kept:
        return "false"
    return f"(and {' '.join(kept)})" if len(kept) > 1 else (kept[0] if kept else "true")


def either(parts: Iterable[str]) -> str:
    """The disjunction of texts."""
    kept = [part for part in parts if part != "false"]
    if "true" in kept:
        return "true"
    return f"(or {' '.join(kept)})" if len(kept) > 1 else (kept[0] if kept else "false")


def opposite(text: str) -> str:
    """The negation of a text."""
    return {"true": "false", "false": "true"}.get(text, f"(not {text})")


@dataclass(frozen=True, slots=True)
class Function:
    """A `define-fun` over the part of a state that its body reads."""

    name: str
    parameters: tuple[str, ...]
    text: str
    uses: tuple[str, ...]
    """other functions its text applies"""

    def applied(self, vector: Vector) -> str:
        """The function's truth of a state."""
        if not self.parameters:
            return self.name
        return f"({self.name} {' '.join(vector[name] for name in self.parameters)})"


class Writer:
    """Writes conditions of one model as SMT-LIB text. Functions it is asked to define are kept by name."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.variables = (*(item.name for item in model.attributes), *(clock.name for clock in model.clocks))
        self._place = {name: index for index, name in enumerate(self.variables)}
        self.here: dict[str, str] = {item.name: f"a_{symbol(item.name)}" for item in model.attributes}
        self.here.update((clock.name, f"c_{symbol(clock.name)}") for clock in model.clocks)
        self.functions: dict[str, Function] = {}
        self._reads: dict[int, tuple[Expression, frozenset[str]]] = {}
        self._named_parts: dict[tuple[int, str], tuple[Condition, str]] = {}
        self._meanings: dict[str, str] = {}
        self._steps = _steps_of(model)

    def reads(self, expression: Expression) -> frozenset[str]:
        """The attributes and clocks an expression reads; shared parts are looked through once."""
        known = self._reads.get(id(expression))
        if known is None:
            found: set[str] = set()
            stack = [expression]
            while stack:
                node = stack.pop()
                if isinstance(node, ex.AttributeTerm | ex.ClockTerm | ex.Flag):
                    found.add(node.name)
                elif isinstance(node, ex.NamedCondition):
                    found |= self.reads(node.body)
                else:
                    stack.extend(ex.children(node))
            known = self._reads[id(expression)] = (expression, frozenset(found))
        return known[1]

    # --- declarations ---

    def sort(self, name: str) -> str:
        """`Bool` or `Int`."""
        attribute = self.model.attribute.get(name)
        return "Bool" if attribute is not None and isinstance(attribute.kind, YesNo) else "Int"

    def domain(self, name: str, symbol: str) -> str:
        """True iff the symbol's value is one the attribute or clock can have. Clocks are never negative."""
        attribute = self.model.attribute.get(name)
        if attribute is None:
            return f"(>= {symbol} 0)"
        match attribute.kind:
            case YesNo() | Integer():
                return "true"
            case Range(low, high):
                return f"(<= {number(low)} {symbol} {number(high)})"
            case Choice(labels) | Level(labels):
                return f"(<= 0 {symbol} {len(labels) - 1})"
            case DurationChoice(durations):
                return either(f"(= {symbol} {number(duration)})" for duration in durations)
            case _:
                assert_never(attribute.kind)

    def declarations(self, words: Collection[str] | None = None) -> list[str]:
        """One constant for every attribute and clock (that is among the words, if given), within its domain."""
        names = [name for name in self.variables if words is None or self.here[name] in words]
        lines = [f"(declare-const {self.here[name]} {self.sort(name)})" for name in names]
        domains = both(self.domain(name, self.here[name]) for name in names)
        return [*lines, f"(assert {domains})"] if domains != "true" else lines

    def define(self, name: str, condition: Condition, status: str) -> Function:
        """Define a function for the condition in a status; every named part becomes one of its own.

        It is called by the symbol for `name`, which holds no dot; names of parts do. Raises `ValueError` for a name
        that has been given.
        """
        name = symbol(name)
        parameters = tuple(sorted(self.reads(condition), key=self._place.__getitem__))
        vector = {parameter: f"x_{symbol(parameter)}" for parameter in parameters}
        uses: list[str] = []
        text = self._condition(condition, status, vector, uses)
        function = Function(name, parameters, text, tuple(uses))
        if name in self.functions:
            raise ValueError(f"`{name}` is defined twice")
        self.functions[name] = function
        return function

    def _named(self, part: ex.NamedCondition, status: str, vector: Vector, uses: list[str]) -> str:
        # Keyed by the body itself: two different bodies under one name must never be taken for one another.
        key = (id(part.body), status)
        if key not in self._named_parts:
            name = f"{part.name}.{len(self._named_parts)}"
            self._named_parts[key] = (part.body, symbol(name))
            self.define(name, part.body, status)
        name = self._named_parts[key][1]
        uses.append(name)
        return self.functions[name].applied(vector)

    def definition_lines(self, names: Iterable[str]) -> list[str]:
        """`define-fun` lines for the functions and all they use, in an order that works."""
        lines: dict[str, str] = {}

        def add(name: str) -> None:
            if name in lines:
                return
            function = self.functions[name]
            for used in function.uses:
                add(used)
            lines[name] = f"(define-fun {name} ({self._parameters(function)}) Bool {function.text})"

        for name in names:
            add(name)
        return list(lines.values())

    def _parameters(self, function: Function) -> str:
        return " ".join(f"(x_{symbol(name)} {self.sort(name)})" for name in function.parameters)

    def spelt_out(self, text: str) -> str:
        """The text with the SHA-256 of what it is defined as in place of each function's name."""
        for name in list(islice(self.functions, len(self._meanings), None)):  # what one applies was defined before it
            function = self.functions[name]
            body = f"({self._parameters(function)}) {self._with_meanings(function.text)}"
            self._meanings[name] = f"sha256:{hashlib.sha256(body.encode()).hexdigest()}"
        return self._with_meanings(text)

    def _with_meanings(self, text: str) -> str:
        return "".join([self._meanings.get(part, part) for part in _BETWEEN_WORDS.split(text)])

    # --- expressions ---

    def condition(self, condition: Condition, status: str, vector: Vector | None = None) -> str:
        """The condition of a state in `status` whose values are the texts of `vector` (None: the constants)."""
        return self._condition(condition, status, self.here if vector is None else vector, None)

    def term(self, term: Term, status: str, vector: Vector | None = None) -> str:
        """The term, likewise."""
        return self._term(term, status, self.here if vector is None else vector, None)

    def _condition(self, condition: Condition, status: str, vector: Vector, uses: list[str] | None) -> str:
        match condition:
            case ex.Truth(value):
                return "true" if value else "false"
            case ex.Flag(name):
                return vector[name]
            case ex.InStatus(statuses):
                return "true" if status in statuses else "false"
            case ex.Comparison(operator, left, right):
                first, second = self._term(left, status, vector, uses), self._term(right, status, vector, uses)
                if operator == "!=":
                    return f"(not (= {first} {second}))"
                return f"({operator} {first} {second})"
            case ex.Not(inner):
                return opposite(self._condition(inner, status, vector, uses))
            case ex.And(parts):
                return both(self._condition(part, status, vector, uses) for part in parts)
            case ex.Or(parts):
                return either(self._condition(part, status, vector, uses) for part in parts)
            case ex.Implies(premise, conclusion):
                before = self._condition(premise, status, vector, uses)
                return f"(=> {before} {self._condition(conclusion, status, vector, uses)})"
            case ex.NamedCondition(_, body):
                if uses is not None:
                    return self._named(condition, status, vector, uses)
                return self._condition(body, status, vector, uses)
            case _:
                assert_never(condition)

    def _term(self, term: Term, status: str, vector: Vector, uses: list[str] | None) -> str:
        match term:
            case ex.Number(value):
                return number(value)
            case ex.AttributeTerm(name) | ex.ClockTerm(name):
                return vector[name]
            case ex.Sum(terms):
                summands = [self._term(part, status, vector, uses) for part in terms]
                return f"(+ {' '.join(summands)})" if len(summands) > 1 else "".join(summands) or "0"
            case ex.Scaled(factor, inner):
                return f"(* {number(factor)} {self._term(inner, status, vector, uses)})"
            case ex.Choose(condition, then, otherwise):
                test = self._condition(condition, status, vector, uses)
                yes, no = self._term(then, status, vector, uses), self._term(otherwise, status, vector, uses)
                return f"(ite {test} {yes} {no})"
            case ex.NamedTerm(_, body):
                return self._term(body, status, vector, uses)
            case _:
                assert_never(term)

    # --- steps ---

    def event_guard(self, event: Event, status: str) -> str:
        """True iff every requirement of the event holds (its assignments apart)."""
        known = self._steps.guards
        if (event.name, status) not in known:
            required = [self.condition(item.condition, status) for item in event.requirements]
            known[event.name, status] = both(
                (*required, *(self._no_part_over(status) if event.actor != OBSERVER else ()))
            )
        return known[event.name, status]

    def limit_applies(self, limit: Limit, status: str) -> str:
        """True iff the limit applies in the status."""
        known = self._steps.limits
        if (limit.name, status) not in known:
            bound = self.term(limit.bound, status)
            known[limit.name, status] = (self.condition(limit.condition, status), bound)
        return known[limit.name, status][0]

    def limit_bound(self, limit: Limit, status: str) -> str:
        """The bound of the limit in the status."""
        self.limit_applies(limit, status)
        return self._steps.limits[limit.name, status][1]

    def limit_full(self, limit: Limit, status: str) -> str:
        """True iff the limit runs out: it applies, its clock is at or over its bound, and what else it asks is true."""
        full = f"(>= {self.here[limit.clock]} {self.limit_bound(limit, status)})"
        before = self._no_part_over(status) if limit.window is None else ()
        return both((self.limit_applies(limit, status), full, self._limit_when(limit, status), *before))

    def _limit_when(self, limit: Limit, status: str) -> str:
        key = (limit.name, status)
        if key not in self._steps.when:
            self._steps.when[key] = self.condition(limit.when, status)
        return self._steps.when[key]

    def _no_part_over(self, status: str) -> list[str]:
        """That no part of a window is over, each: its end comes before anything else that can happen."""
        ends = (limit for limit in self.model.limits if limit.window is not None and status in limit.statuses)
        return [opposite(self.limit_full(limit, status)) for limit in ends]

    def after(self, rule: Event | Limit, status: str, chosen: Mapping[str, str]) -> tuple[str, Vector]:
        """(true iff no assignment falls outside its type, the state after the rule acts in `status`).

        `chosen` is the text of each value that is set to any. The observer's events zero no clock.
        """
        known, key = self._steps.after, (type(rule), rule.name, status, tuple(chosen.items()))
        if key not in known:
            known[key] = self._after(rule, status, chosen)
        return known[key]

    def _after(self, rule: Event | Limit, status: str, chosen: Mapping[str, str]) -> tuple[str, Vector]:
        target = rule.target or status
        zeroes = rule.window is None if isinstance(rule, Limit) else rule.actor != OBSERVER
        vector = dict(self.here)
        ranges: list[str] = []
        for item in rule.assignments:
            if isinstance(item.value, AnyValue):
                text = chosen[item.name]
            elif isinstance(item.value, Condition):
                text = self.condition(item.value, status)
            else:
                text = self.term(item.value, status)
            ranges.append(self.domain(item.name, text))
            vector[item.name] = text
        if target != status:
            vector[self.model.clocks[0].name] = "0"
        settled = dict(vector)
        for clock in self.model.clocks if zeroes else ():
            zero = self.condition(clock.zero, target, vector)
            if zero == "true":
                settled[clock.name] = "0"
            elif zero != "false":
                settled[clock.name] = f"(ite {zero} 0 {vector[clock.name]})"
        return both(ranges), settled

    def after_delay(self, status: str, length: str) -> Vector:
        """The state after a delay, whether limits allow it or not."""
        known = self._steps.running
        if status not in known:
            known[status] = [(clock.name, self.condition(clock.runs, status)) for clock in self.model.clocks]
        vector = dict(self.here)
        for name, runs in known[status]:
            if runs == "true":
                vector[name] = f"(+ {self.here[name]} {length})"
            elif runs != "false":
                vector[name] = f"(+ {self.here[name]} (ite {runs} {length} 0))"
        return vector

    def limits_kept(self, status: str, vector: Vector) -> str:
        """True iff no limit is overrun by the clocks of `vector`."""
        return both(
            f"(=> {self.limit_applies(limit, status)} (<= {vector[limit.clock]} {self.limit_bound(limit, status)}))"
            for limit in self.model.limits
            if status in limit.statuses
        )


class _Steps:
    """Texts about the steps of one model, which are the same for all that is written of it: by the names of rules and
    statuses, which a model has only once."""

    def __init__(self) -> None:
        self.guards: dict[tuple[str, str], str] = {}
        self.limits: dict[tuple[str, str], tuple[str, str]] = {}
        """(that it applies, its bound)"""
        self.when: dict[tuple[str, str], str] = {}
        """what else a limit asks"""
        self.after: dict[tuple[type, str, str, tuple[tuple[str, str], ...]], tuple[str, Vector]] = {}
        self.running: dict[str, list[tuple[str, str]]] = {}
        """clocks and when they run"""


_MODELS: dict[int, tuple[Model, _Steps]] = {}
"""by the identity of a model, which is kept so that no other gets it"""
_MOST_MODELS = 8


def _steps_of(model: Model) -> _Steps:
    """Where the texts about the steps of this very model are kept."""
    if id(model) not in _MODELS:
        while len(_MODELS) >= _MOST_MODELS:
            del _MODELS[next(iter(_MODELS))]
        _MODELS[id(model)] = (model, _Steps())
    return _MODELS[id(model)][1]
