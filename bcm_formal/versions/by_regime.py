"""Laws merged by an attribute that says under which of them a person lives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bcm_formal.model.expressions import TRUE, AttributeTerm, Comparison, Condition, Number, conjunction, disjunction
from bcm_formal.model.merging import Laws, Merging, Rule
from bcm_formal.model.model import Clock, Event
from bcm_formal.model.types import Choice
from bcm_formal.versions.aligned import Aligned


class ByRegime(Merging):
    """Laws of which an attribute says which is one's own."""

    def __init__(self, regimes: tuple[str, ...], attribute: str, fitted: Aligned):
        super().__init__(fitted.models)
        self.regimes, self.attribute, self.fitted = regimes, attribute, fitted
        self.kind = Choice(regimes)

    def under(self, laws: Laws) -> Condition:
        """True iff the attribute names one of these laws."""
        if laws == self.every:
            return TRUE
        term = AttributeTerm(self.attribute, self.kind)
        return disjunction(Comparison("=", term, Number(number, self.kind)) for number in laws)

    holds = under

    def words(self, laws: Laws) -> str:
        """The same in words."""
        named = ", ".join(self.regimes[number] for number in laws)
        return f"{self.attribute} is {'one of ' if len(laws) > 1 else ''}{named}"

    def name_of_version(self, name: str, law: int) -> str:
        """The name with that of the law."""
        return f"{name}_{self.regimes[law]}"

    def title_of_version(self, title: str, law: int) -> str:
        """The title with that of the law."""
        return f"{title} ({self.regimes[law]} law)" if title else title

    def guarded(self, rule: Rule, laws: Laws) -> Rule:
        """The rule as law under these alone."""
        if isinstance(rule, Event):
            return super().guarded(rule, laws)
        return replace(rule, condition=conjunction((rule.condition, self.under(laws))))

    def versions(self, items: Sequence[Any]) -> list[tuple[Any, Laws]]:
        """Each version with all laws under which it is the same, but for statuses that do not matter there."""
        return self.fitted.versions(items)

    def absent(self, clock: Clock) -> Clock:
        """A clock that a law does not know counts the same facts under it; that of an event is zero where the event
        is no law."""
        timed = any(event.effort == clock.name for model in self.models for event in model.events)
        return super().absent(clock) if timed else clock
