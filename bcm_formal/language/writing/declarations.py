"""Declarations as lines of text: the first line in columns that may be aligned, then the clauses in one fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, assert_never

from bcm_formal.language.tree.policy import (
    NO_COMMENTS,
    ActorDecl,
    AnyValue,
    Assignment,
    AttributeDecl,
    AttributeType,
    Between,
    Calendar,
    ChoiceType,
    ClockDecl,
    Comments,
    Declaration,
    DefineDecl,
    Duration,
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
    Name,
    Or,
    Origin,
    ParameterDecl,
    PolicyDecl,
    PossibilityExpectation,
    PropertiesDecl,
    PropertyDecl,
    RangeType,
    ReadingRange,
    Requirement,
    ScenarioDecl,
    ScenarioLine,
    ScoreDecl,
    SourceDecl,
    StartDecl,
    StatusDecl,
    Table,
    Takes,
    Text,
    TransitionDecl,
    WindowDecl,
    YesNoType,
    Yields,
)
from bcm_formal.language.writing.terms import (
    EXTREME,
    SUM,
    expression_text,
    names_text,
    quoted,
    sentence_text,
    value_text,
    with_text,
)


class TextLine(NamedTuple):
    """One line to write, with the comments around it."""

    text: str
    comments: Comments = NO_COMMENTS
    indent: int = 2


def head_columns(declaration: Declaration) -> tuple[str, ...]:
    """The first line in columns; neighbours of one kind are aligned in all columns but the last."""
    match declaration:
        case PolicyDecl(name, title):
            return (f"policy {name.text}{_title(title)}",)
        case SourceDecl(name, title, url, checked):
            more = f" url {quoted(url)}" if url else ""
            more += f" checked {checked.value}" if checked else ""
            return (f"source {name.text} {quoted(title)}{more}",)
        case LayerDecl(name, title):
            return _columns(f"layer {name.text}", quoted(title) if title else "")
        case ActorDecl(name, title):
            return _columns(f"actor {name.text}", quoted(title) if title else "")
        case ParameterDecl(name, title, value, between):
            return (f"parameter {name.text}{_title(title)}{_parameter_value(value)}{_between(between)}",)
        case AttributeDecl(name, title, kind, fixed, starts):
            options = f"{', fixed' if fixed else ''}{f', starts {value_text(starts)}' if starts else ''}"
            return (f"attribute {name.text}{_title(title)}:", f"{_type(kind)}{options}")
        case ClockDecl(name, title, fixed):
            return (f"clock {name.text}{_title(title)}{', fixed' if fixed else ''}",)
        case EffortDecl(name, title):
            return (f"effort {name.text}{_title(title)}",)
        case WindowDecl(name, title, places, condition, over, parts):
            counted = f"counts{_places(places)}{_while(condition)}"
            return (f"window {name.text}{_title(title)}: {counted} over {expression_text(over, SUM)} in {parts} parts",)
        case StatusDecl(name, layer, title):
            return _columns(f"status {name.text}", f"in {layer.text}", quoted(title) if title else "")
        case DefineDecl(name, title, body):
            first = _requirement(body[0], len(body) > 1)
            return (f"define {name.text}{_title(title)} = {first}",)
        case ScoreDecl(name, title):
            return (f"score {name.text}{_title(title)}",)
        case TransitionDecl(name, title, origins, target, actor, adverse):
            way = f"from {names_text(origins)} to {target.text}"
            return (f"transition {name.text} {way} {_actor(actor, adverse)}{_title(title)}",)
        case EventDecl(name, title, places, actor, adverse):
            return (f"event {name.text}{_places(places)} {_actor(actor, adverse)}{_title(title)}",)
        case LimitDecl(name, title, places):
            return (f"limit {name.text}{_places(places)}{_title(title)}",)
        case PropertiesDecl(name, title):
            return (f"properties {name.text}{_title(title)}",)
        case IncludeDecl(path):
            return (f"include {quoted(path)}",)
        case StartDecl(places, condition):
            return (f"start{_places(places)}{with_text(condition)}",)
        case PropertyDecl(name, title):
            return (f"property {name.text}{_title(title)}:",)
        case ScenarioDecl(name, title):
            return (f"scenario {name.text}{_title(title)}",)
        case _:
            assert_never(declaration)


def clause_lines(declaration: Declaration) -> list[TextLine]:
    """The lines below the first: titles, what is special to the kind, then where it comes from."""
    titles, rest = _origin_lines(declaration.origin, 2)
    own = _own_lines(declaration)
    if isinstance(declaration, DefineDecl):  # its lines go on with the first line
        return [*own, *titles, *rest]
    return [*titles, *own, *rest]


def _own_lines(declaration: Declaration) -> list[TextLine]:
    match declaration:
        case PolicyDecl():
            return _policy_lines(declaration)
        case PropertiesDecl(policies=policies):
            return [TextLine(_for_policies(clause), clause.comments) for clause in policies]
        case ClockDecl(runs=runs, zero=zero, starts=starts):
            lines = [
                TextLine(f"{word}{_places(clause.places)}{_while(clause.condition)}", clause.comments)
                for word, clause in (("runs", runs), ("zero", zero))
                if clause
            ]
            if starts:
                lines.append(TextLine(f"starts {_readings(starts.value)}", starts.comments))
            return lines
        case StatusDecl(limit=limit, acts=acts):
            lines = [TextLine("acts at once", acts.comments)] if acts else []
            if limit is None:
                return lines
            text = f"at most {expression_text(limit.bound, EXTREME)}, then {limit.target.text}"
            return [*lines, TextLine(text, limit.comments), *_yields(limit.yields, 4), *_inner_lines(limit.origin)]
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
            asked = [*_guard("when", when), *_guard("unless", unless), *_takes(takes)]
            return [*asked, *_assignments(sets), *_yields(yields)]
        case LimitDecl(rule=rule, assignments=sets, yields=yields):
            text = f"while {expression_text(rule.condition)}, then {rule.target.text}"
            return [TextLine(text, rule.comments), *_assignments(sets), *_yields(yields)]
        case PropertyDecl(sentence=sentence):
            return [TextLine(sentence_text(sentence), declaration.sentence_comments)]
        case ScenarioDecl(start=start, lines=scenario_lines):
            first = TextLine(f"start{_places(start.places)}{with_text(start.condition)}", start.comments)
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


def _readings(value: Expression | AnyValue | ReadingRange) -> str:
    match value:
        case ReadingRange(Duration(low, unit), Duration(_, same) as high) if unit == same:
            return f"{low} to {expression_text(high)}"
        case ReadingRange(low, high):
            ends = [expression_text(end, SUM) for end in (low, high) if end is not None]
            word = "" if len(ends) == 2 else "at most " if low is None else "at least "
            return word + " to ".join(ends)
        case AnyValue():
            return "any"
        case _:
            return expression_text(value, SUM)


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
        text = f"source {reference.source.text}{_title(reference.pinpoint)}"
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


def _assignments(assignments: Iterable[Assignment]) -> list[TextLine]:
    return [TextLine(f"set {a.target.text} = {value_text(a.value)}", a.comments) for a in assignments]


def _takes(clause: Takes | None) -> list[TextLine]:
    return [TextLine(takes_text(clause), clause.comments)] if clause else []


def takes_text(clause: Takes) -> str:
    """`takes 6 months of study`."""
    return f"takes {expression_text(clause.length, SUM)}{f' of {clause.effort.text}' if clause.effort else ''}"


def _yields(clause: Yields | None, indent: int = 2) -> list[TextLine]:
    return [TextLine(f"yields to {names_text(clause.rules)}", clause.comments, indent)] if clause else []


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


def _title(title: Text | None) -> str:
    return f" {quoted(title)}" if title else ""


def _places(places: Sequence[Name]) -> str:
    return f" in {names_text(places)}" if places else ""


def _while(condition: Expression | None) -> str:
    return f" while {expression_text(condition)}" if condition else ""


def _actor(actor: Name, adverse: bool) -> str:
    return f"by {actor.text}{', adverse' if adverse else ''}"


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
        case RangeType(low, high):
            return f"{low} to {high}"
        case IntegerType():
            return "integer"
        case _:
            assert_never(kind)
