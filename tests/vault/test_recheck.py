"""Stored proofs are checked again in every respect: whatever was changed is noticed, and nothing passes by mistake."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from bcm_formal import __version__
from bcm_formal.system.asked import asked_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import obligations_of
from bcm_formal.trust.solvers import SOLVERS, Limits
from bcm_formal.vault.archive import MAX_BYTES, proof_files, stored_from_text
from bcm_formal.vault.recheck import Finding, Means, ModelFile, Rechecked, recheck
from bcm_formal.vault.script import digest_of, script_of
from tests.builders.folders import TEXTS, certificate, file_of, home_of_proofs
from tests.builders.loading import model_of
from tests.builders.policies import LADDER, gate, ladder

pytestmark = pytest.mark.slow

MEANS = Means(jobs=2)
SAYS_UNKNOWN = (
    'import sys\nfor line in sys.stdin:\n  for _ in range(1000): print(\'["unknown", "tired", 0.1]\', flush=True)\n'
)
SAYS_SAT = SAYS_UNKNOWN.replace("unknown", "sat")
CRASHES = "import os\nos._exit(1)"


def models(policy: str) -> list[ModelFile]:
    return [file_of(model_of(TEXTS[policy]))] if policy in TEXTS else []


def checked(home: Path, name: str, means: Means = MEANS, policy: str = "ladder") -> Rechecked:
    (only,) = recheck([certificate(home, name, policy)], models, means, lambda *_: None)
    return only


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("bundle", [1, 60])
def test_proofs_that_nobody_touched_hold(tmp_path: Path, solver: str, bundle: int) -> None:
    home = home_of_proofs(tmp_path)
    paths = proof_files([home / "proofs"])
    told: list[tuple[int, int]] = []
    found = recheck(paths, models, Means((solver,), 2, bundle), lambda done, total, _: told.append((done, total)))
    assert {Finding.PROVED} == {item.finding for item in found}
    count = sum(item.obligations for item in found)
    assert count == sum(item.script.questions for item in found if item.script is not None)
    assert len(paths) == len(ladder().properties) + len(gate().properties)
    assert [(number, count) for number in range(1, count + 1)] == told
    assert {(solver,), ()} == {item.solvers for item in found}


def test_line_ends_do_not_count(tmp_path: Path) -> None:
    path = certificate(home_of_proofs(tmp_path), "robust")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert checked(tmp_path / "home", "robust").finding is Finding.PROVED


def test_both_solvers_are_asked_everything(tmp_path: Path) -> None:
    item = checked(home_of_proofs(tmp_path), "robust", Means(("z3", "cvc5"), 2))
    assert Finding.PROVED is item.finding
    assert item.solvers == ("z3", "cvc5")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def overwrite(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def other_hash(word: str) -> Callable[[Path], None]:
    def change(home: Path) -> None:
        path = certificate(home, "robust")
        lines = path.read_text("utf-8").splitlines()
        place = next(index for index, line in enumerate(lines) if line.startswith(word + " "))
        last = lines[place][-1]
        lines[place] = lines[place][:-1] + ("0" if last != "0" else "1")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    return change


def huge(home: Path) -> None:
    with certificate(home, "robust").open("ab") as file:
        file.truncate(100_000_000)


def foreign(home: Path) -> None:
    shutil.copy(certificate(home, "early_worker"), certificate(home, "robust"))


def foreign_policy(home: Path) -> None:
    shutil.copy(certificate(home, "slow", "gate"), certificate(home, "robust"))


def swapped(home: Path) -> None:
    """Another property's whole proof under this one's name, header and all."""
    shutil.copy(certificate(home, "early_worker"), certificate(home, "robust"))
    edit(certificate(home, "robust"), "property early_worker", "property robust")


def renamed(home: Path) -> None:
    """The same with the right hashes: the evidence itself is for something else."""
    robust = certificate(home, "robust").read_text("utf-8").splitlines()
    body = certificate(home, "early_worker").read_text("utf-8").splitlines()
    certificate(home, "robust").write_text(
        "\n".join(robust[:4] + body[4:5] + robust[5:11] + body[11:]) + "\n", encoding="utf-8"
    )


def cut(home: Path) -> None:
    path = certificate(home, "robust")
    path.write_text(path.read_text("utf-8")[:-400], encoding="utf-8")


def binary(home: Path) -> None:
    certificate(home, "robust").write_bytes(b"bcm-formal certificate 2\n\xff\xfe\x00")


def older_tool(home: Path) -> None:
    """As if another version, which makes other obligations, had written it."""
    other_hash("script")(home)
    edit(certificate(home, "robust"), f"tool {__version__}", "tool 0.0.9")


def cruelly_cased(home: Path) -> None:
    """A name that a file system which minds no case takes for the right one."""
    path = certificate(home, "robust")
    edit(path, "property robust", "property Robust")


def a_folder(home: Path) -> None:
    path = certificate(home, "robust")
    path.unlink()
    path.mkdir()


CHANGES: dict[str, tuple[Callable[[Path], None], Finding, str]] = {
    "no certificate": (lambda home: certificate(home, "robust").unlink(), Finding.UNREADABLE, "there is none"),
    "a folder for a certificate": (a_folder, Finding.UNREADABLE, "it is a directory"),
    "an empty certificate": (
        lambda home: overwrite(certificate(home, "robust"), b""),
        Finding.UNREADABLE,
        "does not begin as a certificate does",
    ),
    "a certificate of 100 MB": (huge, Finding.UNREADABLE, f"larger than {MAX_BYTES // 1_000_000} MB"),
    "a certificate cut short": (cut, Finding.UNREADABLE, "its end is missing"),
    "no text": (binary, Finding.UNREADABLE, "not UTF-8 text"),
    "an old format": (
        lambda home: edit(certificate(home, "robust"), "certificate 2", "certificate 0"),
        Finding.UNREADABLE,
        "format 0",
    ),
    "an old meaning": (
        lambda home: edit(certificate(home, "robust"), "semantics 2", "semantics 0"),
        Finding.UNREADABLE,
        "semantics 0",
    ),
    "another model's hash": (other_hash("rules"), Finding.STALE, "another version of the policy"),
    "another question's hash": (other_hash("question"), Finding.STALE, "another sentence"),
    "another sentence": (
        lambda home: edit(certificate(home, "robust"), "despite 1 adverse", "despite 9 adverse"),
        Finding.STALE,
        "another sentence",
    ),
    "another script's hash": (other_hash("script"), Finding.CHANGED, "one of both was changed"),
    "a script that is no hash": (
        lambda home: edit(certificate(home, "robust"), "\nscript ", "\nscript none "),
        Finding.CHANGED,
        "one of both was changed",
    ),
    "another version of the program": (older_tool, Finding.CHANGED, "version 0.0.9 wrote the certificate"),
    "a name in other letters": (cruelly_cased, Finding.STALE, "the certificate of `ladder`, `Robust`"),
    "the certificate of another property": (foreign, Finding.STALE, "the certificate of `ladder`, `early_worker`"),
    "the certificate of another policy": (foreign_policy, Finding.STALE, "the certificate of `gate`, `slow`"),
    "another property's under this name": (swapped, Finding.STALE, "another sentence"),
    "another property's with the right hashes": (renamed, Finding.REFUSED, "PathProof cannot show HOLDS"),
    "another verdict": (
        lambda home: edit(certificate(home, "robust"), "shows HOLDS", "shows VIOLATED"),
        Finding.REFUSED,
        "StrategyProof cannot show VIOLATED",
    ),
    "another wait": (
        lambda home: edit(certificate(home, "early_worker"), "\n    then wait ", "\n    then wait 1 year - 2 * "),
        Finding.CHANGED,
        "one of both was changed",
    ),
    "another region": (
        lambda home: edit(certificate(home, "early_worker"), "\n    who ", "\n    who not insured and "),
        Finding.CHANGED,
        "one of both was changed",
    ),
}


@pytest.mark.parametrize("how", CHANGES)
def test_what_was_changed_is_noticed(tmp_path: Path, how: str) -> None:
    change, finding, reason = CHANGES[how]
    home = home_of_proofs(tmp_path)
    change(home)
    items = [checked(home, name) for name in ("robust", "early_worker")]
    wrong = next(item for item in items if item.finding is not Finding.PROVED)
    assert finding is wrong.finding
    assert reason in wrong.reason


def test_a_changed_certificate_is_refused_even_with_the_digest_of_its_own_obligations(tmp_path: Path) -> None:
    """A header that fits a wrong certificate does not help it: the solver finds the hole."""
    home = home_of_proofs(tmp_path)
    path = certificate(home, "early_worker")
    edit(path, "    who ", "    who not insured and ")
    assert checked(home, "early_worker").finding is Finding.CHANGED
    edit_header(path)
    found = checked(home, "early_worker")
    assert Finding.REFUSED is found.finding
    assert "cvc5 does not prove that" in found.reason


def edit_header(path: Path) -> None:
    """Write the digest of the obligations that the evidence has now into the header."""
    model = model_of(LADDER)
    asked = asked_of(TransitionSystem(model), model.property[path.stem])
    stored = stored_from_text(path.read_text("utf-8"), asked)
    work = obligations_of(stored.header.outcome, stored.certificate, asked.question, asked.vacuity)
    edit(
        path,
        stored.header.script,
        digest_of(script_of(model, asked.property, stored.header.outcome, [work] if work else ())),
    )


@pytest.mark.parametrize(
    ("program", "finding", "reason"),
    [
        (SAYS_UNKNOWN, Finding.UNDECIDED, "(unknown: tired)"),
        (SAYS_SAT, Finding.REFUSED, "(sat: tired)"),
        (CRASHES, Finding.UNDECIDED, "crashed"),
    ],
    ids=["unknown", "sat", "crash"],
)
def test_whatever_a_solver_says_but_unsat_is_no_pass(
    tmp_path: Path, program: str, finding: Finding, reason: str
) -> None:
    means = Means(("cvc5",), 1, 60, Limits(), (sys.executable, "-c", program))
    found = checked(home_of_proofs(tmp_path), "robust", means)
    assert finding is found.finding
    assert reason in found.reason
    assert found.obligations == 0


def test_a_policy_without_model_is_said(tmp_path: Path) -> None:
    home = home_of_proofs(tmp_path)
    (found,) = recheck([certificate(home, "robust")], lambda _: [], MEANS, lambda *_: None)
    assert Finding.STALE is found.finding
    assert "no model of the policy `ladder`" in found.reason


def test_a_property_that_is_gone_is_said(tmp_path: Path) -> None:
    home = home_of_proofs(tmp_path)
    without = model_of("\n".join(line for line in LADDER.splitlines() if not line.startswith("property robust")))
    (found,) = recheck([certificate(home, "robust")], lambda _: [file_of(without)], MEANS, lambda *_: None)
    assert "states no property `robust` any more" in found.reason


@pytest.mark.parametrize("other", [LADDER, LADDER.replace("at most 5 years", "at most 6 years"), None])
def test_of_two_files_with_one_policy_none_is_proved(tmp_path: Path, other: str | None) -> None:
    home = home_of_proofs(tmp_path)
    twin = ModelFile("twin.bcm", "", None if other is None else model_of(other))
    for files in ([file_of(model_of(LADDER)), twin], [twin, file_of(model_of(LADDER))]):
        (found,) = recheck([certificate(home, "robust")], partial(lambda all_, _: all_, files), MEANS, tell)
        assert Finding.TWINS is found.finding
        assert "`twin.bcm`" in found.reason


def test_a_file_that_is_no_sound_model_is_said(tmp_path: Path) -> None:
    home = home_of_proofs(tmp_path)
    broken = ModelFile("broken.bcm", "", None)
    (found,) = recheck([certificate(home, "robust")], lambda _: [broken], MEANS, tell)
    assert (Finding.STALE, "`broken.bcm` holds no sound model" in found.reason) == (found.finding, True)


def tell(*_: object) -> None:
    """Nobody listens."""


def test_hidden_files_and_other_files_are_no_proofs(tmp_path: Path) -> None:
    home = home_of_proofs(tmp_path)
    for name in ("README.md", "gate/README.md", "gate/.late.abc.txt", ".hidden/late.txt"):
        (home / "proofs" / name).parent.mkdir(exist_ok=True)
        (home / "proofs" / name).write_text("how to", encoding="utf-8")
    expected = ["late", "quick", "slow", "the_same"]
    assert expected == [path.stem for path in proof_files([home / "proofs" / "gate"])]
    assert expected == [path.stem for path in proof_files([home / "proofs"])][:4]
    assert [] == proof_files([home / "models"])  # noqa: SIM300


def test_every_text_among_proofs_is_one_or_is_refused(tmp_path: Path) -> None:
    """Nothing that was put there takes the place of a proof unseen."""
    home = home_of_proofs(tmp_path)
    shutil.copytree(home / "proofs" / "gate", home / "proofs" / "ladder" / "gate")
    (home / "proofs" / "ladder" / "notes.txt").write_text("notes", encoding="utf-8")
    found = recheck(proof_files([home / "proofs" / "ladder"]), models, MEANS, tell)
    assert {item.path.stem for item in found if item.finding is not Finding.PROVED} == {"notes"}
    assert {"robust", "late"} <= {item.path.stem for item in found}
