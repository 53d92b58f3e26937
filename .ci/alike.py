"""Write `bcm_formal/diagnostics/alike.txt`: `pip install confusable-homoglyphs==3.3.1`, then run this with no argument.

That package holds the data of Unicode's security mechanisms (UTS 39, confusables.txt). Kept is what can stand in a
name: letters and marks that are their own NFKC form.
"""

from __future__ import annotations

import json
import unicodedata
from importlib.resources import files
from pathlib import Path

HEAD = """\
# What looks alike (Unicode Technical Standard 39, confusables.txt; from confusable-homoglyphs 3.3.1 by .ci/alike.py)
# Copyright (c) 1991-2024 Unicode, Inc., https://www.unicode.org/license.txt
# A line: what is looked at (code points in hex, joined by +), and the letters that look like it.
"""


def may_stand_in_a_name(sign: str) -> bool:
    if sign in "\u0e33\u0eb3":  # vowels of Thai and Lao, which stand in names as they are
        return True
    return f"a{sign}".isidentifier() and unicodedata.normalize("NFKC", sign) == sign


def hexed(text: str) -> str:
    return "+".join(f"{ord(sign):x}" for sign in text)


def without_marks(text: str) -> str:
    """The data puts marks of direction around letters that are written from right to left."""
    return text.strip("\u200e\u200f")


def main() -> None:
    data = json.loads((files("confusable_homoglyphs") / "confusables.json").read_text(encoding="utf-8"))
    alike = {without_marks(key): [without_marks(item["c"]) for item in others] for key, others in data.items()}
    prototypes: dict[str, list[str]] = {}
    done: set[str] = set()
    for key in sorted(alike, key=lambda text: (-(len(text) > 1), -len(alike[text]), not text.isascii(), text)):
        if key in done:
            continue
        done |= {key, *alike[key]}
        letters = [sign for sign in alike[key] if len(sign) == 1 and may_stand_in_a_name(sign)]
        if letters:
            prototypes[key] = sorted(letters)
    lines = [f"{hexed(key)} {' '.join(map(hexed, letters))}\n" for key, letters in sorted(prototypes.items())]
    place = Path(__file__).parents[1] / "bcm_formal" / "diagnostics" / "alike.txt"
    place.write_text(HEAD + "".join(lines), encoding="utf-8")


main()
