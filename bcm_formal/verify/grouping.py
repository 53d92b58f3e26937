"""Properties decided side by side, each process with engines of its own: what goes together, and how a verdict travels.

The verdicts are those of deciding one after the other: an engine's answer does not depend on what it was asked before.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Sequence
from typing import Any, Generic, TypeVar, assert_never

from bcm_formal.model.model import Property
from bcm_formal.model.sentences import (
    BetterNeverBlocks,
    BetterNeverDelays,
    CanReach,
    Ctl,
    DoesNotDepend,
    EveryEntering,
    EveryHas,
    EveryLeaving,
    MustReach,
    NoDeadEnds,
    NoneCanReach,
    NoPerson,
    OnlyAfter,
    SomeCanReach,
    TimeDoesNotDepend,
    TimeFrom,
)
from bcm_formal.system.questions import help_of, with_observer
from bcm_formal.system.transition_system import TransitionSystem

T = TypeVar("T")


class Parcel(Generic[T]):
    """Something about one policy on its way between processes.

    The policy, its status graph and its properties do not travel: both sides have them, and what is opened speaks of
    those of the side that opens it. What was made from the status graph travels as the steps that make it.
    """

    def __init__(self, content: T, system: TransitionSystem) -> None:
        self._content = content
        self._packed: bytes | None = None
        """the content, where it has travelled: then nothing else is set"""
        self._system = system

    def __reduce__(self) -> tuple[object, ...]:
        assert self._packed is None, "what has come is opened, not sent on"
        stream = io.BytesIO()
        _Packer(stream, self._system).dump(self._content)
        return _arrived, (stream.getvalue(),)

    def opened(self, system: TransitionSystem) -> T:
        """The content, about this system."""
        if self._packed is None:
            return self._content
        content: T = _Unpacker(io.BytesIO(self._packed), system).load()
        return content


def _arrived(content: bytes) -> Parcel[Any]:
    parcel: Parcel[Any] = Parcel.__new__(Parcel)
    parcel._packed = content
    return parcel


class _Packer(pickle.Pickler):
    def __init__(self, stream: io.BytesIO, system: TransitionSystem) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._names = {id(known): name for name, known in _known(system).items()}

    def persistent_id(self, item: object) -> object:
        return self._names.get(id(item))


class _Unpacker(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO, system: TransitionSystem) -> None:
        super().__init__(stream)
        self._known = _known(system)

    def persistent_load(self, name: Any) -> object:
        return self._known[name]


def _known(system: TransitionSystem) -> dict[str, object]:
    """What both sides have, by name."""
    known = {"system": system, "model": system.model, "observed model": with_observer(system).model}
    return known | {f"property {item.name}": item for item in system.model.properties}


def groups_of(items: Sequence[Property]) -> list[list[int]]:
    """The numbers of the properties in order of the file, those about one goal together, so that they share work."""
    groups: dict[object, list[int]] = {}
    for number, item in enumerate(items):
        match item.sentence:
            case (
                CanReach(_, target, within, _, None) | SomeCanReach(_, target, within) | NoneCanReach(_, target, within)
            ) as sentence:
                key: object = (target, help_of(sentence), within is None)
            case CanReach(_, target, within) as sentence:
                key = ("despite", target, help_of(sentence), within is None)
            case (BetterNeverBlocks(_, target, within) | DoesNotDepend(_, target, within)) as sentence:
                key = (target, help_of(sentence), within is None)
            case (BetterNeverDelays(_, target) | TimeDoesNotDepend(_, target)) as sentence:
                key = ("times", target, help_of(sentence))
            case (
                NoPerson()
                | EveryHas()
                | EveryEntering()
                | EveryLeaving()
                | MustReach()
                | TimeFrom()
                | OnlyAfter()
                | NoDeadEnds()
                | Ctl()
            ):
                key = number
            case sentence:
                assert_never(sentence)
        groups.setdefault(key, []).append(number)
    return list(groups.values())
