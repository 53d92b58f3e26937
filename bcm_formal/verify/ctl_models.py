"""Models made for questions about CTL: begun by some, marked, confined, slowed. The life courses stay the same.

To be believed like `system.questions`: the argument why a question about the made model says something of the model
stands with each function.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    AttributeTerm,
    ClockTerm,
    Comparison,
    Condition,
    Expression,
    Flag,
    InStatus,
    Number,
    Rewriting,
    Term,
    attributes_of,
    choose,
    clocks_of,
    comparison,
    conjunction,
    disjunction,
    implication,
    in_status,
    negation,
    scaled,
    total,
    walk,
)
from bcm_formal.model.model import (
    Assignment,
    Attribute,
    Clock,
    Event,
    EventKind,
    Limit,
    Model,
    Origin,
    Requirement,
    Start,
)
from bcm_formal.model.types import Duration, Integer, Value, YesNo, domain
from bcm_formal.system.questions import Safety, observer_clock, per_status
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import OBSERVER, State
from bcm_formal.system.transition_system import (
    Move,
    TransitionSystem,
    after_delay,
    before_delay,
    rewriting_after,
)

MOST_STARTS = 8
"""so many starts are taken one by one, if that helps"""
LISTED = 4096
MOST_TRIED = 12
"""values for a number that may become any"""


def initial(system: TransitionSystem) -> Condition:
    """True of the start states alone."""
    model = system.model
    given: list[Condition] = [
        comparison("=", ClockTerm(clock.name), Number(clock.start, Duration())) for clock in model.clocks
    ]
    given += [has(item, item.start) for item in model.attributes if item.start is not None]
    begun = [conjunction((InStatus(start.statuses), start.condition)) for start in model.starts]
    return conjunction((disjunction(begun), *given))


def has(attribute: Attribute, value: Value) -> Condition:
    if isinstance(attribute.kind, YesNo):
        return Flag(attribute.name) if value else negation(Flag(attribute.name))
    return Comparison("=", AttributeTerm(attribute.name, attribute.kind), Number(int(value), attribute.kind))


def starts_of(system: TransitionSystem) -> tuple[State, ...] | None:
    """The start states, if they are few; None: there are more, or too many values to look through."""
    found: dict[State, None] = {}
    try:
        for number, state in enumerate(Interpreter(system.model).start_states()):
            found[state] = None
            if len(found) > MOST_STARTS or number > LISTED:
                return None
    except UnboundedChoiceError:
        return None
    return tuple(found)


def begun(system: TransitionSystem, condition: Condition) -> TransitionSystem:
    """The same, begun only by those who meet the condition."""
    starts = tuple(
        Start((status,), conjunction((in_status(start.condition, status), in_status(condition, status))), start.span)
        for start in system.model.starts
        for status in start.statuses
    )
    return TransitionSystem(replace(system.model, starts=starts))


def begun_in(system: TransitionSystem, state: State) -> TransitionSystem:
    """The same, with one start."""
    model = system.model
    given = [has(item, value) for item, value in zip(model.attributes, state.attributes, strict=True)]
    return TransitionSystem(
        replace(model, starts=(Start((state.status,), conjunction(given), model.starts[0].span),)),
    )


def marked(system: TransitionSystem, condition: Condition) -> tuple[TransitionSystem, Condition]:
    """The model with a mark that may be set wherever the condition holds, and the mark."""
    model = system.model
    name = _unused(model, "marked")
    span = model.statuses[0].span
    statuses = tuple(status for status in system.statuses if in_status(condition, status) != FALSE)
    event = Event(
        _unused(model, f"mark_{name}"),
        "what the property speaks of is met",
        EventKind.EVENT,
        statuses,
        None,
        OBSERVER,
        False,
        (Requirement(condition, "", Origin(), span),),
        (Assignment(name, TRUE, span),),
        Origin(),
        span,
    )
    mark = Attribute(name, name, YesNo(), False, False, Origin(), span)
    changed = replace(model, attributes=(*model.attributes, mark), events=(*model.events, event))
    return TransitionSystem(changed), Flag(name)


def confined(system: TransitionSystem, where: Condition, left: Condition) -> tuple[TransitionSystem, Condition]:
    """The model with a mark that may be set in `where`; whoever has it can change something in `left` only."""
    seen, mark = marked(system, where)
    kept = implication(mark, left)
    model = seen.model
    span = model.statuses[0].span
    events = tuple(
        event
        if event.actor == OBSERVER
        else replace(event, requirements=(*event.requirements, Requirement(kept, "", event.origin, span)))
        for event in model.events
    )
    # Without their limits people may wait outside `left`, which changes nothing that `left` and `right` read.
    limits = tuple(replace(limit, condition=conjunction((limit.condition, kept))) for limit in model.limits)
    return TransitionSystem(replace(model, events=events, limits=limits)), mark


def slowed(system: TransitionSystem) -> tuple[TransitionSystem, Condition]:
    """The model in which everybody rests for a unit of time after each change, and who is at rest.

    Nothing else happens at rest: the clocks of the model stand, events and limits ask for no rest. So the life courses
    are those of the model with rests put in, and endless changes in no time take endless time here. What holds of a
    state holds of it at rest and after it, for conditions do not speak of the rest.
    """
    model = system.model
    span = model.statuses[0].span
    rest, clock = _unused(model, "resting"), _unused(model, "rest_time")
    resting, awake = Flag(rest), negation(Flag(rest))
    begins = Assignment(rest, TRUE, span)
    events = tuple(
        event
        if event.actor == OBSERVER
        else replace(
            event,
            requirements=(*event.requirements, Requirement(awake, "", event.origin, span)),
            assignments=(*event.assignments, begins),
        )
        for event in model.events
    )
    limits = tuple(
        replace(
            limit,
            condition=conjunction((limit.condition, awake)),
            assignments=(*limit.assignments, begins),
        )
        for limit in model.limits
    )
    ends = tuple(
        Limit(
            _unused(model, f"rest_in_{status.name}"),
            "the next moment",
            (status.name,),
            resting,
            clock,
            Number(1, Duration()),
            status.name,
            (Assignment(rest, FALSE, span),),
            Origin(),
            span,
        )
        for status in model.statuses
    )
    clocks = tuple(replace(item, runs=conjunction((item.runs, awake))) for item in model.clocks)
    changed = replace(
        model,
        attributes=(*model.attributes, Attribute(rest, rest, YesNo(), False, False, Origin(), span)),
        clocks=(*clocks, Clock(clock, clock, resting, awake, 0, Origin(), span)),
        events=events,
        limits=(*limits, *ends),
    )
    return TransitionSystem(changed), resting


def fuelled(system: TransitionSystem, where: Condition, goal: Condition, rate: int, more: int) -> Safety:
    """A question whose *yes* shows AG (where implies AF goal), over unbounded numbers.

    Whoever meets `where` may be marked and given fuel: `more`, and `rate` times every difference that the rules
    compare. Each change takes one unit of it, and so does each unit of time. If nobody with a mark, away from the goal
    since then, runs out of fuel or is in a dead end, then every path from `where` meets the goal before the fuel is
    gone.
    """
    model = system.model
    span = model.statuses[0].span
    fuel, clock = _unused(model, "fuel"), observer_clock(model)
    left = AttributeTerm(fuel, Integer())
    takes = Assignment(fuel, total((left, Number(-1, Integer()))), span)
    events = tuple(replace(event, assignments=(*event.assignments, takes)) for event in model.events)
    limits = tuple(replace(limit, assignments=(*limit.assignments, takes)) for limit in model.limits)
    tank = Attribute(fuel, fuel, Integer(), False, 0, Origin(), span)
    watch = Clock(clock, clock, TRUE, FALSE, 0, Origin(), span)
    burning = replace(
        model, attributes=(*model.attributes, tank), clocks=(*model.clocks, watch), events=events, limits=limits
    )
    seen, mark = marked(TransitionSystem(burning), where)
    *others, marks = seen.model.events
    given = total((Number(more, Integer()), *(scaled(rate, term) for term in _differences(system, (where, goal)))))
    sets = (*marks.assignments, Assignment(fuel, given, span), Assignment(clock, Number(0, Duration()), span))
    unmarked = Requirement(negation(mark), "", Origin(), span)
    marks = replace(marks, requirements=(*marks.requirements, unmarked), assignments=sets)
    made = TransitionSystem(replace(seen.model, events=(*others, marks)))
    away = conjunction((mark, negation(goal)))
    bad: dict[str, Condition] = {}
    for status in system.statuses:
        spent = disjunction((comparison("<", left, ClockTerm(clock)), negation(system.can_proceed(status))))
        bad[status] = conjunction((in_status(away, status), spent))
    return Safety(made, bad, per_status(made, disjunction((negation(mark), negation(goal)))))


def lasting(system: TransitionSystem, where: Condition, left: Condition) -> Safety:
    """A question whose *yes* shows AG (where implies EG left): whoever is in `where` can stay in it, and is in `left`.

    Bad is who is in `where` but not in `left`, or can neither take a step into `where` nor is in a dead end. If nobody
    is bad, steps that stay in `where` follow one another for ever or to a dead end, all of them in `left`.
    """
    bad: dict[str, Condition] = {}
    for status in system.statuses:
        ways = [negation(system.can_proceed(status))]
        for move in system.moves_from[status]:
            ways += (conjunction((move.guard, after)) for after in _some_before(system, move, where))
        later = before_delay(system, status, in_status(where, status), Number(1, Duration()))
        ways.append(conjunction((system.time_can_pass(status), later)))
        stays = conjunction((in_status(left, status), disjunction(ways)))
        bad[status] = conjunction((in_status(where, status), negation(stays)))
    return Safety(system, bad)


def _some_before(system: TransitionSystem, move: Move, where: Condition) -> Iterator[Condition]:
    """Who is in `where` after the move for some choice; of endlessly many values, for some that `where` speaks of."""
    options: list[dict[str, Value | Condition | Term]] = [{}]
    for name in move.free:
        kind = system.model.attribute[name].kind
        values: Iterable[Value | Term] | None = domain(kind)
        if values is None:
            said = {part.value for part in walk(where) if isinstance(part, Number)}
            near = sorted({value + more for value in said for more in (-1, 0, 1)})[:MOST_TRIED]
            values = (AttributeTerm(name, kind), *(Number(value, kind) for value in near))
        options = [{**option, name: value} for option in options for value in values]
    for option in options:
        yield rewriting_after(system, move, option).condition(in_status(where, move.target))


def falling(
    system: TransitionSystem, where: Condition, goal: Condition, measures: Mapping[str, tuple[Term, ...]]
) -> Safety:
    """A question whose *yes* shows AG (where implies AF goal): on every step of a way there the measures fall.

    Whoever meets `where` may be marked. Bad is who has a mark, was not at the goal since, and is in a dead end or has a
    step, a change or a unit of time, that does not lead to the goal and on which the measures do not fall: the first
    that changes must fall, from a value not below zero. If nobody is bad, no way from `where` avoids the goal for
    ever: the first measure falls only so often, after that it stays the same and the second falls only so often, and
    so on.
    """
    seen, mark = marked(system, where)
    bad: dict[str, Condition] = {}
    for status in system.statuses:
        stray = [negation(system.can_proceed(status))]
        for move in system.moves_from[status]:
            for after in _afterwards(system, move, (*measures[move.target], in_status(goal, move.target))):
                arrives = FALSE if after is None else after.condition(in_status(goal, move.target))
                falls = FALSE if after is None else _fall(measures[status], map(after.term, measures[move.target]))
                stray.append(conjunction((move.guard, negation(arrives), negation(falls))))
        terms = {
            clock.name: after_delay(system, status, clock.name, Number(1, Duration())) for clock in system.model.clocks
        }
        later = Rewriting(terms, {}, status)
        falls = _fall(measures[status], map(later.term, measures[status]))
        arrives = later.condition(in_status(goal, status))
        stray.append(conjunction((system.time_can_pass(status), negation(arrives), negation(falls))))
        bad[status] = conjunction((mark, in_status(negation(goal), status), disjunction(stray)))
    return Safety(seen, bad, per_status(seen, disjunction((negation(mark), negation(goal)))))


def _fall(before: Iterable[Term], after: Iterable[Term]) -> Condition:
    result: Condition = FALSE
    for old, new in reversed(tuple(zip(before, after, strict=True))):
        less = conjunction((comparison(">=", old, Number(0, Integer())), comparison("<", new, old)))
        result = disjunction((less, conjunction((comparison("<=", new, old), result))))
    return result


def _afterwards(system: TransitionSystem, move: Move, read: Sequence[Expression]) -> Iterator[Rewriting | None]:
    """How expressions are read after a move, for each way to choose; None if they read one of endlessly many values."""
    options: list[dict[str, Value | Condition | Term]] = [{}]
    zero = (clock.zero for clock in system.model.clocks)
    for name in move.free:
        values = domain(system.model.attribute[name].kind)
        if values is not None:
            options = [{**option, name: value} for option in options for value in values]
        elif any(name in attributes_of(part) for part in (*read, *zero)):
            yield None
            return
    for option in options:
        yield rewriting_after(system, move, option)


def _differences(system: TransitionSystem, conditions: tuple[Condition, ...]) -> list[Term]:
    """How much the sides of comparisons with unbounded numbers differ, each way, as far as it is above zero."""
    unbounded = {item.name for item in system.model.attributes if isinstance(item.kind, Integer)}
    found: dict[Term, None] = {}
    for condition in (*conditions, *(move.guard for move in system.moves)):
        for node in walk(condition):
            if isinstance(node, Comparison) and attributes_of(node) & unbounded and not clocks_of(node):
                for one, other in ((node.left, node.right), (node.right, node.left)):
                    apart = total((one, scaled(-1, other)))
                    found[choose(comparison(">", apart, Number(0, Integer())), apart, Number(0, Integer()))] = None
    return list(found)


def _unused(model: Model, name: str) -> str:
    taken = {*model.attribute, *model.clock, *model.event, *model.limit}
    return next(word for number in itertools.count() if (word := f"{name}{number or ''}") not in taken)
