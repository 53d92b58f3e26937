"""What is said about proofs that were written or checked again: pages of text, and findings with a code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from bcm_formal.answers.phrases import counted
from bcm_formal.diagnostics import Diagnostic, inert, padded, visible
from bcm_formal.model.model import Model
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.verdict import Verdict
from bcm_formal.vault.making import NoProof, Proof
from bcm_formal.vault.names import name_in
from bcm_formal.vault.recheck import Finding, Rechecked
from bcm_formal.vault.script import Script
from bcm_formal.views.report.exit_codes import EXIT_FAULT, EXIT_OK, EXIT_UNDECIDED, EXIT_VIOLATED

_CODES = {
    Finding.TWINS: "BCM931",
    Finding.UNREADABLE: "BCM920",
    Finding.STALE: "BCM921",
    Finding.CHANGED: "BCM922",
    Finding.REFUSED: "BCM923",
    Finding.UNDECIDED: "BCM924",
}
_MISSING = "BCM926"
_NOT_STORED = "BCM927"
_WIDEST = 34


def written_page(items: Sequence[tuple[Verdict, Proof | NoProof, float]], home: Path, scripts: Path | None) -> str:
    """A line for each property that was proved, and where the proofs and the scripts for solvers are."""
    lines = []
    for verdict, proof, seconds in items:
        stored = counted(_questions(proof), "obligation") if isinstance(proof, Proof) else "no proof stored"
        lines.append(_line(verdict.outcome.value, verdict.property.name, f"{stored}, {seconds:.1f} s"))
    proofs = [proof for _, proof, _ in items if isinstance(proof, Proof)]
    size = sum(len(proof.certificate) for proof in proofs)
    obligations = sum(map(_questions, proofs))
    place = visible(str(home))
    lines += [
        "",
        f"{counted(len(proofs), 'proof')} with {counted(obligations, 'obligation')} in {place} ({_size(size)})",
        *_scripts_line([proof.script for proof in proofs], scripts),
    ]
    return inert("\n".join(lines) + "\n")


def _questions(proof: Proof) -> int:
    return proof.script.questions if proof.script is not None else 0


def _scripts_line(found: Sequence[Script | None], home: Path | None) -> list[str]:
    texts = [script.text for script in found if script is not None]
    size = _size(sum(map(len, texts)))
    return [] if home is None else [f"{counted(len(texts), 'script')} for solvers in {visible(str(home))} ({size})"]


def of_other_values(models: Iterable[Model]) -> list[Diagnostic]:
    """That proofs are of policies with other values than their texts say."""
    return [
        Diagnostic(
            "BCM918",
            f"these proofs are of `{model.name}` with {', '.join(f'{name} = {value}' for name, value in model.given)}",
            help="check them with the same `--set`; `--out DIR` keeps them apart from those of the text",
            severity="warning",
        )
        for model in models
        if model.given
    ]


def written_findings(items: Sequence[tuple[Verdict, Proof | NoProof, float]]) -> list[Diagnostic]:
    """Why some properties have no proof: a note where it lacks nothing."""
    return [_not_stored(verdict, proof) for verdict, proof, _ in items if isinstance(proof, NoProof)]


def _not_stored(verdict: Verdict, proof: NoProof) -> Diagnostic:
    name, place = verdict.property.name, verdict.property.span
    if proof.is_lacking:
        return Diagnostic(_NOT_STORED, f"there is no proof of `{name}`: {proof.reason}", place)
    message = f"`{name}` is {verdict.outcome.value}, and no proof of it is stored: {proof.reason}"
    return Diagnostic(_NOT_STORED, message, place, severity="note")


def written_code(items: Sequence[tuple[Verdict, Proof | NoProof, float]]) -> int:
    """0 iff every property is decided and has a proof now, whatever it shows, if its kind has any."""
    if any(verdict.outcome is Outcome.ENGINE_FAULT for verdict, _, _ in items):
        return EXIT_FAULT
    lacking = any(isinstance(proof, NoProof) and proof.is_lacking for _, proof, _ in items)
    return EXIT_UNDECIDED if lacking else EXIT_OK


def verified_page(
    rechecked: Sequence[Rechecked],
    missing: Sequence[tuple[str, str]],
    without: Sequence[str],
    scripts: Path | None,
    seconds: float,
) -> str:
    """A line for each proof that was checked again, policy by policy with the file it is about, and what they come to.

    `without` are files with policies of which nothing is stored; `scripts` is where the obligations were written to.
    """
    lines: list[str] = []
    for policy, items in groupby(rechecked, lambda item: item.path.parent):
        group = list(items)
        files = dict.fromkeys(item.file for item in group if item.file is not None)
        lines += ["", visible(str(policy))] if lines else [visible(str(policy))]
        lines += [f"  of {visible(file.path)}, SHA-256 {file.digest}" for file in files]
        lines += [_line(_word(item), name_in(item.path), _how(item)) for item in group]
    if missing:
        lines += ["", *(_line("no proof", name, f"of {model}") for model, name in missing)]
    if without:
        lines += ["", *(f"  nothing is stored of {visible(path)}" for path in without)]
    proved = [item for item in rechecked if item.finding is Finding.PROVED]
    obligations = sum(item.obligations for item in proved)
    by = " and ".join(dict.fromkeys(name for item in proved for name in item.solvers))
    others = len(rechecked) - len(proved)
    said = f"{len(proved)} of {counted(len(rechecked), 'proof')} {'holds' if len(rechecked) == 1 else 'hold'}"
    said += f"; {counted(obligations, 'obligation')} proved by {by}" if by else ""
    said += f"; {others} not" if others else ""
    lines += ["", f"{said}; {seconds:.1f} s", *_scripts_line([item.script for item in rechecked], scripts)]
    return inert("\n".join(lines) + "\n")


def verified_findings(rechecked: Sequence[Rechecked], missing: Sequence[tuple[str, str]]) -> list[Diagnostic]:
    """Why some proofs do not hold."""
    found = [
        Diagnostic(_CODES[item.finding], f"`{item.path}`: {item.reason}", help=_remedy(item))
        for item in rechecked
        if item.finding is not Finding.PROVED
    ]
    lacking = [f"`{model}` has no proof of `{name}`" for model, name in missing]
    return found + [Diagnostic(_MISSING, message, help="write one: bcm prove MODEL") for message in lacking]


def verified_code(rechecked: Sequence[Rechecked], missing: Sequence[tuple[str, str]]) -> int:
    """0 iff all proofs hold and none is missing; undecided is never a pass."""
    findings = {item.finding for item in rechecked} - {Finding.PROVED}
    if findings - {Finding.UNDECIDED}:
        return EXIT_VIOLATED
    return EXIT_UNDECIDED if findings or missing else EXIT_OK


def _remedy(item: Rechecked) -> str:
    if item.finding is Finding.TWINS:
        return "give each a name of its own, or name the one file that is meant: --model FILE"
    if item.finding is Finding.UNDECIDED:
        return "try the other solver, or once more when the machine has less to do"
    return f"write it anew, bcm prove MODEL --property {name_in(item.path)}, or delete it if it is of no use any more"


def _word(item: Rechecked) -> str:
    if item.finding is Finding.PROVED and item.header is not None:
        return item.header.outcome.value
    return "unknown" if item.finding is Finding.UNDECIDED else "REFUSED"


def _how(item: Rechecked) -> str:
    if item.finding is not Finding.PROVED:
        return f"{_CODES[item.finding]}: {item.finding.value}"
    if not item.obligations:
        return (
            "the life course was replayed" if item.header and item.header.kind == "trace" else "nothing left to prove"
        )
    return f"{counted(item.obligations, 'obligation')}, {' and '.join(item.solvers)}, {item.seconds:.2f} s"


def _line(word: str, name: str, rest: str) -> str:
    return f"  {word:<9} {padded(visible(name), _WIDEST)} {visible(rest)}"


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 100_000 else f"{count / 1000:.1f} kB"
