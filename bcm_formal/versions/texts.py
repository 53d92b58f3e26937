"""What changed in the text: of each rule and of what rules speak of, whether it says the same, and for whom not.

A rule says the same under both laws if it is possible in the same states and has the same effect there, over all values
that attributes and clocks can have, whether anybody ever has them or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, Literal, TypeVar

from bcm_formal.diagnostics import Span
from bcm_formal.language.tree.policy import NO_ORIGIN, Declaration
from bcm_formal.model.expressions import Comparison, Condition, Expression, NamedTerm, Term, conjunction, negation
from bcm_formal.model.from_syntax.origins import cited
from bcm_formal.model.from_syntax.versions import space_of
from bcm_formal.model.from_syntax.windows import reading_of
from bcm_formal.model.model import (
    TODAY,
    AnyValue,
    Assignment,
    Citation,
    Definition,
    Event,
    Limit,
    Model,
    Origin,
    Parameter,
    Requirement,
)
from bcm_formal.model.priority import possible, without_priority
from bcm_formal.model.to_text import condition_text, term_text, value_text
from bcm_formal.records import dataclass
from bcm_formal.versions.aligned import aligned
from bcm_formal.versions.bridging import Bridge
from bcm_formal.versions.change import Change, clauses_of_the_day, with_origin
from bcm_formal.versions.deciding import Deciding, UndecidedError
from bcm_formal.versions.kinds import names_in
from bcm_formal.versions.rewording import Rewording

Kind = Literal["added", "repealed", "renamed", "equivalent", "tightened", "loosened", "changed", "undecided"]
Rule = Event | Limit
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class TextChange:
    """One thing that the new law says otherwise, or in other words.

    A rule that is `tightened` is possible in fewer states, a limit full in more, a condition true of fewer; `loosened`
    is the opposite, `changed` both or something else.
    """

    kind: Kind
    what: str
    """as `transition settle`"""
    details: tuple[str, ...] = ()
    """what is otherwise, in words"""
    no_more: str | None = None
    """of whom it was true and is no more, as a condition; of a limit, for whom it is full and was not"""
    newly: str | None = None
    """of whom it is true and was not; of a limit, for whom it was full and is not"""
    because: tuple[str, ...] = ()
    """names whose meaning changed, where the text itself is the same"""
    was: str | None = None
    """of a rule that is `renamed`, its old name"""
    citations: tuple[Citation, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


def text_changes(bridge: Bridge) -> tuple[TextChange, ...]:
    """Everything that differs between the old law and the new one; moves and transitional provisions last."""
    texts = _Texts(bridge)
    parts = (texts.things(), texts.measures(), texts.names(), texts.rules(), texts.starts(), _of_the_day(bridge.change))
    return tuple(item for part in parts for item in part)


class _Texts:
    def __init__(self, bridge: Bridge) -> None:
        self.model = bridge.model
        self.old, self.new = bridge.laws["old"], bridge.laws["new"]
        self.fitted = aligned((self.old, self.new), ("old", "new"))
        readings = {item.name: NamedTerm(item.name, reading_of(item)) for item in bridge.model.windows}
        words = Rewording(terms=readings)
        self.sides = [words.everywhere(model) for model in self.fitted.models]
        named: tuple[Any, ...] = words.everywhere((*self.fitted.definitions, *self.fitted.parameters))
        self.bodies: Mapping[str, Any] = {item.name: item.body for item in named}
        self.deciding = Deciding(bridge.model)
        self.written = [_by_name(bridge.change.old.declarations), _by_name(bridge.change.new.declarations)]
        self.plain = Rewording(named=self._written_out)

    # --- words ---

    def _written_out(self, name: str) -> Expression | None:
        body = self.bodies.get(name) if name in self.fitted.called else None
        return None if body is None else self.plain.everywhere(body)

    def told(self, body: Condition | Term) -> str:
        """An expression in words, in which names that have changed stand written out."""
        if isinstance(body, Term):
            return term_text(self.model, self.plain.term(body))
        return condition_text(self.model, self.plain.condition(body))

    def _differing(self, before: Condition, after: Condition) -> tuple[str | None, str | None]:
        """Of whom the first is true alone, and of whom the second, in words; None: of nobody."""
        lost = self.deciding.ever(conjunction((before, negation(after))))
        gained = self.deciding.ever(conjunction((after, negation(before))))
        before, after = self.plain.condition(before), self.plain.condition(after)
        return (
            self.told(self.deciding.lacking(before, after)) if lost else None,
            self.told(self.deciding.lacking(after, before)) if gained else None,
        )

    def _because(self, name: str) -> tuple[str, ...]:
        """Names whose meaning changed, where the text of what is called so is the same."""
        if not self._same_text(name) or name not in self.written[1]:
            return ()
        return tuple(sorted(set(self.fitted.called.values()) & set(names_in(self.written[1][name])) - {name}))

    def _same_text(self, name: str) -> bool:
        """True iff both texts declare what is called so in the same words, or neither does by itself."""
        old, new = (written.get(name) for written in self.written)
        if old is None or new is None:
            return old is new
        return with_origin(old, NO_ORIGIN) == with_origin(new, NO_ORIGIN)

    # --- rules ---

    def rules(self) -> Iterator[TextChange]:
        """Transitions, events and limits."""
        before = {rule.name: _alone(rule) for rule in _rules_of(self.sides[0])}
        after = {rule.name: _alone(rule) for rule in _rules_of(self.sides[1])}
        gone = [rule for name, rule in before.items() if name not in after]
        for name, rule in after.items():
            if name in before:
                yield from self._rule(before[name], rule)
                continue
            same = next((other for other in gone if self._is_renamed(other, rule)), None)
            if same is None:
                yield _change("added", rule)
            else:
                gone.remove(same)
                yield replace(_change("renamed", rule, (f"it was called `{same.name}`",)), was=same.name)
        yield from (_change("repealed", rule) for rule in gone)

    def _is_renamed(self, old: Rule, new: Rule) -> bool:
        """True iff one is the other under another name."""
        return type(old) is type(new) and replace(old, name=new.name, title=new.title, origin=new.origin) == new

    def _rule(self, old: Rule, new: Rule) -> Iterator[TextChange]:
        bare = [replace(rule, title="", origin=Origin()) for rule in (old, new)]
        if len(self.fitted.versions(bare)) > 1 or (bare[0] != bare[1] and not self._same_text(new.name)):
            try:
                yield self._compared(old, new)
            except UndecidedError:
                yield _change("undecided", new, ("the solver gave up",))

    def _compared(self, old: Rule, new: Rule) -> TextChange:
        before, after = (possible(rule, self.model.attribute) for rule in (old, new))
        no_more, newly = self._differing(before, after)
        details = (*self._effects(old, new, conjunction((before, after))), *_priority(old, new))
        if isinstance(new, Limit):
            no_more, newly = newly, no_more
        return _change(_kind(details, no_more, newly), new, details, no_more, newly, self._because(new.name))

    def _effects(self, old: Rule, new: Rule, both: Condition) -> Iterator[str]:
        if old.target != new.target:
            yield f"it leads to {_place(new.target)} instead of {_place(old.target)}"
        if isinstance(old, Event) and isinstance(new, Event):
            if old.actor != new.actor:
                yield f"it is by `{new.actor}` instead of `{old.actor}`"
            if old.adverse != new.adverse:
                yield "it is adverse" if new.adverse else "it is no longer adverse"
        before = {item.name: item for item in old.assignments}
        after = {item.name: item for item in new.assignments}
        for name in dict.fromkeys((*after, *before)):
            if not self._same_value(before.get(name), after.get(name), both):
                yield self._assigned(name, after.get(name))

    def _assigned(self, name: str, new: Assignment | None) -> str:
        if new is None:
            return f"it no longer sets `{name}`"
        return f"it sets `{name}` to `{'any' if isinstance(new.value, AnyValue) else self.told(new.value)}`"

    def _same_value(self, old: Assignment | None, new: Assignment | None, both: Condition) -> bool:
        if old is None or new is None:
            return False
        one, other = old.value, new.value
        if isinstance(one, Term) and isinstance(other, Term):
            return one == other or not self.deciding.ever(conjunction((both, Comparison("!=", one, other))))
        if isinstance(one, Condition) and isinstance(other, Condition):
            here = conjunction((both, one)), conjunction((both, other))
            return self._differing(*here) == (None, None)
        return one == other

    # --- what rules speak of ---

    def things(self) -> Iterator[TextChange]:
        """Layers, statuses, actors, attributes."""
        yield from _come_and_gone("layer", self.old.layers, self.new.layers)
        yield from _come_and_gone("status", self.old.statuses, self.new.statuses)
        yield from _come_and_gone("actor", self.old.actors, self.new.actors)
        for status in self.new.statuses:
            before = self.old.status.get(status.name)
            if before is not None and before.layer != status.layer:
                details = (f"it is in layer `{status.layer}` instead of `{before.layer}`",)
                yield TextChange("changed", f"status {status.name}", details, **_from(status))
        old, new = ([item for item in law.attributes if item.name not in law.inner] for law in (self.old, self.new))
        yield from _come_and_gone("attribute", old, new)
        for item in new:
            earlier = self.old.attribute.get(item.name)
            if earlier is None:
                continue
            facts: list[str] = []
            if item.fixed != earlier.fixed:
                facts.append("it is fixed" if item.fixed else "it is no longer fixed")
            if item.start != earlier.start:
                start = "any value" if item.start is None else f"`{value_text(self.new, item.kind, item.start)}`"
                facts.append(f"it starts with {start}")
            if facts:
                yield TextChange("changed", f"attribute {item.name}", tuple(facts), **_from(item))

    def measures(self) -> Iterator[TextChange]:
        """Clocks, efforts and windows."""
        old, new = (
            [item for item in law.clocks if item.name not in law.inner and item.name != TODAY]
            for law in (self.old, self.new)
        )
        yield from _come_and_gone("clock", old, new)
        known = {item.name: item for item in self.sides[0].clocks}
        for item in self.sides[1].clocks:
            before = known.get(item.name)
            if before is None or item.name in self.new.inner or len(self.fitted.versions([before, item])) == 1:
                continue
            details: tuple[str, ...] = ()
            if before.start != item.start:
                details = ("it starts otherwise",)
            for word, one, other in (("runs", before.runs, item.runs), ("is zero", before.zero, item.zero)):
                details = (*details, *self._when(word, one, other))
            kind: Kind = "changed" if details else "equivalent"
            yield TextChange(kind, f"clock {item.name}", details, because=self._because(item.name), **_from(item))
        yield from _come_and_gone("window", self.old.windows, self.new.windows)
        windows = {item.name: item for item in self.old.windows}
        for window in self.new.windows:
            earlier = windows.get(window.name)
            if earlier is not None and (earlier.counts, earlier.over) != (window.counts, window.over):
                changed = "its length" if earlier.over != window.over else "what it counts"
                yield TextChange("changed", f"window {window.name}", (f"{changed} is another",), **_from(window))

    def _when(self, word: str, old: Condition, new: Condition) -> Iterator[str]:
        try:
            no_more, newly = self._differing(old, new)
        except UndecidedError:
            yield f"it is not decided when it {word}"
            return
        if no_more is not None:
            yield f"it no longer {word} while `{no_more}`"
        if newly is not None:
            yield f"it {word} while `{newly}`"

    def names(self) -> Iterator[TextChange]:
        """Parameters, definitions and scores."""
        old, new = (_named(law) for law in (self.old, self.new))
        yield from _come_and_gone("", list(old.values()), list(new.values()))
        own = {name: stem for name, stem in self.fitted.called.items() if stem in old and stem in new}
        for name, stem in own.items():
            if name != stem:
                yield self._name(old[stem], new[stem], self.bodies[stem], self.bodies[name])

    def _name(self, old: Any, new: Any, before: Any, after: Any) -> TextChange:
        what, because = f"{_kind_of(new)} {new.name}", self._because(new.name)
        if isinstance(before, Condition) and isinstance(after, Condition):
            try:
                no_more, newly = self._differing(before, after)
            except UndecidedError:
                return TextChange("undecided", what, ("the solver gave up",), **_from(new))
            return TextChange(_kind((), no_more, newly), what, (), no_more, newly, because, **_from(new))
        if isinstance(old, Parameter) and isinstance(new, Parameter):
            return TextChange("changed", what, (f"`{new.value}` instead of `{old.value}`",), **_from(new))
        same = isinstance(before, Term) and isinstance(after, Term) and self._same_term(before, after)
        details = () if same else ("it amounts to another number",)
        return TextChange("equivalent" if same else "changed", what, details, because=because, **_from(new))

    def _same_term(self, before: Term, after: Term) -> bool:
        try:
            return not self.deciding.ever(Comparison("!=", before, after))
        except UndecidedError:
            return False

    def starts(self) -> Iterator[TextChange]:
        """Where life courses start."""
        old, new = ([replace(item, origin=Origin()) for item in side.starts] for side in (self.sides[0], self.sides[1]))
        if old != new:
            details = ("a life that is followed through the change starts as the old law says",)
            yield TextChange("changed", "start", details, span=self.new.starts[0].span)


def _of_the_day(change: Change) -> Iterator[TextChange]:
    """What is for some persons from the day of the change on: moves and transitional provisions, each clause once."""
    for clause in clauses_of_the_day(change):
        yield TextChange("added", clause.words, citations=cited(clause.sources), span=clause.span)


def _kind(details: Sequence[str], no_more: str | None, newly: str | None) -> Kind:
    if details or (no_more and newly):
        return "changed"
    return "tightened" if no_more else "loosened" if newly else "equivalent"


def _change(
    kind: Kind,
    rule: Rule,
    details: tuple[str, ...] = (),
    no_more: str | None = None,
    newly: str | None = None,
    because: tuple[str, ...] = (),
) -> TextChange:
    return TextChange(kind, _called(rule), details, no_more, newly, because, **_from(rule))


def _from(item: Any) -> dict[str, Any]:
    return {"citations": item.origin.citations, "span": getattr(item, "span", None)}


def _called(rule: Rule) -> str:
    return f"{'limit' if isinstance(rule, Limit) else rule.kind.value} {rule.name}"


def _kind_of(item: Parameter | Definition) -> str:
    return "parameter" if isinstance(item, Parameter) else "definition"


def _place(target: str | None) -> str:
    return f"`{target}`" if target else "no other status"


def _priority(old: Rule, new: Rule) -> Iterator[str]:
    if old.yields_to != new.yields_to:
        yield f"it yields to {', '.join(f'`{name}`' for name in new.yields_to) or 'nothing'}"


def _alone(rule: Rule) -> Rule:
    """The rule without what it asks of others, and without the words of what it asks."""
    own = without_priority(rule)
    words = tuple(Requirement(item.condition, "", Origin(), item.span) for item in own.requirements)
    return replace(own, requirements=words)


def _rules_of(model: Model) -> tuple[Rule, ...]:
    return (*model.events, *model.limits)


def _named(law: Model) -> dict[str, Any]:
    windows = {window.name for window in law.windows}
    found: tuple[Any, ...] = (*law.parameters, *law.definitions)
    return {item.name: item for item in found if item.name not in windows}


def _by_name(declarations: Sequence[Declaration]) -> dict[str, Declaration]:
    found = ((space_of(item), item) for item in declarations)
    return {named[1].text: item for named, item in found if named is not None}


def _come_and_gone(word: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[TextChange]:
    """What only one of the laws knows."""
    known, there = {item.name for item in old}, {item.name for item in new}
    for kind, items, others in (("added", new, known), ("repealed", old, there)):
        for item in items:
            if item.name not in others:
                yield TextChange(kind, f"{word or _kind_of(item)} {item.name}", **_from(item))  # type: ignore[arg-type]
