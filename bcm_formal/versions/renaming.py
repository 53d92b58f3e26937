"""What reforms call otherwise: the same policy in the new names."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bcm_formal.diagnostics import Diagnostic, Span
from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.tree.reforms import RenamedDecl
from bcm_formal.model.from_syntax.policy import from_syntax
from bcm_formal.versions.findings import RefusedError
from bcm_formal.versions.kinds import Key
from bcm_formal.versions.table import Table

_WORDS = {"define": "definition"}
"""what a kind is called where names are listed, if that is not its keyword"""
Place = tuple[str, int]
"""a file and an offset in it"""


def renamed_in(
    base: syntax.PolicyFile, reforms: Sequence[syntax.PolicyFile], day: datetime.date | None
) -> tuple[syntax.PolicyFile, Mapping[Key, str], tuple[Diagnostic, ...]]:
    """The policy in the names that the reforms give, those names by kind and former name, and what is wrong."""
    lines = [item for reform in reforms for item in reform.declarations if isinstance(item, RenamedDecl)]
    names: dict[Key, str] = {}
    wrong: list[Diagnostic] = []
    for line in lines:
        try:
            base = _renamed(base, line, day)
        except RefusedError as error:
            wrong.append(error.diagnostic)
        else:
            names[line.kind.text, line.old.text] = line.new.text
    return base, names, tuple(wrong)


def _renamed(base: syntax.PolicyFile, line: RenamedDecl, day: datetime.date | None) -> syntax.PolicyFile:
    """The policy with another name for one declaration. Raises `RefusedError` (BCM163, BCM164)."""
    table = Table(base.declarations)
    table.find(line.kind, line.old)
    if (line.kind.text, line.new.text) in table.named:
        message = f"the policy has a {line.kind.text} `{line.new.text}` already"
        raise RefusedError("BCM164", message, line.new.span, "choose another name")
    return rename(base, line.kind.text, line.old.text, line.new.text, day)


def rename(base: syntax.PolicyFile, kind: str, old: str, new: str, day: datetime.date | None) -> syntax.PolicyFile:
    """The law of a day, without dates, with a declaration called otherwise wherever it is spoken of."""
    found = from_syntax(base, day)[2]
    word = _WORDS.get(kind, kind)
    limit = {("limit", f"{old}_limit"): f"{new}_limit"} if kind == "status" else {}
    names = {(word, old): new, **limit}
    places: dict[Place, str] = {}
    for item in found.declared:
        if (item.word, item.name) in names and item.span is not None:
            places[_place(item.span)] = names[item.word, item.name]
    for use in found.uses:
        key = (use.declared.word, use.declared.name)
        if key in names:
            places[_place(use.span)] = names[key]
    renamed: syntax.PolicyFile = _rewritten(base, places)
    return renamed


def _place(span: Span) -> Place:
    return span.source.path, span.start


def _rewritten(node: Any, places: Mapping[Place, str]) -> Any:
    """The tree with other names in these places."""
    if isinstance(node, syntax.Name):
        return replace(node, text=places.get(_place(node.span), node.text))
    if isinstance(node, tuple):
        parts = tuple(_rewritten(part, places) for part in node)
        return node if all(new is old for new, old in zip(parts, node, strict=True)) else parts
    if not dataclasses.is_dataclass(node) or isinstance(node, type | Span | syntax.Comments):
        return node
    held = {item.name: getattr(node, item.name) for item in dataclasses.fields(node)}
    changed = {name: new for name, old in held.items() if (new := _rewritten(old, places)) is not old}
    return replace(node, **changed) if changed else node
