"""What rules rest on, as a page, as Markdown and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files

from bcm_formal import __version__
from bcm_formal.diagnostics import visible
from bcm_formal.model.to_json.expressions import Json
from bcm_formal.model.to_json.policy import digest
from bcm_formal.vetting.provenance import Cited, Provenance, Rule
from bcm_formal.views.report.escapes import in_markdown, json_text
from bcm_formal.views.report.page import Page, Style, Styled

SCHEMA_VERSION = 1
LEVELS = ("high", "medium", "low", "assumed")

Object = dict[str, Json]


def provenance_page(results: Sequence[Provenance], *, verbose: bool = False, brief: bool = False) -> Page:
    """For each model how far its rules rest on sources, and what is wanting; `verbose`: also all sources, with what
    cites them; `brief`: only the summary."""
    page = Page()
    for result in results:
        title = visible(result.model.title or result.model.name)
        page.line(0, Styled(title, "heading"), Styled(f"  {visible(result.model.source.path)}", "dim"))
        page.line(0, Styled(summary(result), "strong"), hang=2)
        for words, style, lines in () if brief else _parts(result, verbose=verbose):
            if lines:
                page.blank()
                page.line(0, Styled(words, style))
                for name, said in lines:
                    page.line(2, Styled(visible(name), "strong"), f"  {visible(said)}" if said else "", hang=6)
        page.blank()
    return page


def summary(result: Provenance) -> str:
    """`30 rules: 26 of high confidence, 4 assumed; 2 without a source. 12 sources: 1 without an address, …`."""
    said = [f"{count} {words}" for words, count in _levels(result) if count]
    rules = f"{_counted(len(result.rules), 'rule')}: {', '.join(said)}" if said else "no rules"
    wanting = [f"{len(result.unsourced)} without a source"] if result.unsourced else []
    looks = [
        f"{len(found)} {words}"
        for found, words in (
            (result.unaddressed, "without an address"),
            (result.overdue, f"not checked in the {_counted(result.within, 'month')} up to {result.as_of}"),
        )
        if found
    ]
    sources = _counted(len(result.sources), "source")
    all_of = "all " if len(result.sources) > 1 else ""
    told = f"{sources}: {', '.join(looks)}" if looks else f"{sources}, {all_of}with an address and checked in time"
    return "; ".join([rules, *wanting]) + f". {told if result.sources else 'No sources'}"


def _levels(result: Provenance) -> Iterator[tuple[str, int]]:
    counts = Counter("assumed" if rule.is_assumed else rule.origin.confidence for rule in result.rules)
    for level in LEVELS:
        yield "assumed" if level == "assumed" else f"of {level} confidence", counts[level]
    yield "that says none" if counts[None] == 1 else "that say none", counts[None]


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _parts(result: Provenance, *, verbose: bool) -> Iterator[tuple[str, Style, list[tuple[str, str]]]]:
    """What is listed: its heading, how that looks, and a line for each."""
    yield "Rules without a source", "bad", [_rule(rule) for rule in result.unsourced]
    yield "Rules of low confidence", "warning", [_rule(rule) for rule in result.low]
    yield "Rules that are assumed", "warning", [_rule(rule) for rule in result.assumed]
    yield "Sources without an address", "bad", [_source(item) for item in result.unaddressed]
    yield "Sources not checked in time", "bad", [_source(item) for item in result.overdue]
    if verbose:
        yield "All sources", "dim", [_source(item) for item in result.sources]


def _rule(rule: Rule) -> tuple[str, str]:
    """`join`, and `transition, law.bcm:12, by ACT: assumption: …`."""
    by = ", ".join(dict.fromkeys(item.source for item in rule.origin.citations))
    notes = "; ".join(rule.origin.assumptions)
    place = f"{rule.kind}, {rule.span.source.path}:{rule.span.line}"
    return rule.name, place + (f", by {by}" if by else "") + (f": {notes}" if notes else "")


def _source(item: Cited) -> tuple[str, str]:
    source = item.source
    checked = f"checked {source.checked}" if source.checked else "never checked"
    by = f"cited by {', '.join(item.by)}" if item.by else "cited by nothing"
    return source.name, f"{source.title}{f' <{source.url}>' if source.url else ''}, {checked}, {by}"


def provenance_markdown(results: Sequence[Provenance]) -> str:
    """For each model the summary and a table of its sources with what cites them, and of its rules that are wanting,
    ending in a line end."""
    return "\n".join(line for result in results for line in _in_markdown(result))


def _in_markdown(result: Provenance) -> Iterator[str]:
    yield f"## {in_markdown(result.model.title or result.model.name)}\n"
    yield f"{in_markdown(summary(result))}.\n"
    if result.sources:
        yield "| source | address | checked | cited by |\n|---|---|---|---|"
        for item in result.sources:
            source, by = item.source, ", ".join(f"`{visible(name)}`" for name in item.by)
            checked = f"{source.checked or 'never'}{' ⚠' if item.is_overdue else ''}"
            address = in_markdown(source.url) if source.url else "none ⚠"
            yield f"| `{visible(source.name)}` {in_markdown(source.title)} | {address} | {checked} | {by} |"
        yield ""
    doubtful = [rule for rule in result.rules if rule in {*result.unsourced, *result.low, *result.assumed}]
    if doubtful:
        yield "| rule | what it is | confidence | by |\n|---|---|---|---|"
        for rule in doubtful:
            by = ", ".join(f"`{visible(item.source)}`" for item in rule.origin.citations)
            noted = "; ".join(map(in_markdown, rule.origin.assumptions))
            missing = "none ⚠" if rule in result.unsourced else noted
            cells = f"`{visible(rule.name)}`", rule.kind, rule.origin.confidence or "not said", by or missing
            yield f"| {' | '.join(cells)} |"
        yield ""


def schema_text() -> str:
    """The published JSON schema of `provenance_json`."""
    return files("bcm_formal.views.report").joinpath("provenance.schema.json").read_text(encoding="utf-8")


def provenance_json(results: Sequence[Provenance]) -> str:
    """The same for programs, ending in a line end. The same models on the same day give the same bytes."""
    document: Object = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "bcm-formal", "version": __version__},
        "models": [_model(result) for result in results],
    }
    return json_text(document)


def _model(result: Provenance) -> Object:
    return {
        "path": result.model.source.path,
        "policy": result.model.name,
        "digest": digest(result.model),
        "law_of": result.model.law_of.isoformat() if result.model.law_of else None,
        "as_of": result.as_of.isoformat(),
        "checked_within_months": result.within,
        "has_gaps": result.has_gaps,
        "rules": [_rule_json(rule, result) for rule in result.rules],
        "sources": [_source_json(item) for item in result.sources],
    }


def _rule_json(rule: Rule, result: Provenance) -> Object:
    return {
        "name": rule.name,
        "kind": rule.kind,
        "path": rule.span.source.path,
        "line": rule.span.line,
        "sources": [{"source": citation.source, "pinpoint": citation.pinpoint} for citation in rule.origin.citations],
        "confidence": rule.origin.confidence,
        "assumptions": list(rule.origin.assumptions),
        "without_source": rule in result.unsourced,
    }


def _source_json(item: Cited) -> Object:
    source = item.source
    return {
        "name": source.name,
        "title": source.title,
        "url": source.url,
        "checked": source.checked.isoformat() if source.checked else None,
        "overdue": item.is_overdue,
        "cited_by": list(item.by),
    }
