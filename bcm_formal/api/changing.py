"""Changes of the law, from files or git revisions: two policies, a policy and reforms of it, or two days of one."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bcm_formal.diagnostics import Diagnostic, DiagnosticError, has_errors
from bcm_formal.language.files import source_of_file
from bcm_formal.language.from_text import parse
from bcm_formal.language.includes import Joined, joined
from bcm_formal.project.files import policy_at
from bcm_formal.project.parts import is_reform_file
from bcm_formal.project.revisions import Repository, RevisionFiles, revision_of

if TYPE_CHECKING:
    from bcm_formal.versions.change import Change, Law

Day = datetime.date


def change_of_files(old: str, new: str | None, first: Day | None = None, last: Day | None = None) -> Change:
    """The change from one file to another, or from one day of a policy to another.

    `first` and `last` are the days whose law is read. Raises `DiagnosticError` with all findings if one of them is not
    a sound model.
    """
    from bcm_formal.versions.clauses import change_between

    must_follow(first, last)
    before = law_at(old, first)
    return change_between(before, law_at(new or old, last))


def must_follow(first: Day | None, last: Day | None) -> None:
    """Raises `DiagnosticError` (BCM803) if the new law is that of a day before that of the old one."""
    if first is not None and last is not None and last < first:
        message = f"the new law is that of `{last}`, before the old one, that of `{first}`"
        remedy = "name an earlier day with `--from`, or a later one with `--to`"
        raise DiagnosticError((Diagnostic("BCM803", message, help=remedy),))


def reforms_among(places: Sequence[str]) -> tuple[str, ...]:
    """Those of the files that are reforms."""
    return tuple(place for place in places if is_reform_file(Path(place)))


def change_by_reforms(policies: Sequence[str], reforms: Sequence[str]) -> Change:
    """The change that reforms make, in the order given; `policies` are what else was named, if anything: their policy.

    Raises `DiagnosticError` with all findings if something is wrong with them.
    """
    from bcm_formal.versions.loading import change_of, reforms_of

    read = reforms_of([source_of_file(reform) for reform in reforms])
    for place in policies:
        if os.path.realpath(policy_at(place)) != os.path.realpath(read.base.source.path):
            message = f"`{place}` is not the policy of `{reforms[0]}`, which is `{read.base.source.path}`"
            raise DiagnosticError((Diagnostic("BCM162", message, help="name that policy, or only the reforms"),))
    return change_of(read)


def law_at(place: str, day: Day | None) -> Law:
    """What is law by a file on a day (None: on the day that the policy says). Raises `DiagnosticError`."""
    from bcm_formal.versions.change import law_of

    found = read_at(place)
    return law_of(found.tree, day, found.included)


def read_at(place: str) -> Joined:
    """A policy with what it includes: of a file, of the only one of a folder, or of a revision. Raises
    `DiagnosticError`."""
    named = revision_of(place)
    if named is not None:
        with Repository() as repository:
            return _sound(read_in(repository, *named))
    return _sound(joined(parse(source_of_file(policy_at(place)))))


def read_in(repository: Repository, revision: str, path: str) -> Joined:
    """A policy as a revision has it, with what it includes there. Raises `DiagnosticError` if it cannot be read."""
    source = repository.source(revision, path)
    files = RevisionFiles(repository, repository.commit(revision), f"{revision}:")
    return joined(parse(source), files)


def _sound(found: Joined) -> Joined:
    if has_errors(found.diagnostics):
        raise DiagnosticError(found.diagnostics)
    return found
