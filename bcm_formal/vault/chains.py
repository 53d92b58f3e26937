"""Conditions made of `and`, `or`, `not` and parentheses, as nearly all of a certificate are, read in one pass.

Their atoms recur thousands of times, and each is read by the parser of the language once. Whatever is not plainly such
a chain is left to that parser as a whole, and with it every complaint.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bcm_formal.model.expressions import Condition, conjunction, disjunction, negation

Read = Callable[[str], Condition]
MAX_LEVELS = 50
"""of parentheses; what nests deeper is for the parser to judge"""

_TOKEN = re.compile(r"not (?=\()|\(|\)| and | or |[^()]+?(?=\)| and | or |$)")
_OTHERWISE = re.compile(r"\b(?:implies|if|in|one|of)\b|\[|,")
_NOT, _OPEN, _CLOSE, _AND, _OR = "not ", "(", ")", " and ", " or "


class _Level:
    """What stands between two parentheses, so far."""

    __slots__ = ("joint", "negated", "parts", "waits")

    def __init__(self) -> None:
        self.parts: list[Condition] = []
        self.joint: str | None = None
        self.negated = False
        """whether the next part is"""
        self.waits = True
        """for a part"""

    def add(self, part: Condition) -> None:
        self.parts.append(negation(part) if self.negated else part)
        self.negated = self.waits = False

    def condition(self) -> Condition:
        return disjunction(self.parts) if self.joint == _OR else conjunction(self.parts)


def chain(words: str, atom: Read) -> Condition | None:
    """The condition, if the words are such a chain; `atom` reads what is neither joined nor in parentheses."""
    if _OTHERWISE.search(words):
        return None
    levels = [_Level()]
    end = 0
    for token in _TOKEN.finditer(words):
        level = levels[-1]
        text = token.group()
        if token.start() != end or level.waits == (text in (_AND, _OR, _CLOSE)):
            return None
        end = token.end()
        if text == _OPEN:
            levels.append(_Level())
            if len(levels) > MAX_LEVELS:
                return None
        elif text == _NOT:
            level.negated = not level.negated
        elif text == _CLOSE:
            if len(levels) == 1:
                return None
            levels.pop()
            levels[-1].add(level.condition())
        elif text in (_AND, _OR):
            if level.joint not in (None, text):
                return None
            level.joint, level.waits = text, True
        else:
            level.add(atom(text))
    return levels[0].condition() if len(levels) == 1 and end == len(words) and not levels[0].waits else None
