"""What stands in reforms only as lines of text."""

from __future__ import annotations

from typing import assert_never

from bcm_formal.language.tree.policy import (
    ActsAtOnce,
    Assignment,
    ClockStart,
    Requirement,
    Runs,
    StatusLimit,
    Takes,
    While,
    Yields,
    Zero,
)
from bcm_formal.language.tree.reforms import (
    AmendDecl,
    AmendedActor,
    AmendedPart,
    AmendedPlaces,
    AmendedTarget,
    Amendment,
    Credit,
    Keep,
    MoveDecl,
    ReformDecl,
    RenamedDecl,
    RepealDecl,
    TransitionalDecl,
)
from bcm_formal.language.writing.clauses import (
    TextLine,
    actor_text,
    assignment_lines,
    clause_text,
    places_text,
    title_text,
)
from bcm_formal.language.writing.terms import expression_text, names_text, quoted, with_text

HeadOfReform = ReformDecl | AmendDecl | RepealDecl | RenamedDecl | MoveDecl | TransitionalDecl


def reform_head(declaration: HeadOfReform) -> str:
    """The first line."""
    match declaration:
        case ReformDecl(name, title, of):
            return f"reform {name.text}{title_text(title)} of {quoted(of)}"
        case AmendDecl(kind, name):
            return f"amend {kind.text} {name.text}"
        case RepealDecl(kind, name):
            return f"repeal {kind.text} {name.text}"
        case RenamedDecl(kind, old, new):
            return f"renamed {kind.text} {old.text} to {new.text}"
        case MoveDecl(places, condition, target):
            way = f" to {target.text}" if target else ""
            return f"move{places_text(places)}{with_text(condition)}{way}"
        case TransitionalDecl(name, title):
            return f"transitional {name.text}{title_text(title)}"
        case _:
            assert_never(declaration)


def reform_lines(declaration: HeadOfReform) -> list[TextLine]:
    """The lines below it, but where it comes from."""
    match declaration:
        case ReformDecl(law_of=law_of):
            return [TextLine(f"in force {law_of.date.value}", law_of.comments)] if law_of else []
        case AmendDecl(amendments=amendments):
            return [TextLine(amendment_text(line), line.comments) for line in amendments]
        case MoveDecl(assignments=sets, credit=credit):
            return [*assignment_lines(sets), *([TextLine(credit_text(credit), credit.comments)] if credit else ())]
        case TransitionalDecl(keeps=keeps):
            return [TextLine(keep_text(line), line.comments) for line in keeps]
        case RepealDecl() | RenamedDecl():
            return []
        case _:
            assert_never(declaration)


def keep_text(line: Keep) -> str:
    """`for in s: keep a, b until 2030-04-01`."""
    until = f" until {line.until.value}" if line.until else ""
    kept = "keep all" if line.names is None else f"keep {names_text(line.names)}"
    parts = [] if line.names == () else [kept]
    parts += [f"let {item.name.text} = {expression_text(item.value)}" for item in line.lets]
    return f"for{places_text(line.places)}{with_text(line.condition)}: {', '.join(parts)}{until}"


def credit_text(line: Credit) -> str:
    """`credit 1 month of a for 2 months of b up to 5 years`."""
    portion, for_each, most = map(expression_text, (line.portion, line.for_each, line.most))
    return f"credit {portion} of {line.clock.text} for {for_each} of {line.of.text} up to {most}"


def amendment_text(line: Amendment) -> str:
    """`add when a at least 2`."""
    if line.instead_of is not None and isinstance(line.part, Requirement):
        new = expression_text(line.part.condition)
        return f"{line.action} {line.clause} {expression_text(line.instead_of)} with {new}"
    if line.part is None:
        return f"{line.action} {'acts at once' if line.clause == 'acts' else line.clause}"
    return f"{line.action} {_part_text(line.clause, line.part)}"


def _part_text(clause: str, part: AmendedPart) -> str:
    match part:
        case Requirement(condition):
            return f"{clause} {expression_text(condition)}"
        case AmendedPlaces(names):
            return f"{clause} {names_text(names)}"
        case AmendedTarget(name):
            return f"to {name.text}"
        case AmendedActor(name, adverse):
            return actor_text(name, adverse)
        case (
            Assignment() | Takes() | Yields() | Runs() | Zero() | ClockStart() | ActsAtOnce() | StatusLimit() | While()
        ):
            return clause_text(part)
        case _:
            assert_never(part)
