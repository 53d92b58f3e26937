"""What of a policy somebody for whom a property fails can meet: the statuses of the evidence, and the rules there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.model import Model
from bcm_formal.records import dataclass
from bcm_formal.system.semantics import Interpreter
from bcm_formal.trust.certificate import (
    Certificate,
    ComparisonProof,
    InvariantProof,
    LassoProof,
    PairProof,
    PathProof,
    PursuitProof,
    SeparationProof,
    SetbackProof,
    StateSet,
    StrategyProof,
    TraceProof,
    TrapProof,
)
from bcm_formal.trust.trace import Trace, replay
from bcm_formal.trust.verdict import Verdict, Violated
from bcm_formal.versions.kinds import Key, key_of, names_in

Rule = syntax.TransitionDecl | syntax.EventDecl | syntax.LimitDecl | syntax.StatusDecl


@dataclass(frozen=True, slots=True)
class Trapped:
    """Where the evidence against a property leads: `stuck` in one status, which `places` are still left, and in which
    statuses the life course was before."""

    stuck: str
    places: tuple[str, ...]
    before: tuple[str, ...]


def trapped(verdict: Verdict) -> Trapped | None:
    """None: no life course shows that the property fails."""
    if not isinstance(verdict, Violated):
        return None
    shown = verdict.shown
    if shown is None:
        return None
    found = _ends(shown.certificate)
    if found is None:
        return None
    trace, sets = found
    states = [state.status for state in replay(Interpreter(shown.question.system.model), trace)]
    seen = tuple(dict.fromkeys(states))
    left = tuple(dict.fromkeys(name for each in sets for name, _ in each.conditions))
    return Trapped(states[-1], left or seen, seen)


def _ends(certificate: Certificate) -> tuple[Trace, tuple[StateSet, ...]] | None:
    """The life course, and the sets of states in which it is kept."""
    match certificate:
        case TraceProof(trace):
            return trace, ()
        case TrapProof(trace, trap):
            return trace, (trap,)
        case LassoProof(trace, stay):
            return trace, (stay,)
        case SetbackProof(trace, traps):
            return trace, traps
        case PairProof(twin=twin, trap=trap):
            return twin, (trap,)
        case InvariantProof() | PathProof() | SeparationProof() | PursuitProof() | StrategyProof() | ComparisonProof():
            return None
        case _:
            assert_never(certificate)


def met_in(declarations: Iterable[syntax.Declaration], model: Model, places: Iterable[str]) -> frozenset[Key]:
    """The rules that act in one of the statuses, and every declaration of which they speak, at any remove."""
    listed = [item for item in declarations if key_of(item) is not None]
    names: dict[str, list[syntax.Declaration]] = {}
    for item in listed:
        key = key_of(item)
        if key is not None and not isinstance(item, Rule | syntax.PropertyDecl | syntax.ScenarioDecl):
            names.setdefault(key[1], []).append(item)
    where = frozenset(places)
    waiting: list[syntax.Declaration] = [
        item for item in listed if isinstance(item, Rule) and _acts(item, model, where)
    ]
    found: set[Key] = set()
    while waiting:
        item = waiting.pop()
        key = key_of(item)
        if key is None or key in found:
            continue
        found.add(key)
        waiting.extend(other for name in names_in(item) for other in names.get(name, ()))
    return frozenset(found)


def _acts(rule: Rule, model: Model, where: frozenset[str]) -> bool:
    match rule:
        case syntax.TransitionDecl(origins=places):
            return bool(where & statuses_of(model, places))
        case syntax.EventDecl(places=places) | syntax.LimitDecl(places=places):
            return not places or bool(where & statuses_of(model, places))
        case syntax.StatusDecl(name):
            return name.text in where
        case _:
            assert_never(rule)


def statuses_of(model: Model, places: Iterable[syntax.Name]) -> frozenset[str]:
    """The statuses that are named, by themselves or by their layer."""
    names = frozenset(place.text for place in places)
    return frozenset(item.name for item in model.statuses if item.name in names or item.layer in names)


def asked_by(declarations: Iterable[syntax.Declaration], item: syntax.PropertyDecl) -> frozenset[Key]:
    """The parameters and definitions in whose words the property asks, at any remove: with another of them, it asks
    something else."""
    named: dict[str, syntax.Declaration] = {}
    for each in declarations:
        if isinstance(each, syntax.ParameterDecl | syntax.DefineDecl | syntax.ScoreDecl):
            named[each.name.text] = each
    found: set[Key] = set()
    waiting = list(_names(item.sentence))
    while waiting:
        declaration = named.get(waiting.pop())
        key = None if declaration is None else key_of(declaration)
        if key is not None and key not in found:
            found.add(key)
            waiting.extend(names_in(declaration))
    return frozenset(found)


def _names(sentence: syntax.Sentence) -> Iterator[str]:
    yield from names_in(sentence)
