"""Units of time: durations and dates to whole steps, and back to words.

Years, quarters and months convert exactly into each other, and so do weeks and days. Between the two families only a
`calendar` line converts; it is an assumption and is printed with every verdict.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Set
from enum import Enum
from typing import assert_never

from bcm_formal.records import dataclass


class TimeUnit(Enum):
    YEARS = "years"
    QUARTERS = "quarters"
    MONTHS = "months"
    WEEKS = "weeks"
    DAYS = "days"


_MONTHS: Mapping[str, int] = {"year": 12, "quarter": 3, "month": 1}
_DAYS: Mapping[str, int] = {"week": 7, "day": 1}
UNIT_WORDS = (*_MONTHS, *_DAYS)
_EPOCH = datetime.date(1970, 1, 1)
_EPOCH_MONDAY = datetime.date(1969, 12, 29)


@dataclass(frozen=True, slots=True)
class NotWhole:
    """A duration that is not a whole number of steps."""


@dataclass(frozen=True, slots=True)
class NoCalendar:
    """A unit that needs a `calendar` line saying how many days `unit` is."""

    unit: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The step of time and what a year or month is taken to be in days."""

    unit: TimeUnit
    days: tuple[tuple[str, int], ...] = ()

    @property
    def step_word(self) -> str:
        """The step in the singular."""
        return self.unit.value[:-1]

    @property
    def counts_days(self) -> bool:
        """True iff steps are weeks or days."""
        return self.step_word in _DAYS

    def steps(self, amount: int, word: str) -> int | NotWhole | NoCalendar:
        """How many steps `amount` of a unit (singular word) is."""
        if not self.counts_days:
            if word in _DAYS:
                return NotWhole()
            return _whole(amount * _MONTHS[word], _MONTHS[self.step_word])
        days = _DAYS.get(word) or self._taken_to_be(word)
        if days is None:
            return NoCalendar(word if word == "year" else "month")
        return _whole(amount * days, _DAYS[self.step_word])

    def _taken_to_be(self, word: str) -> int | None:
        given = dict(self.days)
        if word in given:
            return given[word]
        return _MONTHS[word] * given["month"] if "month" in given else None

    def step_of(self, day: datetime.date) -> int:
        """The step a day lies in, counted from the step of 1970-01-01."""
        match self.unit:
            case TimeUnit.DAYS:
                return (day - _EPOCH).days
            case TimeUnit.WEEKS:
                return (day - _EPOCH_MONDAY).days // 7
            case TimeUnit.MONTHS | TimeUnit.QUARTERS | TimeUnit.YEARS:
                months = (day.year - _EPOCH.year) * 12 + day.month - 1
                return months // _MONTHS[self.step_word]
            case _:
                assert_never(self.unit)

    def first_day(self, step: int) -> datetime.date:
        """The first day of a step counted from the step of 1970-01-01.

        Raises `OverflowError` or `ValueError` outside the years 1 to 9999.
        """
        match self.unit:
            case TimeUnit.DAYS:
                return _EPOCH + datetime.timedelta(days=step)
            case TimeUnit.WEEKS:
                return _EPOCH_MONDAY + datetime.timedelta(weeks=step)
            case TimeUnit.MONTHS | TimeUnit.QUARTERS | TimeUnit.YEARS:
                year, month = divmod(step * _MONTHS[self.step_word], 12)
                return datetime.date(_EPOCH.year + year, month + 1, 1)
            case _:
                assert_never(self.unit)

    def duration_text(self, steps: int, unit: str | None = None) -> str:
        """A number of steps in words, in the unit given if that is whole, else in the largest that is: `18 months`,
        `2 years`, `-3 months`."""
        if unit is not None and (words := self.in_unit(steps, unit)):
            return words
        if steps:
            for word in _larger_units(self.step_word):
                one = self.steps(1, word)
                if isinstance(one, int) and steps % one == 0:
                    return _amount(steps // one, word)
        return _amount(steps, self.step_word)

    def told(self, steps: int, written: Mapping[int, str]) -> str:
        """A number of steps for people, as a text writes it. `written`: the unit of each duration in it.

        A number that is not in the text is told as a span.
        """
        if abs(steps) in written:
            return self.duration_text(steps, written[abs(steps)])
        return self.span(steps, set(written.values()))

    def span(self, steps: int, units: Set[str]) -> str:
        """How long something takes, for people who know a text that counts in these units.

        Days become months or years only where the text itself counts in them.
        """
        year, month = self.steps(1, "year"), self.steps(1, "month")
        years_fit = isinstance(year, int) and 1 < year <= abs(steps)
        if isinstance(year, int) and years_fit and ("year" in units or not (self.counts_days or units)):
            whole, rest = divmod(abs(steps), year)
            words = _amount(-whole if steps < 0 else whole, "year")
            return f"{words} {_amount(rest, self.step_word)}" if rest else words
        small = units & set(_DAYS)
        if self.counts_days and "month" in units and not small and isinstance(month, int) and steps % month == 0:
            return _amount(steps // month, "month")
        return _amount(steps, self.step_word)

    def in_unit(self, steps: int, unit: str) -> str | None:
        """A number of steps in words, in a unit; None if that is not a whole number of them."""
        one = self.steps(1, unit)
        if isinstance(one, int):
            return _amount(steps // one, unit) if steps % one == 0 else None
        family = _DAYS if self.counts_days else _MONTHS
        if unit not in family:
            return None
        amount, rest = divmod(steps * family[self.step_word], family[unit])
        return None if rest else _amount(amount, unit)


def _larger_units(step_word: str) -> Iterable[str]:
    if step_word in _DAYS:
        return ("year", "month")
    return () if step_word == "year" else ("year",)


def _whole(amount: int, step: int) -> int | NotWhole:
    return NotWhole() if amount % step else amount // step


def _amount(count: int, word: str) -> str:
    return f"{count} {word}" if abs(count) == 1 else f"{count} {word}s"
