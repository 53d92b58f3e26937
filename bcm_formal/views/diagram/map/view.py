"""How much of a policy a map shows, and how."""

from __future__ import annotations

from bcm_formal.records import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """`only`: a layer by its name; `around`: a status; `order`: names of layers from left to right; `link`: where the
    text of the policy stands, to which `#L12` is added, or what `{file}` and `{line}` stand in."""

    only: str = ""
    around: str = ""
    overview: bool = False
    order: tuple[str, ...] = ()
    all_lines: bool = False
    link: str = ""


WHOLE = View()
