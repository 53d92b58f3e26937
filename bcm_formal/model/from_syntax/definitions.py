"""Definitions and scores, in an order in which each comes after those it uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bcm_formal.diagnostics import Label
from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.expressions import Choose, Condition, Number, Term, conjunction, total
from bcm_formal.model.findings import Findings
from bcm_formal.model.from_syntax.expressions import Reader
from bcm_formal.model.from_syntax.origins import merged, origin_from_syntax, title_of
from bcm_formal.model.from_syntax.quantities import Quantity
from bcm_formal.model.from_syntax.scope import Entry, Scope, named_entry
from bcm_formal.model.from_syntax.windows import reading_of, window_from_syntax
from bcm_formal.model.model import Definition, Window
from bcm_formal.model.types import Integer

MAX_SIZE = 20_000
MAX_DEPTH = 100

Written = syntax.DefineDecl | syntax.ScoreDecl | syntax.WindowDecl


def definitions_from_syntax(
    written: Sequence[Written], reader: Reader
) -> tuple[tuple[Definition, ...], tuple[Window, ...]]:
    """All definitions, with the readings of windows, and the windows, in order of declaration; made known in the
    scope. Wrong ones are left out."""
    windows: dict[str, Window] = {}
    by_name = {item.name.text: item for item in written}
    for item in written:
        reader.scope.names[item.name.text] = Entry(_word(item), None, None, item.name.span)
    read: dict[str, Definition] = {}
    for item in _in_order_of_use(by_name, reader.findings):
        definition = _definition(item, reader, windows)
        if definition is not None:
            read[item.name.text] = definition
    definitions = tuple(read[name] for name in by_name if name in read)
    return definitions, tuple(windows[name] for name in by_name if name in windows)


def _definition(item: Written, reader: Reader, windows: dict[str, Window]) -> Definition | None:
    name, before = item.name.text, reader.size
    origin = origin_from_syntax(item.origin, reader.scope, reader.findings)
    for line in item.lines if isinstance(item, syntax.ScoreDecl) else ():
        origin = merged(origin, origin_from_syntax(line.origin, reader.scope, reader.findings))
    body: Condition | Term | None
    match item:
        case syntax.ScoreDecl():
            body = _score(item, reader)
        case syntax.WindowDecl():
            window = window_from_syntax(item, reader)
            body = None if window is None else reading_of(window)
            windows |= {} if window is None else {name: window}
        case syntax.DefineDecl():
            body = _body(item, reader)
    if body is None:
        return None
    size, depth = reader.size - before, _depth(item, reader.scope)
    if size > MAX_SIZE or depth > MAX_DEPTH:
        which = f"larger than {MAX_SIZE} names and numbers" if size > MAX_SIZE else f"nested deeper than {MAX_DEPTH}"
        message = f"with the definitions it uses written out, `{name}` is {which}"
        reader.findings.error("BCM211", message, item.name.span, "let definitions build less on one another")
        return None
    reader.scope.names[name] = named_entry(_word(item), name, body, item.name.span, size, depth)
    return Definition(name, title_of(item.title, name), body, origin, item.span)


def _word(item: Written) -> str:
    """What its author calls it."""
    match item:
        case syntax.ScoreDecl():
            return "score"
        case syntax.WindowDecl():
            return "window"
        case syntax.DefineDecl():
            return "definition"


def _body(item: syntax.DefineDecl, reader: Reader) -> Condition | Term | None:
    if len(item.body) == 1:
        meaning = reader.meaning(item.body[0].condition)
        return meaning.term if isinstance(meaning, Quantity) else meaning
    lines = [reader.condition(line.condition) for line in item.body]
    whole = [line for line in lines if line is not None]
    return conjunction(whole) if len(whole) == len(lines) else None


def _score(item: syntax.ScoreDecl, reader: Reader) -> Term | None:
    points: list[Term] = []
    for line in item.lines:
        condition = reader.condition(line.condition)
        if condition is not None:
            points.append(Choose(condition, Number(line.points, Integer()), Number(0, Integer())))
    return total([*points, Number(0, Integer())]) if len(points) == len(item.lines) else None


def _expressions(item: Written) -> list[syntax.Expression]:
    if isinstance(item, syntax.WindowDecl):
        return [] if item.condition is None else [item.condition]
    return [line.condition for line in (item.lines if isinstance(item, syntax.ScoreDecl) else item.body)]


def _uses(item: Written, by_name: Mapping[str, Written]) -> list[syntax.Name]:
    """Where a definition uses definitions."""
    return [
        part
        for expression in _expressions(item)
        for part in syntax.subexpressions(expression)
        if isinstance(part, syntax.Name) and part.text in by_name
    ]


def _depth(item: Written, scope: Scope) -> int:
    """How deep the definition nests, with what it uses written out."""
    deepest = 0
    stack: list[tuple[syntax.Expression, int]] = [(expression, 1) for expression in _expressions(item)]
    while stack:
        expression, depth = stack.pop()
        entry = scope.names.get(expression.text) if isinstance(expression, syntax.Name) else None
        deepest = max(deepest, depth + (entry.depth if entry else 0))
        stack.extend((part, depth + 1) for part in syntax.operands(expression))
    return deepest


def _in_order_of_use(by_name: Mapping[str, Written], findings: Findings) -> list[Written]:
    """Used before using. What stands on a cycle is reported once for each cycle and left out."""
    done: dict[str, Written] = {}
    broken: set[str] = set()
    for start in by_name:
        path: list[str] = []
        stack: list[tuple[str, list[syntax.Name]]] = []
        if start in done or start in broken:
            continue
        path.append(start)
        stack.append((start, _uses(by_name[start], by_name)))
        while stack:
            name, waiting = stack[-1]
            if not waiting:
                stack.pop()
                path.pop()
                if name not in broken:
                    done[name] = by_name[name]
                continue
            used = waiting.pop(0)
            if used.text in path:
                cycle = path[path.index(used.text) :]
                _cycle(cycle, used, by_name, findings)
                broken.update(cycle)
            elif used.text not in done and used.text not in broken:
                path.append(used.text)
                stack.append((used.text, _uses(by_name[used.text], by_name)))
    return [item for name, item in done.items() if name not in broken]


def _cycle(cycle: list[str], used: syntax.Name, by_name: Mapping[str, Written], findings: Findings) -> None:
    first = by_name[cycle[0]].name
    if len(cycle) == 1:
        message = f"`{first.text}` is defined by itself"
    else:
        message = "these definitions go round in a circle: " + " uses ".join(f"`{name}`" for name in (*cycle, cycle[0]))
    label = Label(first.span, "defined here")
    findings.error("BCM210", message, used.span, "define one of them without the others", label)
