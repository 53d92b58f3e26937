"""Evidence that a reader, a checker and a second solver can examine. Pure data; nothing here is believed.

Conditions are in the model's own expression language, one for each status; a status that is not named stands for
*false*. Parts that several conditions share are `NamedCondition`s, listed under `definitions` when written down.
"""

from __future__ import annotations

from collections.abc import Mapping

from bcm_formal.model.expressions import FALSE, Condition, Term
from bcm_formal.records import dataclass
from bcm_formal.trust.trace import Trace


@dataclass(frozen=True, slots=True)
class StateSet:
    """A set of states: for each status, in order of declaration, the condition its members satisfy."""

    conditions: tuple[tuple[str, Condition], ...]

    def of(self, status: str) -> Condition:
        """The condition for a status; false where none is given."""
        return next((condition for name, condition in self.conditions if name == status), FALSE)

    @staticmethod
    def from_mapping(conditions: Mapping[str, Condition]) -> StateSet:
        """The set with these conditions; statuses with *false* are left out."""
        return StateSet(tuple((name, c) for name, c in conditions.items() if c != FALSE))


@dataclass(frozen=True, slots=True)
class WaitFor:
    """Let `length` steps of time pass (an expression over the state; zero means: nothing to do)."""

    length: Term


@dataclass(frozen=True, slots=True)
class Act:
    """A transition, event or limit acts; `choices` says what each attribute that is set to any becomes."""

    rule: str
    choices: tuple[tuple[str, Condition | Term], ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One thing to do in a region, and the regions it leads into (numbers of regions; none: the goal)."""

    move: WaitFor | Act
    into: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """The states of `status` with `condition`: from each one of `ways` leads to the goal or a lower rank, or to
    the same rank with a lower `measure`."""

    status: str
    condition: Condition
    rank: int
    ways: tuple[Way, ...]
    measure: Term | None = None


@dataclass(frozen=True, slots=True)
class InvariantProof:
    """`invariant` holds at every start, survives every step, and excludes what must not be."""

    invariant: StateSet


@dataclass(frozen=True, slots=True)
class PathProof:
    """Every state of the invariant that the property speaks of is at the goal or in a region with a way there."""

    invariant: StateSet
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class TraceProof:
    """A life course; the question says what its last state must show."""

    trace: Trace


@dataclass(frozen=True, slots=True)
class TrapProof:
    """A life course into `trap`, which no allowed move leaves and which never meets the goal."""

    trace: Trace
    trap: StateSet


@dataclass(frozen=True, slots=True)
class SeparationProof:
    """Every state of the invariant that the property speaks of is in `trap`, away from the goal for good."""

    invariant: StateSet
    trap: StateSet


@dataclass(frozen=True, slots=True)
class PursuitProof:
    """Every state of the invariant that the property speaks of enters `pursuit`, which is left only by meeting the
    goal; it has no dead end, and the observer clock stays at or below `within`, which reads only clocks that stand."""

    invariant: StateSet
    pursuit: StateSet
    within: Term


@dataclass(frozen=True, slots=True)
class LassoProof:
    """A life course into `stay`, from where the goal can be avoided for ever: by the regions' ways every state in it
    comes, at least one unit of time later, into it again or gets stuck, and meets the goal nowhere."""

    trace: Trace
    stay: StateSet
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class StrategyProof:
    """`layers[j]` has ways to the goal although j adverse events may still hit: from all states of `calm[j]`, and no
    others are on the ways, each of them leads into layer j-1. Of a single layer they lead into itself, so that their
    number does not matter."""

    invariant: StateSet
    calm: tuple[StateSet, ...]
    layers: tuple[tuple[Region, ...], ...]


@dataclass(frozen=True, slots=True)
class SetbackProof:
    """A life course into the last of `traps`. No state of trap j is at the goal, and from each either an adverse event
    takes them into trap j-1 or no allowed move leads out of trap j."""

    trace: Trace
    traps: tuple[StateSet, ...]


@dataclass(frozen=True, slots=True)
class ComparisonProof:
    """Of two states of the invariant that differ in the attribute alone, the first is in `trap` for good, or the
    second is at the goal or in a region with a way there."""

    invariant: StateSet
    regions: tuple[Region, ...]
    trap: StateSet


@dataclass(frozen=True, slots=True)
class PairProof:
    """Two states: `trace` meets the first as its state number `index` and goes on to the goal; `twin` leads to the
    second, which differs in the attribute alone and is in `trap`, away from the goal for good."""

    trace: Trace
    index: int
    twin: Trace
    trap: StateSet


Certificate = (
    InvariantProof
    | PathProof
    | TraceProof
    | TrapProof
    | SeparationProof
    | PursuitProof
    | LassoProof
    | StrategyProof
    | SetbackProof
    | ComparisonProof
    | PairProof
)
