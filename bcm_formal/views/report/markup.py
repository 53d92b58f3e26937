"""Reports for other programs' pages: JUnit XML, GitHub annotations, Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import dedent

from bcm_formal.diagnostics import Diagnostic, Span, inert
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.scenarios import ScenarioResult
from bcm_formal.views.answer import Answer
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
from bcm_formal.views.report.text import summary

_SIGN = {
    Outcome.HOLDS: "✅",
    Outcome.VIOLATED: "❌",
    Outcome.VACUOUS: "⚪",
    Outcome.UNKNOWN: "❔",
    Outcome.ENGINE_FAULT: "🛑",
}


def _story(answer: Answer) -> str:
    page = Page()
    tell_evidence(page, answer, verbose=False)
    return dedent(to_plain(page, 106))


def _failure(report: Report, result: ScenarioResult) -> str:
    page = Page()
    scenario_failure(page, report.model, result)
    return dedent(to_plain(page, 106))


# --- JUnit ---


def to_junit(results: tuple[Result, ...]) -> str:
    """One test suite for each file, one test case for each property and scenario."""
    suites = [_suite(result) for result in results]
    return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n' + "".join(suites) + "</testsuites>\n"


def _suite(result: Result) -> str:
    cases = list(_cases(result))
    failures = sum("<failure" in case for case in cases)
    errors = sum("<error" in case for case in cases)
    head = (
        f'<testsuite name={in_xml_attribute(result.path)} tests="{len(cases)}" failures="{failures}" errors="{errors}">'
    )
    return f"{head}\n{''.join(cases)}</testsuite>\n"


def _cases(result: Result) -> Iterator[str]:
    if isinstance(result, Unreadable):
        words = "\n".join(_words(item) for item in result.diagnostics)
        yield _case(result.path, "model", f'<error message="the file holds no sound model">{in_xml(words)}</error>')
        return
    for answer in result.answers:
        verdict = answer.verdict
        inside = ""
        if verdict.outcome in (Outcome.VIOLATED, Outcome.VACUOUS):
            inside = f'<failure message="{verdict.outcome.value}">{in_xml(_story(answer))}</failure>'
        elif verdict.outcome is not Outcome.HOLDS:
            inside = f'<error message="{verdict.outcome.value}">{in_xml(verdict.reason or "")}</error>'
        yield _case(result.path, verdict.property.name, inside)
    for item in result.scenarios:
        inside = (
            ""
            if item.failure is None
            else f"<failure message={in_xml_attribute(item.failure.reason)}>{in_xml(_failure(result, item))}</failure>"
        )
        yield _case(result.path, item.scenario.name, inside)


def _case(path: str, name: str, inside: str) -> str:
    return f"<testcase classname={in_xml_attribute(path)} name={in_xml_attribute(name)}>{inside}</testcase>\n"


def _words(item: Diagnostic) -> str:
    place = f"{item.span.place}: " if item.span else ""
    return f"{place}{item.severity}[{item.code}]: {item.message}"


# --- GitHub ---


def to_github(results: tuple[Result, ...]) -> str:
    """Workflow commands that put findings, violations and failed scenarios on the lines they are about."""
    lines = [line for result in results for line in _annotations(result)]
    reports = tuple(result for result in results if isinstance(result, Report))
    return "\n".join([*lines, inert(summary(reports))]) + "\n"


def _annotations(result: Result) -> Iterator[str]:
    for item in result.diagnostics:
        level = {"error": "error", "warning": "warning", "note": "notice"}[item.severity]
        yield _command(
            level, item.span, item.code, f"{item.message}{f' ({item.help})' if item.help else ''}", result.path
        )
    if isinstance(result, Unreadable):
        return
    for answer in result.answers:
        verdict = answer.verdict
        if verdict.outcome is not Outcome.HOLDS:
            level = "warning" if verdict.outcome is Outcome.UNKNOWN else "error"
            title = f"{verdict.property.name} is {verdict.outcome.value}"
            yield _command(level, verdict.property.span, title, _story(answer) or verdict.property.text, result.path)
    for played in result.scenarios:
        if played.failure:
            span = played.failure.step.span if played.failure.step else played.scenario.span
            yield _command("error", span, f"scenario {played.scenario.name}", _failure(result, played), result.path)


def _command(level: str, span: Span | None, title: str, message: str, path: str) -> str:
    place = (
        f"file={in_command_property(span.source.path)},line={span.line},endLine={span.end_line},col={span.column}"
        if span
        else f"file={in_command_property(path)}"
    )
    return f"::{level} {place},title={in_command_property(title)}::{in_command(message.strip())}"


# --- Markdown ---


def to_markdown(results: tuple[Result, ...]) -> str:
    """A table for each model, and below it the story of everything that does not hold."""
    return inert("\n".join(_section(result) for result in results))


def _section(result: Result) -> str:
    if isinstance(result, Unreadable):
        words = "\n".join(f"- {in_markdown(_words(item))}" for item in result.diagnostics)
        return f"## {in_markdown(result.path)}\n\nNothing was checked.\n\n{words}\n"
    model = result.model
    lines = [f"## {in_markdown(model.title or model.name)}", "", summary((result,)) + ".", ""]
    lines += ["| | property | says |", "|---|---|---|"]
    for answer in result.answers:
        verdict = answer.verdict
        item = verdict.property
        lines.append(
            f"| {_SIGN[verdict.outcome]} {verdict.outcome.value} "
            f"| `{item.name}` {in_markdown(item.title)} | {in_markdown(item.text)} |"
        )
    if result.scenarios:
        lines += ["", "| | scenario |", "|---|---|"]
        for played in result.scenarios:
            sign = "✅ passes" if played.passed else "❌ fails"
            lines.append(f"| {sign} | `{played.scenario.name}` {in_markdown(played.scenario.title)} |")
    for answer in result.answers:
        verdict = answer.verdict
        if verdict.outcome is not Outcome.HOLDS:
            lines += [
                "",
                f"### `{verdict.property.name}` is {verdict.outcome.value}",
                "",
                *fenced(_story(answer).rstrip()),
            ]
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
