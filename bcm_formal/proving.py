"""The library for proofs: `prove` writes them, `verify_proofs` checks again what was written."""

from __future__ import annotations

import datetime
import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bcm_formal.api import load, select
from bcm_formal.checking import Progress, silent
from bcm_formal.diagnostics import Diagnostic, DiagnosticError, Source, bytes_of_file, source_of_bytes
from bcm_formal.language.files import policies_in
from bcm_formal.model.load import load_source
from bcm_formal.model.model import Model
from bcm_formal.project.files import Found, search
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.allowance import NO_LIMITS, Allowance
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.verify.processes import Began, Done, Failed, Said, Stopped, events
from bcm_formal.verify.proofs.archive import TooManyProofsError, asked_of, may_be_replaced, proof_folders, write_proof
from bcm_formal.verify.proofs.making import NoProof, Proof, may_be_stored, proof_of
from bcm_formal.verify.proofs.recheck import Means, ModelFile, Rechecked, recheck
from bcm_formal.verify.side_by_side import groups_of, open_verdict, with_system, without_system


@dataclass(frozen=True)
class Proved:
    """A property, its verdict, and the proof that was stored for it or why there is none."""

    model: Model
    verdict: Verdict
    proof: Proof | NoProof
    folder: Path
    seconds: float


def prove(
    path: Path,
    properties: Iterable[str] | None,
    out: Path,
    *,
    solvers: Sequence[str] = ("z3",),
    on: datetime.date | None = None,
    allowance: Allowance = NO_LIMITS,
    progress: Progress = silent,
    writing: AbstractContextManager[object] | None = None,
    heard: Callable[[Proved], None] = lambda _: None,
) -> tuple[Proved, ...]:
    """Decide properties of a model anew and store the proof of each in `out`; `writing` is entered for each write.

    `heard` is told of each as soon as its proof is stored. Raises `DiagnosticError` if the file is no sound model,
    states no such property, or a proof cannot be written.
    """
    allowance = allowance.begun()
    model = load(path, on)
    chosen, _ = select(model, properties)
    folders = [out / model.name / item.name for item in chosen]
    for folder in folders:
        _placing(folder, may_be_replaced)
    system, portfolio = TransitionSystem(model), Portfolio(solvers=solvers)
    found: dict[int, Proved] = {}

    def work(number: int) -> Iterator[tuple[Verdict, str, Proof | NoProof, float]]:
        began, item = time.monotonic(), chosen[number]
        verdict = portfolio.decide(system, item)
        proof = proof_of(verdict, asked_of(system, item), solvers)
        yield *without_system(verdict, system, item), proof, time.monotonic() - began

    def keep(number: int, verdict: Verdict, proof: Proof | NoProof, seconds: float) -> None:
        if isinstance(proof, Proof):
            _store(folders[number], proof, writing or nullcontext())
        found[number] = Proved(model, verdict, proof, folders[number], seconds)
        heard(found[number])

    with closing(events(groups_of(chosen), work, allowance, idle=lambda: progress(""))) as stream:
        for event in stream:
            match event:
                case Began(number):
                    progress(f"{model.name}: {len(found)} of {len(chosen)} proved; now {chosen[number].name}")
                case Said(number, (verdict, kind, proof, seconds)):
                    keep(number, with_system(verdict, kind, system, chosen[number]), proof, seconds)
                case Stopped(number, why):
                    keep(number, open_verdict(system, chosen[number], why), NoProof(why), 0.0)
                case Failed(_, error):
                    raise error
                case Done():
                    pass
    return tuple(found[number] for number in range(len(chosen)))


def _store(folder: Path, proof: Proof, writing: AbstractContextManager[object]) -> None:
    with writing:
        _placing(folder, lambda place: write_proof(place, proof.certificate, proof.obligations))


def _placing(folder: Path, act: Callable[[Path], None]) -> None:
    try:
        act(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"cannot write the proof in `{folder}`: {reason[:1].lower()}{reason[1:]}"
        remedy = "name another place with --out, or move away what is there"
        raise DiagnosticError((Diagnostic("BCM904", message, help=remedy),)) from None


@dataclass(frozen=True)
class Verified:
    """What came of stored proofs, and which properties of the policies looked at have none."""

    rechecked: tuple[Rechecked, ...]
    missing: tuple[tuple[str, str], ...]
    """(policy, property)"""
    without: tuple[str, ...]
    """files with policies of which nothing is stored at all"""
    left_out: tuple[Diagnostic, ...]
    """warnings about what looks like a model and was not read"""


def verify_proofs(
    paths: Sequence[Path],
    means: Means,
    *,
    models: Sequence[Path] = (),
    on: datetime.date | None = None,
    progress: Progress | None = None,
) -> Verified:
    """Check stored proofs again. `models` are files or folders to look for the policies in; else they are looked for in
    the folder `models` beside the proofs, or in all that stands beside them.

    Raises `DiagnosticError` (BCM925) if there are no proofs, and `SolverMissingError`.
    """
    try:
        folders = proof_folders(paths)
    except TooManyProofsError as error:
        raise DiagnosticError((Diagnostic("BCM932", str(error), help="name some of them"),)) from None
    if not folders:
        places = ", ".join(f"`{path}`" for path in paths)
        raise DiagnosticError((Diagnostic("BCM925", f"there are no proofs in {places}", help="write some: bcm prove"),))
    library = _Library(models or _beside(folders[0]), on)

    def tell(done: int, total: int, whose: str) -> None:
        if progress:
            progress(f"[{'#' * (20 * done // total):.<20}] {done} of {total} obligations, {whose}")

    if progress:
        progress("reading the proofs")
    rechecked = recheck(folders, library.files, means, tell)
    given = {path.resolve() for path in paths}
    whole = dict.fromkeys(folder.parent for folder in folders if folder.resolve() not in given)
    missing = [
        (file.model.name, item.name)
        for policy in whole
        for file in library.files(policy.name)[:1]
        if file.model is not None
        for item in file.model.properties
        if may_be_stored(item.sentence) and not (policy / item.name).is_dir()
    ]
    proved = {Path(os.path.abspath(folder)).parent.name for folder in folders}  # noqa: PTH100  # as it is called here
    without = [place for policy, places in library.places.items() if policy not in proved for place in places]
    return Verified(tuple(rechecked), tuple(missing), tuple(without), library.left_out)


def _beside(folder: Path) -> list[Path]:
    above = folder.resolve().parents
    root = above[2] if len(above) > 2 else above[-1]
    return [root / "models" if (root / "models").is_dir() else root]


class _Library:
    """The files that declare policies, found once; a model is made only of what is asked for."""

    def __init__(self, places: Sequence[Path], on: datetime.date | None) -> None:
        self._on = on
        found = _found_in(places)
        self.left_out = found.left_out
        self._sources: dict[str, list[tuple[Source, str]]] = {}
        for path in found.models:
            for policy, text in _declared_in(path, must_be_text=path in places):
                self._sources.setdefault(policy, []).append(text)
        self.files = cache(self._files)

    @property
    def places(self) -> Mapping[str, tuple[str, ...]]:
        """Where each policy is declared."""
        return {policy: tuple(source.path for source, _ in texts) for policy, texts in self._sources.items()}

    def _files(self, policy: str) -> tuple[ModelFile, ...]:
        """The files that declare a policy, by name."""
        texts = self._sources.get(policy, ())
        return tuple(ModelFile(source.path, digest, self._model(source, policy)) for source, digest in texts)

    def _model(self, source: Source, policy: str) -> Model | None:
        model, _ = load_source(source, self._on)
        return model if model is not None and model.name == policy else None


def _found_in(places: Sequence[Path]) -> Found:
    """What a search finds, which may be nothing."""
    try:
        return search(places)
    except DiagnosticError as error:
        errors = [item.code for item in error.diagnostics if item.severity == "error"]
        if errors != ["BCM901"]:
            raise
        return Found((), tuple(item for item in error.diagnostics if item.severity != "error"))


def _declared_in(path: Path, *, must_be_text: bool) -> list[tuple[str, tuple[Source, str]]]:
    """(policy, (text, digest of the file)) for each policy that a file declares."""
    try:
        data = bytes_of_file(path)
        source = source_of_bytes(data, str(path))
    except DiagnosticError:
        if must_be_text:
            raise
        return []
    text = (source, hashlib.sha256(data).hexdigest())
    return [(policy, text) for policy in policies_in(source)]
