"""Edits as the text of a reform."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from bcm_formal.diagnostics import Source
from bcm_formal.language.from_text import parse
from bcm_formal.language.to_text import format_tree
from bcm_formal.versions.repair.edits import Edit

DAY = datetime.date(2026, 1, 1)
"""of a reform of a policy that says no day"""


def reform_text(name: str, title: str, of: str, day: datetime.date | None, edits: Sequence[Edit], more: str) -> str:
    """The reform in its canonical form; `of` is the path of the policy, `more` declarations that it adds."""
    heads: dict[str, list[str]] = {}
    for edit in edits:
        heads.setdefault(edit.head, []).extend([edit.line] if edit.line else [])
    blocks = ["\n".join((head, *(f"  {line}" for line in lines))) for head, lines in heads.items()]
    first = f'reform {name} "{_escaped(title)}" of "{_escaped(of)}"\n  in force {day or DAY}'
    if day is None:
        first += '\n  note "the day is assumed, because the policy says none"'
    text = "\n\n".join((first, *blocks, *([more] if more else ()))) + "\n"
    return format_tree(parse(Source("<repair>", text)).tree)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
