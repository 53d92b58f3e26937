"""The pieces in which one text of a policy becomes another, and the text with some of them undone.

Declarations correspond by what they declare and by name; what is declared under one of the laws only is one piece. Of
one that both have, each requirement that is new or gone is a piece, and so is each other part that differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, cast

from bcm_formal.diagnostics import Span
from bcm_formal.language.tree.policy import (
    AttributeDecl,
    Declaration,
    IncludeDecl,
    Origin,
    PolicyDecl,
    PolicyFile,
    PropertiesDecl,
    PropertyDecl,
    Requirement,
    ScenarioDecl,
    SourceDecl,
    SourceReference,
    StartDecl,
    StatusDecl,
    Table,
    WindowDecl,
)
from bcm_formal.language.writing.terms import expression_text
from bcm_formal.model.from_syntax.names import word_of
from bcm_formal.model.from_syntax.versions import space_of
from bcm_formal.records import dataclass
from bcm_formal.versions.change import Change, Clause, ClauseId, Law, with_origin
from bcm_formal.versions.kinds import names_in

Key = tuple[str, str]
"""the space of a name, in words, and the name"""

_NO_LAW = (PolicyDecl, PropertyDecl, ScenarioDecl, SourceDecl, IncludeDecl, PropertiesDecl)
_LINES = ("when", "unless", "body")
_NO_PIECE = ("name", "title", "origin", "span", "comments", "sentence_comments")
_WORDS = {
    "value": "the value",
    "between": "the bounds",
    "target": "where it leads",
    "origins": "where it begins",
    "places": "where it applies",
    "actor": "who acts",
    "adverse": "whether it is adverse",
    "assignments": "what it sets",
    "takes": "the time it takes",
    "yields": "what it yields to",
    "rule": "the limit",
    "limit": "the time limit",
    "layer": "its layer",
    "acts": "whether it acts at once",
    "type": "its values",
    "fixed": "whether it is fixed",
    "starts": "what it starts with",
    "runs": "when it runs",
    "zero": "when it is zero",
    "lines": "its points",
    "condition": "the condition",
}


@dataclass(frozen=True, slots=True)
class _Piece:
    """One clause, and what it is about: a part of the declaration (None: all of it), and a line of that part."""

    clause: Clause
    key: Key
    part: str | None = None
    line: Requirement | None = None
    is_new: bool = True
    """of a line: whether the new law has it"""


def change_between(old: Law, new: Law) -> Change:
    """The change from one law to another, piece by piece.

    What cannot stand without a clause that is undone is undone with it: what speaks of a name that is not there then,
    and the repeal of what is spoken of again. A property that speaks of such a name is left out.
    """
    before, after = _by_key(old.tree), _by_key(new.tree)
    pieces = tuple(_pieces(before, after))
    traces = {piece.clause.id: _trace(piece, before, after) for piece in pieces}
    day = old.day if old.day is not None else new.day
    included = (*old.included, *(text for text in new.included if text not in old.included))
    begins = new.day if new.day != old.day else None

    def without(undone: frozenset[ClauseId]) -> Change:
        whole = _closure(traces, undone)
        gone = [piece for piece in pieces if piece.clause.id in whole]
        lacking = frozenset(name for clause in whole for name in traces[clause].gives)
        tree = _undone(old.tree, new.tree, gone, lacking) if gone else new.tree
        clauses = tuple(piece.clause for piece in pieces)
        return Change(old.tree, tree, day, without, clauses=clauses, in_force=begins, included=included)

    return without(frozenset())


def is_law(declaration: Declaration) -> bool:
    """True iff the declaration says how persons live, and not what is asked or cited."""
    return not isinstance(declaration, _NO_LAW)


def key_of(declaration: Declaration) -> Key:
    """What a declaration is called among all that may have no name in common; all `start` lines are one."""
    named = space_of(declaration)
    return (named[0].value, named[1].text) if named else (word_of(declaration), "")


def named(declaration: Declaration) -> str:
    """What is declared and its name, as `transition settle`."""
    found = space_of(declaration)
    return f"{word_of(declaration)} {found[1].text}" if found else word_of(declaration)


def _by_key(tree: PolicyFile) -> dict[Key, list[Declaration]]:
    found: dict[Key, list[Declaration]] = {}
    for declaration in tree.declarations:
        if is_law(declaration):
            found.setdefault(key_of(declaration), []).append(declaration)
    return found


def _pieces(old: Mapping[Key, list[Declaration]], new: Mapping[Key, list[Declaration]]) -> Iterator[_Piece]:
    for key in dict.fromkeys((*new, *old)):
        before, after = old.get(key, []), new.get(key, [])
        item = (after or before)[0]
        name = named(item)
        if not before or not after:
            words = f"{name} is {'new' if after else 'repealed'}"
            yield _Piece(Clause(name, words, _sources(item), item.span), key)
        elif isinstance(after[0], StartDecl):
            if [_law(item) for item in before] != [_law(item) for item in after]:
                yield _Piece(Clause(name, "where life courses start", _sources(after[0]), after[0].span), key)
        elif type(before[0]) is not type(after[0]):
            words = f"{named(before[0])} becomes {name}"
            yield _Piece(Clause(name, words, _sources(item), item.span), key)
        elif isinstance(after[0], WindowDecl):  # its length and its parts go together
            if _law(before[0]) != _law(after[0]):
                words = f"what {name} counts, and how long"
                yield _Piece(Clause(name, words, _sources(after[0]), after[0].span), key)
        else:
            yield from _differences(name, key, before[0], after[0])


def _law(item: Declaration) -> Declaration:
    """The declaration without what is no law."""
    return with_origin(item, Origin())


def _differences(name: str, key: Key, before: Declaration, after: Declaration) -> Iterator[_Piece]:
    sources = _sources(after)
    for part in _parts(after):
        one, other = getattr(before, part), getattr(after, part)
        if one == other:
            continue
        if part not in _LINES:
            clause = Clause(f"{name}, {part}", _words(name, part, one, other), sources, _span(other, after))
            yield _Piece(clause, key, part)
            continue
        for line in (*other, *one):
            is_new = line in other
            if line in one and is_new:
                continue
            text = f"{'' if part == 'body' else f'{part} '}{expression_text(line.condition)}"
            words = f"`{text}` is {'added to' if is_new else 'dropped from'} {name}"
            clause = Clause(f"{name}, {'+' if is_new else '-'} {text}", words, sources, line.span)
            yield _Piece(clause, key, part, line, is_new)


def _words(name: str, part: str, old: Any, new: Any) -> str:
    if part == "value" and not isinstance(old, Table) and not isinstance(new, Table):
        return f"{name} is `{expression_text(new)}` instead of `{expression_text(old)}`"
    return f"{_WORDS.get(part, part)} of {name}"


def _parts(declaration: Declaration) -> list[str]:
    """The parts of a declaration that are law, by name."""
    return [item.name for item in fields(declaration) if item.name not in _NO_PIECE]


def _span(part: Any, within: Declaration) -> Span:
    while isinstance(part, tuple) and part:
        part = part[0]
    span = getattr(part, "span", None)
    return span if isinstance(span, Span) else within.span


def _sources(item: Declaration) -> tuple[SourceReference, ...]:
    return item.origin.sources


# --- undoing ---


@dataclass(frozen=True, slots=True)
class _Trace:
    """Names that a piece declares and repeals, and those that it speaks of in the new text and in the old one."""

    gives: frozenset[str]
    takes: frozenset[str]
    says: frozenset[str]
    said: frozenset[str]


_Declared = Mapping[Key, list[Declaration]]


def _trace(piece: _Piece, before: _Declared, after: _Declared) -> _Trace:
    old, new = tuple(before.get(piece.key, ())), tuple(after.get(piece.key, ()))
    given, taken = (frozenset(_declares(items)) for items in (new, old))
    if piece.part is None:
        return _Trace(given - taken, taken - given, frozenset(names_in(new)), frozenset(names_in(old)))
    if piece.line is not None:
        spoken = frozenset(names_in(piece.line)), frozenset[str]()
        says, said = spoken if piece.is_new else spoken[::-1]
        return _Trace(frozenset(), frozenset(), says, said)
    parts = (frozenset(names_in(getattr(items[0], piece.part))) for items in (new, old))
    says, said = parts
    is_type = piece.part == "type"  # levels and choices are names, too
    return _Trace(says - said if is_type else frozenset(), said - says if is_type else frozenset(), says, said)


def _declares(items: Sequence[Declaration]) -> Iterator[str]:
    """The names that declarations add to the vocabulary, those of levels and choices included."""
    for item in items:
        named = space_of(item)
        if named is not None:
            yield named[1].text
        if isinstance(item, AttributeDecl):
            yield from names_in(item.type)
        if isinstance(item, StatusDecl) and item.limit is not None:
            yield f"{item.name.text}_limit"


def _closure(traces: Mapping[ClauseId, _Trace], undone: frozenset[ClauseId]) -> frozenset[ClauseId]:
    """The clauses, and those that cannot stand without them."""
    found = undone & frozenset(traces)
    while True:
        lacking = frozenset(name for clause in found for name in traces[clause].gives)
        back = frozenset(name for clause in found for name in traces[clause].said)
        more = {
            clause
            for clause, trace in traces.items()
            if clause not in found and (trace.says & lacking or trace.takes & back)
        }
        if not more:
            return found
        found |= more


def _undone(old: PolicyFile, new: PolicyFile, pieces: Sequence[_Piece], lacking: frozenset[str]) -> PolicyFile:
    """The new law where these pieces are as in the old one, without what is asked about names that are lacking then."""
    before, after = _by_key(old), _by_key(new)
    of: dict[Key, list[_Piece]] = {}
    for piece in pieces:
        of.setdefault(piece.key, []).append(piece)
    found: list[Declaration] = []
    seen: set[Key] = set()
    for declaration in new.declarations:
        key = key_of(declaration)
        if isinstance(declaration, PropertyDecl | ScenarioDecl) and lacking & set(names_in(declaration)):
            continue
        if not is_law(declaration) or key not in of:
            found.append(declaration)
        elif key not in seen:
            seen.add(key)
            found += _restored(before.get(key, []), after[key], of[key])
    found += [item for key in of if key not in seen for item in before.get(key, [])]
    cited = {key_of(item) for item in found}
    found += [item for item in old.declarations if isinstance(item, SourceDecl) and key_of(item) not in cited]
    return replace(new, declarations=tuple(found))


def _restored(
    before: Sequence[Declaration], after: Sequence[Declaration], pieces: Sequence[_Piece]
) -> Sequence[Declaration]:
    if any(piece.part is None for piece in pieces):
        return before
    item: Any = after[0]
    for part in dict.fromkeys(cast("str", piece.part) for piece in pieces):
        own = [piece for piece in pieces if piece.part == part]
        earlier, later = getattr(before[0], part), getattr(item, part)
        if part in _LINES:
            dropped = [piece.line for piece in own if piece.is_new]
            back = [piece.line for piece in own if not piece.is_new]
            kept = [line for line in later if line not in dropped]
            # in the order of the old text, new lines last
            lines = [line for line in earlier if line in kept or line in back]
            earlier = (*lines, *(line for line in kept if line not in earlier))
        item = replace(item, **{part: earlier})
    return [item]
