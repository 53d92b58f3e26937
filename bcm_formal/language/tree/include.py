"""The line by which a file includes another."""

from __future__ import annotations

from dataclasses import field

from bcm_formal.diagnostics import Span
from bcm_formal.language.tree.clauses import NO_COMMENTS, NO_ORIGIN, Comments, Origin
from bcm_formal.language.tree.terms import Text
from bcm_formal.records import dataclass


@dataclass(frozen=True, slots=True)
class IncludeDecl:
    """`include "FILE"`: the declarations of that file stand in its place."""

    path: Text
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)

    @property
    def origin(self) -> Origin:
        """None: the line has no clauses."""
        return NO_ORIGIN
