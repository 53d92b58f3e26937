"""A journey as Horn clauses for Z3's engine Spacer: one predicate a location, one rule an edge, one for its delays.

The clauses have a model, which Spacer then shows, iff no journey ends. A predicate holds of (at least) the states
that can be reached; it speaks of the attributes and clocks that matter and of values in their types.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import z3

from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    AttributeTerm,
    Condition,
    Flag,
    Number,
    comparison,
    conjunction,
    negation,
)
from bcm_formal.model.types import Value, YesNo
from bcm_formal.records import dataclass
from bcm_formal.system.decode import Decoder, NotSayableError
from bcm_formal.system.encode import Vector
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.solvers import why_it_gave_up
from bcm_formal.verify.bounded.budget import SEED, Meter
from bcm_formal.verify.bounded.journey import Edge, Journey, Location
from bcm_formal.verify.bounded.unrolling import encoder_of
from bcm_formal.verify.engine import BudgetExceededError
from bcm_formal.verify.spacer.timeless import timeless

_PARAMETERS: Mapping[str, object] = {
    "engine": "spacer",
    "spacer.random_seed": SEED,
    # What these rewrite away is missing from the answer.
    "xform.slice": False,
    "xform.inline_linear": False,
    "xform.inline_eager": False,
    "xform.coi": False,
}


TIMELESS = 5_000_000
"""Z3's resource units for the question without clocks"""


class NoAnswerError(Exception):
    """Spacer gave up, or its answer cannot be read; the message says which."""


@dataclass(frozen=True)
class Reached:
    """The end can be reached: the edges that Spacer's derivation takes, in order."""

    route: tuple[Edge, ...]


@dataclass(frozen=True)
class Separated:
    """The end cannot be reached.

    `complete` is false where parts that the language cannot say were left out; it then has to be proved again.
    """

    journey: Journey
    found: Mapping[Location, Condition]
    """what holds where the journey comes to places on some way through the graph"""
    complete: bool

    @property
    def constants(self) -> tuple[str, ...]:
        """Attributes whose value is the same at all these places."""
        return tuple(self.journey.constants)

    def leg(self, number: int, forget: Iterable[str] = ()) -> dict[str, Condition]:
        """For each status what holds there in a leg; the values of some constants may be left out.

        It is false where the graph says that no journey comes, and true where it says that none can end from.
        """
        journey, forgotten = self.journey, set(forget)
        given = having(journey.system, {n: v for n, v in journey.constants.items() if n not in forgotten})
        conditions: dict[str, Condition] = {}
        for status in journey.system.statuses:
            place = (number, status)
            if place in self.found:
                conditions[status] = conjunction((given, self.found[place]))
            elif place in journey.concerned:
                conditions[status] = given if place in journey.forward else FALSE
            else:
                conditions[status] = TRUE if place in journey.visited else FALSE
        return conditions


def having(system: TransitionSystem, values: Mapping[str, Value]) -> Condition:
    """True iff attributes have these values."""
    parts: list[Condition] = []
    for name, value in values.items():
        kind = system.model.attribute[name].kind
        if isinstance(kind, YesNo):
            parts.append(Flag(name) if value else negation(Flag(name)))
        else:
            parts.append(comparison("=", AttributeTerm(name, kind), Number(int(value), kind)))
    return conjunction(parts)


def solve(journey: Journey, meter: Meter, share: int | None = None) -> Reached | Separated:
    """Ask Spacer, first about the journey without clocks.

    Raises `NoAnswerError`, and `BudgetExceededError` when nothing is left before it starts.
    """
    try:
        answer = _asked(timeless(journey), meter, TIMELESS if share is None else min(share, TIMELESS))
        if isinstance(answer, Separated):
            return answer
    except NoAnswerError:
        pass
    return _asked(journey, meter, share)


def _asked(journey: Journey, meter: Meter, share: int | None) -> Reached | Separated:
    return _Horn(journey, meter).answer(share) if journey.places else Separated(journey, {}, True)


class _Horn:
    def __init__(self, journey: Journey, meter: Meter) -> None:
        self.journey, self.meter = journey, meter
        context = meter.context
        self.encoder = encoder_of(journey, meter)
        self.vector = self.encoder.vector()
        self.symbols = [self.vector[name] for name in self.encoder.variables]
        sorts = [symbol.sort() for symbol in self.symbols]
        truth = z3.BoolSort(context)
        self.predicates = {place: z3.Function(f"!at!{place[0]}!{place[1]}", *sorts, truth) for place in journey.places}
        self.end = z3.Function("!end", truth)
        self.delay = z3.Int("!delay", context)
        self.solver = z3.Fixedpoint(ctx=context)
        for name, value in _PARAMETERS.items():
            self.solver.set(name, value)
        self.edges = journey.useful
        self._write()

    def _at(self, place: Location, vector: Vector) -> z3.BoolRef:
        return self.predicates[place](*(vector[name] for name in self.encoder.variables))

    def _write(self) -> None:
        journey, encoder, vector = self.journey, self.encoder, self.vector
        for predicate in (*self.predicates.values(), self.end):
            self.solver.register_relation(predicate)
        chosen = [symbol for edge in self.edges if edge.move for symbol in encoder.chosen(edge.move, "!any").values()]
        self.solver.declare_var(*self.symbols, self.delay, *chosen)
        typed = encoder.domain(vector)
        for place in journey.initial_places:
            if place in self.predicates:
                begin = encoder.member(journey.initial.conditions, place[1], vector)
                given = encoder.equals(vector, journey.initial.values)
                self._rule(self._at(place, vector), [typed, given, begin], f"begin!{place[1]}")
        for place in () if journey.timeless else journey.places:
            later = encoder.after_delay(place[1], vector, self.delay)
            allowed = encoder.within_limits(place[1], later)
            body = [self._at(place, vector), typed, self.delay >= 1, allowed]
            self._rule(self._at(place, later), body, f"delay!{place[0]}!{place[1]}")
        for number, edge in enumerate(self.edges):
            self._edge(number, edge, typed)
        until = journey.goal
        for place in journey.ends:
            if place in self.predicates:
                reached = encoder.condition(until[place[1]], place[1], vector)
                self._rule(self.end(), [self._at(place, vector), typed, reached], f"end!{place[1]}")

    def _edge(self, number: int, edge: Edge, typed: z3.BoolRef) -> None:
        encoder = self.encoder
        after: Vector = self.vector
        body = [self._at(edge.source, self.vector), typed, encoder.condition(edge.guard, edge.status, self.vector)]
        if edge.move is not None:
            chosen = encoder.chosen(edge.move, "!any")
            body += [encoder.in_domain(name, symbol) for name, symbol in chosen.items()]
            after = encoder.after_move(edge.move, self.vector, chosen)
        self._rule(self._at(edge.target, after), body, f"edge!{number}")

    def _rule(self, head: z3.BoolRef, body: list[z3.BoolRef], name: str) -> None:
        self.solver.rule(head, [part for part in body if not z3.is_true(part)], name=name)

    # --- answers ---

    def answer(self, share: int | None) -> Reached | Separated:
        units, milliseconds = self.meter.grant(share)
        self.solver.set("rlimit", units)
        if milliseconds:
            self.solver.set("timeout", milliseconds)
        try:
            said = self.solver.query(self.end())
        except z3.Z3Exception as error:
            said, reason = z3.unknown, str(error)
        else:
            reason = why_it_gave_up(_words(self.solver.reason_unknown())) if said == z3.unknown else ""
        if said == z3.sat:
            return Reached(self._route())
        if said == z3.unsat:
            return self._separated()
        try:
            self.meter.grant()
        except BudgetExceededError as error:
            reason = str(error)
        raise NoAnswerError(f"Spacer gave up: {reason}")

    def _route(self) -> tuple[Edge, ...]:
        names = (str(name) for name in reversed(self.solver.get_rule_names_along_trace()))
        return tuple(self.edges[int(name.removeprefix("edge!"))] for name in names if name.startswith("edge!"))

    def _separated(self) -> Separated:
        answer = self.solver.get_answer()
        parts = answer.children() if z3.is_and(answer) else [answer]
        places = {predicate.name(): place for place, predicate in self.predicates.items()}
        decoder = Decoder(self.journey.system.model, {n: self.vector[n] for n in self.encoder.variables})
        found: dict[Location, Condition] = {}
        complete = True
        for part in parts:
            name, body = self._definition(part)
            if name in places:
                found[places[name]], whole = _readable(decoder, body)
                complete = complete and whole
        missing = [name for name, place in places.items() if place not in found]
        if missing:
            raise NoAnswerError(f"Spacer does not say what holds at {missing[0]}")
        return Separated(self.journey, found, complete)

    def _definition(self, part: z3.ExprRef) -> tuple[str, z3.BoolRef]:
        """(a predicate's name, what it says of the vector) from one equation of Spacer's answer."""
        body = part.body() if z3.is_quantifier(part) else part
        value: z3.BoolRef = z3.BoolVal(True, self.meter.context)
        if z3.is_not(body):
            body, value = body.arg(0), z3.BoolVal(False, self.meter.context)
        elif z3.is_eq(body):
            body, value = body.arg(0), body.arg(1)
        if not z3.is_app(body) or body.decl().kind() != z3.Z3_OP_UNINTERPRETED:
            raise NoAnswerError("Spacer's answer has an unknown shape")
        symbols = self.symbols
        bound: dict[int, z3.ExprRef] = {}
        for position, argument in enumerate(body.children()):
            if not z3.is_var(argument):
                raise NoAnswerError("Spacer's answer has an unknown shape")
            bound[z3.get_var_index(argument)] = symbols[position]
        if bound:
            value = z3.substitute_vars(value, *(bound.get(i, symbols[0]) for i in range(max(bound) + 1)))
        return body.decl().name(), value


def _words(reason: str | bytes) -> str:
    return reason.decode() if isinstance(reason, bytes) else reason


def _readable(decoder: Decoder, formula: z3.BoolRef) -> tuple[Condition, bool]:
    """The conjunction of those parts that the language can say, and whether that is all."""
    parts = formula.children() if z3.is_and(formula) else [formula]
    kept: list[Condition] = []
    for part in parts:
        try:
            kept.append(decoder.condition(part))
        except NotSayableError:
            continue
    return conjunction(kept), len(kept) == len(parts)
