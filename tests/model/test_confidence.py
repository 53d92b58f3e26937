"""How far each declaration can be relied on, and where readers are told."""

import json

import pytest

from bcm_formal.answers.phrases import sources_text
from bcm_formal.model.load import load
from bcm_formal.model.to_json.policy import to_json
from bcm_formal.views.report.contents import assumptions_of
from tests.builders.loading import model_of

TEXT = """policy p "P"
  time in months

source ACT "The Act"

layer l

parameter wait = 3 months
  source ACT
  confidence low
parameter guess = 4 months
  confidence assumed

status a in l
  at most 1 year, then b
    confidence assumed
status b in l
  confidence low
  at most 1 year, then a

define ready = time_in_status at least guess
  confidence low

transition go from a to b by person
  when time_in_status at least wait
   and ready
  source ACT "article 7"
  confidence medium

start in a

property p1:
  no dead ends
  confidence high
"""


def test_rules_of_low_confidence_and_assumed_ones_are_listed_once_with_every_verdict() -> None:
    found = [item.what for item in assumptions_of(model_of(TEXT)) if item.kind in ("confidence", "parameter")]
    assert found == ["guess = 4 months", "of low confidence: ready, b, wait", "assumed: a_limit"]


def test_a_requirement_is_relied_on_no_further_than_the_definition_it_names() -> None:
    event = model_of(TEXT).event["go"]
    assert [item.origin.confidence for item in event.requirements] == ["medium", "low"]


def test_sources_are_told_with_a_doubt_about_the_rule() -> None:
    model = model_of(TEXT)
    assert sources_text(model, model.event["go"].requirements[1].origin) == ("The Act, article 7 (of low confidence)",)
    assert sources_text(model, model.limit["a_limit"].origin) == ("none (assumed)",)
    assert sources_text(model, model.event["go"].origin) == ("The Act, article 7",)


def test_the_model_as_json_holds_the_confidence_of_each_declaration() -> None:
    written = json.loads(json.dumps(to_json(model_of(TEXT))))
    assert written["properties"][0]["origin"]["confidence"] == "high"
    assert written["statuses"][0]["origin"]["confidence"] is None


@pytest.mark.parametrize(
    ("word", "remedy"),
    [("hgih", "did you mean `high`?"), ("H", "it is one of `high`, `medium`, `low`, `assumed`")],
)
def test_another_word_is_an_error_with_the_levels_there_are(word: str, remedy: str) -> None:
    _, found = load(TEXT.replace("confidence high", f"confidence {word}"))
    assert [(item.code, item.help) for item in found] == [("BCM133", remedy)]
