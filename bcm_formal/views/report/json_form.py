"""The report as JSON, in the form that `report.schema.json` describes. The same model gives the same bytes."""

from __future__ import annotations

from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import TYPE_CHECKING

from bcm_formal import __version__
from bcm_formal.answers.phrases import status_title
from bcm_formal.diagnostics import Diagnostic, Span
from bcm_formal.model.model import Model, Origin
from bcm_formal.model.sentences import CanReach, NoPerson, SomeCanReach
from bcm_formal.model.to_json.expressions import Json
from bcm_formal.model.to_json.policy import digest, property_digest
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import Certificate, PathProof, StrategyProof
from bcm_formal.trust.claim import Undecided
from bcm_formal.trust.verdict import Unknown
from bcm_formal.verify.decided import Decided
from bcm_formal.vetting.results import (
    ClassTimes,
    Extreme,
    HowSoon,
    ScenarioResult,
    ShownSentence,
    StatusTimes,
)
from bcm_formal.views.report.contents import Report, Result, Unreadable
from bcm_formal.views.report.dependences import dependence_json, need_json
from bcm_formal.views.report.escapes import json_text
from bcm_formal.views.report.json_traces import trace_json, value_json
from bcm_formal.views.report.standing import (
    Judged,
    Standing,
    judged_scenario,
    judged_verdict,
    standing_of,
    unexpected,
)

if TYPE_CHECKING:
    from bcm_formal.answers.answer import Answer
    from bcm_formal.answers.explanation import Exit, Explanation
    from bcm_formal.answers.lateness import TooLate
    from bcm_formal.answers.life_in_words import LifeInWords
    from bcm_formal.answers.misses import Miss
    from bcm_formal.answers.pairs import Compared, ComparedPair
    from bcm_formal.answers.pathways_told import Pathway
    from bcm_formal.answers.setbacks import Recovery
    from bcm_formal.answers.story import Change, Moment
    from bcm_formal.answers.violation import Violation

SCHEMA_VERSION = 2

Object = dict[str, Json]


def to_json(results: tuple[Result, ...], exit_code: int, timings: dict[str, float] | None = None) -> str:
    """All results as one JSON document, ending in a line end. `timings` (seconds for each file) only on request."""
    document: Object = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "bcm-formal", "version": __version__},
        "solvers": {name: _version(name) for name in ("z3-solver", "cvc5")},
        "exit_code": exit_code,
        "models": [result_json(result) for result in results],
    }
    if timings is not None:
        document["milliseconds"] = {name: int(seconds * 1000) for name, seconds in timings.items()}
    return json_text(document)


def schema_text() -> str:
    """The published JSON schema of the report."""
    return files("bcm_formal.views.report").joinpath("report.schema.json").read_text(encoding="utf-8")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def result_json(result: Result) -> Object:
    """One of `models` of the document."""
    match result:
        case Unreadable(path, diagnostics):
            return {
                "path": path,
                "status": "unreadable",
                "success": False,
                "diagnostics": [_diagnostic(item) for item in diagnostics],
            }
        case Report():
            return _report(result)


def _report(report: Report) -> Object:
    model = report.model
    return {
        "path": report.path,
        "status": "checked",
        "policy": model.name,
        "title": model.title,
        "digest": digest(model),
        "law_of": model.law_of.isoformat() if model.law_of else None,
        "time_in": model.unit.value,
        "assumptions": [{"kind": item.kind, "what": item.what} for item in report.assumptions],
        "diagnostics": [_diagnostic(item) for item in report.diagnostics],
        "summary": {outcome.value: count for outcome, count in report.counts().items()},
        "properties": [_property(report, *pair) for pair in zip(report.decided, report.answers, strict=True)],
        "scenarios": [_scenario(report, item) for item in report.scenarios],
        "success": standing_of(report) is Standing.GOOD,
        "cut_short": report.cut_short,
        "remembered": asdict(report.recalled),
        "unexpected": None if (found := unexpected(report)) is None else list(found),
    }


def _diagnostic(item: Diagnostic) -> Object:
    return {
        "code": item.code,
        "severity": item.severity,
        "message": item.message,
        "help": item.help,
        "place": _place(item.span) if item.span else None,
    }


def _place(span: Span) -> Object:
    return {
        "path": span.source.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _property(report: Report, decided: Decided, answer: Answer) -> Object:
    """The verdict; times, and what it depends on, only where that was asked for."""
    name = answer.verdict.property.name
    found = _verdict(decided, answer, judged_verdict(report, answer.verdict))
    if (soon := report.times.get(name)) is not None:
        found["times"] = _times(report.model, soon)
    if name in report.depends:
        found["depends"] = [dependence_json(report.model, item) for item in report.depends[name]]
    if name in report.needs:
        found["needs"] = [need_json(item) for item in report.needs[name]]
    return found


def _verdict(decided: Decided, answer: Answer, judged: Judged) -> Object:
    verdict = decided.verdict
    item = verdict.property
    return {
        "name": item.name,
        "title": item.title,
        "sentence": item.text,
        "digest": property_digest(item),
        "place": _place(item.span),
        "origin": _origin(item.origin),
        "verdict": verdict.outcome.value,
        "expected": judged.wanted,
        "success": judged.is_good,
        "reason": answer.shown or verdict.reason,
        "notes": list(decided.notes),
        "negated": verdict.negated,
        "parts": [_part(part) for part in answer.parts],
        "engine": None if decided.reused else verdict.engine,
        "reused": decided.reused,
        "obligations": verdict.obligations,
        "remembered": verdict.remembered,
        "checked_by": list(verdict.solvers),
        "tried": [{"engine": engine, "reason": reason} for engine, reason in decided.tried],
        "evidence": _evidence(answer),
    }


def _part(answer: Answer) -> Object:
    """A part of a formula with its own evidence."""
    verdict = answer.verdict
    return {
        "verdict": verdict.outcome.value,
        "reason": answer.shown or verdict.reason,
        "negated": verdict.negated,
        "engine": verdict.engine,
        "obligations": verdict.obligations,
        "remembered": verdict.remembered,
        "checked_by": list(verdict.solvers),
        "evidence": _evidence(answer),
        "parts": [_part(part) for part in answer.parts],
    }


def _times(model: Model, found: HowSoon | Undecided) -> Object:
    """Every status with its times in steps, their life courses and what was shown for them."""
    if isinstance(found, Undecided):
        return {"unknown": found.reason, "statuses": [], "entering": []}
    return {
        "unknown": found.unknown,
        "statuses": [_status_times(model, found.system, item) for item in found.times],
        "entering": [
            {
                "attribute": group.attribute,
                "value": _class_value(model, group),
                "statuses": [_status_times(model, group.system, item) for item in group.times],
            }
            for group in found.classes
        ],
    }


def _class_value(model: Model, group: ClassTimes) -> Json:
    if group.attribute is None or group.value is None:
        return None
    return value_json(model, group.attribute, group.value)


def _status_times(model: Model, system: TransitionSystem, item: StatusTimes) -> Object:
    from bcm_formal.answers.times import never_of

    never = never_of(system, item)
    return {
        "status": item.status,
        "title": status_title(model, item.status),
        "least": _extreme(model, system, item.least),
        "slowest": _extreme(model, system, item.slowest),
        "never": None if never is None else trace_json(Interpreter(model), never),
        "unknown": item.unknown,
        "shown": [_shown(shown) for shown in item.shown],
    }


def _extreme(model: Model, system: TransitionSystem, extreme: Extreme | None) -> Object | None:
    from bcm_formal.answers.life import lived

    life = None if extreme is None else lived(system, extreme.course)
    if extreme is None or life is None:
        return None
    return {"steps": extreme.steps, "trace": trace_json(Interpreter(model), life.trace)}


def _shown(item: ShownSentence) -> Object:
    """`no`, `some` or `every` person of the status `can reach` the goal, within so many steps."""
    within: Json = None
    who = "every"
    match item.sentence:
        case NoPerson():
            who = "no"
        case SomeCanReach(within=bound):
            who, within = "some", bound
        case CanReach(within=bound):
            within = bound
    return {"who": who, "within": within, "verdict": item.shown.outcome.value, "obligations": item.shown.obligations}


def _origin(origin: Origin) -> Object:
    return {
        "sources": [{"source": item.source, "pinpoint": item.pinpoint} for item in origin.citations],
        "quotes": list(origin.quotes),
        "confidence": origin.confidence,
        "notes": list(origin.notes),
    }


def _evidence(answer: Answer) -> Object | None:
    verdict = answer.verdict
    if isinstance(verdict, Unknown) or verdict.certificate is None:
        return None
    certificate, model = verdict.certificate, verdict.asked.model
    interpreter = Interpreter(model)
    result: Object = {"kind": _kind(certificate)}
    if answer.trace:
        result["trace"] = trace_json(interpreter, answer.trace)
    if answer.story:
        result["story"] = [_moment(item) for item in answer.story.moments]
    if isinstance(certificate, PathProof):
        result["regions"] = len(certificate.regions)
    if isinstance(certificate, StrategyProof):
        result["regions"] = sum(map(len, certificate.layers))
        result["setbacks"] = [_recovery(interpreter, item) for item in answer.pathways.recoveries]
        result["further_setbacks"] = answer.pathways.further_setbacks
    if isinstance(certificate, PathProof | StrategyProof):
        result["pathways"] = [_pathway(item) for item in answer.pathways.merged]
        result["lives"] = [_life(interpreter, item) for item in answer.pathways.lives]
        result["untold"] = answer.pathways.untold
    if answer.note:
        result["note"] = answer.note
    if answer.explanation:
        result["explanation"] = _explanation(model, answer.explanation)
    if answer.pair:
        result["twins"] = _compared_pair(model, answer.pair)
    if answer.violation:
        result["offence"] = _violation(answer.violation)
    return result


def _violation(violation: Violation | None) -> Object | None:
    return None if violation is None else {"says": violation.says, "misses": [_miss(item) for item in violation.misses]}


def _recovery(interpreter: Interpreter, item: Recovery) -> Object:
    life = None if item.told is None else _life(interpreter, item.told)
    return {"setback": item.setback, "by": item.by, "status": item.status, "to": item.to, "life": life}


def _life(interpreter: Interpreter, told: LifeInWords) -> Object:
    """A life that was replayed; the property speaks of the person as they are after `begins` steps of the trace."""
    return {
        "status": told.status,
        "who": list(told.who),
        "stages": [{"acts": list(leg.acts), "to": leg.to} for leg in told.legs],
        "begins": told.life.begins,
        "trace": trace_json(interpreter, told.life.trace),
    }


def _compared_pair(model: Model, pair: ComparedPair) -> Object:
    """Both persons; `met_after` so many steps of the trace each is as the other but for the attribute."""
    firsts: list[Json] = [_moment(row.first) for row in pair.rows if row.first]
    seconds: list[Json] = [_moment(row.second) for row in pair.rows if row.second]
    return {
        "attribute": pair.attribute,
        "goal": pair.goal,
        "first": _compared(model, pair.first, firsts),
        "second": _compared(model, pair.second, seconds),
        "stuck": None if pair.stuck is None else _explanation(model, pair.stuck),
    }


def _compared(model: Model, person: Compared, story: list[Json]) -> Object:
    onward: list[Json] = [_moment(item) for item in person.onward]
    return {
        "value": person.value,
        "says": person.says,
        "met_after": person.met_after,
        "trace": trace_json(Interpreter(model), person.life),
        "story": story,
        "onward": onward,
        "time": person.time,
    }


def _kind(certificate: Certificate) -> str:
    """`invariant`, `path`, `trace`, `trap` and so on."""
    return type(certificate).__name__.removesuffix("Proof").lower()


def _matters(change: Change) -> bool:
    """False for values at the start that say nothing of this person; the trace has them."""
    return change.before is not None or change.own or change.name == "status"


def _moment(item: Moment) -> Object:
    return {
        "elapsed": item.elapsed,
        "when": item.when,
        "date": item.date,
        "what": item.what,
        "by": item.by,
        "adverse": item.adverse,
        "rule": item.rule,
        "times": item.times,
        **({"apart": item.apart} if item.apart else {}),
        "begins": item.counts_from_here,
        "changes": [
            {"name": change.name, "before": change.before, "after": change.after}
            for change in item.changes
            if _matters(change)
        ],
    }


def _pathway(item: Pathway) -> Object:
    return {
        "status": item.status,
        "condition": item.condition,
        "stages": [
            {"acts": list(stage.acts), "wait_until": list(stage.waits), "by": list(stage.by), "to": stage.to}
            for stage in item.stages
        ],
    }


def _miss(item: Miss) -> Object:
    return {
        "asks": item.asks,
        "has": item.has,
        "short": item.short,
        "points": [
            {"points": line.points, "when": line.when, "given": line.given, "never": line.never} for line in item.points
        ],
    }


def _exit(item: Exit) -> Object:
    return {
        "rule": item.rule,
        "title": item.title,
        "by": item.by,
        "to": item.to,
        "open": item.is_open,
        "counted": not item.not_counted,
        "adverse": item.adverse,
        "would_lead_on": item.would_lead_on,
        "certain": item.certain,
        "blocked": [
            {
                "requirement": blocked.text,
                "misses": [_miss(miss) for miss in blocked.misses],
                "never": blocked.never,
                "met_elsewhere": blocked.met_elsewhere,
                "sources": list(blocked.sources),
            }
            for blocked in item.blocked
        ],
        "goal_also_asks": [_miss(miss) for miss in item.also_asked],
    }


def _explanation(model: Model, item: Explanation) -> Object:
    return {
        "goal": item.goal,
        "places": [
            {"status": place.status, "title": place.title, "here": place.here, "exits": [_exit(e) for e in place.exits]}
            for place in item.places
        ],
        "reached": list(item.reached),
        "complete": item.complete,
        "only": item.only.strip() or None,
        "late": item.late.says if item.late else None,
        "quickest": _quickest(model, item.late) if item.late else None,
    }


def _quickest(model: Model, late: TooLate) -> Object | None:
    """The way that is too late: from the start of a life, its time from where it begins."""
    if late.life is None:
        return None
    return {
        "takes": late.time,
        "is_quickest": late.is_quickest,
        "begins": late.life.begins,
        "trace": trace_json(Interpreter(model), late.life.trace),
    }


def _scenario(report: Report, result: ScenarioResult) -> Object:
    model, judged = report.model, judged_scenario(report, result)
    failure: Object | None = None
    if result.failure:
        from bcm_formal.vetting.scenarios import started_by

        step, trace = result.failure.step, result.failure.trace
        told = report.failures.get(result.scenario.name)
        failure = {
            "reason": result.failure.reason,
            "place": _place(step.span) if step else None,
            "trace": trace_json(Interpreter(started_by(model, result.scenario)), trace) if trace else None,
            "offence": _violation(told.violation if told else None),
        }
    return {
        "name": result.scenario.name,
        "title": result.scenario.title,
        "place": _place(result.scenario.span),
        "passed": result.passed,
        "undecided": result.undecided,
        "expected": judged.wanted,
        "success": judged.is_good,
        "persons": result.persons,
        "failure": failure,
    }
