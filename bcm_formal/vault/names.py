"""File names for names of policies and properties: no two names share one on any file system; and where proofs are.

Small letters, digits and `_` stand for themselves. A capital letter is written `+` and the small one, as some file
systems take both for the same; a name that a system keeps for a device has a `+` at its end.
"""

from __future__ import annotations

import re
from pathlib import Path

ENDING = ".txt"
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}


def file_name(name: str) -> str:
    """What a folder is called, or a file without its ending, for every text: in ASCII, and never hidden."""
    plain = re.sub(r"[^a-z0-9_]", lambda found: _written(found.group()), name)
    return plain + "+" if not plain or plain in _DEVICES else plain


def _written(sign: str) -> str:
    return f"+{sign.lower()}" if "A" <= sign <= "Z" else f"={ord(sign):x}="


def proofs_beside(model_file: Path, policy: str) -> Path | None:
    """The nearest `proofs` with proofs of the policy, in the model's folder or one above it."""
    here = model_file.resolve().parent
    for above in (here, *here.parents):
        if (above / "proofs" / file_name(policy)).is_dir():
            return above / "proofs"
    return None


def file_of(item: str) -> str:
    """What the file with the proof of a property is called."""
    return file_name(item) + ENDING


def name_in(path: Path) -> str:
    """The name for which a file is called so."""
    plain = path.name.removesuffix(ENDING).removesuffix("+")
    return re.sub(r"\+([a-z])", lambda found: found[1].upper(), plain)
