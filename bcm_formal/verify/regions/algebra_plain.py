"""Decision diagrams in plain Python, for where no package of them can be had or used.

R. E. Bryant, "Graph-Based Algorithms for Boolean Function Manipulation", 1986; if-then-else and the tables that make
equal sets the same node: K. S. Brace, R. L. Rudell, R. E. Bryant, "Efficient Implementation of a BDD Package", 1990.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import cast

from bcm_formal.verify.engine import BudgetExceededError
from bcm_formal.verify.regions.algebra import Algebra, Assignment, Diagram, FullError

MOST_NODES = 1 << 24
_LAST = 1 << 60
"""the level of the constants, below all bits"""


class Node:
    """The assignments of `high` where the bit of the level is set, those of `low` where it is not."""

    __slots__ = ("algebra", "high", "level", "low")

    def __init__(self, algebra: PlainAlgebra, level: int, low: Node | None, high: Node | None) -> None:
        self.algebra, self.level = algebra, level
        self.low: Node = low or self
        self.high: Node = high or self

    def __and__(self, other: Node) -> Node:
        return self.algebra.chosen(self, other, self.algebra.nothing)

    def __or__(self, other: Node) -> Node:
        return self.algebra.chosen(self, self.algebra.everything, other)

    def __invert__(self) -> Node:
        return self.algebra.chosen(self, self.algebra.nothing, self.algebra.everything)


class PlainAlgebra(Algebra):
    """The sets over some bits."""

    def __init__(self, most_nodes: int = MOST_NODES) -> None:
        self._most_nodes = most_nodes
        self.nothing, self.everything = Node(self, _LAST, None, None), Node(self, _LAST, None, None)
        self._names: list[str] = []
        self._levels: dict[str, int] = {}
        self._nodes: dict[tuple[int, Node, Node], Node] = {}
        self._chosen: dict[tuple[Node, Node, Node], Node] = {}
        self._composed: dict[tuple[tuple[str, object], ...], dict[Node, Node]] = {}

    @property
    def true(self) -> Diagram:
        return cast("Diagram", self.everything)

    @property
    def false(self) -> Diagram:
        return cast("Diagram", self.nothing)

    @property
    def bits(self) -> Collection[str]:
        return self._names

    def declare(self, *bits: str) -> None:
        for bit in bits:
            self._levels[bit] = len(self._names)
            self._names.append(bit)

    def bit(self, bit: str) -> Diagram:
        return cast("Diagram", self._node(self._levels[bit], self.nothing, self.everything))

    def cube(self, values: Mapping[str, bool]) -> Diagram:
        result = self.everything
        for bit in sorted(values, key=self._levels.__getitem__, reverse=True):
            level = self._levels[bit]
            sides = (self.nothing, result) if values[bit] else (result, self.nothing)
            result = self._node(level, *sides)
        return cast("Diagram", result)

    def restrict(self, diagram: Diagram, values: Mapping[str, bool]) -> Diagram:
        return self.compose(diagram, {bit: self.true if value else self.false for bit, value in values.items()})

    def compose(self, diagram: Diagram, images: Mapping[str, Diagram]) -> Diagram:
        if not images:
            return diagram
        known = self._composed.setdefault(tuple(images.items()), {})
        by_level = {self._levels[bit]: cast("Node", image) for bit, image in images.items()}
        try:
            return cast("Diagram", self._compose(cast("Node", diagram), by_level, max(by_level), known))
        except RecursionError:
            raise _too_deep() from None

    def assignment(self, values: Mapping[str, bool]) -> Assignment:
        return {self._levels[bit]: value for bit, value in values.items()}

    def has(self, diagram: Diagram, values: Assignment) -> bool:
        node = cast("Node", diagram)
        while node.level != _LAST:
            node = node.high if values[node.level] else node.low
        return node is self.everything

    def exists(self, diagram: Diagram, bits: Iterable[str]) -> Diagram:
        for bit in bits:
            diagram = self.restrict(diagram, {bit: False}) | self.restrict(diagram, {bit: True})
        return diagram

    def support(self, diagram: Diagram) -> frozenset[str]:
        seen: set[Node] = {self.nothing, self.everything}
        waiting = [cast("Node", diagram)]
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting += (node.low, node.high)
        return frozenset(self._names[node.level] for node in seen if node.level != _LAST)

    def is_larger(self, diagram: Diagram, most: int) -> bool:
        constants: set[Node] = {self.nothing, self.everything}
        seen: set[Node] = set()
        waiting = [cast("Node", diagram)]
        while waiting and len(seen) <= most:
            node = waiting.pop()
            if node not in seen and node not in constants:
                seen.add(node)
                waiting += (node.low, node.high)
        return len(seen) > most

    def top(self, diagram: Diagram) -> str:
        return self._names[cast("Node", diagram).level]

    # --- nodes ---

    def _node(self, level: int, low: Node, high: Node) -> Node:
        if low is high:
            return low
        key = (level, low, high)
        node = self._nodes.get(key)
        if node is None:
            if len(self._nodes) >= self._most_nodes:
                raise FullError
            node = self._nodes[key] = Node(self, level, low, high)
        return node

    def chosen(self, test: Node, then: Node, otherwise: Node) -> Node:
        """The assignments of `then` that are in `test`, with those of `otherwise` that are not."""
        try:
            return self._choose(test, then, otherwise)
        except RecursionError:
            raise _too_deep() from None

    def _choose(self, test: Node, then: Node, otherwise: Node) -> Node:
        if test is self.everything or then is otherwise:
            return then
        if test is self.nothing:
            return otherwise
        if then is self.everything and otherwise is self.nothing:
            return test
        key = (test, then, otherwise)
        result = self._chosen.get(key)
        if result is None:
            level = min(test.level, then.level, otherwise.level)
            test_low, test_high = (test.low, test.high) if test.level == level else (test, test)
            then_low, then_high = (then.low, then.high) if then.level == level else (then, then)
            other_low, other_high = (
                (otherwise.low, otherwise.high) if otherwise.level == level else (otherwise, otherwise)
            )
            low = self._choose(test_low, then_low, other_low)
            result = self._chosen[key] = self._node(level, low, self._choose(test_high, then_high, other_high))
        return result

    def _compose(self, node: Node, images: Mapping[int, Node], last: int, known: dict[Node, Node]) -> Node:
        if node.level > last:
            return node
        result = known.get(node)
        if result is None:
            low = self._compose(node.low, images, last, known)
            high = self._compose(node.high, images, last, known)
            image = images.get(node.level) or self._node(node.level, self.nothing, self.everything)
            result = known[node] = self._choose(image, high, low)
        return result


def _too_deep() -> BudgetExceededError:
    return BudgetExceededError("the attributes have more bits than decision diagrams in plain Python can be deep")
