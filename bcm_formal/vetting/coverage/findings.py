"""What coverage shows, as findings with a place and a remedy.

BCM610 a status nobody reaches, BCM611 an event that never happens, BCM612 one that never happens in one of its
statuses, BCM613 a requirement that decides nothing, BCM614 a limit that never runs out, BCM615 a status nobody leaves,
BCM616 a value out of its range, BCM617 two rules of the law at one moment, BCM618 a definition nobody meets,
BCM619 time that stands still for ever, BCM620 a status that acts at once in which nothing can happen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from bcm_formal.diagnostics import Diagnostic, Label, Severity, Span, in_reading_order
from bcm_formal.model.model import Event, Limit, Model
from bcm_formal.model.to_text import value_text
from bcm_formal.model.types import Duration
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Expire, Repeat, Step, Take, single_steps
from bcm_formal.trust.trace import Trace, replay
from bcm_formal.vetting.coverage.cover_points import (
    Acts,
    Applies,
    Clashes,
    CoverPoint,
    Decides,
    Fulfils,
    Meets,
    Overruns,
    Stalls,
)
from bcm_formal.vetting.coverage.coverage import Coverage

_LONGEST = 12
"""how many steps of a life course are told"""


def findings_of(coverage: Coverage) -> tuple[Diagnostic, ...]:
    """All findings, in reading order."""
    teller = _Teller(coverage)
    found = (
        *teller.statuses(),
        *teller.events(),
        *teller.limits(),
        *teller.requirements(),
        *teller.definitions(),
        *teller.accidents(),
        *teller.timelock(),
    )
    return (*in_reading_order(found), *_cut_off(coverage))


def _cut_off(coverage: Coverage) -> Iterator[Diagnostic]:
    if coverage.unasked:
        message = f"the survey of what is never in use ended before its last {coverage.unasked:,} questions"
        remedy = "nothing is said of what they ask; keep the policy in smaller parts to have them answered"
        yield Diagnostic("BCM914", message, None, remedy, severity="warning")


class _Teller:
    def __init__(self, coverage: Coverage) -> None:
        self.coverage = coverage
        self.model: Model = coverage.system.model
        self._interpreter = Interpreter(self.model)
        self._overrun_by = {item.rule for item in coverage.accidents if isinstance(item, Overruns)}

    def _is_found(self, point: CoverPoint) -> bool:
        return point in self.coverage.never and point not in self.coverage.switched_off

    # --- what is never in use ---

    def statuses(self) -> Iterator[Diagnostic]:
        """BCM610 and BCM615. That nothing at all leads to a status is found when the text is read."""
        named = {rule.target for rule in self.coverage.rules} | {s for item in self.model.starts for s in item.statuses}
        only_in: dict[str, list[str]] = {}
        for rule in self.coverage.rules:
            if len(statuses := _statuses_of(rule)) == 1:
                only_in.setdefault(statuses[0], []).append(rule.name)
        for status in self.model.statuses:
            if status.name in self.coverage.unreached:
                if status.name in named:
                    remedy = "look at what leads to it, or remove it"
                    if idle := only_in.get(status.name):
                        remedy += f"; with it {_listed(idle)} never {'happens' if len(idle) == 1 else 'happen'}"
                    yield _found("BCM610", f"nobody ever reaches the status `{status.name}`", status.span, remedy)
            elif status.name not in self.coverage.left:
                remedy = "if it is meant as an end, nothing is missing"
                message = f"nobody ever leaves the status `{status.name}`"
                yield _found("BCM615", message, status.span, remedy, severity="note")

    def events(self) -> Iterator[Diagnostic]:
        """BCM611 and BCM612."""
        for event in self.model.events:
            reached = [status for status in event.sources if status not in self.coverage.unreached]
            never = {status for status in reached if Acts(event.name, status) in self.coverage.never}
            told = [status for status in reached if self._is_found(Acts(event.name, status))]
            if not told:
                continue
            if len(never) < len(reached):
                message = f"`{event.name}` never happens in {_listed(told)}"
                remedy = f"it does in {_listed(s for s in reached if s not in never)}; leave the others out"
                yield _found("BCM612", message, event.span, remedy, severity="note")
            else:
                yield self._idle(event)

    def _idle(self, event: Event) -> Diagnostic:
        message = f"`{event.name}` never happens"
        unmet = [item for i, item in enumerate(event.requirements) if Meets(event.name, i) in self.coverage.never]
        if unmet:
            message += f": nobody it could happen to ever meets `{unmet[0].text}`"
            others = tuple(Label(item.span, "nor this") for item in unmet[1:])
            return _found("BCM611", message, unmet[0].span, "change the requirement, or remove the rule", *others)
        if event.name in self._overrun_by:
            message += ": what it sets is never within its range"
        elif event.requirements:
            message += ": nobody ever meets its requirements together"
        return _found("BCM611", message, event.span, "change the requirements, or remove the rule")

    def limits(self) -> Iterator[Diagnostic]:
        """BCM614."""
        for limit in self.model.own_limits:
            reached = [status for status in limit.statuses if status not in self.coverage.unreached]
            if not reached or not all(self._is_found(Acts(limit.name, status)) for status in reached):
                continue
            message, remedy = f"the limit `{limit.name}` never runs out", "look at what comes before it, or remove it"
            if Applies(limit.name) in self.coverage.never:
                message += ": nobody ever meets its condition"
            elif limit.name in self._overrun_by:
                message += ": what it sets is never within its range"
            yield _found("BCM614", message, limit.span, remedy)

    def requirements(self) -> Iterator[Diagnostic]:
        """BCM613."""
        for event in self.model.events:
            for index, item in enumerate(event.requirements):
                if self._is_found(Decides(event.name, index)):
                    who = "everybody who meets the others" if len(event.requirements) > 1 else "everybody there"
                    message = f"`{item.text}` decides nothing in `{event.name}`: {who} meets it"
                    remedy = "remove it, or keep it as an explanation and set BCM613 to `off`"
                    yield _found("BCM613", message, item.span, remedy)

    def definitions(self) -> Iterator[Diagnostic]:
        """BCM618."""
        for item in self.model.definitions:
            if self._is_found(Fulfils(item.name)):
                message = f"nobody ever meets `{item.name}`"
                yield _found("BCM618", message, item.span, "change the definition, or remove it")

    # --- what goes wrong ---

    def accidents(self) -> Iterator[Diagnostic]:
        """BCM616, BCM617 and BCM620."""
        for accident, trace in self.coverage.accidents.items():
            match accident:
                case Overruns():
                    yield self._overrun(accident, trace)
                case Clashes():
                    yield self._clash(accident, trace)
                case Stalls(status):
                    yield self._stall(status, trace)

    def timelock(self) -> Iterator[Diagnostic]:
        """BCM619."""
        trace = self.coverage.timelock
        if trace is not None:
            status = self.model.status[replay(self._interpreter, trace)[-1].status]
            message = f"time can stand still for ever in `{status.name}`: whatever happens then, none passes"
            remedy = (
                "let the limit that stops time there lead to where time passes; `must reach` does not count such life "
                f"courses; seen after {self._told(trace)}"
            )
            yield _found("BCM619", message, status.span, remedy)

    def _overrun(self, accident: Overruns, trace: Trace) -> Diagnostic:
        rule = self._rule(accident.rule)
        span = next(item.span for item in rule.assignments if item.name == accident.name)
        clock = accident.name in self.model.clock
        outside = "below zero" if clock else f"to none of the values of `{accident.name}`"
        then = "the limit cannot run out then" if isinstance(rule, Limit) else f"`{rule.name}` does not happen then"
        message = f"this can set `{accident.name}` {outside}, and {then}"
        remedy = f"require in a `when` line what keeps it in range; seen after {self._told(trace)}"
        if isinstance(rule, Limit):
            remedy = f"say in its `while` what keeps it in range; seen after {self._told(trace)}"
        return _found("BCM616", message, span, remedy)

    def _clash(self, accident: Clashes, trace: Trace) -> Diagnostic:
        first, second = self._rule(accident.first), self._rule(accident.second)
        message = (
            f"`{first.name}` and `{second.name}` can act at the same moment and lead to different statuses, "
            f"`{first.target}` and `{second.target}`"
        )
        remedy = (
            f"say which goes first, as by `yields to {first.name}` in `{second.name}`, or let their conditions exclude "
            f"each other; seen after {self._told(trace)}"
        )
        return _found("BCM617", message, second.span, remedy, Label(first.span, "the other one"))

    def _stall(self, status: str, trace: Trace) -> Diagnostic:
        message = f"`{status}` acts at once, and a life course is stuck there: no time passes, and nothing can happen"
        remedy = f"add what happens then, or leave out `acts at once`; seen after {self._told(trace)}"
        return _found("BCM620", message, self.model.status[status].span, remedy)

    def _rule(self, name: str) -> Event | Limit:
        return self.model.event[name] if name in self.model.event else self.model.limit[name]

    def _told(self, trace: Trace) -> str:
        """A life course in few words: `enter, 6 months, study: in worker`."""
        words: list[str] = []
        for part in trace.steps:
            told = [self._step_told(step) for step in single_steps((part,))]
            words += [f"{part.times:,} times {' and '.join(told)}"] if isinstance(part, Repeat) else told
        if len(words) > _LONGEST:
            words = [f"{len(words) - _LONGEST} steps more", *words[-_LONGEST:]]
        last = replay(self._interpreter, trace)[-1]
        course = ", ".join(words) or "the start"
        return f"{course}, in `{last.status}`"

    def _step_told(self, step: Step) -> str:
        match step:
            case Delay(length):
                return value_text(self.model, Duration(), length)
            case Take(name) | Expire(name):
                return name
            case _:
                assert_never(step)


def _statuses_of(rule: Event | Limit) -> tuple[str, ...]:
    return rule.sources if isinstance(rule, Event) else rule.statuses


def _listed(names: Iterator[str] | list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _found(
    code: str, message: str, span: Span, remedy: str, *labels: Label, severity: Severity = "warning"
) -> Diagnostic:
    return Diagnostic(code, message, span, remedy, labels, severity)
