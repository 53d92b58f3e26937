"""The clauses of one declaration: each read on its own, duplicates and strangers reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace

from bcm_formal.diagnostics import Diagnostic, Edit, Fix, Label, Source, Span, nearest
from bcm_formal.language.reading.from_parse_terms import every, find
from bcm_formal.language.reading.line_parser import LineParser
from bcm_formal.language.reading.lines import Line, amends_requirements, is_known_clause
from bcm_formal.language.reading.other_words import CLAUSES
from bcm_formal.language.reading.words import Word
from bcm_formal.language.tree.policy import (
    Confidence,
    InForce,
    LawOf,
    Note,
    Origin,
    Quote,
    Repealed,
    Requirement,
    ScoreLine,
    SourceReference,
    StatusLimit,
    TranslatedTitle,
    Yields,
)
from bcm_formal.language.tree.reforms import Action, Amendment
from bcm_formal.language.vocabulary import (
    CLAUSE_FORMS,
    COMMON_CLAUSES,
    FORMS,
    HAPPENING_FORM,
    MAX_REPORTED,
    REPEATABLE,
    SCORE_LINE_FORM,
    clauses_of,
)
from bcm_formal.records import dataclass

_RULES = {
    "title": "title_clause",
    "in force": "in_force_clause",
    "repealed": "repealed_clause",
    "for": "for_clause",
    "source": "source_clause",
    "quote": "quote_clause",
    "confidence": "confidence_clause",
    "note": "note_clause",
    "time": "time_clause",
    "calendar": "calendar_clause",
    "covers": "covers_clause",
    "runs": "runs_clause",
    "zero": "zero_clause",
    "starts": "clock_starts_clause",
    "acts": "acts_clause",
    "at most": "status_limit_clause",
    "while": "while_clause",
    "set": "set_clause",
    "takes": "takes_clause",
    "yields": "yields_clause",
    "credit": "credit_clause",
    "add": "add_clause",
    "drop": "drop_clause",
    "replace": "replace_clause",
}
_OF_ONE_DAY = {
    "policy": "a policy is read as of one day: it says the day only",
    "reform": "a reform enters into force on one day: it says the day only",
}
_OPEN_BLOCKS = {"score": ("score_line", SCORE_LINE_FORM), "scenario": ("happening", HAPPENING_FORM)}
_SCENARIO_RULES = {"start": "scenario_start", "after": "happening", "expect": "expectation"}


def article(kind: str) -> str:
    """`a transition`, `an event`."""
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


@dataclass(slots=True)
class Clauses:
    """What the clauses of a declaration say. `given` holds where each keyword was first used, also if it was wrong."""

    nodes: list[object] = field(default_factory=list)
    when: tuple[Requirement, ...] = ()
    unless: tuple[Requirement, ...] = ()
    given: dict[str, Span] = field(default_factory=dict)
    origin: Origin = field(default_factory=Origin)


class ClauseReader:
    """Reads the clauses of declarations of one source."""

    def __init__(self, parser: LineParser) -> None:
        self.parser = parser
        self.source: Source = parser.source
        self.diagnostics = parser.diagnostics

    def read(self, kind: str, lines: Sequence[Line]) -> Clauses:
        """All clauses below a declaration of this kind, except the sentence of a property."""
        clauses = Clauses()
        for line in lines:
            if len(self.diagnostics) > MAX_REPORTED:
                break
            if not line.rows[0].words:
                continue
            self._correct(kind, line)
            words = line.words
            if line.keyword not in clauses_of(kind) and kind not in _OPEN_BLOCKS:
                self._report_stranger(kind, line)
                continue
            span = Span(self.source, words[0].start, words[0].start + len(line.keyword))
            if line.keyword in clauses_of(kind) and self._is_duplicate(kind, line.keyword, span, clauses):
                continue
            if line.keyword == "when" and kind in ("transition", "event"):
                clauses.when = self.parser.requirements(line, 1, CLAUSE_FORMS["when"])
            elif line.keyword == "unless" and kind in ("transition", "event"):
                clauses.unless = self.parser.requirements(line, 1, CLAUSE_FORMS["unless"])
            elif amends_requirements(line):
                clauses.nodes += self._amendments(line)
            else:
                node = self._node(kind, line)
                if node is not None:
                    clauses.nodes.append(node)
        clauses.origin = self._origin(kind, clauses.nodes)
        return clauses

    def _amendments(self, line: Line) -> list[Amendment]:
        """An amendment for each requirement that a line adds or drops."""
        action, clause = line.words[:2]
        made: list[Amendment] = []
        for part in self.parser.requirements(line, 2, CLAUSE_FORMS[line.keyword]):
            span = part.span if made else Span(self.source, action.start, part.span.end)
            requirement = Requirement(part.condition, part.span)
            done: Action = "add" if action.text == "add" else "drop"
            made.append(Amendment(done, clause.text, requirement, None, span, part.comments))
        return made

    def _node(self, kind: str, line: Line) -> object | None:
        if kind == "transitional" and line.keyword == "for":
            return self.parser.line("keep_clause", line, CLAUSE_FORMS["keep"])
        if kind == "scenario" and line.keyword in _SCENARIO_RULES:
            return self.parser.line(_SCENARIO_RULES[line.keyword], line, CLAUSE_FORMS[line.keyword])
        if kind in _OPEN_BLOCKS and line.keyword not in COMMON_CLAUSES:
            rule, form = _OPEN_BLOCKS[kind]
            node = self.parser.line(rule, line, form)
        else:
            node = self.parser.line(_RULES[line.keyword], line, CLAUSE_FORMS[line.keyword])
        if isinstance(node, StatusLimit | ScoreLine) and line.inner:
            inner = self.read("layer" if isinstance(node, ScoreLine) else "time limit", line.inner)
            if isinstance(node, ScoreLine):
                return replace(node, origin=inner.origin)
            return replace(node, origin=inner.origin, yields=find(Yields, inner.nodes))
        return node

    def _is_duplicate(self, kind: str, keyword: str, span: Span, clauses: Clauses) -> bool:
        first = clauses.given.setdefault(keyword, span)
        if first is span or keyword in REPEATABLE or (kind == "scenario" and keyword in ("after", "expect")):
            return False
        remedy = "go on with `and` below the first" if keyword in ("when", "unless") else "keep one of them"
        message = f"`{keyword}` is given twice"
        self.diagnostics.append(Diagnostic("BCM117", message, span, remedy, (Label(first, "first given here"),)))
        return True

    def _correct(self, kind: str, line: Line) -> None:
        """Report a misspelt keyword, and read the line as if it were spelt well."""
        if line.keyword in clauses_of(kind) or kind in _OPEN_BLOCKS or is_known_clause(line.keyword):
            return
        word = line.rows[0].words[0]
        meant = CLAUSES.get(word.text)
        if _is_assignment(line.words) or (meant in clauses_of(kind) and word.kind == "NAME"):
            return
        near = nearest(word.text, [clause for clause in clauses_of(kind) if " " not in clause])
        if not near or word.kind != "NAME" or word.text in FORMS:
            return
        span = Span(self.source, word.start, word.end)
        message = f"`{word.text}` is not a clause of {article(kind)}"
        fix = Fix(f"replace by `{near[0]}`", (Edit(span, near[0]),))
        self.diagnostics.append(Diagnostic("BCM130", message, span, f"did you mean `{near[0]}`?", fix=fix))
        line.keyword = near[0]
        line.rows[0].words[0] = word._replace(text=near[0])

    def _report_stranger(self, kind: str, line: Line) -> None:
        words = line.words
        if _is_assignment(words) and "set" in clauses_of(kind):
            self._report_assignment(kind, words)
            return
        length = len(line.keyword) if line.keyword and words[0].text != line.keyword else len(words[0].text)
        span = Span(self.source, words[0].start, words[0].start + length)
        listed = ", ".join(f"`{clause}`" for clause in clauses_of(kind))
        meant = CLAUSES.get(words[0].text)
        if meant in clauses_of(kind):
            message = f"`{words[0].text}` is not a clause of {article(kind)}"
            self.diagnostics.append(Diagnostic("BCM130", message, span, f"write `{CLAUSE_FORMS[str(meant)]}`"))
            return
        own = f"the clauses of {article(kind)} are {listed}" if listed else f"{article(kind)} has no clauses"
        if line.keyword in FORMS and not is_known_clause(line.keyword):
            message = f"`{line.keyword}` begins a declaration, but the line is indented"
            found = Diagnostic("BCM131", message, span, "start the line at column 1")
        elif is_known_clause(line.keyword):
            message = f"{article(kind)} has no clause `{line.keyword}`"
            found = Diagnostic("BCM131", message, span, own)
        else:
            message = f"`{line.keyword}` is not a clause of {article(kind)}"
            found = Diagnostic("BCM130", message, span, own)
        self.diagnostics.append(found)

    def _report_assignment(self, kind: str, words: Sequence[Word]) -> None:
        """`x = 1`, `x is 1` and `x += 1` as clauses: to be set, or to be asked for?"""
        name, sign = words[0], words[1]
        rest = [word.text for word in words[2:]]
        value = " ".join(rest if sign.text not in ("+", "-") else [name.text, sign.text, *rest[1:]])
        message = f"`{name.text}` does not begin a clause of {article(kind)}"
        remedy = f"to change it, write `set {name.text} = {value}`"
        if name.text not in rest and kind != "limit":
            remedy += f"; to ask for it, write `when {name.text} is {value}`"
        span = Span(self.source, name.start, words[-1].end)
        self.diagnostics.append(Diagnostic("BCM130", message, span, remedy))

    def _origin(self, kind: str, nodes: Sequence[object]) -> Origin:
        titles, sources = every(TranslatedTitle, nodes), every(SourceReference, nodes)
        self._check_repeated([(node.language.text, node.span) for node in titles], "the title in `{}` is given twice")
        references = [(_reference_text(node), node.span) for node in sources]
        self._check_repeated(references, "the source `{}` is given twice")
        law_of = find(LawOf, nodes)
        period = find(InForce, nodes)
        if period and kind in _OF_ONE_DAY:
            day = period.start or period.until or period.before
            remedy = f"write `in force {day.value}`" if day else "write `in force` and that day"
            message = _OF_ONE_DAY[kind]
            self.diagnostics.append(Diagnostic("BCM114", message, period.span, remedy))
            period = None
        if law_of and kind not in _OF_ONE_DAY:
            remedy = f"write `in force from {law_of.date.value}`"
            message = "only a policy is read as of one day; expected `from`"
            self.diagnostics.append(Diagnostic("BCM114", message, law_of.span, remedy))
        confidence, quotes, notes = find(Confidence, nodes), every(Quote, nodes), every(Note, nodes)
        return Origin(period, find(Repealed, nodes), titles, sources, quotes, confidence, notes)

    def _check_repeated(self, items: Sequence[tuple[str, Span]], message: str) -> None:
        first: dict[str, Span] = {}
        for text, span in items:
            if text in first:
                label = Label(first[text], "first given here")
                self.diagnostics.append(Diagnostic("BCM117", message.format(text), span, "keep one of them", (label,)))
            first.setdefault(text, span)


def _is_assignment(words: Sequence[Word]) -> bool:
    """True iff a line says what something is or becomes, without a word that says which."""
    if len(words) < 3 or words[0].kind != "NAME":
        return False
    return words[1].text in ("=", "is") or (words[1].text in ("+", "-") and words[2].text == "=" and len(words) > 3)


def _reference_text(node: SourceReference) -> str:
    return f"{node.source.text} {node.pinpoint.value}" if node.pinpoint else node.source.text
