"""From certificates to text that a person can read: who, what they do next, until when."""

from __future__ import annotations

from typing import assert_never, get_args, get_origin

from bcm_formal.model.expressions import Choose, Comparison, Condition, Number, Term
from bcm_formal.model.model import Model
from bcm_formal.model.to_text import value_text
from bcm_formal.model.types import Duration, Value
from bcm_formal.system.state import Delay, Expire, Repeat, Step, Take
from bcm_formal.trust.certificate import Act, Certificate, Region, StateSet, WaitFor, Way
from bcm_formal.trust.trace import Trace
from bcm_formal.vault.header import Header, header_lines
from bcm_formal.vault.kinds import kind_of, parts_of, singular
from bcm_formal.vault.outline import Line, written
from bcm_formal.vault.shared_parts import SharedParts

LAST_LINE = "end of certificate"
NO_TIME = Number(0, Duration())
IF_ANY = " if any"
"""follows the length of a wait that is no wait where the length is negative"""
MEASURE = "while this goes down: "
"""precedes the measure of regions that lead into others of their rank"""
REPEAT, TIMES = "repeat ", " times"
"""stand around the number of rounds of the steps below"""
SOMEBODY = "somebody"
"""the part with a life course of somebody whom the property speaks of"""


def certificate_text(header: Header, body: str) -> str:
    """The whole file."""
    return "\n".join((*header_lines(header), "", body))


def body_text(certificate: Certificate, somebody: Trace | None, model: Model, about: Model) -> str:
    """What stands below the header. `about` is the model that the evidence speaks of: `model` or one with an observer.

    `somebody` is a life course of somebody whom the property speaks of, in `model`: the one that vacuity is asked of.
    """
    writer = CertificateWriter(about)
    body = writer.parts_of(certificate)
    if somebody is not None:
        body.append(CertificateWriter(model).part(SOMEBODY, Trace, somebody))
    return written([*body, *writer.shared(), Line(LAST_LINE)])


def evidence_text(certificate: Certificate, about: Model) -> str:
    """The evidence alone, which nobody reads back."""
    writer = CertificateWriter(about)
    return written([Line(kind_of(certificate)), *writer.parts_of(certificate), *writer.shared()])


class CertificateWriter:
    """Writes the parts of certificates that speak of one model."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.parts = SharedParts(model)

    def parts_of(self, certificate: Certificate) -> list[Line]:
        """Every part of a certificate."""
        hints = parts_of(type(certificate))
        return [self.part(name, hint, getattr(certificate, name)) for name, hint in hints.items()]

    def part(self, name: str, hint: object, value: object) -> Line:
        """One part of a certificate under its name; `hint` is the type of the field."""
        line = Line(name)
        match value:
            case StateSet(conditions):
                for status, condition in conditions:
                    line.add(f"in {status}: {self.parts.condition(condition)}")
            case Trace():
                self._trace(line, value)
            case _ if isinstance(value, Term):
                line.text = f"{name} {self.parts.term(value)}"
            case int() | None:
                line.text = f"{name} {'none' if value is None else value}"
            case tuple() if get_origin(hint) is tuple and get_args(hint)[0] is Region:
                for index, region in enumerate(value):
                    self._region(line, index, region)
            case tuple() if get_origin(hint) is tuple:
                for index, inner in enumerate(value):
                    line.children.append(self.part(f"{singular(name)} {index}", get_args(hint)[0], inner))
            case _:
                raise TypeError(f"certificates hold no {type(value).__name__}")
        return line

    def shared(self) -> list[Line]:
        """The parts that conditions share."""
        if not self.parts.lines:
            return []
        line = Line("where")
        for name, words in self.parts.lines:
            line.add(f"{name} = {words}")
        return [line]

    # --- regions ---

    def _region(self, above: Line, index: int, region: Region) -> None:
        line = above.add(f"region {index} in {region.status}, rank {region.rank}")
        line.add(f"who {self.parts.condition(region.condition)}")
        if region.measure is not None:
            line.add(f"{MEASURE}{self.parts.term(region.measure)}")
        for way in region.ways:
            line.add(f"then {self._move(way)} until {_until(way)}")

    def _move(self, way: Way) -> str:
        match way.move:
            case WaitFor(Choose(Comparison(">", rest, zero), length, otherwise)) if (
                rest == length and zero == otherwise == NO_TIME
            ):
                return f"wait {self.parts.term(length)}{IF_ANY}"
            case WaitFor(length):
                return f"wait {self.parts.term(length)}"
            case Act(rule, choices):
                said = [(name, self._chosen(value)) for name, value in choices]
                return _done(rule, said)
            case _:
                assert_never(way.move)

    def _chosen(self, value: Condition | Term) -> str:
        return self.parts.condition(value) if isinstance(value, Condition) else self.parts.term(value)

    # --- traces ---

    def _trace(self, above: Line, trace: Trace) -> None:
        start = trace.start
        said = [(a.name, self._value(a.name, v)) for a, v in zip(self.model.attributes, start.attributes, strict=True)]
        for clock, reading in zip(self.model.clocks, start.clocks, strict=True):
            if reading != clock.start:
                said.append((clock.name, value_text(self.model, Duration(), reading)))
        above.add(f"start in {start.status}{_with(said)}")
        for part in trace.steps:
            if isinstance(part, Repeat):
                line = above.add(f"{REPEAT}{part.times}{TIMES}")
                for step in part.steps:
                    line.add(self._step(step))
            else:
                above.add(self._step(part))

    def _step(self, step: Step) -> str:
        match step:
            case Delay(steps):
                return f"wait {value_text(self.model, Duration(), steps)}"
            case Take(event, choices):
                return _done(event, [(name, self._value(name, value)) for name, value in choices])
            case Expire(limit):
                return f"do {limit}"
            case _:
                assert_never(step)

    def _value(self, name: str, value: Value) -> str:
        return value_text(self.model, self.model.attribute[name].kind, value)


def _done(rule: str, said: list[tuple[str, str]]) -> str:
    return f"do {rule}{_with(said)}"


def _with(said: list[tuple[str, str]]) -> str:
    return " with " + "; ".join(f"{name} is {value}" for name, value in said) if said else ""


def _until(way: Way) -> str:
    return ", ".join(f"region {index}" for index in way.into) or "the goal"
