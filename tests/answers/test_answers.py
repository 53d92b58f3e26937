"""Stories, reasons and pathways say what happens in the model, in its own titles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bcm_formal.answers.answer import Answer
from bcm_formal.api.run import check
from bcm_formal.look.exploration import Explored, Explorer
from bcm_formal.system.state import State
from bcm_formal.trust.claim import Outcome
from bcm_formal.views.report.contents import assumptions_of
from bcm_formal.views.report.evidence import tell_evidence
from bcm_formal.views.report.page import Page, to_plain
from bcm_formal.views.report.text import proof_words
from tests.builders.ladder import LADDER, answer, case
from tests.builders.loading import model_of


def plain(found: Answer) -> str:
    """What the report says of it."""
    page = Page()
    tell_evidence(page, found, verbose=True)
    return to_plain(page)


FOOD = LADDER.replace("   and language at least fluent\n", "   and language at least good\n")


def test_a_story_begins_at_a_start_and_tells_each_change_in_titles() -> None:
    told = answer("every person in worker can reach pr", FOOD)
    assert told.story is not None
    first, second = told.story.moments[:2]
    assert (first.when, first.changes[0].after, first.changes[1].after) == ("at the start", "Abroad", "care")
    assert (
        second.what,
        second.by,
        second.changes[0].before,
        second.changes[0].after,
    ) == ("enter", "by office", "Abroad", "Worker")


def test_the_start_marks_what_is_this_persons_own() -> None:
    told = answer("every person in worker can reach pr", FOOD)
    assert told.story is not None
    assert [change.name for change in told.story.moments[0].changes if change.own] == ["sector"]


def test_each_blocked_exit_names_the_requirement_what_the_person_has_and_the_source() -> None:
    told = answer("every person in settled with sector is food can reach pr")
    assert told.explanation is not None
    place = told.explanation.places[0]
    grant = next(way for way in place.exits if way.rule == "grant")
    blocked = {item.text: item for item in grant.blocked}
    assert (place.status, place.here, grant.to) == ("settled", True, "Permanent")
    assert {"language at least fluent"} == set(blocked)
    miss = blocked["language at least fluent"].misses[0]
    assert (
        miss.has,
        miss.short,
        blocked["language at least fluent"].sources,
    ) == ("comes to good", "1 level short", ("The Act, 2",))


def test_what_nobody_in_the_trap_can_meet_is_called_never() -> None:
    told = answer("every person in settled with sector is food can reach pr")
    assert told.explanation is not None
    grant = next(way for way in told.explanation.places[0].exits if way.rule == "grant")
    assert [item.never for item in grant.blocked] == [True]


def test_open_exits_that_stay_in_the_trap_are_open() -> None:
    told = answer("every person in settled with sector is food can reach pr even by adverse events")
    assert told.explanation is not None
    assert [way.rule for way in told.explanation.places[0].exits if way.is_open] == ["lose"]


def test_an_adverse_exit_is_told_as_no_help() -> None:
    told = answer("every person in settled with sector is food can reach pr")
    assert told.explanation is not None
    [lose] = [way for way in told.explanation.places[0].exits if way.not_counted]
    assert (lose.rule, lose.adverse, lose.would_lead_on, lose.is_open) == ("lose", True, False, False)
    assert "adverse, so no help: lose" in plain(told)


@pytest.mark.parametrize(("language", "is_looked"), [("good", False), ("fluent", True)])
def test_where_a_bad_event_leads_within_the_trap_is_not_looked_around(
    monkeypatch: pytest.MonkeyPatch, language: str, is_looked: bool
) -> None:
    looked: list[State] = []
    explore = Explorer.explore

    def noted(explorer: Explorer, starts: Sequence[State], budget: int) -> Explored:
        looked.extend(starts)
        return explore(explorer, starts, budget)

    bad = f"\nevent err in settled by office, adverse\n  set language = {language}\nstart in "
    monkeypatch.setattr(Explorer, "explore", noted)
    told = answer("every person in settled with sector is food can reach pr", LADDER.replace("\nstart in ", bad))
    assert told.explanation is not None
    languages = {state.attributes[1] for state in looked if state.status == "settled"}
    assert (["none", "basic", "good", "fluent"].index(language) in languages) == is_looked


def test_that_only_an_adverse_event_would_lead_on_is_said() -> None:
    amnesty = "\ntransition amnesty from settled to pr by office, adverse\nstart in "
    told = answer("every person in settled with sector is food can reach pr", LADDER.replace("\nstart in ", amnesty))
    assert told.explanation is not None
    [lucky] = [way for way in told.explanation.places[0].exits if way.would_lead_on]
    assert (lucky.rule, lucky.adverse) == ("amnesty", True)
    assert "would lead on, but adverse events are no help: amnesty → Permanent" in plain(told)
    assert "without adverse events" in plain(told)


def test_exits_in_the_hands_of_others_are_not_counted() -> None:
    told = answer("every person in worker can reach settled by person")
    assert told.explanation is not None
    settle = next(way for way in told.explanation.places[0].exits if way.rule == "settle")
    assert settle.not_counted
    assert told.explanation.only == " by moves that the property counts"


@pytest.mark.parametrize(
    ("clauses", "only"),
    [
        ("", " without adverse events"),
        (" even by adverse events", ""),
        (" by person", " by moves that the property counts"),
    ],
)
def test_whose_moves_count_is_said_where_not_everybodys_do(clauses: str, only: str) -> None:
    told = answer(f"every person in settled with sector is care can reach pr within 10 years{clauses}")
    assert told.explanation is not None
    assert told.explanation.late is None
    assert told.explanation.only == only


def test_a_path_that_takes_too_long_is_told_with_its_length() -> None:
    told = answer("every person in worker with sector is food can reach pr within 3 years", FOOD)
    assert told.explanation is not None
    late = told.explanation.late
    assert late is not None
    assert "more than the 3 years allowed" in late.says
    assert (late.moments[-1].rule, late.moments[-1].elapsed) == ("grant", late.time)
    assert late.time is not None
    assert late.time > 36


def test_the_moment_from_which_time_counts_is_marked() -> None:
    told = answer("every person in worker with sector is food can reach pr within 3 years", FOOD)
    assert told.story is not None
    assert sum(item.counts_from_here for item in told.story.moments) == 1
    assert all("restart" not in (item.rule or "") for item in told.story.moments)


def test_an_entering_violation_names_the_step_and_what_is_missing() -> None:
    told = answer("every person entering settled has language at least good")
    assert told.violation is not None
    assert "settle (by office) is possible and leads in" in told.violation.says
    assert [(miss.asks, miss.has) for miss in told.violation.misses] == [("language at least good", "has basic")]


def test_a_forbidden_person_is_described_by_what_the_property_reads() -> None:
    told = answer("no person in settled with language at least good")
    assert told.violation is not None
    assert told.violation.says.endswith("in Settled and language good.")


def test_a_conclusion_that_fails_is_compared_with_the_person() -> None:
    told = answer("every person in worker has stay at most 3 years")
    assert told.violation is not None
    assert [(miss.asks, miss.short is not None) for miss in told.violation.misses] == [("stay at most 3 years", True)]


def test_pathways_are_told_by_the_statuses_they_pass() -> None:
    told = answer("every person in worker with sector is food can reach pr", FOOD)
    assert Outcome.HOLDS is told.verdict.outcome
    ways = {tuple(stage.to for stage in pathway.stages): pathway for pathway in told.pathways.merged}
    assert ("Settled", "Permanent") in ways
    assert ways["Settled", "Permanent"].stages[0].by == ("settle",)
    assert {"Worker"} == {pathway.status for pathway in told.pathways.merged}


def test_a_vacuous_condition_says_what_blocks_the_way_to_it() -> None:
    told = answer("every person in goal has member")
    assert Outcome.VACUOUS is told.verdict.outcome
    assert told.violation is not None
    assert told.violation.says == "Nobody ever gets to Permanent."
    assert told.explanation is not None
    assert "grant" in [way.rule for place in told.explanation.places for way in place.exits if way.blocked]


def test_a_witness_has_a_story() -> None:
    told = answer("some person can reach pr", FOOD)
    assert (told.verdict.outcome, told.story and told.story.moments[-1].rule) == (Outcome.HOLDS, "grant")


def test_where_nobody_has_a_path_the_start_is_explained() -> None:
    told = answer("some person can reach pr")
    assert (told.verdict.outcome, told.story) == (Outcome.VIOLATED, None)
    assert told.explanation is not None
    assert told.explanation.goal == "Permanent"
    assert any(way.rule == "grant" for place in told.explanation.places for way in place.exits)


def test_repeated_events_are_told_once() -> None:
    told = answer("no person in worker with language at least good")
    assert told.story is not None
    study = next(item for item in told.story.moments if item.rule == "study")
    assert (study.times, study.changes[0].before, study.changes[0].after) == (2, "none", "good")


def test_waiting_for_a_day_is_a_way_on() -> None:
    told = case("today_explanation", "p5")
    assert told.explanation is not None
    assert told.explanation.reached == ("s0", "s5")
    assert told.explanation.complete
    (blocked,) = told.explanation.places[1].exits[0].blocked
    assert (blocked.text, blocked.never) == ("today less than 2026-09-01", True)


def test_a_goal_is_named_with_what_it_asks() -> None:
    told = answer("every person in settled with sector is food can reach pr with member")
    assert told.explanation is not None
    assert told.explanation.goal == "Permanent with member"


def test_a_bounded_goal_is_named_without_the_clock_that_measures() -> None:
    told = answer("every person in worker with sector is food can reach pr within 3 years", FOOD)
    assert told.explanation is not None
    assert told.explanation.goal == "Permanent"


def test_durations_keep_the_unit_of_the_text() -> None:
    text = (
        "policy p\n  time in days\n  calendar 1 year is 365 days, 1 month is 30 days\nlayer a\nactor o\n"
        "parameter grace = 60 days\nstatus s in a\nstatus t in a\n  at most 3 months, then s\n"
        "transition go from s to t by o\n  when time_in_status at least grace\n"
        "transition on from t to s by o\n  when time_in_status at least 90 days\n"
        "start in s\n"
    )
    told = answer("no person in t with time_in_status at least 45 days", text)
    assert told.story is not None
    assert [item.when for item in told.story.moments] == ["at the start", "after 60 days", "after 105 days"]
    near = answer("every person in t has time_in_status at most 14 days", text)
    assert near.violation is not None
    assert [(miss.asks, miss.has, miss.short) for miss in near.violation.misses] == [
        ("time_in_status at most 14 days", "has 15 days", "1 day too long")
    ]


def test_a_rule_that_is_noted_as_an_assumption_is_told_once() -> None:
    text = LADDER.replace(
        "  at most 5 years, then abroad\n", '  at most 5 years, then abroad\n  note "an Assumption of ours"\n'
    ).replace("  zero in outside\n", '  zero in outside\n  note "assumption: absences count"\n  note "checked"\n')
    text = text.replace("  set member = yes\n", '  set member = yes\n  note "assumption"\n')
    found = [(item.kind, item.what) for item in assumptions_of(model_of(text))]
    assert found == [
        ("rule", "stay: absences count"),
        ("rule", "worker: an Assumption of ours"),
        ("rule", "join, as it is written"),
    ]


def test_parameters_without_a_source_are_assumptions_each_in_its_own_unit() -> None:
    text = (Path(__file__).parents[1] / "cases" / "days.bcm").read_text(encoding="utf-8")
    assert [item.what for item in assumptions_of(model_of(text))] == [
        "1 year is taken to be 365 days",
        "1 month is taken to be 30 days",
        "grace = 60 days",
        "wait_for = 90 days",
        "bare = 7 days",
    ]


@pytest.mark.parametrize(
    ("name", "own"),
    [("p1", ["a2", "a3", "a5"]), ("p2", ["a5"]), ("p3", []), ("p4", ["a2", "a3", "a5"])],
)
def test_only_values_that_matter_are_told_of_the_start(name: str, own: list[str]) -> None:
    told = case("irrelevant_values", name)
    assert told.story is not None
    assert [change.name for change in told.story.moments[0].changes if change.own] == own


def test_a_score_that_falls_short_says_which_lines_counted_and_which_would() -> None:
    told = case("score", "p")
    assert told.explanation is not None
    (blocked,) = told.explanation.places[0].exits[0].blocked
    (miss,) = blocked.misses
    assert (miss.asks, miss.known, miss.has) == ("pts at least pass_mark", "pass_mark is 70", "comes to 35")
    assert [(line.points, line.when) for line in miss.points if line.given] == [
        (20, "clb at least 7"),
        (15, "work at least 1 year"),
    ]
    assert [line.when for line in miss.points if line.never] == ["degree is bachelor", "degree is master"]
    assert [line.when for line in miss.points if not line.given and not line.never] == ["clb at least 9"]


def test_a_score_in_a_conclusion_says_its_lines_too() -> None:
    text = (Path(__file__).parents[1] / "cases" / "score.bcm").read_text(encoding="utf-8").split("property")[0]
    told = answer("every person in s has pts at least 90", text)
    assert told.violation is not None
    (miss,) = told.violation.misses
    assert len(miss.points) == 5
    assert not any(line.never for line in miss.points)


AGED = """\
policy aged "Aged"
  time in days
layer outside
layer inside
layer settled
actor office
attribute list: one of first, other, fixed
attribute english: yes or no, starts no
clock age
  starts 18 to 50 weeks
clock work
  runs in worker
status abroad in outside
status worker in inside
  at most 10 weeks, then abroad
status resident in settled
transition hire from abroad to worker by office
  when work less than 20 weeks
transition leave from worker to abroad by person
event learn by person
  unless english
  set english = yes
transition settle from worker to resident by office
  when list is first and english and age less than 56 weeks
start in abroad
"""
"""whoever works waits and comes back, so that there are many states that come as close"""


def misses_at_settle(sentence: str, model: str = AGED) -> list[tuple[str, str, str | None, bool]]:
    found = answer(sentence, model)
    assert found.explanation is not None
    (settle,) = (way for way in found.explanation.places[0].exits if way.rule == "settle")
    return [(miss.asks, miss.has, miss.short, item.never) for item in settle.blocked for miss in item.misses]


def test_what_is_never_met_says_what_the_person_has_now_where_nothing_comes_closer() -> None:
    (missed,) = misses_at_settle(
        "every person in worker with age at least 56 weeks and list is first can reach resident"
    )
    assert missed == ("age less than 56 weeks", "has 56 weeks", "1 day too long", True)


def test_a_clock_that_nothing_sets_back_is_never_low_again() -> None:
    slow = AGED.replace(
        "english and age less than 56 weeks", "english\n   and work at least 10 weeks\n   and age less than 56 weeks"
    )
    missed = misses_at_settle(
        "every person in worker with age at least 56 weeks and list is first can reach resident", slow
    )
    assert missed == [("age less than 56 weeks", "has 56 weeks", "1 day too long", True)]


def test_what_only_comes_later_is_not_said_to_be_had() -> None:
    two_years = AGED.replace("  when list is first", "  when work at least 30 weeks\n   and list is first")
    missed = misses_at_settle("every person in worker with work less than 5 weeks can reach resident", two_years)
    assert ("work at least 30 weeks", "comes to 209 days", "1 day short", False) in missed


def test_of_a_requirement_that_is_never_met_only_the_parts_are_told_that_never_come() -> None:
    (missed,) = misses_at_settle("every person in worker with list is other can reach resident")
    assert missed == ("list is first", "has other", None, True)


RANKS = """\
policy ranks "Ranks"
  time in months
layer inside
layer settled
actor office
attribute rank: low < middle < high, starts low
status worker in inside
status resident in settled
event promote in worker by office
  when rank less than high
  set rank = next rank
event demote in worker by office
  set rank = low
transition settle from worker to resident by person
  when rank is high
start in worker
"""


def test_of_what_others_could_do_only_that_is_named_which_may_bring_what_is_missing() -> None:
    found = answer("every person in worker can reach resident by person", RANKS)
    assert found.explanation is not None
    assert [way.rule for way in found.explanation.places[0].exits if way.not_counted] == ["promote"]


def test_where_nobody_is_spoken_of_no_status_is_said_to_be_out_of_reach() -> None:
    told = answer("some person in settled with stay at most 3 months can reach pr")
    assert told.explanation is None


SWINGS = """
policy p "P"
  time in months
layer outside
layer stay
attribute food: yes or no, fixed
attribute busy: yes or no, starts no
attribute rich: yes or no, starts no
status abroad in outside
status worker in stay
event work by person
  set busy = yes
  set rich = no
event rest by person
  set busy = no
  set rich = yes
transition hire from abroad to worker by person
  when busy
   and rich
"""


@pytest.mark.parametrize(
    ("also", "listed"),
    [("", [("rich", False)]), ("   and food\n", [("food", True)])],
)
def test_beside_what_is_never_possible_nothing_is_listed_that_was_met(
    also: str, listed: list[tuple[str, bool]]
) -> None:
    told = answer("every person in abroad can reach stay", f"{SWINGS}{also}start in abroad\n")
    assert told.explanation is not None
    (hire,) = (way for way in told.explanation.places[0].exits if way.rule == "hire")
    assert [(item.text, item.never) for item in hire.blocked] == listed


def test_the_source_of_a_rule_that_leads_in_is_not_that_of_what_is_asked() -> None:
    told = answer("every person entering settled has language at least good")
    assert told.violation is not None
    assert (told.violation.rule, told.violation.sources) == ("settle", ("The Act, 1",))


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("some person can reach settled", "found by regions; the life course was replayed step by step"),
        ("no person in worker", "found by regions; the life course was replayed step by step"),
        ("ctl AG (in pr implies AG in pr)", "found by regions; nothing was left for a solver to prove"),
    ],
)
def test_only_where_there_is_a_life_course_is_it_said_to_be_replayed(sentence: str, words: str) -> None:
    (decided,) = check(model_of(f"{FOOD}property p1: {sentence}\n"), ("p1",)).decided
    assert proof_words(decided) == words


@pytest.mark.parametrize(
    ("sentence", "note"),
    [
        ("every person in worker must reach abroad, settled", "Everybody gets there at the latest after 5 years."),
        ("every person in worker must reach worker", "Everybody gets there before any time passes."),
        ("every person in worker must reach abroad, settled within 6 years", None),
        ("every person in settled must reach pr", None),
    ],
)
def test_what_must_come_and_has_no_bound_is_told_with_the_time_it_takes_at_most(
    sentence: str, note: str | None
) -> None:
    assert answer(sentence).note == note
