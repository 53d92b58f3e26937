"""What holds because of single steps, as questions of safety: staying in a set, getting closer, what comes next.

Trusted like `system.questions`: the argument why a *yes* shows what it is said to show stands with each
function. A *no* shows nothing where measures or choices were guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from bcm_formal.model.expressions import (
    FALSE,
    AttributeTerm,
    ClockTerm,
    Comparison,
    Condition,
    Expression,
    Flag,
    Number,
    Rewriting,
    Term,
    attributes_of,
    clocks_of,
    comparison,
    conjunction,
    disjunction,
    in_status,
    negation,
    total,
    walk,
)
from bcm_formal.model.types import AttributeType, Duration, Integer, Value, domain
from bcm_formal.system.choices import FEW
from bcm_formal.system.ctl.models import marked
from bcm_formal.system.derived.recipe import derived
from bcm_formal.system.derived.steps import Stepped, mark_of, observer_clock, used_mark_of
from bcm_formal.system.questions import Safety, per_status
from bcm_formal.system.state import OBSERVER
from bcm_formal.system.transition_system import (
    Move,
    TransitionSystem,
    after_delay,
    before_delay,
    rewriting_after,
)

MOST_TRIED = 12
"""values for a number that may become any"""


def lasting(system: TransitionSystem, where: Condition, left: Condition) -> Safety:
    """A question whose *yes* shows AG (where implies EG left): states of `where` can stay in it, and are in `left`.

    Bad is a state of `where` that is not in `left`, or has no step into `where` and is no dead end. If none is
    reachable, steps that stay in `where` follow one another for ever or to a dead end, all of them in `left`.
    """
    bad: dict[str, Condition] = {}
    for status in system.statuses:
        ways = disjunction((negation(system.can_proceed(status)), _some_next(system, status, where)))
        stays = conjunction((in_status(left, status), ways))
        bad[status] = conjunction((in_status(where, status), negation(stays)))
    return Safety(system, bad)


def stepping(system: TransitionSystem, where: Condition, then: Condition) -> Safety:
    """A question whose *yes* shows AG (where implies EX then)."""
    bad = {s: conjunction((in_status(where, s), negation(_some_next(system, s, then)))) for s in system.statuses}
    return Safety(system, bad)


def _some_next(system: TransitionSystem, status: str, condition: Condition) -> Condition:
    """Enough for a step into the condition: of endlessly many values to choose, only some are tried."""
    ways = [
        conjunction((move.guard, after.condition(in_status(condition, move.target))))
        for move in system.moves_from[status]
        if move.actor != OBSERVER
        for after in _afterwards(system, move, condition)
    ]
    later = before_delay(system, status, in_status(condition, status), Number(1, Duration()))
    return disjunction((*ways, conjunction((system.time_can_pass(status), later))))


def _near(attribute: AttributeTerm, where: Condition) -> Iterator[Term]:
    """The attribute as it is, and what a condition compares it with, one more, one less."""
    seen: dict[Term, None] = {attribute: None}
    for node in walk(where):
        if isinstance(node, Comparison):
            for one, other in ((node.left, node.right), (node.right, node.left)):
                if one == attribute:
                    seen.update({total((other, Number(more, Integer()))): None for more in (0, 1, -1)})
    yield from seen


def after_a_step(system: TransitionSystem, where: Condition, then: Condition) -> Safety:
    """A question whose *yes* shows AG (where implies AX not then).

    A state that meets `where` may be marked, which begins a count of time, and takes one step more. Bad is `then`
    with a used mark and no time since the mark, or with a mark that is not used and one unit of time since then:
    exactly what one step from `where` leads to.
    """
    model, none = system.model, Number(0, Duration())
    mark, used, clock = Flag(mark_of(model)), used_mark_of(model), observer_clock(model)
    fresh = negation(Flag(used))
    stepped = derived(system, Stepped(where))
    changed = conjunction((Flag(used), comparison("=", ClockTerm(clock), none)))
    waited = conjunction((mark, fresh, comparison("=", ClockTerm(clock), Number(1, Duration()))))
    return Safety(stepped, per_status(stepped, conjunction((then, disjunction((changed, waited))))))


def falling(
    system: TransitionSystem, where: Condition, goal: Condition, measures: Mapping[str, tuple[Term, ...]]
) -> Safety:
    """A question whose *yes* shows AG (where implies AF goal): on every step of a way there the measures fall.

    A state that meets `where` may be marked. Bad is a state with a mark, not at the goal since, that is a dead end or
    has a step, a change or a unit of time, that does not lead to the goal and on which the measures (a lexicographic
    ranking function) do not fall: the first that changes must fall, from a value not below zero. If no bad state is
    reachable, no way from `where` avoids the goal for ever: the first measure falls only so often, after that it
    stays the same and the second falls only so often, and so on.
    """
    seen, mark = marked(system, where)
    bad: dict[str, Condition] = {}
    for status in system.statuses:
        stray = [negation(system.can_proceed(status))]
        for move in system.moves_from[status]:
            if move.actor == OBSERVER:
                continue
            arrival, then = in_status(goal, move.target), measures[move.target]
            unknown = _unknown_after(system, move)
            for after in _afterwards(system, move):
                arrives = FALSE if _names(arrival) & unknown else after.condition(arrival)
                new = [None if _names(term) & unknown else after.term(term) for term in then]
                stray.append(conjunction((move.guard, negation(arrives), negation(_fall(measures[status], new)))))
        unit = Number(1, Duration())
        terms = {clock.name: after_delay(system, status, clock.name, unit) for clock in system.model.clocks}
        later = Rewriting(terms, {}, status)
        falls = _fall(measures[status], map(later.term, measures[status]))
        arrives = later.condition(in_status(goal, status))
        stray.append(conjunction((system.time_can_pass(status), negation(arrives), negation(falls))))
        bad[status] = conjunction((mark, in_status(negation(goal), status), disjunction(stray)))
    return Safety(seen, bad, per_status(seen, disjunction((negation(mark), negation(goal)))))


def _fall(before: Iterable[Term], after: Iterable[Term | None]) -> Condition:
    """That the first of the measures that changes falls; None: it may become anything."""
    result: Condition = FALSE
    for old, new in reversed(tuple(zip(before, after, strict=True))):
        if new is None:
            result = FALSE
            continue
        less = conjunction((comparison(">=", old, Number(0, Integer())), comparison("<", new, old)))
        result = disjunction((less, conjunction((comparison("<=", new, old), result))))
    return result


def _afterwards(system: TransitionSystem, move: Move, spoken_of: Condition | None = None) -> Iterator[Rewriting]:
    """How expressions are read after a move, for each way to choose.

    Of endlessly many values, some are tried that a condition speaks of; without it, they are left as they were.
    """
    options: list[dict[str, Value | Condition | Term]] = [{}]
    for name in move.free:
        kind = system.model.attribute[name].kind
        values: Iterable[Value | Term] | None = _listed(kind)
        if values is None and spoken_of is not None:
            values = islice(_near(AttributeTerm(name, kind), spoken_of), MOST_TRIED)
        if values is not None:
            options = [{**option, name: value} for value in values for option in options]
    for option in options:
        yield rewriting_after(system, move, option)


def _listed(kind: AttributeType) -> Sequence[Value] | None:
    """The values of a type; None: there are too many to go through."""
    values = domain(kind)
    return None if values is None or len(values) > FEW else values


def _unknown_after(system: TransitionSystem, move: Move) -> frozenset[str]:
    """What a move sets to one of endlessly many values, and clocks that such a value may zero."""
    endless = {name for name in move.free if _listed(system.model.attribute[name].kind) is None}
    return frozenset(endless.union(clock.name for clock in system.model.clocks if attributes_of(clock.zero) & endless))


def _names(expression: Expression) -> frozenset[str]:
    return attributes_of(expression) | clocks_of(expression)
