"""Grammar-aware changes of texts: by lines, by words, by characters."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

from bcm_formal.language.vocabulary import CLAUSE_FORMS, FORMS

TESTS = Path(__file__).resolve().parents[1]
LONGEST = 6_000
"""characters of a seed: larger models take long, and show nothing new"""

_WORD = re.compile(r"\"[^\"\n]*\"|\w+|[^\w\s]|[ \t]+|\n")
WORDS = tuple(sorted({word for form in (*FORMS.values(), *CLAUSE_FORMS.values()) for word in re.findall(r"\w+", form)}))
SENTENCES = (
    "every person can reach {place}",
    "every person in {place} can reach {place} within 3 years",
    "every person in {place} must reach {place}",
    "some person in {place} can reach {place}",
    "no dead ends",
    "no person in {place}",
    "{place} only after in {place}",
    "ctl AG EF in {place}",
    "ctl E[in {place} U in {place}]",
    "every person entering {place} has in {place}",
    "every person can reach {place} despite 2 adverse events",
    "every person can reach {place} even by adverse events",
    "no person in {place} can reach {place} within 2 years",
    "every person leaving {place} by law has in {place}",
    "every person entering {place} from {place} has in {place}",
    "every person in {place} has time_in_status at most 10 years",
    "ctl A[in {place} W AX in {place}]",
)
NUMBERS = ("0", "1", "2", "12", "999999999999999", "9999999999999999", "-1", "0.5", "1e9", "٣", "５", "0x10")
PIECES = (
    *NUMBERS,
    "any",
    "yes",
    "none",
    "next",
    "previous",
    "if",
    "then",
    "else",
    "implies",
    "not not",
    "((((",
    "))))",
    "[",
    "]",
    "-" * 30,
    "not " * 250,
    "(" * 250,
    "+ 1 " * 250,
    "and yes " * 400,
    "is",
    "is not one of",
    "at least",
    "more than",
    "*",
    "5 years",
    "3 weeks",
    "2026-02-30",
    "2027-04-01",
    "0 months",
    "->",
    "=",
    "==",
    ":",
    ",",
    '"',
    '""',
    "#",
    "\\",
    "\t",
    "\r",
    "\x1b[2K",
    "\u202e",
    "\u200b",
    "永住",
    "e\u0301",
    "\ufeff",
    "time_in_status",
    "today",
    "person",
    "law",
    "observed_time",
    "x" * 101,
    "::error::x",
    "```",
    "in in",
    "with",
    "within",
    "despite",
    "by",
    "law_limit",
    "adverse",
)

Change = Callable[[str, Random], str]


def seeds() -> tuple[str, ...]:
    """The models that the tests have, short ones, in a fixed order."""
    found = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(TESTS.rglob("*.bcm"))]
    return tuple(text for text in found if len(text) <= LONGEST)


def without_lines(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    begin = random.randrange(len(lines) + 1)
    return "".join(lines[:begin] + lines[begin + random.randint(1, 3) :])


def with_lines_twice(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    begin, to = random.randrange(len(lines) + 1), random.randrange(len(lines) + 1)
    return "".join(lines[:to] + lines[begin : begin + random.randint(1, 4)] + lines[to:])


def with_lines_moved(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    if lines:
        lines.insert(random.randrange(len(lines)), lines.pop(random.randrange(len(lines))))
    return "".join(lines)


def indented_otherwise(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    if lines:
        number = random.randrange(len(lines))
        lines[number] = random.choice(("", " ", "  ", "    ", "\t")) + lines[number].lstrip(" ")
    return "".join(lines)


def with_another_word(text: str, random: Random) -> str:
    words = _WORD.findall(text)
    places = [number for number, word in enumerate(words) if not word.isspace()]
    if places:
        own = [word for word in words if word.strip()]
        words[random.choice(places)] = random.choice((random.choice(WORDS), random.choice(PIECES), random.choice(own)))
    return "".join(words)


def with_a_word_more(text: str, random: Random) -> str:
    words = _WORD.findall(text)
    own = [word for word in words if word.strip()] or ["x"]
    more = random.choice((random.choice(WORDS), random.choice(PIECES), random.choice(own)))
    words.insert(random.randrange(len(words) + 1), f" {more} ")
    return "".join(words)


def without_a_word(text: str, random: Random) -> str:
    words = _WORD.findall(text)
    if words:
        del words[random.randrange(len(words))]
    return "".join(words)


def with_another_number(text: str, random: Random) -> str:
    numbers = list(re.finditer(r"\b\d+\b", text))
    if not numbers:
        return text
    found = random.choice(numbers)
    return text[: found.start()] + random.choice(NUMBERS) + text[found.end() :]


def with_another_character(text: str, random: Random) -> str:
    place = random.randrange(len(text) + 1)
    return text[:place] + random.choice(PIECES)[:1] + text[place + random.randint(0, 1) :]


def cut_off(text: str, random: Random) -> str:
    return text[: random.randrange(len(text) + 1)]


def with_a_property(text: str, random: Random) -> str:
    places = re.findall(r"^(?:status|layer) (\w+)", text, re.MULTILINE) or ["a"]
    sentence = re.sub(r"\{place\}", lambda _: random.choice(places), random.choice(SENTENCES))
    return f"{text.rstrip()}\nproperty fuzzed{random.randrange(9)}: {sentence}\n"


CHANGES: tuple[Change, ...] = (
    without_lines,
    with_lines_twice,
    with_lines_moved,
    indented_otherwise,
    with_another_word,
    with_another_word,
    with_a_word_more,
    without_a_word,
    with_another_number,
    with_another_character,
    cut_off,
    with_a_property,
    with_a_property,
)


def changed(text: str, random: Random, most: int = 4) -> str:
    """The text after a few changes."""
    for _ in range(random.randint(1, most)):
        text = random.choice(CHANGES)(text, random)
    return text


def spliced(texts: tuple[str, ...], random: Random) -> str:
    """Some declarations of one text among those of another."""
    first, second = random.choice(texts), random.choice(texts)
    blocks = re.split(r"^(?=\w)", second, flags=re.MULTILINE)
    return first + "".join(random.sample(blocks, min(len(blocks), 3)))
