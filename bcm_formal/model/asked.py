"""Properties that several policies share: what a file of them asks of one policy, in the names of that policy.

A policy that is asked has the properties of those files in the place of its own, and no scenarios.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bcm_formal.diagnostics import Diagnostic, Label, Source, did_you_mean, has_errors, in_reading_order
from bcm_formal.language.from_text import ParsedFile, at_most, parse
from bcm_formal.language.includes import joined
from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.tree.policy import Name, PropertiesDecl
from bcm_formal.model.as_of import AsOf
from bcm_formal.model.from_syntax.names import word_of
from bcm_formal.model.from_syntax.policy import from_syntax
from bcm_formal.model.load import Reading
from bcm_formal.model.names import Declared, Names
from bcm_formal.records import dataclass

KINDS = (
    "layer",
    "status",
    "actor",
    "attribute",
    "clock",
    "window",
    "value",
    "parameter",
    "definition",
    "score",
    "event",
    "transition",
)
"""what a name of a file of properties may stand for"""
_MAY_STAND = (syntax.PropertyDecl, syntax.DefineDecl, syntax.SourceDecl)


@dataclass(frozen=True, slots=True)
class Questions:
    """A file of properties: its first declaration, and what it states. `diagnostics` holds an error if it is wrong."""

    source: Source
    head: PropertiesDecl | None
    declarations: tuple[syntax.Declaration, ...]
    diagnostics: tuple[Diagnostic, ...]

    def asks(self, policy: str) -> bool:
        """True iff the policy of this name is asked."""
        return self.head is not None and (not self.head.policies or policy in self.policies)

    @property
    def policies(self) -> dict[str, Name]:
        """The policies that are named, each where it is first."""
        named = [name for clause in (self.head.policies if self.head else ()) for name in clause.policies]
        return {name.text: name for name in reversed(named)}


def questions_of(source: Source) -> Questions:
    """A file of properties. Never raises for what the text says."""
    parsed = parse(source)
    head = next((item for item in parsed.tree.declarations if isinstance(item, PropertiesDecl)), None)
    others = tuple(item for item in parsed.tree.declarations if not isinstance(item, PropertiesDecl))
    found = in_reading_order((*parsed.diagnostics, *_strangers(parsed, head), *_wrong_renamings(head)))
    return Questions(source, head, others, at_most(found))


def _strangers(parsed: ParsedFile, head: PropertiesDecl | None) -> Iterator[Diagnostic]:
    """What does not stand in a file of properties."""
    for item in parsed.tree.declarations:
        if isinstance(item, PropertiesDecl) and item is not head:
            yield Diagnostic("BCM155", "`properties` is declared twice", item.name.span, "keep one of them")
        elif not isinstance(item, _MAY_STAND) and not isinstance(item, PropertiesDecl):
            message = f"a file of properties declares no {word_of(item)}"
            remedy = "it holds `property`, `define` and `source`; everything else is of the policies that are asked"
            yield Diagnostic("BCM155", message, item.span, remedy)


def _wrong_renamings(head: PropertiesDecl | None) -> Iterator[Diagnostic]:
    """Names for things of no kind, and names that mean two things in one policy."""
    seen: dict[tuple[str, str], Name] = {}
    for clause in head.policies if head else ():
        for item in clause.renamings:
            if item.kind.text not in KINDS:
                remedy = did_you_mean(item.kind.text, KINDS) or f"there are {', '.join(KINDS)}"
                yield Diagnostic("BCM155", f"`{item.kind.text}` is no kind of name", item.kind.span, remedy)
            for policy in clause.policies:
                first = seen.setdefault((policy.text, item.name.text), item.name)
                if first is not item.name:
                    message = f"`{item.name.text}` means two things in `{policy.text}`"
                    label = Label(first.span, "the first")
                    yield Diagnostic("BCM155", message, item.name.span, "keep one of them", (label,))


def asked(policy: Source, names: Names, all_of: Sequence[Questions], on: AsOf) -> Reading:
    """A sound policy with the properties of these files, which ask it, instead of its own.

    `names` are those of the policy. Findings are those about the files of properties alone.
    """
    parsed = joined(parse(policy))
    kept = [
        item for item in parsed.tree.declarations if not isinstance(item, syntax.PropertyDecl | syntax.ScenarioDecl)
    ]
    own = next(item.name.text for item in kept if isinstance(item, syntax.PolicyDecl))
    added: list[syntax.Declaration] = []
    wrong: list[Diagnostic] = []
    for questions in all_of:
        meant = _meant(questions, own)
        wrong += _unknown(meant.values(), names, own)
        words = {name: item.meant.text for name, item in meant.items()}
        added += [_in_the_words_of(item, words) for item in questions.declarations]
    if wrong:
        return Reading(policy.path, None, in_reading_order(tuple(wrong)))
    tree = replace(parsed.tree, declarations=(*kept, *added))
    sources = tuple(questions.source for questions in all_of)
    model, findings, found = from_syntax(tree, on, (*parsed.included, *sources))
    about = tuple(item for item in findings if item.span and any(item.span.source is text for text in sources))
    about = about if model is not None or has_errors(about) else findings
    return Reading(policy.path, model, at_most(about), found)


def _meant(questions: Questions, policy: str) -> dict[str, syntax.Renaming]:
    clauses = questions.head.policies if questions.head else ()
    inside = [clause for clause in clauses if any(name.text == policy for name in clause.policies)]
    return {item.name.text: item for clause in inside for item in clause.renamings}


def _unknown(renamings: Iterable[syntax.Renaming], names: Names, policy: str) -> Iterator[Diagnostic]:
    """Names that the policy does not have, or not for something of this kind."""
    kinds: dict[str, list[Declared]] = {}
    for item in names.declared:
        kinds.setdefault(item.word, []).append(item)
    for renaming in renamings:
        kind, name = renaming.kind.text, renaming.meant
        known = [item.name for item in kinds.get(kind, [])]
        built_in = kind == "actor" and name.text in ("person", "law")
        if name.text not in known and not built_in:
            remedy = (
                did_you_mean(name.text, known) or f"it has {', '.join(f'`{item}`' for item in known[:8]) or 'none'}"
            )
            yield Diagnostic("BCM155", f"`{policy}` has no {kind} `{name.text}`", name.span, remedy)


def _in_the_words_of(item: syntax.Declaration, words: Mapping[str, str]) -> syntax.Declaration:
    """The declaration in the names of a policy; its own name stays."""
    if not words or not isinstance(item, syntax.PropertyDecl | syntax.DefineDecl):
        return item
    changed: syntax.Declaration = replace(_renamed(item, words), name=item.name)
    return changed


def _renamed(node: Any, words: Mapping[str, str]) -> Any:
    """The tree with other names in it, each in the place where it stands."""
    if isinstance(node, Name):
        return replace(node, text=words.get(node.text, node.text))
    if isinstance(node, tuple):
        return tuple(_renamed(part, words) for part in node)
    if not dataclasses.is_dataclass(node) or isinstance(node, type) or type(node).__module__.endswith("source"):
        return node
    parts = {field.name: getattr(node, field.name) for field in dataclasses.fields(node)}
    changed = {name: _renamed(part, words) for name, part in parts.items()}
    return replace(node, **{name: part for name, part in changed.items() if part is not parts[name]})
