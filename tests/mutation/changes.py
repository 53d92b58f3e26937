"""Small changes to Python source, each of which should make some test fail.

A change stands at one node of the syntax tree. What is not changed: words for people, annotations, patterns.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Edit = Callable[[ast.AST], ast.AST]
"""from a node of a fresh tree to what stands there instead"""


@dataclass(frozen=True)
class Change:
    """One change to a source text."""

    node: int
    """number of the node in the order of `_nodes`"""
    line: int
    last_line: int
    scope: str
    """dotted name of the functions and classes around it; empty: the module"""
    is_called: bool
    """whether it stands in the body of a function; what does not is run on import"""
    text: str
    """the source line, without indentation"""
    what: str
    edit: Edit

    def applied(self, source: str) -> ast.Module:
        """The tree of the changed source."""
        tree = ast.parse(source)
        target = next(node for number, (node, *_) in enumerate(_nodes(tree)) if number == self.node)
        _Replaced(target, self.edit(target)).visit(tree)
        return ast.fix_missing_locations(tree)


def changes_of(source: str) -> list[Change]:
    """All changes to a source text, in order of its lines."""
    lines = source.splitlines()
    found: list[Change] = []
    for number, (node, scope, is_called) in enumerate(_nodes(ast.parse(source))):
        place = _placed(node)
        line = getattr(place, "lineno", 0)
        last = _head_end(node) or getattr(place, "end_lineno", None) or line
        for what, edit in _edits(node):
            found.append(Change(number, line, last, scope, is_called, lines[line - 1].strip(), what, edit))
    return sorted(found, key=lambda change: (change.line, change.node))


class _Replaced(ast.NodeTransformer):
    def __init__(self, target: ast.AST, other: ast.AST) -> None:
        self._target, self._other = target, other

    def visit(self, node: ast.AST) -> ast.AST:
        return self._other if node is self._target else self.generic_visit(node)


def _placed(node: ast.AST) -> ast.AST:
    """The node, or a part of it that knows its line."""
    match node:
        case ast.match_case():
            return node.pattern
        case ast.comprehension():
            return node.iter
    return node


def _head_end(node: ast.AST) -> int | None:
    """The last line of what a compound statement says before its body."""
    body = getattr(node, "body", None)
    if not isinstance(node, ast.stmt) or not isinstance(body, list):
        return None
    first: ast.stmt = body[0]
    return max(node.lineno, first.lineno - 1)


def _nodes(tree: ast.Module) -> Iterator[tuple[ast.AST, str, bool]]:
    """Every node that may be changed, with the names of what it stands in and whether that is the body of a function;
    the same order each time."""
    stack: list[tuple[ast.AST, str, bool]] = [(tree, "", False)]
    while stack:
        node, scope, is_called = stack.pop()
        yield node, scope, is_called
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            scope = f"{scope}.{node.name}".lstrip(".")
        inner = isinstance(node, ast.FunctionDef)
        parts = [(part, scope, is_called or (inner and isinstance(part, ast.stmt))) for part in _parts(node)]
        stack.extend(reversed(parts))


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(node):
        if name in _NOT_CODE or (isinstance(node, ast.Raise | ast.pattern) or _is_for_people(node)):
            continue
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.AST):
                yield part


_NOT_CODE = {"annotation", "returns", "decorator_list", "bases", "pattern", "ctx"}


def _is_for_people(node: ast.AST) -> bool:
    """A docstring, an import, or a call that is never reached."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    if not isinstance(node, ast.Expr):
        return False
    return isinstance(node.value, ast.Constant) or "assert_never(" in ast.unparse(node)


# --- what can be changed ---

Found = Iterator[tuple[str, Edit]]

_OPPOSITES: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.GtE, ast.LtE),
    ast.LtE: (ast.Gt, ast.Lt),
    ast.Gt: (ast.LtE, ast.GtE),
    ast.GtE: (ast.Lt, ast.Gt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_SIGNS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_NAMES = {
    "all": "any",
    "any": "all",
    "min": "max",
    "max": "min",
    "both": "either",
    "either": "both",
    "conjunction": "disjunction",
    "disjunction": "conjunction",
}
_TO_ITS_ARGUMENT = ("opposite", "negation", "sorted", "reversed")
_CAN_BE_SHORTER = {
    "inductive": 1,
    "holds_in": 2,
    "condition": 2,
    "term": 2,
    "after": 3,
    "anywhere": 1,
    "inside": 1,
    "add": 3,
    "StepRelation": 2,
    "PathConstraints": 3,
    "Limits": 0,
}
"""how many arguments these need; all that follow may be left out"""


def _edits(node: ast.AST) -> Found:
    match node:
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BoolOp():
            yield from _connectives(node)
        case ast.UnaryOp(ast.Not()):
            yield "`not` dropped", lambda n: n.operand  # type: ignore[attr-defined]
        case ast.If() | ast.IfExp():
            yield from (_set("test", ast.Constant(truth), f"`if` always {truth}") for truth in (True, False))
        case ast.While():
            yield _set("test", ast.Constant(False), "`while` never")
        case ast.comprehension():
            yield from _comprehensions(node)
        case ast.For():
            yield _set("iter", ast.Tuple([], ast.Load()), "no round of the loop")
        case ast.match_case() if not _is_for_people(node.body[0]):
            yield _set("guard", ast.Constant(False), "case never taken")
            if node.guard is not None:
                yield _set("guard", None, "guard of the case dropped")
        case ast.BinOp():
            yield from _operations(node)
        case ast.Constant():
            yield from _constants(node.value)
        case ast.Call():
            yield from _calls(node)
        case ast.stmt():
            yield from _statements(node)


def _always(other: ast.AST) -> Edit:
    return lambda _: other


def _set(name: str, value: object, what: str) -> tuple[str, Edit]:
    def edit(node: ast.AST) -> ast.AST:
        setattr(node, name, value)
        return node

    return what, edit


def _item(name: str, index: int, value: ast.AST | None, what: str) -> tuple[str, Edit]:
    """One of several parts set to a value (None: left out)."""

    def edit(node: ast.AST) -> ast.AST:
        getattr(node, name)[index : index + 1] = [] if value is None else [value]
        return node

    return what, edit


def _comparisons(node: ast.Compare) -> Found:
    for index, sign in enumerate(node.ops):
        for other in _OPPOSITES[type(sign)]:
            yield _item("ops", index, other(), f"{other.__name__} for {type(sign).__name__}")


def _connectives(node: ast.BoolOp) -> Found:
    other = ast.Or if isinstance(node.op, ast.And) else ast.And
    yield _set("op", other(), f"`{other.__name__.lower()}` for `{type(node.op).__name__.lower()}`")
    for index, value in enumerate(node.values):
        left = node.values[:index] + node.values[index + 1 :]
        what = f"without `{ast.unparse(value)}`"
        if len(left) > 1:
            yield _set("values", left, what)
        else:
            yield what, _always(left[0])


def _comprehensions(node: ast.comprehension) -> Found:
    yield _set("iter", ast.Tuple([], ast.Load()), f"nothing of `{ast.unparse(node.iter)}`")
    for index, test in enumerate(node.ifs):
        yield _item("ifs", index, None, f"without `if {ast.unparse(test)}`")


def _operations(node: ast.BinOp) -> Found:
    other = _SIGNS.get(type(node.op))
    if other is not None:
        yield _set("op", other(), f"{other.__name__} for {type(node.op).__name__}")


def _calls(node: ast.Call) -> Found:
    if isinstance(node.func, ast.Name):
        name = node.func.id
        if name in _NAMES:
            yield _set("func", ast.Name(_NAMES[name], ast.Load()), f"`{_NAMES[name]}` for `{name}`")
        if name in _TO_ITS_ARGUMENT:
            yield f"`{name}` dropped", lambda n: n.args[0]  # type: ignore[attr-defined]
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    for index in range(_CAN_BE_SHORTER.get(called, len(node.args)), len(node.args)):
        yield _item("args", index, None, f"without the argument `{ast.unparse(node.args[index])}`")
    for index, part in enumerate(node.args):
        if isinstance(part, ast.Tuple | ast.List):
            yield from _members(f"args.{index}", part)


def _members(path: str, several: ast.Tuple | ast.List) -> Found:
    """Each member of a tuple or list left out that stands in a field (`value`) or in a list of them (`args.0`)."""
    field, _, place = path.partition(".")

    def without(index: int) -> Edit:
        def edit(node: ast.AST) -> ast.AST:
            part = getattr(node, field)
            del (part[int(place)] if place else part).elts[index]
            return node

        return edit

    for index, member in enumerate(several.elts):
        yield f"without the member `{ast.unparse(member)}`", without(index)


def _statements(node: ast.stmt) -> Found:
    match node:
        case ast.Raise():
            yield "nothing is raised", _nothing
        case ast.Expr() if not _is_for_people(node):
            yield "statement dropped", _nothing
        case ast.AugAssign() | ast.Continue() | ast.Break():
            yield "statement dropped", _nothing
        case ast.Assign([ast.Subscript() | ast.Attribute()]):
            yield "statement dropped", _nothing
        case ast.Delete():
            yield "statement dropped", _nothing
    value = getattr(node, "value", None)
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) and isinstance(value, ast.Tuple | ast.List):
        single = not isinstance(node, ast.Assign) or isinstance(node.targets[0], ast.Name)
        if single:
            yield from _members("value", value)


def _nothing(_: ast.AST) -> ast.AST:
    return ast.Pass()


# --- constants, and the text of formulas among them ---

_OPERATOR = re.compile(r"(?<=\()(>=|<=|<|>|=>|=|and|or|not|\+|\*|-)(?= )")
_DIGIT = re.compile(r"(?<= )[01](?=[ )])")
_OTHER_OPERATORS = {
    ">=": (">", "<"),
    "<=": ("<", ">"),
    "<": ("<=", ">="),
    ">": (">=", "<="),
    "=": ("distinct",),
    "=>": ("or", "="),
    "and": ("or",),
    "or": ("and",),
    "not": ("or",),
    "+": ("-",),
    "-": ("+",),
    "*": ("+",),
}
_OTHER_WORDS = {"true": "false", "false": "true", "0": "1", "1": "0"}


def _constants(value: object) -> Found:
    match value:
        case bool():
            yield f"{not value} for {value}", _constant(not value)
        case int():
            yield from ((f"{other} for {value}", _constant(other)) for other in (value + 1, value - 1))
        case str() if value in _OTHER_WORDS:
            other = _OTHER_WORDS[value]
            yield f"text {other} for {value}", _constant(other)
        case str() if _OPERATOR.search(value) or (_DIGIT.search(value) and value.endswith(")")):
            for found in _OPERATOR.finditer(value):
                for sign in _OTHER_OPERATORS[found.group()]:
                    yield f"text ({sign} for ({found.group()}", _constant(_spliced(value, found, sign))
            for found in _DIGIT.finditer(value):
                digit = _OTHER_WORDS[found.group()]
                yield f"text {digit} for {found.group()}", _constant(_spliced(value, found, digit))


def _spliced(value: str, found: re.Match[str], other: str) -> str:
    return value[: found.start()] + other + value[found.end() :]


def _constant(value: object) -> Edit:
    return lambda _: ast.Constant(value)  # type: ignore[arg-type]
