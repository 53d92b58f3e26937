"""What clocks and windows are held against in a life course: by rules on the way, or by what is asked at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from bcm_formal.answers.phrases import written_time
from bcm_formal.model.durations import unit_in
from bcm_formal.model.expressions import (
    And,
    ClockTerm,
    Comparison,
    Condition,
    Flag,
    Implies,
    InStatus,
    NamedCondition,
    NamedTerm,
    Not,
    Operator,
    Or,
    Term,
    Truth,
    attributes_of,
    bare,
    clocks_of,
    in_status,
    negation,
)
from bcm_formal.model.model import TODAY, Event, Limit, Model
from bcm_formal.model.sentence_conditions import conditions_of
from bcm_formal.model.sentences import Sentence
from bcm_formal.records import dataclass
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks something of a state: the rule of this name, or, with none, what the picture is about."""

    rule: str | None
    condition: Condition


@dataclass(frozen=True, slots=True)
class Bound:
    """What a clock or window (`subject`) is compared with from one moment to another: `amount` steps, `says` in words,
    by a rule (None: by what is asked). `met`: it was true at the last moment."""

    subject: str
    sign: Operator
    amount: int
    says: str
    rule: str | None
    since: int
    until: int
    met: bool


_MIRRORED: dict[Operator, Operator] = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}


def asked_by(rule: Event | Limit) -> Iterator[Asking]:
    """What a rule asks."""
    if isinstance(rule, Limit):
        yield Asking(rule.name, Comparison(">=", ClockTerm(rule.clock), rule.bound))
        yield Asking(rule.name, rule.when)
        return
    for requirement in rule.requirements:
        yield Asking(rule.name, requirement.condition)


def asked_by_sentence(sentence: Sentence) -> Iterator[Asking]:
    """What a property asks."""
    for condition in conditions_of(sentence):
        yield Asking(None, condition)


def bounds_at(interpreter: Interpreter, asked: Iterable[Asking], state: State, since: int, until: int) -> list[Bound]:
    """The bounds, each once, that something asks for of a state, which has been in its status since then. Of two that
    say the same a rule's is kept."""
    model = interpreter.model
    found: dict[tuple[str, int], Bound] = {}
    for item in asked:
        if not _is_known(model, item.condition):
            continue
        condition = in_status(item.condition, state.status)
        for part in _comparisons(lambda inner: interpreter.holds(inner, state), condition):
            compared = _compared(interpreter, part, state)
            if compared is None:
                continue
            subject, sign, amount, other = compared
            bound = Bound(
                subject,
                sign,
                amount,
                _words(model, other, amount),
                item.rule,
                since,
                until,
                interpreter.holds(part, state),
            )
            known = found.get((subject, amount))
            if known is None or (known.rule is None and item.rule is not None):
                found[subject, amount] = bound
    return list(found.values())


def _comparisons(test: Callable[[Condition], bool], condition: Condition) -> Iterator[Comparison]:
    """The comparisons that decide about a condition: of alternatives those that are true, if one is, else all. Where
    one is negated, what is then asked. Each object once."""
    seen: set[tuple[int, bool]] = set()
    stack: list[tuple[Condition, bool]] = [(condition, True)]
    while stack:
        part, asked = stack.pop()
        if (id(part), asked) in seen:
            continue
        seen.add((id(part), asked))
        match part:
            case Comparison():
                other = part if asked else negation(part)
                if isinstance(other, Comparison):
                    yield other
            case And(parts) | Or(parts):
                inner = [(each, asked) for each in reversed(parts)]
                stack.extend(inner if isinstance(part, And) is asked else _deciding(test, inner))
            case Implies(premise, conclusion):
                inner = [(conclusion, asked), (premise, not asked)]
                stack.extend(_deciding(test, inner) if asked else inner)
            case Not(negated):
                stack.append((negated, not asked))
            case NamedCondition(_, body):
                stack.append((body, asked))
            case Truth() | Flag() | InStatus():
                pass
            case _:
                assert_never(part)


def _deciding(
    test: Callable[[Condition], bool], alternatives: list[tuple[Condition, bool]]
) -> list[tuple[Condition, bool]]:
    met = [(part, asked) for part, asked in alternatives if test(part) is asked]
    return met or alternatives


def _compared(interpreter: Interpreter, part: Comparison, state: State) -> tuple[str, Operator, int, Term] | None:
    """The clock or window of a comparison, its sign read from there, the amount, and the term that says it."""
    model = interpreter.model
    windows = {window.name for window in model.windows}
    sides = (part.left, part.right, part.operator), (part.right, part.left, _MIRRORED.get(part.operator, part.operator))
    for subject, other, sign in sides:
        if isinstance(subject, NamedTerm) and subject.name in windows and not clocks_of(other):
            return subject.name, sign, interpreter.value(other, state), other
        inner = bare(subject)
        if isinstance(inner, ClockTerm) and inner.name not in model.inner and not clocks_of(other):
            return None if inner.name == TODAY else (inner.name, sign, interpreter.value(other, state), other)
    return None


def _is_known(model: Model, condition: Condition) -> bool:
    """False iff it measures what was asked, which the policy does not know."""
    return clocks_of(condition) <= model.clock.keys() and attributes_of(condition) <= model.attribute.keys()


def _words(model: Model, other: Term, amount: int) -> str:
    """`5 years (settle_after)`: the amount and, where it has one, its name."""
    words = written_time(model, amount, unit_in(other))
    return f"{words} ({other.name})" if isinstance(other, NamedTerm) else words


def limits_met(model: Model, interpreter: Interpreter, state: State) -> Iterator[Asking]:
    """The limits of the text that are full in a state, or stop its time."""
    place = {clock.name: index for index, clock in enumerate(model.clocks)}
    for limit in model.own_limits:
        if state.status not in limit.statuses or not interpreter.holds(limit.condition, state):
            continue
        if state.clocks[place[limit.clock]] >= interpreter.value(limit.bound, state):
            yield Asking(limit.name, Comparison(">=", ClockTerm(limit.clock), limit.bound))
