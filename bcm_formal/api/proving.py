"""The library for proofs: `prove` writes them, `verify_proofs` checks again what was written."""

from __future__ import annotations

import datetime
import hashlib
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from bcm_formal.api.checking import Progress, silent
from bcm_formal.api.run import load
from bcm_formal.diagnostics import Diagnostic, DiagnosticError, Source, bytes_of_file, source_of_bytes
from bcm_formal.language.files import policies_in
from bcm_formal.model.load import reading_of
from bcm_formal.model.model import Model
from bcm_formal.processes.allowance import NO_LIMITS, Allowance
from bcm_formal.processes.sharing import Began, Done, Failed, Said, Stopped, events
from bcm_formal.project.files import Found, search
from bcm_formal.project.selection import select
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import unknown
from bcm_formal.trust.verdict import Verdict
from bcm_formal.vault.archive import TooManyProofsError, earlier_proofs, proof_files, proofs_in
from bcm_formal.vault.making import NoProof, Proof, can_always_be_stored, proof_of
from bcm_formal.vault.names import file_of, name_in
from bcm_formal.vault.recheck import Means, ModelFile, Rechecked, recheck
from bcm_formal.vault.script import scripts_in
from bcm_formal.vault.store import Store
from bcm_formal.verify.grouping import Parcel, groups_of
from bcm_formal.verify.portfolio import Portfolio


@dataclass(frozen=True)
class Proved:
    """A property, its verdict, and the proof that was stored for it or why there is none."""

    model: Model
    verdict: Verdict
    proof: Proof | NoProof
    seconds: float


def prove(
    path: Path,
    properties: Iterable[str] | None,
    out: Path,
    *,
    scripts: Path | None = None,
    solvers: Sequence[str] = ("z3",),
    on: datetime.date | None = None,
    allowance: Allowance = NO_LIMITS,
    progress: Progress = silent,
    writing: AbstractContextManager[object] | None = None,
    heard: Callable[[Proved], None] = lambda _: None,
) -> tuple[Proved, ...]:
    """Decide properties of a model anew and store the proof of each in `out`, its obligations for solvers in `scripts`;
    `writing` is entered for each write.

    `heard` is told of each as soon as its proof is stored. Raises `DiagnosticError` if the file is no sound model,
    states no such property, or a proof cannot be written.
    """
    allowance = allowance.begun()
    model = load(path, on)
    chosen, _ = select(model, properties)
    stores = [proofs_in(out), *([scripts_in(scripts)] if scripts is not None else [])]
    for store, item in product(stores, chosen):
        with _placing(store.path(model.name, item.name)):
            store.may_be_replaced(model.name, item.name)
    system, portfolio = TransitionSystem(model), Portfolio(solvers=solvers)
    found: dict[int, Proved] = {}

    def work(number: int) -> Iterator[tuple[Parcel[Verdict], Proof | NoProof, float]]:
        began = time.monotonic()
        verdict = portfolio.decide(system, chosen[number]).verdict
        yield Parcel(verdict, system), proof_of(verdict, solvers), time.monotonic() - began

    def keep(number: int, verdict: Verdict, proof: Proof | NoProof, seconds: float) -> None:
        if isinstance(proof, Proof):
            texts = (proof.certificate, *([proof.script.text] if proof.script is not None else ()))
            with writing or nullcontext():
                for store, text in zip(stores, texts, strict=False):
                    _store(store, model.name, chosen[number].name, text)
        found[number] = Proved(model, verdict, proof, seconds)
        heard(found[number])

    with closing(events(groups_of(chosen), work, allowance, idle=lambda: progress(""))) as stream:
        for event in stream:
            match event:
                case Began(number):
                    progress(f"{model.name}: {len(found)} of {len(chosen)} proved; now {chosen[number].name}")
                case Said(number, (verdict, proof, seconds)):
                    keep(number, verdict.opened(system), proof, seconds)
                case Stopped(number, why):
                    keep(number, unknown(chosen[number], why), NoProof(why), 0.0)
                case Failed(_, error):
                    raise error
                case Done():
                    pass
    return tuple(found[number] for number in range(len(chosen)))


def _store(store: Store, policy: str, item: str, text: str) -> None:
    with _placing(store.path(policy, item)):
        store.write(policy, item, text)


@contextmanager
def _placing(path: Path) -> Iterator[None]:
    """What goes wrong while the file is looked at or written becomes a `DiagnosticError` (BCM904)."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"cannot write `{path}`: {reason[:1].lower()}{reason[1:]}"
        remedy = "name another folder, or move away what is there"
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
    """warnings about what looks like a model or a proof and was not read"""


def verify_proofs(
    paths: Sequence[Path],
    means: Means,
    *,
    models: Sequence[Path] = (),
    scripts: Path | None = None,
    on: datetime.date | None = None,
    progress: Progress | None = None,
) -> Verified:
    """Check stored proofs again, and write their obligations for other solvers to `scripts`. `models` are files or
    folders to look for the policies in; else they are looked for in the folder `models` beside the proofs, or in all
    that stands beside them.

    Raises `DiagnosticError` if there are no proofs (BCM925) or a script cannot be written, and `SolverMissingError`.
    """
    try:
        files = proof_files(paths)
    except TooManyProofsError as error:
        raise DiagnosticError((Diagnostic("BCM932", str(error), help="name some of them"),)) from None
    earlier = told_of_earlier(paths)
    if not files:
        places = ", ".join(f"`{path}`" for path in paths)
        none = Diagnostic("BCM925", f"there are no proofs in {places}", help="write some: bcm prove")
        raise DiagnosticError((*earlier, none))
    library = _Library(models or _beside(files[0]), on)

    def tell(done: int, total: int, whose: str) -> None:
        if progress:
            progress(f"[{'#' * (20 * done // total):.<20}] {done} of {total} obligations, {whose}")

    if progress:
        progress("reading the proofs")
    rechecked = recheck(files, library.files, means, tell)
    for item in rechecked:
        if scripts is not None and item.script is not None and item.header is not None:
            _store(scripts_in(scripts), item.header.policy, item.header.property, item.script.text)
    given, looked_at = set(map(_absolute, paths)), set(files)
    whole = dict.fromkeys(path.parent for path in files if _absolute(path) not in given)
    missing = [
        (file.model.name, item.name)
        for folder in whole
        for file in library.files(name_in(folder))[:1]
        if file.model is not None
        for item in file.model.properties
        if can_always_be_stored(item.sentence) and folder / file_of(item.name) not in looked_at
    ]
    proved = {name_in(_absolute(path).parent) for path in files}
    without = [place for policy, places in library.places.items() if policy not in proved for place in places]
    return Verified(tuple(rechecked), tuple(missing), tuple(without), (*library.left_out, *earlier))


def told_of_earlier(paths: Iterable[Path]) -> tuple[Diagnostic, ...]:
    """A warning (BCM933) for each folder in the paths with proofs in the layout of earlier versions."""
    found = Counter(folder.parent for folder in earlier_proofs(paths))
    remedy = "write them anew with `bcm prove MODEL`, then delete the folders that hold a `certificate.txt`"
    return tuple(
        Diagnostic(
            "BCM933",
            f"`{policy}` holds {_folders(count)} of proofs as earlier versions wrote them",
            help=remedy,
            severity="warning",
        )
        for policy, count in found.items()
    )


def _folders(count: int) -> str:
    return "1 folder" if count == 1 else f"{count} folders"


def _absolute(path: Path) -> Path:
    """The path from the root on, by the names that links have here."""
    return Path(os.path.abspath(path))  # noqa: PTH100  # resolve follows links


def _beside(proof: Path) -> list[Path]:
    folder = _absolute(proof).parent.resolve()
    root = folder.parents[1] if len(folder.parents) > 1 else Path(folder.anchor)
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
        model = reading_of(source, self._on).model
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
