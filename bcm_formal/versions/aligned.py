"""The models of several laws in one vocabulary: the same statuses, attributes and windows, and one meaning of a name.

A name that is defined otherwise under a later law is another name there. A status that nobody is in under a law, since
neither that law nor the old one knows it, makes no difference between rules: what one says of it is said for all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.model.expressions import ClockTerm, Condition, NamedCondition, NamedTerm, Term, clocks_of, conjunction
from bcm_formal.model.internal_names import internal
from bcm_formal.model.merging import Laws, union
from bcm_formal.model.model import Attribute, Definition, Event, Limit, Model, Parameter, Requirement, Start, Status
from bcm_formal.model.model import Window as ModelWindow
from bcm_formal.records import dataclass
from bcm_formal.versions.rewording import Rewording

Named = Definition | Parameter


@dataclass(frozen=True, slots=True)
class Aligned:
    """The laws in one vocabulary, without what windows are made of: a window is read there like a clock."""

    models: tuple[Model, ...]
    statuses: tuple[Status, ...]
    attributes: tuple[Attribute, ...]
    definitions: tuple[Definition, ...]
    parameters: tuple[Parameter, ...]
    starts: tuple[Start, ...]
    windows: tuple[tuple[ModelWindow, tuple[Condition | None, ...]], ...]
    """each window, and what each law counts by it (None: it does not know it)"""
    called: Mapping[str, str]
    """of each name that means several things under the laws, what the texts call it: the same for all of them"""
    unlived: tuple[frozenset[str], ...]
    """for each law, statuses in which nobody is under it"""

    def versions(self, items: Sequence[Any]) -> list[tuple[Any, Laws]]:
        """Each version of what each law has (None: nothing) with all laws under which it is the same."""
        return versions(items, self.unlived)


def versions(items: Sequence[Any], unlived: Sequence[frozenset[str]]) -> list[tuple[Any, Laws]]:
    """Each version with the laws that have it, where statuses do not matter that are `unlived` under one of them."""
    found: list[tuple[Any, int, Laws]] = []
    for number, item in enumerate(items):
        if item is None:
            continue
        for place, (kept, author, laws) in enumerate(found):
            if _same(item, kept, unlived[number] | unlived[author]):
                best = (item, number) if len(unlived[number]) < len(unlived[author]) else (kept, author)
                found[place] = (*best, (*laws, number))
                break
        else:
            found.append((item, number, (number,)))
    return [(item, laws) for item, _, laws in found]


def _same(one: Any, other: Any, ignored: frozenset[str]) -> bool:
    """True iff they are equal but for these statuses."""
    if one == other or not ignored:
        return bool(one == other)
    without = Rewording(in_status=lambda named: tuple(status for status in named if status not in ignored))
    return bool(without.everywhere(one) == without.everywhere(other))


def aligned(laws: Sequence[Model], regimes: Sequence[str]) -> Aligned:
    """The laws in one vocabulary; what a later law calls otherwise is called after its regime.

    Raises `DiagnosticError` where an attribute has other values under another law.
    """
    return _Aligning(laws, regimes).aligned()


class _Aligning:
    def __init__(self, laws: Sequence[Model], regimes: Sequence[str]) -> None:
        self.laws, self.regimes = laws, regimes
        self.statuses = union(law.statuses for law in laws)
        known = [frozenset(law.status) for law in laws]
        every = frozenset(status.name for status in self.statuses)
        self.unlived = tuple(every - own - known[0] for own in known)
        self.taken = {item.name for law in laws for item in _named(law)}
        self.taken |= {item.name for law in laws for item in law.attributes}
        self.taken |= {item.name for law in laws for item in law.clocks}
        self.windows = self._windows()
        self.plain = [self._without_windows(number) for number in range(len(laws))]
        self.groups = self._groups()
        self._final: dict[tuple[str, int], Named] = {}
        self.words = [self._words(number) for number in range(len(laws))]

    def aligned(self) -> Aligned:
        models = tuple(self._model(number) for number in range(len(self.laws)))
        named = [self.final(name, place) for name, groups in self.groups.items() for place in range(len(groups))]
        windows = tuple(
            (window, tuple(self._counted(number, window) for number in range(len(self.laws))))
            for window in self.windows.values()
        )
        return Aligned(
            models,
            self.statuses,
            self._attributes(),
            tuple(item for item in named if isinstance(item, Definition)),
            tuple(item for item in named if isinstance(item, Parameter)),
            self._starts(models),
            tuple({window.name: (window, counts) for window, counts in windows}.values()),
            {
                self.final(name, place).name: name
                for name, of in self.groups.items()
                if of[1:]
                for place in range(len(of))
            },
            self.unlived,
        )

    def _model(self, number: int) -> Model:
        law, words = self.plain[number], self.words[number]
        texts = self._other_names(number)
        return replace(
            law,
            events=tuple(_retold(event, texts) for event in words.everywhere(law.events)),
            limits=tuple(_retold(limit, texts) for limit in words.everywhere(law.limits)),
            clocks=words.everywhere(law.clocks),
            statuses=self.statuses,
        )

    def _attributes(self) -> tuple[Attribute, ...]:
        found: dict[str, Attribute] = {}
        for law in self.plain:
            for item in law.attributes:
                first = found.setdefault(item.name, item)
                if first.kind != item.kind:
                    message = f"`{item.name}` has other values in the new law than in the old one"
                    remedy = "declare all values in both laws, since one that no rule sets changes nothing; "
                    remedy += "or give the attribute of the new law another name"
                    raise DiagnosticError((Diagnostic("BCM802", message, item.span, remedy),))
                found[item.name] = replace(first, fixed=first.fixed and item.fixed)
        return tuple(found.values())

    def _starts(self, models: Sequence[Model]) -> tuple[Start, ...]:
        """Those of the old law, where a clock that only a later law has begins as it says."""
        begun: list[Condition] = []
        known = set(self.laws[0].clock)
        for number, model in enumerate(models):
            for clock in model.clocks:
                if clock.name not in known and clock.start is None:
                    starts = self.words[number].everywhere(self.plain[number].starts)
                    begun += _said_of(clock.name, starts)
                known.add(clock.name)
        starts = self.words[0].everywhere(self.plain[0].starts)
        return tuple(replace(item, condition=conjunction((item.condition, *begun))) for item in starts)

    # --- windows ---

    def _windows(self) -> dict[tuple[str, int], ModelWindow]:
        """By name and length; one of another length under a later law has another name."""
        found: dict[tuple[str, int], ModelWindow] = {}
        first: dict[str, int] = {}
        for number, law in enumerate(self.laws):
            for window in law.windows:
                if (window.name, window.over) in found:
                    continue
                length = first.setdefault(window.name, window.over)
                name = window.name if length == window.over else self._other(window.name, number)
                parts = tuple(internal(f"{name}_{place}") for place in range(1, window.over + 1))
                own = replace(window, name=name, parts=parts)
                found[window.name, window.over] = own
        return found

    def _counted(self, number: int, window: ModelWindow) -> Condition | None:
        for own in self.laws[number].windows:
            if self.windows[own.name, own.over].name == window.name:
                return self.words[number].condition(own.counts)
        return None

    def _without_windows(self, number: int) -> Model:
        law = self.laws[number]
        inner = {name for window in law.windows for name in (window.name, window.clock, *window.parts)}
        names = {window.name: self.windows[window.name, window.over].name for window in law.windows}

        def read(name: str) -> Term | None:
            return ClockTerm(names[name]) if name in names else None

        words = Rewording(named=read)
        return replace(
            law,
            attributes=tuple(item for item in law.attributes if item.name not in inner),
            clocks=tuple(item for item in law.clocks if item.name not in inner),
            definitions=words.everywhere(tuple(item for item in law.definitions if item.name not in inner)),
            parameters=words.everywhere(law.parameters),
            events=words.everywhere(law.events),
            limits=words.everywhere(tuple(item for item in law.limits if item.window is None)),
            starts=words.everywhere(law.starts),
        )

    # --- names ---

    def _groups(self) -> dict[str, list[tuple[Named, Laws]]]:
        """Of each name what it is under which laws."""
        every = [{item.name: item for item in _named(law)} for law in self.plain]
        found: dict[str, list[tuple[Named, Laws]]] = {}
        for name in dict.fromkeys(name for named in every for name in named):
            items = [named.get(name) for named in every]
            bodies = [None if item is None else _meaning(item) for item in items]
            groups = versions(bodies, self.unlived)
            found[name] = [(self._author(items, body, laws), laws) for body, laws in groups]
        return found

    def _author(self, items: Sequence[Named | None], body: object, laws: Laws) -> Named:
        """The one of them that says just this."""
        return next(item for number in laws if (item := items[number]) is not None and _meaning(item) == body)

    def final(self, name: str, place: int) -> Named:
        """What stands for a name in the bridge, in its final words."""
        key = (name, place)
        if key not in self._final:
            item, laws = self.groups[name][place]
            author = next(number for number in laws if self._has(number, item))
            own = name if place == 0 else self._other(name, laws[0])
            body = None if item.body is None else self.words[author].everywhere(item.body)
            named: Any = item
            self._final[key] = replace(named, name=own, body=body)
        return self._final[key]

    def _has(self, number: int, item: Named) -> bool:
        return any(other is item for other in _named(self.plain[number]))

    def _other(self, name: str, number: int) -> str:
        own = f"{name}_{self.regimes[number]}"
        while own in self.taken:
            own += "_"
        self.taken.add(own)
        return own

    def _place(self, name: str, number: int) -> int | None:
        groups = self.groups.get(name, ())
        return next((place for place, (_, laws) in enumerate(groups) if number in laws), None)

    def _words(self, number: int) -> Rewording:
        def named(name: str) -> NamedTerm | NamedCondition | None:
            place = self._place(name, number)
            item = None if place is None else self.final(name, place)
            if item is None or item.body is None:
                return None
            return (
                NamedTerm(item.name, item.body) if isinstance(item.body, Term) else NamedCondition(item.name, item.body)
            )

        return Rewording(named=named)

    def _other_names(self, number: int) -> dict[str, str]:
        """What this law calls otherwise in the bridge."""
        places = ((name, self._place(name, number)) for name in self.groups)
        named = {name: self.final(name, place).name for name, place in places if place}
        named |= {
            name: item.name for (name, _), item in self.windows.items() if self._counted(number, item) is not None
        }
        return {name: own for name, own in named.items() if name != own}


def _named(law: Model) -> tuple[Named, ...]:
    return (*law.parameters, *law.definitions)


def _meaning(item: Named) -> object:
    return item.body if item.body is not None else getattr(item, "value", None)


def _said_of(clock: str, starts: Sequence[Start]) -> list[Condition]:
    """What all starts ask of this clock alone."""
    said = [
        [
            part
            for part in (getattr(start.condition, "conditions", None) or (start.condition,))
            if clocks_of(part) == {clock}
        ]
        for start in starts
    ]
    return [part for part in said[0] if all(part in other for other in said)] if said else []


def _retold(rule: Any, names: dict[str, str]) -> Any:
    """The rule, whose requirements are told with these other names."""
    if not names or not isinstance(rule, Event | Limit):
        return rule
    words = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")

    def told(item: Requirement) -> Requirement:
        return replace(item, text=words.sub(lambda found: names[found[0]], item.text))

    return replace(rule, requirements=tuple(map(told, rule.requirements)))
