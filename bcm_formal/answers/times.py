"""How soon the goal is reached from each status, in words."""

from __future__ import annotations

from bcm_formal.answers.life import lived
from bcm_formal.answers.phrases import attribute_text, span_of_time, status_title
from bcm_formal.answers.story import Story, story_of
from bcm_formal.model.model import Model
from bcm_formal.records import dataclass
from bcm_formal.system.questions import without_observer
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.trace import Trace
from bcm_formal.vetting.results import ClassTimes, Extreme, HowSoon, StatusTimes


@dataclass(frozen=True, slots=True)
class Course:
    """A life course and what it shows."""

    says: str
    story: Story


@dataclass(frozen=True, slots=True)
class TimesTold:
    """One status: the soonest and the slowest of its people on their quickest paths, and the life courses."""

    status: str
    soonest: str
    slowest: str
    courses: tuple[Course, ...]
    unknown: str | None


def times_told(model: Model, found: HowSoon) -> tuple[TimesTold, ...]:
    """The times of every status. `model` is the one without the observer."""
    return tuple(_told(model, found.system, item) for item in found.times)


@dataclass(frozen=True, slots=True)
class ClassTold:
    """Those who enter a status, all of them or with one value of an attribute: the soonest and the slowest of them."""

    status: str
    who: str
    soonest: str
    slowest: str
    unknown: str | None


def classes_told(model: Model, found: HowSoon) -> tuple[ClassTold, ...]:
    """Status by status, everybody first; classes that nobody is in are left out."""
    rows = [
        (item.status, group, _told(model, group.system, item))
        for group in found.classes
        for item in group.times
        if item.least is not None or item.never is not None or item.unknown
    ]
    return tuple(
        ClassTold(told.status, who_of(model, group), told.soonest, told.slowest, told.unknown)
        for status in (item.name for item in model.statuses)
        for name, group, told in rows
        if name == status
    )


def who_of(model: Model, group: ClassTimes) -> str:
    """`everybody`, or `language N4`."""
    if group.attribute is None or group.value is None:
        return "everybody"
    return f"{group.attribute} {attribute_text(model, group.attribute, group.value)}"


def _told(model: Model, system: TransitionSystem, item: StatusTimes) -> TimesTold:
    title = status_title(model, item.status)
    courses: list[Course] = []
    for who, extreme in (("soonest", item.least), ("slowest", item.slowest)):
        if extreme is not None:
            takes = _takes(model, extreme)
            life = lived(system, extreme.course)
            if life is not None:
                story = story_of(model, life.trace, life.begins)
                courses.append(Course(f"the {who} from {title}: {takes}", story))
    never = never_of(system, item)
    if never is not None:
        courses.append(Course(f"somebody in {title} without any path", story_of(model, never)))
    soonest, slowest = _soonest(model, item), _slowest(model, item)
    return TimesTold(title, soonest, slowest, tuple(courses), item.unknown)


def never_of(system: TransitionSystem, item: StatusTimes) -> Trace | None:
    """The life of somebody without any path, as one of the policy; `system` carries the observer."""
    life = None if item.never is None else lived(without_observer(system), item.never)
    return None if life is None else life.trace


def _soonest(model: Model, item: StatusTimes) -> str:
    if item.least is not None:
        return _takes(model, item.least)
    if item.unknown:
        return "not shown"
    return "never" if item.never is not None else "nobody is there"


def _slowest(model: Model, item: StatusTimes) -> str:
    if item.slowest is not None:
        return _takes(model, item.slowest)
    if item.never is not None:
        return "never"
    return "not shown" if item.unknown else ""


def _takes(model: Model, extreme: Extreme) -> str:
    return span_of_time(model, extreme.steps) if extreme.steps else "at once"
