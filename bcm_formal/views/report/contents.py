"""The result of a check as frozen values: what every format is written from."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from bcm_formal.answers.answer import Answer
from bcm_formal.diagnostics import Diagnostic
from bcm_formal.model.assumptions import Doubt, doubtful
from bcm_formal.model.from_syntax.parameters import is_taken_on_trust
from bcm_formal.model.model import Model
from bcm_formal.records import dataclass
from bcm_formal.trust.claim import Outcome, Undecided
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.decided import Decided
from bcm_formal.vetting.results import Dependence, HowSoon, Need, ScenarioResult

if TYPE_CHECKING:
    from bcm_formal.answers.failures import ToldFailure
    from bcm_formal.model.to_json.expressions import Json
    from bcm_formal.views.report.life_courses import LifeCourse

LEFT_OUT = "BCM912"
"""the code of the finding that something asked for was left out"""


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something every verdict rests on that is no rule of the policy."""

    what: str
    kind: str
    """`calendar`, `parameter`, `law`; `set` for a parameter with another value than the text says; `rule` for one that
    is noted as an assumption, `confidence` for those that may be wrong"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is held to instead of that everything holds: verdicts by property, and whether scenarios pass.

    A property that is left out must hold, a scenario that is left out must pass. `others` are differences that concern
    the model as a whole, in words.
    """

    verdicts: Mapping[str, Outcome]
    scenarios: Mapping[str, bool]
    others: tuple[str, ...] = ()
    score: int | None = None
    """so many percent of the mutants that change anything must be noticed at least"""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What of a report was found in an earlier run of the same text: so many certificates, explanations of verdicts and
    scenarios, and whether the findings about what is never in use. Verdicts are never among it."""

    certificates: int = 0
    explanations: int = 0
    scenarios: int = 0
    findings: bool = False


@dataclass(frozen=True)
class Report:
    """What was found for one model: findings about its text, verdicts and scenario results, in order of the file."""

    model: Model
    diagnostics: tuple[Diagnostic, ...]
    decided: tuple[Decided, ...]
    answers: tuple[Answer, ...]
    """what there is to tell about each verdict"""
    scenarios: tuple[ScenarioResult, ...]
    failures: Mapping[str, ToldFailure]
    """what there is to tell about a failed scenario, by its name"""
    assumptions: tuple[Assumption, ...]
    wanted: Wanted | None = None
    """where it was asked for: what `expected.toml` says"""
    allow_vacuous: bool = False
    """whether a property that speaks of nobody is no failure"""
    times: Mapping[str, HowSoon | Undecided] = field(default_factory=dict)
    """where it was asked for: how soon the goal of a property is reached, by its name"""
    depends: Mapping[str, tuple[Dependence, ...]] = field(default_factory=dict)
    """where it was asked for: for which values of which parameters the verdict on a property stays, by its name"""
    needs: Mapping[str, tuple[Need, ...]] = field(default_factory=dict)
    """where it was asked for: which rules that may be wrong the verdict on a property needs, by its name"""
    is_whole: bool = True
    """false while more is still to come"""
    cut_short: bool = False
    """whether an interrupt left something open"""
    recalled: Recalled = Recalled()

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdict on each property."""
        return tuple(item.verdict for item in self.decided)

    @property
    def path(self) -> str:
        """The file the model was read from."""
        return self.model.source.path

    def counts(self) -> dict[Outcome, int]:
        """How many properties have each verdict; every verdict is named."""
        found = Counter(verdict.outcome for verdict in self.verdicts)
        return {outcome: found[outcome] for outcome in Outcome}

    def traces(self, name: str) -> tuple[LifeCourse, ...]:
        """The life courses that are told with the verdict on a property or the failure of a scenario of this name.

        The first is the one that breaks it (or, for `some person …`, shows it); of two compared persons both; of a
        proof of paths, those of the kinds of people it tells of. None where there is nothing to show. Raises
        `DiagnosticError` (BCM903) if nothing of this name was checked.
        """
        from bcm_formal.views.report.life_courses import told_of

        return told_of(self, name)

    def trace(self, name: str) -> LifeCourse | None:
        """The first of `traces`; None if there is none."""
        return next(iter(self.traces(name)), None)

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {outcome.value}" for outcome, count in self.counts().items() if count)
        return f"<Report {self.model.name}: {counts or 'no property'}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: a table of verdicts, and the report in words."""
        from bcm_formal.views.report.notebook import report_html

        return report_html(self)

    def to_dict(self) -> dict[str, Json]:
        """The report as plain values: what `bcm check --format json` writes of one model, under `models`."""
        from bcm_formal.views.report.json_form import result_json

        return result_json(self)


@dataclass(frozen=True)
class Unreadable:
    """A file that holds no sound model, with the reasons."""

    path: str
    diagnostics: tuple[Diagnostic, ...]

    def to_dict(self) -> dict[str, Json]:
        """The reasons as plain values: what `bcm check --format json` writes of the file, under `models`."""
        from bcm_formal.views.report.json_form import result_json

        return result_json(self)


Result = Report | Unreadable


def assumptions_of(
    model: Model, any_value: Container[str] = (), left_out: Container[str] = ()
) -> tuple[Assumption, ...]:
    """The law's day, what a year or month is taken to be, the parameters that are assumptions or have no source, the
    rules that are noted as assumptions, and those of low confidence or assumed.

    Apart from the parameters with any value of which every verdict is the same, and from rules if it is so without all
    that can be left out of them: `left_out` are names of definitions, events and limits of which that was shown.
    """
    found = [Assumption(_law(model, model.law_of), "law")] if model.law_of else []
    found += [Assumption(f"1 {unit} is taken to be {days} days", "calendar") for unit, days in model.calendar]
    for item in model.parameters:
        if item.instead_of is not None:
            found.append(Assumption(f"{item.name} = {item.value}, set instead of {item.instead_of}", "set"))
        elif is_taken_on_trust(item) and item.name not in any_value:
            between = f" (could be {item.low} to {item.high})" if item.low and item.high else ""
            found.append(Assumption(f"{item.name} = {item.value}{between}", "parameter"))

    def is_needed(doubt: Doubt) -> bool:
        return not doubt.left_out or any(rule.name not in left_out for rule in doubt.left_out)

    doubts = [(item.rule, doubt) for item in doubtful(model) for doubt in item.doubts if is_needed(doubt)]
    found += [Assumption(_noted(rule, doubt.note), "rule") for rule, doubt in doubts if doubt.note is not None]
    said = [(rule, doubt.level) for rule, doubt in doubts if doubt.note is None]
    low = (item for item in model.parameters if item.origin.confidence == "low" and item.name not in any_value)
    said += ((item.name, "low") for item in low)
    for level, words in (("low", "of low confidence"), ("assumed", "assumed")):
        if names := dict.fromkeys(name for name, each in said if each == level):
            found.append(Assumption(f"{words}: {', '.join(names)}", "confidence"))
    return tuple(found)


def _law(model: Model, day: datetime.date) -> str:
    """`the law of 2026-11-23, as it changes on 2027-04-01 (no change after 2028-03-31 is followed)`."""
    if model.through is None:
        return f"the law of {day}"
    changes = f"as it changes on {', '.join(map(str, model.changes))}" if model.changes else "which does not change"
    last = model.through.last
    return f"the law of {day}, {changes}" + (f" (no change after {last} is followed)" if last else "")


def _noted(name: str, note: str) -> str:
    """`residence: months are added over every status`."""
    if note.lower() == "assumption":
        return f"{name}, as it is written"
    begins = note.lower().startswith("assumption:")
    return f"{name}: {note[len('assumption:') :].strip() if begins else note}"
