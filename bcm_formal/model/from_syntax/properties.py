"""Property sentences: what they say of persons, goals, actors and time."""

from __future__ import annotations

from typing import assert_never

from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.tree.sentences import BetterAlwaysHastens, ForEvery
from bcm_formal.language.writing.terms import sentence_text
from bcm_formal.model.expressions import FALSE, TRUE, Condition, InStatus
from bcm_formal.model.from_syntax.comparisons import compared
from bcm_formal.model.from_syntax.constants import value_of
from bcm_formal.model.from_syntax.expressions import Reader
from bcm_formal.model.from_syntax.origins import origin_from_syntax, title_of
from bcm_formal.model.from_syntax.persons import actors_of, helpers, persons
from bcm_formal.model.model import Property
from bcm_formal.model.sentences import (
    CanReach,
    Ctl,
    CtlAnd,
    CtlNext,
    CtlNot,
    CtlOr,
    CtlState,
    CtlUntil,
    EveryEntering,
    EveryHas,
    EveryLeaving,
    Formula,
    MustReach,
    NoDeadEnds,
    NoneCanReach,
    NoPerson,
    OnlyAfter,
    Sentence,
    SomeCanReach,
    TimeFrom,
)
from bcm_formal.model.types import Duration


def property_from_syntax(written: syntax.PropertyDecl, reader: Reader) -> Property | None:
    """The property; None after an error."""
    origin = origin_from_syntax(written.origin, reader.scope, reader.findings)
    sentence = _sentence(written.sentence, reader)
    if sentence is None:
        return None
    name = written.name.text
    text = sentence_text(written.sentence)
    return Property(name, title_of(written.title, name), sentence, text, origin, written.span)


def _sentence(written: syntax.Sentence, reader: Reader) -> Sentence | None:
    match written:
        case syntax.NoPerson(who):
            condition = persons(who, reader)
            return None if condition is None else NoPerson(condition)
        case syntax.EveryPersonHas(who, has):
            pair = _both(persons(who, reader), reader.condition(has))
            return None if pair is None else EveryHas(*pair)
        case syntax.EveryEntryHas(goal, source, by, has):
            pair = _both(persons(goal, reader), reader.condition(has))
            origin = TRUE if source is None else persons(source, reader)
            actors = actors_of(by, reader)
            return None if pair is None or origin is None or actors is None else EveryEntering(*pair, origin, *actors)
        case syntax.EveryExitHas(source, by, has):
            pair = _both(persons(source, reader), reader.condition(has))
            actors = actors_of(by, reader)
            return None if pair is None or actors is None else EveryLeaving(*pair, *actors)
        case syntax.OnlyAfter(goal, after):
            pair = _both(persons(goal, reader), reader.condition(after))
            return None if pair is None else OnlyAfter(*pair)
        case (
            syntax.EveryPersonCanReach()
            | syntax.EveryPersonMustReach()
            | syntax.SomePersonCanReach()
            | syntax.NoPersonCanReach()
        ):
            return _path(written, reader)
        case (
            syntax.BetterNeverBlocks()
            | syntax.BetterNeverDelays()
            | BetterAlwaysHastens()
            | syntax.PathIndependent()
            | syntax.TimeIndependent()
        ):
            return compared(written, None, reader)
        case ForEvery(who, two):
            return compared(two, who, reader)
        case syntax.TimeFrom():
            return _time_from(written, reader)
        case syntax.NoDeadEnds():
            return NoDeadEnds()
        case syntax.Ctl(formula):
            read = _formula(formula, reader)
            return None if read is None else Ctl(read)
        case _:
            assert_never(written)


def _both(first: Condition | None, second: Condition | None) -> tuple[Condition, Condition] | None:
    return None if first is None or second is None else (first, second)


def _path(
    written: syntax.EveryPersonCanReach
    | syntax.EveryPersonMustReach
    | syntax.SomePersonCanReach
    | syntax.NoPersonCanReach,
    reader: Reader,
) -> Sentence | None:
    pair = _both(persons(written.who, reader), persons(written.goal, reader))
    within: int | None = None
    if written.within is not None:
        found = value_of(reader, written.within, Duration())
        if found is None:
            return None
        within = int(found)
    if isinstance(written, syntax.EveryPersonMustReach):
        return None if pair is None else MustReach(*pair, within)
    named = helpers(written.by, reader)
    if pair is None or named is None:
        return None
    actors = named[0]
    match written:
        case syntax.EveryPersonCanReach():
            if written.despite == 0:
                message = "`despite 0 adverse events` asks nothing more"
                reader.findings.warning("BCM607", message, written.span, "leave it out: no path needs an adverse event")
            despite = written.despite or None
            return CanReach(*pair, within, actors, despite, written.even_by_adverse)
        case syntax.SomePersonCanReach():
            return SomeCanReach(*pair, within, actors)
        case syntax.NoPersonCanReach():
            return NoneCanReach(*pair, within, actors)
        case _:
            assert_never(written)


def _time_from(written: syntax.TimeFrom, reader: Reader) -> TimeFrom | None:
    origin = reader.scope.statuses_of(written.origin, reader.findings)
    target = reader.scope.statuses_of(written.target, reader.findings)
    bound = value_of(reader, written.bound, Duration())
    if origin is None or target is None or bound is None:
        return None
    return TimeFrom(InStatus(origin), InStatus(target), written.at_least, int(bound))


def _formula(written: syntax.Formula, reader: Reader) -> Formula | None:
    match written:
        case syntax.StateCondition(expression):
            condition = reader.condition(expression)
            return None if condition is None else CtlState(condition)
        case syntax.CtlNot(operand):
            inner = _formula(operand, reader)
            return None if inner is None else CtlNot(inner)
        case syntax.CtlAnd(operands):
            parts = _formulas(operands, reader)
            return None if parts is None else CtlAnd(parts)
        case syntax.CtlOr(operands):
            parts = _formulas(operands, reader)
            return None if parts is None else CtlOr(parts)
        case syntax.CtlImplies(left, right):
            parts = _formulas((left, right), reader)
            return None if parts is None else CtlOr((CtlNot(parts[0]), parts[1]))
        case syntax.CtlUnary(op, operand):
            inner = _formula(operand, reader)
            return None if inner is None else _unary(op, inner)
        case syntax.CtlUntil(quantifier, weak, left, right):
            parts = _formulas((left, right), reader)
            return None if parts is None else CtlUntil(quantifier == "A", weak, parts[0], parts[1])
        case _:
            assert_never(written)


def _formulas(written: tuple[syntax.Formula, ...], reader: Reader) -> tuple[Formula, ...] | None:
    read = [_formula(part, reader) for part in written]
    whole = tuple(part for part in read if part is not None)
    return whole if len(whole) == len(read) else None


def _unary(op: syntax.CtlUnaryOp, inner: Formula) -> Formula:
    every = op[0] == "A"
    match op[1]:
        case "X":
            return CtlNext(every, inner)
        case "F":
            return CtlUntil(every, False, CtlState(TRUE), inner)
        case _:
            return CtlUntil(every, True, inner, CtlState(FALSE))
