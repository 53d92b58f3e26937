"""What there is to tell about a failed scenario: the life course that shows it, where the person of it really is, and
what they do not have of what was expected or is needed."""

from __future__ import annotations

from typing import assert_never

from bcm_formal.answers.misses import Misses
from bcm_formal.answers.phrases import rule_title, status_title, statuses_title
from bcm_formal.answers.story import Story, story_of
from bcm_formal.answers.violation import Violation
from bcm_formal.model.expressions import ClockTerm, Comparison, Condition
from bcm_formal.model.model import Event, Expect, ExpectPossible, Happen, Limit, Model, Wait
from bcm_formal.records import dataclass
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from bcm_formal.trust.trace import replay
from bcm_formal.vetting.results import Failure, ScenarioResult
from bcm_formal.vetting.scenarios import started_by


@dataclass(frozen=True, slots=True)
class ToldFailure:
    """The life course of a failed scenario, and what its last state is like."""

    story: Story
    violation: Violation


def failure_of(model: Model, result: ScenarioResult) -> ToldFailure | None:
    """What there is to tell; None where the scenario did not fail, or nobody was there at all."""
    failure = result.failure
    if failure is None or failure.trace is None:
        return None
    begun = started_by(model, result.scenario)
    last = replay(Interpreter(begun), failure.trace)[-1]
    return ToldFailure(story_of(begun, failure.trace), _violation(model, begun, failure, last))


def _violation(model: Model, begun: Model, failure: Failure, last: State) -> Violation:
    here, misses = f"The person is in {status_title(model, last.status)}", Misses(begun, Interpreter(begun))
    match failure.step:
        case Expect(condition):
            return Violation(f"{here}; this was expected and is not so:", misses.of(condition, last))
        case ExpectPossible(name, False):
            return Violation(f"{here} and has all that {rule_title(_rule(model, name))} asks.")
        case Happen(name) | ExpectPossible(name):
            rule = _rule(model, name)
            return _not_possible(model, rule, here, last, misses)
        case Wait() | None:
            return Violation(f"{here}.")
        case _:
            assert_never(failure.step)


def _rule(model: Model, name: str) -> Event | Limit:
    return model.event[name] if name in model.event else model.limit[name]


def _not_possible(model: Model, rule: Event | Limit, here: str, state: State, misses: Misses) -> Violation:
    title, places = rule_title(rule), rule.sources if isinstance(rule, Event) else rule.statuses
    if state.status not in places:
        word = "happens" if isinstance(rule, Event) else "runs out"
        return Violation(f"{here}, and {title} only {word} in {statuses_title(model, places)}.")
    missing = tuple(miss for condition in _asked(rule) for miss in misses.of(condition, state))
    if not missing:
        return Violation(f"{here} and has all that {title} asks, but what it sets is not possible then.")
    return Violation(f"{here} and lacks what {title} asks:", missing)


def _asked(rule: Event | Limit) -> tuple[Condition, ...]:
    if isinstance(rule, Event):
        return tuple(item.condition for item in rule.requirements)
    return rule.condition, Comparison(">=", ClockTerm(rule.clock), rule.bound), rule.when
