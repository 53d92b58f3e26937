"""The script of a proof asks all its obligations, each for itself, under the sentence that it proves."""

from __future__ import annotations

import hashlib
import re

import pytest
import z3

from bcm_formal.system.asked import Asked
from bcm_formal.system.questions import CtlQuestion
from bcm_formal.trust.check import obligations_of
from bcm_formal.trust.obligations import Obligations
from bcm_formal.trust.solvers import LIMITS, SOLVERS, Bundle, SatAnswer
from bcm_formal.vault.archive import stored_from_text
from bcm_formal.vault.making import Proof, proof_of
from bcm_formal.vault.script import Script
from tests.builders.policies import GATE, LADDER, verdicts

MADE = [(asked, proof_of(verdict, ("z3",))) for text in (LADDER, GATE) for asked, verdict in verdicts(text)]
QUESTION = re.compile(r"; (\d+)\. (.+)\n\(push 1\)\n\(assert (.+)\)\n\(check-sat\)\n\(pop 1\)\n")


def scripts() -> list[tuple[Asked, Proof, Script]]:
    return [(a, p, p.script) for a, p in MADE if isinstance(p, Proof) and p.script is not None]


def obligations(asked: Asked, proof: Proof) -> Obligations | None:
    stored = stored_from_text(proof.certificate, asked)
    assert not isinstance(asked.question, CtlQuestion)
    return obligations_of(stored.header.outcome, stored.certificate, asked.question, asked.vacuity)


def test_every_obligation_is_asked_once_under_its_sentence() -> None:
    assert len(scripts()) > 15
    for asked, proof, script in scripts():
        items = list(obligations(asked, proof) or ())
        found = QUESTION.findall(script.text)
        assert [(str(n), item.says, item.formula) for n, item in enumerate(items, 1)] == found
        assert script.questions == len(items) == script.text.count("(check-sat)")


def test_what_all_questions_share_is_no_contradiction() -> None:
    """Else everything would be proved."""
    for _, _, script in scripts():
        shared = QUESTION.sub("", script.text)
        assert "(push" not in shared
        solver = z3.Solver()
        solver.add(z3.parse_smt2_string(shared))
        assert solver.check() == z3.sat


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_question_with_its_formula_weakened_is_not_proved(solver: str) -> None:
    for _, _, script in scripts():
        shared = QUESTION.sub("", script.text).replace("(set-logic QF_LIA)\n", "")
        assert [answer for answer, _ in SOLVERS[solver](Bundle(shared, ("true",)), LIMITS)] == [SatAnswer.SAT]


def test_the_digest_of_the_script_stands_in_the_header() -> None:
    for _, proof, script in scripts():
        assert f"\nscript {hashlib.sha256(script.text.encode()).hexdigest()}\n" in proof.certificate
    without = [proof for _, proof in MADE if isinstance(proof, Proof) and proof.script is None]
    assert without
    assert all("\nscript none\n" in proof.certificate for proof in without)


def test_nothing_in_a_comment_begins_a_line_of_its_own() -> None:
    commands = ("(set-logic ", "(declare-", "(define-fun ", "(assert ", "(push 1)", "(check-sat)", "(pop 1)")
    for _, _, script in scripts():
        assert all(line.startswith((";", *commands)) for line in script.text.splitlines())
