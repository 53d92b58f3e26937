"""Reports for other programs' pages: JUnit XML, GitHub annotations, Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import dedent
from typing import assert_never

from bcm_formal.answers.answer import Answer
from bcm_formal.diagnostics import Diagnostic, Span, inert
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.decided import Decided
from bcm_formal.vetting.results import ScenarioResult
from bcm_formal.views.report.contents import Report, Result, Unreadable
from bcm_formal.views.report.escapes import (
    fenced,
    in_command,
    in_command_property,
    in_markdown,
    in_xml,
    in_xml_attribute,
)
from bcm_formal.views.report.evidence import scenario_failure, tell_evidence
from bcm_formal.views.report.page import Page, to_plain
from bcm_formal.views.report.places import in_repository
from bcm_formal.views.report.standing import Judged, Standing, judged_scenario, judged_verdict, outcome_word, unexpected
from bcm_formal.views.report.text import NOTHING, shortcomings, summary

_SIGN = {
    Standing.GOOD: "✅",
    Standing.BAD: "❌",
    Standing.WRONG: "❌",
    Standing.OPEN: "❔",
    Standing.FAULT: "🛑",
}


def _story(answer: Answer) -> str:
    page = Page()
    tell_evidence(page, answer, verbose=False)
    return dedent(to_plain(page, 106))


def _failure(report: Report, result: ScenarioResult) -> str:
    page = Page()
    scenario_failure(page, result, report.failures.get(result.scenario.name), report.path)
    return dedent(to_plain(page, 106))


# --- JUnit ---


def to_junit(results: tuple[Result, ...]) -> str:
    """One test suite for each file, one test case for each property and scenario.

    There are failures and errors iff the exit code is not 0: what is as expected is neither.
    """
    suites = [_suite(result) for result in results]
    return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n' + "".join(suites) + "</testsuites>\n"


def _suite(result: Result) -> str:
    cases = list(_cases(result))
    failures = sum("<failure" in case for case in cases)
    errors = sum("<error" in case for case in cases)
    head = (
        f'<testsuite name={in_xml_attribute(result.path)} tests="{len(cases)}" failures="{failures}" errors="{errors}">'
    )
    if isinstance(result, Report) and result.cut_short:
        head += '\n<properties><property name="cut_short" value="true"/></properties>'
    return f"{head}\n{''.join(cases)}</testsuite>\n"


def _cases(result: Result) -> Iterator[str]:
    wrong = "\n".join(_words(item) for item in result.diagnostics if item.severity == "error")
    if isinstance(result, Unreadable):
        yield _case(result.path, "model", _element("error", "the file holds no sound model", wrong))
        return
    if wrong:
        yield _case(result.path, "model", _element("error", "findings that are errors", wrong))
    for answer in result.answers:
        judged = judged_verdict(result, answer.verdict)
        yield _case(result.path, answer.verdict.property.name, _inside_property(answer, judged))
    for item in result.scenarios:
        yield _case(result.path, item.scenario.name, _inside_scenario(result, item))
    others = () if result.wanted is None else result.wanted.others
    if others:
        yield _case(result.path, "expected.toml", _element("failure", "not as expected", "\n".join(others)))


def _inside_property(answer: Answer, judged: Judged) -> str:
    verdict = answer.verdict
    message = ", ".join(filter(None, (verdict.outcome.value, judged.remark)))
    match judged.standing:
        case Standing.GOOD:
            return ""
        case Standing.BAD:
            return _element("failure", message, "" if verdict.outcome is Outcome.HOLDS else _story(answer))
        case Standing.OPEN | Standing.FAULT | Standing.WRONG:
            return _element("error", message, verdict.reason or "")
        case _:
            assert_never(judged.standing)


def _inside_scenario(report: Report, item: ScenarioResult) -> str:
    judged = judged_scenario(report, item)
    if judged.is_good:
        return ""
    if item.undecided is not None:
        return _element("error", Outcome.UNKNOWN.value, item.undecided)
    if item.failure is None:
        return _element("failure", f"passes, {judged.remark}", "")
    return _element("failure", item.failure.reason, _failure(report, item))


def _element(kind: str, message: str, body: str) -> str:
    return f"<{kind} message={in_xml_attribute(message)}>{in_xml(body)}</{kind}>"


def _case(path: str, name: str, inside: str) -> str:
    return f"<testcase classname={in_xml_attribute(path)} name={in_xml_attribute(name)}>{inside}</testcase>\n"


def _words(item: Diagnostic) -> str:
    place = f"{item.span.place}: " if item.span else ""
    return f"{place}{item.severity}[{item.code}]: {item.message}"


# --- GitHub ---


def to_github(results: tuple[Result, ...]) -> str:
    """Workflow commands that put findings, violations and failed scenarios on the lines they are about.

    There are `error` lines iff the exit code is not 0: what is as expected is not annotated.
    """
    told = GrowingAnnotations()
    for result in results:
        told.grow(result)
    told.end(results)
    return "\n".join(told.lines) + "\n"


class GrowingAnnotations:
    """Lines that are written while the results come: of each file verdicts, scenarios, and findings in the end."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._verdicts = self._scenarios = 0

    def grow(self, result: Result) -> None:
        """Tell what is new in it. The next result after one that is whole is of another file."""
        if isinstance(result, Report):
            self.lines += _about_verdicts(result, self._verdicts)
            self.lines += _about_scenarios(result, self._scenarios)
            self._verdicts, self._scenarios = len(result.verdicts), len(result.scenarios)
            if not result.is_whole:
                return
            for other in () if result.wanted is None else result.wanted.others:
                self.lines.append(_command("error", None, "not as expected", other, result.path))
        self._verdicts = self._scenarios = 0
        self.lines += map(_about_finding, [result.path] * len(result.diagnostics), result.diagnostics)

    def end(self, results: tuple[Result, ...]) -> None:
        """Say how all of it stands."""
        self.lines.append(inert("\n".join([summary(results), *shortcomings(results)])) if results else NOTHING)


def _about_finding(path: str, item: Diagnostic) -> str:
    level = {"error": "error", "warning": "warning", "note": "notice"}[item.severity]
    return _command(level, item.span, item.code, f"{item.message}{f' ({item.help})' if item.help else ''}", path)


def _about_verdicts(result: Report, begin: int) -> Iterator[str]:
    for answer in result.answers[begin:]:
        verdict, judged = answer.verdict, judged_verdict(result, answer.verdict)
        if not judged.is_good:
            title = ", ".join(filter(None, (f"{verdict.property.name} is {verdict.outcome.value}", judged.remark)))
            told = "" if verdict.outcome is Outcome.HOLDS else _story(answer)
            yield _command("error", verdict.property.span, title, told or verdict.property.text, result.path)


def _about_scenarios(result: Report, begin: int) -> Iterator[str]:
    for played in result.scenarios[begin:]:
        judged = judged_scenario(result, played)
        if judged.is_good:
            continue
        title = ", ".join(filter(None, (f"scenario {played.scenario.name}", judged.remark)))
        step = played.failure.step if played.failure else None
        span = step.span if step else played.scenario.span
        told = _failure(result, played) if played.failure else played.undecided or outcome_word(played)
        yield _command("error", span, title, told, result.path)


def _command(level: str, span: Span | None, title: str, message: str, path: str) -> str:
    file = in_command_property(in_repository(span.source.path if span else path))
    place = f"file={file},line={span.line},endLine={span.end_line},col={span.column}" if span else f"file={file}"
    return f"::{level} {place},title={in_command_property(title)}::{in_command(message.strip())}"


# --- Markdown ---


def to_markdown(results: tuple[Result, ...]) -> str:
    """A table for each model, and below it the story of everything that does not hold."""
    sections = [_section(result) for result in results]
    if len(results) > 1:
        sections.append(f"**All files:** {'. '.join([summary(results), *shortcomings(results)])}.\n")
    return inert("\n".join(sections)) or f"{NOTHING.capitalize()}.\n"


def _section(result: Result) -> str:
    if isinstance(result, Unreadable):
        words = "\n".join(f"- {in_markdown(_words(item))}" for item in result.diagnostics)
        return f"## {in_markdown(result.path)}\n\nNothing was checked.\n\n{words}\n"
    model = result.model
    lines = [
        f"## {in_markdown(model.title or model.name)}",
        "",
        ". ".join([summary((result,)), *shortcomings((result,))]) + ".",
        "",
    ]
    lines += ["| | property | says |", "|---|---|---|"]
    lines += [_property_row(result, decided) for decided in result.decided]
    if result.scenarios:
        lines += ["", "| | scenario |", "|---|---|"]
        lines += [_scenario_row(result, played) for played in result.scenarios]
    differences = unexpected(result)
    if differences:
        lines += ["", "Not as expected:", "", *(f"- {in_markdown(item)}" for item in differences)]
    for answer in result.answers:
        verdict = answer.verdict
        if verdict.outcome is not Outcome.HOLDS:
            lines += [
                "",
                f"### `{verdict.property.name}` is {verdict.outcome.value}",
                "",
                *fenced(_story(answer).rstrip()),
            ]
    for name, soon in result.times.items():
        from bcm_formal.views.report.times import times_in_markdown

        lines += ["", f"### how soon: `{name}`", "", *times_in_markdown(model, soon)]
    if result.depends:
        from bcm_formal.views.report.dependences import dependences_in_markdown

        lines += ["", "### for which numbers", "", *dependences_in_markdown(result)]
    for played in result.scenarios:
        if not played.passed:
            lines += [
                "",
                f"### scenario `{played.scenario.name}` fails",
                "",
                *fenced(_failure(result, played).rstrip()),
            ]
    if result.assumptions:
        lines += ["", "Every verdict rests on:", "", *(f"- {in_markdown(item.what)}" for item in result.assumptions)]
    return "\n".join(lines) + "\n"


def _property_row(report: Report, decided: Decided) -> str:
    verdict, item = decided.verdict, decided.verdict.property
    judged = judged_verdict(report, verdict)
    sign = "⚪" if verdict.outcome is Outcome.VACUOUS and judged.is_good else _SIGN[judged.standing]
    said = ", ".join(filter(None, (verdict.outcome.value, judged.remark)))
    says = "; ".join((item.text, *decided.notes))
    return f"| {sign} {said} | `{item.name}` {in_markdown(item.title)} | {in_markdown(says)} |"


def _scenario_row(report: Report, played: ScenarioResult) -> str:
    judged = judged_scenario(report, played)
    said = ", ".join(filter(None, (outcome_word(played), judged.remark)))
    return f"| {_SIGN[judged.standing]} {said} | `{played.scenario.name}` {in_markdown(played.scenario.title)} |"
