"""Sentences that compare two persons who are equal but for one attribute."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bcm_formal.diagnostics import Label
from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.tree.sentences import BetterAlwaysHastens, Raised, TwoPersons
from bcm_formal.model.expressions import TRUE, attributes_of
from bcm_formal.model.from_syntax.constants import value_of
from bcm_formal.model.from_syntax.expressions import Reader
from bcm_formal.model.from_syntax.persons import helpers, persons
from bcm_formal.model.from_syntax.scope import Space
from bcm_formal.model.kinds import kind_words
from bcm_formal.model.sentences import (
    Among,
    BetterNeverBlocks,
    BetterNeverDelays,
    Change,
    DoesNotDepend,
    PairSentence,
    TimeDoesNotDepend,
)
from bcm_formal.model.types import Choice, Duration, Type


def compared(written: TwoPersons, who: syntax.Who | None, reader: Reader) -> PairSentence | None:
    """The sentence, of two persons who are both as `who` says; None after an error."""
    raised = None if isinstance(written, syntax.PathIndependent | syntax.TimeIndependent) else written.raised
    name = (
        written.attribute
        if isinstance(written, syntax.PathIndependent | syntax.TimeIndependent)
        else written.raised.attribute
    )
    kind = _attribute(name, reader, ordered=raised is not None and raised.change is None)
    target, among = persons(written.goal, reader), _among(written, who, name, reader)
    if kind is None or target is None or among is None:
        return None
    sentence: BetterNeverBlocks | BetterNeverDelays | None
    match written:
        case syntax.PathIndependent():
            within = _time(written.within, reader)
            return None if within is None else DoesNotDepend(name.text, target, within[0], among)
        case syntax.TimeIndependent():
            return TimeDoesNotDepend(name.text, target, among)
        case syntax.BetterNeverBlocks():
            within = _time(written.within, reader)
            sentence = None if within is None else BetterNeverBlocks(name.text, target, within[0], among)
        case syntax.BetterNeverDelays():
            later = _time(written.later, reader)
            sentence = None if later is None else BetterNeverDelays(name.text, target, later[0] or 0, among)
        case BetterAlwaysHastens():
            earlier = _time(written.earlier, reader)
            sentence = None if earlier is None else BetterNeverDelays(name.text, target, -(earlier[0] or 0), among)
        case _:
            assert_never(written)
    if sentence is None or raised is None or raised.change is None:
        return sentence
    change = _change(raised, raised.change, kind, reader)
    return None if change is None else replace(sentence, change=change)


def _time(written: syntax.Expression | None, reader: Reader) -> tuple[int | None] | None:
    """The amount of time, or that there is none; None after an error."""
    if written is None:
        return (None,)
    found = value_of(reader, written, Duration())
    return None if found is None else (int(found),)


def _change(
    raised: Raised, values: tuple[syntax.Expression, syntax.Expression], kind: Type, reader: Reader
) -> Change | None:
    before, after = (value_of(reader, value, kind) for value in values)
    if before is None or after is None:
        return None
    if before == after:
        message = f"`{raised.span.text}` changes nothing"
        reader.findings.error("BCM317", message, raised.span, "name two values that differ")
        return None
    return Change(before, after)


def _among(written: TwoPersons, who: syntax.Who | None, name: syntax.Name, reader: Reader) -> Among | None:
    """Who is compared, and whose events count; None after an error."""
    condition, named = TRUE if who is None else persons(who, reader), helpers(written.by, reader)
    if condition is None or named is None:
        return None
    if who is not None and name.text in attributes_of(condition):
        message = f"the two persons differ in `{name.text}`, so they cannot both be as is asked here"
        reader.findings.error("BCM317", message, who.span, f"ask nothing of `{name.text}` here")
        return None
    return Among(condition, named[0])


def _attribute(name: syntax.Name, reader: Reader, ordered: bool) -> Type | None:
    """The type of the attribute; None after an error."""
    if not reader.scope.knows(Space.VALUE, name, reader.findings, "BCM201"):
        return None
    entry = reader.scope.names.get(name.text)
    if entry is None or entry.word != "attribute":
        word = entry.word if entry else "value"
        message = f"`{name.text}` is a {word}, not an attribute"
        labels = [Label(entry.span, "declared here")] if entry and entry.span else []
        reader.findings.error("BCM208", message, name.span, "name an attribute", *labels)
        return None
    if entry.kind is None:
        return None
    if ordered and isinstance(entry.kind, Choice):
        message = f"`better` needs an order, but `{name.text}` is {kind_words(entry.kind)}"
        remedy = "name an attribute with levels, numbers, durations, or yes or no, or write `changing … from … to …`"
        labels = [Label(entry.span, "declared here")] if entry.span else []
        reader.findings.error("BCM302", message, name.span, remedy, *labels)
        return None
    return entry.kind
