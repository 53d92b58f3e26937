"""The first declaration of a file that states properties for several policies."""

from __future__ import annotations

from dataclasses import field

from bcm_formal.diagnostics import Span
from bcm_formal.language.tree.clauses import NO_COMMENTS, Comments, Origin
from bcm_formal.language.tree.terms import Name, Text
from bcm_formal.records import dataclass


@dataclass(frozen=True, slots=True)
class Renaming:
    """`layer settlement is settled_layer`: what this file calls by the first name is that layer of the policy."""

    kind: Name
    name: Name
    meant: Name
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ForPolicies:
    """`for japan, germany[: RENAMING, …]`: the policies that are asked, and what they call things."""

    policies: tuple[Name, ...]
    renamings: tuple[Renaming, ...]
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PropertiesDecl:
    """`properties NAME ["title"]` with its `for` clauses; without one, every policy is asked."""

    name: Name
    title: Text | None
    policies: tuple[ForPolicies, ...]
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)
