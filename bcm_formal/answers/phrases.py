"""How single things are said to people: times, values, actors, rules and sources, in the model's own titles."""

from __future__ import annotations

from collections.abc import Iterable

from bcm_formal.model.model import PERSON, TIME_IN_STATUS, TODAY, Citation, Event, Limit, Model, Origin
from bcm_formal.model.to_text import value_text
from bcm_formal.model.types import Date, Value
from bcm_formal.model.units import Calendar
from bcm_formal.system.state import State


def span_of_time(model: Model, steps: int, unit: str | None = None) -> str:
    """How long something takes, in the units of the text: `3 years 2 months`, `45 days`, `1 year`.

    `unit` is that of the durations it stands beside; it is used where it fits. Without it the same words are used for
    the same length, whatever number of the text it happens to be.
    """
    calendar = Calendar(model.unit, model.calendar)
    words = calendar.in_unit(steps, unit) if unit else None
    return words or calendar.span(steps, set(model.durations.values()))


def written_time(model: Model, steps: int, unit: str | None = None) -> str:
    """A duration that is compared with those of the text, in the unit that it has there: `36 months`, `3 years`.

    `unit` is that of the very number it is compared with, where that is known; it is used where it fits.
    """
    calendar = Calendar(model.unit, model.calendar)
    words = calendar.in_unit(steps, unit) if unit else None
    return words or calendar.told(steps, model.durations)


def is_over(model: Model, steps: int, unit: str | None = None) -> str:
    """`1 month is over`, `2 years are over`; of a time that the text gives, in this unit."""
    words = written_time(model, steps, unit)
    return f"{words} {'is' if is_single(words) else 'are'} over"


def is_single(words: str) -> bool:
    """True iff an amount of time in words takes the singular: `1 month`."""
    return words.startswith("1 ") and words.count(" ") == 1


def counted(count: int, word: str, plural: str | None = None) -> str:
    """`1 month`, `3 months`."""
    return f"{count} {word if count == 1 else plural or word + 's'}"


def moment(model: Model, elapsed: int) -> str:
    """When something happens, counted from the start of the life course."""
    if elapsed == 0:
        return "at the start"
    return f"after {span_of_time(model, elapsed)}"


def date_of(model: Model, state: State) -> str | None:
    """The calendar date of a state, where the model has dates."""
    if model.today_start is None or TODAY not in model.clock:
        return None
    index = next(i for i, clock in enumerate(model.clocks) if clock.name == TODAY)
    return value_text(model, Date(), state.clocks[index])


def status_title(model: Model, name: str) -> str:
    """The status in the model's words."""
    return model.status[name].title or name


def statuses_title(model: Model, names: Iterable[str]) -> str:
    """Several statuses in few words: whole layers by their titles, and no more than a handful of names."""
    left = list(dict.fromkeys(names))
    words: list[str] = []
    for layer in model.layers:
        members = [status.name for status in model.statuses if status.layer == layer.name]
        if len(members) > 1 and set(members) <= set(left):
            words.append(layer.title or layer.name)
            left = [name for name in left if name not in members]
    words += [status_title(model, name) for name in left]
    if len(words) > 5:
        words = [*words[:4], f"{len(words) - 4} others"]
    return listed(words, "or")


def actor_title(model: Model, name: str) -> str:
    """The actor in the model's words; built-in actors by their names."""
    return next((actor.title or actor.name for actor in model.actors if actor.name == name), name)


def rule_title(rule: Event | Limit) -> str:
    """The rule's title with its name behind it where the two differ, so that it can be found in the file."""
    if not rule.title or rule.title.replace(" ", "_").casefold() == rule.name.casefold():
        return rule.title or rule.name
    return f"{rule.title} ({rule.name})"


def who_acts(model: Model, rule: Event | Limit) -> str:
    """`by the authority`, `own choice`, `the limit runs out`."""
    if isinstance(rule, Limit):
        return "the limit runs out"
    return "by the person" if rule.actor == PERSON else f"by {actor_title(model, rule.actor)}"


def attribute_text(model: Model, name: str, value: Value) -> str:
    """The value of an attribute in words."""
    return value_text(model, model.attribute[name].kind, value)


def clock_title(model: Model, name: str) -> str:
    """`time in status` for the built-in clock; the clock's title, or name, otherwise."""
    if name == TIME_IN_STATUS:
        return "time in status"
    clock = model.clock.get(name)
    return name if clock is None else clock.title or name


def reading_text(model: Model, clock: str, steps: int) -> str:
    """What a clock shows, in words; `today` as a date."""
    if clock == TODAY:
        return value_text(model, Date(), steps)
    return written_time(model, steps)


def citation_text(model: Model, citation: Citation) -> str:
    """The source's title and pinpoint."""
    title = next((source.title for source in model.sources if source.name == citation.source), citation.source)
    return f"{title}, {citation.pinpoint}" if citation.pinpoint else title


def sources_text(model: Model, origin: Origin) -> tuple[str, ...]:
    """Every citation of an origin in words, and that it may be wrong, if so."""
    cited = tuple(citation_text(model, citation) for citation in origin.citations)
    doubt = {"low": "of low confidence", "assumed": "assumed"}.get(origin.confidence or "")
    if doubt is None:
        return cited
    return (*cited[:-1], f"{cited[-1] if cited else 'none'} ({doubt})")


def listed(words: Iterable[str], joint: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; where a comma stands in one of them, `a, b; and c`."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    if any("," in item for item in items):
        return f"{'; '.join(items[:-1])}; {joint} {items[-1]}"
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"
