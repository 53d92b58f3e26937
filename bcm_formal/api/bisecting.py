"""The library: since which day, or which commit, a property of a policy is broken or fixed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from bcm_formal.api.changing import law_at, read_in
from bcm_formal.diagnostics import Diagnostic, DiagnosticError, has_errors
from bcm_formal.language.files import source_of_file
from bcm_formal.language.from_text import parse
from bcm_formal.language.includes import joined
from bcm_formal.model.from_syntax.policy import from_syntax
from bcm_formal.model.from_syntax.versions import changes
from bcm_formal.model.model import Model
from bcm_formal.project.revisions import Repository
from bcm_formal.project.selection import properties_named
from bcm_formal.trust.claim import Outcome
from bcm_formal.versions.asking import Asking
from bcm_formal.versions.bisecting import History, history
from bcm_formal.versions.clauses import change_between

_ONE_DAY = datetime.timedelta(1)


def bisect_days(
    place: str, name: str, first: datetime.date | None = None, last: datetime.date | None = None, *, every: bool = True
) -> History:
    """What a property was under each law of a policy, from the law of one day on (None: of the day that the policy
    says, or the first that it covers) to that of another (None: to the last change). Raises `DiagnosticError`.
    """
    found = joined(parse(source_of_file(Path(place))))
    model = from_syntax(found.tree, first, found.included)[0]
    if has_errors(found.diagnostics) or model is None:
        raise DiagnosticError(tuple(law_errors(place, first)))
    (name,) = properties_named((model,), (name,))
    begin = first or (model.covers[0] if model.covers else model.law_of)
    if begin is None:
        message = f"`{place}` has one law only: none of its rules is dated"
        raise DiagnosticError((Diagnostic("BCM806", message, help="look among commits: `--commits main..HEAD`"),))
    days = [begin, *map(datetime.date.fromordinal, changes(found.tree.declarations, begin, last))]

    def verdict(place: int) -> Outcome | None:
        law = from_syntax(found.tree, days[place], found.included)[0]
        return _verdict(law, name)

    return history([str(day) for day in days], verdict, every=every)


def law_errors(place: str, day: datetime.date | None) -> Sequence[Diagnostic]:
    """What is wrong with a policy as the law of a day."""
    try:
        law_at(place, day)
    except DiagnosticError as error:
        return error.diagnostics
    return ()


def bisect_commits(place: str, name: str, begin: str, end: str, *, every: bool = False) -> History:
    """What a property was in each commit from one to another, first parents only; `place` is the path of the policy as
    the repository has it. A commit that has no such policy, or none that can be read, has no verdict.

    Raises `DiagnosticError` where there is no such revision, or the last commit has no such property.
    """
    with Repository() as repository:
        commits = [repository.commit(begin), *repository.commits(begin, end)]
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


def causes(place: str, before: str, since: str) -> tuple[str, ...]:
    """What changes between the laws of two days, in words."""
    first, last = map(datetime.date.fromisoformat, (before, since))
    change = change_between(law_at(place, max(first, last - _ONE_DAY)), law_at(place, last))
    return tuple(clause.words for clause in change.clauses)
