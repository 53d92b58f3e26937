"""The day on which a law takes the place of another: who lives under which law from then on, and what becomes of whom.

The change itself is nothing that happens to a person: status, attributes and clocks stay as they are. So no clock is
zeroed by it; one that the new law zeroes here is zeroed when something happens, as the old one's would be. Moves are
made at once after it, before anything else; a saving that ends is a change of the same kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bcm_formal.diagnostics import DiagnosticError, Span
from bcm_formal.language.tree.policy import AttributeDecl, Expression, PolicyFile
from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    Condition,
    Flag,
    InStatus,
    Number,
    Term,
    choose,
    conjunction,
    disjunction,
    in_status,
    negation,
)
from bcm_formal.model.findings import Findings
from bcm_formal.model.from_syntax.assignments import assignments_from_syntax
from bcm_formal.model.from_syntax.expressions import Reader
from bcm_formal.model.from_syntax.scope import scope_of_model
from bcm_formal.model.merging import Rule
from bcm_formal.model.model import (
    LAW,
    TIME_IN_STATUS,
    TODAY,
    Actor,
    Assignment,
    Attribute,
    Clock,
    Event,
    EventKind,
    Limit,
    Model,
    Origin,
    Requirement,
)
from bcm_formal.model.types import Duration, YesNo
from bcm_formal.model.units import Calendar
from bcm_formal.records import dataclass
from bcm_formal.versions.by_regime import ByRegime
from bcm_formal.versions.change import Change, Move, Provision

OLD, NEW = 0, 1
"""the laws that are no provision, by number"""


@dataclass(frozen=True, slots=True)
class Names:
    """How what the bridge adds is called: names that the laws do not use."""

    memory: str
    moved: str
    since: str
    enters: str
    legislature: str
    move: str
    stays: str
    ends: str


class DayOfChange:
    """The change, made part of a model of all laws that says nothing of it yet."""

    def __init__(self, change: Change, model: Model, merging: ByRegime, names: Names) -> None:
        self.change, self.plain, self.merging, self.names = change, model, merging, names
        self.span: Span = change.new.span
        self.statuses = tuple(status.name for status in model.statuses)
        self.findings = Findings()
        self.reader = Reader(scope_of_model(model), self.findings)
        self.wheres = [self._read(item.where) for item in change.provisions]
        self.moves = [self._moved(item) for item in change.moves]
        if self.findings.has_errors:
            raise DiagnosticError(tuple(item for item in self.findings.found if item.severity == "error"))
        self.movable = self._movable()
        self.remembers = bool(self.moves) or any(map(self._may_be_zeroed, merging.clocks))

    def model(self) -> Model:
        """The model with the change in it."""
        plain, names = self.plain, self.names
        events, limits = plain.events, plain.limits
        clocks = plain.clocks
        if self.remembers:
            events, limits = tuple(map(self._noting, events)), tuple(map(self._noting, limits))
            clocks = tuple(map(self._kept_on_the_day, clocks))
        if self.moves:
            events, limits = tuple(map(self._waiting, events)), tuple(map(self._waiting, limits))
        return replace(
            plain,
            actors=(*plain.actors, Actor(names.legislature, "the legislature")),
            attributes=(*plain.attributes, *self._attributes()),
            clocks=self._with_clock(clocks),
            events=(*events, self._enters(), *self._moving()),
            limits=(*limits, *self._staying(), *self._ending()),
        )

    @property
    def rules(self) -> dict[str, str]:
        """What each rule that is no law is for: `enters`, `move`, `stays` or `ends`."""
        found = {self.names.enters: "enters"}
        found |= {item.name: "move" for item in self._moving()}
        found |= {item.name: "stays" for item in self._staying()}
        return found | {item.name: "ends" for item in self._ending()}

    def _attributes(self) -> Iterator[Attribute]:
        if self.remembers:
            title = "whether something has happened since the change"
            yield Attribute(self.names.memory, title, YesNo(), False, False, Origin(), self.span)
        if self.moves:
            title = "whether it is settled what becomes of the person by the change"
            yield Attribute(self.names.moved, title, YesNo(), False, False, Origin(), self.span)

    def _with_clock(self, clocks: Sequence[Clock]) -> tuple[Clock, ...]:
        if all(item.until is None for item in self.change.provisions):
            return tuple(clocks)
        runs = negation(self._old)
        clock = Clock(self.names.since, "time since the change", runs, FALSE, 0, Origin(), self.span)
        today = tuple(item for item in clocks if item.name == TODAY)
        return (*(item for item in clocks if item.name != TODAY), clock, *today)

    @property
    def _old(self) -> Condition:
        return self.merging.under((OLD,))

    # --- entering into force ---

    def _enters(self) -> Event:
        """It is adverse, so that no path of anybody uses it."""
        kind = self.merging.kind
        law: Term = Number(NEW, kind)
        for number, where in reversed([*enumerate(self.wheres, NEW + 1)]):
            law = choose(where, Number(number, kind), law)
        return Event(
            self.names.enters,
            "the change enters into force",
            EventKind.EVENT,
            self.statuses,
            None,
            self.names.legislature,
            True,
            (Requirement(self._old, self.merging.words((OLD,)), Origin(), self.span),),
            (Assignment(self.merging.attribute, law, self.span),),
            Origin(),
            self.span,
        )

    def _read(self, where: Expression | None) -> Condition:
        return TRUE if where is None else self.reader.condition(where) or FALSE

    # --- that no clock is zeroed by the change itself ---

    def _may_be_zeroed(self, clocks: Sequence[Clock]) -> bool:
        """True unless the clock is zero anyhow wherever its `zero` holds after the change."""
        first = clocks[0]
        if all(clock.zero == FALSE for clock in clocks):
            return False
        if any(clock.zero != first.zero for clock in clocks) or first.start != 0:
            return True
        return any(not self._never_both(clock.runs, clock.zero) for clock in clocks)

    def _never_both(self, runs: Condition, zero: Condition) -> bool:
        """True only if no person meets both."""
        return all(_contradicts(in_status(conjunction((runs, zero)), status)) for status in self.statuses)

    def _noting(self, rule: Rule) -> Rule:
        """The rule, which keeps that something happened since the change."""
        if isinstance(rule, Limit) and (rule.window is not None or rule.at_once):
            return rule
        return replace(rule, assignments=(*rule.assignments, self._sets(self.names.memory, negation(self._old))))

    def _sets(self, name: str, value: Condition) -> Assignment:
        return Assignment(name, value, self.span)

    def _kept_on_the_day(self, clock: Clock) -> Clock:
        """The clock, zeroed by what happens before or after the change and not by the change."""
        if clock.zero == FALSE:
            return clock
        return replace(clock, zero=conjunction((clock.zero, disjunction((self._old, Flag(self.names.memory))))))

    # --- moves ---

    def _moved(self, move: Move) -> tuple[Condition, Move, tuple[Assignment, ...]]:
        """For whom a move is, and what it sets."""
        declared = _attributes_of((self.change.old, self.change.new))
        assignments = assignments_from_syntax(move.assignments, self.reader, declared)
        if move.target is not None:
            self.reader.scope.statuses_of((move.target,), self.findings)
        return self._read(move.where), move, assignments

    def _movable(self) -> tuple[str, ...]:
        """The statuses in which somebody may be moved."""
        conditions = [where for where, _, _ in self.moves]
        return tuple(s for s in self.statuses if any(in_status(where, s) != FALSE for where in conditions))

    @property
    def _pending(self) -> Condition:
        """True iff moves are still to be made, if there are any for the person."""
        kept = [number for number, item in enumerate(self.change.provisions, NEW + 1) if item.keeps_all]
        free = tuple(number for number in self.merging.every if number != OLD and number not in kept)
        settled = (negation(Flag(self.names.memory)), negation(Flag(self.names.moved)))
        return conjunction((self.merging.under(free), *settled))

    def _waiting(self, rule: Rule) -> Rule:
        """The rule, possible only where no move is to be made."""
        places = rule.sources if isinstance(rule, Event) else rule.statuses
        if not set(places) & set(self.movable) or (isinstance(rule, Limit) and rule.window is not None):
            return rule
        pending = self._pending
        if not set(places) <= set(self.movable):
            pending = conjunction((InStatus(self.movable), pending))
        if isinstance(rule, Limit):
            return replace(rule, condition=conjunction((rule.condition, negation(pending))))
        asked = Requirement(negation(pending), "the moves of the change are made", rule.origin, rule.span)
        return replace(rule, requirements=(*rule.requirements, asked))

    def _moving(self) -> Iterator[Event]:
        """Each move as an event of the law; of several the first that is for the person."""
        earlier: list[Condition] = []
        for number, (where, move, assignments) in enumerate(self.moves, 1):
            asked = conjunction((where, *map(negation, earlier)))
            earlier.append(where)
            places = tuple(status for status in self.movable if in_status(where, status) != FALSE)
            settles = (self._sets(self.names.memory, TRUE), self._sets(self.names.moved, TRUE))
            yield Event(
                self._number(self.names.move, number, len(self.moves)),
                "what becomes of the person by the change",
                EventKind.EVENT if move.target is None else EventKind.TRANSITION,
                places,
                None if move.target is None else move.target.text,
                LAW,
                False,
                (
                    Requirement(self._pending, "the change has just entered into force", Origin(), move.span),
                    Requirement(asked, "the move is for the person", Origin(), move.span),
                ),
                (*assignments, *settles),
                Origin(),
                move.span,
            )

    def _number(self, name: str, number: int, of: int) -> str:
        return name if of == 1 else f"{name}_{number}"

    def _staying(self) -> Iterator[Limit]:
        """Time stops until the moves are made, or until there is none to make."""
        if not self.moves:
            return
        moves = tuple(event.name for event in self._moving())
        for status in self.movable:
            yield Limit(
                f"{self.names.stays}_{status}",
                "the change leaves the person where it was",
                (status,),
                self._pending,
                TIME_IN_STATUS,
                Number(0, Duration()),
                status,
                (self._sets(self.names.moved, TRUE),),
                Origin(),
                self.span,
                yields_to=moves,
            )

    # --- savings that end ---

    def _ending(self) -> Iterator[Limit]:
        """After the last day of a provision the new law is that of its persons, too."""
        law = Assignment(self.merging.attribute, Number(NEW, self.merging.kind), self.span)
        again = [self._sets(self.names.memory, FALSE)] if self.remembers else []
        again += [self._sets(self.names.moved, FALSE)] if self.moves else []
        for number, item in enumerate(self.change.provisions, NEW + 1):
            bound = self._length(item)
            for status in self.statuses if bound is not None else ():
                yield Limit(
                    f"{self.names.ends}_{item.name}_in_{status}",
                    f"the end of {item.title or item.name}",
                    (status,),
                    self.merging.under((number,)),
                    self.names.since,
                    Number(bound or 0, Duration()),
                    status,
                    (law, *again),
                    Origin(),
                    item.span,
                )

    def _length(self, item: Provision) -> int | None:
        """How many steps after the change the last day of the provision is over; None: it never is."""
        begin = self.change.in_force
        if item.until is None or begin is None:
            return None
        calendar = Calendar(self.plain.unit, self.plain.calendar)
        first, last = calendar.step_of(begin), calendar.step_of(item.until)
        return max(0, last + 1 - first)


def _attributes_of(laws: Iterable[PolicyFile]) -> dict[str, AttributeDecl]:
    return {item.name.text: item for law in laws for item in law.declarations if isinstance(item, AttributeDecl)}


def _contradicts(condition: Condition) -> bool:
    """True only if the condition is never true: one part of it is the negation of others."""
    if condition == FALSE:
        return True
    parts = {condition, *getattr(condition, "conditions", ())}
    return any(negation(part) in parts or _all_denied(part, parts) for part in parts)


def _all_denied(part: Condition, parts: set[Condition]) -> bool:
    inner = getattr(part, "condition", None)
    return negation(part) == inner and set(getattr(inner, "conditions", (inner,))) <= parts
