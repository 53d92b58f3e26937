"""Transitional provisions: for whom what the old law has is kept, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bcm_formal.diagnostics import Diagnostic, Span
from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.tree.reforms import Keep, TransitionalDecl
from bcm_formal.language.vocabulary import NAMED_KINDS
from bcm_formal.records import dataclass
from bcm_formal.versions.change import Provision
from bcm_formal.versions.findings import RefusedError, absent, listed
from bcm_formal.versions.kinds import ABOUT_THE_LAW, VOCABULARY, Key
from bcm_formal.versions.pieces import Piece
from bcm_formal.versions.table import Table, law_of

_STAYS = frozenset({*VOCABULARY, *ABOUT_THE_LAW, "parameter", "define", "score"})
"""kinds of which a new one stays in a law that keeps all: it changes nothing as long as no rule speaks of it"""


@dataclass(frozen=True, slots=True)
class Provisions:
    """What the reforms provide for, in order, and what is wrong with it."""

    provisions: tuple[Provision, ...]
    diagnostics: tuple[Diagnostic, ...]


def condition_of(
    places: tuple[syntax.Name, ...], condition: syntax.Expression | None, span: Span
) -> syntax.Expression | None:
    """`in S, … with COND` as one condition; None if everybody is meant."""
    if not places:
        return condition
    inside = syntax.In(places, places[0].span.to(places[-1].span))
    return inside if condition is None else syntax.And((inside, condition), span)


def provisions_of(
    keeps: Sequence[Piece], table: Table, new: syntax.PolicyFile, day: syntax.LawOf | None, *, lenient: bool
) -> Provisions:
    """What the lines of `transitional` come to. `lenient`: they may keep what is not changed."""
    made: list[Provision] = []
    wrong: list[Diagnostic] = []
    for piece in keeps:
        assert isinstance(piece.part, Keep)
        assert isinstance(piece.item, TransitionalDecl)
        try:
            _check_day(piece.part, day)
            law = _law(new, table, _kept(piece.part, table, lenient=lenient), piece.part)
        except RefusedError as error:
            wrong.append(error.diagnostic)
            continue
        name = piece.item.name.text + (f"_{piece.number}" if piece.number else "")
        made.append(_provision(piece.part, piece.item, name, law, piece))
    return Provisions(tuple(made), tuple(wrong))


def _provision(line: Keep, item: TransitionalDecl, name: str, law: syntax.PolicyFile, piece: Piece) -> Provision:
    where = condition_of(line.places, line.condition, line.span)
    title, until = item.title.value if item.title else None, line.until.value if line.until else None
    return Provision(name, title, where, law, until, line.names is None and not line.lets, piece.clause.id, line.span)


def _check_day(line: Keep, day: syntax.LawOf | None) -> None:
    """That what is kept is kept for a while. Raises `RefusedError` (BCM168)."""
    if line.until is not None and day is not None and line.until.value < day.date.value:
        message = f"it is kept until `{line.until.value}`, but the reform enters into force `{day.date.value}`"
        raise RefusedError("BCM168", message, line.until.span, "give a later day, or leave the line out")


def _kept(line: Keep, table: Table, *, lenient: bool) -> tuple[Key, ...]:
    """What is kept as the old law has it. Raises `RefusedError` (BCM163)."""
    changed = {key: None for key in table.changed() if key[0] not in ABOUT_THE_LAW}
    if line.names is None:
        return tuple(key for key in changed if key in table.old or key[0] not in _STAYS)
    kept: list[Key] = []
    for name in line.names:
        meant = [key for key in changed if _called(key, name.text, table)]
        kept += meant
        if not meant and not lenient:
            known = any((kind, name.text) in (*table.old, *table.named) for kind in NAMED_KINDS)
            message = f"`{name.text}` is {'not changed by the reform' if known else 'no rule of the policy'}"
            there = {key[1]: (table.named.get(key) or table.old[key]).name.span for key in changed}
            raise absent(message, name.span, name.text, there, f"changed are {listed(there)}")
    return tuple(dict.fromkeys(kept))


def _called(key: Key, name: str, table: Table) -> bool:
    """True iff the name means that declaration: its own, or that of the limit of a status."""
    if key[1] == name:
        return True
    status = table.old.get(key) or table.named.get(key)
    return isinstance(status, syntax.StatusDecl) and status.limit is not None and name == f"{key[1]}_limit"


def _law(new: syntax.PolicyFile, table: Table, kept: Sequence[Key], line: Keep) -> syntax.PolicyFile:
    """The new law, with what is kept as the old one has it, and other values. Raises `RefusedError` (BCM163)."""
    named = dict(table.named)
    for key in kept:
        if key in table.old:
            named[key] = table.old[key]
        else:
            named.pop(key, None)
    for let in line.lets:
        parameter = named.get(("parameter", let.name.text))
        if not isinstance(parameter, syntax.ParameterDecl):
            there = {name: item.name.span for (kind, name), item in named.items() if kind == "parameter"}
            message = f"there is no parameter `{let.name.text}`"
            raise absent(message, let.name.span, let.name.text, there, f"there are {listed(there, 'none')}")
        named["parameter", let.name.text] = replace(parameter, value=let.value)
    return replace(new, declarations=law_of(table.before, table.old, named, table.added))
