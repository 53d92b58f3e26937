"""Syntax in canonical words."""

from __future__ import annotations

from bcm_formal.language import syntax


def expression_words(expression: syntax.Expression) -> str:
    """The expression on one line."""
    return " ".join(expression.span.text.split())


def sentence_words(sentence: syntax.Sentence) -> str:
    """The sentence on one line."""
    return " ".join(sentence.span.text.split())
