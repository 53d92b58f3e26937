"""Small models to read answers from."""

from __future__ import annotations

from pathlib import Path

from bcm_formal.answers.answer import Answer, answer_to
from bcm_formal.api.run import check
from bcm_formal.model.model import Model
from tests.builders.loading import model_of

LADDER = """\
policy ladder "Ladder"
  time in months
layer outside "Outside"
layer inside "Inside"
layer goal "Goal"
actor office
source ACT "The Act"
attribute sector: one of food, care, fixed, starts any
attribute language: none < basic < good < fluent, starts none
attribute member: yes or no, starts no
clock stay "Stay"
  runs in inside
  zero in outside
status abroad in outside "Abroad"
status worker in inside "Worker"
  at most 5 years, then abroad
status settled in inside "Settled"
status pr in goal "Permanent"
transition enter from abroad to worker by office
transition settle from worker to settled by office
  when stay at least 2 years
   and language at least basic
  source ACT "1"
transition grant from settled to pr by office
  when stay at least 10 years
   and sector is food
   and language at least fluent
  source ACT "2"
transition lose from settled to worker by law, adverse
event study in worker, settled by person
  when language less than good
  set language = next language
event join in settled by person
  set member = yes
start in abroad
"""


def ladder(*properties: str) -> Model:
    """The ladder with some properties p1, p2, …; fails the test with the findings if it is not sound."""
    text = LADDER + "".join(f"property p{number}: {words}\n" for number, words in enumerate(properties, 1))
    return model_of(text)


def answer(sentence: str, model: str = LADDER, engine: str = "auto") -> Answer:
    """What there is to tell about one property."""
    report = check(model_of(f"{model}property p1: {sentence}\n"), ("p1",), engine)
    return answer_to(report.verdicts[0])


def case(name: str, item: str) -> Answer:
    """What there is to tell about one property of an input that once failed."""
    text = (Path(__file__).parents[1] / "cases" / f"{name}.bcm").read_text(encoding="utf-8")
    return answer_to(check(model_of(text), (item,)).verdicts[0])
