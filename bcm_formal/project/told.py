"""What was found out, remembered for the same text: claims, explanations, scenarios, what is never in use.

Verdicts are not among it: they are made by the checker from claims, always. An entry is found again only if nothing has
changed of which it could depend: the text, what was asked, this program, and what is installed beside it.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import assert_never

import bcm_formal
from bcm_formal.diagnostics import UnreadableFileError, file_bytes
from bcm_formal.model.model import Model, Property
from bcm_formal.project.plain import NotPlainError, plain, unplain
from bcm_formal.project.request import Request
from bcm_formal.records import dataclass
from bcm_formal.system.questions import with_observer
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Claim
from bcm_formal.trust.own_folder import OwnFolder
from bcm_formal.trust.verdict import Fault, Holds, Part, Shown, Unknown, Vacuous, Verdict, Violated
from bcm_formal.vault.names import file_of
from bcm_formal.verify.decided import Before, Decided

FORMAT = "bcm-formal told 1"
_ENDINGS = (".py", ".json", ".lark")


@dataclass(frozen=True)
class Told:
    """What was told of a policy in earlier runs, by keys and as `plain` wrote it, and place for more."""

    folder: OwnFolder
    name: str
    base: str
    """the digest of all that everything told depends on"""
    proofs: Path | None
    entries: Mapping[str, str]

    def key(self, kind: str, name: str) -> str:
        """That of what depends on the policy alone: how a scenario goes, what is never in use."""
        return _digest(self.base, kind, name)

    def key_of(self, decided: Decided) -> str:
        """That of what is told of a verdict."""
        verdict = decided.verdict
        found = (verdict.outcome.value, verdict.engine, decided.reused, verdict.obligations, decided.tried)
        return _digest(self.base, "property", verdict.property.name, repr(found), self._proof_of(verdict.property))

    def _proof_of(self, item: Property) -> str:
        """The digest of its stored proof."""
        if self.proofs is None:
            return "none"
        from bcm_formal.vault.archive import MAX_BYTES

        try:
            return hashlib.sha256(file_bytes(self.proofs / file_of(item.name), MAX_BYTES)).hexdigest()
        except UnreadableFileError as error:
            return str(error)

    def before(self, system: TransitionSystem, item: Property) -> Before | None:
        """The claim that decided a property, if there was one."""
        text = self.entries.get(self.key_of_claim(item))
        found = None if text is None else unplain(text, known_in(system))
        return found if isinstance(found, Before) else None

    def key_of_claim(self, item: Property) -> str:
        """That of what the verdict on a property was made from."""
        return _digest(self.base, "claim", item.name, self._proof_of(item))

    def keep(self, key: str, text: str) -> None:
        """Remember what was told, as `plain` wrote it."""
        self.folder.append(self.name, f"\n{key} {_digest(text)} {text}\n".encode())


def told_before(folder: OwnFolder, model: Model, request: Request, proofs: Path | None) -> Told:
    """What was told in earlier runs of this very text, when the same was asked in the same way."""
    asked = (request.engine, request.solvers, request.on, request.budget and request.budget.work, request.reads_holds)
    texts = [source.text for source in (model.source, *model.included)]
    law = model.law_of, model.through, model.today_start
    base = _digest(FORMAT, of_this_program(), *texts, repr((asked, *law)))
    name = _digest(model.name)[:32]
    return Told(folder, name, base, proofs, dict(_whole(folder.read(name))))


def known_in(system: TransitionSystem) -> dict[str, object]:
    """The parts that do not travel."""
    model = system.model
    return {
        "system": system,
        "model": model,
        "observed model": with_observer(system).model,
        "source": model.source,
        **{f"included {number}": source for number, source in enumerate(model.included)},
        **{f"property {item.name}": item for item in model.properties},
        **{f"scenario {item.name}": item for item in model.scenarios},
    }


def claim_text(system: TransitionSystem, decided: Decided) -> str | None:
    """What decided a property, to be remembered; None if nothing of it can be written down."""
    verdict = decided.verdict
    claim: Claim | str | None = None
    match verdict:
        case Holds() | Violated() | Vacuous():
            if isinstance(shown := verdict.evidence, Shown):
                claim = Claim(verdict.outcome, shown.certificate, shown.engine, shown.somebody)
            else:
                from bcm_formal.vault.making import unproved_text

                claim = unproved_text(verdict)
        case Unknown() | Fault():
            pass
        case _:
            assert_never(verdict)
    if claim is not None:
        with suppress(NotPlainError):  # then it is found anew each time
            return plain(Before(claim, decided.tried, decided.notes, decided.reused), known_in(system))
    return None


def parts_of(decided: Decided) -> dict[str, object]:
    """The verdict, and verdicts on its parts, which do not travel with what is told of it."""
    waiting: list[tuple[str, Verdict | Part]] = [("verdict", decided.verdict)]
    for name, verdict in waiting:
        waiting += [(f"{name}, part {number}", part) for number, part in enumerate(verdict.parts)]
    return dict(waiting)


def _whole(data: bytes) -> Iterator[tuple[str, str]]:
    """The entries that are as they were written."""
    for line in data.decode("ascii", "replace").split("\n"):
        key, _, rest = line.partition(" ")
        digest, _, text = rest.partition(" ")
        if text and _digest(text) == digest:
            yield key, text


@cache
def of_this_program() -> str:
    """The digest of its files, the version of Python, and the names and versions of all that is installed."""
    home = str(Path(bcm_formal.__file__).parent)
    found = hashlib.sha256(sys.version.encode())
    for folder, folders, names in os.walk(home):
        folders.sort()
        for name in sorted(names):
            if name.endswith(_ENDINGS):
                with open(f"{folder}{os.sep}{name}", "rb", buffering=0) as file:  # noqa: PTH123  # hundreds at each start
                    content = file.read()
                found.update(f"{folder[len(home) :]}\0{name}\0{len(content)}\0".encode())
                found.update(content)
    for place in map(Path, filter(None, sys.path)):
        if place.is_dir():
            installed = sorted(item.name for item in place.iterdir() if item.name.endswith(".dist-info"))
            found.update("\0".join(installed).encode())
    return found.hexdigest()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
