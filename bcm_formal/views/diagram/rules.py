"""From the rules of a model to the rules of a picture: words, style, emphasis."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from bcm_formal.model.model import LAW, Event, EventKind, Limit, Model
from bcm_formal.records import dataclass
from bcm_formal.views.diagram import wording
from bcm_formal.views.diagram.changes import Changed, Changes
from bcm_formal.views.diagram.graph import Emphasis, Mark, Rule, RuleKind, Style
from bcm_formal.views.diagram.highlight import Highlight


@dataclass(frozen=True)
class Drawing:
    """What is to be drawn: the model and what is known about it."""

    model: Model
    highlight: Highlight | None
    dead: frozenset[str]
    unreachable: frozenset[str]
    language: str | None
    changes: Changes | None = None
    """what becomes of what, where it is both laws of a change"""

    def changed(self, rule: str) -> Changed | None:
        """What became of a rule; None: nothing, or the picture shows one law."""
        return None if self.changes is None else self.changes.rules.get(rule)

    def mark_of(self, rule: str) -> Mark | None:
        found = self.changed(rule)
        return None if found is None else found.mark

    @cached_property
    def layers(self) -> dict[str, tuple[str, ...]]:
        """Statuses of each layer, in order of declaration."""
        return {
            layer.name: tuple(s.name for s in self.model.statuses if s.layer == layer.name)
            for layer in self.model.layers
        }

    @cached_property
    def actor_titles(self) -> dict[str, str]:
        return {actor.name: wording.title_of(actor, self.language) for actor in self.model.actors}

    def status_title(self, name: str) -> str:
        return wording.title_of(self.model.status[name], self.language)

    def is_marked(self, rule: str, status: str) -> bool:
        """True iff the rule is brought out in the status."""
        return self.highlight is not None and self.highlight.has(rule, status)

    def emphasis_of_move(self, rule: str, statuses: Iterable[str]) -> Emphasis:
        highlight = self.highlight
        if self.changes is not None:
            return Emphasis.PLAIN if self.mark_of(rule) else Emphasis.FAINT
        if highlight is None:
            return Emphasis.PLAIN
        return Emphasis.STRONG if any(highlight.has(rule, s) for s in statuses) else Emphasis.FAINT

    def emphasis_of_moves(self, rules: Iterable[Event | Limit], status: str) -> Emphasis:
        """How loud the line is that stands for several rules in a status."""
        if self.changes is not None:
            return Emphasis.PLAIN if any(self.mark_of(rule.name) for rule in rules) else Emphasis.FAINT
        if self.highlight is None:
            return Emphasis.PLAIN
        return Emphasis.STRONG if any(self.highlight.has(rule.name, status) for rule in rules) else Emphasis.FAINT

    def ways_of_moves(self, rules: Iterable[Event | Limit], status: str) -> tuple[str, ...]:
        """The letters of the pathways on which one of the rules acts in a status."""
        if self.highlight is None:
            return ()
        return tuple(sorted({way for rule in rules for way in self.highlight.ways_of(rule.name, (status,))}))

    def emphasis_of_status(self, name: str) -> Emphasis:
        if self.highlight is None:
            return Emphasis.PLAIN
        return Emphasis.STRONG if name in self.highlight.statuses else Emphasis.FAINT

    def rule(self, item: Event | Limit, statuses: tuple[str, ...], number: int | None = None) -> Rule:
        """The rule as it is drawn for some of the statuses it happens in."""
        model = self.model
        emphasis = self.emphasis_of_move(item.name, statuses)
        changed = self.changed(item.name)
        steps = self.highlight.steps_of(item.name, statuses) if self.highlight else ()
        missing = self.highlight.missing(item.name, statuses) if self.highlight else ()
        if isinstance(item, Limit):
            kind, actor, adverse = RuleKind.LIMIT, LAW, False
            requirements = wording.limit_requirements(model, item)
        else:
            kind = RuleKind.EVENT if item.kind is EventKind.EVENT else RuleKind.TRANSITION
            actor, adverse = item.actor, item.adverse
            requirements = wording.requirement_lines(item)
        return Rule(
            name=item.name,
            kind=kind,
            title=wording.title_of(item, self.language),
            is_time_limit=is_time_limit(item),
            style=Style(
                actor,
                adverse,
                item.name in self.dead,
                emphasis,
                self.mark_of(item.name),
                self.highlight.ways_of(item.name, statuses) if self.highlight else (),
                self.highlight.waited(item.name, statuses) if self.highlight else 0,
                bool(missing),
            ),
            actor=self.actor_titles.get(actor, actor),
            requirements=requirements,
            effects=wording.effect_lines(model, item.assignments),
            citations=wording.citations_of(item.origin),
            sources=self.places(places_of(item)),
            target=None if item.target is None else self.status_title(item.target),
            steps=steps,
            missing=missing,
            number=number,
            word="" if changed is None else changed.word,
            details=self._details(changed),
            asked=tuple(wording.with_values(model, text) for text in requirements),
            quotes=item.origin.quotes,
            line=wording.place_of(item.span),
        )

    def _details(self, changed: Changed | None) -> tuple[str, ...] | None:
        """What is told instead of requirements: of what changed how; nothing of what did not; None: requirements."""
        if self.changes is None or (changed is not None and changed.mark is Mark.NEW and not changed.details):
            return None
        return () if changed is None else changed.details

    def places(self, statuses: tuple[str, ...]) -> str:
        """Titles of statuses; layers stand for all their statuses."""
        if set(statuses) == set(self.model.status):
            return "everywhere"
        words: list[str] = []
        for layer in self.model.layers:
            members = self.layers[layer.name]
            inside = [status for status in members if status in statuses]
            if len(members) > 1 and len(inside) == len(members):
                words.append(wording.title_of(layer, self.language))
            else:
                words += [self.status_title(status) for status in inside]
        return ", ".join(words)


def places_of(rule: Event | Limit) -> tuple[str, ...]:
    """The statuses in which a rule acts."""
    return rule.statuses if isinstance(rule, Limit) else rule.sources


def is_time_limit(rule: Event | Limit) -> bool:
    """True iff the rule was written as the `at most` clause of a status, or says the same."""
    return isinstance(rule, Limit) and wording.is_status_limit(rule)
