"""The library: since which day, or which commit, a property of a policy is broken or fixed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from bcm_formal.api.changing import must_follow, read_at, read_in
from bcm_formal.diagnostics import Diagnostic, DiagnosticError, has_errors
from bcm_formal.language.includes import Joined
from bcm_formal.model.from_syntax.policy import from_syntax
from bcm_formal.model.from_syntax.versions import changes
from bcm_formal.model.model import Model
from bcm_formal.project.revisions import Repository
from bcm_formal.project.selection import properties_named
from bcm_formal.trust.claim import Outcome
from bcm_formal.versions.asking import Asking
from bcm_formal.versions.bisecting import History, Turn, history
from bcm_formal.versions.change import Law, law_of
from bcm_formal.versions.clauses import change_between


def bisect_days(
    place: str, name: str, first: datetime.date | None = None, last: datetime.date | None = None, *, every: bool = True
) -> History:
    """What a property was under each law of a policy, from the law of one day on (None: of the day that the policy
    says, or the first that it covers) to that of another (None: to the last change), and what changes where it turns.
    A day whose law cannot be read has no verdict. Raises `DiagnosticError`.
    """
    found = read_at(place)
    model = law_of(found.tree, first, found.included).model
    (name,) = properties_named((model,), (name,))
    begin = first or (model.covers[0] if model.covers else model.law_of)
    if begin is None:
        message = f"`{place}` has one law only: none of its rules is dated"
        raise DiagnosticError((Diagnostic("BCM806", message, help="look among commits: `--commits main..HEAD`"),))
    must_follow(begin, last)
    days = [begin, *map(datetime.date.fromordinal, changes(found.tree.declarations, begin, last))]

    def verdict(number: int) -> Outcome | None:
        law = _law_on(found, days[number])
        return None if law is None else _verdict(law.model, name)

    told = history([str(day) for day in days], verdict, every=every)
    return replace(told, turns=tuple(replace(turn, causes=_causes(found, turn)) for turn in told.turns))


def _law_on(found: Joined, day: datetime.date) -> Law | None:
    """The law of a day; None: it cannot be read."""
    try:
        return law_of(found.tree, day, found.included)
    except DiagnosticError:
        return None


def _causes(found: Joined, turn: Turn) -> tuple[str, ...]:
    """What changes between the laws of two days, in words, if both can be read."""
    old, new = (_law_on(found, datetime.date.fromisoformat(day)) for day in (turn.before, turn.since))
    if old is None or new is None:
        return ()
    return tuple(clause.words for clause in change_between(old, new).clauses)


def bisect_commits(place: str, name: str, begin: str, end: str, *, every: bool = False) -> History:
    """What a property was in each commit from one to another along first parents; `place` is the path of the policy as
    the repository has it. A commit that has no such policy, or none that can be read, has no verdict.

    Raises `DiagnosticError` where there is no such revision or line of commits, or the last has no such property.
    """
    with Repository() as repository:
        commits = repository.line(begin, end)
        known: dict[str, Outcome | None] = {}
        newest = _model_in(repository, commits[-1], place)
        if newest is None:
            raise DiagnosticError(tuple(_errors_in(repository, end, place)))
        (name,) = properties_named((newest,), (name,))

        def verdict(number: int) -> Outcome | None:
            commit = commits[number]
            model = _model_in(repository, commit, place)
            key = "" if model is None else "\0".join(text.text for text in (model.source, *model.included))
            if key not in known:
                known[key] = _verdict(model, name)
            return known[key]

        return history([commit[:12] for commit in commits], verdict, every=every)


def _model_in(repository: Repository, commit: str, place: str) -> Model | None:
    try:
        found = read_in(repository, commit, place)
    except DiagnosticError:
        return None
    return None if has_errors(found.diagnostics) else from_syntax(found.tree, None, found.included)[0]


def _errors_in(repository: Repository, revision: str, place: str) -> Sequence[Diagnostic]:
    found = read_in(repository, revision, place)
    findings = (*found.diagnostics, *from_syntax(found.tree, None, found.included)[1])
    return [item for item in findings if item.severity == "error"]


def _verdict(model: Model | None, name: str) -> Outcome | None:
    return None if model is None or name not in model.property else Asking(model).verdict(name).outcome
