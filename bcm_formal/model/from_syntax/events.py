"""Transitions and events: who, from where, under which requirements, with what effect."""

from __future__ import annotations

from collections.abc import Mapping

from bcm_formal.diagnostics import Label
from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.writing.terms import expression_text
from bcm_formal.model.certainty import Certainty
from bcm_formal.model.expressions import Condition, NamedCondition, conjunction, in_status, negation
from bcm_formal.model.from_syntax.assignments import assignments_from_syntax
from bcm_formal.model.from_syntax.efforts import taking_time
from bcm_formal.model.from_syntax.expressions import Reader
from bcm_formal.model.from_syntax.origins import merged, origin_from_syntax, title_of
from bcm_formal.model.from_syntax.scope import Scope, Space
from bcm_formal.model.model import Definition, Event, EventKind, Origin, Requirement


def event_from_syntax(
    written: syntax.TransitionDecl | syntax.EventDecl,
    reader: Reader,
    attributes: Mapping[str, syntax.AttributeDecl],
    definitions: Mapping[str, Definition],
) -> Event | None:
    """The event; None after an error that leaves nothing to check further."""
    scope, findings = reader.scope, reader.findings
    origin = origin_from_syntax(written.origin, scope, findings)
    moves = isinstance(written, syntax.TransitionDecl)
    places = written.origins if isinstance(written, syntax.TransitionDecl) else written.places
    sources = scope.statuses_of(places, findings) if places else scope.statuses
    target = one_status(written.target, scope, reader) if isinstance(written, syntax.TransitionDecl) else None
    known_actor = scope.knows(Space.ACTOR, written.actor, findings, "BCM204")
    requirements = _requirements(written, reader, definitions, origin)
    assignments = assignments_from_syntax(written.assignments, reader, attributes)
    if requirements is None or sources is None or not known_actor or (moves and target is None):
        return None
    _report_impossible(requirements, sources, reader, scope)
    event = Event(
        name=written.name.text,
        title=title_of(written.title, written.name.text),
        kind=EventKind.TRANSITION if moves else EventKind.EVENT,
        sources=sources,
        target=target,
        actor=written.actor.text,
        adverse=written.adverse,
        requirements=requirements,
        assignments=assignments,
        origin=origin,
        span=written.span,
        yields_to=names_yielded_to(written.yields),
    )
    return taking_time(written, event, reader)


def names_yielded_to(written: syntax.Yields | None) -> tuple[str, ...]:
    """The names of rules in a `yields to`, each once; whether they are such rules is looked at when all are known."""
    return tuple(dict.fromkeys(name.text for name in written.rules)) if written else ()


def one_status(place: syntax.Name, scope: Scope, reader: Reader) -> str | None:
    """A status to go to: not a layer, unless the layer has one status only."""
    statuses = scope.statuses_of((place,), reader.findings)
    if statuses is None:
        return None
    if len(statuses) == 1:
        return statuses[0]
    found = scope.places[place.text]
    names = " or ".join(f"`{status}`" for status in statuses)
    message = f"`{place.text}` is a layer with {len(statuses) or 'no'} statuses: one can only go to a status"
    remedy = f"declare `status NAME in {place.text}` and name that"
    labels = [Label(found.span, "declared here")] if found.span else []
    reader.findings.error("BCM208", message, place.span, f"name a status: {names}" if names else remedy, *labels)
    return None


def _requirements(
    written: syntax.TransitionDecl | syntax.EventDecl,
    reader: Reader,
    definitions: Mapping[str, Definition],
    origin: Origin,
) -> tuple[Requirement, ...] | None:
    """One for each line of `when`, and one for all of `unless`: it blocks where all its lines hold."""
    read: list[Requirement | None] = []
    for line in written.when:
        condition = reader.condition(line.condition)
        text = expression_text(line.condition)
        read.append(_requirement(condition, text, line, definitions, origin))
    if written.unless:
        lines = [reader.condition(line.condition) for line in written.unless]
        whole = [condition for condition in lines if condition is not None]
        blocked = conjunction(whole) if len(whole) == len(lines) else None
        text = "unless " + " and ".join(_closed(line.condition, len(lines)) for line in written.unless)
        condition = None if blocked is None else negation(blocked)
        read.append(_requirement(condition, text, written.unless[0], definitions, origin, blocked))
    kept = tuple(requirement for requirement in read if requirement is not None)
    return kept if len(kept) == len(read) else None


def _closed(expression: syntax.Expression, lines: int) -> str:
    """The words of one of several lines that hold together."""
    text = expression_text(expression)
    return f"({text})" if lines > 1 and isinstance(expression, syntax.Or | syntax.Implies) else text


def _requirement(
    condition: Condition | None,
    text: str,
    line: syntax.Requirement,
    definitions: Mapping[str, Definition],
    origin: Origin,
    named: Condition | None = None,
) -> Requirement | None:
    if condition is None:
        return None
    subject = named or condition
    if isinstance(subject, NamedCondition) and subject.name in definitions:
        origin = merged(definitions[subject.name].origin, origin)
    return Requirement(condition, text, origin, line.span)


def _report_impossible(
    requirements: tuple[Requirement, ...], sources: tuple[str, ...], reader: Reader, scope: Scope
) -> None:
    """Report a requirement that no state in any of the sources meets."""
    parameters = {name for name, entry in scope.names.items() if entry.word == "parameter"}
    certainty = Certainty(parameters)
    for requirement in requirements:
        if sources and all(certainty.truth(in_status(requirement.condition, status)) is False for status in sources):
            message = f"`{requirement.text}` can never be met"
            remedy = "change the requirement, or remove the rule"
            reader.findings.error("BCM405", message, requirement.span, remedy)
