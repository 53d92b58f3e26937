"""A trace as the story of one person: dated steps in the model's titles, and what changed at each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bcm_formal.answers.phrases import (
    attribute_text,
    clock_title,
    date_of,
    is_single,
    listed,
    moment,
    reading_text,
    rule_title,
    span_of_time,
    status_title,
    who_acts,
    written_time,
)
from bcm_formal.answers.relevance import Names, Relevance
from bcm_formal.answers.windows import shown_by_windows
from bcm_formal.model.model import TODAY, Attribute, Clock, Event, EventKind, Limit, Model
from bcm_formal.records import dataclass
from bcm_formal.system.repeated import rounds_of
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Expire, Part, Repeat, State, Step, Take, time_of
from bcm_formal.trust.trace import Trace, replay


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different after a step; `before` is None at the start."""

    name: str
    before: str | None
    after: str
    own: bool = False
    """at the start: this person's own value, where others begin with another and it matters"""

    @property
    def words(self) -> str:
        """`→ Worker`, `language N5 → N4`."""
        if self.name == "status":
            return f"→ {self.after}"
        return f"{self.name} {self.before} → {self.after}" if self.before else f"{self.name} {self.after}"


@dataclass(frozen=True, slots=True)
class Moment:
    """One step of the story. `rule` is the name of what happened; None: the start, or time alone passed."""

    elapsed: int
    when: str
    date: str | None
    what: str
    by: str | None
    adverse: bool
    rule: str | None
    changes: tuple[Change, ...]
    state: State
    counts_from_here: bool = False
    """what a property asks, or the time it gives, counts from here"""
    times: int = 1
    """how often it happens, one right after the other"""
    apart: str | None = None
    """the time from one of them to the next, if it is not at once; `elapsed` and `when` are of the last"""

    @property
    def again(self) -> str:
        """How often, where that is more than once: `, 12 times, 1 month apart`."""
        apart = f", {self.apart} apart" if self.apart else ""
        return f", {self.times:,} times{apart}" if self.times > 1 else ""


@dataclass(frozen=True, slots=True)
class Story:
    """The moments in order, the start first, and what is true at the end."""

    moments: tuple[Moment, ...]
    end: tuple[tuple[str, str], ...]
    """(name, value) of every attribute and clock in the last state"""
    timed: bool = True
    """the moment marked is the one from which a time counts"""

    @property
    def last(self) -> State:
        return self.moments[-1].state


def story_of(
    model: Model, trace: Trace, begins: int | None = None, *, timed: bool = True, asked: Names | None = None
) -> Story:
    """The story of a trace of `model`.

    After `begins` of its steps counts what a property asks, or the time it gives (`timed`). Of the values at the start
    those are this person's own that matter: to rules on the way, or among those `asked` (None: all matter). Raises
    `ReplayError` if the trace is not a life course of the model.
    """
    interpreter = Interpreter(model)
    states = replay(interpreter, trace)
    return story_along(Relevance(interpreter), states, trace.steps, begins, timed=timed, asked=asked)


def story_along(
    relevance: Relevance,
    states: Sequence[State],
    steps: Sequence[Part],
    begins: int | None = None,
    *,
    timed: bool = True,
    asked: Names | None = None,
) -> Story:
    """The story of a trace that was replayed: its states, the start first, and its steps."""
    model = relevance.model
    matter = None if asked is None else relevance.on_the_way(states, steps, asked)
    moments = moments_between(model, states, steps, begins, _beginning(model, states[0], matter))
    return Story(moments, facts(model, states[-1]), timed)


def moments_between(
    model: Model,
    states: Sequence[State],
    steps: Sequence[Part],
    begins: int | None = None,
    first: Moment | None = None,
) -> tuple[Moment, ...]:
    """What happens along `steps`, which lead from each of the states to the next; time is counted from the first.

    `first` is told before all; the moment reached after `begins` steps is marked.
    """
    moments: list[Moment] = [] if first is None else [first]
    elapsed = waited = 0
    for number, (step, before, after) in enumerate(zip(steps, states, states[1:], strict=False)):
        if number == begins:
            _mark(model, moments, waited, before, elapsed)
            waited = 0
        if isinstance(step, Delay):
            elapsed += step.steps
            waited += step.steps
            continue
        if isinstance(step, Expire) and step.limit in model.inner:
            continue
        if isinstance(step, Repeat):
            elapsed += time_of((step,))
            left = _waited_last(model, step.steps)
            waited = waited + time_of((step,)) if left is None else left
            item = None if left is None else _repeated(model, step, before, elapsed - left)
        else:
            item, waited = _moment(model, step, before, after, elapsed), 0
        if item is not None:
            again = bool(moments) and _is_again(moments[-1], item)
            moments[-1:] = [_joined(moments[-1], item)] if again else [*moments[-1:], item]
    if len(steps) == begins:
        _mark(model, moments, waited, states[-1], elapsed)
    elif waited:
        moments.append(_passing(model, waited, states[-1], elapsed))
    return _with_windows(model, moments, states[0]) if model.windows else tuple(moments)


def _with_windows(model: Model, moments: Iterable[Moment], state: State) -> tuple[Moment, ...]:
    """The moments, each with what windows show that showed something else at the one before it."""
    told: list[Moment] = []
    before = shown_by_windows(model, state)
    for item in moments:
        after = shown_by_windows(model, item.state)
        changes = (
            Change(title, written_time(model, old), written_time(model, new))
            for (title, old), (_, new) in zip(before, after, strict=True)
            if old != new
        )
        told.append(replace(item, changes=(*item.changes, *changes)))
        before = after
    return tuple(told)


def _mark(model: Model, moments: list[Moment], waited: int, state: State, elapsed: int) -> None:
    """Mark the present moment as the one from which counts what is asked."""
    if waited or not moments:
        moments.append(_passing(model, waited, state, elapsed))
    moments[-1] = replace(moments[-1], counts_from_here=True)


def _is_again(before: Moment, item: Moment) -> bool:
    """True iff the same thing happens again at once, in the same status."""
    return (
        (before.rule, before.elapsed, before.counts_from_here) == (item.rule, item.elapsed, False)
        and before.apart is None
        and item.apart is None
        and before.state.status == item.state.status
        and not any(change.name == "status" for change in (*before.changes, *item.changes))
    )


def _joined(before: Moment, item: Moment) -> Moment:
    changes = {change.name: change for change in before.changes}
    for change in item.changes:
        earlier = changes.get(change.name, change)
        changes[change.name] = replace(change, before=earlier.before)
    return replace(item, changes=tuple(changes.values()), times=before.times + item.times)


def facts(model: Model, state: State) -> tuple[tuple[str, str], ...]:
    """Every attribute and clock with its value in words; `today` stands with each moment."""
    attributes = [
        (item.name, attribute_text(model, item.name, value))
        for item, value in zip(model.attributes, state.attributes, strict=True)
        if item.name not in model.inner
    ]
    clocks = [
        (clock_title(model, clock.name), reading_text(model, clock.name, reading))
        for clock, reading in zip(model.clocks, state.clocks, strict=True)
        if clock.name != TODAY and clock.name not in model.inner
    ]
    windows = [(title, written_time(model, shown)) for title, shown in shown_by_windows(model, state)]
    return (*attributes, *clocks, *windows)


def _beginning(model: Model, state: State, matter: Names | None) -> Moment:
    """The start; of the values those are the person's own that not everybody begins with, if they `matter`."""

    def own(item: Attribute | Clock) -> bool:
        return item.start is None and (matter is None or item.name in matter)

    changes = (
        Change("status", None, status_title(model, state.status)),
        *(
            Change(item.name, None, attribute_text(model, item.name, value), own(item))
            for item, value in zip(model.attributes, state.attributes, strict=True)
            if item.name not in model.inner
        ),
        *(
            Change(clock_title(model, clock.name), None, reading_text(model, clock.name, reading), own(clock))
            for clock, reading in zip(model.clocks, state.clocks, strict=True)
            if (reading or clock.start is None) and clock.name != TODAY
        ),
    )
    date = date_of(model, state)
    return Moment(0, moment(model, 0), date, "the life course begins", None, False, None, changes, state)


def _passing(model: Model, steps: int, state: State, elapsed: int) -> Moment:
    span = span_of_time(model, steps)
    what = f"{span} passes" if is_single(span) else f"{span} pass"
    return Moment(elapsed, moment(model, elapsed), date_of(model, state), what, None, False, None, (), state)


def _moment(model: Model, step: Take | Expire, before: State, after: State, elapsed: int) -> Moment:
    rule = _rule(model, step)
    return Moment(
        elapsed,
        moment(model, elapsed),
        date_of(model, after),
        rule_title(rule),
        who_acts(model, rule),
        isinstance(rule, Event) and rule.adverse,
        rule.name,
        _changes(model, rule, before, after),
        after,
    )


def _waited_last(model: Model, steps: Sequence[Step]) -> int | None:
    """How much time passes after the last change; None: there is no change."""
    changes = [place for place, step in enumerate(steps) if _is_told(model, step)]
    return time_of(steps[changes[-1] + 1 :]) if changes else None


def _is_told(model: Model, step: Step) -> bool:
    """True iff the step is a change of the text: no time that passes, and no end of a part of a window."""
    return isinstance(step, Take) or (isinstance(step, Expire) and step.limit not in model.inner)


def _repeated(model: Model, repeat: Repeat, before: State, elapsed: int) -> Moment:
    """What happens in every round, as one moment: that of the last change in the last round."""
    rounds = rounds_of(Interpreter(model), before, repeat)
    assert rounds is not None, "the life course was replayed"
    taken = {place: step for place, step in enumerate(repeat.steps) if _is_told(model, step)}
    rules = [_rule(model, step) for step in taken.values() if not isinstance(step, Delay)]
    after = rounds.at(max(taken) + 1, repeat.times - 1)
    begun = rounds.first[min(taken)]
    time = time_of(repeat.steps)
    return Moment(
        elapsed,
        moment(model, elapsed),
        date_of(model, after),
        ", then ".join(map(rule_title, rules)),
        listed(dict.fromkeys(who_acts(model, rule) for rule in rules)),
        any(isinstance(rule, Event) and rule.adverse for rule in rules),
        rules[-1].name,
        _changes(model, rules[-1], begun, after) if len(rules) == 1 else _changed(model, rules, begun, after),
        after,
        times=repeat.times,
        apart=span_of_time(model, time) if time else None,
    )


def _rule(model: Model, step: Take | Expire) -> Event | Limit:
    return model.event[step.event] if isinstance(step, Take) else model.limit[step.limit]


def _changes(model: Model, rule: Event | Limit, before: State, after: State) -> tuple[Change, ...]:
    changed = _changed(model, (rule,), before, after)
    if before.status == after.status and not (isinstance(rule, Event) and rule.kind is EventKind.TRANSITION):
        return changed
    return (Change("status", status_title(model, before.status), status_title(model, after.status)), *changed)


def _changed(model: Model, rules: Sequence[Event | Limit], before: State, after: State) -> tuple[Change, ...]:
    """What has other values, of the clocks those that the rules set."""
    changes: list[Change] = []
    for item, old, new in zip(model.attributes, before.attributes, after.attributes, strict=True):
        if old != new and item.name not in model.inner:
            changes.append(
                Change(item.name, attribute_text(model, item.name, old), attribute_text(model, item.name, new))
            )
    set_clocks = {item.name for rule in rules for item in rule.assignments}
    for clock, reading, now in zip(model.clocks, before.clocks, after.clocks, strict=True):
        if clock.name in set_clocks and reading != now:
            changes.append(
                Change(
                    clock_title(model, clock.name),
                    reading_text(model, clock.name, reading),
                    reading_text(model, clock.name, now),
                )
            )
    return tuple(changes)
