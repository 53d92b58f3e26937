"""Whether what reforms make is law: the new one, that of each provision, the conditions of those and of moves."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bcm_formal.diagnostics import Diagnostic, Label, Source, Span, has_errors, in_reading_order
from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.tree.reforms import MoveDecl, RepealDecl, TransitionalDecl
from bcm_formal.model.as_of import AsOf, Given
from bcm_formal.model.from_syntax.policy import from_syntax
from bcm_formal.model.load import Reading
from bcm_formal.model.model import LAW
from bcm_formal.versions.kinds import ABOUT_THE_LAW, VOCABULARY, Key, key_of, keyword_of, names_in
from bcm_formal.versions.reform import Applied

_OF_THE_WHOLE = ("BCM167", "BCM168")
"""errors that keep no clause from being carried out"""
_RESTORED = frozenset({*VOCABULARY, "parameter", "define", "score"})
"""kinds of which conditions speak, also where the reform repeals them"""


def read_law(done: Applied, reforms: Sequence[syntax.PolicyFile], on: AsOf, included: tuple[Source, ...]) -> Reading:
    """The model of the new law, and everything wrong with it and with what leads to it."""
    path = done.new.span.source.path
    if any(item.severity == "error" and item.code not in _OF_THE_WHOLE for item in done.diagnostics):
        return Reading(path, None, done.diagnostics)
    repeals = _repeals(reforms)
    model, found, names = from_syntax(done.new, _as_of(on, done.day), included)
    brought, spoken_of = _brought(done), _spoken_of_besides(reforms)
    here = frozenset(reform.span.source for reform in reforms)
    found = tuple(
        _explained(item, repeals)
        for item in found
        if not (_is_brought(item, brought) or _is_used_besides(item, spoken_of, here))
    )
    further = dict.fromkeys(_key(item) for item in found)
    for item in (*_of_provisions(done, repeals), *_of_conditions(done, reforms)):
        if _key(item) not in further:
            further[_key(item)] = None
            found = (*found, item)
    found = in_reading_order((*done.diagnostics, *found))
    if has_errors(found):  # what seems unused may be used where something is wrong
        found = tuple(item for item in found if item.severity == "error")
    return Reading(path, None if has_errors(found) else model, found, names)


def _brought(done: Applied) -> frozenset[str]:
    """What moves lead to, and what they set."""
    targets = {item.target.text for item in done.moves if item.target is not None}
    return frozenset(targets | {one.target.text for item in done.moves for one in item.assignments})


def _is_brought(item: Diagnostic, brought: frozenset[str]) -> bool:
    """True iff it is that nothing leads to a status, or changes an attribute, though a move does."""
    return item.code in ("BCM602", "BCM604") and item.span is not None and item.span.text in brought


def _spoken_of_besides(reforms: Sequence[syntax.PolicyFile]) -> frozenset[str]:
    """What moves and transitional provisions speak of, and the sources that any line cites."""
    lines = [item for reform in reforms for item in reform.declarations]
    cited = (reference.source.text for line in lines for reference in line.origin.sources)
    of_the_day = (line for line in lines if isinstance(line, MoveDecl | TransitionalDecl))
    return frozenset((*cited, *(name for line in of_the_day for name in names_in(line))))


def _is_used_besides(item: Diagnostic, spoken_of: frozenset[str], reforms: frozenset[Source]) -> bool:
    """True iff it is that nothing uses a name, and the reform does so beside the new law, or the policy declares the
    name: that may use it on other days, and is told of what nothing uses when it is checked itself."""
    if item.code not in ("BCM601", "BCM605") or item.span is None:
        return False
    return item.span.source not in reforms or item.span.text in spoken_of


def _as_of(on: AsOf, day: datetime.date | None) -> AsOf:
    """The day of the reform, where no other is asked for."""
    if isinstance(on, Given):
        return replace(on, law=on.law or day)
    return on or day


def _key(item: Diagnostic) -> tuple[str, str, int, str]:
    place = ("", 0) if item.span is None else (item.span.source.path, item.span.start)
    return (item.code, *place, item.message)


def _repeals(reforms: Sequence[syntax.PolicyFile]) -> dict[str, Span]:
    """Names that are repealed, and where."""
    lines = (item for reform in reforms for item in reform.declarations)
    return {line.name.text: line.span for line in lines if isinstance(line, RepealDecl)}


def _explained(item: Diagnostic, repeals: dict[str, Span]) -> Diagnostic:
    """That a name is unknown, told as that it is repealed, where it is."""
    name = item.span.text if item.span is not None else ""
    if item.severity != "error" or name not in repeals:
        return item
    message = f"`{name}` is repealed, but it is still used here"
    remedy = f"amend, replace or repeal what uses it, too, or do not repeal `{name}`"
    return Diagnostic("BCM167", message, item.span, remedy, (Label(repeals[name], "repealed here"),))


def _of_provisions(done: Applied, repeals: dict[str, Span]) -> Iterator[Diagnostic]:
    """Errors of the law that a provision keeps, told where it is kept: what it needs is not kept with it."""
    for provision in done.provisions:
        for item in from_syntax(provision.law, done.day)[1]:
            if item.severity != "error":
                continue
            name = item.span.text if item.span is not None else ""
            message = f"the law of this provision is not sound: {item.message}"
            remedy = f"keep `{name}`, too" if name in repeals else item.help or "keep what belongs to it, too"
            labels = () if item.span is None else (Label(item.span, "here"),)
            yield Diagnostic("BCM167", message, provision.span, remedy, labels)


def _of_conditions(done: Applied, reforms: Sequence[syntax.PolicyFile]) -> Iterator[Diagnostic]:
    """Errors of the conditions of moves and provisions, and of what moves set."""
    here = {reform.span.source for reform in reforms}
    asked = _spoken_of(done)
    declared = {key_of(item) for item in asked}
    asked += _conditions(done, declared)
    for item in from_syntax(replace(done.new, declarations=tuple(asked)), done.day)[1]:
        if item.severity == "error" and item.span is not None and item.span.source in here:
            yield item


def _spoken_of(done: Applied) -> list[syntax.Declaration]:
    """What conditions may speak of: the new law's words, and those of the old one that it repeals."""
    new = {key_of(item): item for item in done.new.declarations}
    words = [item for item in done.new.declarations if keyword_of(item) not in ABOUT_THE_LAW]
    words += [item for item in done.old.declarations if keyword_of(item) in _RESTORED and key_of(item) not in new]
    return words


def _conditions(done: Applied, taken: set[Key | None]) -> Iterable[syntax.Declaration]:
    """Each condition as the requirement of an event, each move as what an event does."""
    number = 0
    asks = [(item.where, None, (), item.span) for item in done.provisions]
    moves = [(item.where, item.target, item.assignments, item.span) for item in done.moves]
    for where, target, assignments, span in (*asks, *moves):
        number += 1
        while ("event", f"condition_{number}") in taken or ("transition", f"condition_{number}") in taken:
            number += 1
        name, actor = syntax.Name(f"condition_{number}", span), syntax.Name(LAW, span)
        when = () if where is None else (syntax.Requirement(where, span),)
        places = tuple(_places(done, span)) if target is not None else ()
        if target is None:
            yield syntax.EventDecl(
                name, None, (), actor, False, when, (), assignments, None, None, syntax.NO_ORIGIN, span
            )
        else:
            yield syntax.TransitionDecl(
                name, None, places, target, actor, False, when, (), assignments, None, None, syntax.NO_ORIGIN, span
            )


def _places(done: Applied, span: Span) -> Iterator[syntax.Name]:
    """Every status, by its layer."""
    layers = (item for item in (*done.old.declarations, *done.new.declarations) if isinstance(item, syntax.LayerDecl))
    for name in dict.fromkeys(layer.name.text for layer in layers):
        yield syntax.Name(name, span)
