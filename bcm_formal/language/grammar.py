"""The grammar, and reading words by it. Only this module imports Lark; the tables are built once, when first used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lark import Lark, Token
from lark.exceptions import UnexpectedToken
from lark.lexer import Lexer
from lark.parsers.lalr_interactive_parser import InteractiveParser

from ..diagnostics import Source, Span
from .from_parse import TreeBuilder
from .vocabulary import LIST_ENDERS, PHRASES
from .words import Word

_TEMPORAL = frozenset({"EX", "AX", "EF", "AF", "EG", "AG", "EXISTS", "ALWAYS", "STRONG", "WEAK"})
_START = re.compile(r"^(\w+_(?:head|clause)|condition|score_line|scenario_start|happening|expectation|sentence):", re.M)


class Terminal(Token):
    """A word as the parser takes it, with its place."""

    __slots__ = ("span",)
    span: Span


class _NoLexer(Lexer):
    """The words come ready; the parser is fed by hand."""

    def __init__(self, conf: object) -> None:
        pass

    def lex(self, lexer_state: object, parser_state: object) -> Iterator[Token]:
        raise NotImplementedError


class Grammar(NamedTuple):
    lark: Lark
    keywords: Mapping[str, str]
    """The terminal of each keyword and symbol."""

    spellings: Mapping[str, str]
    """The keyword or symbol of each terminal that has one spelling."""


class UnexpectedWordError(Exception):
    """The word at `index` (or the end, if there is none) does not go on; `accepted` terminals would."""

    def __init__(self, index: int, accepted: frozenset[str]) -> None:
        super().__init__(index, accepted)
        self.index = index
        self.accepted = accepted


@cache
def grammar() -> Grammar:
    """The one instance; built on the first call."""
    text = Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    lark = Lark(
        text,
        parser="lalr",
        lexer=_NoLexer,
        start=_START.findall(text),
        transformer=TreeBuilder(),
        keep_all_tokens=True,
        maybe_placeholders=False,
    )
    literal = {t.pattern.value: t.name for t in lark.terminals if t.pattern.type == "str"}
    return Grammar(lark, literal, {name: value for value, name in literal.items()})


def parse_words(start: str, words: Sequence[Word], source: Source, *, temporal: bool = False) -> object:
    """The result of the start rule on all the words.

    The words of CTL (`AG`, `E[`, …) are keywords only if `temporal`. Raises UnexpectedWordError, and whatever the
    builder raises. The stack of the parser is its own: depth costs no recursion.
    """
    known = grammar()
    parser = known.lark.parse_interactive(start=start)
    count = len(words)
    index = 0
    while index < count:
        choices = _choices(parser)
        name, length = _terminal(words, index, choices, known.keywords, temporal)
        last = words[index + length - 1]
        token = Terminal(name, words[index].text if length == 1 else f"{words[index].text} {last.text}")
        token.span = Span(source, words[index].start, last.end)
        try:
            _feed(parser, token, index, temporal)
        except UnexpectedWordError as error:
            other = {"COMMA": "LIST_COMMA", "LIST_COMMA": "COMMA"}.get(name)
            if other not in error.accepted:
                raise
            token.type = str(other)
            _feed(parser, token, index, temporal)
        index += length
    return _feed(parser, Token("$END", ""), count, temporal)


def _feed(parser: InteractiveParser, token: Token, index: int, temporal: bool) -> object:
    if token.type not in _choices(parser):
        raise UnexpectedWordError(index, _accepted(parser, temporal))
    try:
        return parser.feed_token(token)
    except UnexpectedToken:
        raise UnexpectedWordError(index, _accepted(parser, temporal)) from None


def _choices(parser: InteractiveParser) -> Mapping[str, object]:
    """The terminals for which the parser has an entry now (not all of them can be read in the end)."""
    choices: Mapping[str, object] = parser.choices()  # type: ignore[no-untyped-call]  # Lark leaves it untyped
    return choices


def _accepted(parser: InteractiveParser, temporal: bool) -> frozenset[str]:
    accepted: frozenset[str] = frozenset(parser.accepts())  # type: ignore[no-untyped-call]  # Lark leaves it untyped
    return accepted if temporal else accepted - _TEMPORAL


def _terminal(
    words: Sequence[Word], index: int, choices: Mapping[str, object], keywords: Mapping[str, str], temporal: bool
) -> tuple[str, int]:
    """The terminal that the word at `index` is read as, and how many words it takes."""
    word = words[index]
    follower = words[index + 1] if index + 1 < len(words) else None
    if word.kind == "NAME":
        if follower and (word.text, follower.text) in PHRASES:
            phrase = keywords[f"{word.text} {follower.text}"]
            if phrase in choices:
                return phrase, 2
        keyword = keywords.get(word.text)
        if keyword in choices and keyword is not None:
            if keyword not in _TEMPORAL:
                return keyword, 1
            if temporal and (keyword not in ("EXISTS", "ALWAYS") or (follower and follower.text == "[")):
                return keyword, 1
        return "NAME", 1
    if word.kind != "SYMBOL":
        return word.kind, 1
    if word.text != ",":
        return keywords[word.text], 1
    ends_list = follower is not None and follower.text in LIST_ENDERS
    first, second = ("COMMA", "LIST_COMMA") if ends_list else ("LIST_COMMA", "COMMA")
    return (first if first in choices or second not in choices else second), 1
