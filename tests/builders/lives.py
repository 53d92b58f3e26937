"""Whether told lives can be lived: each is played by the interpreter, and every step of it is needed."""

from __future__ import annotations

from bcm_formal.answers.lives import Life
from bcm_formal.model.expressions import TRUE, Condition
from bcm_formal.model.model import Event, Model
from bcm_formal.model.sentences import CanReach
from bcm_formal.system.repeated import after as after_part
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Parts, State, Take, single_steps, time_of
from bcm_formal.trust.trace import replay


def is_lived(model: Model, life: Life, sentence: CanReach) -> None:
    """Fails unless the life is one of the model, from somebody the sentence speaks of to its target, by allowed actors
    and in time; without adverse events unless the sentence lets them help."""
    interpreter = Interpreter(model)
    states = replay(interpreter, life.trace)
    begin = states[life.begins]
    assert begin == life.now
    assert interpreter.holds(sentence.condition, begin)
    leads(model, life.now, life.onward, sentence)


def leads(model: Model, state: State, steps: Parts, sentence: CanReach) -> None:
    """Fails unless the steps lead from the state to the sentence's target as it allows."""
    assert is_way(model, state, steps, sentence.target)
    assert sentence.within is None or time_of(steps) <= sentence.within
    for step in single_steps(steps):
        if isinstance(step, Take):
            event = model.event[step.event]
            assert is_allowed(event, sentence)


def is_allowed(event: Event, sentence: CanReach) -> bool:
    """True iff the sentence counts the event's moves."""
    if event.adverse and not sentence.adverse:
        return False
    return sentence.actors is None or event.actor in (*sentence.actors, "law")


def is_way(model: Model, state: State, steps: Parts, target: Condition = TRUE) -> bool:
    """True iff the steps can be taken from the state and end where the target holds."""
    interpreter = Interpreter(model)
    for step in steps:
        after = after_part(interpreter, state, step)
        if after is None:
            return False
        state = after
    return interpreter.holds(target, state)


def needless(model: Model, life: Life, target: Condition) -> list[Parts]:
    """Ways to the target with one step less, or one wait shorter by one."""
    found: list[Parts] = []
    for index, step in enumerate(life.onward):
        before, after = life.onward[:index], life.onward[index + 1 :]
        shorter = [(*before, *after)]
        if isinstance(step, Delay) and step.steps > 1:
            shorter.append((*before, Delay(step.steps - 1), *after))
        found += [steps for steps in shorter if is_way(model, life.now, steps, target)]
    return found
