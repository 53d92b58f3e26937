"""Everything in `proofs/` checked again: what is stored, against the model, by a solver that no engine uses.

From the certificate and the model the obligations are written anew; their digest must be that in the certificate's
header; and the solver must refute each of them. Nothing is believed because of where it lies.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum
from functools import cache
from pathlib import Path

from bcm_formal import __version__
from bcm_formal.model.model import Model
from bcm_formal.model.to_json.policy import digest, property_digest
from bcm_formal.processes.allowance import NO_LIMITS, Allowance
from bcm_formal.processes.watching import OUT_OF_MEMORY, StopNowError, watched
from bcm_formal.records import dataclass
from bcm_formal.system.asked import Asked, asked_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import remaining
from bcm_formal.trust.claim import Claim
from bcm_formal.trust.formulas import FormulaClaim, remaining_of
from bcm_formal.trust.obligations import Obligations
from bcm_formal.trust.solvers import LIMITS, Bundle, Limits, SatAnswer
from bcm_formal.trust.verdict import Refused
from bcm_formal.vault.archive import certificate_bytes
from bcm_formal.vault.claims import claim_from_text
from bcm_formal.vault.header import Header, header_of, one_line
from bcm_formal.vault.names import file_name, file_of
from bcm_formal.vault.outline import UnreadableCertificateError
from bcm_formal.vault.script import Script, digest_of, script_of
from bcm_formal.vault.workers import Pool, Replies

BUNDLE = 60
"""so many obligations are asked of one solver together"""


class Finding(Enum):
    """What came of one stored proof."""

    PROVED = "proved"
    UNREADABLE = "the certificate cannot be read"
    STALE = "the certificate is for something else"
    TWINS = "several files declare the policy"
    CHANGED = "the obligations are not what they were"
    REFUSED = "the certificate does not show its verdict"
    UNDECIDED = "a solver gave no answer"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file that declares a policy; no model if it is not sound. `digest` is the SHA-256 of its bytes."""

    path: str
    digest: str
    model: Model | None


@dataclass(frozen=True, slots=True)
class Rechecked:
    """One stored proof, looked at again. `obligations` were all proved by each of `solvers` iff it is PROVED."""

    path: Path
    finding: Finding
    reason: str = ""
    header: Header | None = None
    obligations: int = 0
    solvers: tuple[str, ...] = ()
    seconds: float = 0.0
    """the time that the solvers took"""
    file: ModelFile | None = None
    """the file that the proof is about"""
    script: Script | None = None
    """the obligations, where there are any and they are what the header says"""


@dataclass(frozen=True, slots=True)
class Means:
    """How to check: with which solvers, how many processes at once, and how many obligations in each question."""

    solvers: tuple[str, ...] = ("cvc5",)
    jobs: int = 1
    bundle: int = BUNDLE
    limits: Limits = LIMITS
    command: tuple[str, ...] | None = None
    allowance: Allowance = NO_LIMITS
    """what is not looked at when its time is over is undecided"""


@dataclass(frozen=True, slots=True)
class _Work:
    """A proof of which only the obligations are left to be refuted."""

    path: Path
    header: Header
    file: ModelFile
    items: tuple[Obligations, ...]
    script: Script | None


@dataclass(frozen=True, slots=True)
class _Known:
    """The file that declares a policy, the digest of its model, and its status graph."""

    file: ModelFile
    digest: str
    system: TransitionSystem


class _RefusedError(Exception):
    def __init__(self, finding: Finding, reason: str) -> None:
        super().__init__(reason)
        self.finding = finding


Files = Callable[[str], Sequence[ModelFile]]
"""the files that declare a policy of this name"""
Progress = Callable[[int, int, str], None]
"""told how many obligations of how many are answered, and whose proof that was"""


def recheck(paths: Sequence[Path], files: Files, means: Means, tell: Progress) -> list[Rechecked]:
    """What came of the proofs in these files, in order. Raises `SolverMissingError`.

    A proof is about the one file that declares its policy; where several do, none of their proofs counts.
    """
    known = cache(lambda policy: _the_model(policy, files(policy)))
    found: dict[Path, Rechecked] = {}
    works: list[_Work] = []
    for path in paths:
        try:
            if time.monotonic() >= means.allowance.until:
                raise _RefusedError(Finding.UNDECIDED, means.allowance.time_is_over)
            with watched(means.allowance):
                works.append(_prepared(path, known))
        except _RefusedError as error:
            found[path] = Rechecked(path, error.finding, str(error))
        except StopNowError as stop:
            found[path] = Rechecked(path, Finding.UNDECIDED, stop.why)
        except MemoryError:
            found[path] = Rechecked(path, Finding.UNDECIDED, OUT_OF_MEMORY)
    found.update((item.path, item) for item in _discharged(works, means, tell))
    return [found[path] for path in paths]


# --- before any solver ---


def _prepared(path: Path, known: Callable[[str], _Known]) -> _Work:
    place = Path(os.path.abspath(path))  # noqa: PTH100  # a link bears the name it has here
    try:
        text = certificate_bytes(path, place.parents[1] if len(place.parents) > 1 else place.parent)
        header = header_of(text)
    except UnreadableCertificateError as error:
        raise _RefusedError(Finding.UNREADABLE, f"the certificate cannot be used: {error}") from None
    if (file_name(header.policy), file_of(header.property)) != (place.parent.name, place.name):
        reason = f"this is the certificate of `{header.policy}`, `{header.property}`"
        raise _RefusedError(Finding.STALE, reason)
    about = known(header.policy)
    asked = _asked(header, about)
    try:
        claim = claim_from_text(text, asked)
    except UnreadableCertificateError as error:
        raise _RefusedError(Finding.UNREADABLE, f"the certificate cannot be used: {error}") from None
    works = _remaining(asked, claim)
    try:
        script = script_of(asked.model, asked.property, header.outcome, works)
    except RecursionError:
        raise _RefusedError(Finding.REFUSED, "the certificate is nested too deeply") from None
    if digest_of(script) != header.script:
        raise _RefusedError(Finding.CHANGED, _why_changed(header))
    return _Work(path, header, about.file, works, script)


def _remaining(asked: Asked, claim: Claim | FormulaClaim) -> tuple[Obligations, ...]:
    """What is left to be proved."""
    if isinstance(claim, FormulaClaim):
        works = remaining_of(asked, claim)
        if isinstance(works, str):
            raise _RefusedError(Finding.REFUSED, works)
        return works
    work = remaining(claim, asked.question, asked.vacuity)
    if isinstance(work, Refused):
        raise _RefusedError(Finding.REFUSED, work.reason)
    return () if work is None else (work,)


def _why_changed(header: Header) -> str:
    """Why the obligations are others, though the policy and the sentence are the same."""
    if header.tool != __version__:
        made = f"version {header.tool} wrote the certificate, and version {__version__}"
        return f"{made} makes other obligations of it: prove it anew"
    return "the obligations of this evidence are not those in its header, so one of both was changed: prove it anew"


def _the_model(policy: str, files: Sequence[ModelFile]) -> _Known:
    """What is known of the one file that declares a policy."""
    if not files:
        raise _RefusedError(Finding.STALE, f"there is no model of the policy `{policy}` to check it against")
    if len(files) > 1:
        places = ", ".join(f"`{file.path}`" for file in files)
        raise _RefusedError(Finding.TWINS, f"the policy `{policy}` is declared in several files: {places}")
    (file,) = files
    if file.model is None:
        raise _RefusedError(Finding.STALE, f"`{file.path}` holds no sound model of the policy: bcm check {file.path}")
    return _Known(file, digest(file.model), TransitionSystem(file.model))


def _asked(header: Header, about: _Known) -> Asked:
    system = about.system
    if about.digest != header.rules:
        reason = f"the certificate was made for another version of the policy than `{about.file.path}`: prove it anew"
        raise _RefusedError(Finding.STALE, reason)
    item = system.model.property.get(header.property)
    if item is None:
        raise _RefusedError(Finding.STALE, f"the policy states no property `{header.property}` any more")
    if (property_digest(item), one_line(item.text)) != (header.question, header.sentence):
        raise _RefusedError(
            Finding.STALE, "the certificate was made for another sentence of the property: prove it anew"
        )
    return asked_of(system, item)


# --- the solvers ---


def _discharged(works: Sequence[_Work], means: Means, tell: Progress) -> list[Rechecked]:
    asked: list[tuple[_Work, Bundle]] = []
    for work in works:
        asked += [(work, bundle) for items in work.items for bundle in bundles(items, means.bundle)]
    total = sum(len(bundle.formulas) for _, bundle in asked) * len(means.solvers)
    done = 0

    def answered(number: int) -> None:
        nonlocal done
        done += 1
        header = asked[number][0].header
        tell(done, total, f"{header.policy}/{header.property}")

    answers: dict[Path, list[tuple[str, Replies]]] = {work.path: [] for work in works}
    for solver in means.solvers:
        pool = Pool(solver, means.jobs, means.limits, means.command, allowance=means.allowance)
        for (work, _), replies in zip(asked, pool.replies([b for _, b in asked], answered), strict=True):
            answers[work.path].append((solver, replies))
    return [_judged(work, answers[work.path], means.solvers) for work in works]


def _judged(work: _Work, answers: list[tuple[str, Replies]], solvers: tuple[str, ...]) -> Rechecked:
    looked_at = Rechecked(work.path, Finding.PROVED, "", work.header, file=work.file, script=work.script)
    says = [item.says for items in work.items for item in items]
    seconds = sum(replies.seconds for _, replies in answers)
    for solver in solvers:
        given = [reply for name, replies in answers if name == solver for reply in replies.replies]
        if len(given) != len(says):
            reason = f"{solver} answered {len(given)} of {len(says)} obligations"
            return replace(looked_at, finding=Finding.UNDECIDED, reason=reason, seconds=seconds)
        for kind, finding in ((SatAnswer.SAT, Finding.REFUSED), (SatAnswer.UNKNOWN, Finding.UNDECIDED)):
            for text, (answer, detail) in zip(says, given, strict=True):
                if answer is kind:
                    reason = f"{solver} does not prove that {text} ({answer.value}: {detail})"
                    return replace(looked_at, finding=finding, reason=reason, seconds=seconds)
    by = solvers if says else ()
    return replace(looked_at, obligations=len(says), solvers=by, seconds=seconds)


def bundles(obligations: Obligations, size: int) -> list[Bundle]:
    """The obligations in bundles of so many, in order, each with only the definitions it needs."""
    items = list(obligations)
    groups = [items[start : start + size] for start in range(0, len(items), size)]
    return [Bundle(obligations.prelude(group), tuple(item.formula for item in group)) for group in groups]
