"""The pieces of a reform, in order: each the smallest that can be carried out, or left out, by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bcm_formal.diagnostics import Diagnostic, Label
from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.tree.reforms import (
    AmendDecl,
    Amendment,
    Keep,
    MoveDecl,
    OfReform,
    PartOfReform,
    ReformDecl,
    RenamedDecl,
    RepealDecl,
    ReplaceDecl,
    TransitionalDecl,
)
from bcm_formal.language.writing.clauses import clause_text
from bcm_formal.language.writing.declarations import clause_lines, head_columns
from bcm_formal.language.writing.reforms import amendment_text, credit_text, keep_text, reform_head
from bcm_formal.records import dataclass
from bcm_formal.versions.change import Clause
from bcm_formal.versions.kinds import ABOUT_THE_LAW, VOCABULARY, keyword_of

MOST_CLAUSES = 1_000
"""of one reform"""
MOST_PROVISIONS = 50
"""lines that keep something, of one reform: each is a law of its own"""
MOST_RENAMED = 50
"""names that one reform gives: the policy is read anew for each"""
_OnlyInPolicies = syntax.PolicyDecl | syntax.IncludeDecl | syntax.PropertiesDecl


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of an `amend` or `transitional` (`part`), or another declaration as a whole (`part` is None)."""

    clause: Clause
    item: syntax.Declaration
    part: Amendment | Keep | None = None
    number: int = 0
    """of a line, in its declaration from 1; 0 if it is the only one"""


def head_of(reform: syntax.PolicyFile) -> ReformDecl | None:
    """The declaration that says that it is a reform."""
    return next((item for item in reform.declarations if isinstance(item, ReformDecl)), None)


def pieces_of(reform: syntax.PolicyFile) -> tuple[Piece, ...]:
    """Its pieces in order, but those that say what is called otherwise."""
    head = head_of(reform)
    name = head.name.text if head else "reform"
    found: list[Piece] = []
    for item in reform.declarations:
        if isinstance(item, ReformDecl | RenamedDecl | _OnlyInPolicies):
            continue
        parts = _parts(item)
        for number, part in enumerate(parts, 1):
            origin, place = item.origin, item if part is None else part
            clause = Clause(f"{name}/{len(found) + 1}", _words(item, part), origin.sources, place.span)
            found.append(Piece(clause, item, part, number if len(parts) > 1 else 0))
    return tuple(found)


def can_be_undone(piece: Piece) -> bool:
    """True iff the law is another one without it. What a reform adds to the vocabulary changes nothing by itself."""
    item = piece.item
    match item:
        case RepealDecl(kind):
            return kind.text not in ABOUT_THE_LAW
        case ReplaceDecl(inner):
            return keyword_of(inner) not in ABOUT_THE_LAW
        case OfReform():
            return True
        case _:
            return keyword_of(item) not in (*VOCABULARY, *ABOUT_THE_LAW, "define", "score")


def _parts(item: syntax.Declaration) -> Sequence[Amendment | Keep | None]:
    match item:
        case AmendDecl(amendments=amendments):
            return amendments
        case TransitionalDecl(keeps=keeps):
            return keeps
        case _:
            return (None,)


def _words(item: syntax.Declaration, part: Amendment | Keep | None) -> str:
    """The text of a piece on one line, without where it comes from."""
    match part:
        case Amendment():
            assert isinstance(item, AmendDecl)
            return f"{reform_head(item)}: {amendment_text(part)}"
        case Keep():
            assert isinstance(item, TransitionalDecl)
            return f"transitional {item.name.text}: {keep_text(part)}"
        case None:
            return _whole(item)


def _whole(item: syntax.Declaration) -> str:
    if isinstance(item, MoveDecl):
        sets = [clause_text(line) for line in item.assignments]
        sets += [credit_text(item.credit)] if item.credit else []
        return f"{reform_head(item)}{': ' if sets else ''}{', '.join(sets)}"
    inner = item.declaration if isinstance(item, ReplaceDecl) else item
    head = " ".join(head_columns(item))
    if isinstance(inner, OfReform):
        return head
    below = [line.text for line in clause_lines(_without_origin(inner))]
    return f"{head}{' ' if below else ''}{'; '.join(below)}"


def _without_origin(item: syntax.Declaration) -> syntax.Declaration:
    if isinstance(item, OfReform | syntax.IncludeDecl):
        return item
    return replace(item, origin=syntax.NO_ORIGIN)


# --- the form of a reform ---


def mistakes_of_form(reform: syntax.PolicyFile) -> Iterator[Diagnostic]:
    """What does not stand in a reform, or says nothing (BCM160, BCM166, BCM168)."""
    head = head_of(reform)
    names: dict[str, TransitionalDecl] = {}
    for item in reform.declarations:
        if isinstance(item, _OnlyInPolicies):
            message = f"a reform has no `{keyword_of(item)}`"
            yield Diagnostic("BCM160", message, item.span, "leave it to the policy")
        elif isinstance(item, ReformDecl) and item is not head:
            yield Diagnostic(
                "BCM160", "`reform` is declared twice", item.span, "put each reform into a file of its own"
            )
        elif not isinstance(item, ReformDecl):
            yield from _dated(item)
        if isinstance(item, OfReform):
            yield from _says_nothing(item)
        if isinstance(item, TransitionalDecl):
            first = names.setdefault(item.name.text, item)
            if first is not item or item.name.text in ("old", "new"):
                label = (Label(first.name.span, "the first"),) if first is not item else ()
                message = f"`{item.name.text}` is {'given twice' if label else 'one of the names `old` and `new`'}"
                yield Diagnostic("BCM160", message, item.name.span, "give it another name", label)
    yield from _too_much(reform)
    if head is not None and head.law_of is None and not reform.unread:
        message = f"the reform `{head.name.text}` does not say when it enters into force"
        yield Diagnostic("BCM168", message, head.name.span, "add `in force DATE` below it")
    if head is not None and not reform.unread and not any(map(can_be_undone, pieces_of(reform))):
        message = f"the reform `{head.name.text}` changes nothing of the law"
        remedy = "say what it changes, as `parameter NAME = VALUE`, `amend KIND NAME` or `repeal KIND NAME`"
        yield Diagnostic("BCM166", message, head.name.span, remedy)


def _too_much(reform: syntax.PolicyFile) -> Iterator[Diagnostic]:
    """What bounds the work of carrying out a reform (BCM169)."""
    clauses = provisions = names = 0
    for item in reform.declarations:
        count = len(_parts(item))
        clauses += count
        provisions += count if isinstance(item, TransitionalDecl) else 0
        names += isinstance(item, RenamedDecl)
        limits = (
            (clauses, MOST_CLAUSES, "clauses"),
            (provisions, MOST_PROVISIONS, "provisions"),
            (names, MOST_RENAMED, "names"),
        )
        for number, most, what in limits:
            if number > most:
                message = f"the reform has more than {most:,} {what}"
                yield Diagnostic("BCM169", message, item.span, "split it into several reforms")
                return


def _dated(item: syntax.Declaration) -> Iterator[Diagnostic]:
    for clause in (item.origin.in_force, item.origin.repealed):
        if clause is not None:
            message = "what a reform says is law from the day of the reform on"
            yield Diagnostic("BCM160", message, clause.span, "leave the clause out, or write a reform of another day")


def _says_nothing(item: PartOfReform) -> Iterator[Diagnostic]:
    match item:
        case AmendDecl(amendments=()):
            remedy = "add a line such as `add when CONDITION` or `drop when CONDITION`"
        case TransitionalDecl(keeps=()):
            remedy = "add a line such as `for in STATUS: keep all`"
        case MoveDecl(target=None, assignments=(), credit=None):
            remedy = "say where to, as `move in STATUS to STATUS`, or what is set, as `set NAME = VALUE`"
        case _:
            return
    yield Diagnostic("BCM166", f"this `{item.span.text.split()[0]}` changes nothing", item.span, remedy)
