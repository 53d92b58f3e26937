"""Evidence for formulas as text: written, read back, accepted again; and whatever else is written there is refused."""

from __future__ import annotations

import random
import re
from functools import cache

import pytest

from bcm_formal.model.model import Model
from bcm_formal.system.asked import Asked, asked_of
from bcm_formal.system.ctl.rewritten import opposite_of
from bcm_formal.system.questions import CtlQuestion, Question
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.formulas import (
    FormulaClaim,
    by_agreement,
    by_the_opposite,
    judge_claim,
    judge_formula,
    remaining_of,
)
from bcm_formal.trust.verdict import Fault, Holds, OppositeEverywhere, Shown, Vacuous, Verdict, Violated
from bcm_formal.vault.claims import claim_from_text
from bcm_formal.vault.making import NoProof, Proof, proof_of
from bcm_formal.vault.outline import UnreadableCertificateError
from bcm_formal.vault.script import script_of
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import Portfolio
from tests.builders.loading import model_of

SMALL = """policy small "Small"
  time in months

layer l "L"
actor office
attribute ok: yes or no, fixed, starts any
attribute n: integer, starts 3
status a in l
status b in l
status c in l
define never = in c
start in a
transition go from a to b by office
  when ok
event lower in b by office
  when n more than 0
  set n = n - 1
"""
FORMULAS = {
    "AG (in a implies EF in b)": ("VIOLATED", "questions", ""),
    "EF in b": ("VIOLATED", "questions", ""),
    "AG (in b implies AG in b)": ("HOLDS", "questions", "subject VIOLATED by trace"),
    "AG (never implies EF in b)": ("VACUOUS", "invariant", ""),
    "AG (in b implies AF in c)": ("VIOLATED", "questions", "about the policy with a clock of the observer"),
    "AG (in a implies A[in a W in b])": ("HOLDS", "questions", "a mark for whoever meets {in a}"),
    "AG (in b implies E[in b U n is 0])": ("HOLDS", "questions", "about the policy as written"),
    "EF (in b and EF n is 0)": ("VIOLATED", "questions", "starts in a where {not ok and n is 3}"),
    "EF AG in b": ("VIOLATED", "questions", "starts in a where {not ok and n is 3}"),
    "EG in a": ("HOLDS", "questions", ""),
    "AG EG (in a or in b)": ("HOLDS", "questions", "condition 0"),
    "AG (in a implies AX (in a or in b))": ("HOLDS", "questions", ""),
}
"""what is said of the formula, by what, and something that stands in the text"""


@cache
def decided(formula: str, text: str = SMALL) -> tuple[Asked, Verdict]:
    model = model_of(f"{text}property p: ctl {formula}\n")
    system = TransitionSystem(model)
    return asked_of(system, model.properties[0]), Portfolio().decide(system, model.properties[0]).verdict


@cache
def stored(formula: str, text: str = SMALL) -> Proof:
    proof = proof_of(decided(formula, text)[1], ("z3",))
    assert isinstance(proof, Proof), proof
    return proof


def again(model: Model) -> Asked:
    """The question of the one property, asked anew."""
    return asked_of(TransitionSystem(model), model.properties[0])


def judged(text: str, asked: Asked) -> Holds | Violated | Vacuous | str:
    claim = claim_from_text(text, asked)
    assert isinstance(claim, FormulaClaim)
    verdict, works = judge_claim(asked, claim, ("z3",)), remaining_of(asked, claim)
    assert not isinstance(works, str) or isinstance(verdict, str), "what is refused at once is refused by both"
    return verdict


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_shows_a_formula_is_stored_and_shows_it_again(formula: str) -> None:
    outcome, kind, part = FORMULAS[formula]
    about, verdict = decided(formula)
    assert isinstance(verdict, Holds | Violated | Vacuous)
    proof = stored(formula)
    assert f"\nshows {outcome} by {kind}\n" in proof.certificate
    assert part in " ".join(proof.certificate.split())
    if kind != "questions":
        return
    asked = again(about.model)
    found = judged(proof.certificate, asked)
    assert isinstance(found, Holds | Violated)
    assert (found.outcome.value, found.obligations, found.certificate) == (
        outcome,
        verdict.obligations,
        verdict.certificate,
    )
    claim = claim_from_text(proof.certificate, asked)
    assert isinstance(claim, FormulaClaim)
    works = remaining_of(asked, claim)
    assert not isinstance(works, str)
    assert script_of(asked.model, asked.property, found.outcome, works) == proof.script
    assert proof_of(found, ("z3",)) == proof, "what was reused may be stored again"


def test_measures_that_fall_are_stored() -> None:
    formula = "AG (n is 3 implies AF n is 0)"
    text = (
        SMALL.replace("status a in l\n", "")
        .replace("start in a", "start in b")
        .replace("transition go from a to b by office\n  when ok\n", "")
    )
    text = text.replace("status b in l\n", "status b in l\n  acts at once\n")
    proof = stored(formula, text)
    assert "\nshows HOLDS by questions\n" in proof.certificate
    assert re.search(r"\nmeasures 0\n  in b: .*n", proof.certificate)
    about = decided(formula, text)[0]
    assert isinstance(judged(proof.certificate, again(about.model)), Holds)
    for change in (
        lambda text: re.sub(r"\nmeasures 0\n(  in .*\n)+", "\n", text),
        lambda text: text.replace("\nmeasures 0\n", "\nmeasures 1\n"),
        lambda text: text.replace("\nanswer 0 ", "\nmeasures 1 none\nanswer 0 "),
        lambda text: re.sub(r"(\n  in b: ).*n.*", r"\1n +", text),
        lambda text: re.sub(r"(\nmeasures 0\n)  in b.*\n", r"\1", text),
    ):
        changed = change(proof.certificate)
        assert changed != proof.certificate
        with pytest.raises(UnreadableCertificateError):
            claim_from_text(changed, again(about.model))
    wrong = proof.certificate.replace("; n; 0\n", "; 0 - n; 0\n")
    assert wrong != proof.certificate
    assert "does not prove" in str(judged(wrong, again(about.model)))


def test_the_opposite_is_stored_as_that() -> None:
    about, _ = decided("EF in c")
    assert isinstance(about.question, CtlQuestion)
    opposite = opposite_of(about.question, lambda *_: None)
    assert opposite is not None
    portfolio = Portfolio()
    answers = [portfolio._shown(question, Budget()).result for question in opposite.questions]

    def known(question: Question) -> Shown | None:
        return next((a for a in answers if isinstance(a, Shown) and a.question is question), None)

    found = by_the_opposite(about, opposite, known)
    assert found is not None
    verdict = judge_formula(found)
    assert isinstance(verdict.evidence, OppositeEverywhere)
    proof = proof_of(verdict, ("z3",))
    assert isinstance(proof, Proof)
    assert "\nshows VIOLATED by opposite\n" in proof.certificate
    back = judged(proof.certificate, again(about.model))
    assert isinstance(back, Violated)
    assert isinstance(back.evidence, OppositeEverywhere)
    *_, last = re.findall(r"\nanswer \d+ ", proof.certificate)
    without = proof.certificate[: proof.certificate.index(last)] + "\nend of certificate\n"
    assert judged(without, again(about.model)) == "the answers do not say enough about the formula"
    with_a_condition = proof.certificate.replace("\nsemantics 2\n", "\nsemantics 2\n\ncondition 0\n  in a: yes\n", 1)
    with pytest.raises(UnreadableCertificateError, match="no such questions"):
        claim_from_text(with_a_condition, again(about.model))


def test_what_engines_agree_on_leaves_nothing_to_be_stored() -> None:
    about, _ = decided("EF in b")
    found = by_agreement(about, {"regions": True, "explicit": True})
    assert not isinstance(found, Fault)
    proof = proof_of(judge_formula(found), ("z3",))
    assert isinstance(proof, NoProof)
    assert ("two engines agree" in proof.reason, proof.is_lacking) == (True, False)


# --- what is refused ---


@pytest.mark.parametrize(
    ("formula", "old", "new", "reason"),
    [
        ("EF in b", "shows VIOLATED", "shows HOLDS", "it claims HOLDS, and what it holds shows VIOLATED"),
        ("EF in b", "answer 0 VIOLATED", "answer 0 HOLDS", "answer 1 of 1: a TrapProof cannot show HOLDS"),
        ("EF in b", "in a: not ok", "in a: ok", "answer 1 of 1: "),
        ("AG (in b implies AG in b)", "subject VIOLATED", "subject HOLDS", "answer 2 of 2: a TraceProof cannot show"),
        (
            "AG EG (in a or in b)",
            "answer 4 HOLDS by invariant",
            "answer 4 VIOLATED by invariant",
            "answer 3 of 3: a Inv",
        ),
    ],
)
def test_evidence_that_does_not_show_the_formula_is_refused(formula: str, old: str, new: str, reason: str) -> None:
    text = stored(formula).certificate
    assert old in text
    found = judged(text.replace(old, new, 1), again(decided(formula)[0].model))
    assert isinstance(found, str)
    assert found.startswith(reason)


def test_without_somebody_it_speaks_of_a_formula_does_not_hold() -> None:
    formula = "AG (in b implies AG in b)"
    text = stored(formula).certificate
    cut = text[: text.index("\nsubject ")] + "\nend of certificate\n"
    asked = again(decided(formula)[0].model)
    assert judged(cut, asked) == "the answers do not say enough about the formula"
    claim = claim_from_text(cut, asked)
    assert isinstance(claim, FormulaClaim)
    assert isinstance(remaining_of(asked, claim), str)


def test_a_lemma_that_is_left_out_is_missed() -> None:
    formula = "AG EG (in a or in b)"
    text = stored(formula).certificate
    parts = re.split(r"\n(?=answer |end of )", text)
    answers = [part for part in parts if part.startswith("answer ")]
    assert len(answers) > 1
    for left_out in answers:
        rest = "\n".join(part for part in parts if part is not left_out)
        found = judged(rest, again(decided(formula)[0].model))
        if isinstance(found, str):
            break
    else:
        raise AssertionError("it rests on no lemma")
    assert found == "the answers do not say enough about the formula"


@pytest.mark.parametrize(
    ("formula", "old", "new", "reason"),
    [
        ("EF AG in b", "about the policy with", "about a policy with", "the question is about the policy with starts"),
        ("EF AG in b", "not ok and n is 3", "n is 3", "the question is about"),
        ("AG EG (in a or in b)", "answer 1 HOLDS", "answer 0 HOLDS", "the question is about the policy as written"),
        ("EF in b", "answer 0", "answer 7", "no answer to a question about the formula"),
        ("EF in b", "answer 0", "subject", "no answer to a question about the formula"),
        ("EF in b", "answer 0", "remark 0", "no answer to a question about the formula"),
        ("EF in b", "by trap, found", "by magic, found", "`magic` is no kind of evidence"),
        ("EF in b", "\n  trap\n", "\n  trip\n", "nothing more called `trip`"),
        ("EF in b", "end of certificate", "", "its end is missing"),
        ("EF in b", "\nmeasures 0", "\ncondition 0\n  in a: yes\n\nmeasures 0", "no such questions"),
        ("AG EG (in a or in b)", "\ncondition 0", "\ncondition 1", "this is no answer to a question"),
        ("AG EG (in a or in b)", "\ncondition 0\n", "\ncondition 0\n  in a: no\n", "stands here twice"),
    ],
)
def test_a_text_that_is_no_claim_about_the_formula_is_refused(formula: str, old: str, new: str, reason: str) -> None:
    text = stored(formula).certificate
    assert old in text
    with pytest.raises(UnreadableCertificateError, match=re.escape(reason)):
        claim_from_text(text.replace(old, new), again(decided(formula)[0].model))


def test_conditions_and_answers_without_end_are_not_read() -> None:
    text = stored("AG EG (in a or in b)").certificate
    asked = again(decided("AG EG (in a or in b)")[0].model)
    many = "".join(f"\ncondition {number}\n  in a: yes\n" for number in range(60))
    with pytest.raises(UnreadableCertificateError, match="more conditions than"):
        claim_from_text(re.sub(r"\ncondition 0\n(  .*\n)+", lambda _: many, text), asked)
    answers = "\nanswer 0 HOLDS by trace, found by me\n" * 2_001
    with pytest.raises(UnreadableCertificateError, match="more answers than"):
        claim_from_text(text.replace("\nend of certificate", f"{answers}\nend of certificate"), asked)


@pytest.mark.parametrize("deep", [12, 30, 200])
def test_conditions_that_grow_without_end_when_written_out_are_refused(deep: int) -> None:
    parts = "".join(f"  $p{n} = ((not $p{n - 1} or n is {n}) and ($p{n - 1} or ok))\n" for n in range(1, deep + 1))
    where = f"condition 0\n  in a: $p{deep}\n  in b: yes\n\nwhere\n  $p0 = n is 1 or n is 2\n{parts}"
    text = stored("AG EG (in a or in b)").certificate
    changed = re.sub(r"\ncondition 0\n(  .*\n)+", lambda _: f"\n{where}", text)
    with pytest.raises(UnreadableCertificateError, match=r"too large|nested too deeply"):
        claim_from_text(changed, again(decided("AG EG (in a or in b)")[0].model))


def test_a_formula_is_not_shown_by_another_formulas_certificate_nor_by_a_sentences() -> None:
    text = stored("EF in b").certificate
    other = again(decided("AG (in b implies AG in b)")[0].model)
    with pytest.raises(UnreadableCertificateError):
        claim_from_text(text, other)
    model = model_of(f"{SMALL}property p: some person in a can reach c\n")
    with pytest.raises(UnreadableCertificateError, match="it is about a formula, and the property is none"):
        claim_from_text(text, again(model))
    claim = claim_from_text(text, again(decided("EF in b")[0].model))
    assert isinstance(claim, FormulaClaim)
    assert claim.outcome is Outcome.VIOLATED


@pytest.mark.parametrize("first", range(0, 120, 40))
def test_a_spoilt_text_never_shows_anything_else(first: int) -> None:
    """Lines are taken out, put in, exchanged and changed."""
    texts = {formula: stored(formula).certificate for formula, (_, kind, _) in FORMULAS.items() if kind == "questions"}
    pieces = [line for text in texts.values() for line in text.split("\n")[11:]]
    seen = {"unreadable": 0, "refused": 0, "accepted": 0}
    for seed in range(first, first + 40):
        draw = random.Random(seed)
        formula = draw.choice(list(texts))
        lines = texts[formula].split("\n")
        for _ in range(draw.randint(1, 3)):
            spoil(draw, lines, pieces)
        about = again(decided(formula)[0].model)
        try:
            found = judged("\n".join(lines), about)
        except UnreadableCertificateError:
            seen["unreadable"] += 1
            continue
        seen["refused" if isinstance(found, str) else "accepted"] += 1
        assert isinstance(found, str) or found.outcome.value == FORMULAS[formula][0]
    assert all(seen.values()), seen


def spoil(draw: random.Random, lines: list[str], pieces: list[str]) -> None:
    at, other = draw.randrange(11, len(lines)), draw.randrange(11, len(lines))
    match draw.randint(0, 5):
        case 0 if len(lines) > 20:
            del lines[at]
        case 1:
            lines.insert(at, draw.choice(pieces))
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            place = draw.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:place] + draw.choice("0123 nok$;:()") + lines[at][place + draw.randint(0, 1) :]
        case 4:
            lines[at] = lines[at].translate(str.maketrans("01ab", "10ba"))
        case _:
            line = draw.choice((4, at))
            lines[line] = lines[line].replace("HOLDS", "!").replace("VIOLATED", "HOLDS").replace("!", "VIOLATED")
