"""The folder `proofs/`: for each model and property a certificate and one SMT-LIB file for every obligation.

Writing puts a whole folder in place at once; reading takes no more than `MAX_BYTES` of a file.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bcm_formal.model.model import Model, Property
from bcm_formal.system.questions import Question, Safety, question_of, vacuity_of
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
_LONGEST_NAME = 80


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


def certificate_bytes(path: Path) -> str:
    """The text of a certificate file. Raises `UnreadableCertificateError` if there is none, or it is too large."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableCertificateError("it is not a file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableCertificateError("there is none") from None
    except OSError as error:
        raise UnreadableCertificateError(f"it cannot be read: {(error.strerror or str(error)).lower()}") from None
    if len(data) > MAX_BYTES:
        raise UnreadableCertificateError(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        return data.decode("utf-8")
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


def stored_obligations(folder: Path) -> dict[str, str | None]:
    """File name → text of what lies in a folder of obligations; None where it is no text file of sensible size."""
    found: dict[str, str | None] = {}
    try:
        names = sorted(item.name for item in os.scandir(folder))
    except OSError:
        return found
    for name in names:
        try:
            found[name] = certificate_bytes(folder / name)
        except UnreadableCertificateError:
            found[name] = None
    return found


# --- writing ---


def write_proof(folder: Path, certificate: str, obligations: Mapping[str, str]) -> None:
    """Put a proof into its folder, in place of what was there; whole, or not at all.

    Raises `OSError` if it cannot be written; the old proof is then still there.
    """
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
    """The folders of properties at or below the paths, by name; hidden ones are left out."""
    found: dict[Path, None] = {}
    for path in paths:
        if (path / CERTIFICATE).exists() or (path / OBLIGATIONS).is_dir():
            found[path] = None
            continue
        inside = (item for pattern in ("*", "*/*") for item in path.glob(pattern) if item.is_dir())
        for item in sorted(inside):
            visible = not any(part.startswith(".") for part in item.relative_to(path).parts)
            if visible and ((item / CERTIFICATE).exists() or (item / OBLIGATIONS).is_dir()):
                found[item] = None
    return list(found)
