"""Reforms as files: a reform is read as the law that it makes of its policy."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

from bcm_formal.diagnostics import Diagnostic, DiagnosticError, Source, has_errors, in_reading_order
from bcm_formal.language.bases import Base, base_of, place_of
from bcm_formal.language.from_text import ParsedFile, at_most, parse
from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.tree.reforms import ReformDecl
from bcm_formal.model.as_of import AsOf
from bcm_formal.model.from_syntax.policy import from_syntax
from bcm_formal.model.load import Reading
from bcm_formal.records import dataclass
from bcm_formal.versions.applying import applied
from bcm_formal.versions.change import Change, ClauseId
from bcm_formal.versions.checking import read_law
from bcm_formal.versions.pieces import head_of
from bcm_formal.versions.reform import Applied


@dataclass(frozen=True, slots=True)
class Reforms:
    """A policy and reforms of it, read from files."""

    base: Base
    reforms: tuple[ParsedFile, ...]

    @property
    def trees(self) -> tuple[syntax.PolicyFile, ...]:
        """The reforms, in order."""
        return tuple(item.tree for item in self.reforms)

    @property
    def texts(self) -> tuple[Source, ...]:
        """All texts but that of the last reform, which stands for them."""
        others = tuple(item.source for item in self.reforms[:-1])
        return (self.base.source, *self.base.joined.included, *others)


def reforms_of(sources: Sequence[Source]) -> Reforms:
    """At least one reform, all of the same policy, in the order given.

    Raises `DiagnosticError`: what is wrong with their texts, BCM161, BCM162; never for what the policy says.
    """
    parsed = [parse(source) for source in sources]
    wrong = tuple(item for one in parsed for item in one.diagnostics)
    if has_errors(wrong):
        raise DiagnosticError(at_most(in_reading_order(wrong)))
    heads = [_head(one) for one in parsed]
    base = base_of(heads[0])
    for head in heads[1:]:
        if os.path.realpath(place_of(head)) != os.path.realpath(place_of(heads[0])):
            message = f"`{head.name.text}` is a reform of another policy than `{heads[0].name.text}`"
            raise DiagnosticError((Diagnostic("BCM162", message, head.of.span, "name reforms of one policy"),))
    return Reforms(base, tuple(parsed))


def _head(parsed: ParsedFile) -> ReformDecl:
    head = head_of(parsed.tree)
    if head is None or parsed.tree.declarations[0] is not head:
        place = parsed.tree.declarations[0].span
        remedy = 'begin with `reform NAME "title" of "FILE"`'
        raise DiagnosticError((Diagnostic("BCM161", "a reform begins with `reform`", place, remedy),))
    return head


def reading_of_reform(source: Source, on: AsOf = None) -> Reading:
    """The law that a reform makes, as a model that is called after the policy and the reform.

    Never raises for what the texts say. The first finding says that it is the law of a reform.
    """
    try:
        reforms = reforms_of((source,))
    except DiagnosticError as error:
        return Reading(source.path, None, error.diagnostics)
    base = reforms.base.joined
    if has_errors(base.diagnostics):
        return Reading(source.path, None, at_most(in_reading_order(base.diagnostics)))
    done = named_after(applied(base.tree, reforms.trees), reforms)
    broken = tuple(item for item in from_syntax(base.tree, done.day)[1] if item.severity == "error") if done.ok else ()
    if broken:
        return Reading(source.path, None, at_most(in_reading_order(broken)))
    found = read_law(done, reforms.trees, on, reforms.texts)
    told = (_told(reforms, len(done.clauses)),) if found.model is not None else ()
    return replace(found, diagnostics=at_most((*told, *found.diagnostics)))


def named_after(done: Applied, reforms: Reforms) -> Applied:
    """The same, the new law called after the policy and its reforms."""
    heads = [head for tree in reforms.trees if (head := head_of(tree)) is not None]
    names = "_".join(head.name.text for head in heads)
    titles = ", ".join(head.title.value if head.title else head.name.text for head in heads)

    def called(item: syntax.Declaration) -> syntax.Declaration:
        if not isinstance(item, syntax.PolicyDecl):
            return item
        name = syntax.Name(f"{item.name.text}_{names}", heads[-1].name.span)
        title = item.title.value if item.title else item.name.text
        return replace(item, name=name, title=syntax.Text(f"{title}, changed by: {titles}", heads[-1].span))

    return replace(done, new=replace(done.new, declarations=tuple(map(called, done.new.declarations))))


def _told(reforms: Reforms, count: int) -> Diagnostic:
    """What is read."""
    head = head_of(reforms.trees[-1])
    assert head is not None
    assert head.law_of is not None
    lines = "one clause" if count == 1 else f"{count} clauses"
    day = head.law_of.date.value
    message = f"a reform of `{head.of.value}` with {lines}: checked is the law that it makes, as of {day}"
    remedy = "to see for whom it changes what, compare the two: `bcm diff`"
    return Diagnostic("BCM627", message, head.name.span, remedy, severity="note")


def change_of(reforms: Reforms) -> Change:
    """From the law of the day of the last reform to what the reforms make of it.

    Raises `DiagnosticError` if the policy is not sound, or the reforms cannot be carried out, or make no sound law.
    """
    base = reforms.base.joined
    done = applied(base.tree, reforms.trees) if not has_errors(base.diagnostics) else None
    found = base.diagnostics if done is None else read_law(done, reforms.trees, None, reforms.texts).diagnostics
    if done is not None and done.ok:
        found = (*from_syntax(base.tree, done.day)[1], *found)
    if done is None or has_errors(found):
        raise DiagnosticError(at_most(in_reading_order(tuple(item for item in found if item.severity == "error"))))
    return _change(done, reforms)


def _change(done: Applied, reforms: Reforms) -> Change:
    def without(clauses: frozenset[ClauseId]) -> Change:
        return _change(applied(reforms.base.joined.tree, reforms.trees, clauses), reforms)

    renamed = {old: new for (_, old), new in done.renamed.items()}
    return Change(
        done.old,
        done.new,
        done.day,
        without,
        done.provisions,
        done.moves,
        done.clauses,
        renamed,
        done.day,
        reforms.texts,
    )
