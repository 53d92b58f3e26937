"""What scenarios and least times come to, as values: who tells of them needs nothing of what finds them."""

from __future__ import annotations

from bcm_formal.model.model import Scenario, ScenarioStep
from bcm_formal.model.sentences import Sentence
from bcm_formal.model.types import Value
from bcm_formal.records import dataclass
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.trace import Trace
from bcm_formal.trust.verdict import Shown


@dataclass(frozen=True, slots=True)
class Failure:
    """The line that fails, why, and one life course that shows it (None: no person was there at all)."""

    step: ScenarioStep | None
    reason: str
    trace: Trace | None


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """`persons` is the number of different start states that were followed; readings of a clock that nothing in the
    model and the scenario can tell apart count once."""

    scenario: Scenario
    persons: int
    failure: Failure | None
    undecided: str | None = None
    """why it neither passed nor failed"""

    @property
    def passed(self) -> bool:
        return self.failure is None and self.undecided is None


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence, and what shows whether it holds."""

    sentence: Sentence
    shown: Shown


@dataclass(frozen=True, slots=True)
class Extreme:
    """A number of steps of time, and the life course that attains it: the time begins where the observer acts."""

    steps: int
    course: Trace


@dataclass(frozen=True, slots=True)
class StatusTimes:
    """Of the people in a status whom the property speaks of: the soonest and the slowest on their quickest paths.

    Neither: nobody of them is ever met, or has a path. `never`: somebody has none, so that there is no slowest.
    """

    status: str
    least: Extreme | None
    slowest: Extreme | None
    never: Trace | None
    shown: tuple[ShownSentence, ...]
    unknown: str | None = None
    """why some of it could not be shown; it is then left out"""


@dataclass(frozen=True)
class ClassTimes:
    """The times of those who enter a status, or begin there, with one value of an attribute that never changes (None:
    of all of them), each counted from that moment. `system` carries the mark of that and the observer."""

    attribute: str | None
    value: Value | None
    system: TransitionSystem
    times: tuple[StatusTimes, ...]


@dataclass(frozen=True)
class HowSoon:
    """The times of each status in which the property speaks of somebody. `system` carries the observer."""

    system: TransitionSystem
    times: tuple[StatusTimes, ...]
    classes: tuple[ClassTimes, ...] = ()
    """from entering each status, of everybody and of each class that differs; empty where that was not asked"""
    unknown: str | None = None
    """why classes, or some of them, are missing"""


@dataclass(frozen=True, slots=True)
class ValueRange:
    """With every value of a parameter from `low` to `high` a property holds, or with every one it does not."""

    low: int
    high: int
    holds: bool
    """also where the property speaks of nobody"""


@dataclass(frozen=True, slots=True)
class Dependence:
    """How the verdict on a property depends on a parameter, the others being as written."""

    parameter: str
    property_name: str
    """whose verdict it is"""
    low: int = 0
    high: int = 0
    value: int = 0
    """what is written"""
    ranges: tuple[ValueRange, ...] = ()
    """what was shown, in order of the values; one of them is about what is written. Of other values nothing is said"""
    unknown: str | None = None
    """why nothing was shown"""

    @property
    def is_everywhere(self) -> bool:
        """True iff the verdict was shown to be the same with every value."""
        return len(self.ranges) == 1 and (self.ranges[0].low, self.ranges[0].high) == (self.low, self.high)


@dataclass(frozen=True, slots=True)
class Dependences:
    """How the verdicts on some properties depend on one parameter."""

    items: tuple[Dependence, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """Whether the verdict on a property needs a rule that may be wrong."""

    rule: str
    doubt: str
    """`low` or `assumed`"""
    property_name: str
    outcome: Outcome | None = None
    """the verdict without the rule, as it was checked: if it is the same, the rule is not needed"""
    is_needed: bool | None = None
    """None: that was not decided"""
    unknown: str | None = None
    """why not"""


@dataclass(frozen=True, slots=True)
class Needs:
    """What is needed by the verdicts on some properties."""

    items: tuple[Need, ...]
