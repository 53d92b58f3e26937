"""What is remembered of the check of one model: by the process that works it out, and by the one that hears of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property

from bcm_formal.project.plain import NotPlainError, plain, unplain
from bcm_formal.project.told import Told, claim_text, known_in, parts_of
from bcm_formal.records import dataclass
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.proved import Memory
from bcm_formal.verify.decided import Decided
from bcm_formal.verify.grouping import Parcel
from bcm_formal.views.report.contents import Recalled


@dataclass(frozen=True, slots=True)
class ToTell:
    """What there is to tell, as `plain` wrote it, and its key; `before`: it was found in an earlier run."""

    key: str
    text: str
    before: bool = False


@dataclass(frozen=True, slots=True)
class ToKeep:
    """What a verdict brought that is remembered: what was proved, and the claim, as `plain` wrote it, with its key."""

    digests: tuple[str, ...]
    claim: tuple[str, str] | None


class Recalling:
    """What was found in earlier runs, and what is found in this one; of nothing where nothing is remembered."""

    def __init__(self, system: TransitionSystem, memory: Memory | None, told: Told | None) -> None:
        self._system, self._memory, self._told = system, memory, told
        self._proved: set[str] = set()
        self._counts: Counter[str] = Counter()

    @cached_property
    def _parts(self) -> dict[str, object]:
        return known_in(self._system)

    def _known(self, decided: Decided | None) -> dict[str, object]:
        """What does not travel with what is told (None: not of a verdict), as it is there anyway."""
        return self._parts if decided is None else {**self._parts, **parts_of(decided)}

    # --- by the process that works ---

    def to_tell(self, kind: str, name: str, find: Callable[[], object]) -> ToTell | Parcel[object]:
        """What there is to tell that depends on the policy alone: remembered, or found now."""
        return self._found("" if self._told is None else self._told.key(kind, name), None, find)

    def to_tell_of(self, decided: Decided, find: Callable[[], object]) -> ToTell | Parcel[object]:
        """What there is to tell of a verdict, likewise."""
        return self._found("" if self._told is None else self._told.key_of(decided), decided, find)

    def _found(self, key: str, decided: Decided | None, find: Callable[[], object]) -> ToTell | Parcel[object]:
        if self._told is not None and key in self._told.entries:
            return ToTell(key, self._told.entries[key], before=True)
        found = find()
        try:
            return ToTell(key, plain(found, self._known(decided)))
        except NotPlainError:  # then it is not remembered
            return Parcel(found, self._system)

    def to_keep(self, decided: Decided, digests: tuple[str, ...]) -> ToKeep:
        """What is remembered of a verdict; the digests are those of what was proved for it."""
        text = None if self._told is None or decided.recalled else claim_text(self._system, decided)
        if self._told is None or text is None:
            return ToKeep(digests, None)
        return ToKeep(digests, (self._told.key_of_claim(decided.verdict.property), text))

    # --- by the process that hears of it ---

    def keep(self, found: ToKeep) -> None:
        """Remember what a verdict brought."""
        new = [digest for digest in found.digests if digest not in self._proved]
        self._proved.update(new)
        if self._memory is not None:
            self._memory.keep(self._system.model.name, new)
        if self._told is not None and found.claim is not None:
            self._told.keep(*found.claim)

    def opened(self, kind: str, found: ToTell, decided: Decided | None) -> object:
        """What there is to tell, which is remembered from now on."""
        self._counts[kind] += found.before
        if self._told is not None and not found.before:
            self._told.keep(found.key, found.text)
        return unplain(found.text, self._known(decided))

    def so_far(self, decided: Sequence[Decided]) -> Recalled:
        """How much was remembered."""
        claims = sum(item.recalled for item in decided)
        return Recalled(claims, self._counts["property"], self._counts["scenario"], bool(self._counts["survey"]))
