"""The library: two laws compared, and since when a property is broken or fixed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from bcm_formal.diagnostics import Diagnostic, DiagnosticError, did_you_mean
from bcm_formal.processes.allowance import NO_LIMITS, Allowance
from bcm_formal.processes.sharing import Began, Done, Failed, Said, Stopped, events, shared_out
from bcm_formal.project.selection import properties_named
from bcm_formal.records import dataclass
from bcm_formal.versions.bridging import Bridge, bridge
from bcm_formal.versions.change import Change
from bcm_formal.versions.comparison import Comparison
from bcm_formal.versions.meaning import sameness
from bcm_formal.versions.people.effects import Effect, Target
from bcm_formal.versions.properties import property_changes
from bcm_formal.versions.texts import text_changes

if TYPE_CHECKING:
    from bcm_formal.versions.transitions import Transitions

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked about people."""

    targets: tuple[str, ...] = ()
    """statuses and layers; none: what the properties name"""
    rungs: tuple[str, ...] = ()
    """none: all"""
    setbacks: int = 1
    """how many may hit on the rung `robust`"""
    allowance: Allowance = NO_LIMITS
    """what it may take of the machine; `timeout_each`: each rung on the way to each target"""


def compare(
    change: Change,
    *,
    names: Sequence[str] | None = None,
    equivalent: bool = False,
    people: Wanted | None = None,
) -> Comparison:
    """What changes in the text; with `names` (none: all) what becomes of properties; `equivalent`: whether both laws
    mean the same for everybody; with `people` what becomes of them.

    Raises `DiagnosticError` where one of the laws is no sound model, or has no property of that name.
    """
    both = bridge(change)
    if names is not None:
        names = properties_named((both.laws["old"], both.laws["new"]), names)
    return Comparison(
        both,
        text_changes(both),
        people=None if people is None else _people(both, people),
        properties=None if names is None else property_changes(change, names or None),
        sameness=sameness(both) if equivalent else None,
    )


def try_provisions(change: Change) -> Transitions:
    """Each transitional provision of a change tried alone, by processes of their own where there are such.

    Raises `DiagnosticError` where one of the laws is no sound model, and `MemoryError` where there is too little.
    """
    from bcm_formal.versions.transitions import transitions

    return transitions(change, do=_side_by_side)


def _side_by_side(count: int, work: Callable[[int], T]) -> Sequence[T]:
    found = shared_out([[number] for number in range(count)], work)
    return [found[number] for number in range(count)]


def _targets(both: Bridge, names: Sequence[str]) -> Sequence[Target]:
    """Where people want to get to. Raises `DiagnosticError`."""
    from bcm_formal.versions.people.targets import target_named, targets_of

    targets: list[Target] = []
    for name in names:
        found = target_named(both, name)
        if found is None:
            known = [*both.model.status, *(layer.name for layer in both.model.layers)]
            message = f"there is no status or layer `{name}`"
            raise DiagnosticError((Diagnostic("BCM807", message, help=did_you_mean(name, known) or None),))
        targets.append(found)
    if not targets:
        targets += targets_of(both)
    if not targets:
        message = "no property of the laws says where people want to get to"
        raise DiagnosticError((Diagnostic("BCM807", message, help="name a status or layer with `--target`"),))
    return targets


def _people(both: Bridge, wanted: Wanted) -> tuple[Effect, ...]:
    """What becomes of people, by processes of their own where there are such. What takes longest is begun first; last
    where time is limited, so that most is told by its end."""
    from bcm_formal.versions.people.common import Common
    from bcm_formal.versions.people.people import LONGEST_FIRST, RUNGS, parts_of, people_of, undecided

    targets = _targets(both, wanted.targets)
    parts = parts_of(both, targets, [rung for rung in RUNGS if not wanted.rungs or rung.value in wanted.rungs])
    common = Common(both, lambda clauses: bridge(both.change.undone(clauses)))

    def of_part(number: int) -> Iterator[Effect]:
        yield from people_of(common, parts[number], setbacks=wanted.setbacks)

    effects: list[list[Effect]] = [[] for _ in parts]
    order = sorted(range(len(parts)), key=lambda number: LONGEST_FIRST.index(parts[number].rung))
    if wanted.allowance.timeout is not None:
        order.reverse()
    for event in events([[number] for number in order], of_part, wanted.allowance.begun()):
        match event:
            case Said(number, told):
                effects[number].append(told)
            case Failed(_, error):
                raise error
            case Stopped(number, why):
                effects[number].append(undecided(parts[number], effects[number], why))
            case Began() | Done():
                pass
    return tuple(effect for told in effects for effect in told)
