"""How the answer to a formula is told: what was shown of whom, of the formula or of its opposite, part by part."""

from __future__ import annotations

import json

import pytest

from bcm_formal.api.run import check
from bcm_formal.trust.claim import Outcome
from bcm_formal.views.report.json_form import to_json
from tests.builders.ladder import LADDER, answer, case
from tests.builders.loading import model_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("p1", "shown by refuting the opposite: somebody who is in b can for ever avoid "),
        ("p2", "refuted: somebody who is in b can for ever avoid `time_in_status at least 1 month`"),
        ("p4", "refuted: somebody who meets `y` can for ever avoid `time_in_status at least 1 month`"),
    ],
)
def test_what_was_shown_is_said_of_people(name: str, words: str) -> None:
    told = case("ctl_rest_story", name)
    assert told.shown is not None
    assert told.shown.startswith(words)


def test_a_way_that_is_missing_is_explained_for_a_formula_too() -> None:
    told = answer("ctl AG (in settled implies EF in pr)")
    assert told.shown == "refuted: somebody who is in Settled has no way to Permanent"
    assert told.explanation is not None
    assert "grant" in [way.rule for place in told.explanation.places for way in place.exits if way.blocked]


def test_a_state_that_a_formula_forbids_is_described() -> None:
    told = answer("ctl AG (in settled implies language at least good)")
    assert told.violation is not None
    assert told.violation.says == "This is the person: in Settled and language basic."


def test_who_is_shown_by_refuting_the_opposite_is_described() -> None:
    text = LADDER.replace(", fixed, starts any", ", fixed, starts food")
    told = answer("ctl EF (in settled and language is basic)", text)
    assert told.verdict.negated
    assert told.shown == "shown by refuting the opposite: somebody is in Settled with language is basic"
    assert told.violation is not None
    assert told.violation.says == "This is the person: in Settled and language basic."


def test_each_part_of_a_formula_has_its_own_evidence_in_words_and_json() -> None:
    sentence = "ctl AG (in settled implies EF in worker) and AG (in worker implies EF in abroad)"
    told = answer(sentence)
    assert [part.shown for part in told.parts] == [
        "shown: everybody who is in Settled has a way to Worker",
        "shown: everybody who is in Worker has a way to Abroad",
    ]
    report = json.loads(to_json((check(model_of(f"{LADDER}property p1: {sentence}\n")),), 0))
    (item,) = report["models"][0]["properties"]
    assert [part["reason"] for part in item["parts"]] == [part.shown for part in told.parts]
    assert all(part["evidence"]["kind"] == "path" for part in item["parts"])
    assert item["negated"] is False


def test_no_answer_to_a_formula_speaks_of_questions() -> None:
    for name in ("p1", "p2", "p3", "p4", "p5"):
        told = case("ctl_rest_story", name)
        assert "decided as the question" not in (told.shown or "") + (told.verdict.reason or "")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("ctl A[stay is 0 months W in worker]", "shown: nobody is ever in "),
        ("ctl A[in abroad W in settled]", "refuted: somebody is in Worker"),
        ("ctl A[in abroad W language at least good]", "refuted: somebody is in Inside"),
        ("ctl AG EF in goal", "refuted: somebody has no way to Permanent"),
    ],
)
def test_what_was_shown_is_said_shortly(sentence: str, words: str) -> None:
    told = answer(sentence)
    assert told.shown is not None
    assert told.shown.startswith(words)
    assert "anywhere" not in told.shown


def test_what_comes_first_is_said_as_a_time_in_a_life() -> None:
    assert (answer("ctl A[in abroad W in worker]").shown or "").endswith(" before they get to Worker")
    shown = answer("ctl A[in abroad W in_the_country]", LADDER + "define in_the_country = not in abroad\n").shown
    assert shown is not None
    assert "before meeting" not in shown


def test_of_a_formula_about_nobody_it_is_told_that_there_is_nobody() -> None:
    told = answer("ctl AG (language is fluent implies EF in goal)")
    assert told.verdict.outcome is Outcome.VACUOUS
    assert told.shown == "shown: nobody ever meets `language is fluent`"


def test_what_can_never_be_is_not_spelled_out() -> None:
    shown = answer("ctl AG (in settled and language is good implies language is good or language is not good)").shown
    assert shown is not None
    assert "language" not in shown
    shown = answer("ctl AG (in settled implies EX in pr or language is good or not EX in pr)").shown
    assert "not (" not in (shown or "")


@pytest.mark.parametrize(
    ("formula", "shown", "parts"),
    [
        (
            "AG (in settled implies EG in settled)",
            "shown: whoever is in Settled can stay in Settled for ever",
            [
                "whoever is in Settled can stay in Settled for ever",
                "nobody who is not in Settled can stay in Settled for ever",
            ],
        ),
        (
            "AG (in worker implies EF (in settled and EG in settled))",
            "shown: whoever is in Worker can get to where they are in Settled, and can stay in Settled for ever",
            [
                "whoever is in Settled can stay in Settled for ever",
                "nobody who is not in Settled can stay in Settled for ever",
            ],
        ),
        (
            "AG (in inside implies EF AG in goal)",
            "refuted: it is not so that whoever is in Inside can get to where they stay in Permanent whatever happens",
            [
                "nobody who is not in Permanent stays in Permanent whatever happens",
                "whoever is in Permanent stays in Permanent whatever happens",
            ],
        ),
        (
            "E[in abroad U EG in worker]",
            "refuted: it is not so that everybody who starts can live so that they are in Abroad until they can stay "
            "in Worker for ever, which comes",
            ["there is nobody of whom an inner part of the formula is claimed", "nobody can stay in Worker for ever"],
        ),
        (
            "AG (in abroad implies AG (in settled implies EF in goal))",
            "refuted: it is not so that whoever is in Abroad is sure that from then on whenever they are in Settled, "
            "they can get to Permanent",
            [],
        ),
        (
            "AG (in worker implies A[in worker W in settled or in abroad])",
            "shown: whoever is in Worker is sure that they are in Worker until they are in Abroad or Settled, if they "
            "ever do",
            [],
        ),
    ],
)
def test_what_is_nested_is_told_in_words_of_its_own(formula: str, shown: str, parts: list[str]) -> None:
    told = answer(f"ctl {formula}")
    assert told.shown == shown
    assert [part.shown for part in told.parts] == [f"shown: {words}" for words in parts]


def test_what_takes_too_many_words_is_told_without_the_set() -> None:
    told = answer("ctl AG ((in worker and language is none) implies EG (language is none))")
    assert [part.shown for part in told.parts] == [
        f"shown: {who} can go on for ever so that they always meet `language is none`"
        for who in (
            "whoever is in the set of states that was computed",
            "nobody who is not in the set of states that was computed",
        )
    ]
