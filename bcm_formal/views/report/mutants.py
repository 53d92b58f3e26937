"""What became of mutants, as a page and as JSON."""

from __future__ import annotations

from importlib.resources import files

from bcm_formal import __version__
from bcm_formal.diagnostics import Source, Span
from bcm_formal.model.to_json.expressions import Json
from bcm_formal.model.to_json.policy import digest
from bcm_formal.vetting.mutation.mutation import Fate, Judged, Mutation
from bcm_formal.views.report.escapes import json_text
from bcm_formal.views.report.page import Page, Style, Styled

SCHEMA_VERSION = 1

Object = dict[str, Json]

_PARTS: tuple[tuple[Fate, str, Style], ...] = (
    (Fate.UNPROTECTED, "Nothing protects these clauses", "bad"),
    (Fate.UNDECIDED, "Undecided within the budget", "warning"),
    (Fate.EQUIVALENT, "These changes change nothing, which is proved", "dim"),
    (Fate.NOTICED, "Noticed", "good"),
)


def mutants_page(results: tuple[Mutation, ...], *, verbose: bool = False, brief: bool = False) -> Page:
    """For each model the score, the clauses that nothing protects, and what changes nothing; `verbose`: also what was
    noticed, and by what; `brief`: only the score."""
    page = Page()
    for result in results:
        page.line(
            0,
            Styled(result.model.title or result.model.name, "heading"),
            Styled(f"  {result.model.source.path}", "dim"),
        )
        page.line(0, Styled(summary(result), "strong"))
        page.blank()
        for fate, words, style in () if brief else _PARTS:
            listed = [item for item in result.judged if item.fate is fate]
            if listed and (verbose or fate is not Fate.NOTICED):
                page.line(0, Styled(words, style))
                for item in listed:
                    _line(page, item, result.model.source)
                page.blank()
    return page


def summary(result: Mutation) -> str:
    """`252 mutants: 180 noticed, 63 not noticed, 9 without effect; score 74%`, and what was expected if more."""
    parts = [f"{result.count(Fate.NOTICED)} noticed"]
    for fate, words in (
        (Fate.UNPROTECTED, "not noticed"),
        (Fate.UNDECIDED, "undecided"),
        (Fate.EQUIVALENT, "without effect"),
    ):
        if result.count(fate):
            parts.append(f"{result.count(fate)} {words}")
    some = len(result.judged) < result.possible
    of = f" of {result.possible}" if some else ""
    score = "" if result.score is None else f"; score {percent(result.score)}%"
    stated = "" if result.is_enough else f", expected {result.stated}%"
    return f"{len(result.judged)}{of} mutants: {', '.join(parts)}{score}{stated}" if result.possible else "no mutants"


def percent(score: float) -> int:
    """Whole percent, never rounded up to all."""
    return int(score * 100)


def _line(page: Page, item: Judged, model: Source) -> None:
    mutant = item.mutant
    line, column = mutant.span.source.line_column(mutant.span.start)
    by = f"  {item.by}: {item.how}" if item.by else f"  {item.how}" if item.how else ""
    file = "" if mutant.span.source is model else f"{mutant.span.source.path}:"
    place = f"{file}{line}:{column}".ljust(8)
    page.line(
        2,
        Styled(place, "dim"),
        Styled(mutant.clause, "strong"),
        f"  {mutant.says}",
        Styled(by, "dim"),
        hang=10,
    )


def schema_text() -> str:
    """The published JSON schema of `mutants_json`."""
    return files("bcm_formal.views.report").joinpath("mutants.schema.json").read_text(encoding="utf-8")


def mutants_json(results: tuple[Mutation, ...]) -> str:
    """The same for programs, ending in a line end. The same model gives the same bytes."""
    document: Object = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "bcm-formal", "version": __version__},
        "models": [_model(result) for result in results],
    }
    return json_text(document)


def _model(result: Mutation) -> Object:
    return {
        "path": result.model.source.path,
        "policy": result.model.name,
        "digest": digest(result.model),
        "possible": result.possible,
        "mutants": len(result.judged),
        "noticed": result.count(Fate.NOTICED),
        "equivalent": result.count(Fate.EQUIVALENT),
        "unprotected": result.count(Fate.UNPROTECTED),
        "undecided": result.count(Fate.UNDECIDED),
        "score_percent": None if result.score is None else percent(result.score),
        "expected_percent": result.stated,
        "judged": [_judged(item) for item in result.judged],
    }


def _judged(item: Judged) -> Object:
    return {
        "clause": item.mutant.clause,
        "change": item.mutant.change.value,
        "says": item.mutant.says,
        "place": _place(item.mutant.span),
        "fate": item.fate.name.lower(),
        "by": item.by,
        "how": item.how,
    }


def _place(span: Span) -> Object:
    return {
        "path": span.source.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
