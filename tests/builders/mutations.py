"""Changes to evidence, one at a time: what an error in an engine, or somebody with a pencil, might do to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from bcm_formal.model.expressions import FALSE, TRUE, Comparison, Condition, Number, negation, total
from bcm_formal.model.model import Model
from bcm_formal.model.types import Duration
from bcm_formal.system.state import Delay, Expire, Part, Repeat, State, Step, Take
from bcm_formal.trust.certificate import Act, Certificate, Region, StateSet, WaitFor, Way
from bcm_formal.trust.trace import Trace

Mutant = tuple[str, Certificate]


def mutants(certificate: Certificate, model: Model) -> Iterator[Mutant]:
    """The certificate with one thing changed, with what that was."""
    for item in fields(certificate):
        for what, part in _parts(getattr(certificate, item.name), model):
            yield f"{item.name}: {what}", replace(certificate, **{item.name: part})  # type: ignore[arg-type]


def _parts(part: object, model: Model) -> Iterator[tuple[str, object]]:
    match part:
        case StateSet():
            yield from _sets(part, model)
        case Trace():
            yield from _traces(part, model)
        case bool() | None:
            return
        case int():
            yield from ((f"number {number}", number) for number in (part + 1, part - 1, -1, 10**9))
        case tuple() if all(isinstance(item, Region) for item in part) and part:
            yield from _regions(part, model)
        case tuple():
            yield from _several(part, model)


def _several(parts: tuple[object, ...], model: Model) -> Iterator[tuple[str, object]]:
    for index, part in enumerate(parts):
        yield f"without number {index}", parts[:index] + parts[index + 1 :]
        for what, other in _parts(part, model):
            yield f"{index}: {what}", (*parts[:index], other, *parts[index + 1 :])
    if len(parts) > 1:
        yield "the other way round", parts[::-1]
        yield "the first for all", (parts[0],) * len(parts)
    yield "none", ()


# --- sets of states ---


def _sets(states: StateSet, model: Model) -> Iterator[tuple[str, StateSet]]:
    conditions = dict(states.conditions)
    for status in conditions:
        yield f"nobody in {status}", _set({**conditions, status: FALSE})
        yield f"everybody in {status}", _set({**conditions, status: TRUE})
        for what, other in _conditions(conditions[status]):
            yield f"{status}: {what}", _set({**conditions, status: other})
    for status in model.status:
        if status not in conditions:
            yield f"{status} as well", _set({**conditions, status: TRUE})
    yield "an unknown status", StateSet((*states.conditions, ("nowhere", TRUE)))
    yield "empty", StateSet(())
    yield "everything", _set(dict.fromkeys(model.status, TRUE))


def _set(conditions: dict[str, Condition]) -> StateSet:
    return StateSet(tuple(conditions.items()))


def _conditions(condition: Condition) -> Iterator[tuple[str, Condition]]:
    yield "the opposite", negation(condition)
    for what, other in _nodes(condition):
        if isinstance(other, Condition):
            yield what, other


def _nodes(node: Any) -> Iterator[tuple[str, Any]]:
    """The expression with one number or one sign of a comparison changed, or one part of several left out."""
    match node:
        case Number(value, kind):
            yield f"{value + 1} for {value}", Number(value + 1, kind)
            yield f"{value - 1} for {value}", Number(value - 1, kind)
            return
        case Comparison(operator, left, right):
            other = {"<=": ">=", ">=": "<=", "=": "!=", "!=": "=", "<": ">", ">": "<"}[operator]
            yield f"{other} for {operator}", Comparison(other, left, right)  # type: ignore[arg-type]
    if isinstance(node, type) or not is_dataclass(node):
        return
    for item in fields(node):
        inner = getattr(node, item.name)
        if isinstance(inner, tuple) and inner and is_dataclass(inner[0]):
            for index, part in enumerate(inner):
                yield f"a part less ({index})", _with(node, item.name, inner[:index] + inner[index + 1 :])
                for what, other in _nodes(part):
                    yield what, _with(node, item.name, (*inner[:index], other, *inner[index + 1 :]))
        elif is_dataclass(inner) and item.name != "kind":
            for what, other in _nodes(inner):
                yield what, _with(node, item.name, other)


def _with(node: Any, name: str, value: object) -> Any:
    return replace(node, **{name: value})


# --- regions ---


def _regions(regions: tuple[Region, ...], model: Model) -> Iterator[tuple[str, tuple[Region, ...]]]:
    def put(index: int, region: Region) -> tuple[Region, ...]:
        return (*regions[:index], region, *regions[index + 1 :])

    for index, region in enumerate(regions):
        yield f"region {index} dropped", regions[:index] + regions[index + 1 :]
        yield f"region {index} empty", put(index, replace(region, condition=FALSE))
        yield f"region {index} for all", put(index, replace(region, condition=TRUE))
        yield f"region {index} of rank 0", put(index, replace(region, rank=0))
        yield f"region {index} without ways", put(index, replace(region, ways=()))
        yield f"region {index} nowhere", put(index, replace(region, status="nowhere"))
        for status in model.status:
            if status != region.status:
                yield f"region {index} in {status}", put(index, replace(region, status=status))
        for what, condition in _conditions(region.condition):
            yield f"region {index}: {what}", put(index, replace(region, condition=condition))
        for number, way in enumerate(region.ways):
            for what, other in _ways(way, index, len(regions), model):
                ways = (*region.ways[:number], other, *region.ways[number + 1 :])
                yield f"region {index}: {what}", put(index, replace(region, ways=ways))
    for index in range(len(regions) - 1):
        first, second = regions[index], regions[index + 1]
        swapped = replace(first, rank=second.rank), replace(second, rank=first.rank)
        yield f"ranks {index} and {index + 1} swapped", (*regions[:index], *swapped, *regions[index + 2 :])
        yield f"regions {index} and {index + 1} swapped", (*regions[:index], second, first, *regions[index + 2 :])
    yield "all of one rank", tuple(replace(region, rank=1) for region in regions)
    yield "ranks upside down", tuple(replace(region, rank=-region.rank) for region in regions)
    yield "no regions", ()


def _ways(way: Way, index: int, count: int, model: Model) -> Iterator[tuple[str, Way]]:
    yield "straight to the goal", replace(way, into=())
    yield "into itself", replace(way, into=(*way.into, index))
    yield "into none there is", replace(way, into=(count,))
    yield "into number -1", replace(way, into=(-1,))
    yield "into all", replace(way, into=tuple(range(count)))
    for rule in (*model.event, *model.limit, "nothing"):
        if way.move != Act(rule):
            yield f"{rule} instead", replace(way, move=Act(rule))
    for steps in (-1, 0, 1, 1000):
        yield f"a wait of {steps} instead", replace(way, move=WaitFor(Number(steps, Duration())))
    match way.move:
        case WaitFor(length):
            for more in (1, -1):
                yield f"{more} to the wait", replace(way, move=WaitFor(total((length, Number(more, Duration())))))
        case Act(rule, choices):
            yield "an unknown choice", replace(way, move=Act(rule, (*choices, ("nothing", TRUE))))
            for number in range(len(choices)):
                yield "a choice less", replace(way, move=Act(rule, choices[:number] + choices[number + 1 :]))
                for what, value in _nodes(choices[number][1]):
                    chosen = (*choices[:number], (choices[number][0], value), *choices[number + 1 :])
                    yield f"choice: {what}", replace(way, move=Act(rule, chosen))


# --- traces ---


def _traces(trace: Trace, model: Model) -> Iterator[tuple[str, Trace]]:
    steps, start = trace.steps, trace.start
    for index, step in enumerate(steps):
        yield f"step {index} dropped", replace(trace, steps=steps[:index] + steps[index + 1 :])
        yield f"cut before step {index}", replace(trace, steps=steps[:index])
        yield f"step {index} twice", replace(trace, steps=(*steps[: index + 1], *steps[index:]))
        for what, other in _steps(step, model):
            yield f"step {index}: {what}", replace(trace, steps=(*steps[:index], other, *steps[index + 1 :]))
        if index + 1 < len(steps):
            turned = (*steps[:index], steps[index + 1], step, *steps[index + 2 :])
            yield f"steps {index} and {index + 1} swapped", replace(trace, steps=turned)
    for status in (*model.status, "nowhere"):
        if status != start.status:
            yield f"start in {status}", replace(trace, start=start._replace(status=status))
    for what, state in _states(start):
        yield f"start with {what}", replace(trace, start=state)


def _steps(step: Part, model: Model) -> Iterator[tuple[str, Part]]:
    number: Callable[[int], Step] = Delay
    match step:
        case Repeat(steps, times):
            yield from ((f"{count} rounds", Repeat(steps, count)) for count in (times + 1, times - 1, 0, -1))
            for index, inner in enumerate(steps):
                yield f"no step {index} in each round", Repeat((*steps[:index], *steps[index + 1 :]), times)
                yield f"step {index} twice in each round", Repeat((*steps[: index + 1], *steps[index:]), times)
                for what, changed in _steps(inner, model):
                    assert not isinstance(changed, Repeat)
                    yield f"in each round {what}", Repeat((*steps[:index], changed, *steps[index + 1 :]), times)
        case Delay(count):
            yield from ((f"a wait of {other}", number(other)) for other in (count + 1, count - 1, 0, -count, 10**6))
        case Take(event, choices):
            for index, (name, value) in enumerate(choices):
                others = ((name, value + 1), (name, -1), ("nothing", value))
                for other in others:
                    yield f"choice {other}", Take(event, (*choices[:index], other, *choices[index + 1 :]))
            yield "no choices", Take(event, ())
        case Expire():
            pass
    yield from ((f"{rule} instead", Take(rule)) for rule in (*model.event, "nothing"))
    yield from ((f"{rule} instead", Expire(rule)) for rule in (*model.limit, "nothing"))


def _states(state: State) -> Iterator[tuple[str, State]]:
    for index, value in enumerate(state.attributes):
        other = not value if isinstance(value, bool) else value + 1
        yield f"attribute {index} changed", state._replace(attributes=_at(state.attributes, index, other))
    for index, reading in enumerate(state.clocks):
        yield f"clock {index} later", state._replace(clocks=_at(state.clocks, index, reading + 1))
        yield f"clock {index} negative", state._replace(clocks=_at(state.clocks, index, -1))
    yield "an attribute less", state._replace(attributes=state.attributes[:-1])
    yield "no clocks", state._replace(clocks=())


def _at(values: tuple[Any, ...], index: int, value: object) -> tuple[Any, ...]:
    return (*values[:index], value, *values[index + 1 :])
