"""The page a person reads in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bcm_formal.answers.answer import Answer
from bcm_formal.answers.phrases import counted, listed, rule_title, sources_text
from bcm_formal.diagnostics import padded
from bcm_formal.records import dataclass
from bcm_formal.trust.certificate import TraceProof
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.verdict import Fault, Unknown, all_shown
from bcm_formal.verify.decided import Decided
from bcm_formal.vetting.results import ScenarioResult
from bcm_formal.views.report.contents import Report, Result, Unreadable
from bcm_formal.views.report.page import Page, Style, Styled
from bcm_formal.views.report.standing import Judged, all_judged, judged_scenario, judged_verdict, unexpected

SIGNS: dict[Outcome, tuple[str, Style]] = {
    Outcome.HOLDS: ("✓", "good"),
    Outcome.VIOLATED: ("✗", "bad"),
    Outcome.VACUOUS: ("○", "warning"),
    Outcome.UNKNOWN: ("?", "warning"),
    Outcome.ENGINE_FAULT: ("!", "bad"),
}
NOTHING = "nothing was checked: no model was named"
_WIDEST = 9
_GOOD: Style = "good"
_BAD: Style = "bad"


@dataclass(frozen=True, slots=True)
class Detail:
    """How much is told: `verbose` leaves nothing out, `brief` is one line for each property."""

    verbose: bool = False
    brief: bool = False


def page_of(results: tuple[Result, ...], detail: Detail = Detail()) -> Page:  # frozen
    """All results on one page."""
    told = GrowingPage(detail)
    for result in results:
        told.grow(result)
    told.end(results)
    return told.page


class GrowingPage:
    """A page that is written while the results come: one file after the other, each growing until it is whole."""

    def __init__(self, detail: Detail) -> None:
        self.page, self._detail = Page(), detail
        self._verdicts = self._scenarios = 0
        self._is_open = False

    def grow(self, result: Result) -> None:
        """Tell what is new in it. The next result after one that is whole is of another file."""
        if isinstance(result, Unreadable):
            self.page.line(0, Styled(result.path, "strong"), ": ", Styled(refused_words(result), "bad"))
            self.page.blank()
            return
        if not self._is_open:
            self._verdicts = self._scenarios = 0
            self._is_open = True
            _opening(self.page, result, self._detail)
        for number in range(self._verdicts, len(result.verdicts)):
            _verdict(self.page, result, number, self._detail)
        for scenario in result.scenarios[self._scenarios :]:
            _scenario(self.page, result, scenario, self._detail)
        self._verdicts, self._scenarios = len(result.verdicts), len(result.scenarios)
        if result.is_whole:
            self._is_open = False
            _closing(self.page, result, self._detail)

    def end(self, results: tuple[Result, ...]) -> None:
        """Say what there is to say of all files together, which were all told."""
        if len(results) > 1:
            self.page.line(0, Styled("All files: ", "strong"), summary(results))
            _what_keeps_it_from_success(self.page, results)
        if not results:
            self.page.line(0, NOTHING)


def _what_keeps_it_from_success(page: Page, results: tuple[Result, ...]) -> None:
    for words in shortcomings(results):
        page.line(0, Styled(words, "bad"))


def refused_words(result: Unreadable) -> str:
    """`2 errors, nothing was checked`."""
    errors = sum(diagnostic.severity == "error" for diagnostic in result.diagnostics)
    return f"{counted(errors, 'error')}, nothing was checked"


def _opening(page: Page, report: Report, detail: Detail) -> None:
    model = report.model
    page.line(0, Styled(model.title or model.name, "heading"), Styled(f"  {report.path}", "dim"))
    if not detail.brief:
        page.line(0, Styled(size_words(report), "dim"))
        if detail.verbose:
            _efforts(page, report)
        page.blank()


def _efforts(page: Page, report: Report) -> None:
    """Which clocks are there because events take time."""
    model = report.model
    names = dict.fromkeys(event.effort for event in model.events if event.effort)
    for name in names:
        events = listed(rule_title(event) for event in model.events if event.effort == name)
        page.line(0, Styled(f"the clock {name} runs while {events} could happen otherwise", "dim"), hang=2)


def _verdict(page: Page, report: Report, number: int, detail: Detail) -> None:
    decided = report.decided[number]
    if detail.brief:
        _verdict_line(page, report, decided)
        return
    _property(page, report, decided, report.answers[number], detail)
    soon = report.times.get(decided.verdict.property.name)
    if soon is not None:
        from bcm_formal.views.report.times import tell_times

        tell_times(page, report.model, soon, verbose=detail.verbose)
        page.blank()


def _closing(page: Page, report: Report, detail: Detail) -> None:
    page.blank()
    if report.depends and not detail.brief:
        from bcm_formal.views.report.dependences import told_together

        if (together := told_together(report)) is not None:
            page.line(0, together, hang=2)
            page.blank()
    if report.assumptions and not detail.brief:
        page.line(0, Styled("Every verdict rests on", "strong"))
        for assumption in report.assumptions:
            page.line(2, "· ", assumption.what, hang=4)
        page.blank()
    reused = sum(item.reused for item in report.decided)
    if reused and not detail.brief:
        page.line(
            0,
            Styled(f"proof reused for {reused} of {counted(len(report.verdicts), 'property', 'properties')}", "dim"),
        )
        page.blank()
    for difference in unexpected(report) or ():
        page.line(0, Styled("not as expected: ", "bad"), difference)
    page.line(0, Styled(summary((report,)), "strong"))
    _what_keeps_it_from_success(page, (report,))
    page.blank()


def _headline(page: Page, sign: str, word: str, style: Style, name: str, title: str, judged: Judged) -> None:
    """One line; a title that only repeats the name is left out."""
    rest = "" if title in ("", name, name.replace("_", " ")) else f"  {title}"
    remark = (Styled(f"  ({judged.remark})", "dim" if judged.is_good else "bad"),) if judged.remark else ()
    page.line(2, Styled(f"{sign} {padded(word, _WIDEST)} ", style), Styled(name, "strong"), rest, *remark, hang=14)


def _verdict_line(page: Page, report: Report, decided: Decided) -> None:
    verdict = decided.verdict
    sign, style = SIGNS[verdict.outcome]
    item, judged = verdict.property, judged_verdict(report, verdict)
    _headline(page, sign, verdict.outcome.value, style, item.name, item.title, judged)
    for note in decided.notes:
        page.line(6, Styled("note: ", "strong"), note, hang=8)


def _property(page: Page, report: Report, decided: Decided, answer: Answer, detail: Detail) -> None:
    model, verdict = report.model, decided.verdict
    item = verdict.property
    _verdict_line(page, report, decided)
    if item.name in report.depends:
        from bcm_formal.views.report.dependences import dependences_told

        for words in dependences_told(report, item.name):
            page.line(6, words, hang=8)
    told = verdict.outcome is not Outcome.HOLDS or detail.verbose
    says_more = told or answer.pathways.lives or answer.story or answer.note
    if says_more:
        page.line(6, Styled(item.text, "dim"), hang=8)
    if told:
        for source in sources_text(model, item.origin):
            page.line(6, Styled(f"source: {source}", "dim"), hang=8)
        for quote in item.origin.quotes:
            page.line(6, Styled(f"“{quote}”", "dim"), hang=8)
    if not answer.is_bare or verdict.outcome is not Outcome.HOLDS or decided.tried:
        from bcm_formal.views.report.evidence import tell_evidence

        tell_evidence(page, answer, verbose=detail.verbose, tried=decided.tried)
    if detail.verbose and verdict.engine:
        page.line(6, Styled(proof_words(decided), "dim"), hang=8)
    if says_more:
        page.blank()


def proof_words(decided: Decided) -> str:
    """How the verdict came about."""
    verdict = decided.verdict
    shown = () if isinstance(verdict, Unknown | Fault) else tuple(all_shown(verdict.evidence))
    if obligations := sum(item.obligations for item in shown):
        solvers = dict.fromkeys(name for item in shown for name in item.solvers)
        how = f"{counted(obligations, 'obligation')} proved again by {' and '.join(solvers)}"
        if remembered := sum(item.remembered for item in shown):
            how += f", {remembered} of them in an earlier run"
    elif isinstance(verdict.certificate, TraceProof):
        how = "the life course was replayed step by step"
    else:
        how = "nothing was left for a solver to prove"
    return f"proof reused; {how}" if decided.reused else f"found by {verdict.engine}; {how}"


def _scenario(page: Page, report: Report, result: ScenarioResult, detail: Detail) -> None:
    scenario, judged = result.scenario, judged_scenario(report, result)
    sign, word, style = ("✓", "passes", _GOOD) if result.passed else ("✗", "fails", _BAD)
    if result.undecided is not None:
        sign, word, style = SIGNS[Outcome.UNKNOWN][0], Outcome.UNKNOWN.value, SIGNS[Outcome.UNKNOWN][1]
    _headline(page, sign, word, style, scenario.name, scenario.title, judged)
    if result.undecided is not None:
        page.line(6, result.undecided, hang=8)
    if not detail.brief and result.failure is not None:
        from bcm_formal.views.report.evidence import scenario_failure

        scenario_failure(page, result, report.failures.get(result.scenario.name), report.path)


def size_words(report: Report) -> str:
    """`14 statuses in 5 layers, 41 transitions and events, 13 limits; time in months`."""
    model = report.model
    parts = (
        f"{counted(len(model.statuses), 'status', 'statuses')} in {counted(len(model.layers), 'layer')}",
        counted(len(model.events), "transition or event", "transitions and events"),
        counted(len(model.own_limits), "limit"),
        counted(sum(item.name not in model.inner for item in model.attributes), "attribute"),
        counted(len(model.clocks) - len(model.windows), "clock"),
        *([counted(len(model.windows), "window")] if model.windows else []),
    )
    return f"{', '.join(parts)}; time in {model.unit.value}"


def summary(results: tuple[Result, ...]) -> str:
    """`35 properties: 30 hold, 5 are violated; 7 scenarios: all pass; all 42 as expected`."""
    reports = tuple(result for result in results if isinstance(result, Report))
    found = Counter(verdict.outcome for report in reports for verdict in report.verdicts)
    words = {
        Outcome.HOLDS: ("holds", "hold"),
        Outcome.VIOLATED: ("is violated", "are violated"),
        Outcome.VACUOUS: ("is vacuous", "are vacuous"),
        Outcome.UNKNOWN: ("is undecided", "are undecided"),
        Outcome.ENGINE_FAULT: ("is an engine fault", "are engine faults"),
    }
    if all(report.allow_vacuous for report in reports):
        words[Outcome.VACUOUS] = ("is vacuous (allowed)", "are vacuous (allowed)")
    said = [f"{found[o]} {words[o][found[o] != 1]}" for o in Outcome if found[o]]
    parts = [f"{counted(sum(found.values()), 'property', 'properties')}: {', '.join(said) or 'none'}"]
    played = [scenario for report in reports for scenario in report.scenarios]
    if played:
        parts.append(f"{counted(len(played), 'scenario')}: {_outcomes(played)}")
    return "; ".join([*parts, *_as_expected(reports), *_remembered(reports)])


def _outcomes(played: list[ScenarioResult]) -> str:
    undecided = sum(scenario.undecided is not None for scenario in played)
    failed = sum(not scenario.passed for scenario in played) - undecided
    said = [f"{failed} {'fails' if failed == 1 else 'fail'}"] if failed else []
    said += [f"{undecided} {'is' if undecided == 1 else 'are'} undecided"] if undecided else []
    return ", ".join(said) or ("all pass" if len(played) > 1 else "passes")


def _as_expected(reports: tuple[Report, ...]) -> Iterator[str]:
    """How many of what was held to `expected.toml` is as it says; nothing where that was not asked for."""
    held = [report for report in reports if report.wanted is not None]
    judged = [item for report in held for item in all_judged(report)]
    good = sum(item.is_good for item in judged)
    if held:
        yield f"all {good} as expected" if good == len(judged) else f"{good} of {len(judged)} as expected"
    others = sum(len(report.wanted.others) for report in held if report.wanted is not None)
    if others:
        yield f"{counted(others, 'size')} not as expected"


def _remembered(reports: tuple[Report, ...]) -> Iterator[str]:
    """What was not found in this run; nothing if all was."""
    verdicts = [verdict for report in reports for verdict in report.verdicts]
    proved = sum(verdict.remembered for verdict in verdicts)
    parts = [f"{proved} of {sum(verdict.obligations for verdict in verdicts)} proofs of obligations"] if proved else []
    for count, name in (
        (sum(report.recalled.certificates for report in reports), "certificate"),
        (sum(report.recalled.explanations for report in reports), "explanation"),
        (sum(report.recalled.scenarios for report in reports), "scenario"),
    ):
        parts += [counted(count, name)] if count else []
    parts += ["findings"] if any(report.recalled.findings for report in reports) else []
    if parts:
        yield f"remembered from earlier runs: {', '.join(parts)}"


def shortcomings(results: tuple[Result, ...]) -> tuple[str, ...]:
    """What keeps a run from being a success besides verdicts and scenarios, to be said last: each a line."""
    reports = [result for result in results if isinstance(result, Report)]
    errors = sum(item.severity == "error" for report in reports for item in report.diagnostics)
    refused = len(results) - len(reports)
    found: list[str] = []
    if errors:
        found.append(f"{counted(errors, 'finding')} {'is an error' if errors == 1 else 'are errors'}")
    if refused:
        has, it = ("has", "it") if refused == 1 else ("have", "them")
        found.append(f"{refused} of {counted(len(results), 'file')} {has} errors: nothing was checked in {it}")
    return tuple(found)
