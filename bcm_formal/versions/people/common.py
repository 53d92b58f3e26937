"""What all that is asked about one change makes use of: made when it is first needed, and once in each process.

Nothing that is told depends on whether it was there before.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.model.expressions import Expression
from bcm_formal.model.model import Definition, Parameter
from bcm_formal.records import dataclass
from bcm_formal.system.encode import names_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.proved import Proved
from bcm_formal.versions.bridging import Bridge
from bcm_formal.versions.change import ClauseId
from bcm_formal.versions.people.named import Named, named_by_changed_rules
from bcm_formal.versions.people.on_the_day import OnTheDay
from bcm_formal.versions.rewording import Rewording

Undone = Callable[[frozenset[ClauseId]], Bridge]
"""the bridge of the change without some clauses"""


@dataclass(frozen=True)
class Asked:
    """Both laws as one model, ready to be asked about."""

    bridge: Bridge
    system: TransitionSystem
    day: OnTheDay


class Common:
    """A change, and the same without some of its clauses."""

    def __init__(self, bridge: Bridge, undone: Undone | None = None) -> None:
        """`undone`: None if clauses are not to be looked for."""
        self.bridge, self.undone = bridge, undone
        self.proved = Proved()
        self._without: dict[frozenset[ClauseId], Asked | None] = {}

    @cached_property
    def system(self) -> TransitionSystem:
        return TransitionSystem(self.bridge.model)

    @cached_property
    def day(self) -> OnTheDay:
        return OnTheDay(self.bridge)

    def without(self, gone: frozenset[ClauseId]) -> Asked | None:
        """The change without some clauses; None: what is left is no law."""
        assert self.undone is not None
        if gone not in self._without:
            try:
                bridge = self.undone(gone)
            except DiagnosticError:
                self._without[gone] = None
            else:
                self._without[gone] = Asked(bridge, TransitionSystem(bridge.model), OnTheDay(bridge))
        return self._without[gone]

    # --- words ---

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Attributes that are nothing about a person."""
        bridge = self.bridge
        return frozenset(name for name in (bridge.regime, bridge.memory, bridge.settled) if name is not None)

    @cached_property
    def named(self) -> Named:
        """What the rules that change ask of persons."""
        bridge = self.bridge
        rule_of = {own: version.rule for own, version in bridge.versions.items()}
        hidden = [name for name in (bridge.regime, bridge.memory, bridge.settled) if name is not None]
        return named_by_changed_rules(bridge.model, bridge.regime, rule_of, hidden)

    @cached_property
    def needed(self) -> frozenset[str]:
        """What is read of persons, whatever the target is."""
        laws = map(self.bridge.for_whom, self.bridge.regimes[1:])
        return self.hidden.union(*map(names_of, (*self.named.differ, *self.named.shared, *laws)))

    @cached_property
    def plain(self) -> Rewording:
        """What people read: what means something else under each law stands there in full."""
        named: tuple[Parameter | Definition, ...] = (*self.bridge.model.parameters, *self.bridge.model.definitions)
        bodies = {item.name: item.body for item in named}

        def written_out(name: str) -> Expression | None:
            body = bodies.get(name) if name in self.bridge.ambiguous else None
            return None if body is None else found.everywhere(body)

        found = Rewording(named=written_out)
        return found
