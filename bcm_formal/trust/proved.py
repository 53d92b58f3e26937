"""Obligations that need not be asked again, because a solver proved them before.

Trusted: what is found here counts as proved. It is nothing but SHA-256 digests, each of a solver with its version and
what an obligation says, put down when that solver answered `unsat`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from bcm_formal.trust.own_folder import OwnFolder

FORMAT = "bcm-formal obligations 1"
"""changes whenever a digest stands for something else than before"""


class Proved:
    """Obligations by the digests of what they say: proved in earlier runs, and since.

    `solver` in what follows is the name of a solver with its version.
    """

    def __init__(self, before: Iterable[str] = ()) -> None:
        self._before = frozenset(before)
        self._since: set[str] = set()
        self._new: list[str] = []

    def holds(self, solver: str, meaning: str) -> bool:
        """True iff the solver has proved the obligation."""
        digest = _digest(solver, meaning)
        return digest in self._since or digest in self._before

    def remembers(self, solver: str, meaning: str) -> bool:
        """True iff the solver proved the obligation in an earlier run."""
        return _digest(solver, meaning) in self._before

    def add(self, solver: str, meaning: str) -> None:
        """The solver has proved the obligation now."""
        digest = _digest(solver, meaning)
        self._since.add(digest)
        self._new.append(digest)

    def added(self) -> tuple[str, ...]:
        """The digests of what was proved since this was last asked."""
        found, self._new = tuple(self._new), []
        return found


class Memory:
    """What was proved in earlier runs, in a folder: a file for each policy with a digest in each line.

    A line that was damaged is the digest of nothing. Runs side by side add lines, and none takes away another's.
    """

    def __init__(self, folder: OwnFolder) -> None:
        self._folder = folder

    @property
    def path(self) -> Path:
        """Where the folder is, or will be."""
        return self._folder.path

    def proved(self, policy: str) -> Proved:
        """What was proved of a policy of this name."""
        return Proved(self._folder.read(_file_of(policy)).decode("ascii", "replace").split())

    def keep(self, policy: str, digests: Iterable[str]) -> None:
        """Remember what was `added`."""
        if lines := "".join(f"{digest}\n" for digest in digests):
            self._folder.append(_file_of(policy), f"\n{lines}".encode())


def _file_of(policy: str) -> str:
    return hashlib.sha256(policy.encode()).hexdigest()[:32]


def _digest(solver: str, meaning: str) -> str:
    return hashlib.sha256(f"{FORMAT}\n{solver}\n{meaning}".encode()).hexdigest()
