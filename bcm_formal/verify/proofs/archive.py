"""The folder `proofs/`: for each model and property a certificate and one SMT-LIB file for every obligation.

Writing puts a whole folder in place at once, follows no link, and replaces nothing but what such a writing left there.
Reading takes no more than `MAX_BYTES` of a file and `MAX_FILES` of a folder, and follows no link out of the proofs.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bcm_formal.diagnostics import Unreadable, UnreadableFileError, file_bytes
from bcm_formal.diagnostics.places import PlaceRefusedError, may_be_written
from bcm_formal.model.model import Model, Property
from bcm_formal.system.questions import Question, Safety, question_of
from bcm_formal.system.spoken_of import vacuity_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import Certificate
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.obligations import Obligations
from bcm_formal.trust.trace import Trace
from bcm_formal.verify.proofs.certificate_from_text import certificate_from_text
from bcm_formal.verify.proofs.header import HEADER_LINES, Header, header_of
from bcm_formal.verify.proofs.outline import UnreadableCertificateError

CERTIFICATE = "certificate.txt"
OBLIGATIONS = "obligations"
MAX_BYTES = 8_000_000
MAX_FILES = 50_000
MAX_PROOFS = 20_000
MAX_TOGETHER = 100_000_000
"""bytes of all certificates that are checked together"""
_LONGEST_NAME = 80
_OBLIGATION = re.compile(r"\d+_.*\.smt2")


class TooManyProofsError(Exception):
    """There are more proofs than are looked at; the message says where."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What a certificate file says, not yet believed."""

    header: Header
    certificate: Certificate
    somebody: Trace | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A property of a model with what it asks."""

    model: Model
    property: Property
    question: Question
    vacuity: Safety | None

    def about(self, outcome: Outcome) -> Model:
        """The model that evidence for this outcome speaks of."""
        if outcome is Outcome.VACUOUS and self.vacuity is not None:
            return self.vacuity.system.model
        return self.question.system.model


def asked_of(system: TransitionSystem, item: Property) -> Asked:
    """The question of a property and what would make it empty."""
    return Asked(system.model, item, question_of(system, item.sentence), vacuity_of(system, item.sentence))


# --- reading ---


def certificate_bytes(path: Path, home: Path) -> str:
    """The text of a certificate file in the proofs `home`.

    Raises `UnreadableCertificateError` if there is none, it is too large, no text, or elsewhere by a link.
    """
    try:
        return file_bytes(path, MAX_BYTES, within=home).decode("utf-8")
    except UnreadableFileError as error:
        missing = error.why is Unreadable.MISSING
        raise UnreadableCertificateError("there is none" if missing else str(error)) from None
    except UnicodeDecodeError:
        raise UnreadableCertificateError("it is not UTF-8 text") from None


def stored_from_text(text: str, asked: Asked) -> Stored:
    """What a certificate says about a property. Raises `UnreadableCertificateError`."""
    header = header_of(text.split("\n", HEADER_LINES)[:HEADER_LINES])
    evidence, somebody = certificate_from_text(text, header.kind, asked.model, asked.about(header.outcome))
    return Stored(header, evidence, somebody)


# --- obligations as files ---


def obligation_files(obligations: Obligations | None) -> dict[str, str]:
    """File name → text of every obligation. The number keeps names apart; the rest of the name is for people."""
    items = list(obligations or ())
    width = len(str(len(items)))
    return {
        f"{number:0{width}}_{item.name[:_LONGEST_NAME]}.smt2": obligations.standalone(item)
        for number, item in enumerate(items, 1)
        if obligations is not None
    }


def names_of_obligations(folder: Path) -> list[str]:
    """The names of what lies in a folder of obligations, sorted; of very many files not all."""
    try:
        with os.scandir(folder) as items:
            return sorted(item.name for item in islice(items, MAX_FILES))
    except OSError:
        return []


def is_stored(path: Path, home: Path, text: str) -> bool:
    """True iff a file in the proofs `home` holds this text, letter for letter."""
    expected = text.encode()
    try:
        return file_bytes(path, len(expected), within=home) == expected
    except UnreadableFileError:
        return False


# --- writing ---


def write_proof(folder: Path, certificate: str, obligations: Mapping[str, str]) -> None:
    """Put a proof into its folder `HOME/POLICY/PROPERTY`, in place of what was there; whole, or not at all.

    Raises `OSError` if it cannot be written, `PlaceRefusedError` as `may_be_replaced` does; what was there is there.
    """
    may_be_replaced(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
    try:
        fresh.chmod(0o777 & ~_mask())
        (fresh / CERTIFICATE).write_text(certificate, encoding="utf-8", newline="\n")
        if obligations:
            (fresh / OBLIGATIONS).mkdir()
        for name, text in obligations.items():
            (fresh / OBLIGATIONS / name).write_text(text, encoding="utf-8", newline="\n")
        _replace(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def may_be_replaced(folder: Path) -> None:
    """Nothing, if a proof may be put into the folder `HOME/POLICY/PROPERTY`.

    Raises `PlaceRefusedError` if one of the three is a symbolic link, or a link stands on the way to them, or if the
    folder holds anything that no proof has; `OSError` if that cannot be found out.
    """
    may_be_written(folder.parent.parent)
    for place in (folder.parent, folder, folder / OBLIGATIONS):
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            raise PlaceRefusedError(f"`{place}` is no folder but a link or a file")
    for place, ours in ((folder, _is_ours), (folder / OBLIGATIONS, _is_obligation)):
        strange = sorted(item.name for item in os.scandir(place) if not ours(item)) if place.is_dir() else []
        if strange:
            raise PlaceRefusedError(f"`{place / strange[0]}` is there and was not written by this program")


def _is_ours(item: os.DirEntry[str]) -> bool:
    if item.name == OBLIGATIONS:
        return item.is_dir(follow_symlinks=False)
    return item.name == CERTIFICATE and item.is_file(follow_symlinks=False)


def _is_obligation(item: os.DirEntry[str]) -> bool:
    return bool(_OBLIGATION.fullmatch(item.name)) and item.is_file(follow_symlinks=False)


def _replace(fresh: Path, folder: Path) -> None:
    old = fresh.with_suffix(".old")
    moved = False
    with contextlib.suppress(FileNotFoundError):
        folder.rename(old)
        moved = True
    try:
        fresh.rename(folder)
    except OSError:
        if moved:
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


# --- finding ---


def proofs_beside(model_file: Path, policy: str) -> Path | None:
    """The nearest `proofs` with proofs of the policy, in the model's folder or one above it."""
    here = model_file.resolve().parent
    for above in (here, *here.parents):
        if (above / "proofs" / policy).is_dir():
            return above / "proofs"
    return None


def proof_folders(paths: Iterable[Path]) -> list[Path]:
    """The folders of properties at or below the paths, by name; hidden ones are left out.

    Links count as folders, so that whoever reads there can refuse them. Raises `TooManyProofsError`.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if _holds_proof(path):
            found[path] = None
            continue
        inside = [item for policy in _visible(path) for item in (policy, *_visible(policy))]
        found.update((item, None) for item in sorted(inside) if _holds_proof(item))
        if len(found) > MAX_PROOFS:
            raise TooManyProofsError(f"there are more than {MAX_PROOFS:,} proofs in `{path}`")
    if sum(map(_size, found)) > MAX_TOGETHER:
        raise TooManyProofsError(f"the certificates are larger than {MAX_TOGETHER // 1_000_000} MB together")
    return list(found)


def _size(folder: Path) -> int:
    """The size of a certificate as far as it would be read."""
    try:
        return min((folder / CERTIFICATE).stat().st_size, MAX_BYTES)
    except OSError:
        return 0


def _visible(folder: Path) -> list[Path]:
    """The folders in a folder, and links to folders."""
    if folder.is_symlink():
        return []
    try:
        with os.scandir(folder) as items:
            return [folder / item.name for item in islice(items, MAX_FILES) if item.is_dir() and item.name[:1] != "."]
    except OSError:
        return []


def _holds_proof(folder: Path) -> bool:
    return os.path.lexists(folder / CERTIFICATE) or (folder / OBLIGATIONS).is_dir()
