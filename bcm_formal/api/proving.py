"""The library for proofs: `prove` writes them, `verify_proofs` checks again what was written."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from itertools import product
from pathlib import Path
from typing import assert_never

from bcm_formal.api.allowed import Progress, silent
from bcm_formal.api.loading import load
from bcm_formal.api.means import must_be_known_means
from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.model.as_of import AsOf
from bcm_formal.model.model import Model, Property
from bcm_formal.processes.allowance import NO_LIMITS, Allowance
from bcm_formal.processes.sharing import Began, Done, Event, Failed, Said, Stopped, events
from bcm_formal.project.library import Library
from bcm_formal.project.selection import select
from bcm_formal.records import dataclass
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import unknown
from bcm_formal.trust.verdict import Verdict
from bcm_formal.vault.archive import TooManyProofsError, earlier_proofs, proof_files, proofs_in
from bcm_formal.vault.making import NoProof, Proof, can_always_be_stored, proof_of
from bcm_formal.vault.names import file_of, name_in
from bcm_formal.vault.recheck import Means, Rechecked, recheck
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


_Work = tuple[Parcel[Verdict], Proof | NoProof, float]
"""a verdict, its proof, and the seconds both took"""


def prove(
    path: Path,
    properties: Iterable[str] | None,
    out: Path,
    *,
    scripts: Path | None = None,
    solvers: Sequence[str] = ("z3",),
    on: AsOf = None,
    allowance: Allowance = NO_LIMITS,
    progress: Progress = silent,
    writing: AbstractContextManager[object] | None = None,
    heard: Callable[[Proved], None] = lambda _: None,
) -> tuple[Proved, ...]:
    """Decide properties of a model anew and store the proof of each in `out`, its obligations for solvers in `scripts`;
    `writing` is entered for each write.

    `heard` is told of each as soon as its proof is stored. Raises `DiagnosticError` if the file is no sound model,
    states no such property, there is no such solver, or a proof cannot be written.
    """
    must_be_known_means("auto", solvers)
    allowance = allowance.begun()
    model = load(path, on)
    chosen, _ = select(model, properties)
    stores = [proofs_in(out), *([scripts_in(scripts)] if scripts is not None else [])]
    for store, item in product(stores, chosen):
        with placing(store.path(model.name, item.name)):
            store.may_be_replaced(model.name, item.name)
    proving = _Proving(model, chosen, stores, tuple(solvers), writing or nullcontext(), heard)
    with closing(events(groups_of(chosen), proving.work, allowance, idle=lambda: progress(""))) as stream:
        for event in stream:
            proving.hear(event, progress)
    return tuple(proving.found[number] for number in range(len(chosen)))


class _Proving:
    """The proving of properties while it goes on; `found` are those that are decided, by their number."""

    def __init__(
        self,
        model: Model,
        chosen: Sequence[Property],
        stores: Sequence[Store],
        solvers: tuple[str, ...],
        writing: AbstractContextManager[object],
        heard: Callable[[Proved], None],
    ) -> None:
        self.found: dict[int, Proved] = {}
        self._chosen, self._stores, self._solvers = chosen, stores, solvers
        self._writing, self._heard = writing, heard
        self._system, self._portfolio = TransitionSystem(model), Portfolio(solvers=solvers)

    def work(self, number: int) -> Iterator[_Work]:
        """Done by another process, if there are any."""
        began = time.monotonic()
        verdict = self._portfolio.decide(self._system, self._chosen[number]).verdict
        yield Parcel(verdict, self._system), proof_of(verdict, self._solvers), time.monotonic() - began

    def hear(self, event: Event[_Work], progress: Progress) -> None:
        """Store what was proved. Raises what the work raised."""
        match event:
            case Began(number):
                done, name = f"{len(self.found)} of {len(self._chosen)}", self._chosen[number].name
                progress(f"{self._system.model.name}: {done} proved; now {name}")
            case Said(number, (verdict, proof, seconds)):
                self._keep(number, verdict.opened(self._system), proof, seconds)
            case Stopped(number, why):
                self._keep(number, unknown(self._chosen[number], why), NoProof(why), 0.0)
            case Failed(_, error):
                raise error
            case Done():
                pass
            case _:
                assert_never(event)

    def _keep(self, number: int, verdict: Verdict, proof: Proof | NoProof, seconds: float) -> None:
        model = self._system.model
        if isinstance(proof, Proof):
            texts = (proof.certificate, *([proof.script.text] if proof.script is not None else ()))
            with self._writing:
                for store, text in zip(self._stores, texts, strict=False):
                    _store(store, model.name, self._chosen[number].name, text)
        self.found[number] = Proved(model, verdict, proof, seconds)
        self._heard(self.found[number])


def _store(store: Store, policy: str, item: str, text: str) -> None:
    with placing(store.path(policy, item)):
        store.write(policy, item, text)


@contextmanager
def placing(path: Path) -> Iterator[None]:
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
    on: AsOf = None,
    progress: Progress | None = None,
) -> Verified:
    """Check stored proofs again, and write their obligations for other solvers to `scripts`. `models` are files or
    folders to look for the policies in; else they are looked for in the folder `models` beside the proofs, or in all
    that stands beside them.

    Raises `DiagnosticError` if there are no proofs (BCM925), no such solver (BCM919), or a script cannot be written,
    and `SolverMissingError`.
    """
    must_be_known_means("auto", means.solvers)
    files, earlier = _proofs_in(paths), told_of_earlier(paths)
    if not files:
        places = ", ".join(f"`{path}`" for path in paths)
        none = Diagnostic("BCM925", f"there are no proofs in {places}", help="write some: bcm prove")
        raise DiagnosticError((*earlier, none))
    library = Library(models or _beside(files[0]), on)

    def tell(done: int, total: int, whose: str) -> None:
        if progress:
            progress(f"[{'#' * (20 * done // total):.<20}] {done} of {total} obligations, {whose}")

    if progress:
        progress("reading the proofs")
    rechecked = recheck(files, library.files, means, tell)
    for item in rechecked:
        if scripts is not None and item.script is not None and item.header is not None:
            _store(scripts_in(scripts), item.header.policy, item.header.property, item.script.text)
    proved = {name_in(_absolute(path).parent) for path in files}
    without = [place for policy, places in library.places.items() if policy not in proved for place in places]
    return Verified(tuple(rechecked), _missing(paths, files, library), tuple(without), (*library.left_out, *earlier))


def _proofs_in(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The stored proofs. Raises `DiagnosticError` (BCM932) if there are too many."""
    try:
        return tuple(proof_files(paths))
    except TooManyProofsError as error:
        raise DiagnosticError((Diagnostic("BCM932", str(error), help="name some of them"),)) from None


def _missing(paths: Sequence[Path], files: Sequence[Path], library: Library) -> tuple[tuple[str, str], ...]:
    """(policy, property) for what could have a proof in the folders looked through, and has none."""
    given, looked_at = set(map(_absolute, paths)), set(files)
    whole = dict.fromkeys(path.parent for path in files if _absolute(path) not in given)
    return tuple(
        (file.model.name, item.name)
        for folder in whole
        for file in library.files(name_in(folder))[:1]
        if file.model is not None
        for item in file.model.properties
        if can_always_be_stored(item.sentence) and folder / file_of(item.name) not in looked_at
    )


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
