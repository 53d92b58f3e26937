"""How soon the goal is reached from each status, in words."""

from __future__ import annotations

from bcm_formal.answers.life import lived
from bcm_formal.answers.phrases import span_of_time, status_title
from bcm_formal.answers.story import Story, story_of
from bcm_formal.model.model import Model
from bcm_formal.records import dataclass
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.trace import Trace
from bcm_formal.vetting.results import Extreme, HowSoon, StatusTimes


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
    if item.never is not None:
        courses.append(Course(f"somebody in {title} without any path", story_of(model, item.never)))
    soonest, slowest = _soonest(model, item), _slowest(model, item)
    return TimesTold(title, soonest, slowest, tuple(courses), item.unknown)


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


def traces_of(item: StatusTimes) -> dict[str, Trace | None]:
    """The life courses of one status by what they show."""
    return {
        "least": None if item.least is None else item.least.course,
        "slowest": None if item.slowest is None else item.slowest.course,
        "never": item.never,
    }
