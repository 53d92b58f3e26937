"""A model knows the text it was read from, and so does what is derived from it; nothing else depends on that text."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.answers.stepping import begun_with
from bcm_formal.api.loading import load
from bcm_formal.diagnostics import render_all
from bcm_formal.model.load import load as load_with_findings
from bcm_formal.model.model import Model
from bcm_formal.model.to_json.policy import digest, to_json
from bcm_formal.system.questions import with_observer
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.vetting.mutation.mutants import mutants_of
from bcm_formal.vetting.scenarios import started_by

TEXT = """\
policy p
  time in months
layer l
status s in l
status t in l
attribute n: 0 to 3, starts 0
transition go from s to t by person
  when n at least 2
start in s
property all: every person in s can reach t
scenario one
  start in s with n is 2
  go
  expect in t
"""


def model_of(text: str) -> Model:
    model, findings = load_with_findings(text)
    assert model is not None, render_all(findings)
    return model


@pytest.mark.parametrize("name", ["policy.bcm", "page.md"])
def test_a_model_knows_the_file_it_was_read_from(tmp_path: Path, name: str) -> None:
    text = TEXT if name.endswith(".bcm") else f"# A page\n\n```bcm\n{TEXT}```\n"
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert (load(path).source.path, load(path).source.text) == (str(path), text)


def test_the_text_counts_neither_for_equality_nor_for_digests_and_is_not_exported() -> None:
    model, again = model_of(TEXT), model_of(TEXT + "# a word more\n")
    assert model.source.text != again.source.text
    assert (model, hash(model), digest(model)) == (again, hash(again), digest(again))
    assert to_json(model) == to_json(again)


def test_what_is_derived_from_a_model_keeps_its_text() -> None:
    model = model_of(TEXT)
    derived = [
        with_observer(TransitionSystem(model)).model,
        started_by(model, model.scenarios[0]),
        begun_with(model, "n is 3"),
    ]
    assert [item.source for item in derived] == [model.source] * len(derived)
    assert all(item != model for item in derived)


def test_mutants_have_the_text_of_the_policy_that_was_changed() -> None:
    model = model_of(TEXT)
    made = [changed for mutant in mutants_of(model) if (changed := mutant.make()) is not None]
    assert made
    assert all(changed.source is model.source for changed in made)
