"""A journey as Horn clauses for Z3's engine Spacer: one predicate a location, one rule an edge, one for its delays.

The clauses have a model, which Spacer then shows, iff no journey ends. A predicate holds of (at least) the states
that can be reached; it speaks of the attributes and clocks that matter and of values in their types.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import z3

from bcm_formal.model.expressions import FALSE, TRUE, Condition, conjunction
from bcm_formal.system.decode import Decoder, NotSayableError
from bcm_formal.system.encode import Encoder, Vector
from bcm_formal.verify.bounded_budget import SEED, Meter
from bcm_formal.verify.bounded_journey import Edge, Journey, Location
from bcm_formal.verify.engine import BudgetExceededError

_PARAMETERS: Mapping[str, object] = {
    "engine": "spacer",
    "spacer.random_seed": SEED,
    # What these rewrite away is missing from the answer.
    "xform.slice": False,
    "xform.inline_linear": False,
    "xform.inline_eager": False,
    "xform.coi": False,
}


class NoAnswerError(Exception):
    """Spacer gave up, or its answer cannot be read; the message says which."""


@dataclass(frozen=True)
class Reached:
    """The end can be reached: the edges that Spacer's derivation takes, in order."""

    route: tuple[Edge, ...]


@dataclass(frozen=True)
class Separated:
    """The end cannot be reached: for each leg and status what holds wherever the journey comes.

    `complete` is false where parts that the language cannot say were left out; it then has to be proved again.
    """

    legs: tuple[Mapping[str, Condition], ...]
    complete: bool


def solve(journey: Journey, meter: Meter, share: int | None = None) -> Reached | Separated:
    """Ask Spacer. Raises `NoAnswerError`, and `BudgetExceededError` when nothing is left before it starts."""
    if not journey.places:
        return Separated(_beyond(journey, {}), True)
    return _Horn(journey, meter).answer(share)


def _beyond(journey: Journey, found: Mapping[Location, Condition]) -> tuple[Mapping[str, Condition], ...]:
    """The answer with the locations that the graph decides: nobody comes there, or nobody comes back from there."""
    legs: list[dict[str, Condition]] = []
    for leg in range(len(journey.legs)):
        conditions: dict[str, Condition] = {}
        for status in journey.system.statuses:
            place = (leg, status)
            if place in found:
                conditions[status] = found[place]
            else:
                conditions[status] = TRUE if place in journey.forward else FALSE
        legs.append(conditions)
    return tuple(legs)


class _Horn:
    def __init__(self, journey: Journey, meter: Meter) -> None:
        self.journey, self.meter = journey, meter
        context = meter.context
        self.encoder = Encoder(journey.system, context, journey.names)
        self.vector = self.encoder.vector()
        sorts = [symbol.sort() for symbol in self.vector.values()]
        truth = z3.BoolSort(context)
        self.predicates = {place: z3.Function(f"at!{place[0]}!{place[1]}", *sorts, truth) for place in journey.places}
        self.end = z3.Function("end", truth)
        self.delay = z3.Int("delay!", context)
        self.solver = z3.Fixedpoint(ctx=context)
        for name, value in _PARAMETERS.items():
            self.solver.set(name, value)
        self.edges = journey.useful
        self._write()

    def _at(self, place: Location, vector: Vector) -> z3.BoolRef:
        return self.predicates[place](*(vector[name] for name in self.encoder.names))

    def _write(self) -> None:
        journey, encoder, vector = self.journey, self.encoder, self.vector
        for predicate in (*self.predicates.values(), self.end):
            self.solver.register_relation(predicate)
        chosen = [symbol for edge in self.edges if edge.move for symbol in encoder.chosen(edge.move, "!any").values()]
        self.solver.declare_var(*vector.values(), self.delay, *chosen)
        typed = encoder.domain(vector)
        for place in journey.begins:
            if place in self.predicates:
                begin = encoder.member(journey.begin.conditions, place[1], vector)
                given = encoder.equals(vector, journey.begin.values)
                self._rule(self._at(place, vector), [typed, given, begin], f"begin!{place[1]}")
        for place in journey.places:
            later = encoder.after_delay(place[1], vector, self.delay)
            allowed = encoder.within_limits(place[1], later)
            body = [self._at(place, vector), typed, self.delay >= 1, allowed]
            self._rule(self._at(place, later), body, f"delay!{place[0]}!{place[1]}")
        for number, edge in enumerate(self.edges):
            self._edge(number, edge, typed)
        until = journey.legs[-1].until
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
            reason = self.solver.reason_unknown() if said == z3.unknown else ""
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
        decoder = Decoder(self.journey.system.model, self.vector)
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
        return Separated(_beyond(self.journey, found), complete)

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
        symbols = list(self.vector.values())
        bound: dict[int, z3.ExprRef] = {}
        for position, argument in enumerate(body.children()):
            if not z3.is_var(argument):
                raise NoAnswerError("Spacer's answer has an unknown shape")
            bound[z3.get_var_index(argument)] = symbols[position]
        if bound:
            value = z3.substitute_vars(value, *(bound.get(i, symbols[0]) for i in range(max(bound) + 1)))
        return body.decl().name(), value


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
