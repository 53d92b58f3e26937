"""The letters of names: identifiers of Unicode (UAX 31) in every script, in their composed form (NFC).

A name must be its own compatibility form (NFKC), so that full-width letters, ligatures and the like are not read as
other names than people read them as; nothing in it is invisible, and its digits are of one kind.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from bcm_formal.records import dataclass

MAX_MARKS = 4
"""so many marks may stand on one letter"""

_WRITTEN_SO = re.compile("[\u0e33\u0eb3]")
"""vowels of Thai and Lao which have a compatibility form that nobody writes"""
_OUTSIDE = frozenset("\u00b7\u0387\u19da\u200c\u200d\u30fb\uff65") | frozenset(map(chr, range(0x1369, 0x1372)))
"""signs and joiners of which versions of Unicode do not agree whether an identifier goes on with them: none does"""
_INVISIBLE = re.compile("[\u115f\u1160\u17b4\u17b5\u3164\uffa0\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_MIXED = (
    frozenset({"LATIN", "HAN", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "HAN", "BOPOMOFO"}),
    frozenset({"LATIN", "HAN", "HANGUL"}),
)
"""scripts that are written together in Japanese, Chinese and Korean"""
_SCRIPTS = {"CJK": "HAN", "IDEOGRAPHIC": "HAN", "KATAKANA-HIRAGANA": "", "COMBINING": "", "MODIFIER": ""}
"""what the first word of a letter's Unicode name says where that is not the script; empty: it belongs to several"""


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a text cannot be a name, and what to do; `instead` is what a program may write in its place."""

    message: str
    remedy: str
    instead: str | None = None


def end_of_name(text: str, start: int, end: int) -> int:
    """Where the name ends that begins at `start`: before the first character that cannot go on with one."""
    place = start
    while place < end and f"_{text[place]}".isidentifier() and text[place] not in _OUTSIDE:
        place += 1
    return place


def composed(name: str) -> str:
    """The name in composed form, which is what it is compared by."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def unfit(name: str) -> Unfit | None:
    """What is wrong with a name in composed form; None if nothing is."""
    if name.isascii():
        return None
    hidden = _INVISIBLE.search(name)
    if hidden is not None:
        what = f"`{name}` holds a character that is not seen (U+{ord(hidden.group()):04X})"
        return Unfit(what, "remove it", _INVISIBLE.sub("", name))
    plain = "".join(_compatible(part) for part in _WRITTEN_SO.split(name))
    if plain != _WRITTEN_SO.sub("", name):
        fits = plain.isidentifier()
        remedy = f"write `{plain}`" if fits else "write it in ordinary letters"
        return Unfit(f"`{name}` is written with letters that stand for others", remedy, plain if fits else None)
    if not name.isidentifier():
        return Unfit(f"`{name}` cannot be a name", "begin names with a letter, and use letters, digits and `_`")
    if len({ord(sign) - unicodedata.decimal(sign) for sign in name if sign.isdecimal()}) > 1:
        return Unfit(f"`{name}` has digits of several scripts", "use one kind of digits in a name")
    run = 0
    for sign in name:
        run = run + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if run > MAX_MARKS:
            return Unfit(f"`{name}` has more than {MAX_MARKS} marks on one letter", "write it without them")
    return None


def _compatible(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def is_name(name: str) -> bool:
    """True iff something may be called so; it is in composed form."""
    return name.isidentifier() and _OUTSIDE.isdisjoint(name) and unfit(name) is None


def mixed(name: str) -> str | None:
    """The scripts that meet in a part of the name between two `_`, in words, where they are not written together."""
    if name.isascii():
        return None
    for part in name.split("_"):
        scripts = tuple(dict.fromkeys(filter(None, map(script_of, part))))
        if len(scripts) > 1 and not any(together.issuperset(scripts) for together in _MIXED):
            first, second = next(pair for pair in pairwise(scripts))
            return f"{first.capitalize()} and {second.capitalize()}"
    return None


def script_of(sign: str) -> str:
    """The script of a letter in capitals (`LATIN`, `HAN`); empty for digits, `_` and what belongs to several."""
    if not sign.isalpha():
        return ""
    if sign.isascii():
        return "LATIN"
    word = unicodedata.name(sign, "UNKNOWN").split(" ")[0]
    return _SCRIPTS.get(word, word)
