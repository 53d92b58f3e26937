"""From two laws to one picture: the rules and statuses of both, and what became of each.

A rule that both laws have is drawn once where it leads from a status to the same one under both. Where it does so under
one of them only, that is a line of its own, gone or new.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from bcm_formal.model.expressions import And, Condition
from bcm_formal.model.merging import union
from bcm_formal.model.model import LAW, Definition, Event, EventKind, Limit, Model, Origin
from bcm_formal.model.to_text import condition_text
from bcm_formal.records import dataclass
from bcm_formal.versions.bridging import Bridge
from bcm_formal.versions.change import clauses_of_the_day
from bcm_formal.versions.texts import Kind, TextChange
from bcm_formal.views.diagram import wording
from bcm_formal.views.diagram.changes import Changed, Changes
from bcm_formal.views.diagram.extract import extract
from bcm_formal.views.diagram.graph import Graph, Line, Mark
from bcm_formal.views.diagram.near import Extent, near
from bcm_formal.views.diagram.rules import is_time_limit, places_of

Rule = Event | Limit
_MARKS: dict[Kind, Mark | None] = {
    "added": Mark.NEW,
    "repealed": Mark.GONE,
    "tightened": Mark.TIGHTENED,
    "loosened": Mark.LOOSENED,
    "changed": Mark.CHANGED,
    "undecided": Mark.OPEN,
    "renamed": None,
    "equivalent": None,
}
_OF_RULES = ("transition", "event", "limit")


@dataclass(frozen=True)
class TwoLaws:
    """Both laws as one model to draw, which is no law itself, and what is to be told of it."""

    model: Model
    changes: Changes


def two_laws(bridge: Bridge, texts: Sequence[TextChange]) -> TwoLaws:
    """Both laws of a change, of which `texts` says what changed."""
    return _Both(bridge, texts).drawn()


def graph_of_change(
    bridge: Bridge, texts: Sequence[TextChange], extent: Extent = Extent.NEAR, language: str | None = None
) -> Graph:
    """The picture of a change of the law."""
    both = two_laws(bridge, texts)
    graph = extract(both.model, language=language, became=both.changes)
    before, begins = bridge.laws["old"].law_of, bridge.change.in_force
    old = f"law of {before}" if before and before != begins else "old law"
    words = f"What changes: {old} → {f'law from {begins} on' if begins else 'new law'}"
    return near(replace(graph, subtitle=words), extent)


class _Both:
    def __init__(self, bridge: Bridge, texts: Sequence[TextChange]) -> None:
        self.bridge, self.texts = bridge, texts
        self.old, self.new = bridge.laws["old"], bridge.laws["new"]
        self.of_rules: dict[str, TextChange] = {}
        self.of_names: dict[str, TextChange] = {}
        for item in texts:
            word, _, name = item.what.partition(" ")
            if word in _OF_RULES:
                self.of_rules[name] = item
            elif word not in ("status", "layer"):
                self.of_names[name] = item
        self.rules: list[Rule] = []
        self.told: dict[str, Changed] = {}
        self.taken = {name for law in (self.old, self.new) for name in (*law.event, *law.limit)}

    def drawn(self) -> TwoLaws:
        old, new = self.old, self.new
        self._both(old.events, new.events)
        self._both(old.own_limits, new.own_limits)
        self.rules += self._moves()
        statuses = tuple(new.status.get(name) or old.status[name] for name in dict.fromkeys((*old.status, *new.status)))
        model = replace(
            new,
            layers=union((new.layers, old.layers)),
            actors=union((new.actors, old.actors)),
            statuses=statuses,
            events=tuple(rule for rule in self.rules if isinstance(rule, Event)),
            limits=(
                *(rule for rule in self.rules if isinstance(rule, Limit)),
                *(limit for limit in new.limits if limit.at_once),
            ),
        )
        return TwoLaws(model, Changes(self.told, dict(self._statuses()), tuple(self._notes())))

    # --- rules ---

    def _both(self, before: Sequence[Rule], after: Sequence[Rule]) -> None:
        """The rules of one kind, in the order of the new law, those that are gone last."""
        known = {rule.name: rule for rule in before}
        for rule in after:
            text = self.of_rules.get(rule.name)
            earlier = known.pop(text.was if text and text.was else rule.name, None)
            if earlier is None:
                self._draw(rule, Mark.NEW, "new")
            elif text is None:
                self.rules.append(rule)
            else:
                self._versions(earlier, rule, text)
        for rule in known.values():
            self._draw(rule, Mark.GONE, "gone")

    def _versions(self, old: Rule, new: Rule, text: TextChange) -> None:
        """A rule of both laws, as one line or several."""
        mark = _MARKS[text.kind]
        if mark is not None and old.target != new.target:
            self._draw(old, Mark.GONE, f"leads to {self._place(self.new, new)} now")
            self._draw(new, Mark.NEW, f"led to {self._place(self.old, old)} before", self._details(old, new, text))
            return
        kept = tuple(name for name in places_of(new) if name in places_of(old))
        if mark is None or not kept:
            kept = places_of(new)
        gone = tuple(name for name in places_of(old) if name not in kept and name not in places_of(new))
        more = tuple(name for name in places_of(new) if name not in kept)
        same = mark is None or (bool(gone or more) and _but_for_places(old) == _but_for_places(new))
        details = () if same else self._details(old, new, text)
        self._draw(_in(new, kept), None if same else mark, _word(text) if mark is None or not same else "", details)
        if gone and mark is not None:
            self._draw(_in(old, gone), Mark.GONE, "no longer from here" if old.target else "no longer here")
        if more:
            self._draw(_in(new, more), Mark.NEW, "now from here, too" if new.target else "now here, too", details)

    def _draw(self, rule: Rule, mark: Mark | None, word: str, details: tuple[str, ...] = ()) -> None:
        name = rule.name
        while name in self.told or (name != rule.name and name in self.taken):
            name += "_"
        self.told[name] = Changed(mark, word, details)
        self.rules.append(replace(rule, name=name))

    def _place(self, law: Model, rule: Rule) -> str:
        return "no other status" if rule.target is None else wording.title_of(law.status[rule.target])

    def _details(self, old: Rule, new: Rule, text: TextChange) -> tuple[str, ...]:
        """What the rule asks for now and no longer, else for whom it differs."""
        before, after = self._asked(self.old, old), self._asked(self.new, new)
        lines = [*(f"now: {line}" for line in after if line not in before)]
        lines += [f"no longer: {line}" for line in before if line not in after]
        lines += [_bare(line) for line in text.details if not line.startswith("it leads to ")]
        lines += [reason for name in text.because for reason in self._reasons(name, frozenset())]
        return tuple(dict.fromkeys(lines)) or tuple(_for_whom(text))

    def _asked(self, law: Model, rule: Rule) -> tuple[str, ...]:
        return wording.requirement_lines(rule) if isinstance(rule, Event) else wording.limit_requirements(law, rule)

    def _reasons(self, name: str, seen: frozenset[str]) -> Iterator[str]:
        """Why what is called so means something else."""
        text = self.of_names.get(name)
        if text is None or name in seen:
            return
        if text.because:
            for other in text.because:
                yield from self._reasons(other, seen | {name})
            return
        said = list(self._conjuncts(name)) or [_bare(line) for line in text.details] or list(_for_whom(text))
        yield from (f"{name}: {line}" for line in said)

    def _conjuncts(self, name: str) -> Iterator[str]:
        """What a definition asks for now and no longer."""
        old, new = (
            [item for item in law.definitions if item.name == name and isinstance(item.body, Condition)]
            for law in (self.old, self.new)
        )
        if not old or not new:
            return
        before, after = _parts(self.old, old[0]), _parts(self.new, new[0])
        yield from (f"now {line}" for line in after if line not in before)
        yield from (f"no longer {line}" for line in before if line not in after)

    def _moves(self) -> Iterator[Event]:
        """What becomes of persons on the day of the change, where that leads them to another status."""
        clauses = {clause.id: clause for clause in clauses_of_the_day(self.bridge.change)}
        days = [name for name, role in self.bridge.day.items() if role == "move"]
        seen: set[tuple[object, ...]] = set()
        for name, move in zip(days, self.bridge.change.moves, strict=True):
            event = self.bridge.model.event[name]
            key = (move.clause, event.sources, event.target)
            if event.target is None or key in seen:
                continue
            seen.add(key)
            words = clauses[move.clause].words
            self.told[name] = Changed(Mark.ONCE, "once, by the change", (words,))
            yield replace(
                event,
                title="moved",
                kind=EventKind.TRANSITION,
                actor=LAW,
                requirements=(),
                assignments=(),
                origin=Origin(),
            )

    # --- statuses, and what else there is ---

    def _statuses(self) -> Iterator[tuple[str, Changed]]:
        for name in dict.fromkeys((*self.new.status, *self.old.status)):
            limits = tuple(self._limits(name))
            if name not in self.old.status:
                yield name, Changed(Mark.NEW, "new")
            elif name not in self.new.status:
                yield name, Changed(Mark.GONE, "gone")
            elif self.old.status[name].layer != self.new.status[name].layer:
                layer = next(item for item in self.old.layers if item.name == self.old.status[name].layer)
                yield name, Changed(Mark.CHANGED, f"was in {wording.title_of(layer)}", limits=limits)
            elif limits:
                yield name, Changed(None, "", limits=limits)

    def _limits(self, status: str) -> Iterator[Line]:
        """How long the status may last, if that is otherwise under the new law."""
        old, new = (
            [item for item in law.own_limits if is_time_limit(item) and item.statuses == (status,)]
            for law in (self.old, self.new)
        )
        words = {id(law): self._limit_words(law, limits) for law, limits in ((self.old, old), (self.new, new))}
        before, after = words[id(self.old)], words[id(self.new)]
        if before == after:
            return
        for item in new:
            text = self.of_rules.get(item.name)
            mark = Mark.NEW if not old else _MARKS[text.kind] if text else None
            word = "new" if mark is Mark.NEW else mark.value if mark else ""
            was = f", was {before[0]}" if before and mark else ""
            yield Line(f"{wording.status_limit_line(self.new, item, None)}{f' ({word}{was})' if word else ''}", mark)
        if not new:
            yield from (Line(f"{wording.status_limit_line(self.old, item, None)} (gone)", Mark.GONE) for item in old)

    def _limit_words(self, law: Model, limits: Sequence[Limit]) -> list[str]:
        return [wording.bound_words(law, item.bound) for item in limits]

    def _notes(self) -> Iterator[Line]:
        """What changed of which the picture shows neither a line nor a status."""
        for item in self.texts:
            word, _, name = item.what.partition(" ")
            if word in _OF_RULES or word == "status":
                continue
            mark = _MARKS[item.kind]
            said = [_bare(line) for line in item.details]
            if mark not in (Mark.NEW, Mark.GONE) and name in self.of_names and not item.because:
                said = list(self._conjuncts(name)) or said
            said += [f"because of {', '.join(item.because)}"] if item.because else []
            word = item.kind if mark is None else mark.value
            yield Line(f"{word}: {item.what}{', ' if said else ''}{'; '.join(said)}", mark)


def _in(rule: Rule, places: tuple[str, ...]) -> Rule:
    """The rule in some of its statuses."""
    return replace(rule, statuses=places) if isinstance(rule, Limit) else replace(rule, sources=places)


def _but_for_places(rule: Rule) -> Rule:
    anything: Any = _in(rule, ())
    return replace(anything, title="", origin=Origin())  # type: ignore[no-any-return]


def _word(text: TextChange) -> str:
    if text.kind == "renamed":
        return text.details[0]
    return "the same in other words" if text.kind == "equivalent" else text.kind


def _parts(law: Model, item: Definition) -> list[str]:
    """Each of what a definition asks for."""
    assert isinstance(item.body, Condition)
    every = item.body.conditions if isinstance(item.body, And) else (item.body,)
    return [condition_text(law, part) for part in every]


def _for_whom(text: TextChange) -> Iterator[str]:
    is_limit = text.what.startswith("limit ")
    if text.no_more:
        yield f"{'runs out now if' if is_limit else 'no longer if'} {text.no_more}"
    if text.newly:
        yield f"{'no longer runs out if' if is_limit else 'now also if'} {text.newly}"


def _bare(words: str) -> str:
    return words.replace("`", "")
