"""The tables by which lines are parsed, computed by Lark from `grammar.lark`.

Computing them takes longer than reading a whole policy, so the result is kept in `tables.json` beside the grammar; it
is used only if it was made from this very grammar. After a change of it, `python -m bcm_formal.language.reading.tables`
writes it anew; until then everything works, only slower to start.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bcm_formal.records import dataclass

GRAMMAR = Path(__file__).with_name("grammar.lark")
STORED = Path(__file__).with_name("tables.json")

_START = re.compile(r"^(\w+_(?:head|clause)|condition|score_line|scenario_start|happening|expectation|sentence):", re.M)
Plain = Mapping[str, object]


class Rule(NamedTuple):
    """What a reduction does: it takes `length` values; `callback` makes one of them.

    An inlined rule hands its values on to the rule around it; an unwrapped one does nothing to a single value.
    """

    origin: str
    length: int
    callback: str
    inlined: bool
    unwrapped: bool


@dataclass(frozen=True, slots=True)
class Tables:
    """LALR(1) tables. An action is the state to go to, or `-1 - r` to reduce by rule r. `$END` ends a line."""

    actions: Sequence[Mapping[str, int]]
    rules: Sequence[Rule]
    starts: Mapping[str, tuple[int, int]]
    """For each start rule, the state to begin in and the state in which all is read."""

    keywords: Mapping[str, str]
    """The terminal of each keyword and symbol."""


@cache
def tables() -> Tables:
    """The tables of the grammar, stored or computed."""
    stored = json.loads(STORED.read_text("utf-8")) if STORED.exists() else {}
    return _from_plain(stored if stored.get("grammar") == _digest() else compute())


def compute() -> Plain:
    """The tables as they are stored, computed by Lark."""
    from lark import Lark
    from lark.parsers.lalr_analysis import Shift

    text = GRAMMAR.read_text("utf-8")
    lark = Lark(text, parser="lalr", start=_START.findall(text), keep_all_tokens=True, maybe_placeholders=False)
    table = lark.parser.parser._parse_table  # Lark has no other way to its tables
    order = _in_order(table.states, table.start_states, Shift)
    number = {state: index for index, state in enumerate(order)}
    reductions = {argument for row in table.states.values() for action, argument in row.values() if action is not Shift}
    rules = sorted(reductions, key=_rule_key)
    rule_number = {rule: index for index, rule in enumerate(rules)}
    symbols = sorted({symbol for row in table.states.values() for symbol in row})
    actions = [
        [
            part
            for symbol, (action, argument) in sorted(table.states[state].items())
            for part in (symbols.index(symbol), number[argument] if action is Shift else -1 - rule_number[argument])
        ]
        for state in order
    ]
    starts = {name: [number[first], number[table.end_states[name]]] for name, first in table.start_states.items()}
    return {
        "grammar": _digest(),
        "symbols": symbols,
        "keywords": {t.pattern.value: t.name for t in lark.terminals if t.pattern.type == "str"},
        "starts": starts,
        "rules": [_plain_rule(rule) for rule in rules],
        "actions": actions,
    }


def _in_order(
    states: Mapping[int, Mapping[str, tuple[object, int]]], starts: Mapping[str, int], shift: object
) -> list[int]:
    """The states in an order that depends on the grammar only, unlike Lark's numbers."""
    order = [starts[name] for name in sorted(starts)]
    seen = set(order)
    for state in order:  # grows while it is walked
        for _, (action, argument) in sorted(states[state].items()):
            if action is shift and argument not in seen:
                seen.add(argument)
                order.append(argument)
    return order


def _rule_key(rule: object) -> tuple[str, list[str]]:
    from lark.grammar import Rule as LarkRule

    assert isinstance(rule, LarkRule)
    return str(rule.origin.name), [str(symbol.name) for symbol in rule.expansion]


def store() -> None:
    """Compute the tables and write them beside the grammar."""
    lines = (f"{json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}" for key, value in compute().items())
    STORED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _plain_rule(rule: object) -> list[object]:
    from lark.grammar import Rule as LarkRule

    assert isinstance(rule, LarkRule)
    name = str(rule.origin.name)
    unwrapped = bool(rule.options.expand1) and not rule.alias
    return [name, len(rule.expansion), str(rule.alias or name), name.startswith("_"), unwrapped]


def _from_plain(plain: Plain) -> Tables:
    symbols, rows, rules, starts, keywords = (
        plain[key] for key in ("symbols", "actions", "rules", "starts", "keywords")
    )
    assert isinstance(symbols, list)
    assert isinstance(rows, list)
    assert isinstance(rules, list)
    assert isinstance(starts, dict)
    assert isinstance(keywords, dict)
    actions = [dict(zip((symbols[number] for number in row[::2]), row[1::2], strict=True)) for row in rows]
    return Tables(actions, [Rule(*rule) for rule in rules], {name: (a, b) for name, (a, b) in starts.items()}, keywords)


def _digest() -> str:
    return hashlib.sha256(GRAMMAR.read_bytes()).hexdigest()


if __name__ == "__main__":
    store()
