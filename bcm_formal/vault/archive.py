"""The folder `proofs/`: for each policy a folder, for each property a file with the certificate of its verdict.

Reading takes no more than `MAX_BYTES` of a file and `MAX_FILES` of a folder, and follows no link out of the proofs.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from bcm_formal.diagnostics import Unreadable, UnreadableFileError, file_bytes, file_head
from bcm_formal.records import dataclass
from bcm_formal.system.asked import Asked
from bcm_formal.trust.certificate import Certificate
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.trace import Trace
from bcm_formal.vault.certificate_from_text import certificate_from_text
from bcm_formal.vault.header import TITLE, Header, header_of
from bcm_formal.vault.names import ENDING, name_in
from bcm_formal.vault.outline import UnreadableCertificateError
from bcm_formal.vault.store import Store

MAX_BYTES = 8_000_000
MAX_FILES = 50_000
MAX_PROOFS = 20_000
MAX_TOGETHER = 100_000_000
"""bytes of all certificates that are checked together"""


class TooManyProofsError(Exception):
    """There are more proofs than are looked at; the message says where."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What a certificate file says, not yet believed."""

    header: Header
    certificate: Certificate
    somebody: Trace | None

    @property
    def claim(self) -> Claim:
        """What is to be believed only if the checker accepts it."""
        return Claim(self.header.outcome, self.certificate, self.header.engine, self.somebody)


def proofs_in(home: Path) -> Store:
    """The certificates in a folder of proofs."""
    return Store(home, TITLE, ENDING)


# --- reading ---


def certificate_bytes(path: Path, home: Path) -> str:
    """The text of a certificate file in the proofs `home`, whatever its line ends.

    Raises `UnreadableCertificateError` if there is none, it is too large, no text, or elsewhere by a link.
    """
    try:
        return file_bytes(path, MAX_BYTES, within=home).decode("utf-8").replace("\r\n", "\n")
    except UnreadableFileError as error:
        missing = error.why is Unreadable.MISSING
        raise UnreadableCertificateError("there is none" if missing else str(error)) from None
    except UnicodeDecodeError:
        raise UnreadableCertificateError("it is not UTF-8 text") from None


def stored_from_text(text: str, asked: Asked) -> Stored:
    """What a certificate says about a property. Raises `UnreadableCertificateError`."""
    header = header_of(text)
    about = asked.about(empty=header.outcome is Outcome.VACUOUS)
    evidence, somebody = certificate_from_text(text, header.kind, asked.about(empty=True), about)
    return Stored(header, evidence, somebody)


# --- finding ---


def proof_files(paths: Iterable[Path]) -> list[Path]:
    """The proofs that the paths are, and those in them and in folders directly in them, by name.

    Every `.txt` there is one, whatever stands in it, but hidden ones and those of earlier versions. Links count as
    files, so that whoever reads them can refuse them. Raises `TooManyProofsError`.
    """
    found: dict[Path, None] = {}
    for path in paths:
        inside = islice((item for item in _proofs_at(path) if not _is_earlier(item)), MAX_PROOFS + 1)
        found.update((item, None) for item in sorted(inside))
        if len(found) > MAX_PROOFS:
            raise TooManyProofsError(f"there are more than {MAX_PROOFS:,} proofs in `{path}`")
    if sum(map(_size, found)) > MAX_TOGETHER:
        raise TooManyProofsError(f"the certificates are larger than {MAX_TOGETHER // 1_000_000} MB together")
    return list(found)


def _proofs_at(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        if os.path.lexists(path):
            yield path
        return
    inside = [] if path.is_symlink() else _visible(path)
    for item in (*inside, *(item for folder in inside if _is_searched(folder) for item in _visible(folder))):
        if item.name.endswith(ENDING):
            yield item


def _is_searched(folder: Path) -> bool:
    return folder.is_dir() and not folder.is_symlink() and not folder.name.endswith(ENDING)


def _visible(folder: Path) -> list[Path]:
    """What lies in a folder; of very much not all."""
    try:
        with os.scandir(folder) as items:
            return [folder / item.name for item in islice(items, MAX_FILES) if item.name[:1] != "."]
    except OSError:
        return []


def _size(path: Path) -> int:
    """The size of a certificate as far as it would be read."""
    try:
        return min(path.stat().st_size, MAX_BYTES)
    except OSError:
        return 0


# --- the layout of version 0.1: a folder for each property ---

EARLIER = "certificate.txt"
_EARLIER_TITLE = f"{TITLE}1".encode()


def _is_earlier(path: Path) -> bool:
    """True iff the file is a certificate in the layout and format of earlier versions."""
    if path.name != EARLIER:
        return False
    try:
        return file_head(path, len(_EARLIER_TITLE) + 1).rstrip() == _EARLIER_TITLE
    except UnreadableFileError:
        return False


def earlier_proof(path: Path) -> Path | None:
    """The folder in which an earlier version kept the proof that is now this file, if there is one."""
    folder = path.parents[1] / name_in(path.parent) / name_in(path)
    return folder if _is_earlier(folder / EARLIER) else None


def earlier_proofs(paths: Iterable[Path]) -> list[Path]:
    """The folders of proofs in the layout of earlier versions: the paths, and up to two levels in them."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = [item for item in _visible(path) if item.is_dir()]
        deeper = [item for folder in inside for item in _visible(folder) if item.is_dir()]
        found.update((item, None) for item in sorted((path, *inside, *deeper)) if _is_earlier(item / EARLIER))
    return list(found)
