"""Small random models and sentences, the same from the same generator state.

Tiny domains (numbers up to 4, few attribute values), but every feature of the language that has a meaning: clocks
that stand and are zeroed, bounds that depend on attributes, limits that run out together, free choices, values out
of range, dead ends. `models()` and `questions()` draw through Hypothesis, which shrinks what they draw.
"""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import strategies as st

from bcm_formal.diagnostics import Source, Span
from bcm_formal.look.ceilings import ceilings
from bcm_formal.model.at_once import stop_of
from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    AttributeTerm,
    ClockTerm,
    Comparison,
    Condition,
    InStatus,
    Number,
    Term,
    attributes_of,
    choose,
    conjunction,
    total,
)
from bcm_formal.model.model import (
    LAW,
    PERSON,
    TIME_IN_STATUS,
    Actor,
    AnyValue,
    Assignment,
    Attribute,
    Clock,
    Definition,
    Event,
    EventKind,
    Layer,
    Limit,
    Model,
    Origin,
    Requirement,
    Start,
    Status,
)
from bcm_formal.model.priority import with_priority
from bcm_formal.model.sentences import (
    Among,
    BetterNeverBlocks,
    BetterNeverDelays,
    CanReach,
    Change,
    Ctl,
    CtlAnd,
    CtlNext,
    CtlNot,
    CtlOr,
    CtlState,
    CtlUntil,
    DoesNotDepend,
    EveryEntering,
    EveryHas,
    EveryLeaving,
    Formula,
    MustReach,
    NoDeadEnds,
    NoneCanReach,
    NoPerson,
    OnlyAfter,
    PairSentence,
    Sentence,
    SomeCanReach,
    TimeDoesNotDepend,
    TimeFrom,
)
from bcm_formal.model.types import (
    AttributeType,
    Choice,
    DurationChoice,
    Integer,
    Level,
    Range,
    YesNo,
    domain,
    is_ordered,
)
from bcm_formal.model.units import TimeUnit
from bcm_formal.system.transition_system import TransitionSystem
from tests.builders.random_expressions import LARGEST, Words, is_duration, steps

NOWHERE = Span(Source("random model", ""), 0, 0)
ACTORS = (PERSON, LAW, "authority", "employer")
MAX_ATTRIBUTE_STATES = 12


def random_model(draw: random.Random) -> Model:
    """A model; finitely many states once clocks are saturated, except rarely where clocks are compared."""
    return _Author(draw).model()


def _begun_somewhere(model: Model) -> Model:
    """The model in which a clock that counts at every reading starts with zero: else its starts could not be listed."""
    most = ceilings(TransitionSystem(model), ())
    clocks = (
        replace(clock, start=0) if clock.start is None and ceiling is None and index else clock
        for index, (clock, ceiling) in enumerate(zip(model.clocks, most, strict=True))
    )
    return replace(model, clocks=tuple(clocks))


def random_program(draw: random.Random) -> Model:
    """Such a model with some statuses that act at once."""
    author = _Author(draw)
    model = author.model()
    stops = (stop_of(status, NOWHERE) for status in author.some(author.statuses))
    return replace(model, limits=(*model.limits, *stops))


def random_sentence(draw: random.Random, model: Model) -> Sentence:
    """A sentence about the model that `question_of` turns into a question."""
    return _Author(draw, model).sentence()


def random_condition(draw: random.Random, model: Model) -> Condition:
    """A condition on anything in the model."""
    return _Author(draw, model).condition(3)


def random_other_sentence(draw: random.Random, model: Model) -> Sentence:
    """A sentence of the other kinds: steering, `must reach`, comparisons of persons, CTL."""
    return _Author(draw, model).other_sentence()


def random_path_sentence(draw: random.Random, model: Model) -> CanReach:
    """A `can reach` sentence, with or without bound, actors and adverse events."""
    return _Author(draw, model).path_sentence()


def random_pair_sentence(draw: random.Random, model: Model) -> PairSentence | None:
    """A sentence that compares two persons; None if the model has no attribute for it."""
    author = _Author(draw, model)
    ordered = [a for a in model.attributes if is_ordered(a.kind) or isinstance(a.kind, YesNo)]
    return author.pair_sentence(ordered=bool(ordered) and draw.random() < 0.5) if model.attributes else None


def random_pair_terms(draw: random.Random, model: Model, attribute: Attribute) -> tuple[Among, Change | None]:
    """Who is compared and by whose events, and perhaps a change of the attribute."""
    author = _Author(draw, model)
    return author.among(attribute.name), author.change(attribute)


def random_formula(draw: random.Random, model: Model) -> Ctl:
    """A CTL sentence about the model."""
    return Ctl(_Author(draw, model).formula(3))


def models() -> st.SearchStrategy[Model]:
    """Random models; shrinks towards few and simple parts."""
    return st.builds(random_model, st.randoms(use_true_random=False))


def questions() -> st.SearchStrategy[tuple[Model, Sentence]]:
    """A random model with a random sentence about it."""

    def both(draw: random.Random) -> tuple[Model, Sentence]:
        model = random_model(draw)
        return model, random_sentence(draw, model)

    return st.builds(both, st.randoms(use_true_random=False))


class _Author(Words):
    """Writes one model, part by part. `self.model_` parts drawn so far are what later parts may speak of."""

    def __init__(self, draw: random.Random, model: Model | None = None) -> None:
        super().__init__(draw, model)
        self.busy: tuple[str, ...] = self.statuses
        """statuses that have events; those of the others are left to time and limits"""

    # --- the model ---

    def model(self) -> Model:
        layers = tuple(Layer(f"l{i}", "", Origin(), NOWHERE) for i in range(self.draw.randint(2, 3)))
        self.statuses = ("s0", "国1", "s2", "s3")[: self.draw.randint(2, 4)]
        statuses = tuple(Status(name, "", self.one(layers).name, Origin(), NOWHERE) for name in self.statuses)
        self.attributes = self._attributes()
        self.diagonal = self.chance(8)
        self.clocks = (self._time_in_status(), *self._clocks())
        self._define()
        self.busy = self.some(self.statuses) if self.chance(25) else self.statuses
        limits = self._limits()
        model = Model(
            name="random",
            title="",
            unit=TimeUnit.MONTHS,
            calendar=(),
            law_of=None,
            today_start=None,
            sources=(),
            layers=layers,
            actors=tuple(Actor(name, "") for name in ACTORS),
            parameters=(),
            attributes=self.attributes,
            clocks=self.clocks,
            definitions=tuple(self.definitions),
            statuses=statuses,
            events=tuple(self._event(i) for i in range(self.draw.randint(1, 7))),
            limits=limits,
            starts=tuple(self._start() for _ in range(1 if self.chance(70) else 2)),
            properties=(),
            scenarios=(),
            source=NOWHERE.source,
        )
        model = _begun_somewhere(model)
        return self._with_priority(model) if self.chance(30) else model

    def _with_priority(self, model: Model) -> Model:
        """Some rules of the law yield to some that come before them in an order of chance."""
        names = [rule.name for rule in model.events if rule.actor == LAW] + [limit.name for limit in model.own_limits]
        self.draw.shuffle(names)
        first = {name: self.some(names[:place])[:2] for place, name in enumerate(names) if place and self.chance(60)}
        events = tuple(replace(rule, yields_to=first.get(rule.name, ())) for rule in model.events)
        limits = tuple(replace(rule, yields_to=first.get(rule.name, ())) for rule in model.limits)
        return with_priority(replace(model, events=events, limits=limits))

    def _attributes(self) -> tuple[Attribute, ...]:
        result: list[Attribute] = []
        states = 1
        for i in range(self.draw.randint(0, 3)):
            kind = self._kind()
            states *= len(domain(kind) or range(LARGEST))
            if states > MAX_ATTRIBUTE_STATES:
                break
            values = domain(kind) or (0, 1)
            endless = isinstance(kind, Integer)
            fixed = self.chance(25)
            start = None if not endless and self.chance(60 if fixed else 35) else self.one(values)
            result.append(Attribute(("a0", "語1", "a2")[i], "", kind, fixed, start, Origin(), NOWHERE))
        return tuple(result)

    def _kind(self) -> AttributeType:
        match self.draw.randint(0, 7):
            case 0 | 1 | 2:
                return YesNo()
            case 3:
                return Choice(("red", "緑", "blue")[: self.draw.randint(2, 3)])
            case 4:
                return Level(("none", "N5", "N4", "N3")[: self.draw.randint(2, 4)])
            case 5:
                return DurationChoice(self.some((1, 2, 3, LARGEST)))
            case 6:
                low = self.draw.randint(-1, 1)
                return Range(low, low + self.draw.randint(1, 2), (None, "JPY", "percent")[low + 1])
            case _:
                return Integer()

    def _time_in_status(self) -> Clock:
        start = None if self.chance(5) else 0
        return Clock(TIME_IN_STATUS, "", TRUE, FALSE, start, Origin(), NOWHERE)

    def _clocks(self) -> list[Clock]:
        result: list[Clock] = []
        for i in range(self.draw.randint(1 if self.diagonal else 0, 2)):
            runs = self.one((TRUE, InStatus(self.some(self.statuses)), self.still(1), self.still(2), FALSE))
            zero = FALSE if self.chance(40) else self.one((InStatus(self.some(self.statuses)), self.still(1)))
            start = 0 if self.chance(60) else self.one((None, None, 1, 2, 3))
            result.append(Clock(("c0", "期間1")[i], "", runs, zero, start, Origin(), NOWHERE))
        return result

    def _define(self) -> None:
        if self.chance(30):
            body = self.condition(2)
            self.definitions.append(Definition("meets", "", body, Origin(), NOWHERE))
        if self.chance(20):
            points = [Number(self.draw.randint(1, 3), Integer()) for _ in range(self.draw.randint(1, 3))]
            terms = [choose(self.condition(1), point, Number(0, Integer())) for point in points]
            self.definitions.append(Definition("points", "", total(terms), Origin(), NOWHERE))

    def _start(self) -> Start:
        condition = conjunction((self.still(1) if self.chance(25) else TRUE, *map(self._begun, self.clocks)))
        return Start(self.some(self.statuses) if self.chance(30) else (self.one(self.statuses),), condition, NOWHERE)

    def _begun(self, clock: Clock) -> Condition:
        """What a clock that starts with more than one reading may show."""
        if clock.start is not None:
            return TRUE
        low, high = sorted((self.draw.randint(0, 3), self.draw.randint(0, LARGEST)))
        above = Comparison(">=", ClockTerm(clock.name), steps(low))
        below = Comparison("<=", ClockTerm(clock.name), steps(high))
        if self.diagonal or any(c.runs == FALSE for c in self.clocks):  # every reading may count
            return conjunction((above, below))
        return conjunction(self.one(((above, below), (above, below), (above,), (below,), (self.condition(1),), ())))

    # --- rules ---

    def _event(self, number: int) -> Event:
        target = self.one(self.statuses) if self.chance(60) else None
        requirements = [self.condition(self.draw.randint(0, 2)) for _ in range(self.one((0, 0, 1, 1, 2)))]
        assignments = self._assignments(2)
        for item in assignments:
            requirements += self._keeps_finite(item)
        return Event(
            f"e{number}",
            "",
            EventKind.EVENT if target is None else EventKind.TRANSITION,
            self.some(self.busy),
            target,
            self.one(ACTORS),
            self.chance(25),
            tuple(Requirement(condition, "", Origin(), NOWHERE) for condition in requirements),
            assignments,
            Origin(),
            NOWHERE,
        )

    def _keeps_finite(self, item: Assignment) -> list[Condition]:
        """An unbounded integer is only counted on within a small range."""
        attribute = next((a for a in self.attributes if a.name == item.name), None)
        if attribute is None or not isinstance(attribute.kind, Integer):
            return []
        term = AttributeTerm(attribute.name, attribute.kind)
        return [
            Comparison("<", term, Number(3, attribute.kind)),
            Comparison(">", term, Number(-2, attribute.kind)),
        ]

    def _limits(self) -> tuple[Limit, ...]:
        limits = [self._limit(i) for i in range(self.draw.randint(0, 3))]
        if len(limits) > 1 and self.chance(30):  # two that run out together
            limits[1] = replace(limits[0], name="limit1", target=self.one(self.statuses))
        if self.chance(40):
            limits += self._blocked_limit()
        if self.diagonal:
            for clock in self.clocks:
                back = () if clock.name == TIME_IN_STATUS else (Assignment(clock.name, steps(0), NOWHERE),)
                bound = steps(self.draw.randint(1, 3))
                name = f"bound_{clock.name}"
                target = self.one(self.statuses)
                everywhere = self.statuses
                limits.append(Limit(name, "", everywhere, TRUE, clock.name, bound, target, back, Origin(), NOWHERE))
        return tuple(limits)

    def _limit(self, number: int) -> Limit:
        return Limit(
            f"limit{number}",
            "",
            self.some(self.statuses),
            TRUE if self.chance(60) else self.still(1),
            self.one(self.clocks).name,
            self._bound(),
            self.one(self.statuses),
            self._assignments(2, False) if self.chance(50) else (),
            Origin(),
            NOWHERE,
        )

    def _blocked_limit(self) -> list[Limit]:
        """A limit that often cannot run out, because an attribute would leave its range: people are stuck at it."""
        ranged = [a for a in self.attributes if not a.fixed and isinstance(a.kind, Level | Range)]
        if not ranged:
            return []
        attribute = self.one(ranged)
        further = total((AttributeTerm(attribute.name, attribute.kind), Number(1, attribute.kind)))
        return [replace(self._limit(9), assignments=(Assignment(attribute.name, further, NOWHERE),))]

    def _bound(self) -> Term:
        constant = steps(self.draw.randint(0, LARGEST))
        numbers = self.numbers()
        match self.draw.randint(0, 5):
            case 4 if numbers:
                return self.one(numbers)
            case 5:
                return choose(self.still(1), constant, steps(self.draw.randint(-1, LARGEST)))
            case _:
                return constant

    def _assignments(self, at_most: int, free: bool = True) -> tuple[Assignment, ...]:
        """Some assignments; `free`: they may be to any value."""
        names = [a.name for a in self.attributes if not a.fixed] + [c.name for c in self.clocks[1:]]
        if not names:
            return ()
        chosen = self.some(names, 0)[:at_most]
        return tuple(Assignment(name, self._assigned(name, free), NOWHERE) for name in chosen)

    def _assigned(self, name: str, free: bool) -> Condition | Term | AnyValue:
        attribute = next((a for a in self.attributes if a.name == name), None)
        if attribute is None:
            return self._clock_value(name)
        kind = attribute.kind
        if free and not isinstance(kind, Integer) and self.chance(20):
            return AnyValue()
        if isinstance(kind, YesNo):
            return self.one((TRUE, FALSE, self.condition(1)))
        term = AttributeTerm(name, kind)
        if isinstance(kind, Integer):
            constants = [Number(self.draw.randint(-1, 2), kind)]
        else:
            constants = [Number(int(value), kind) for value in domain(kind) or ()]
        if isinstance(kind, Choice | DurationChoice) or self.chance(40):
            return self.one(constants)
        return total((term, Number(1 if self.chance(65) else -1, kind)))

    def _clock_value(self, name: str) -> Term:
        match self.draw.randint(0, 8):
            case 4 if any(isinstance(a.kind, DurationChoice) for a in self.attributes):
                return self.one([AttributeTerm(a.name, a.kind) for a in self.attributes if is_duration(a)])
            case 5 if self.diagonal:
                return ClockTerm(self.one(self.clocks).name)
            case 5 if self.clock_stands(name):
                return total((ClockTerm(TIME_IN_STATUS), steps(self.draw.randint(0, 1))))
            case 6:
                own, other = ClockTerm(name), steps(self.draw.randint(0, 3))
                pair = (own, other) if self.chance(70) else (other, total((own, steps(self.draw.randint(-2, 2)))))
                return choose(self.still(1) if self.chance(60) else self.condition(1), *pair)
            case 7:
                own, other = ClockTerm(name), steps(self.draw.randint(0, 3))
                return choose(Comparison(self.one((">=", "<=")), own, other), own, other)
            case 8:
                return total((ClockTerm(name), choose(self.still(1), steps(1), steps(self.draw.randint(-2, 2)))))
            case _:
                return steps(self.draw.randint(0, 3))

    def clock_stands(self, name: str) -> bool:
        return any(clock.name == name and clock.runs == FALSE for clock in self.clocks)

    # --- sentences ---

    def sentence(self) -> Sentence:
        match self.draw.randint(0, 13):
            case 0 | 1:
                return NoPerson(self._state())
            case 2:
                return EveryHas(self._maybe(), self.condition(2))
            case 3:
                origin = TRUE if self.chance(60) else self._target()
                return EveryEntering(self._target(), self.condition(2), origin, self._makers())
            case 12:
                return EveryLeaving(self._target(), self.condition(2), self._makers())
            case 13 if self.chance(50):
                origin, target = (InStatus(self.some(self.statuses)[:2]) for _ in range(2))
                return TimeFrom(origin, target, self.chance(50), self.draw.randint(0, LARGEST))
            case 13:
                return NoneCanReach(self._maybe(), self._target(), self._within(), self._by())
            case 4 | 5 | 6 | 7:
                return CanReach(self._maybe(), self._target(), self._within(), self._by(), None, self.chance(35))
            case 8 | 9 | 10:
                return SomeCanReach(self._maybe(), self._target(), self._within(), self._by())
            case _:
                return NoDeadEnds()

    def _state(self) -> Condition:
        return conjunction((InStatus(self.some(self.statuses)), self.condition(2)))

    def _maybe(self) -> Condition:
        return TRUE if self.chance(35) else self._state()

    def _target(self) -> Condition:
        where = InStatus(self.some(self.statuses)[:2])
        return conjunction((where, self.condition(1))) if self.chance(40) else where

    def _within(self) -> int | None:
        return self.draw.randint(0, LARGEST) if self.chance(35) else None

    def _by(self) -> tuple[str, ...] | None:
        return self.some((PERSON, "authority", "employer")) if self.chance(35) else None

    def _makers(self) -> tuple[str, ...] | None:
        """Whose steps are meant: limits are the law's."""
        return self.some((PERSON, LAW, "authority", "employer")) if self.chance(35) else None

    def path_sentence(self) -> CanReach:
        setbacks = None if self.chance(60) else self.draw.randint(1, 2)
        adverse = setbacks is None and self.chance(50)
        return CanReach(self._maybe(), self._target(), self._within(), self._by(), setbacks, adverse)

    def other_sentence(self) -> Sentence:
        match self.draw.randint(0, 9):
            case 0 | 1 | 2:
                setbacks = self.draw.randint(1, 3)
                return CanReach(self._maybe(), self._target(), self._within(), self._by(), setbacks)
            case 3 | 4 | 5:
                return MustReach(self._maybe(), self._target(), self._within())
            case 6:
                return OnlyAfter(self._target(), self.condition(1))
            case 7 if any(is_ordered(a.kind) or isinstance(a.kind, YesNo) for a in self.attributes):
                return self.pair_sentence(ordered=True)
            case 8 if self.attributes:
                return self.pair_sentence(ordered=False)
            case _:
                return Ctl(self.formula(3))

    def pair_sentence(self, ordered: bool) -> PairSentence:
        """A comparison of two persons, `ordered`: the better one with the other. There is an attribute for it."""
        if ordered:
            item = self.one([a for a in self.attributes if is_ordered(a.kind) or isinstance(a.kind, YesNo)])
            among, change = self.among(item.name), self.change(item)
            if self.chance(40):
                later = self.draw.randint(-2, LARGEST) if self.chance(40) else 0
                return BetterNeverDelays(item.name, self._target(), later, among, change)
            return BetterNeverBlocks(item.name, self._target(), self._within(), among, change)
        name = self.one(self.attributes).name
        if self.chance(40):
            return TimeDoesNotDepend(name, self._target(), self.among(name))
        return DoesNotDepend(name, self._target(), self._within(), self.among(name))

    def among(self, name: str) -> Among:
        """Who is compared, which reads all but the attribute, and whose events count."""
        condition = self._state() if self.chance(25) else TRUE
        return Among(TRUE if name in attributes_of(condition) else condition, self._by() if self.chance(50) else None)

    def change(self, item: Attribute) -> Change | None:
        """Two values of the attribute, if it has some."""
        values = list(domain(item.kind) or range(3))
        return Change(*self.draw.sample(values, 2)) if len(values) > 1 and self.chance(30) else None

    def formula(self, depth: int) -> Formula:
        """A random CTL formula."""
        if depth == 0:
            return CtlState(self.condition(1))
        match self.draw.randint(0, 5):
            case 0:
                return CtlNot(self.formula(depth - 1))
            case 1:
                return CtlAnd((self.formula(depth - 1), self.formula(depth - 1)))
            case 2:
                return CtlOr((self.formula(depth - 1), self.formula(depth - 1)))
            case 3:
                return CtlNext(self.chance(50), self.formula(depth - 1))
            case _:
                return CtlUntil(self.chance(50), self.chance(35), self.formula(depth - 1), self.formula(depth - 1))
