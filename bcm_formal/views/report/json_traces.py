"""Life courses as JSON."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bcm_formal.answers.windows import windows_by_name, without_ends
from bcm_formal.model.model import Model
from bcm_formal.model.to_json.expressions import Json
from bcm_formal.model.to_text import value_text
from bcm_formal.model.types import DurationChoice, Value
from bcm_formal.system.repeated import first_rounds
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Expire, Part, Repeat, State, Step, Take
from bcm_formal.trust.trace import Trace, replay

Object = dict[str, Json]


def trace_json(interpreter: Interpreter, trace: Trace) -> Object:
    """The life course: every step, and every state from the first to the last; of steps that are repeated the state
    after all rounds."""
    trace = replace(trace, steps=without_ends(interpreter.model, trace.steps))
    model, states = interpreter.model, replay(interpreter, trace)
    return {
        "start": _state(model, states[0]),
        "steps": [
            {**_taken(interpreter, part, before), "state": _state(model, after)}
            for part, before, after in zip(trace.steps, states, states[1:], strict=False)
        ],
    }


def _state(model: Model, state: State) -> Object:
    return {
        "status": state.status,
        "attributes": {
            item.name: value_json(model, item.name, value)
            for item, value in zip(model.attributes, state.attributes, strict=True)
            if item.name not in model.inner
        },
        "clocks": {
            clock.name: reading
            for clock, reading in zip(model.clocks, state.clocks, strict=True)
            if clock.name not in model.inner
        },
        **windows_by_name(model, state),
    }


def value_json(model: Model, name: str, value: Value) -> Json:
    """Booleans and numbers as such, choices and levels by their names, durations in steps."""
    kind = model.attribute[name].kind
    if isinstance(value, bool) or isinstance(kind, DurationChoice):
        return value
    words = value_text(model, kind, value)
    return value if words == str(value) else words


def _taken(interpreter: Interpreter, part: Part, before: State) -> Object:
    model = interpreter.model
    if not isinstance(part, Repeat):
        return _step(model, part)
    first = first_rounds(interpreter, [before], [part])
    steps: list[Json] = [{**_step(model, step), "state": _state(model, after)} for step, _, after in first]
    return {"kind": "repeat", "times": part.times, "steps": steps}


def _step(model: Model, step: Step) -> Object:
    match step:
        case Delay(steps):
            return {"kind": "delay", "steps": steps}
        case Expire(limit):
            return {"kind": "limit", "rule": limit}
        case Take(event, chosen):
            choices: Object = {name: value_json(model, name, value) for name, value in chosen}
            return {"kind": "event", "rule": event, "actor": model.event[event].actor, "choices": choices}
        case _:
            assert_never(step)
