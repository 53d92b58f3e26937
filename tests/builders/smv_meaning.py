"""What a text of SMV says of its specifications, found by listing all states: an explicit model checker of its own.

It knows nothing of policies. The meaning is that of the NuSMV user manual: a state is a value for each variable, an
input is read along a step, a specification is true iff it is true of every initial state, paths never end.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import networkx as nx

from tests.builders.smv_text import Module, Tree, read_smv

MOST_STATES = 20_000

State = tuple[Any, ...]
Reader = Callable[[State, State, State], Any]
"""reads a state, the state after it, and the inputs of the step between them"""


class TooManyStatesError(Exception):
    """There are more states than were to be listed."""


def truths(text: str, most: int = MOST_STATES) -> dict[str, bool]:
    """Whether each specification of the text is true. Raises `TooManyStatesError` if there are more states."""
    module = flat(read_smv(text))
    graph = _Machine(module).graph(most)
    return {name: graph.initial <= graph.where(formula) for name, (_, formula) in module.specifications.items()}


def flat(modules: dict[str, Module]) -> Module:
    """The main module with what it is made of, under their full names."""
    main = modules["main"]
    parts = {name: kind[1] for name, kind in main.variables.items() if kind[0] == "instance"}
    found = Module("main", dict(main.inputs), {n: k for n, k in main.variables.items() if n not in parts})
    found.frozen = set(main.frozen)
    for prefix, module in (("", main), *((f"{name}.", modules[kind]) for name, kind in parts.items())):
        own = {*module.variables, *module.inputs, *module.definitions}

        def full(tree: Any, prefix: str = prefix, own: set[str] = own) -> Any:
            if isinstance(tree, tuple):
                if tree[0] == "name":
                    return ("name", prefix + tree[1] if tree[1] in own else tree[1])
                return tuple(full(part, prefix, own) for part in tree)
            return tree

        if prefix:
            found.inputs |= {prefix + name: kind for name, kind in module.inputs.items()}
            found.variables |= {prefix + name: kind for name, kind in module.variables.items()}
            found.frozen |= {prefix + name for name in module.frozen}
        found.definitions |= {prefix + name: full(tree) for name, tree in module.definitions.items()}
        found.begins |= {prefix + name: full(tree) for name, tree in module.begins.items()}
        found.follows |= {prefix + name: full(tree) for name, tree in module.follows.items()}
        found.initial += map(full, module.initial)
        found.constraints += map(full, module.constraints)
        found.specifications |= {n: (kind, full(tree)) for n, (kind, tree) in module.specifications.items()}
    return found


def _values(kind: Tree) -> list[Any]:
    match kind:
        case ("boolean",):
            return [False, True]
        case ("range", low, high):
            return list(range(low, high + 1))
        case ("set", *items):
            return [_constant(item) for item in items]
    raise AssertionError(kind)


def _constant(item: Tree) -> Any:
    return item[1]  # a number or truth, or a symbol, which stands for itself


class _Machine:
    def __init__(self, module: Module) -> None:
        self.module = module
        self.names = [*module.variables]
        self.domains = [_values(kind) for kind in module.variables.values()]
        self.place = {name: index for index, name in enumerate(self.names)}
        self.input = {name: index for index, name in enumerate(module.inputs)}
        self.known: dict[str, Reader] = {}
        self.begins = {name: self.reader(tree) for name, tree in module.begins.items()}
        self.follows = {name: self.reader(tree) for name, tree in module.follows.items()}
        self.constraints = [self.reader(tree) for tree in module.constraints]
        self.initial = [self.reader(tree) for tree in module.initial]
        assert not any(map(_reads_next, module.constraints))
        dependent = [name for name in self.follows if _reads_next(module.follows[name])]
        self.order = [name for name in self.names if name not in dependent] + dependent
        assert not any(
            read in dependent for name in dependent for read in _next_names(module.follows[name], module.definitions)
        )

    # --- expressions ---

    def reader(self, tree: Tree) -> Reader:
        match tree:
            case ("constant", value):
                return lambda *_: value
            case ("name", name):
                return self._name(name)
            case ("next_", part):
                inner = self.reader(part)
                return lambda _, after, inputs: inner(after, after, inputs)
            case ("range", low, high):
                return lambda *_: frozenset(range(low, high + 1))
            case ("set", *items):
                found = frozenset(_constant(item) for item in items)
                return lambda *_: found
            case ("case", *branches):
                pairs = [(self.reader(when), self.reader(then)) for _, when, then in branches]
                return lambda *state: next(then(*state) for when, then in pairs if when(*state) is True)
            case ("compare", left, sign, right):
                one, other, compare = self.reader(left), self.reader(right), _COMPARE[sign]
                return lambda *state: compare(one(*state), other(*state))
            case ("among", part, values):
                inner, members = self.reader(part), self.reader(values)
                return lambda *state: inner(*state) in members(*state)
            case (operator, *operands):
                parts = [self.reader(part) for part in operands]
                apply = _APPLY[operator]
                return lambda *state: apply(part(*state) for part in parts)
        raise AssertionError(tree)

    def _name(self, name: str) -> Reader:
        if name in self.place:
            index = self.place[name]
            return lambda state, *_: state[index]
        if name in self.input:
            index = self.input[name]
            return lambda _, __, inputs: inputs[index]
        if name in self.module.definitions:
            if name not in self.known:
                self.known[name] = self.reader(self.module.definitions[name])
            return self.known[name]
        return lambda *_: name

    # --- states ---

    def graph(self, most: int) -> Graph:
        numbers: dict[State, int] = {}
        begun = list(self._starts())
        for state in begun:
            numbers.setdefault(state, len(numbers))
        after: list[frozenset[int]] = []
        for state in _growing(numbers):
            following = {numbers.setdefault(later, len(numbers)) for later in self._steps(state)}
            assert following, "every state has a next one"
            after.append(frozenset(following))
            if len(numbers) > most:
                raise TooManyStatesError
        return Graph(self, list(numbers), after, frozenset(numbers[state] for state in begun))

    def _starts(self) -> Iterator[State]:
        choices = [
            self._choices(self.begins[name]((), (), ()), domain) if name in self.begins else domain
            for name, domain in zip(self.names, self.domains, strict=True)
        ]
        for state in itertools.product(*choices):
            if all(test(state, (), ()) for test in self.initial):
                yield state

    def _choices(self, value: Any, domain: list[Any]) -> list[Any]:
        values = sorted(value) if isinstance(value, frozenset) else [value]
        assert all(item in domain and type(item) is type(domain[0]) for item in values), (value, domain)
        return values

    def _steps(self, state: State) -> Iterator[State]:
        for inputs in itertools.product(*(_values(kind) for kind in self.module.inputs.values())):
            if all(test(state, (), inputs) for test in self.constraints):
                yield from self._following(state, inputs)

    def _following(self, state: State, inputs: State) -> Iterator[State]:
        """Every state after this one, its variables chosen in an order in which each has what it reads."""
        possible: list[State] = [(None,) * len(state)]
        for name in self.order:
            index = self.place[name]
            possible = [
                (*partial[:index], value, *partial[index + 1 :])
                for partial in possible
                for value in self._next_values(name, state, partial, inputs)
            ]
        yield from possible

    def _next_values(self, name: str, state: State, partial: State, inputs: State) -> list[Any]:
        domain = self.domains[self.place[name]]
        if name in self.module.frozen:
            return [state[self.place[name]]]
        if name not in self.follows:
            return domain
        return self._choices(self.follows[name](state, partial, inputs), domain)


def _growing(numbers: dict[State, int]) -> Iterator[State]:
    """The keys in order of arrival, those that come meanwhile included."""
    done = 0
    while done < len(numbers):
        for state in list(itertools.islice(numbers, done, None)):
            done += 1
            yield state


def _reads_next(tree: Any) -> bool:
    return isinstance(tree, tuple) and (tree[0] == "next_" or any(map(_reads_next, tree)))


def _next_names(tree: Any, definitions: dict[str, Tree], within: bool = False) -> Iterator[str]:
    """The variables that are read after the step."""
    if not isinstance(tree, tuple):
        return
    if tree[0] == "name" and within:
        yield tree[1]
        yield from _next_names(definitions.get(tree[1]), definitions, True)
    for part in tree[1:]:
        yield from _next_names(part, definitions, within or tree[0] == "next_")


def _times(numbers: Iterable[int]) -> int:
    result = 1
    for number in numbers:
        result *= number
    return result


def _implies(parts: Iterable[bool]) -> bool:
    premise, conclusion = parts
    return not premise or conclusion


_APPLY: dict[str, Callable[[Iterable[Any]], Any]] = {
    "not_": lambda parts: not next(iter(parts)),
    "and": all,
    "or": any,
    "implies": _implies,
    "plus": sum,
    "times": _times,
}
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<=": lambda a, b: a <= b,
    "<": lambda a, b: a < b,
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
}
_TEMPORAL = frozenset({"modal", "until"})


@dataclass(frozen=True)
class Graph:
    """The reachable states, by number, and those that may follow each."""

    machine: _Machine
    states: list[State]
    after: list[frozenset[int]]
    initial: frozenset[int]

    def where(self, formula: Tree) -> frozenset[int]:
        """The states of which the formula is true."""
        everything = frozenset(range(len(self.states)))
        match formula:
            case ("implies", ("modal", "G", ("modal", "F", p)), ("modal", "G", ("implies", q, ("modal", "F", r)))):
                return everything - self._unanswered(self.where(p), self.where(q), self.where(r))
            case ("not_", inner):
                return everything - self.where(inner)
            case ("and", *parts):
                return everything.intersection(*map(self.where, parts))
            case ("or", *parts):
                return frozenset().union(*map(self.where, parts))
            case ("implies", premise, conclusion):
                return (everything - self.where(premise)) | self.where(conclusion)
            case ("modal", "EX", inner):
                return self._before(self.where(inner))
            case ("modal", "AX", inner):
                return everything - self._before(everything - self.where(inner))
            case ("modal", "EF", inner):
                return self._until(everything, self.where(inner))
            case ("modal", "AG", inner):
                return everything - self._until(everything, everything - self.where(inner))
            case ("modal", "EG", inner):
                return self._always(self.where(inner))
            case ("modal", "AF", inner):
                return everything - self._always(everything - self.where(inner))
            case ("until", "E", left, right):
                return self._until(self.where(left), self.where(right))
            case ("until", "A", left, right):
                never = everything - self.where(right)
                return everything - self._until(never, never - self.where(left)) - self._always(never)
        test = self.machine.reader(formula)
        return frozenset(number for number in everything if test(self.states[number], (), ()))

    def _before(self, members: frozenset[int]) -> frozenset[int]:
        return frozenset(number for number, later in enumerate(self.after) if later & members)

    def _until(self, left: frozenset[int], right: frozenset[int]) -> frozenset[int]:
        found = right
        while (grown := found | (left & self._before(found))) != found:
            found = grown
        return found

    def _always(self, members: frozenset[int]) -> frozenset[int]:
        while (smaller := members & self._before(members)) != members:
            members = smaller
        return members

    def _unanswered(self, often: frozenset[int], asked: frozenset[int], answer: frozenset[int]) -> frozenset[int]:
        """The states with a path that is `often` again and again, `asked` once, and after that never `answer`."""
        away = frozenset(range(len(self.states))) - answer
        within = nx.DiGraph((a, b) for a in away for b in self.after[a] & away)
        rounds = [part for part in nx.strongly_connected_components(within) if part & often]
        lasting = [part for part in rounds if len(part) > 1 or any(within.has_edge(n, n) for n in part)]
        stays = self._until(away, frozenset().union(*lasting))
        return self._until(frozenset(range(len(self.states))), stays & asked)
