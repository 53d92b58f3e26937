"""From a block of lines to a declaration: the first line and every clause is read on its own, all errors are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bcm_formal.diagnostics import Diagnostic, Edit, Fix, Source, Span
from bcm_formal.language.reading.clauses import ClauseReader, Clauses, article
from bcm_formal.language.reading.from_parse import Head
from bcm_formal.language.reading.from_parse_terms import every, find
from bcm_formal.language.reading.line_parser import LineParser, with_comments
from bcm_formal.language.reading.lines import Block, Line, is_known_clause
from bcm_formal.language.reading.words import Row
from bcm_formal.language.tree.policy import (
    ActorDecl,
    ActsAtOnce,
    Assignment,
    AttributeDecl,
    Calendar,
    ChoiceType,
    ClockDecl,
    ClockStart,
    Covers,
    Declaration,
    DefineDecl,
    EffortDecl,
    EventDecl,
    Expectation,
    ForPolicies,
    Happening,
    IncludeDecl,
    LawOf,
    LayerDecl,
    LevelType,
    LimitDecl,
    Name,
    ParameterDecl,
    PolicyDecl,
    PossibilityExpectation,
    PropertiesDecl,
    PropertyDecl,
    Runs,
    ScenarioDecl,
    ScenarioStart,
    ScoreDecl,
    ScoreLine,
    Sentence,
    SourceDecl,
    StartDecl,
    StatusDecl,
    StatusLimit,
    Takes,
    TimeStep,
    TransitionDecl,
    UnreadDeclaration,
    While,
    WindowDecl,
    Yields,
    Zero,
)
from bcm_formal.language.tree.reforms import (
    AmendDecl,
    Amendment,
    Credit,
    Keep,
    MoveDecl,
    ReformDecl,
    RenamedDecl,
    RepealDecl,
    ReplaceDecl,
    TransitionalDecl,
)
from bcm_formal.language.vocabulary import CLAUSE_FORMS, FORMS, NAMED_KINDS, RESERVED

_SPLIT_AT = {"define": "=", "property": ":"}
_NEEDED = {
    "limit": ("while", CLAUSE_FORMS["while"]),
    "scenario": ("start", CLAUSE_FORMS["start"]),
}
_NAMELESS = frozenset({"start", "include", "amend", "replace", "repeal", "renamed", "move", ""})
Listed = Happening | Expectation | PossibilityExpectation


class DeclarationReader:
    """Reads the blocks of one source; what is wrong collects in `diagnostics`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._parser = LineParser(source)
        self._clauses = ClauseReader(self._parser)
        self.diagnostics: list[Diagnostic] = self._parser.diagnostics

    def read(self, block: Block) -> Declaration | UnreadDeclaration:
        """The declaration without the clauses that were wrong; unread if its first line was wrong."""
        if not block.head.rows[0].words:
            return self._unread(block)
        self._check_keyword(block)
        if not block.kind:
            return self._unread(block)
        split = self._split(block)
        head = self._head(block, split)
        sentence_lines = [line for line in block.clauses if line.keyword == "sentence"]
        others = [line for line in block.clauses if line.keyword != "sentence" or block.kind != "property"]
        clauses = self._clauses.read(block.kind, others)
        sentence = self._sentence(block, split, sentence_lines) if block.kind == "property" else None
        self._check_needed(block, clauses)
        if head is None:
            return self._unread(block)
        declaration = self._assemble(block, head, clauses, sentence)
        if declaration is None:
            return self._unread(block)
        self._check_names(declaration)
        end = max(row.words[-1].end for row in _rows(block) if row.words)
        declaration = replace(declaration, span=Span(self.source, declaration.span.start, end))
        if block.replaces is not None:
            return ReplaceDecl(declaration, Span(self.source, block.replaces.start, end))
        return declaration

    def _split(self, block: Block) -> int:
        """How many words of the first line belong to the head; the rest is an expression or a sentence."""
        mark, words = _SPLIT_AT.get(block.kind), block.head.words
        if mark is None:
            return len(words)
        at = next((index for index, word in enumerate(words) if word.text == mark and word.kind == "SYMBOL"), None)
        return len(words) if at is None else at + 1

    def _head(self, block: Block, split: int) -> object | None:
        """The first line alone; a `define` and a `property` are without what follows their `=` or `:`."""
        line = block.head
        if line.broken:
            return None
        words, form = line.words[:split], FORMS[block.kind]
        if block.kind in _SPLIT_AT:
            node = self._parser.parse(f"{block.kind}_head", words, form)
            if block.kind == "define" and node is not None:
                body = self._parser.requirements(line, split, form)
                return replace(node, body=body) if body and isinstance(node, DefineDecl) else None
            return node
        if self._parser.mixes(line.rows):
            return None
        return self._parser.parse(f"{block.kind}_head", words, form)

    def _sentence(self, block: Block, split: int, lines: Sequence[Line]) -> Sentence | None:
        rest = block.head.words[split:]
        words = [*rest, *(word for line in lines for word in line.words)]
        if block.head.broken or any(line.broken or self._parser.mixes(line.rows) for line in lines):
            return None
        if not words:
            if split and block.head.words[split - 1].text == ":":
                self._report_missing(block, "a sentence", "sentence")
            return None
        temporal = words[0].text == "ctl"
        node = self._parser.parse("sentence", words, "sentence", temporal=temporal)
        return node if isinstance(node, Sentence) else None

    def _assemble(self, block: Block, head: object, clauses: Clauses, sentence: Sentence | None) -> Declaration | None:
        """The first line and the clauses put together; None if a clause that is needed is missing."""
        nodes, origin = clauses.nodes, clauses.origin
        declaration: Declaration | None
        match head:
            case PolicyDecl():
                time, calendar = find(TimeStep, nodes), find(Calendar, nodes)
                law_of, covers = find(LawOf, nodes), find(Covers, nodes)
                declaration = replace(head, time=time, calendar=calendar, law_of=law_of, covers=covers, origin=origin)
            case ClockDecl():
                runs, zero, starts = find(Runs, nodes), find(Zero, nodes), find(ClockStart, nodes)
                declaration = replace(head, runs=runs, zero=zero, starts=starts, origin=origin)
            case StatusDecl():
                acts, limit = find(ActsAtOnce, nodes), find(StatusLimit, nodes)
                declaration = replace(head, acts=acts, limit=limit, origin=origin)
            case ScoreDecl():
                declaration = replace(head, lines=every(ScoreLine, nodes), origin=origin)
            case TransitionDecl() | EventDecl():
                assignments, when, unless = every(Assignment, nodes), clauses.when, clauses.unless
                declaration = replace(
                    head,
                    when=when,
                    unless=unless,
                    assignments=assignments,
                    takes=find(Takes, nodes),
                    yields=find(Yields, nodes),
                    origin=origin,
                )
            case Head():
                declaration = _from_head(block, head, clauses, sentence)
            case (
                SourceDecl()
                | LayerDecl()
                | ActorDecl()
                | ParameterDecl()
                | AttributeDecl()
                | DefineDecl()
                | StartDecl()
                | EffortDecl()
                | WindowDecl()
            ):
                declaration = replace(head, origin=origin)
            case IncludeDecl():
                declaration = head
            case PropertiesDecl():
                declaration = replace(head, policies=every(ForPolicies, nodes), origin=origin)
            case ReformDecl():
                declaration = replace(head, law_of=find(LawOf, nodes), origin=origin)
            case AmendDecl():
                declaration = replace(head, amendments=every(Amendment, nodes), origin=origin)
            case RepealDecl():
                declaration = replace(head, origin=origin)
            case RenamedDecl():
                declaration = head
            case MoveDecl():
                declaration = replace(
                    head, assignments=every(Assignment, nodes), credit=find(Credit, nodes), origin=origin
                )
            case TransitionalDecl():
                declaration = replace(head, keeps=every(Keep, nodes), origin=origin)
            case _:
                raise AssertionError(f"no first line of a declaration: {head!r}")
        if declaration is None:
            return None
        comments = block.head.comments
        if isinstance(declaration, DefineDecl) and len(block.head.parts) > 1:
            comments = block.head.parts[0].comments
        if isinstance(declaration, DefineDecl):
            first = replace(declaration.body[0], comments=replace(declaration.body[0].comments, before=(), beside=()))
            declaration = replace(declaration, body=(first, *declaration.body[1:]))
        return with_comments(declaration, comments)

    def _check_keyword(self, block: Block) -> None:
        """Report an unknown keyword; a misspelt one is then read as if it were spelt well."""
        word = block.head.rows[0].words[0]
        if block.replaces is not None and block.kind and block.kind not in NAMED_KINDS:
            message = f"`replace` cannot stand before `{word.text}`"
            span = Span(self.source, block.replaces.start, word.end)
            listed = ", ".join(f"`{keyword}`" for keyword in NAMED_KINDS)
            self.diagnostics.append(Diagnostic("BCM160", message, span, f"it stands before {listed}"))
            block.kind = ""
            return
        if word.text in FORMS and word.kind == "NAME":
            return
        span = Span(self.source, word.start, word.end)
        if is_known_clause(block.head.keyword):
            block.kind = ""
            message = f"`{word.text}` is a clause, but the line is not indented"
            self.diagnostics.append(Diagnostic("BCM110", message, span, "indent it below its declaration"))
            return
        message = f"`{word.text}` does not begin a declaration"
        if block.kind and word.kind == "NAME":
            fix = Fix(f"replace by `{block.kind}`", (Edit(span, block.kind),))
            self.diagnostics.append(Diagnostic("BCM110", message, span, f"did you mean `{block.kind}`?", fix=fix))
            block.head.rows[0].words[0] = word._replace(text=block.kind)
            return
        block.kind = ""
        if word.text in ("-", "*"):
            self.diagnostics.append(Diagnostic("BCM110", message, span, "write `#` where a comment begins"))
            return
        listed = ", ".join(f"`{keyword}`" for keyword in FORMS)
        self.diagnostics.append(Diagnostic("BCM110", message, span, f"declarations begin with {listed}"))

    def _check_needed(self, block: Block, clauses: Clauses) -> None:
        needed = _NEEDED.get(block.kind)
        if needed and needed[0] not in clauses.given and not any(not line.rows[0].words for line in block.clauses):
            self._report_missing(block, f"`{needed[0]}`", needed[1])
        if block.kind == "score" and not any(line.rows[0].words for line in block.clauses):
            self._report_missing(block, "points", "30 when CONDITION")

    def _report_missing(self, block: Block, what: str, form: str) -> None:
        words = block.head.words
        span = Span(self.source, words[0].start, words[min(1, len(words) - 1)].end)
        remedy = "write it after the colon, or indented below" if form == "sentence" else f"add a line `{form}`"
        message = f"{article(block.kind)} needs {what}"
        self.diagnostics.append(Diagnostic("BCM119", message, span, remedy))

    def _check_names(self, declaration: Declaration) -> None:
        names: list[Name] = []
        if isinstance(declaration, RenamedDecl):
            names.append(declaration.new)
        elif not isinstance(declaration, StartDecl | SourceDecl | IncludeDecl | MoveDecl | ReplaceDecl):
            names.append(declaration.name)
        if isinstance(declaration, AttributeDecl):
            if isinstance(declaration.type, LevelType):
                names += declaration.type.levels
            elif isinstance(declaration.type, ChoiceType):
                names += [value for value in declaration.type.values if isinstance(value, Name)]
        for name in names:
            if name.text in RESERVED:
                message = f"`{name.text}` is a word of expressions and cannot be a name"
                remedy = f"choose another, such as `{name.text}_`"
                self.diagnostics.append(Diagnostic("BCM132", message, name.span, remedy))

    def _unread(self, block: Block) -> UnreadDeclaration:
        words = block.head.words
        names = [Name(word.text, Span(self.source, word.start, word.end)) for word in words[1:] if word.kind == "NAME"]
        values = tuple(names[1:]) if block.kind == "attribute" else ()
        row = block.head.rows[0]
        span = Span(self.source, words[0].start, words[-1].end) if words else Span(self.source, row.start, row.start)
        named = block.kind not in _NAMELESS and bool(names)
        return UnreadDeclaration(block.kind or row.first, names[0] if named else None, values, span)


def _rows(block: Block) -> Sequence[Row]:
    inner = [line for clause in block.clauses for line in clause.inner]
    return [row for line in (block.head, *block.clauses, *inner) for row in line.rows]


def _from_head(block: Block, head: Head, clauses: Clauses, sentence: Sentence | None) -> Declaration | None:
    """A limit, property or scenario, if what it cannot be without could be read."""
    nodes, origin = clauses.nodes, clauses.origin
    if block.kind == "limit":
        rule = find(While, nodes)
        assignments = every(Assignment, nodes)
        yields = find(Yields, nodes)
        if rule is None:
            return None
        return LimitDecl(head.name, head.title, head.places, rule, assignments, yields, origin, head.span)
    if block.kind == "scenario":
        start = find(ScenarioStart, nodes)
        lines = tuple(node for node in nodes if isinstance(node, Listed))
        return ScenarioDecl(head.name, head.title, start, lines, origin, head.span) if start else None
    if sentence is None:
        return None
    lines_of_sentence = [line for line in block.clauses if line.keyword == "sentence"]
    declared = PropertyDecl(head.name, head.title, sentence, origin, head.span)
    if lines_of_sentence:
        return replace(declared, sentence_comments=lines_of_sentence[0].comments)
    return declared
