"""Certificates as text: they read as they should, come back as they were, and nothing else is taken for one."""

from __future__ import annotations

import contextlib
import random
import re
from collections.abc import Callable

import pytest

from bcm_formal.model.expressions import (
    And,
    ClockTerm,
    Condition,
    Flag,
    NamedCondition,
    Number,
    Or,
    comparison,
    negation,
)
from bcm_formal.model.types import Duration
from bcm_formal.system.asked import Asked, asked_of
from bcm_formal.system.questions import CtlQuestion
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import Certificate, InvariantProof, StateSet
from bcm_formal.trust.check import check, obligations_of
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.verdict import Shown
from bcm_formal.vault.archive import Stored, stored_from_text
from bcm_formal.vault.certificate_text import body_text, certificate_text
from bcm_formal.vault.header import NO_SCRIPT, header_for
from bcm_formal.vault.kinds import KINDS, kind_of
from bcm_formal.vault.making import Proof, proof_of
from bcm_formal.vault.outline import UnreadableCertificateError
from bcm_formal.verify.engine import Budget, is_for
from tests.builders.effort import tries
from tests.builders.engines import ENGINES
from tests.builders.hand_made import property_of
from tests.builders.policies import GATE, LADDER, ladder, verdicts
from tests.builders.random_models import random_model, random_other_sentence, random_sentence

EVERY = [(asked, verdict) for text in (LADDER, GATE) for asked, verdict in verdicts(text)]


def text_of(asked: Asked, claim: Claim) -> str:
    kind = kind_of(claim.certificate)
    header = header_for(asked.model, asked.property, claim.outcome, kind, NO_SCRIPT, claim.engine)
    about = asked.about(empty=claim.outcome is Outcome.VACUOUS)
    body = body_text(claim.certificate, claim.somebody, asked.about(empty=True), about)
    return certificate_text(header, body)


def formulas(asked: Asked, outcome: Outcome, certificate: Certificate) -> list[tuple[str, str]]:
    """Name and formula of every obligation; the names of shared parts do not count."""
    work = obligations_of(outcome, certificate, asked.question, asked.vacuity)
    return [(item.name, item.formula) for item in work or ()]


def ladder_text(name: str) -> str:
    return next(
        text_of(asked, Claim(verdict.outcome, verdict.certificate, "", verdict.somebody))
        for asked, verdict in EVERY
        if asked.property.name == name and verdict.certificate is not None
    )


def asked_for(name: str) -> Asked:
    return next(asked for asked, _ in EVERY if asked.property.name == name)


def read(name: str, text: str) -> Stored:
    return stored_from_text(text, asked_for(name))


def test_the_example_policies_have_evidence_of_every_kind() -> None:
    assert set(KINDS) == {kind_of(verdict.certificate) for _, verdict in EVERY if verdict.certificate is not None}


@pytest.mark.parametrize("name", [asked.property.name for asked, _ in EVERY])
def test_what_is_written_is_read_back(name: str) -> None:
    asked, verdict = next(item for item in EVERY if item[0].property.name == name)
    assert verdict.certificate is not None
    text = ladder_text(name)
    stored = read(name, text)
    again = Claim(stored.header.outcome, stored.certificate, "", stored.somebody)
    assert text == text_of(asked, again)
    assert verdict.somebody == stored.somebody
    before = formulas(asked, verdict.outcome, verdict.certificate)
    assert before == formulas(asked, stored.header.outcome, stored.certificate)


def test_a_pathway_reads_as_who_what_next_until_when() -> None:
    text = ladder_text("early_worker")
    settling = "    who stay at least 3 years and language at least basic and insured and plan is work\n"
    assert settling + "    then do settle until the goal\n" in text
    assert re.search(r"    then wait 3 years - stay if any until region \d+\n", text)
    assert re.search(r"    then do choose with plan is work until region \d+", text)


def test_a_header_says_what_the_evidence_is_for_and_nothing_else() -> None:
    lines = ladder_text("somebody").split("\n\n")[0].splitlines()
    names = ["bcm-formal", "policy", "property", "sentence", "shows", "rules", "question", "script", "engine", "tool"]
    assert [*names, "semantics"] == [line.split()[0] for line in lines]
    assert lines[3:5] == ["sentence some person can reach settled", "shows HOLDS by trace"]


def test_parts_that_are_shared_many_times_over_stay_shared() -> None:
    model, asked = ladder(), asked_for("nobody_settles")
    part: Condition = Flag("insured")
    for number in range(60):
        inside = NamedCondition(f"part_{number}", part)
        long = comparison(">=", ClockTerm("stay"), Number(number, Duration()))
        part = Or((And((inside, long)), And((inside, negation(long)))))
    claim = Claim(Outcome.HOLDS, InvariantProof(StateSet((("worker", part),))), "")
    text = text_of(asked, claim)
    assert len(text) < 20_000
    stored = stored_from_text(text, asked)
    assert isinstance(stored.certificate, InvariantProof)
    state = next(iter(Interpreter(model).start_states()))._replace(status="worker")
    assert state.attributes[1] == Interpreter(model).holds(stored.certificate.invariant.of("worker"), state)


@pytest.mark.parametrize("depth", [30, 59, 200])
def test_conditions_of_any_depth_can_be_written_and_read(depth: int) -> None:
    asked = asked_for("nobody_settles")
    condition: Condition = Flag("insured")
    for number in range(depth):
        longer = comparison(">=", ClockTerm("stay"), Number(number, Duration()))
        condition = And((longer, condition)) if number % 2 else Or((longer, condition))
    claim = Claim(Outcome.HOLDS, InvariantProof(StateSet((("worker", condition),))), "")
    stored = stored_from_text(text_of(asked, claim), asked)
    assert isinstance(stored.certificate, InvariantProof)
    interpreter = Interpreter(asked.model)
    start = next(iter(interpreter.start_states()))._replace(status="worker")
    for stay in range(0, depth + 3, 7):
        state = start._replace(clocks=(0, stay))
        read_back = stored.certificate.invariant.of("worker")
        assert interpreter.holds(condition, state) == interpreter.holds(read_back, state)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(0, 60, 6))
def test_evidence_on_random_models_survives_its_text(seed: int) -> None:
    kept = 0
    for number in range(seed, seed + 6):
        draw = random.Random(number)
        model = random_model(draw)
        sentences = [random_sentence(draw, model) for _ in range(2)] + [random_other_sentence(draw, model)]
        for sentence in sentences:
            asked = asked_of(TransitionSystem(model), property_of(sentence))
            if isinstance(asked.question, CtlQuestion):
                continue
            for engine in (make() for make in ENGINES.values()):
                claim = engine.run(asked.question, Budget(work=3_000)) if is_for(engine, asked.question) else None
                if not isinstance(claim, Claim) or not isinstance(check(claim, asked.question, None), Shown):
                    continue
                text = text_of(asked, claim)
                stored = stored_from_text(text, asked)
                again = Claim(stored.header.outcome, stored.certificate, stored.header.engine)
                assert text == text_of(asked, again)
                assert isinstance(check(again, asked.question, None), Shown)
                kept += 1
    assert kept > 10


def with_part(text: str, line: str) -> str:
    """The text with one more shared part, before all others."""
    if "\nwhere\n" in text:
        return text.replace("\nwhere\n", f"\nwhere\n  {line}\n")
    return text.replace("end of", f"where\n  {line}\nend of")


WRONG: dict[str, tuple[Callable[[str], str], str]] = {
    "nothing": (lambda text: "", "it does not begin as a certificate does"),
    "another text": (lambda text: "policy ladder\n", "it does not begin as a certificate does"),
    "another format": (lambda text: text.replace("certificate 2", "certificate 1", 1), "format 1"),
    "another meaning": (lambda text: text.replace("semantics 2", "semantics 3"), "semantics 3"),
    "no verdict": (lambda text: text.replace("shows HOLDS", "shows UNKNOWN"), "no verdict that can be proved"),
    "no kind": (lambda text: text.replace("by paths", "by magic"), "`magic` is no kind of evidence"),
    "another kind": (lambda text: text.replace("by paths", "by trace"), "belongs into a certificate by trace"),
    "a line less in the header": (lambda text: re.sub("tool.*\n", "", text), "its header has no line `tool`"),
    "cut in the middle": (lambda text: text[: len(text) // 2], "its end is missing"),
    "without its last line": (lambda text: text[: text.rindex("end of")], "its end is missing"),
    "without the invariant": (
        lambda text: re.sub(r"(?s)\ninvariant.*\nregions", "\nregions", text),
        "part `invariant`",
    ),
    "an unknown status": (lambda text: text.replace("in worker:", "in nowhere:", 1), "`nowhere` is no status"),
    "an unknown attribute": (lambda text: text.replace("insured", "assured"), "there is no name `assured`"),
    "an unknown value": (lambda text: text.replace("plan is work", "plan is play"), "`play`"),
    "a status twice": (
        lambda text: text.replace("  in worker:", "  in abroad: yes\n  in worker:", 1),
        "stands here twice",
    ),
    "a condition of the wrong type": (lambda text: re.sub("who .*", "who stay", text, count=1), "not a condition"),
    "a length of the wrong type": (
        lambda text: re.sub("then wait .* until", "then wait plan until", text),
        "`plan` is",
    ),
    "a huge number": (lambda text: re.sub("rank .*", "rank " + "9" * 5000, text, count=1), "no whole number"),
    "no number": (lambda text: re.sub("rank .*", "rank first", text, count=1), "`first` is no whole number"),
    "regions out of order": (lambda text: text.replace("region 0 in", "region 1 in", 1), "here should stand `region 0"),
    "another end": (lambda text: re.sub("until .*", "until nothing", text, count=1), "`nothing` is no whole number"),
    "nested too deep": (
        lambda text: re.sub("who .*", "who " + "(" * 10_000 + "insured" + ")" * 10_000, text, count=1),
        "nested more than",
    ),
    "negated too often": (
        lambda text: re.sub("who .*", "who " + "not " * 10_000 + "insured", text),
        "nested more than",
    ),
    "lines askew": (lambda text: text.replace("    who", "     who", 1), "stands askew"),
    "levels without end": (lambda text: text + "".join(" " * 2 * n + "a\n" for n in range(10_000)), "stands askew"),
    "a part of its own": (lambda text: with_part(text, "p = p"), "there is no name `p`"),
    "a part with a name of the model": (
        lambda text: with_part(text, "stay = insured"),
        "`stay` cannot be the name of a part",
    ),
    "not text": (lambda text: text.replace("who", "who \x00", 1), "binary"),
}


@pytest.mark.parametrize("how", WRONG)
def test_a_text_that_is_no_certificate_is_refused_with_a_reason(how: str) -> None:
    change, reason = WRONG[how]
    text = ladder_text("early_worker")
    changed = change(text)
    assert text != changed
    with pytest.raises(UnreadableCertificateError) as refusal:
        read("early_worker", changed)
    assert reason in str(refusal.value)


@pytest.mark.parametrize("seed", range(tries(40)))
def test_a_text_with_letters_changed_is_read_or_refused_but_nothing_breaks(seed: int) -> None:
    draw = random.Random(seed)
    name = draw.choice([asked.property.name for asked, verdict in EVERY if verdict.certificate is not None])
    text = ladder_text(name)
    for _ in range(20):
        letters = list(text)
        for _ in range(draw.randint(1, 4)):
            place = draw.randrange(len(letters))
            letters[place : place + draw.randint(0, 3)] = draw.choices([*text[:2000], "\n", " ", "(", "-", "é"], k=2)
        with contextlib.suppress(UnreadableCertificateError):
            assert kind_of(read(name, "".join(letters)).certificate) in KINDS


STAYS = """\
policy stays "Stays"
  time in months
layer outside
layer inside
clock residence
  runs in inside, away
window absent: counts in away over 3 months in 3 parts
status resident in inside
status away     in outside
status settled  in inside
transition travel from resident to away by person
transition come_back from away to resident by person
transition settle from resident to settled by person
  when residence at least 1 year
   and absent at most 1 month
attribute quick: yes or no, fixed
start in resident
property path: every person in resident with absent is 3 months can reach settled within 1 year
property asked: every person entering settled has absent at most 1 month
property some: some person in away with absent is 3 months can reach settled
property soon: time from away to settled is at most 1 year
property no_sooner: time from away to settled is at least 1 month
property late: time from away to settled is at most 1 month
property never: better quick never delays settled
property as_soon: path to settled within 1 year does not depend on quick
"""


@pytest.mark.parametrize("name", ["path", "asked", "some", "soon", "no_sooner", "late", "never", "as_soon"])
def test_evidence_about_windows_and_times_can_be_stored(name: str) -> None:
    (verdict,) = (verdict for asked, verdict in verdicts(STAYS) if asked.property.name == name)
    proof = proof_of(verdict, ("z3",))
    assert isinstance(proof, Proof), proof
    assert f"property {name}\n" in proof.certificate
