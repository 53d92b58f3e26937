"""Reading what the formatter wrote gives the same tree."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from bcm_formal.diagnostics import render_all, source_of_text
from bcm_formal.language.from_text import parse, parse_condition
from bcm_formal.language.to_text import format_source, format_tree
from bcm_formal.language.tree.policy import Expression, PolicyFile
from bcm_formal.language.writing.terms import expression_text
from tests.builders.effort import tries
from tests.builders.random_reforms import files_of_declarations, files_of_reforms
from tests.builders.random_trees import expressions

_MODERATE = settings(
    max_examples=tries(100),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _comments_in(text: str) -> list[str]:
    parsed = parse(source_of_text(text))
    return sorted(line for line in repr_comments(parsed.tree))


def repr_comments(node: object) -> list[str]:
    """All comments anywhere in a tree."""
    from dataclasses import fields, is_dataclass

    from bcm_formal.language.tree.policy import Comments

    if isinstance(node, Comments):
        return [text for text in (*node.before, *node.beside, *node.after) if text]
    if isinstance(node, PolicyFile):
        return [*(c for d in node.declarations for c in repr_comments(d)), *node.closing]
    if isinstance(node, tuple):
        return [text for part in node for text in repr_comments(part)]
    if is_dataclass(node):
        return [text for f in fields(node) if f.name != "span" for text in repr_comments(getattr(node, f.name))]
    return []


@_MODERATE
@given(expressions)
def test_an_expression_survives_writing_and_reading(expression: Expression) -> None:
    assert expression == parse_condition(source_of_text(expression_text(expression)))


@_MODERATE
@given(files_of_declarations)
def test_a_file_survives_writing_and_reading(tree: PolicyFile) -> None:
    _survives(tree)


@_MODERATE
@given(files_of_reforms)
def test_a_reform_survives_writing_and_reading(tree: PolicyFile) -> None:
    _survives(tree)


def _survives(tree: PolicyFile) -> None:
    text = format_tree(tree)
    parsed = parse(source_of_text(text))
    assert render_all(parsed.diagnostics) == ""
    assert tree == parsed.tree
    assert text == format_source(source_of_text(text))


@_MODERATE
@given(files_of_declarations)
def test_formatting_twice_changes_nothing(tree: PolicyFile) -> None:
    text = format_tree(tree)
    assert text == format_source(source_of_text(text))


@_MODERATE
@given(files_of_declarations)
def test_every_comment_survives(tree: PolicyFile) -> None:
    assert sorted(repr_comments(tree)) == _comments_in(format_tree(tree))
