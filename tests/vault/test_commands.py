"""`bcm prove`, `bcm verify-proofs` and `bcm check` with stored proofs, as a person meets them."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from bcm_formal.diagnostics import HIDDEN
from bcm_formal.system.asked import Asked
from bcm_formal.trust.certificate import Certificate, InvariantProof, StateSet
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.formulas import by_agreement
from bcm_formal.vault import recheck
from bcm_formal.verify.decided import Found as DecidedBy
from bcm_formal.verify.engine import REACHABILITY
from bcm_formal.verify.portfolio import ENGINES
from tests.builders.folders import certificate, home_of_proofs
from tests.builders.policies import LADDER
from tests.builders.running import Ran, bcm, lay_out

pytestmark = pytest.mark.slow

CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> partial[Ran]:
    return partial(bcm, monkeypatch, capfd)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with models and proofs, which is the current one."""
    folder = home_of_proofs(tmp_path)
    monkeypatch.chdir(folder)
    return folder


def test_proofs_are_written_and_verified(run: partial[Ran], home: Path) -> None:
    shutil.rmtree("proofs")
    ran = run("prove", "models/gate.bcm")
    assert (ran.code, ran.err) == (0, "")
    assert "VIOLATED  the_same" in ran.out
    assert re.search(r"4 proofs with \d+ obligations in proofs", ran.out)
    again = run("verify-proofs")
    assert (again.code, again.err) == (0, "")
    assert re.search(r"VIOLATED  the_same +\d+ obligations, cvc5, \d+\.\d\d s", again.out)
    assert re.search(r"4 of 4 proofs hold; \d+ obligations proved by cvc5; ", again.out)


def test_one_property_can_be_proved_and_verified_alone(run: partial[Ran], home: Path) -> None:
    shutil.rmtree("proofs")
    assert run("prove", "models/ladder.bcm", "--property", "robust", "--out", "elsewhere").code == 0
    ran = run("verify-proofs", "elsewhere/ladder/robust.txt", "--model", "models", "--solver", "all", "--alone")
    assert (ran.code, ran.err) == (0, "")
    assert "obligations proved by z3 and cvc5" in ran.out


def test_properties_without_proof_are_no_pass(run: partial[Ran], home: Path) -> None:
    Path("proofs/gate/late.txt").unlink()
    ran = run("verify-proofs", "proofs/gate")
    assert ran.code == 3
    assert "BCM926" in ran.err
    assert "`gate` has no proof of `late`" in ran.err
    assert "3 of 3 proofs hold" in ran.out


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda home: certificate(home, "robust").write_text("?"), "BCM920"),
        (lambda home: certificate(home, "robust").write_bytes(b"\xff"), "BCM920"),
        (lambda home: (home / "models/ladder.bcm").write_text(LADDER.replace("5 years", "6 years")), "BCM921"),
        (lambda home: (home / "models/ladder.bcm").unlink(), "BCM921"),
        (lambda home: changed(certificate(home, "robust"), "\nscript ", "\nscript 0"), "BCM922"),
    ],
    ids=["spoilt", "no text", "another model", "no model", "changed"],
)
def test_a_proof_that_does_not_hold_is_told_with_a_code(
    run: partial[Ran], home: Path, change: object, code: str
) -> None:
    change(home)  # type: ignore[operator]
    ran = run("verify-proofs")
    assert ran.code == 1
    assert code in ran.err
    assert re.search(rf"REFUSED   robust +{code}: ", ran.out)


def test_evidence_that_does_not_show_its_verdict_is_told_with_a_code(run: partial[Ran], home: Path) -> None:
    changed(certificate(home, "robust"), "shows HOLDS", "shows VIOLATED")
    ran = run("verify-proofs")
    assert (ran.code, "BCM923" in ran.err) == (1, True)


def test_a_solver_without_an_answer_is_no_pass(run: partial[Ran], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crash = (sys.executable, "-c", "import os; os._exit(1)")
    monkeypatch.setattr(recheck.Means, "__init__", partial_means(recheck.Means.__init__, crash))
    ran = run("verify-proofs")
    assert (ran.code, "BCM924" in ran.err) == (3, True)
    assert "cvc5 crashed" in ran.err


def partial_means(really: object, command: tuple[str, ...]) -> object:
    def means(self: object, *first: object, **rest: object) -> None:
        really(self, *first, command=command, **rest)  # type: ignore[operator]

    return means


@pytest.mark.parametrize("command", [("verify-proofs",), ("check", "--solver", "cvc5", "--fresh", "models/gate.bcm")])
def test_a_solver_that_is_not_installed_is_named(
    run: partial[Ran], home: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setitem(sys.modules, "cvc5", None)
    ran = run(*command)
    assert (ran.code, "BCM910" in ran.err) == (2, True)
    assert "pip install cvc5" in ran.err


def test_no_proofs_at_all_are_told(run: partial[Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("verify-proofs")
    assert (ran.code, "BCM925" in ran.err) == (2, True)


def test_a_place_that_cannot_be_written_to_is_told(run: partial[Ran], home: Path) -> None:
    Path("file").write_text("", encoding="utf-8")
    ran = run("prove", "models/gate.bcm", "--out", "file")
    assert (ran.code, "BCM904" in ran.err) == (2, True)


def test_prove_leaves_alone_what_a_link_below_the_proofs_leads_to(tmp_path: Path) -> None:
    script = CASES / "prove_symlink_deletes.sh"
    bcm_of_this = f"{sys.executable} -m bcm_formal"
    (tmp_path / "bcm").write_text(f'#!/bin/sh\nexec {bcm_of_this} "$@"\n', encoding="utf-8")
    (tmp_path / "bcm").chmod(0o755)
    command = ["sh", str(script), str(tmp_path / "bcm")]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "TMPDIR": str(tmp_path)}
    )
    assert "rc 2" in done.stdout
    assert "victim/home/Documents/thesis.txt" in done.stdout
    assert "BCM904" in done.stderr


HONEST = (CASES / "twin-model/models/ladder/ladder.bcm").read_text("utf-8").replace("  when ok\n", "")
TWINS = {
    "beside": ("models/ladder/twin.bcm", HONEST, "BCM931"),
    "deep down": ("models/a/b/c.BCM", HONEST, "BCM931"),
    "in a page": ("models/README.md", f"# A\n\n~~~bcm\n{HONEST}~~~\n", "BCM931"),
    "broken": ("models/twin.bcm", HONEST.replace("start in a", "start in nowhere"), "BCM931"),
    "in a comment": ("models/README.md", f"<!--\n```bcm\n{HONEST}```\n-->\n", "BCM921"),
    "in a text about it": ("models/README.md", f"````\n```bcm\n{HONEST}```\n````\n", "BCM921"),
    "in a quotation": (
        "models/README.md",
        "> ```bcm\n" + "".join(f"> {line}\n" for line in HONEST.splitlines()),
        "BCM921",
    ),
    "hidden": ("models/.twin/ladder.bcm", HONEST, "BCM921"),
    "called otherwise": ("models/README.txt", HONEST, "BCM921"),
}


@pytest.mark.parametrize("how", TWINS)
@pytest.mark.parametrize("command", ["verify-proofs", "verify-proofs proofs/ladder", "verify-proofs --solver all"])
def test_the_proofs_of_a_twin_prove_nothing_about_a_model(
    run: partial[Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str, command: str
) -> None:
    place, text, code = TWINS[how]
    monkeypatch.chdir(tmp_path)
    lay_out({"twin.bcm": HONEST}, tmp_path)
    assert run("prove", "twin.bcm").code == 0
    (tmp_path / "twin.bcm").unlink()
    shutil.copytree(CASES / "twin-model/models", tmp_path / "models")
    lay_out({place: text}, tmp_path)
    ran = run(*command.split())
    assert (ran.code, code in ran.err, "HOLDS" in ran.out) == (1, True, False)
    assert place in ran.err


def test_the_file_of_a_proof_is_named_with_its_digest(run: partial[Ran], home: Path) -> None:
    ran = run("verify-proofs")
    for name in ("gate", "ladder"):
        digest = hashlib.sha256((home / "models" / f"{name}.bcm").read_bytes()).hexdigest()
        assert f"  of models/{name}.bcm, SHA-256 {digest}" in ran.out.replace(str(home) + "/", "")


def test_one_of_two_files_can_be_named(run: partial[Ran], home: Path) -> None:
    (home / "models" / "twin.bcm").write_text(LADDER + "# another\n", encoding="utf-8")
    assert run("verify-proofs", "proofs/ladder").code == 1
    ran = run("verify-proofs", "proofs/ladder", "--model", "models/ladder.bcm")
    assert (ran.code, "of models/ladder.bcm, SHA-256" in ran.out) == (0, True)


@pytest.mark.parametrize(("policy", "goal"), [("gate", "margin"), ("ladder", "expelled")])
def test_a_property_more_is_a_file_more_and_no_other_file_changes(
    run: partial[Ran], home: Path, policy: str, goal: str
) -> None:
    before = {path: path.read_bytes() for path in Path("proofs").rglob("*.txt")}
    model = Path("models", f"{policy}.bcm")
    model.write_text(model.read_text("utf-8") + f"property one_more: every person can reach {goal}\n", encoding="utf-8")
    assert run("prove", str(model)).code == 0
    after = {path: path.read_bytes() for path in Path("proofs").rglob("*.txt")}
    assert after.pop(Path("proofs", policy, "one_more.txt"))
    assert after == before
    assert run("verify-proofs").code == 0


def test_a_hostile_header_forges_no_line(run: partial[Ran], home: Path) -> None:
    for old, new in (
        ("\ntool 0.1.0\n", "\ntool \x1b[2K\r::error file=a::b\u202e\n"),
        ("\nproperty robust\n", "\nproperty \x1b[2K\r::error::b\n"),
        ("\nshows HOLDS", "\nshows \x1b[2K\r::error"),
    ):
        path = certificate(home, "robust")
        kept = path.read_text("utf-8")
        changed(path, old, new)
        changed(path, "\nscript ", "\nscript 0")
        ran = run("verify-proofs", str(path))
        said = ran.out + ran.err
        assert ran.code == 1
        assert HIDDEN.search(said.replace("\n", "")) is None
        assert [line for line in said.splitlines() if line.lstrip().startswith("::")] == []
        path.write_text(kept, encoding="utf-8")


def test_scripts_for_solvers_are_written_on_request(run: partial[Ran], home: Path) -> None:
    before = {path: path.read_bytes() for path in Path("proofs").rglob("*.txt")}
    ran = run("prove", "models/gate.bcm", "--out", "new", "--scripts", "scripts")
    assert (ran.code, ran.err) == (0, "")
    assert re.search(r"\n4 scripts for solvers in scripts \(\d+\.\d kB\)\n$", ran.out)
    again = run("verify-proofs", "--scripts", "again")
    assert re.search(r"\n\d+ scripts for solvers in again \(\d+\.\d kB\)\n$", again.out)
    for path in Path("scripts").rglob("*.smt2"):
        assert path.read_bytes() == (Path("again") / path.relative_to("scripts")).read_bytes()
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert f"\nscript {digest}\n" in Path("proofs/gate", f"{path.stem}.txt").read_text("utf-8")
    assert {path: path.read_bytes() for path in Path("proofs").rglob("*.txt")} == before


def test_scripts_of_proofs_that_do_not_hold_are_not_written(run: partial[Ran], home: Path) -> None:
    changed(certificate(home, "late", "gate"), "\nscript ", "\nscript 0")
    assert run("verify-proofs", "proofs/gate", "--scripts", "scripts").code == 1
    names = sorted(path.name for path in Path("scripts").rglob("*"))
    assert names == ["gate", "quick.smt2", "slow.smt2", "the_same.smt2"]


def test_a_place_for_scripts_that_holds_something_else_is_told(run: partial[Ran], home: Path) -> None:
    Path("scripts/gate").mkdir(parents=True)
    Path("scripts/gate/slow.smt2").write_text("(check-sat)", encoding="utf-8")
    for words in ("prove models/gate.bcm --out new", "verify-proofs"):
        ran = run(*words.split(), "--scripts", "scripts")
        assert (ran.code, "BCM904" in ran.err, "scripts/gate/slow.smt2" in ran.err) == (2, True, True)
    assert Path("scripts/gate/slow.smt2").read_text("utf-8") == "(check-sat)"
    assert not Path("new").exists()


def test_proofs_of_earlier_versions_are_told_and_left_alone(run: partial[Ran], home: Path) -> None:
    for name in ("late", "slow"):
        Path("proofs/gate", name).mkdir()
        Path("proofs/gate", name, "certificate.txt").write_text("bcm-formal certificate 1\npolicy gate\n")
    said = "warning[BCM933]: `proofs/gate` holds 2 folders of proofs as earlier versions wrote them"
    for words in ("verify-proofs", "prove models/gate.bcm", "verify-proofs proofs/gate"):
        ran = run(*words.split())
        assert (ran.code, said in ran.err) == (0, True)
    for path in Path("proofs").rglob("*.txt"):
        if path.name != "certificate.txt":
            path.unlink()
    ran = run("verify-proofs")
    assert (ran.code, said in ran.err, "BCM925" in ran.err) == (2, True, True)
    assert Path("proofs/gate/late/certificate.txt").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="other systems have no pipes among files")
def test_whatever_lies_among_proofs_is_refused_and_the_rest_is_checked(run: partial[Ran], home: Path) -> None:
    (home / "secret").write_text("bcm-formal certificate 2\nsecret", encoding="utf-8")
    gate = home / "proofs" / "gate"
    shutil.copy(gate / "late.txt", gate / "Late.txt")
    (gate / "a_folder.txt").mkdir()
    (gate / "a_link.txt").symlink_to("../../secret")
    (gate / "a_link_to_a_folder.txt").symlink_to("..")
    (gate / "a_link_to_nothing.txt").symlink_to("nothing")
    (gate / "a_loop.txt").symlink_to("a_loop.txt")
    os.mkfifo(gate / "a_pipe.txt")
    with (gate / "too_large.txt").open("wb") as file:
        file.truncate(3_000_000_000)
    (home / "proofs" / "loop").symlink_to("loop")
    ran = run("verify-proofs")
    assert (ran.code, "secret" in ran.out + ran.err) == (1, False)
    refused = re.findall(r"REFUSED   (\S+)", ran.out)
    strange = {"a_folder", "a_link", "a_link_to_a_folder", "a_link_to_nothing", "a_loop", "a_pipe", "too_large"}
    assert sorted(refused) == sorted({"Late", *strange})
    assert "23 of 31 proofs hold; " in ran.out
    assert run("verify-proofs", "proofs/gate/a_loop.txt", "proofs/loop").code == 1


def test_what_looks_like_an_earlier_proof_hides_no_property(run: partial[Ran], home: Path) -> None:
    model = Path("models/gate.bcm")
    model.write_text(
        model.read_text("utf-8") + "property certificate: every person can reach inside\n", encoding="utf-8"
    )
    Path("proofs/gate/certificate.txt").write_text("bcm-formal certificate 1\n", encoding="utf-8")
    ran = run("verify-proofs", "proofs/gate")
    assert (ran.code, "`gate` has no proof of `certificate`" in ran.err, "BCM933" in ran.err) == (3, True, True)


EVIL = ("\n::error file=a::b", "\x1b[2K\r  HOLDS     x", "::warning::w", "a\u202eb")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems allow no such names")
def test_no_name_of_a_folder_or_file_forges_a_line(run: partial[Ran], home: Path) -> None:
    for number, name in enumerate(EVIL):
        shutil.copy("proofs/gate/late.txt", f"proofs/gate/{name}.txt")
        Path(f"proofs/{name}").mkdir()
        shutil.copy("proofs/gate/late.txt", f"proofs/{name}/late.txt")
        policy = LADDER.replace("policy ladder", f"policy l{number}")
        (home / "models" / f"{name}.bcm").write_text(policy, encoding="utf-8")
    for ran in (run("verify-proofs"), run("prove", "models/gate.bcm", "--property", "late", "--out", f"new{EVIL[0]}")):
        said = ran.out + ran.err
        assert HIDDEN.search(said.replace("\n", "")) is None
        assert [line for line in said.splitlines() if line.lstrip().startswith("::")] == []
    assert run("verify-proofs").code == 1


def test_a_policy_without_any_proof_is_named(run: partial[Ran], home: Path) -> None:
    shutil.rmtree("proofs/gate")
    ran = run("verify-proofs")
    assert (ran.code, "nothing is stored of" in ran.out, "gate.bcm" in ran.out) == (0, True, True)


def test_a_property_that_is_unknown_is_told(run: partial[Ran], home: Path) -> None:
    ran = run("prove", "models/gate.bcm", "--property", "lat")
    assert (ran.code, "BCM903" in ran.err) == (2, True)


class Shrug:
    """An engine that never knows."""

    name = "shrug"
    answers = REACHABILITY
    knows_along = True

    def run(self, question: object, budget: object) -> Undecided:
        return Undecided(self.name, "it does not know")


def test_what_is_not_decided_has_no_proof(run: partial[Ran], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bcm_formal.verify.portfolio.ENGINES", dict.fromkeys(ENGINES, Shrug))
    ran = run("prove", "models/gate.bcm", "--property", "late", "--out", "new")
    assert (ran.code, "BCM927" in ran.err) == (3, True)
    assert "it does not know" in ran.err
    assert not Path("new/gate").exists()


FORMULA = (
    'policy f "F"\n  time in months\n\nlayer l "L"\nactor office\nattribute ok: yes or no, fixed, starts any\n'
    "status a in l\nstatus b in l\nstatus c in l\ndefine never = in c\nstart in a\n"
    "transition go from a to b by office\n  when ok\n\nproperty f: ctl ?\nproperty p: no dead ends\n"
)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("AG (in a implies EF in b)", "VIOLATED"),
        ("EF in b", "VIOLATED"),
        ("AG EG in a", "VIOLATED"),
        ("EG (in a or in b)", "HOLDS"),
        ("AG (in b implies AG in b)", "HOLDS"),
        ("AG (never implies EF in b)", "VACUOUS"),
    ],
)
@pytest.mark.parametrize("solver", ["z3", "cvc5"])
def test_the_proof_of_a_formula_is_stored_reused_and_checked_again(
    run: partial[Ran], home: Path, formula: str, said: str, solver: str
) -> None:
    Path("f.bcm").write_text(FORMULA.replace("?", formula), encoding="utf-8")
    ran = run("prove", "f.bcm", "--out", "proofs", "--scripts", "scripts")
    assert (ran.code, ran.err) == (0, "")
    checked = run("check", "f.bcm")
    assert "proof reused for 2 of 2 properties" in checked.out
    again = run("verify-proofs", "proofs/f", "--model", "f.bcm", "--solver", solver)
    assert (again.code, again.err) == (0, "")
    assert re.search(rf"{said} +f ", again.out)
    assert "2 of 2 proofs hold" in again.out


def test_the_proof_of_a_formula_that_does_not_hold_any_more_is_left_aside(run: partial[Ran], home: Path) -> None:
    text = FORMULA.replace("?", "AG (in b implies AG in b)")
    Path("f.bcm").write_text(text, encoding="utf-8")
    assert run("prove", "f.bcm", "--out", "proofs").code == 0
    changed = text.replace("\nproperty f", "\ntransition back from b to a by office\n\nproperty f", 1)
    Path("f.bcm").write_text(changed, encoding="utf-8")
    ran = run("check", "f.bcm", "-v")
    assert "VIOLATED" in ran.out
    assert "proof reused for 1 of 2 properties" in ran.out
    assert "certificate was made for another version" in run("verify-proofs", "proofs/f", "--model", "f.bcm").err


def test_engines_that_agree_leave_no_proof_of_a_formula_and_none_is_missed(
    run: partial[Ran], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def agreed(asked: Asked, *_: object) -> DecidedBy[object]:
        return DecidedBy(by_agreement(asked, {"regions": False, "explicit": False}))

    monkeypatch.setattr("bcm_formal.verify.ctl.decide.settle", agreed)
    Path("f.bcm").write_text(FORMULA.replace("?", "EF in b"), encoding="utf-8")
    ran = run("prove", "f.bcm", "--out", "new")
    assert (ran.code, ran.err.count("note[BCM927]"), ran.err.count("error")) == (0, 1, 0)
    assert "`f` is VIOLATED, and no proof of it is stored: two engines agree" in ran.err
    again = run("verify-proofs", "new", "--model", "f.bcm")
    assert (again.code, again.err) == (0, "")


@pytest.mark.parametrize("options", [(), ("--proofs", "proofs")], ids=["beside", "named"])
def test_a_check_reuses_the_proofs_beside_the_model(run: partial[Ran], home: Path, options: tuple[str, ...]) -> None:
    ran = run("check", "models/gate.bcm", *options)
    assert "proof reused for 4 of 4 properties" in ran.out


@pytest.mark.parametrize("options", [("--fresh",), ("--engine", "regions")])
def test_a_check_can_leave_proofs_aside(run: partial[Ran], home: Path, options: tuple[str, ...]) -> None:
    ran = run("check", "models/gate.bcm", *options)
    assert "proof reused" not in ran.out


@pytest.mark.parametrize("solver", ["z3", "cvc5", "all"])
def test_a_check_says_which_solvers_proved_it(run: partial[Ran], home: Path, solver: str) -> None:
    ran = run("check", "models/gate.bcm", "--fresh", "-v", "--solver", solver)
    by = {"all": "z3 and cvc5"}.get(solver, solver)
    said = [line for line in ran.out.splitlines() if "proved again by" in line]
    assert len(said) == ran.out.count("found by regions") > 1
    assert all(line.endswith(f"proved again by {by}") for line in said)


class Liar:
    """An engine that claims everything on no grounds."""

    name = "liar"
    answers = REACHABILITY
    knows_along = True

    def run(self, question: object, budget: object) -> Claim:
        evidence: Certificate = InvariantProof(StateSet(()))
        return Claim(Outcome.HOLDS, evidence, self.name)


def test_a_claim_that_fails_is_kept_in_a_file(run: partial[Ran], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bcm_formal.verify.portfolio.ENGINES", {**ENGINES, "regions": Liar})
    ran = run("check", "models/ladder.bcm", "--property", "nobody_settles", "--engine", "regions")
    assert ran.code == 70
    assert "ENGINE FAULT" in ran.out
    kept = re.search(r"the evidence is written in (\S+)", ran.err)
    assert kept is not None
    page = Path(kept[1]).read_text("utf-8")
    Path(kept[1]).unlink()
    assert "property nobody_settles: no person in settled" in page
    assert "refused because it claims HOLDS, but z3 does not prove that everybody who starts in abroad" in page
    assert page.endswith("\n\ninvariant\ninvariant\n")
