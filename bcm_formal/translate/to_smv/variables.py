"""What there is in a state, as variables of SMV, and what each may be.

A clock counts up to its ceiling (`look.ceilings`), which stands for all readings above it that nothing can tell apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.look.ceilings import Ceilings
from bcm_formal.model.model import Attribute, Event, Limit, Model
from bcm_formal.model.types import AttributeType, Choice, DurationChoice, Integer, Level, Range, YesNo
from bcm_formal.records import dataclass
from bcm_formal.translate.to_smv import names
from bcm_formal.translate.to_smv.expressions import bare


@dataclass(frozen=True)
class Variables:
    """The attributes and clocks of a model with what they range over."""

    model: Model
    ceilings: Ceilings

    @cached_property
    def ceiling(self) -> dict[str, int]:
        """For each clock. Raises `DiagnosticError` (BCM915) where a clock has none."""
        return {
            clock.name: _bounded(clock.name, ceiling)
            for clock, ceiling in zip(self.model.clocks, self.ceilings, strict=True)
        }

    @cached_property
    def constant_clocks(self) -> tuple[str, ...]:
        """Those that nothing reads: all their readings are alike."""
        return tuple(name for name, ceiling in self.ceiling.items() if ceiling == 0)

    @cached_property
    def set_somewhere(self) -> frozenset[str]:
        """The names that some rule sets."""
        return frozenset(item.name for rule in self.rules for item in rule.assignments)

    @cached_property
    def rules(self) -> tuple[Event | Limit, ...]:
        """What can happen besides time."""
        return (*self.model.events, *self.model.own_limits)

    def has_one_value(self, item: Attribute) -> bool:
        """True iff nothing can be said of what it begins with, or becomes: NuSMV holds it for a constant."""
        match item.kind:
            case YesNo() | Integer():
                return False
            case Choice(values) | Level(values) | DurationChoice(values):
                return len(values) == 1
            case Range(low, high):
                return low == high

    def frozen(self) -> Iterator[str]:
        """Declarations of what never changes."""
        return (self._attribute(item) for item in self.model.attributes if item.name not in self.set_somewhere)

    def changing(self) -> Iterator[str]:
        yield f"{names.STATUS} : {{{', '.join(names.of_status(item.name) for item in self.model.statuses)}}};"
        yield from (self._attribute(item) for item in self.model.attributes if item.name in self.set_somewhere)
        for name, ceiling in self.ceiling.items():
            if name not in self.constant_clocks:
                yield f"{names.of_clock(name)} : 0..{bare(ceiling)};"

    def _attribute(self, item: Attribute) -> str:
        declared = f"{names.of_attribute(item.name)} : {_kind(item)};"
        match item.kind:
            case Choice(labels) | Level(labels):
                return f"{declared} {names.comment(', '.join(f'{i} {label}' for i, label in enumerate(labels)))}"
            case YesNo() | DurationChoice() | Range() | Integer():
                return declared


def values_of(kind: AttributeType) -> str:
    """All values of a bounded type, as a set."""
    match kind:
        case YesNo():
            return "{FALSE, TRUE}"
        case DurationChoice(durations):
            return f"{{{', '.join(map(bare, durations))}}}"
        case Choice(labels) | Level(labels):
            return f"0..{len(labels) - 1}"
        case Range(low, high):
            return f"{bare(low)}..{bare(high)}"
        case Integer():
            raise ValueError("whole numbers without bounds cannot be listed")


def _kind(item: Attribute) -> str:
    if isinstance(item.kind, Integer):
        message = f"`{item.name}` is any whole number, and SMV knows numbers with bounds only"
        remedy = "give it a range, as `0 to 100`"
        raise DiagnosticError((Diagnostic("BCM915", message, item.span, remedy),))
    return "boolean" if isinstance(item.kind, YesNo) else values_of(item.kind)


def _bounded(clock: str, ceiling: int | None) -> int:
    if ceiling is None:
        message = f"a rule compares the clock `{clock}` with something that has no bound, so it may not stop counting"
        remedy = "compare it with numbers, or with attributes that have a range"
        raise DiagnosticError((Diagnostic("BCM915", message, help=remedy),))
    return ceiling
