"""Reading the words of one line by the grammar: the parser is driven by tables and builds the tree bottom-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from bcm_formal.diagnostics import Source, Span
from bcm_formal.language.reading.from_parse_reforms import ReformBuilder
from bcm_formal.language.reading.tables import Rule, Tables, tables
from bcm_formal.language.reading.words import Word, is_measure
from bcm_formal.language.vocabulary import LIST_ENDERS, PHRASES

_TEMPORAL = frozenset({"EX", "AX", "EF", "AF", "EG", "AG", "EXISTS", "ALWAYS", "STRONG", "WEAK"})
_COMMAS = {"COMMA": "LIST_COMMA", "LIST_COMMA": "COMMA"}
_BUILDER = ReformBuilder()


class Terminal(str):
    """A word as the builder takes it, with its place."""

    __slots__ = ("span",)
    span: Span


class UnexpectedWordError(Exception):
    """The word at `index` (or the end, if there is none) does not go on; `accepted` terminals would."""

    def __init__(self, index: int, accepted: frozenset[str]) -> None:
        super().__init__(index, accepted)
        self.index = index
        self.accepted = accepted


@cache
def spellings() -> Mapping[str, str]:
    """The keyword or symbol of each terminal that has one spelling."""
    return {terminal: text for text, terminal in tables().keywords.items()}


def parse_words(start: str, words: Sequence[Word], source: Source, *, temporal: bool = False) -> object:
    """The result of the start rule on all the words.

    The words of CTL (`AG`, `E[`, …) are keywords only if `temporal`. Raises UnexpectedWordError, and whatever the
    builder raises. The stack of the parser is its own: depth costs no recursion.
    """
    parser = _Parser(tables(), start, temporal)
    count, index = len(words), 0
    while index < count:
        name, length = _terminal(words, index, parser.choices, parser.tables.keywords, temporal)
        word = words[index]
        if length == 1:
            terminal, end = Terminal(word.text), word.end
        else:
            terminal, end = Terminal(f"{word.text} {words[index + 1].text}"), words[index + 1].end
        terminal.span = Span(source, word.start, end)
        if not parser.feed(name, terminal) and not parser.feed(_COMMAS.get(name, name), terminal):
            raise UnexpectedWordError(index, parser.accepted())
        index += length
    if not parser.feed("$END", None):
        raise UnexpectedWordError(count, parser.accepted())
    return parser.values[-1]


class _Parser:
    """One run of an LALR(1) parser."""

    def __init__(self, known: Tables, start: str, temporal: bool) -> None:
        first, self.last = known.starts[start]
        self.tables = known
        self.states = [first]
        self.values: list[Any] = []  # words, and what the builder made of them
        self.temporal = temporal

    @property
    def choices(self) -> Mapping[str, int]:
        """The terminals for which there is an action now (not all of them can be read in the end)."""
        return self.tables.actions[self.states[-1]]

    def feed(self, name: str, terminal: Terminal | None) -> bool:
        """Reduce as far as `name` asks for, then read the word; false if it does not go on."""
        actions, rules, states, values = self.tables.actions, self.tables.rules, self.states, self.values
        while True:
            if name == "$END" and states[-1] == self.last:
                return True
            action = actions[states[-1]].get(name)
            if action is None:
                return False
            if action >= 0:
                states.append(action)
                values.append(terminal)
                return True
            rule = rules[-1 - action]
            if rule.length == 1 and rule.unwrapped and not isinstance(values[-1], list):  # most are such: it stands
                states[-1] = actions[states[-2]][rule.origin]
            else:
                self._reduce(rule)

    def _reduce(self, rule: Rule) -> None:
        values: list[Any] = []
        if rule.length:
            parts = self.values[-rule.length :]
            if isinstance(parts[0], list):  # a repetition that grows: copying it each time would be quadratic
                values = parts.pop(0)
            for part in parts:
                if isinstance(part, list):
                    values += part
                else:
                    values.append(part)
            del self.values[-rule.length :], self.states[-rule.length :]
        result: object = values
        if rule.unwrapped and len(values) == 1:
            result = values[0]
        elif not rule.inlined:
            result = getattr(_BUILDER, rule.callback)(values)
        self.values.append(result)
        self.states.append(self.tables.actions[self.states[-1]][rule.origin])

    def accepted(self) -> frozenset[str]:
        """The terminals that can be read here."""
        names = {name for name in self.choices if name.isupper() and self._accepts(name)}
        return frozenset(names if self.temporal else names - _TEMPORAL)

    def _accepts(self, name: str) -> bool:
        actions, states = self.tables.actions, list(self.states)
        while True:
            if name == "$END" and states[-1] == self.last:
                return True
            action = actions[states[-1]].get(name)
            if action is None:
                return False
            if action >= 0:
                return True
            rule = self.tables.rules[-1 - action]
            if rule.length:
                del states[-rule.length :]
            states.append(actions[states[-1]][rule.origin])


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
        is_unit = "MEASURE" in choices and is_measure(word.text) and word.text.lower() not in keywords
        return ("MEASURE" if is_unit else "NAME"), 1
    if word.kind != "SYMBOL":
        return word.kind, 1
    if word.text != ",":
        return keywords[word.text], 1
    ends_list = follower is not None and follower.text in LIST_ENDERS
    return ("COMMA" if ends_list else "LIST_COMMA"), 1
