"""What people write who know other languages or other forms, and what they mean by it.

Each function looks for one mistake and says what to write instead, in words that the reader of this language accepts.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from bcm_formal.diagnostics import Diagnostic, Edit, Fix, Source, Span
from bcm_formal.language.reading.smaller_units import UNITS, duration_words
from bcm_formal.language.reading.words import Word, is_measure

_SHORT = {
    **dict.fromkeys(("y", "yr", "yrs"), "year"),
    **dict.fromkeys(("q", "qtr", "qtrs"), "quarter"),
    **dict.fromkeys(("m", "mo", "mos", "mon", "mth", "mths"), "month"),
    **dict.fromkeys(("w", "wk", "wks"), "week"),
    **dict.fromkeys(("d", "dy", "dys"), "day"),
}
_CURRENCIES = ("AUD", "CAD", "CHF", "CNY", "DKK", "EUR", "GBP", "INR", "JPY", "KRW", "NOK", "SEK", "USD")
_UNITS_OF_NUMBERS = {
    **{code.lower(): code for code in _CURRENCIES},
    **dict.fromkeys(("percents", "percentage", "pct", "per"), "percent"),
    "yen": "JPY",
    **dict.fromkeys(("euro", "euros"), "EUR"),
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?"
)
_ORDINALS = frozenset({"st", "nd", "rd", "th"})


def mistaken(words: Sequence[Word], index: int, keywords: frozenset[str], source: Source) -> Diagnostic | None:
    """The diagnostic for a well-known mistake at the word where reading stopped, if it is one."""
    return (
        _short_unit(words, index, source)
        or _unit_of_a_number(words, index, source)
        or _unit_in_the_wrong_place(words, index, source)
        or _negative_duration(words, index, source)
        or _written_date(words, index, source)
        or _grouped_digits(words, index, source)
        or _wrong_joint(words, index, keywords, source)
    )


def _replaced(code: str, message: str, span: Span, text: str, remedy: str | None = None) -> Diagnostic:
    fix = Fix(f"replace by `{text}`", (Edit(span, text),))
    return Diagnostic(code, message, span, remedy or f"write `{text}`", fix=fix)


def _short_unit(words: Sequence[Word], index: int, source: Source) -> Diagnostic | None:
    """`5y`, `18 mo`."""
    if not 0 < index < len(words) or words[index - 1].kind != "NUMBER" or words[index].text.lower() not in _SHORT:
        return None
    number, word = words[index - 1], words[index]
    text = duration_words(int(number.text), _SHORT[word.text.lower()])
    span = Span(source, number.start, word.end)
    return _replaced("BCM126", f"`{word.text}` is not a unit of time", span, text)


def _unit_of_a_number(words: Sequence[Word], index: int, source: Source) -> Diagnostic | None:
    """`3000000 jpy`, `50 per cent`."""
    if not 0 < index < len(words) or words[index - 1].kind != "NUMBER":
        return None
    word, text = words[index], words[index].text.lower()
    meant = _UNITS_OF_NUMBERS.get(text)
    followed = index + 1 < len(words) and words[index + 1].text == "cent"
    if meant is None or meant == word.text or (text == "per" and not followed):
        return None
    span = Span(source, word.start, words[index + 1].end if text == "per" else word.end)
    message = f"`{span.text}` is not a unit: it is `percent`, or the three capital letters of a currency"
    return _replaced("BCM126", message, span, meant)


def _unit_in_the_wrong_place(words: Sequence[Word], index: int, source: Source) -> Diagnostic | None:
    """`JPY 3000000`, and `0 percent to 100 percent` where the unit of a range stands at its end."""
    if not 0 < index < len(words):
        return None
    before, word = words[index - 1 : index + 1]
    if is_measure(before.text) and word.kind == "NUMBER":
        span = Span(source, before.start, word.end)
        return _replaced("BCM126", "a unit stands after its number", span, f"{word.text} {before.text}")
    if not is_measure(word.text) or index + 2 >= len(words) or words[index + 1].text != "to":
        return None
    last = words[index + 3] if index + 3 < len(words) and is_measure(words[index + 3].text) else words[index + 2]
    span = Span(source, before.start, last.end)
    text = f"{before.text} to {words[index + 2].text} {word.text}"
    return _replaced("BCM126", "the unit of a range stands once, at its end", span, text)


def _negative_duration(words: Sequence[Word], index: int, source: Source) -> Diagnostic | None:
    """`= -5 years`, where only a number may have a sign."""
    if not 1 < index < len(words) or words[index].text.removesuffix("s") not in UNITS:
        return None
    sign, number, unit = words[index - 2 : index + 1]
    if sign.text != "-" or number.kind != "NUMBER":
        return None
    span = Span(source, sign.start, unit.end)
    message = f"`{span.text}` is less than no time: a duration is never negative"
    return _replaced("BCM124", message, span, f"{number.text} {unit.text}")


def _written_date(words: Sequence[Word], index: int, source: Source) -> Diagnostic | None:
    """`1 April 2026`, `April 1, 2026`, `1st of April 2026`."""
    for first in range(max(0, index - 2), min(index + 1, len(words))):
        for last in range(first + 2, min(first + 5, len(words))):
            day = _day_of(words[first : last + 1])
            if day is not None:
                span = Span(source, words[first].start, words[last].end)
                return _replaced("BCM122", f"`{span.text}` is not written as a date", span, day.isoformat())
    return None


def _day_of(words: Sequence[Word]) -> datetime.date | None:
    """The day that exactly these words name, with the month as a word."""
    numbers: list[int] = []
    months: list[int] = []
    for word in words:
        text = word.text.lower()
        if word.kind == "NUMBER":
            numbers.append(int(text))
        elif word.kind == "NAME" and _MONTH.fullmatch(text):
            months.append(_MONTHS.index(text[:3]) + 1)
        elif text not in (",", "of", *_ORDINALS):
            return None
    if len(numbers) != 2 or len(months) != 1 or words[-1].kind == "SYMBOL" or words[0].kind == "SYMBOL":
        return None
    year, day = (numbers[1], numbers[0]) if numbers[1] > 31 else (numbers[0], numbers[1])
    try:
        return datetime.date(year, months[0], day) if year >= 1000 else None
    except ValueError:
        return None


def _grouped_digits(words: Sequence[Word], index: int, source: Source) -> Diagnostic | None:
    """`1,000`."""
    if not 0 < index < len(words) - 1 or words[index].text != ",":
        return None
    before, comma, after = words[index - 1 : index + 2]
    if before.kind != "NUMBER" or after.kind != "NUMBER" or before.end != comma.start or comma.end != after.start:
        return None
    span = Span(source, before.start, after.end)
    if len(after.text) == 3:
        return _replaced("BCM124", f"`{span.text}` is not a whole number", span, before.text + after.text)
    return Diagnostic("BCM124", f"`{span.text}` is not a whole number", span, "use a smaller unit or step")


def _wrong_joint(words: Sequence[Word], index: int, keywords: frozenset[str], source: Source) -> Diagnostic | None:
    """`in a and employed` for `in a with employed`; `reach a or b` for `reach a, b`."""
    if not 0 < index < len(words) - 1 or "with" not in keywords or words[index - 1].kind != "NAME":
        return None
    word, before, after = words[index], words[index - 1], words[index + 1]
    span = Span(source, word.start, word.end)
    if word.text == "and":
        message = f"`{before.text}` is a status or a layer, and a condition follows it after `with`"
        remedy = f"write `with` instead of `and`: `{before.text} with …`; between statuses write `,`"
        return _replaced("BCM114", message, span, "with", remedy)
    if word.text == "or" and after.kind == "NAME":
        name = after.text if after.text != "in" or index + 2 >= len(words) else words[index + 2].text
        message = "statuses stand in a list, which is read as one or the other"
        wide = Span(source, before.end, word.end)
        fix = Fix("replace by `,`", (Edit(wide, ","),))
        return Diagnostic("BCM114", message, span, f"write `{before.text}, {name}`", fix=fix)
    return None
