"""The contents of a timeline, computed by playing a life course again: nothing is told here that was not lived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby

from bcm_formal.answers.phrases import attribute_text, clock_title, date_of, status_title
from bcm_formal.answers.relevance import Names, Relevance
from bcm_formal.answers.story import Moment, moments_between
from bcm_formal.answers.timelines.bounds import Asking, Bound, asked_by, bounds_at, limits_met
from bcm_formal.answers.timelines.courses import (
    Held,
    Stretch,
    attribute_held,
    clock_stretches,
    is_constant,
    states_at_ends,
    statuses_held,
    window_stretches,
)
from bcm_formal.answers.timelines.passing import Happening, LeftOut, Piece, pieces_of
from bcm_formal.model.model import TIME_IN_STATUS, TODAY, Model
from bcm_formal.model.types import Choice, Value, YesNo
from bcm_formal.records import dataclass
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Expire, State
from bcm_formal.trust.trace import ReplayError, Trace


@dataclass(frozen=True, slots=True)
class Bar:
    """A stay in a status; the same moment at both ends: only in passing."""

    status: str
    title: str
    layer: str
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Course:
    """What a clock or window (`name`) shows over the life, and what it is held against."""

    name: str
    title: str
    is_window: bool
    stretches: tuple[Stretch, ...]
    bounds: tuple[Bound, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """The values of an attribute that changes, one after the other; `order` has every value had in words, the lowest
    first."""

    name: str
    title: str
    is_ordered: bool
    held: tuple[Held[Value], ...]
    order: tuple[tuple[Value, str], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What happens at a moment: `moment` has it in words. `is_limit`: a limit runs out."""

    at: int
    moment: Moment
    is_limit: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Rounds that are not shown: so many `times` what comes just before."""

    since: int
    until: int
    times: int


@dataclass(frozen=True, slots=True)
class Forever:
    """How a life goes on without end: from `since` on the rest of it is repeated, or, with `is_idle`, nothing happens
    any more and time passes."""

    since: int
    is_idle: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """One life course. Times are steps since its start; `length` is that of its end."""

    model: Model
    length: int
    bars: tuple[Bar, ...]
    courses: tuple[Course, ...]
    steps: tuple[Steps, ...]
    marks: tuple[Mark, ...]
    always: tuple[tuple[str, str], ...]
    """what matters of the person and never changes: names and values"""
    gaps: tuple[Gap, ...]
    today: int | None
    """the date of the start, where the policy has dates: a reading of `today`"""
    begins: int | None = None
    """when what is asked, or the time it gives, begins to count"""
    within: int | None = None
    """how much time is given from there"""
    forever: Forever | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a timeline is to show besides the life: `asked`, names that matter to what it is about; what the last state
    is asked for (`at_end`); and what `Timeline` says under the same names."""

    asked: Names = frozenset()
    at_end: tuple[Asking, ...] = ()
    begins: int | None = None
    within: int | None = None
    forever: Forever | None = None


def timeline_of(model: Model, trace: Trace, wanted: Wanted = Wanted()) -> Timeline:  # noqa: B008  # frozen
    """The contents of the timeline of a life course of the model. Raises `ReplayError` if it is none."""
    interpreter = Interpreter(model)
    if not interpreter.is_start(trace.start):
        raise ReplayError("the life course does not begin in a start state of the model")
    return _Maker(interpreter, trace, wanted).timeline()


class _Maker:
    def __init__(self, interpreter: Interpreter, trace: Trace, wanted: Wanted) -> None:
        self.interpreter, self.trace, self.wanted = interpreter, trace, wanted
        self.model = interpreter.model
        self.pieces = pieces_of(interpreter, trace.start, trace.steps)
        self.last = states_at_ends(self.pieces, trace.start)[1]
        self.length = _end(self.pieces)
        self.stays = statuses_held(self.pieces, trace.start)

    def timeline(self) -> Timeline:
        wanted, model = self.wanted, self.model
        bounds = self._bounds()
        matter = self._matter() | {bound.subject for bound in bounds}
        steps, always = self._values(matter)
        place = {clock.name: index for index, clock in enumerate(model.clocks)}
        return Timeline(
            model,
            self.length,
            tuple(
                Bar(h.value, status_title(model, h.value), model.status[h.value].layer, h.since, h.until)
                for h in self.stays
            ),
            tuple(self._courses(matter, bounds)),
            steps,
            tuple(self._marks()),
            always,
            tuple(Gap(p.since, p.until, p.times) for p in self.pieces if isinstance(p, LeftOut)),
            self.trace.start.clocks[place[TODAY]] if date_of(model, self.trace.start) is not None else None,
            wanted.begins,
            wanted.within,
            wanted.forever,
        )

    def _matter(self) -> Names:
        """Names of attributes and clocks that the life, or what is asked, depends on."""
        states = [self.trace.start, *(p.after if isinstance(p, Happening) else p.last for p in self.pieces)]
        followed: list[tuple[State, Happening]] = [
            (before, piece) for before, piece in zip(states, self.pieces, strict=False) if isinstance(piece, Happening)
        ]
        relevance, found = Relevance(self.interpreter), self.wanted.asked
        return relevance.on_the_way([before for before, _ in followed], [p.step for _, p in followed], found)

    # --- clocks and windows ---

    def _courses(self, matter: Names, bounds: Sequence[Bound]) -> Iterator[Course]:
        """Of what matters that which is held against something, or that the picture is about, if it shows anything."""
        model, asked = self.model, self.wanted.asked
        for index, clock in enumerate(model.clocks):
            if clock.name == TODAY or clock.name in model.inner or clock.name not in matter:
                continue
            held = _of(bounds, clock.name)
            stretches = clock_stretches(self.pieces, index)
            is_asked = clock.name in asked or (not asked and clock.name != TIME_IN_STATUS)
            if held or (is_asked and any(item.first or item.last for item in stretches)):
                yield Course(clock.name, clock_title(model, clock.name), False, stretches, held)
        for window in model.windows:
            held = _of(bounds, window.name)
            if held or not matter.isdisjoint((*window.parts, window.clock)):
                stretches = window_stretches(self.interpreter, self.pieces, window)
                yield Course(window.name, window.title, True, stretches, held)

    def _bounds(self) -> tuple[Bound, ...]:
        """What the rules on the way ask, each for the stay that it ends or acts in, and what is asked at the end."""
        found: list[Bound] = []
        for piece in self.pieces:
            if isinstance(piece, Happening) and not self._is_inner(piece):
                step = piece.step
                rule = self.model.limit[step.limit] if isinstance(step, Expire) else self.model.event[step.event]
                before = self.interpreter.settled(piece.before)
                found += self._held(asked_by(rule), before, piece.at)
        asked = (*limits_met(self.model, self.interpreter, self.last), *self.wanted.at_end)
        found += self._held(asked, self.last, self.length)
        return tuple(_merged(found))

    def _held(self, asked: Iterable[Asking], state: State, moment: int) -> Iterator[Bound]:
        """What is asked at a moment: from where the status was entered, or the clock was set last."""
        since = self._since(moment, state.status)
        for bound in bounds_at(self.interpreter, asked, state, since, moment):
            begun = [stretch.since for stretch in self._runs.get(bound.subject, ()) if stretch.since < moment]
            yield replace(bound, since=max((since, *begun)))

    @cached_property
    def _runs(self) -> dict[str, tuple[Stretch, ...]]:
        """For each clock the stretches that do not begin where the one before ends: where it was set, or first ran."""
        found: dict[str, tuple[Stretch, ...]] = {}
        for index, clock in enumerate(self.model.clocks):
            stretches = clock_stretches(self.pieces, index)
            joined = ((None, *stretches), stretches)
            found[clock.name] = tuple(
                item
                for before, item in zip(*joined, strict=False)
                if before is None or (before.until, before.last) != (item.since, item.first)
            )
        return found

    def _since(self, moment: int, status: str) -> int:
        """Since when the status has been had that is had at a moment."""
        found = [h.since for h in self.stays if h.value == status and h.since <= moment <= h.until]
        return found[-1] if found else 0

    def _is_inner(self, piece: Happening) -> bool:
        return isinstance(piece.step, Expire) and piece.step.limit in self.model.inner

    # --- values ---

    def _values(self, matter: Names) -> tuple[tuple[Steps, ...], tuple[tuple[str, str], ...]]:
        steps: list[Steps] = []
        always: list[tuple[str, str]] = []
        for index, item in enumerate(self.model.attributes):
            if item.name in self.model.inner:
                continue
            held = attribute_held(self.model, self.pieces, self.trace.start, item.name)
            if len(held) > 1:
                is_ordered = not isinstance(item.kind, YesNo | Choice)
                values = sorted({h.value for h in held})
                order = tuple((value, attribute_text(self.model, item.name, value)) for value in values)
                steps.append(Steps(item.name, item.title or item.name, is_ordered, held, order))
            elif (
                item.name in matter
                and item.start is None
                and is_constant(self.model, self.pieces, self.trace.start, item.name)
            ):
                always.append((item.name, attribute_text(self.model, item.name, self.trace.start.attributes[index])))
        return tuple(steps), tuple(always)

    # --- what happens ---

    def _marks(self) -> Iterator[Mark]:
        """What happens, the same thing several times in one moment as one mark."""
        told = (p for p in self.pieces if isinstance(p, Happening) and not self._is_inner(p))
        for at, group in groupby(told, key=lambda piece: piece.at):
            several = list(group)
            states = [several[0].before, *(piece.after for piece in several)]
            for moment in moments_between(self.model, states, [piece.step for piece in several]):
                yield Mark(at, replace(moment, elapsed=at), moment.rule in self.model.limit)


def _end(pieces: Sequence[Piece]) -> int:
    return next((p.at if isinstance(p, Happening) else p.until for p in reversed(pieces)), 0)


def _of(bounds: Iterable[Bound], subject: str) -> tuple[Bound, ...]:
    return tuple(bound for bound in bounds if bound.subject == subject)


def _merged(bounds: Iterable[Bound]) -> Iterator[Bound]:
    """The bounds in order; those of one rule and amount that overlap as one."""
    found: list[Bound] = []
    for bound in bounds:
        for index, known in enumerate(found):
            same = (known.subject, known.amount, known.rule) == (bound.subject, bound.amount, bound.rule)
            if same and bound.since <= known.until and known.since <= bound.until:
                since, until = min(known.since, bound.since), max(known.until, bound.until)
                found[index] = replace(bound, since=since, until=until)
                break
        else:
            found.append(bound)
    yield from found
