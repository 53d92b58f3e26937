"""What the parser reads becomes property sentences. The methods are named like the rules of the grammar."""

from __future__ import annotations

from bcm_formal.diagnostics import Diagnostic, Span
from bcm_formal.language.reading.from_parse_terms import (
    Names,
    Parsed,
    RefusedError,
    TermBuilder,
    as_formula,
    find,
    whole,
)
from bcm_formal.language.tree.policy import (
    BetterNeverBlocks,
    BetterNeverDelays,
    Ctl,
    EveryEntryHas,
    EveryExitHas,
    EveryPersonCanReach,
    EveryPersonHas,
    EveryPersonMustReach,
    Expression,
    Goal,
    Name,
    NoDeadEnds,
    NoPerson,
    NoPersonCanReach,
    Number,
    OnlyAfter,
    PathIndependent,
    SomePersonCanReach,
    TimeFrom,
    TimeIndependent,
    Who,
)
from bcm_formal.language.tree.sentences import BetterAlwaysHastens, ForEvery, Raised, TwoPersons
from bcm_formal.records import dataclass


@dataclass(frozen=True, slots=True)
class Places:
    names: tuple[Name, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class With:
    condition: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Within:
    bound: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class ByActors:
    actors: tuple[Name, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Delayed:
    later: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Hastened:
    earlier: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class From:
    goal: Goal
    span: Span


@dataclass(frozen=True, slots=True)
class To:
    goal: Goal
    span: Span


@dataclass(frozen=True, slots=True)
class Despite:
    count: int
    span: Span


@dataclass(frozen=True, slots=True)
class EvenByAdverse:
    span: Span


def with_unit(bound: Expression) -> Expression:
    """The amount of time, refused if it is a bare number."""
    if isinstance(bound, Number):
        remedy = f"write `{bound.value} years`, `{bound.value} months`, `{bound.value} days` or so"
        raise RefusedError(Diagnostic("BCM126", f"`{bound.value}` has no unit", bound.span, remedy))
    return bound


class SentenceBuilder(TermBuilder):
    """Callbacks of the sentence rules."""

    def places(self, p: list[Parsed]) -> Places:
        return Places(p[1].names, whole(p))

    def with_condition(self, p: list[Parsed]) -> With:
        return With(p[1], whole(p))

    def who(self, p: list[Parsed]) -> Who:
        places, condition = find(Places, p), find(With, p)
        return Who(places.names if places else (), condition.condition if condition else None, whole(p))

    def goal(self, p: list[Parsed]) -> Goal:
        condition = find(With, p)
        return Goal(p[0].names, condition.condition if condition else None, whole(p))

    def within(self, p: list[Parsed]) -> Within:
        return Within(with_unit(p[1]), whole(p))

    def by_actors(self, p: list[Parsed]) -> ByActors:
        names: Names = p[1]
        return ByActors(names.names, whole(p))

    def despite(self, p: list[Parsed]) -> Despite:
        return Despite(int(p[1]), whole(p))

    def even_by_adverse(self, p: list[Parsed]) -> EvenByAdverse:
        return EvenByAdverse(whole(p))

    def no_person(self, p: list[Parsed]) -> NoPerson:
        return NoPerson(p[2], whole(p))

    def every_person_has(self, p: list[Parsed]) -> EveryPersonHas:
        return EveryPersonHas(_who(p), p[-1], whole(p))

    def from_goal(self, p: list[Parsed]) -> From:
        return From(p[1], whole(p))

    def to_goal(self, p: list[Parsed]) -> To:
        return To(p[1], whole(p))

    def every_entry_has(self, p: list[Parsed]) -> EveryEntryHas:
        _once(p[4:-2])
        origin = find(From, p)
        return EveryEntryHas(p[3], origin.goal if origin else None, _by(p), p[-1], whole(p))

    def every_exit_has(self, p: list[Parsed]) -> EveryExitHas:
        _once(p[4:-2])
        to = find(To, p)
        if to is not None:
            remedy = f"write `entering {to.goal.span.text} from {p[3].span.text}`"
            raise RefusedError(Diagnostic("BCM129", "who leaves for somewhere enters it", to.span, remedy))
        return EveryExitHas(p[3], _by(p), p[-1], whole(p))

    def every_person_can_reach(self, p: list[Parsed]) -> EveryPersonCanReach:
        _once(p)
        despite, even = find(Despite, p), find(EvenByAdverse, p)
        if despite and even:
            message = "adverse events are either withstood or of help"
            remedy = f"leave out `{despite.span.text}` or `{even.span.text}`"
            raise RefusedError(
                Diagnostic("BCM129", message, max(despite.span, even.span, key=lambda span: span.start), remedy)
            )
        return EveryPersonCanReach(
            _who(p),
            _goal(p),
            _within(p),
            _by(p),
            despite.count if despite else None,
            even is not None,
            whole(p),
        )

    def every_person_must_reach(self, p: list[Parsed]) -> EveryPersonMustReach:
        return EveryPersonMustReach(_who(p), _goal(p), _within(p), whole(p))

    def some_person_can_reach(self, p: list[Parsed]) -> SomePersonCanReach:
        _once(p)
        return SomePersonCanReach(_who(p), _goal(p), _within(p), _by(p), whole(p))

    def no_person_can_reach(self, p: list[Parsed]) -> NoPersonCanReach:
        _once(p)
        return NoPersonCanReach(_who(p), _goal(p), _within(p), _by(p), whole(p))

    def only_after(self, p: list[Parsed]) -> OnlyAfter:
        return OnlyAfter(p[0], p[3], whole(p))

    def raised(self, p: list[Parsed]) -> Raised:
        return Raised(p[1], None, whole(p))

    def changed(self, p: list[Parsed]) -> Raised:
        return Raised(p[1], (p[3], p[5]), whole(p))

    def delayed(self, p: list[Parsed]) -> Delayed:
        return Delayed(with_unit(p[2]), whole(p))

    def hastened(self, p: list[Parsed]) -> Hastened:
        return Hastened(with_unit(p[2]), whole(p))

    def better_never_blocks(self, p: list[Parsed]) -> BetterNeverBlocks:
        _once(p)
        return BetterNeverBlocks(p[0], _goal(p), _within(p), _by(p), whole(p))

    def better_never_delays(self, p: list[Parsed]) -> BetterNeverDelays:
        _once(p)
        later = find(Delayed, p)
        return BetterNeverDelays(p[0], _goal(p), later.later if later else None, _by(p), whole(p))

    def always_hastens(self, p: list[Parsed]) -> BetterAlwaysHastens:
        hastened = find(Hastened, p)
        assert hastened is not None
        return BetterAlwaysHastens(p[0], _goal(p), hastened.earlier, _by(p), whole(p))

    def path_independent(self, p: list[Parsed]) -> PathIndependent:
        _once(p)
        return PathIndependent(_goal(p), _last_name(p), _within(p), _by(p), whole(p))

    def among(self, p: list[Parsed]) -> ForEvery:
        return ForEvery(p[3], p[5], whole(p))

    def of_everybody(self, p: list[Parsed]) -> TwoPersons:
        sentence: TwoPersons = p[0]
        return sentence

    def time_at_most(self, p: list[Parsed]) -> TimeFrom:
        return TimeFrom(p[1].names, p[3].names, False, with_unit(p[-1]), whole(p))

    def time_at_least(self, p: list[Parsed]) -> TimeFrom:
        return TimeFrom(p[1].names, p[3].names, True, with_unit(p[-1]), whole(p))

    def time_independent(self, p: list[Parsed]) -> TimeIndependent:
        _once(p)
        return TimeIndependent(_goal(p), _last_name(p), _by(p), whole(p))

    def no_dead_ends(self, p: list[Parsed]) -> NoDeadEnds:
        return NoDeadEnds(whole(p))

    def ctl(self, p: list[Parsed]) -> Ctl:
        return Ctl(as_formula(p[1]), whole(p))


def _last_name(p: list[Parsed]) -> Name:
    return [piece for piece in p if isinstance(piece, Name)][-1]


def _who(p: list[Parsed]) -> Who:
    """Who is spoken of; nobody named is everybody."""
    return find(Who, p) or Who((), None, p[1].span)


def _goal(p: list[Parsed]) -> Goal:
    return next(piece for piece in p if isinstance(piece, Goal))


def _once(p: list[Parsed]) -> None:
    """Refuses options that are given twice."""
    given: set[type] = set()
    for option in p:
        if type(option) in given:
            message = f"`{option.span.text.split()[0]}` is given twice"
            raise RefusedError(Diagnostic("BCM118", message, option.span, "give it once"))
        if isinstance(option, Within | ByActors | Delayed | Despite | EvenByAdverse | From | To):
            given.add(type(option))


def _by(p: list[Parsed]) -> tuple[Name, ...]:
    by = find(ByActors, p)
    return by.actors if by else ()


def _within(p: list[Parsed]) -> Expression | None:
    within = find(Within, p)
    return within.bound if within else None
