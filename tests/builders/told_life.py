"""One life as a list of deeds, lived in a model step by step by the interpreter, and told month by month."""

from __future__ import annotations

from bcm_formal.answers.story import story_of
from bcm_formal.model.from_words import condition_from_text
from bcm_formal.model.model import Model
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Expire, Step, Take
from bcm_formal.trust.trace import Trace


def told_by_month(model: Model, begins: str, deeds: tuple[tuple[int, str], ...]) -> dict[int, str]:
    """What happens in which step of time of the life of whoever begins so, deeds being (when, what); the rule must be
    possible then, and a limit may be among them."""
    interpreter = Interpreter(model)
    condition = condition_from_text(model, begins)
    start = sorted(item for item in interpreter.start_states() if interpreter.holds(condition, item))[0]
    state, steps, now = start, list[Step](), 0
    for when, what in deeds:
        if when > now:
            later = interpreter.pass_time(state, when - now)
            assert later is not None, f"time does not pass up to {when}"
            state, now = later, when
            steps.append(Delay(when - steps_before(steps)))
        step, state = next((step, after) for step, after in interpreter.changes(state) if name_of(step) == what)
        steps.append(step)
    moments = story_of(model, Trace(start, tuple(steps))).moments[1:]
    told: dict[int, list[str]] = {}
    for moment in moments:
        place = next((f" → {change.after}" for change in moment.changes if change.name == "status"), "")
        told.setdefault(moment.elapsed, []).append(f"{moment.what}{place}")
    return {when: "; ".join(words) for when, words in told.items()}


def steps_before(steps: list[Step]) -> int:
    """How much time has passed."""
    return sum(step.steps for step in steps if isinstance(step, Delay))


def name_of(step: Step) -> str:
    """The rule that acts."""
    match step:
        case Take():
            return step.event
        case Expire():
            return step.limit
        case Delay():
            return ""
