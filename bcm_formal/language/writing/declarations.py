"""Declarations as lines of text: the first line in columns that may be aligned, then the clauses in one fixed order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from bcm_formal.language.tree.policy import (
    ActorDecl,
    AttributeDecl,
    AttributeType,
    Between,
    Calendar,
    ChoiceType,
    ClockDecl,
    Declaration,
    DefineDecl,
    EffortDecl,
    EventDecl,
    Expectation,
    Expression,
    ForPolicies,
    Happening,
    IfThenElse,
    Implies,
    IncludeDecl,
    InForce,
    IntegerType,
    LayerDecl,
    LevelType,
    LimitDecl,
    Or,
    Origin,
    ParameterDecl,
    PolicyDecl,
    PossibilityExpectation,
    PropertiesDecl,
    PropertyDecl,
    RangeType,
    Requirement,
    ScenarioDecl,
    ScenarioLine,
    ScoreDecl,
    SourceDecl,
    StartDecl,
    StatusDecl,
    Table,
    TransitionDecl,
    WindowDecl,
    YesNoType,
    Yields,
)
from bcm_formal.language.tree.reforms import OfReform, ReplaceDecl
from bcm_formal.language.writing.clauses import (
    PlainClause,
    TextLine,
    actor_text,
    assignment_lines,
    clause_text,
    places_text,
    title_text,
    while_text,
)
from bcm_formal.language.writing.reforms import reform_head, reform_lines
from bcm_formal.language.writing.terms import (
    SUM,
    expression_text,
    names_text,
    quoted,
    sentence_text,
    value_text,
    with_text,
)


def head_columns(declaration: Declaration) -> tuple[str, ...]:
    """The first line in columns; neighbours of one kind are aligned in all columns but the last."""
    match declaration:
        case PolicyDecl(name, title):
            return (f"policy {name.text}{title_text(title)}",)
        case SourceDecl(name, title, url, checked):
            more = f" url {quoted(url)}" if url else ""
            more += f" checked {checked.value}" if checked else ""
            return (f"source {name.text} {quoted(title)}{more}",)
        case LayerDecl(name, title):
            return _columns(f"layer {name.text}", quoted(title) if title else "")
        case ActorDecl(name, title):
            return _columns(f"actor {name.text}", quoted(title) if title else "")
        case ParameterDecl(name, title, value, between):
            return (f"parameter {name.text}{title_text(title)}{_parameter_value(value)}{_between(between)}",)
        case AttributeDecl(name, title, kind, fixed, starts):
            options = f"{', fixed' if fixed else ''}{f', starts {value_text(starts)}' if starts else ''}"
            return (f"attribute {name.text}{title_text(title)}:", f"{_type(kind)}{options}")
        case ClockDecl(name, title, fixed):
            return (f"clock {name.text}{title_text(title)}{', fixed' if fixed else ''}",)
        case EffortDecl(name, title):
            return (f"effort {name.text}{title_text(title)}",)
        case WindowDecl(name, title, places, condition, over, parts):
            counted = f"counts{places_text(places)}{while_text(condition)}"
            length = f"over {expression_text(over, SUM)} in {parts} parts"
            return (f"window {name.text}{title_text(title)}: {counted} {length}",)
        case StatusDecl(name, layer, title):
            return _columns(f"status {name.text}", f"in {layer.text}", quoted(title) if title else "")
        case DefineDecl(name, title, body):
            first = _requirement(body[0], len(body) > 1)
            return (f"define {name.text}{title_text(title)} = {first}",)
        case ScoreDecl(name, title):
            return (f"score {name.text}{title_text(title)}",)
        case TransitionDecl(name, title, origins, target, actor, adverse):
            way = f"from {names_text(origins)} to {target.text}"
            return (f"transition {name.text} {way} {actor_text(actor, adverse)}{title_text(title)}",)
        case EventDecl(name, title, places, actor, adverse):
            return (f"event {name.text}{places_text(places)} {actor_text(actor, adverse)}{title_text(title)}",)
        case LimitDecl(name, title, places):
            return (f"limit {name.text}{places_text(places)}{title_text(title)}",)
        case PropertiesDecl(name, title):
            return (f"properties {name.text}{title_text(title)}",)
        case IncludeDecl(path):
            return (f"include {quoted(path)}",)
        case StartDecl(places, condition):
            return (f"start{places_text(places)}{with_text(condition)}",)
        case PropertyDecl(name, title):
            return (f"property {name.text}{title_text(title)}:",)
        case ScenarioDecl(name, title):
            return (f"scenario {name.text}{title_text(title)}",)
        case ReplaceDecl(inner):
            return (f"replace {' '.join(head_columns(inner))}",)
        case OfReform():
            return (reform_head(declaration),)
        case _:
            assert_never(declaration)


def clause_lines(declaration: Declaration) -> list[TextLine]:
    """The lines below the first: titles, what is special to the kind, then where it comes from."""
    if isinstance(declaration, ReplaceDecl):
        return clause_lines(declaration.declaration)
    titles, rest = _origin_lines(declaration.origin, 2)
    own = _own_lines(declaration)
    if isinstance(declaration, DefineDecl):  # its lines go on with the first line
        return [*own, *titles, *rest]
    return [*titles, *own, *rest]


def _own_lines(declaration: Declaration) -> list[TextLine]:
    match declaration:
        case ReplaceDecl(inner):
            return _own_lines(inner)
        case OfReform():
            return reform_lines(declaration)
        case PolicyDecl():
            return _policy_lines(declaration)
        case PropertiesDecl(policies=policies):
            return [TextLine(_for_policies(clause), clause.comments) for clause in policies]
        case ClockDecl(runs=runs, zero=zero, starts=starts):
            return [_clause(clause) for clause in (runs, zero, starts) if clause]
        case StatusDecl(limit=limit, acts=acts):
            lines = [_clause(acts)] if acts else []
            if limit is None:
                return lines
            return [*lines, _clause(limit), *_yields(limit.yields, 4), *_inner_lines(limit.origin)]
        case DefineDecl(body=body):
            return [TextLine(f"and {_requirement(part, True)}", part.comments) for part in body[1:]]
        case ScoreDecl(lines=score_lines):
            written: list[TextLine] = []
            for line in score_lines:
                written.append(TextLine(f"{line.points} when {expression_text(line.condition)}", line.comments))
                written += _inner_lines(line.origin)
            return written
        case (
            TransitionDecl(when=when, unless=unless, takes=takes, assignments=sets, yields=yields)
            | EventDecl(when=when, unless=unless, takes=takes, assignments=sets, yields=yields)
        ):
            asked = [*_guard("when", when), *_guard("unless", unless), *([_clause(takes)] if takes else ())]
            return [*asked, *assignment_lines(sets), *_yields(yields)]
        case LimitDecl(rule=rule, assignments=sets, yields=yields):
            return [_clause(rule), *assignment_lines(sets), *_yields(yields)]
        case PropertyDecl(sentence=sentence):
            return [TextLine(sentence_text(sentence), declaration.sentence_comments)]
        case ScenarioDecl(start=start, lines=scenario_lines):
            first = TextLine(f"start{places_text(start.places)}{with_text(start.condition)}", start.comments)
            return [first, *(TextLine(_scenario_line(line), line.comments) for line in scenario_lines)]
        case (
            IncludeDecl()
            | SourceDecl()
            | LayerDecl()
            | ActorDecl()
            | ParameterDecl()
            | AttributeDecl()
            | StartDecl()
            | EffortDecl()
            | WindowDecl()
        ):
            return []
        case _:
            assert_never(declaration)


def _for_policies(clause: ForPolicies) -> str:
    renamings = ", ".join(f"{item.kind.text} {item.name.text} is {item.meant.text}" for item in clause.renamings)
    return f"for {names_text(clause.policies)}{': ' if renamings else ''}{renamings}"


def _policy_lines(policy: PolicyDecl) -> list[TextLine]:
    lines: list[TextLine] = []
    if policy.time:
        lines.append(TextLine(f"time in {policy.time.unit}s", policy.time.comments))
    if policy.calendar:
        lines.append(TextLine(_calendar(policy.calendar), policy.calendar.comments))
    if policy.law_of:
        lines.append(TextLine(f"in force {policy.law_of.date.value}", policy.law_of.comments))
    if policy.covers:
        days = f"covers {policy.covers.first.value} to {policy.covers.last.value}"
        lines.append(TextLine(days, policy.covers.comments))
    return lines


def _calendar(calendar: Calendar) -> str:
    entries = (f"{expression_text(entry.period)} is {expression_text(entry.length)}" for entry in calendar.entries)
    return f"calendar {', '.join(entries)}"


def _origin_lines(origin: Origin, indent: int) -> tuple[list[TextLine], list[TextLine]]:
    """The titles, and everything else about the origin."""
    titles = [TextLine(f"title {t.language.text} {quoted(t.text)}", t.comments, indent) for t in origin.titles]
    rest: list[TextLine] = []
    if origin.in_force:
        rest.append(TextLine(_in_force(origin.in_force), origin.in_force.comments, indent))
    if origin.repealed:
        rest.append(TextLine(f"repealed {origin.repealed.date.value}", origin.repealed.comments, indent))
    for reference in origin.sources:
        text = f"source {reference.source.text}{title_text(reference.pinpoint)}"
        rest.append(TextLine(text, reference.comments, indent))
    rest += [TextLine(f"quote {quoted(quote.text)}", quote.comments, indent) for quote in origin.quotes]
    if origin.confidence:
        rest.append(TextLine(f"confidence {origin.confidence.level}", origin.confidence.comments, indent))
    rest += [TextLine(f"note {quoted(note.text)}", note.comments, indent) for note in origin.notes]
    return titles, rest


def _inner_lines(origin: Origin) -> list[TextLine]:
    titles, rest = _origin_lines(origin, 4)
    return [*titles, *rest]


def _in_force(clause: InForce) -> str:
    days = (("from", clause.start), ("until", clause.until), ("before", clause.before))
    return " ".join(["in force", *(f"{word} {day.value}" for word, day in days if day)])


def _guard(word: str, requirements: Sequence[Requirement]) -> list[TextLine]:
    """One requirement a line; each `and` ends in the column where the keyword ends."""
    several = len(requirements) > 1
    lines: list[TextLine] = []
    for number, part in enumerate(requirements):
        text = f"{'and' if number else word} {_requirement(part, several)}"
        lines.append(TextLine(text, part.comments, 2 + len(word) - 3 if number else 2))
    return lines


def _requirement(requirement: Requirement, one_of_several: bool) -> str:
    """The condition; in parentheses where it stands among others and could be read in two ways."""
    loose = isinstance(requirement.condition, Or | Implies | IfThenElse)
    text = expression_text(requirement.condition)
    return f"({text})" if loose and one_of_several else text


def _clause(clause: PlainClause) -> TextLine:
    return TextLine(clause_text(clause), clause.comments)


def _yields(clause: Yields | None, indent: int = 2) -> list[TextLine]:
    return [TextLine(clause_text(clause), clause.comments, indent)] if clause else []


def _scenario_line(line: ScenarioLine) -> str:
    match line:
        case Happening(wait, action, chosen):
            values = ", ".join(f"{choice.target.text} is {expression_text(choice.value)}" for choice in chosen)
            act = f"{action.text}{f' with {values}' if chosen else ''}" if action else ""
            if wait is None:
                return act
            return f"after {expression_text(wait, SUM)}{f': {act}' if act else ''}"
        case Expectation(condition):
            return f"expect {expression_text(condition)}"
        case PossibilityExpectation(action, possible):
            return f"expect {action.text} {'possible' if possible else 'impossible'}"
        case _:
            assert_never(line)


def _columns(*columns: str) -> tuple[str, ...]:
    return tuple(column for column in columns if column)


def _between(between: Between | None) -> str:
    return f" between {expression_text(between.low)} and {expression_text(between.high)}" if between else ""


def _parameter_value(value: Expression | Table) -> str:
    if not isinstance(value, Table):
        return f" = {expression_text(value)}"
    rows = ", ".join(f"{expression_text(row.key)} {expression_text(row.value)}" for row in value.rows)
    return f" by {value.attribute.text}: {rows}"


def _type(kind: AttributeType) -> str:
    match kind:
        case YesNoType():
            return "yes or no"
        case ChoiceType(values):
            return f"one of {', '.join(expression_text(value) for value in values)}"
        case LevelType(levels):
            return " < ".join(level.text for level in levels)
        case RangeType(low, high, unit=unit):
            return f"{low} to {high} {unit}" if unit else f"{low} to {high}"
        case IntegerType(unit=unit):
            return f"integer {unit}" if unit else "integer"
        case _:
            assert_never(kind)
