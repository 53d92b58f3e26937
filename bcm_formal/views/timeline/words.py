"""A timeline in words: what is written beside the marks, and what is read aloud instead of the picture."""

from __future__ import annotations

from collections.abc import Iterator

from bcm_formal.answers.phrases import clock_title, listed, moment, span_of_time
from bcm_formal.answers.timelines.timeline import Bar, Course, Mark, Timeline
from bcm_formal.answers.timelines.told import Lived, Sheet
from bcm_formal.model.model import Model


def what(mark: Mark) -> str:
    """`Renewal, 12 times`."""
    return f"{mark.moment.what}{mark.moment.again}"


def when(line: Timeline, mark: Mark) -> str:
    """`2027-04-01, after 3 years`."""
    date = f"{mark.moment.date}, " if mark.moment.date else ""
    return f"{date}{moment(line.model, mark.at)}"


def who(mark: Mark) -> str:
    """`by the authority, adverse`."""
    told = mark.moment
    return f"{told.by}, adverse" if told.adverse else told.by or ""


def changes(mark: Mark) -> str:
    """`→ Worker; language N5 → N4`."""
    return "; ".join(change.words for change in mark.moment.changes)


def how_long(model: Model, bar: Bar) -> str:
    return span_of_time(model, bar.until - bar.since)


def title_of(line: Timeline, course: Course) -> str:
    return course.title if course.is_window else clock_title(line.model, course.name)


def rule_name(model: Model, rule: str | None) -> str:
    """The rule that asks, by its title; with none it is what the picture is about."""
    if rule is None:
        return "what is asked"
    found = model.event.get(rule) or model.limit[rule]
    return found.title or found.name


def description(sheet: Sheet) -> str:
    """The picture in words, in the order of time."""
    return "\n".join(_lines(sheet))


def _lines(sheet: Sheet) -> Iterator[str]:
    if sheet.says:
        yield sheet.says
    yield f"{sheet.result}. {sheet.shows}."
    for lived in sheet.lives:
        yield from _life(lived)


def _life(lived: Lived) -> Iterator[str]:
    line = lived.line
    if lived.who:
        yield f"{lived.who[0].upper()}{lived.who[1:]}."
    if line.always:
        yield f"Throughout: {listed(f'{name} {value}' for name, value in line.always)}."
    yield f"At the start: {line.bars[0].title}."
    for mark in line.marks:
        told = f"{what(mark)} ({who(mark)})"
        after = f": {changes(mark)}" if changes(mark) else ""
        yield f"{when(line, mark)}: {told}{after}."
    for gap in line.gaps:
        yield f"From {moment(line.model, gap.since)} the same {gap.times:,} times more, which is not drawn."
    yield f"At the end, {moment(line.model, line.length)}: {line.bars[-1].title}."
    for course in line.courses:
        yield from _course(line, course)
    if line.forever is not None:
        yield for_ever(line)
    yield from lived.end


def for_ever(line: Timeline) -> str:
    """How the life goes on."""
    assert line.forever is not None, "it goes on"
    if line.forever.is_idle:
        return "From here on nothing needs to happen: this lasts for ever."
    return "The part that is marked is repeated for ever."


def _course(line: Timeline, course: Course) -> Iterator[str]:
    if course.stretches:
        yield f"{title_of(line, course)} ends at {span_of_time(line.model, course.stretches[-1].last)}."
