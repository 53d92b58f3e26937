"""File names for names of policies and properties: no two names share one on any file system; and where proofs are.

Small letters, digits and `_` stand for themselves. A capital letter is written `+` and the small one, as some file
systems take both for the same; other characters are written as their codes, since file systems do not agree on which of
them are the same; a name that a system keeps for a device has a `+` at its end.
"""

from __future__ import annotations

import re
from pathlib import Path

ENDING = ".txt"
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}


def file_name(name: str) -> str:
    """What a folder is called, or a file without its ending, for every text: in ASCII, and never hidden."""
    plain = re.sub(r"[A-Z]|[^A-Za-z0-9_]+", lambda found: _written(found.group()), name)
    return plain + "+" if not plain or plain in _DEVICES else plain


def _written(signs: str) -> str:
    """A capital letter, or some other characters."""
    return f"+{signs.lower()}" if "A" <= signs <= "Z" else f"={'.'.join(map(_code, signs))}="


def _code(sign: str) -> str:
    """The number of a character to the base 36, which is short."""
    digits, rest = "", ord(sign)
    while rest or not digits:
        rest, digit = divmod(rest, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


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
    plain = re.sub(r"\+([a-z])", lambda found: found[1].upper(), plain)
    return re.sub(r"=([0-9a-z.]+)=", lambda found: "".join(map(_character, found[1].split("."))), plain)


def _character(code: str) -> str:
    """The character of this number; U+FFFD for none, as a stranger may call a file anything."""
    number = int(code, 36) if re.fullmatch("[0-9a-z]{1,4}", code) else -1
    return chr(number) if 0 <= number < 0x110000 else "\ufffd"
