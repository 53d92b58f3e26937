"""Where the person of a failed scenario really is, and what they do not have of what was expected or is needed."""

from __future__ import annotations

from typing import assert_never

from bcm_formal.answers.misses import Misses
from bcm_formal.answers.offence import Offence
from bcm_formal.answers.phrases import rule_title, status_title, statuses_title
from bcm_formal.model.expressions import ClockTerm, Comparison, Condition
from bcm_formal.model.model import Event, Expect, ExpectPossible, Happen, Limit, Model, Wait
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from bcm_formal.trust.trace import replay
from bcm_formal.vetting.scenarios import ScenarioResult, started_by


def failure_of(model: Model, result: ScenarioResult) -> Offence | None:
    """What the last state of a failed scenario's life course is like; None where there is no such life course."""
    failure = result.failure
    if failure is None or failure.trace is None:
        return None
    begun = started_by(model, result.scenario)
    interpreter = Interpreter(begun)
    last = replay(interpreter, failure.trace)[-1]
    here, misses = f"The person is in {status_title(model, last.status)}", Misses(begun, interpreter)
    match failure.step:
        case Expect(condition):
            return Offence(f"{here}; this was expected and is not so:", misses.of(condition, last))
        case ExpectPossible(name, False):
            return Offence(f"{here} and has all that {rule_title(_rule(model, name))} asks.")
        case Happen(name) | ExpectPossible(name):
            rule = _rule(model, name)
            return _not_possible(model, rule, here, last, misses)
        case Wait() | None:
            return Offence(f"{here}.")
        case _:
            assert_never(failure.step)


def _rule(model: Model, name: str) -> Event | Limit:
    return model.event[name] if name in model.event else model.limit[name]


def _not_possible(model: Model, rule: Event | Limit, here: str, state: State, misses: Misses) -> Offence:
    title, places = rule_title(rule), rule.sources if isinstance(rule, Event) else rule.statuses
    if state.status not in places:
        word = "happens" if isinstance(rule, Event) else "runs out"
        return Offence(f"{here}, and {title} only {word} in {statuses_title(model, places)}.")
    missing = tuple(miss for condition in _asked(rule) for miss in misses.of(condition, state))
    if not missing:
        return Offence(f"{here} and has all that {title} asks, but what it sets is not possible then.")
    return Offence(f"{here} and lacks what {title} asks:", missing)


def _asked(rule: Event | Limit) -> tuple[Condition, ...]:
    if isinstance(rule, Event):
        return tuple(item.condition for item in rule.requirements)
    return rule.condition, Comparison(">=", ClockTerm(rule.clock), rule.bound)
