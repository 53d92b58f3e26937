"""A file read with what stands beside it: its settings, what is expected of it, and stored proofs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bcm_formal.diagnostics import STDIN, Diagnostic, DiagnosticError, has_errors, in_reading_order, read_source
from bcm_formal.model.as_of import AsOf
from bcm_formal.model.load import Reading
from bcm_formal.model.load import read as read_model
from bcm_formal.model.model import Model
from bcm_formal.project.files import policy_at, same_name
from bcm_formal.project.parts import is_reform_file, models_with
from bcm_formal.project.request import Request
from bcm_formal.project.severities import settled
from bcm_formal.records import dataclass
from bcm_formal.vault.names import file_name, proofs_beside
from bcm_formal.vetting.unmet_starts import unmet_starts

if TYPE_CHECKING:
    from bcm_formal.project.expected import Expected


def read(path: Path | str, on: AsOf = None) -> Reading:
    """A file's model, its names and everything found about its text. Never raises for what the file says or is.

    A string with a line end in it is the text of a policy. A folder with a single `.bcm` file stands for that file,
    `-` for stdin.
    """
    if isinstance(path, str) and "\n" in path:
        return met(read_model(path, on))
    path = Path(path)
    try:
        path = policy_at(path)
    except DiagnosticError as error:
        return Reading(str(path), None, error.diagnostics)
    found = _reform(path, on) or read_model(path, on)
    if any(item.code == _NO_POLICY for item in found.diagnostics) and (models := models_with(path)):
        return Reading(found.path, None, (_part_of(found, models),))
    return met(found)


def _reform(path: Path, on: AsOf) -> Reading | None:
    """The law that a reform makes; None if the file is none, or cannot be read."""
    if not is_reform_file(path):
        return None
    from bcm_formal.versions.loading import reading_of_reform

    return reading_of_reform(read_source(path), on)


def met(found: Reading) -> Reading:
    """The same, without a model if nobody meets a `start` of it."""
    unmet = unmet_starts(found.model) if found.model else ()
    diagnostics = in_reading_order((*found.diagnostics, *unmet))
    return replace(found, model=None if unmet else found.model, diagnostics=diagnostics)


_NO_POLICY = "BCM415"


def _part_of(found: Reading, models: tuple[Path, ...]) -> Diagnostic:
    """That a file is checked with those that include it."""
    whole = " and ".join(f"`{model}`" for model in models[:3])
    place = next(item.span for item in found.diagnostics if item.code == _NO_POLICY)
    message = f"this file is a part of {whole}, which include{'s' if len(models) == 1 else ''} it"
    return Diagnostic(_NO_POLICY, message, place, f"check {whole} instead")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file as it is about to be checked: findings as grave as was asked for, and what `expected.toml` beside it says.

    There is no model if a finding is then an error, or what stands beside it is wrong.
    """

    path: str
    model: Model | None
    diagnostics: tuple[Diagnostic, ...]
    expected: Expected | None = None


def prepare(path: Path | str, request: Request) -> Prepared:
    """A file read with what stands beside it. Never raises for what they say or are."""
    from bcm_formal.project.expected import expected_beside, read_expected

    item = read(path, request.on)
    try:
        needed = request.expected and item.model is not None and not request.write_expected
        known = None if request.write_expected else item.model  # what it no longer has is about to be removed
        beside = (read_expected if needed else expected_beside)(item.path, known)
    except DiagnosticError as error:
        return Prepared(item.path, None, (*item.diagnostics, *error.diagnostics))
    found = graded(item.diagnostics, beside, request)
    return Prepared(item.path, None if has_errors(found) else item.model, found, beside)


def graded(found: tuple[Diagnostic, ...], beside: Expected | None, request: Request) -> tuple[Diagnostic, ...]:
    levels = {**(beside.levels if beside else {}), **request.levels}
    return settled(found, levels, strict=request.strict)


def without_same_names(loaded: Sequence[Prepared]) -> list[Prepared]:
    """What was read, but no model of a policy that several files declare: which one is meant is not guessed."""
    files: dict[str, list[str]] = {}
    for item in loaded:
        if item.model is not None:
            files.setdefault(item.model.name, []).append(item.path)
    return [
        replace(item, model=None, diagnostics=(*item.diagnostics, same_name(item.model.name, files[item.model.name])))
        if item.model is not None and len(files[item.model.name]) > 1
        else item
        for item in loaded
    ]


def stored_proofs(model: Model, proofs: Path | None) -> Path | None:
    """The folder with the proofs of the model's policy: in `proofs`, or in the nearest `proofs` beside the model."""
    path = model.source.path
    home = proofs if proofs is not None or path == STDIN else proofs_beside(Path(path), model.name)
    return home / file_name(model.name) if home is not None else None
