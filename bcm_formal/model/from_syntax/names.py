"""The names of a policy as they were declared and used, once everything was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bcm_formal.diagnostics import Span
from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.from_syntax.attributes import label_names
from bcm_formal.model.from_syntax.scope import Owner, Scope, Space
from bcm_formal.model.from_syntax.versions import space_of
from bcm_formal.model.names import Declared, Names, Use

Key = tuple[Space, str] | tuple[str, str]
"""a space and a name in it; an attribute and a value of it"""


def names_of(law: Sequence[syntax.Declaration], others: Sequence[syntax.Declaration], scope: Scope) -> Names:
    """The names that are declared, and all uses that were read in the scope. Of `others`, which are no law on the day,
    their own names and the sources they cite."""
    declared: dict[Key, Declared] = {}
    written: list[Declared] = []
    for declaration in (*law, *others):
        for key, item in _declared(declaration):
            declared.setdefault(key, item)
            written.append(item)
    for declaration in others:
        for reference in declaration.origin.sources:
            if (Space.SOURCE, reference.source.text) in declared:
                scope.refer(Space.SOURCE, reference.source)
    uses = [Use(span, _meant(meaning, scope, declared)) for span, meaning in scope.uses.items()]
    return Names(
        tuple(sorted(written, key=lambda item: _place(item.span))),
        tuple(sorted(uses, key=lambda use: _place(use.span))),
    )


def _place(span: Span | None) -> tuple[str, int]:
    return ("", 0) if span is None else (span.source.path, span.start)


def word_of(declaration: syntax.Declaration) -> str:
    """What is declared: `attribute`, `definition`, …"""
    return type(declaration).__name__.removesuffix("Decl").lower().replace("define", "definition")


def _declared(declaration: syntax.Declaration) -> Iterator[tuple[Key, Declared]]:
    word, named = word_of(declaration), space_of(declaration)
    if named is not None:
        space, name = named
        yield (space, name.text), Declared(word, name.text, name.span)
    match declaration:
        case syntax.PolicyDecl(name):
            yield ("", name.text), Declared(word, name.text, name.span)
        case syntax.AttributeDecl():
            for label in label_names(declaration):
                yield (declaration.name.text, label.text), Declared("value", label.text, label.span)
        case syntax.StatusDecl() if declaration.limit is not None:
            limit = f"{declaration.name.text}_limit"
            yield (Space.MOVE, limit), Declared("limit", limit, declaration.limit.span)
        case _:
            return


def _meant(meaning: tuple[Space, str] | Owner, scope: Scope, declared: dict[Key, Declared]) -> Declared:
    """What a use means: something declared in the text, or built in."""
    if isinstance(meaning, Owner):
        return declared[meaning.attribute, meaning.label]
    space, name = meaning
    if meaning in declared:
        return declared[meaning]
    return Declared(scope.names[name].word if space is Space.VALUE else space.value, name, None)
