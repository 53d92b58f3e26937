"""Traces as a JSON report names them, played again by the interpreter."""

from __future__ import annotations

from typing import Any

from bcm_formal.model.model import Model
from bcm_formal.model.to_text import value_text
from bcm_formal.model.types import DurationChoice, Value, domain
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Expire, Part, Repeat, State, Step, Take
from bcm_formal.trust.trace import Trace, replay


def traces_in(document: Any) -> list[dict[str, Any]]:
    """Every trace in a JSON document."""
    if isinstance(document, list):
        return [trace for item in document for trace in traces_in(item)]
    if not isinstance(document, dict):
        return []
    here = [document] if document.keys() == {"start", "steps"} else []
    return [*here, *(trace for item in document.values() for trace in traces_in(item))]


def state_from(model: Model, written: dict[str, Any]) -> State:
    """The state that a JSON report names in full."""
    assert list(written["attributes"]) == [item.name for item in model.attributes]
    assert list(written["clocks"]) == [item.name for item in model.clocks]
    attributes = tuple(value_from(model, name, value) for name, value in written["attributes"].items())
    return State(written["status"], attributes, tuple(written["clocks"].values()))


def value_from(model: Model, name: str, written: Any) -> Value:
    kind = model.attribute[name].kind
    if not isinstance(written, str) or isinstance(kind, DurationChoice):
        return written  # type: ignore[no-any-return]
    return next(value for value in domain(kind) or () if value_text(model, kind, value) == written)


def part_from(model: Model, written: dict[str, Any]) -> Part:
    if written["kind"] == "repeat":
        return Repeat(tuple(step_from(model, step) for step in written["steps"]), written["times"])
    return step_from(model, written)


def step_from(model: Model, written: dict[str, Any]) -> Step:
    match written["kind"]:
        case "delay":
            return Delay(written["steps"])
        case "limit":
            return Expire(written["rule"])
        case _:
            choices = tuple((name, value_from(model, name, value)) for name, value in written["choices"].items())
            return Take(written["rule"], choices)


def is_lived(model: Model, written: dict[str, Any]) -> bool:
    """True iff the trace, read back, is a life course of the model with just these states."""
    steps = tuple(part_from(model, step) for step in written["steps"])
    states = replay(Interpreter(model), Trace(state_from(model, written["start"]), steps))
    return [state_from(model, step["state"]) for step in written["steps"]] == list(states[1:])
