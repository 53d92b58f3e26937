"""What the rules that change ask of persons: the conditions in which it is said who is affected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    And,
    AttributeTerm,
    Choose,
    ClockTerm,
    Comparison,
    Condition,
    Flag,
    Implies,
    InStatus,
    NamedCondition,
    NamedTerm,
    Not,
    Number,
    Or,
    Rewriting,
    Scaled,
    Sum,
    Term,
    Truth,
    attributes_of,
    clocks_of,
    comparison,
    scaled,
    total,
)
from bcm_formal.model.model import Model
from bcm_formal.model.types import Choice
from bcm_formal.records import dataclass

MOST_FORMS = 16
"""so many numbers that a requirement may ask for, depending on the person, are told apart"""


@dataclass(frozen=True)
class Named:
    """What the rules that change ask of persons: what one law asks and another does not, and what all of them ask."""

    differ: tuple[Condition, ...]
    shared: tuple[Condition, ...]


def named_by_changed_rules(
    model: Model, regime: str, rule_of: Mapping[str, str] | None = None, hidden: Iterable[str] = ()
) -> Named:
    """The conditions on persons of the rules that differ between the laws, each once, in order of the model: those that
    read no clock as the law names them, the others one by one. None of them speaks of the regime, or of what is
    `hidden`. `rule_of`: which rules of the model are versions of one rule."""
    apart = {regime, *hidden}
    names = {} if rule_of is None else rule_of
    asked: dict[str, list[tuple[Condition, ...]]] = {}
    for name, conditions in _rules(model):
        asked.setdefault(names.get(name, name), []).append(conditions)
    differ: dict[Condition, None] = {}
    shared: dict[Condition, None] = {}
    for versions in asked.values():
        by_law = [_asked(versions, law) for law in _laws(model, regime)]
        if all(atoms == by_law[0] for atoms in by_law):
            continue
        for atom in dict.fromkeys(atom for atoms in by_law for atom in atoms or ()):
            if apart.isdisjoint(attributes_of(atom)):
                (shared if all(atom in (atoms or ()) for atoms in by_law) else differ)[atom] = None
    return Named(tuple(differ), tuple(atom for atom in shared if atom not in differ))


def _rules(model: Model) -> Iterator[tuple[str, tuple[Condition, ...]]]:
    """Each rule, and each clock, with what it asks."""
    for event in model.events:
        yield event.name, tuple(item.condition for item in event.requirements)
    for limit in model.limits:
        yield limit.name, (limit.condition, comparison("<=", ClockTerm(limit.clock), limit.bound))
    for clock in model.clocks:
        yield f"clock {clock.name} runs", (clock.runs,)
        yield f"clock {clock.name} zero", (clock.zero,)


def _laws(model: Model, regime: str) -> Iterator[Rewriting]:
    kind = model.attribute[regime].kind
    assert isinstance(kind, Choice)
    for value in range(len(kind.labels)):
        yield Rewriting({regime: Number(value, kind)}, {})


def _asked(versions: Sequence[tuple[Condition, ...]], law: Rewriting) -> dict[Condition, None] | None:
    """What a rule asks under one law; None: it is no rule of it."""
    found: dict[Condition, None] | None = None
    for conditions in versions:
        own = [law.condition(condition) for condition in conditions]
        if FALSE not in own:
            found = {} if found is None else found
            found.update(dict.fromkeys(atom for condition in own for atom in _atoms(condition)))
    return found


def _atoms(condition: Condition) -> Iterator[Condition]:
    """The parts that are not made of others; a definition that reads no clock is one."""
    match condition:
        case Truth() | InStatus():
            return
        case Flag():
            yield condition
        case NamedCondition(_, body):
            if clocks_of(body) or not attributes_of(body):
                yield from _atoms(body)
            else:
                yield condition
        case Not(inner):
            yield from _atoms(inner)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _atoms(part)
        case Implies(premise, conclusion):
            yield from _atoms(premise)
            yield from _atoms(conclusion)
        case Comparison(operator, left, right):
            if not clocks_of(condition):
                yield condition
                return
            for term in (left, right):
                for asked in _asked_by(term):
                    yield from _atoms(asked)
            for one in _forms(left):
                for other in _forms(right):
                    plain = comparison(operator, one, other)
                    if plain not in (TRUE, FALSE):
                        yield plain


def _asked_by(term: Term) -> Iterator[Condition]:
    """What decides which form a term takes."""
    match term:
        case Number() | AttributeTerm() | ClockTerm():
            return
        case Sum(terms):
            for part in terms:
                yield from _asked_by(part)
        case Scaled(_, inner) | NamedTerm(_, inner):
            yield from _asked_by(inner)
        case Choose(condition, then, otherwise):
            yield condition
            yield from _asked_by(then)
            yield from _asked_by(otherwise)


def _forms(term: Term) -> list[Term]:
    """What the term may be, whoever the person is; some of that, if it is very much."""
    match term:
        case Number() | AttributeTerm() | ClockTerm():
            return [term]
        case Sum(terms):
            sums: list[list[Term]] = [[]]
            for part in terms:
                sums = [[*before, form] for before in sums for form in _forms(part)][:MOST_FORMS]
            return [total(parts) for parts in sums]
        case Scaled(factor, inner):
            return [scaled(factor, form) for form in _forms(inner)]
        case NamedTerm(_, body):
            forms = _forms(body)
            return [term] if forms == [body] else forms
        case Choose(_, then, otherwise):
            return list(dict.fromkeys([*_forms(then), *_forms(otherwise)]))[:MOST_FORMS]
