"""Policies that are asked what files of shared properties state, in the place of their own properties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bcm_formal.diagnostics import Diagnostic, DiagnosticError, did_you_mean, has_errors, read_source
from bcm_formal.language.files import policies_in
from bcm_formal.model.asked import Questions, asked, questions_of
from bcm_formal.model.load import reading_of
from bcm_formal.project.preparing import Prepared, graded
from bcm_formal.project.request import Request
from bcm_formal.project.severities import settled


def asking(loaded: Sequence[Prepared], request: Request) -> list[Prepared]:
    """What is checked where files of properties are there: the policies that are asked, and what is wrong.

    Without such files, the policies with their own properties.
    """
    if not request.questions:
        return list(loaded)
    read = [_read(path, request) for path in request.questions]
    wrong = [item for item in read if isinstance(item, Prepared)]
    sound = [item for item in read if isinstance(item, Questions)]
    names = [name for item in loaded for name in _declared_in(item)]
    absent = settled(tuple(_absent(sound, names)), request.levels, strict=request.strict)
    if has_errors(absent):
        wrong += [Prepared(str(request.questions[0]), None, absent)]
        absent = ()
    result = [item for item in (_asked(item, sound, request) for item in loaded) if item is not None]
    if not result and not wrong:
        wrong = [Prepared(str(request.questions[0]), None, (*absent, _nobody(sound)))]
    elif result and absent:
        first = result[0]
        result[0] = Prepared(first.path, first.model, (*first.diagnostics, *absent), first.expected)
    return [*wrong, *result]


def _nobody(all_of: Sequence[Questions]) -> Diagnostic:
    """That nothing is asked at all."""
    place = next((questions.head.name.span for questions in all_of if questions.head), None)
    remedy = "name the files or the folder of the policies, too"
    return Diagnostic("BCM155", "no policy among what is checked is asked this", place, remedy)


def _declared_in(item: Prepared) -> tuple[str, ...]:
    """The policies of a file, also of one with errors."""
    if item.model is not None:
        return (item.model.name,)
    try:
        return policies_in(read_source(item.path))
    except DiagnosticError:
        return ()


def _read(path: Path, request: Request) -> Questions | Prepared:
    """The file, or what is wrong with it."""
    try:
        found = questions_of(read_source(path))
    except DiagnosticError as error:
        return Prepared(str(path), None, error.diagnostics)
    told = graded(found.diagnostics, None, request)
    return Prepared(str(path), None, told) if has_errors(told) else found


def _asked(item: Prepared, all_of: Sequence[Questions], request: Request) -> Prepared | None:
    """The policy as it is asked; None if nothing asks it. One that is wrong stays so."""
    if item.model is None:
        return item
    own = [questions for questions in all_of if questions.asks(item.model.name)]
    if not own:
        return None
    source = item.model.source
    found = asked(source, reading_of(source, request.on).names, own, request.on)
    told = graded(found.diagnostics, None, request)
    return Prepared(item.path, None if has_errors(told) else found.model, told)


def _absent(all_of: Sequence[Questions], names: Sequence[str]) -> Iterator[Diagnostic]:
    """The policies that are named and not there."""
    for questions in all_of:
        for name, place in questions.policies.items():
            if name not in names:
                remedy = did_you_mean(name, names) or "name the file that declares it, too"
                message = f"there is no policy `{name}` among what is checked"
                yield Diagnostic("BCM626", message, place.span, remedy, severity="warning")
