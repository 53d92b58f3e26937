"""Whether what was found is a success: the one judgement that every format, the exit code and pytest share."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import assert_never

from bcm_formal.diagnostics import has_errors
from bcm_formal.records import dataclass
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.verdict import Part, Verdict
from bcm_formal.vetting.results import ScenarioResult
from bcm_formal.views.report.contents import LEFT_OUT, Report, Result, Unreadable
from bcm_formal.views.report.exit_codes import EXIT_FAULT, EXIT_OK, EXIT_UNDECIDED, EXIT_VIOLATED, EXIT_WRONG


class Standing(Enum):
    """How one result counts; the value is the exit code it asks for."""

    GOOD = EXIT_OK
    BAD = EXIT_VIOLATED
    WRONG = EXIT_WRONG
    OPEN = EXIT_UNDECIDED
    FAULT = EXIT_FAULT


_GRAVEST_FIRST = (Standing.FAULT, Standing.WRONG, Standing.BAD, Standing.OPEN)


@dataclass(frozen=True, slots=True)
class Judged:
    """How a verdict or scenario counts, and how it stands to what `expected.toml` says of it, in a few words.

    `remark` is empty where nothing is expected, or where what is expected is that it holds or passes, and it does.
    """

    standing: Standing
    remark: str = ""
    wanted: str | None = None
    """what `expected.toml` says"""

    @property
    def is_good(self) -> bool:
        return self.standing is Standing.GOOD


def judged_verdict(report: Report, verdict: Verdict | Part) -> Judged:
    """How a verdict counts; a property that is not mentioned must hold.

    An engine fault is one whatever is expected. A property that is undecided, though a verdict is expected, stays
    undecided.
    """
    outcome = verdict.outcome
    if report.wanted is None or outcome is Outcome.ENGINE_FAULT:
        return Judged(_standing(outcome, report.allow_vacuous))
    wanted = report.wanted.verdicts.get(verdict.property.name)
    if wanted is None:
        standing = _standing(outcome, report.allow_vacuous)
        return Judged(standing, "" if standing is Standing.GOOD else "not in expected.toml")
    if wanted is outcome:
        return Judged(Standing.GOOD, "" if outcome is Outcome.HOLDS else "as expected", wanted.value)
    standing = Standing.OPEN if outcome is Outcome.UNKNOWN else Standing.BAD
    return Judged(standing, f"expected {wanted.value}", wanted.value)


def _standing(outcome: Outcome, allow_vacuous: bool) -> Standing:
    match outcome:
        case Outcome.HOLDS:
            return Standing.GOOD
        case Outcome.VIOLATED:
            return Standing.BAD
        case Outcome.VACUOUS:
            return Standing.GOOD if allow_vacuous else Standing.BAD
        case Outcome.UNKNOWN:
            return Standing.OPEN
        case Outcome.ENGINE_FAULT:
            return Standing.FAULT
        case _:
            assert_never(outcome)


def judged_scenario(report: Report, result: ScenarioResult) -> Judged:
    """How a scenario counts; one that is not mentioned must pass."""
    if result.undecided is not None:
        return Judged(Standing.OPEN)
    if report.wanted is None:
        return Judged(Standing.GOOD if result.passed else Standing.BAD)
    wanted = report.wanted.scenarios.get(result.scenario.name)
    word = None if wanted is None else "PASSES" if wanted else "FAILS"
    if result.passed is (wanted is not False):
        return Judged(Standing.GOOD, "" if result.passed else "as expected", word)
    return Judged(Standing.BAD, f"expected that it {'passes' if wanted is not False else 'fails'}", word)


def outcome_word(result: ScenarioResult) -> str:
    """`passes`, `fails` or `is undecided`."""
    return "is undecided" if result.undecided is not None else "passes" if result.passed else "fails"


def unexpected(report: Report) -> tuple[str, ...] | None:
    """Every way in which the report is not what `expected.toml` says, in words; None where that was not asked for."""
    if report.wanted is None:
        return None
    found: list[str] = []
    for verdict in report.verdicts:
        judged = judged_verdict(report, verdict)
        name, outcome = verdict.property.name, verdict.outcome.value
        if not judged.is_good:
            found.append(", ".join(filter(None, (f"`{name}` is {outcome}", judged.remark))))
    for item in report.scenarios:
        judged = judged_scenario(report, item)
        if not judged.is_good:
            found.append(
                ", ".join(filter(None, (f"scenario `{item.scenario.name}` {outcome_word(item)}", judged.remark)))
            )
    return (*found, *report.wanted.others)


def all_judged(report: Report) -> tuple[Judged, ...]:
    """How each verdict and each scenario counts, in order of the report."""
    return (
        *(judged_verdict(report, verdict) for verdict in report.verdicts),
        *(judged_scenario(report, item) for item in report.scenarios),
    )


def standing_of(result: Result) -> Standing:
    """How a file counts: as the gravest of all that was found about it."""
    if isinstance(result, Unreadable):
        return Standing.WRONG
    found = {judged.standing for judged in all_judged(result)}
    if has_errors(result.diagnostics):
        found.add(Standing.WRONG)
    if any(item.code == LEFT_OUT for item in result.diagnostics):
        found.add(Standing.OPEN)
    if result.wanted is not None and result.wanted.others:
        found.add(Standing.BAD)
    return _gravest(found)


def exit_code(results: Iterable[Result]) -> int:
    """What the process says to its caller; the gravest of all results counts."""
    return _gravest({standing_of(result) for result in results}).value


def _gravest(found: set[Standing]) -> Standing:
    return next((standing for standing in _GRAVEST_FIRST if standing in found), Standing.GOOD)
