"""The reference of the library, written from its docstrings."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from textwrap import dedent, indent
from typing import Any

import bcm_formal as bcm

MARK = "<!-- from here on made from the docstrings by `BCM_GOLDEN=write pytest tests/architecture` -->\n"


def reference() -> str:
    """Every public name: functions, then classes with what is public in them."""
    things: list[tuple[str, Any]] = [(name, getattr(bcm, name)) for name in bcm.__all__ if not name.startswith("__")]
    functions = [_function(thing) for _, thing in things if inspect.isfunction(thing)]
    classes = [_class(thing) for _, thing in things if inspect.isclass(thing)]
    return "\n".join((f"{MARK}\n## Functions\n", *functions, "## Classes\n", *classes)).rstrip() + "\n"


def _function(thing: Any) -> str:
    node = _tree(thing)
    assert isinstance(node, ast.FunctionDef)
    return f"### `{node.name}`\n\n```text\n{_signature(node)}\n```\n\n{_doc(node, node.name)}\n"


def _class(thing: type) -> str:
    node = _tree(thing)
    assert isinstance(node, ast.ClassDef)
    bases = [ast.unparse(base) for base in node.bases if ast.unparse(base) in bcm.__all__]
    of = f"Also everything of `{bases[0]}`.\n\n" if bases else ""
    members = list(_members(node))
    return f"### `{node.name}`\n\n{_doc(node, node.name)}\n\n{of}{''.join(members)}"


def _members(node: ast.ClassDef) -> Iterator[str]:
    following = [*node.body[1:], ast.Pass()]
    for item, after in zip(node.body, following, strict=True):
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name) and item.target.id[0] != "_":
            said = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
            head = f"* `{item.target.id}: {_type(item.annotation)}`"
            yield (
                f"{head}: {inspect.cleandoc(str(said))}\n".replace("\n", "\n  ").rstrip() + "\n"
                if said
                else f"{head}\n"
            )
        elif isinstance(item, ast.FunctionDef) and not item.name.startswith("_"):
            is_value = any("property" in ast.unparse(each) for each in item.decorator_list)
            returns = "" if item.returns is None else _type(item.returns)
            head = f"{item.name}: {returns}" if is_value else _signature(item)
            said = ast.get_docstring(item) if is_value else _doc(item, f"{node.name}.{item.name}")
            yield indent(f"`{head}`" + (f"\n\n{said}" if said else ""), "  ").replace("  ", "* ", 1) + "\n"


def _signature(node: ast.FunctionDef) -> str:
    arguments = ast.parse(ast.unparse(node)).body[0]
    assert isinstance(arguments, ast.FunctionDef)
    arguments.args.args = [item for item in arguments.args.args if item.arg != "self"]
    whole = f"{node.name}({ast.unparse(arguments.args)})"
    whole += "" if node.returns is None else f" -> {_type(node.returns)}"
    return whole


def _type(node: ast.expr) -> str:
    return ast.unparse(node)


def _doc(node: ast.FunctionDef | ast.ClassDef, name: str) -> str:
    said = ast.get_docstring(node)
    assert said, f"`{name}` is public and says nothing"
    return said


def _tree(thing: Any) -> ast.stmt:
    return ast.parse(dedent(inspect.getsource(thing))).body[0]
