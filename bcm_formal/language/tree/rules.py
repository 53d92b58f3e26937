"""Syntax of the rules: what can happen, and what happens when time has run out."""

from __future__ import annotations

from dataclasses import field

from bcm_formal.diagnostics import Span
from bcm_formal.language.tree.clauses import (
    NO_COMMENTS,
    Assignment,
    Comments,
    Origin,
    Requirement,
    Takes,
    While,
    Yields,
)
from bcm_formal.language.tree.terms import Name, Text
from bcm_formal.records import dataclass


@dataclass(frozen=True, slots=True)
class TransitionDecl:
    """`transition NAME from S, … to S by ACTOR[, adverse]`.

    Possible iff every requirement of `when` holds and not every one of `unless` does (an empty `unless` never blocks).
    """

    name: Name
    title: Text | None
    origins: tuple[Name, ...]
    target: Name
    actor: Name
    adverse: bool
    when: tuple[Requirement, ...]
    unless: tuple[Requirement, ...]
    assignments: tuple[Assignment, ...]
    takes: Takes | None
    yields: Yields | None
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class EventDecl:
    """`event NAME [in S, …] by ACTOR[, adverse]`; no places: everywhere. Guards as for a transition."""

    name: Name
    title: Text | None
    places: tuple[Name, ...]
    actor: Name
    adverse: bool
    when: tuple[Requirement, ...]
    unless: tuple[Requirement, ...]
    assignments: tuple[Assignment, ...]
    takes: Takes | None
    yields: Yields | None
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LimitDecl:
    """`limit NAME [in S, …]` with its `while … at most …, then …`; no places: everywhere."""

    name: Name
    title: Text | None
    places: tuple[Name, ...]
    rule: While
    assignments: tuple[Assignment, ...]
    yields: Yields | None
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)
