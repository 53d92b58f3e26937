"""How reforms name the declarations of a policy: by the keyword of a kind, and a name."""

from __future__ import annotations

from collections.abc import Iterator

from bcm_formal.language.tree import policy as syntax

Named = (
    syntax.SourceDecl
    | syntax.LayerDecl
    | syntax.ActorDecl
    | syntax.ParameterDecl
    | syntax.AttributeDecl
    | syntax.ClockDecl
    | syntax.EffortDecl
    | syntax.WindowDecl
    | syntax.StatusDecl
    | syntax.DefineDecl
    | syntax.ScoreDecl
    | syntax.TransitionDecl
    | syntax.EventDecl
    | syntax.LimitDecl
    | syntax.PropertyDecl
    | syntax.ScenarioDecl
)
"""a declaration that a reform can name"""
Key = tuple[str, str]
"""the keyword of a kind, and a name"""

VOCABULARY = frozenset({"source", "layer", "actor", "attribute", "clock", "effort", "window", "status"})
"""kinds of which a new one changes nothing as long as no rule speaks of it"""
ABOUT_THE_LAW = frozenset({"property", "scenario"})
"""kinds that ask about the law and are none"""


def key_of(declaration: syntax.Declaration) -> Key | None:
    """How a reform names it; None if it cannot be named."""
    return (keyword_of(declaration), declaration.name.text) if isinstance(declaration, Named) else None


def keyword_of(declaration: syntax.Declaration) -> str:
    """`transition`, `define`, …"""
    return type(declaration).__name__.removesuffix("Decl").lower()


def names_in(node: object) -> Iterator[str]:
    """Every name that stands somewhere in a piece of syntax; comments, texts and origins hold none."""
    import dataclasses

    waiting = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, syntax.Name):
            yield item.text
        elif isinstance(item, tuple):
            waiting += item
        elif dataclasses.is_dataclass(item) and not isinstance(item, type | syntax.Origin | syntax.Comments):
            waiting += [getattr(item, part.name) for part in dataclasses.fields(item) if part.name != "span"]
