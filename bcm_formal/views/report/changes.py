"""Two laws compared, as a page, as Markdown for a pull request, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files

from bcm_formal import __version__
from bcm_formal.answers.story import story_of
from bcm_formal.model.model import Citation, Model
from bcm_formal.model.to_json.expressions import Json
from bcm_formal.model.to_json.policy import digest
from bcm_formal.trust.claim import Outcome
from bcm_formal.versions.change import Clause
from bcm_formal.versions.comparison import Comparison
from bcm_formal.versions.meaning import Sameness
from bcm_formal.versions.properties import PropertyChange
from bcm_formal.versions.texts import Kind, TextChange
from bcm_formal.views.report.escapes import in_markdown, json_text
from bcm_formal.views.report.page import Page, Style, Styled
from bcm_formal.views.report.people import people_json, people_markdown, people_page

SCHEMA_VERSION = 1

Object = dict[str, Json]

_WORDS: dict[Kind, tuple[str, Style]] = {
    "tightened": ("−", "bad"),
    "loosened": ("+", "good"),
    "changed": ("±", "warning"),
    "added": ("new", "good"),
    "repealed": ("gone", "bad"),
    "renamed": ("→", "dim"),
    "equivalent": ("=", "dim"),
    "undecided": ("?", "warning"),
}


def changes_page(found: Comparison) -> Page:
    """What changed: in one line, in the text, and what else was asked."""
    page = Page()
    page.line(0, Styled(summary(found), "strong"))
    page.blank()
    if found.sameness is not None:
        _sameness(page, found.sameness)
    for item in found.texts:
        sign, style = _WORDS[item.kind]
        page.line(0, Styled(f"{sign:<5}", style), Styled(item.what, "strong"), f"  {item.kind}", hang=5)
        for line in _lines(item):
            page.line(5, line)
    page.blank()
    if found.people is not None:
        page.lines += people_page(found.bridge.model, found.people).lines
    if found.properties:
        page.line(0, Styled("Properties", "heading"))
        for each in found.properties:
            style = "bad" if each.after is Outcome.VIOLATED and each.flips else "good" if each.flips else "text"
            page.line(0, f"{each.name}: ", Styled(_verdicts(each), style))
            if each.clauses:
                page.line(5, f"by {_clauses(each.clauses)}")
        page.blank()
    return page


def summary(found: Comparison) -> str:
    """`6 changes: 2 tightened, 1 loosened, …`."""
    counts = [(kind, sum(item.kind == kind for item in found.texts)) for kind in _WORDS]
    parts = [f"{count} {kind}" for kind, count in counts if count]
    total = len(found.texts)
    if not total:
        return "the two laws say the same"
    return f"{total} change{'s' if total > 1 else ''} in the text: {', '.join(parts)}"


def _lines(item: TextChange) -> Iterator[str]:
    yield from item.details
    is_limit = item.what.startswith("limit ")
    if item.no_more:
        yield f"{'runs out, and did not, for' if is_limit else 'no longer for'}: {item.no_more}"
    if item.newly:
        yield f"{'ran out, and does not, for' if is_limit else 'newly for'}: {item.newly}"
    if item.because:
        yield f"because of {', '.join(item.because)}"
    if item.citations:
        yield f"source {'; '.join(map(_cited, item.citations))}"


def _cited(item: Citation) -> str:
    return f"{item.source} {item.pinpoint}" if item.pinpoint else item.source


def _clauses(clauses: Sequence[Clause]) -> str:
    return "; ".join(clause.words for clause in clauses)


def _verdicts(item: PropertyChange) -> str:
    before, after = (verdict.value if verdict else "not stated" for verdict in (item.before, item.after))
    return after if before == after else f"{before} → {after}"


def _sameness(page: Page, found: Sameness) -> None:
    match found.same:
        case True:
            page.line(0, Styled("✓ ", "good"), "both laws mean the same for everybody")
        case False:
            page.line(0, Styled("✗ ", "bad"), f"the laws do not mean the same: {found.reason}")
            for line in _life(found):
                page.line(5, line)
        case None:
            page.line(0, Styled("? ", "warning"), f"it is not decided whether they mean the same: {found.reason}")
    page.blank()


def _life(found: Sameness) -> Iterator[str]:
    """The life course of a person who is treated otherwise from its end on."""
    if found.life is None:
        return
    for moment in story_of(found.model, found.life).moments:
        changes = ", ".join(change.words for change in moment.changes)
        yield f"{moment.when}: {moment.what}{moment.again}{f' ({changes})' if changes else ''}"


def changes_markdown(found: Comparison, picture: str | None = None) -> str:
    """For a pull request: a summary, a table of what changed, and a picture, written in Mermaid, of the same."""
    lines = [f"**{in_markdown(summary(found))}**", ""]
    if found.sameness is not None:
        words = {True: "mean the same for everybody", False: "do not mean the same", None: "not decided"}
        reason = f": {in_markdown(found.sameness.reason)}" if found.sameness.reason else ""
        lines += [f"The laws: {words[found.sameness.same]}{reason}", ""]
    if found.texts:
        lines += ["| what | change | for whom |", "|---|---|---|"]
    for item in found.texts:
        told = "<br>".join(in_markdown(line) for line in _lines(item))
        lines.append(f"| {in_markdown(item.what)} | {item.kind} | {told} |")
    if picture is not None:
        lines += ["", "```mermaid", picture.rstrip("\n"), "```"]
    if found.people is not None:
        lines += ["", people_markdown(found.bridge.model, found.people).rstrip("\n")]
    if found.properties:
        lines += ["", "| property | before → after | by |", "|---|---|---|"]
        for each in found.properties:
            by = in_markdown(_clauses(each.clauses))
            lines.append(f"| {in_markdown(each.name)} | {in_markdown(_verdicts(each))} | {by} |")
    return "\n".join(lines) + "\n"


# --- JSON ---


def changes_json(found: Comparison) -> str:
    """The document that `bcm schema diff` describes."""
    laws = found.bridge.laws
    document: Object = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "bcm-formal", "version": __version__},
        "old": _law(laws["old"]),
        "new": _law(laws["new"]),
        "clauses": [_clause(item) for item in found.bridge.change.clauses],
        "text": [_text(item) for item in found.texts],
    }
    if found.properties is not None:
        document["properties"] = [_property(item) for item in found.properties]
    if found.people is not None:
        document["people"] = people_json(found.bridge.model, found.people)
    if found.sameness is not None:
        same = found.sameness
        document["equivalent"] = {"same": same.same, "reason": same.reason, "life": list(_life(same))}
    return json_text(document)


def schema_text() -> str:
    """The JSON schema of `changes_json`."""
    return files("bcm_formal.views.report").joinpath("changes.schema.json").read_text("utf-8")


def _law(model: Model) -> Object:
    return {"policy": model.name, "path": model.source.path, "digest": digest(model)}


def _clause(item: Clause) -> Object:
    span = item.span
    return {"id": item.id, "words": item.words, "path": span.source.path, "line": span.line}


def _text(item: TextChange) -> Object:
    return {
        "kind": item.kind,
        "what": item.what,
        "details": list(item.details),
        "no_more": item.no_more,
        "newly": item.newly,
        "because": list(item.because),
        "sources": [{"source": each.source, "pinpoint": each.pinpoint} for each in item.citations],
        "path": item.span.source.path if item.span else None,
        "line": item.span.line if item.span else None,
    }


def _property(item: PropertyChange) -> Object:
    return {
        "name": item.name,
        "before": item.before.value if item.before else None,
        "after": item.after.value if item.after else None,
        "clauses": [clause.id for clause in item.clauses],
    }
