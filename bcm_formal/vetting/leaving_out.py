"""A policy without one of its rules, and which of its rules one would want to leave out: those that may be wrong.

A transition, an event or a limit that is left out never happens, and stands where it stood, so that it can still be
named; time that it shares with others then runs for these alone. A definition has no place to stand without a meaning:
it is taken to be always so, and never so. A score that is left out gives no points; of any other
number no value says that it does not stand.
"""

from __future__ import annotations

from dataclasses import replace

from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.as_read import as_of
from bcm_formal.model.assumptions import CanBeLeftOut, doubtful
from bcm_formal.model.expressions import FALSE, Condition, Term, clocks_of
from bcm_formal.model.from_syntax.efforts import running
from bcm_formal.model.from_syntax.policy import from_syntax
from bcm_formal.model.model import TODAY, Clock, Definition, Model, Origin, Requirement
from bcm_formal.model.priority import with_priority, without_priority
from bcm_formal.records import dataclass
from bcm_formal.vetting.opening import text_of

_NUMBER = "a number cannot be left out: leave it open (a parameter with bounds)"


@dataclass(frozen=True, slots=True)
class InDoubt:
    """A rule that may be wrong and can be left out, and why it may be: `low` or `assumed`."""

    rule: CanBeLeftOut
    doubt: str


def in_doubt(model: Model) -> tuple[InDoubt, ...]:
    """The rules that may be wrong and can be left out, in the order of the model. What a note says yields to what the
    confidence says."""
    found: dict[tuple[type, str], InDoubt] = {}
    for doubt in (each for item in doubtful(model) for each in item.doubts):
        for rule in doubt.left_out:
            key = type(rule), rule.name
            if doubt.note is None or key not in found:
                found[key] = InDoubt(rule, doubt.level)
    return tuple(found.values())


def without(model: Model, rule: CanBeLeftOut) -> tuple[Model, ...] | str:
    """The policy without a rule; of a definition both with it always so and never so. Text: why there is none."""
    if isinstance(rule, Definition):
        return _without_definition(model, rule)
    found = without_rule(model, rule.name)
    return found if isinstance(found, str) else (found,)


def without_rule(model: Model, name: str) -> Model | str:
    """The policy in which the transition, event or limit of that name never happens, and no clock of an effort runs
    for it. Text: why there is none."""
    events = tuple(
        replace(item, requirements=(Requirement(FALSE, "never", Origin(), item.span),), yields_to=())
        if item.name == name
        else item
        for item in model.events
    )
    effort = model.event[name].effort if name in model.event else None
    clock = None if effort is None else _running_without(model, model.clock[effort], name)
    if isinstance(clock, str):
        return clock
    clocks = tuple(clock if clock is not None and item.name == effort else item for item in model.clocks)
    limits = (replace(item, condition=FALSE) if item.name == name else item for item in model.limits)
    return with_priority(replace(model, events=events, limits=tuple(limits), clocks=clocks))


def _running_without(model: Model, clock: Clock, name: str) -> Clock | str:
    """The clock of an effort as the other events that share it make it run.

    Of several laws in one model each has its own events, and the clock does not say which run it when: there it can
    be said only of an effort that no other event shares, or whose events are the same under all laws.
    """
    users = {item.name: without_priority(item) for item in model.events if item.effort == clock.name}
    others = [item for other, item in users.items() if other != name]
    dated = any(TODAY in clocks_of(line.condition) for item in users.values() for line in item.requirements)
    if others and (running(clock, users.values()) != clock or (model.changes and dated)):
        return "in a life through several laws the time that it shares with other events is not counted without it"
    return running(clock, others)


def _without_definition(model: Model, definition: Definition) -> tuple[Model, ...] | str:
    tree = text_of(model)
    if isinstance(tree, str):
        return tree
    scores = {item.name.text for item in tree.declarations if isinstance(item, syntax.ScoreDecl)}
    if isinstance(definition.body, Term) and definition.name not in scores:
        return _NUMBER
    found = []
    for value in (True, False) if isinstance(definition.body, Condition) else (False,):
        declarations = tuple(_emptied(item, definition.name, value) for item in tree.declarations)
        read = from_syntax(replace(tree, declarations=declarations), as_of(model), model.included)[0]
        if read is None or declarations == tree.declarations:
            return "the policy means nothing without it"
        found.append(read)
    return tuple(found)


def _emptied(item: syntax.Declaration, name: str, value: bool) -> syntax.Declaration:
    """The declaration; in the place of a definition of that name a parameter with this value, for of parameters the
    reader does not say that nothing can ever meet them; in the place of a score one without points."""
    match item:
        case syntax.DefineDecl() if item.name.text == name:
            value_of: syntax.Expression = syntax.YesNo(value, item.span)
        case syntax.ScoreDecl() if item.name.text == name:
            value_of = syntax.Number(0, item.span)
        case _:
            return item
    return syntax.ParameterDecl(item.name, None, value_of, None, syntax.Origin(), item.span)
