"""The library: small changes of a policy under which a property holds."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bcm_formal.api.changing import law_at
from bcm_formal.diagnostics import Diagnostic, DiagnosticError, Source, has_errors
from bcm_formal.language.bases import FOLDER
from bcm_formal.language.from_text import parse
from bcm_formal.language.includes import is_allowed
from bcm_formal.language.tree import policy as syntax
from bcm_formal.project.files import policy_at
from bcm_formal.project.parts import is_reform_file
from bcm_formal.project.selection import properties_named
from bcm_formal.trust.claim import Outcome
from bcm_formal.versions.asking import Asking
from bcm_formal.versions.change import Law, law_of
from bcm_formal.versions.repair.repairs import Repairs
from bcm_formal.versions.repair.search import MOST, TRIES, repairs
from bcm_formal.versions.repair.trials import ONE, Subject

GOAL = "goal"
"""what a sentence that is given is called"""


def repair(
    place: str,
    name: str | None = None,
    goal: str | None = None,
    *,
    keep: Sequence[str] = (),
    tries: int = TRIES,
    most: int = MOST,
    into: Path | None = None,
) -> Repairs:
    """Small changes under which a property of the policy holds, or a `goal`: a sentence of the language.

    One of the two is given. `keep` are properties that hold and must go on doing so; `into` is the folder that the
    reforms are for. Raises `DiagnosticError`.
    """
    if is_reform_file(Path(place)):
        message = f"`{place}` is a reform, and what is repaired is a policy"
        raise DiagnosticError((Diagnostic("BCM808", message, help="name the policy that it changes"),))
    found = law_at(place, None)
    subject = _subject(found, name, goal, _named_from(place, into))
    known = subject.law.model.property
    keep = properties_named((subject.law.model,), keep)
    if subject.name in keep:
        message = f"`{subject.name}` is to be repaired, so it is not kept"
        raise DiagnosticError((Diagnostic("BCM808", message, help="name other properties with --keep"),))
    held = Asking(subject.law.model, ONE)
    for kept in keep:
        if held.verdict(kept).outcome not in (Outcome.HOLDS, Outcome.VACUOUS):
            message = f"`{kept}` is not shown to hold, so there is nothing to keep"
            raise DiagnosticError((Diagnostic("BCM808", message, known[kept].span, "leave it out of --keep"),))
    return repairs(subject, keep, tries, most)


def _subject(law: Law, name: str | None, goal: str | None, of: str) -> Subject:
    if name is not None:
        (name,) = properties_named((law.model,), (name,))
        items = (item for item in law.tree.declarations if isinstance(item, syntax.PropertyDecl))
        return Subject(law, next(item for item in items if item.name.text == name), of)
    taken = {item.name for item in law.model.properties} | {item.name for item in law.model.scenarios}
    called = GOAL
    while called in taken:
        called += "_"
    item, more = _read(goal or "", called)
    tree = replace(law.tree, declarations=(*law.tree.declarations, item))
    with_it = law_of(tree, law.day, (*law.included, item.span.source))
    return Subject(replace(law, tree=tree, model=with_it.model, included=with_it.included), item, of, more)


def _read(goal: str, name: str) -> tuple[syntax.PropertyDecl, str]:
    """The goal as a property, and its text. Raises `DiagnosticError` if it is not one sentence."""
    message = "a goal is one sentence on one line"
    remedy = 'as `--goal "every person in guest can reach resident within 7 years"`'
    wrong = DiagnosticError((Diagnostic("BCM808", message, help=remedy),))
    if len(goal.splitlines()) != 1:
        raise wrong
    more = f"property {name}:\n  {goal}"
    read = parse(Source("--goal", more))
    if has_errors(read.diagnostics):
        raise DiagnosticError(tuple(item for item in read.diagnostics if item.severity == "error"))
    only = read.tree.declarations[0] if len(read.tree.declarations) == 1 else None
    if not isinstance(only, syntax.PropertyDecl):
        raise wrong
    return only, more


def _named_from(place: str, into: Path | None) -> str:
    """How a reform in the folder names the policy. Raises `DiagnosticError` (BCM808) where it cannot."""
    path = policy_at(place)
    if into is None:
        return f"../{path.name}" if is_allowed(path.name) else "policy.bcm"
    here = Path(os.path.abspath(into))  # noqa: PTH100  # resolve follows links
    name = Path(os.path.relpath(os.path.abspath(path), here)).as_posix()  # noqa: PTH100
    above = name.removeprefix("../")
    if path.is_file() and (is_allowed(name) or (here.name == FOLDER and "/" not in above and is_allowed(above))):
        return name
    remedy = f"name a folder `{FOLDER}` beside the policy, as `-o {path.parent / FOLDER}`"
    if not is_allowed(path.name):
        remedy = "give the policy a plain file name that ends with `.bcm`"
    message = f"a reform in `{into}` could not name the policy `{place}`"
    raise DiagnosticError((Diagnostic("BCM808", message, help=remedy),))
