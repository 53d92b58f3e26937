"""Life courses as states with names, for programs: the same as in the report as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from bcm_formal.answers.windows import without_ends
from bcm_formal.diagnostics import Diagnostic, DiagnosticError, did_you_mean
from bcm_formal.model.model import Model
from bcm_formal.model.to_json.expressions import Json
from bcm_formal.records import dataclass
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Expire, Part, Repeat, Take, time_of
from bcm_formal.trust.trace import Trace
from bcm_formal.views.report.json_traces import trace_json

if TYPE_CHECKING:
    import pandas

    from bcm_formal.answers.answer import Answer
    from bcm_formal.views.report.contents import Report

_OWN = ("time", "step", "status")


@dataclass(frozen=True)
class NamedState:
    """One moment of a life course."""

    time: int
    """steps of time since the start"""
    step: str
    """what led there from the state before: the name of a rule, `wait` and so many steps of time, or so many rounds
    and what each holds (`3 times: wait 1, earn`); empty for the start"""
    status: str
    attributes: Mapping[str, Json]
    """values by name: truth values and numbers as such, choices and levels by their names, durations in steps"""
    clocks: Mapping[str, int]
    """readings in steps by name"""
    windows: Mapping[str, int]
    """what each window shows, in steps"""

    def to_dict(self) -> dict[str, Json]:
        """`time`, `step` and `status`, then every attribute, clock and window under its name. One that is called as
        one of the three has its kind in front: `attribute time`."""
        found: dict[str, Json] = {"time": self.time, "step": self.step, "status": self.status}
        for kind, values in (("attribute", self.attributes), ("clock", self.clocks), ("window", self.windows)):
            found |= {f"{kind} {name}" if name in _OWN else name: value for name, value in values.items()}
        return found


class LifeCourse:
    """A life course of a policy: states one after the other, from a start. It was replayed step by step."""

    def __init__(self, model: Model, trace: Trace) -> None:
        self.model, self.trace = model, trace

    @cached_property
    def states(self) -> tuple[NamedState, ...]:
        """The start, and the state after each step; of steps that are repeated the one after all rounds."""
        told: Any = trace_json(Interpreter(self.model), self.trace)
        parts = without_ends(self.model, self.trace.steps)
        times = accumulate((time_of((part,)) for part in parts), initial=0)
        states = [told["start"], *(step["state"] for step in told["steps"])]
        words = ["", *map(_words, parts)]
        return tuple(
            NamedState(time, step, at["status"], at["attributes"], at["clocks"], at.get("windows", {}))
            for time, step, at in zip(times, words, states, strict=True)
        )

    def __len__(self) -> int:
        """How many states there are."""
        return len(self.states)

    def __iter__(self) -> Iterator[NamedState]:
        """The states in order."""
        return iter(self.states)

    def __repr__(self) -> str:
        return f"<LifeCourse of {self.model.name}: {len(self)} states, to {self.states[-1].status}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: a table with a row for each state."""
        from bcm_formal.views.report.notebook import life_course_html

        return life_course_html(self)

    def to_dicts(self) -> list[dict[str, Json]]:
        """The states as `NamedState.to_dict` gives them: rows of one table."""
        return [state.to_dict() for state in self.states]

    def to_dataframe(self) -> pandas.DataFrame:
        """The states as a table of pandas, a row for each. Raises `DiagnosticError` (BCM934) without that package."""
        try:
            import pandas
        except ImportError:
            remedy = "pip install 'bcm-formal[pandas]', or use `to_dicts`"
            raise DiagnosticError((Diagnostic("BCM934", "pandas is not installed", help=remedy),)) from None
        return pandas.DataFrame(self.to_dicts())


def told_of(report: Report, name: str) -> tuple[LifeCourse, ...]:
    """See `Report.traces`."""
    for answer in report.answers:
        if answer.verdict.property.name == name:
            return tuple(_told(report.model, answer))
    for result in report.scenarios:
        if result.scenario.name == name:
            from bcm_formal.vetting.scenarios import started_by

            trace = result.failure.trace if result.failure else None
            return () if trace is None else (LifeCourse(started_by(report.model, result.scenario), trace),)
    names = [item.verdict.property.name for item in report.answers] + [item.scenario.name for item in report.scenarios]
    message = f"no property or scenario `{name}` was checked"
    remedy = did_you_mean(name, names) or f"checked were {', '.join(names) or 'none'}"
    raise DiagnosticError((Diagnostic("BCM903", message, help=remedy),))


def _told(model: Model, answer: Answer) -> Iterator[LifeCourse]:
    if answer.trace is not None:
        yield LifeCourse(model, answer.trace)
    if answer.pair is not None:
        yield from (LifeCourse(model, person.life) for person in (answer.pair.first, answer.pair.second))
    yield from (LifeCourse(model, told.life.trace) for told in answer.pathways.lives)


def _words(part: Part) -> str:
    match part:
        case Delay(steps):
            return f"wait {steps}"
        case Take(name) | Expire(name):
            return name
        case Repeat(steps, times):
            return f"{times} times: {', '.join(map(_words, steps))}"
