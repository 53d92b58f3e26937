"""Expressions, formulas and property sentences as text: the fewest parentheses that read back as the same tree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from bcm_formal.language.tree.policy import (
    And,
    AnyValue,
    Arithmetic,
    BetterNeverBlocks,
    BetterNeverDelays,
    Compare,
    Ctl,
    CtlAnd,
    CtlImplies,
    CtlNot,
    CtlOr,
    CtlUnary,
    CtlUntil,
    Date,
    Duration,
    EveryEntryHas,
    EveryExitHas,
    EveryPersonCanReach,
    EveryPersonHas,
    EveryPersonMustReach,
    Expression,
    Extreme,
    Formula,
    Goal,
    IfThenElse,
    Implies,
    In,
    Name,
    Negative,
    NeighbouringLevel,
    NoDeadEnds,
    NoPerson,
    NoPersonCanReach,
    Not,
    Number,
    OneOf,
    OnlyAfter,
    Or,
    PathIndependent,
    Sentence,
    SomePersonCanReach,
    StateCondition,
    Text,
    TimeFrom,
    TimeIndependent,
    Who,
    YesNo,
)
from bcm_formal.language.tree.sentences import BetterAlwaysHastens, ForEvery, Raised

# How tightly a form binds; an operand that binds less tightly than its place asks for gets parentheses.
LOOSEST, OR, AND, NOT, COMPARISON, EXTREME, SUM, PRODUCT, UNARY, STEP, ATOM = range(11)


def expression_text(expression: Expression, binding: int = LOOSEST) -> str:
    """The expression in its canonical form, fit for a place that asks for this binding."""
    text, own = _expression(expression)
    return text if own >= binding else f"({text})"


def formula_text(formula: Formula, binding: int = LOOSEST) -> str:
    """The CTL formula in its canonical form."""
    text, own = _formula(formula)
    return text if own >= binding else f"({text})"


def quoted(text: Text) -> str:
    escaped = text.value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def names_text(names: Iterable[Name]) -> str:
    return ", ".join(name.text for name in names)


def value_text(value: Expression | AnyValue) -> str:
    return "any" if isinstance(value, AnyValue) else expression_text(value)


def _expression(expression: Expression) -> tuple[str, int]:
    match expression:
        case Name(text):
            return text, ATOM
        case Number(value, unit=unit):
            return f"{value} {unit}" if unit else str(value), ATOM
        case Duration(amount, unit):
            return f"{amount} {unit}{'' if amount == 1 else 's'}", ATOM
        case Date(day):
            return day.isoformat(), ATOM
        case YesNo(value):
            return "yes" if value else "no", ATOM
        case Compare(op, left, right):
            return f"{expression_text(left, EXTREME)} {op} {expression_text(right, EXTREME)}", COMPARISON
        case OneOf(subject, values, negated):
            listed = ", ".join(expression_text(value) for value in values)
            return f"{expression_text(subject, EXTREME)} is {'not ' if negated else ''}one of {listed}", COMPARISON
        case In(places):
            return f"in {names_text(places)}", COMPARISON
        case Not(operand):
            return f"not {expression_text(operand, NOT)}", NOT
        case And(operands):
            return " and ".join(expression_text(operand, NOT) for operand in operands), AND
        case Or(operands):
            return " or ".join(expression_text(operand, AND) for operand in operands), OR
        case Implies(left, right):
            return f"{expression_text(left, OR)} implies {expression_text(right)}", LOOSEST
        case IfThenElse(condition, then, otherwise):
            parts = expression_text(condition, OR), expression_text(then, OR), expression_text(otherwise)
            return "if {} then {} else {}".format(*parts), LOOSEST
        case Arithmetic(op, left, right):
            own = PRODUCT if op == "*" else SUM
            return f"{expression_text(left, own)} {op} {expression_text(right, own + 1)}", own
        case Extreme(op, left, right):
            return f"{op} {expression_text(left, SUM)} and {expression_text(right, EXTREME)}", EXTREME
        case Negative(operand):
            return f"-{expression_text(operand, UNARY)}", UNARY
        case NeighbouringLevel(op, operand):
            return f"{op} {expression_text(operand, STEP)}", STEP
        case _:
            assert_never(expression)


def _formula(formula: Formula) -> tuple[str, int]:
    match formula:
        case StateCondition(condition):
            return _expression(condition)
        case CtlNot(operand):
            return f"not {formula_text(operand, NOT)}", NOT
        case CtlAnd(operands):
            return " and ".join(formula_text(operand, NOT) for operand in operands), AND
        case CtlOr(operands):
            return " or ".join(formula_text(operand, AND) for operand in operands), OR
        case CtlImplies(left, right):
            return f"{formula_text(left, OR)} implies {formula_text(right)}", LOOSEST
        case CtlUnary(op, operand):
            return f"{op} {formula_text(operand, NOT)}", NOT
        case CtlUntil(quantifier, weak, left, right):
            return f"{quantifier}[{formula_text(left)} {'W' if weak else 'U'} {formula_text(right)}]", ATOM
        case _:
            assert_never(formula)


def sentence_text(sentence: Sentence) -> str:
    """The property sentence in its canonical form, on one line."""
    match sentence:
        case NoPerson(who):
            return f"no person{_who(who)}"
        case EveryPersonHas(who, condition):
            return f"every person{_who(who)} has {expression_text(condition)}"
        case EveryEntryHas(goal, origin, by, condition):
            start = f" from {_goal(origin)}" if origin else ""
            return f"every person entering {_goal(goal)}{start}{_by(by)} has {expression_text(condition)}"
        case EveryExitHas(origin, by, condition):
            return f"every person leaving {_goal(origin)}{_by(by)} has {expression_text(condition)}"
        case EveryPersonCanReach(who, goal, within, by, despite, even_by_adverse):
            parts = [f"every person{_who(who)} can reach {_goal(goal)}{_within(within)}{_by(by)}"]
            if despite is not None:
                parts.append(f"despite {despite} adverse event{'' if despite == 1 else 's'}")
            if even_by_adverse:
                parts.append("even by adverse events")
            return " ".join(parts)
        case EveryPersonMustReach(who, goal, within):
            return f"every person{_who(who)} must reach {_goal(goal)}{_within(within)}"
        case SomePersonCanReach(who, goal, within, by):
            return f"some person{_who(who)} can reach {_goal(goal)}{_within(within)}{_by(by)}"
        case NoPersonCanReach(who, goal, within, by):
            return f"no person{_who(who)} can reach {_goal(goal)}{_within(within)}{_by(by)}"
        case OnlyAfter(goal, condition):
            return f"{_goal(goal)} only after {expression_text(condition)}"
        case BetterNeverBlocks(raised, goal, within, by):
            return f"{_raised(raised)} never blocks {_goal(goal)}{_within(within)}{_by(by)}"
        case BetterNeverDelays(raised, goal, later, by):
            more = f" by more than {expression_text(later, EXTREME)}" if later else ""
            return f"{_raised(raised)} never delays {_goal(goal)}{more}{_by(by)}"
        case BetterAlwaysHastens(raised, goal, earlier, by):
            less = expression_text(earlier, EXTREME)
            return f"{_raised(raised)} always hastens {_goal(goal)} by at least {less}{_by(by)}"
        case PathIndependent(goal, attribute, within, by):
            return f"path to {_goal(goal)}{_within(within)}{_by(by)} does not depend on {attribute.text}"
        case TimeFrom(origin, target, at_least, bound):
            where = f"time from {names_text(origin)} to {names_text(target)}"
            return f"{where} is at {'least' if at_least else 'most'} {expression_text(bound, EXTREME)}"
        case TimeIndependent(goal, attribute, by):
            return f"time to {_goal(goal)}{_by(by)} does not depend on {attribute.text}"
        case ForEvery(who, compared):
            return f"for every person{_who(who)}: {sentence_text(compared)}"
        case NoDeadEnds():
            return "no dead ends"
        case Ctl(formula):
            return f"ctl {formula_text(formula)}"
        case _:
            assert_never(sentence)


def _raised(raised: Raised) -> str:
    if raised.change is None:
        return f"better {raised.attribute.text}"
    before, after = map(expression_text, raised.change)
    return f"changing {raised.attribute.text} from {before} to {after}"


def _who(who: Who) -> str:
    places = f" in {names_text(who.places)}" if who.places else ""
    return f"{places}{with_text(who.condition)}"


def _goal(goal: Goal) -> str:
    return f"{names_text(goal.places)}{with_text(goal.condition)}"


def _within(bound: Expression | None) -> str:
    return f" within {expression_text(bound, EXTREME)}" if bound else ""


def _by(actors: tuple[Name, ...]) -> str:
    return f" by {names_text(actors)}" if actors else ""


def with_text(condition: Expression | None) -> str:
    return f" with {expression_text(condition)}" if condition else ""
