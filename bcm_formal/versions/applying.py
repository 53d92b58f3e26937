"""Reforms applied to a policy: the law before and after them, clause by clause."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from itertools import pairwise

from bcm_formal.diagnostics import Diagnostic, Label, in_reading_order
from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.tree.reforms import (
    AmendDecl,
    Amendment,
    Keep,
    MoveDecl,
    ReformDecl,
    RepealDecl,
    ReplaceDecl,
)
from bcm_formal.model.findings import Findings
from bcm_formal.model.from_syntax.versions import in_force
from bcm_formal.records import dataclass
from bcm_formal.versions.amending import amended, touched
from bcm_formal.versions.change import Clause, ClauseId, Move, undated
from bcm_formal.versions.findings import RefusedError
from bcm_formal.versions.kinds import VOCABULARY, Key, Named, key_of, keyword_of, names_in
from bcm_formal.versions.moving import MOST_MOVES, moves_of
from bcm_formal.versions.pieces import Piece, can_be_undone, head_of, mistakes_of_form, pieces_of
from bcm_formal.versions.provisions import provisions_of
from bcm_formal.versions.reform import Applied
from bcm_formal.versions.renaming import renamed_in
from bcm_formal.versions.table import Table

_ADDED_VOCABULARY = (*VOCABULARY, "define", "score", "parameter")


def applied(
    base: syntax.PolicyFile, reforms: Sequence[syntax.PolicyFile], without: frozenset[ClauseId] = frozenset()
) -> Applied:
    """The law of a policy, and what the reforms make of it, in order; `without` some of their clauses.

    The law is that of the day on which the last reform enters into force, without what is law on other days only. A
    clause that cannot stand without one that is left out is left out, too, so `old` and `new` are law whatever is left
    out. Never raises for what the texts say; without `reforms` both are the same.
    """
    wrong = [item for reform in reforms for item in mistakes_of_form(reform)]
    wrong += _wrong_order(base, [head for reform in reforms if (head := head_of(reform)) is not None])
    day = day_of(reforms)
    old, names, refused = renamed_in(_of_the_day(base, reforms), reforms if not wrong else (), day)
    if wrong or refused:
        return Applied(old, old, day, (), (), (), names, frozenset(), in_reading_order((*wrong, *refused)))
    pieces = [piece for reform in reforms for piece in pieces_of(reform)]
    whole = _Carrying(old, pieces)
    whole.carry_out()
    undone = whole.closure(without)
    done = whole
    if undone:
        done = _Carrying(old, [piece for piece in pieces if piece.clause.id not in undone], lenient=True)
        done.carry_out()
    clauses = tuple(piece.clause for piece in pieces if whole.changes_the_law(piece))
    found = in_reading_order((*whole.wrong, *(done.wrong if done is not whole else ())))
    new = replace(old, declarations=done.table.declarations(), span=(reforms[-1] if reforms else old).span)
    provisions = provisions_of(done.keeps, done.table, new, _day_of(reforms), lenient=done.lenient)
    found = in_reading_order((*found, *provisions.diagnostics, *_stranded(done)))
    return Applied(old, new, day, provisions.provisions, tuple(done.moves), clauses, names, undone, found)


# --- the day of the law ---


def _day_of(reforms: Sequence[syntax.PolicyFile]) -> syntax.LawOf | None:
    """When the last reform enters into force."""
    heads = [head for reform in reforms if (head := head_of(reform)) is not None]
    return heads[-1].law_of if heads else None


def _of_the_day(base: syntax.PolicyFile, reforms: Sequence[syntax.PolicyFile]) -> syntax.PolicyFile:
    """The policy as it is law when the last reform enters into force, without dates."""
    day = _day_of(reforms)
    if day is None:
        return base
    law = in_force(base.declarations, day.date.value, Findings())
    return replace(base, declarations=tuple(map(undated, law.declarations)))


def _wrong_order(base: syntax.PolicyFile, heads: Sequence[ReformDecl]) -> Iterable[Diagnostic]:
    """Reforms that enter into force before the law that they change (BCM168)."""
    for head, place in _before_the_law(base, heads):
        if head.law_of is not None and place is not None and head.law_of.date.value < place.date.value:
            message = f"the reform enters into force `{head.law_of.date.value}`, before the law of `{place.date.value}`"
            remedy = f"give `{place.date.value}` or a later day"
            yield Diagnostic(
                "BCM168", message, head.law_of.span, remedy, (Label(place.span, "the law that it changes"),)
            )


def _before_the_law(
    base: syntax.PolicyFile, heads: Sequence[ReformDecl]
) -> Iterable[tuple[ReformDecl, syntax.LawOf | None]]:
    policy = next((item for item in base.declarations if isinstance(item, syntax.PolicyDecl)), None)
    if heads:
        yield heads[0], policy.law_of if policy else None
    for earlier, later in pairwise(heads):
        yield later, earlier.law_of


# --- carrying out ---


@dataclass(slots=True)
class _Carrying:
    """The pieces carried out one after the other; what is wrong with one of them keeps none of the others back.

    `lenient`: where something was left out, others may have nothing to change.
    """

    old: syntax.PolicyFile
    pieces: Sequence[Piece]
    lenient: bool = False
    table: Table = field(init=False)
    wrong: list[Diagnostic] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    keeps: list[Piece] = field(default_factory=list)
    added: set[ClauseId] = field(default_factory=set)
    """clauses that add to the vocabulary"""
    traces: dict[ClauseId, _Trace] = field(default_factory=dict)

    def carry_out(self) -> None:
        self.table = Table(self.old.declarations)
        for piece in self.pieces:
            try:
                self.traces[piece.clause.id] = self._carried(piece)
            except RefusedError as error:
                self.wrong.append(error.diagnostic)

    def changes_the_law(self, piece: Piece) -> bool:
        """True iff the law is another one without the piece."""
        return can_be_undone(piece) and piece.clause.id not in self.added

    def closure(self, without: frozenset[ClauseId]) -> frozenset[ClauseId]:
        """The clauses to leave out, and those that cannot stand without them."""
        known = {piece.clause.id for piece in self.pieces if self.changes_the_law(piece)}
        undone = set(known & without)
        grown = bool(undone)
        while grown:
            lacking = {name for item in undone for name in self.traces[item].gives}
            back = {name for item in undone for name in self.traces[item].removes}
            more = {
                item
                for item, trace in self.traces.items()
                if item in known - undone and (trace.says & lacking or trace.repeals & back)
            }
            grown = bool(more)
            undone |= more
        return frozenset(undone)

    def _carried(self, piece: Piece) -> _Trace:
        match piece.item:
            case AmendDecl():
                return self._amend(piece, piece.item)
            case ReplaceDecl(declaration):
                assert isinstance(declaration, Named)
                kind = syntax.Name(keyword_of(declaration), declaration.span)
                old = self.table.find(kind, declaration.name)
                return self._put(old, declaration, "", piece.clause)
            case RepealDecl(kind, name):
                old = self.table.find(kind, name)
                key = (kind.text, name.text)
                self.table.touch(key, "", piece.clause)
                self.table.remove(key)
                return _Trace(removes=frozenset(names_in(old)), repeals=frozenset({name.text}))
            case MoveDecl() as move:
                self.moves += moves_of(move, piece.clause.id)
                if len(self.moves) > MOST_MOVES:
                    message = f"there are more than {MOST_MOVES} moves, each portion of time that is credited being one"
                    raise RefusedError("BCM169", message, move.span, "credit more time at once, or move fewer groups")
                places = frozenset(name.text for name in move.places)
                return _Trace(says=frozenset(names_in(move)) - places, removes=places)
            case _ if isinstance(piece.part, Keep):
                self.keeps.append(piece)
                return _Trace(says=frozenset(names_in((piece.part.places, piece.part.condition))))
            case _:
                return self._add(piece)

    def _amend(self, piece: Piece, item: AmendDecl) -> _Trace:
        old = self.table.find(item.kind, item.name)
        assert isinstance(piece.part, Amendment)
        for what in touched(piece.part):
            self.table.touch((item.kind.text, item.name.text), what, piece.clause)
        new = amended(old, piece.part)
        self.table.put(replace(new, origin=_joined(old.origin, item.origin)))
        before, after = frozenset(names_in(old)), frozenset(names_in(new))
        return _Trace(says=(after - before) | {item.name.text}, removes=before - after)

    def _put(self, old: Named, new: Named, what: str, clause: Clause) -> _Trace:
        self.table.touch((keyword_of(old), old.name.text), what, clause)
        self.table.put(new)
        return _Trace(says=frozenset(names_in(new)), removes=frozenset(names_in(old)))

    def _add(self, piece: Piece) -> _Trace:
        """A declaration of the policy's own language: a parameter's new value, or something new."""
        item = piece.item
        key = key_of(item)
        if key is None or not isinstance(item, Named):
            self.table.added.append(item)
            return _Trace(says=frozenset(names_in(item)))
        old = self.table.named.get(key)
        if isinstance(item, syntax.ParameterDecl) and isinstance(old, syntax.ParameterDecl):
            new = replace(item, title=item.title or old.title, between=item.between or old.between)
            return self._put(old, new, "", piece.clause)
        self.table.add(item, piece.clause)
        if keyword_of(item) in _ADDED_VOCABULARY:
            self.added.add(piece.clause.id)
        return _Trace(says=frozenset(names_in(item)), gives=frozenset({item.name.text}))


@dataclass(frozen=True, slots=True)
class _Trace:
    """Names that a piece speaks of, that it gives something to, that it takes out of rules, and that it repeals."""

    says: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()
    removes: frozenset[str] = frozenset()
    repeals: frozenset[str] = frozenset()


def _joined(old: syntax.Origin, more: syntax.Origin) -> syntax.Origin:
    """Where an amended rule comes from: the amendment as well."""
    new = {title.language for title in more.titles}
    return replace(
        old,
        titles=(*more.titles, *(title for title in old.titles if title.language not in new)),
        sources=tuple(dict.fromkeys((*old.sources, *more.sources))),
        quotes=tuple(dict.fromkeys((*old.quotes, *more.quotes))),
        confidence=more.confidence or old.confidence,
        notes=tuple(dict.fromkeys((*old.notes, *more.notes))),
    )


def _stranded(done: _Carrying) -> Iterable[Diagnostic]:
    """Repealed statuses of which nobody says what becomes of whoever is there (BCM167)."""
    changed: dict[Key, None] = done.table.changed()
    for kind, name in changed:
        old = done.table.old.get((kind, name))
        if not isinstance(old, syntax.StatusDecl) or (kind, name) in done.table.named:
            continue
        spoken_of = [item for item in done.pieces if isinstance(item.item, MoveDecl)]
        places = [{place.text for place in item.item.places} for item in spoken_of if isinstance(item.item, MoveDecl)]
        if any(not where or {name, old.layer.text} & where for where in places):
            continue
        repeal = next(p.item for p in done.pieces if isinstance(p.item, RepealDecl) and p.item.name.text == name)
        message = f"nobody says what becomes of who is in `{name}` when it is repealed"
        yield Diagnostic("BCM167", message, repeal.span, f"add `move in {name} to STATUS`")


def day_of(reforms: Sequence[syntax.PolicyFile]) -> datetime.date | None:
    """When the last reform enters into force."""
    stated = _day_of(reforms)
    return stated.date.value if stated else None
