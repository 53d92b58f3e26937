"""What was found about names while a text was read: where each is declared, and where it is used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from bcm_formal.diagnostics import Source, source_of_text
from bcm_formal.language.from_text import parse
from bcm_formal.language.tree.policy import Name, TranslatedTitle
from bcm_formal.model.findings import Findings
from bcm_formal.model.from_syntax.versions import in_force
from bcm_formal.model.load import reading_of
from bcm_formal.model.names import Names
from bcm_formal.project.preparing import read

SHIPPED = sorted((Path(__file__).parents[2] / "models").glob("*/*.bcm"))
MODELS = [path for path in SHIPPED if re.search("^policy ", path.read_text(encoding="utf-8"), re.MULTILINE)]
TEXT = """\
policy small "P"
  time in months
  in force 2026-01-01
source A "A law"
layer outside
layer inside
actor office
parameter needed = 2 years
attribute skill: none < some < much, starts none
attribute help: none < some < much, starts none
attribute kind: one of red, blue, starts red
clock waited
  runs in worker
status abroad in outside
status worker in inside
  at most 3 years, then abroad
define able = skill at least some and waited at least needed
transition enter from abroad to worker by person
  when able
  source A "1"
  set kind = any
event learn in inside by office
  when time_in_status at least 1 month
  set skill = much
start in abroad
property arrives: every person in outside can reach worker by person
scenario one
  start in abroad with kind is blue
  enter with kind is red
  expect learn impossible
  expect worker_limit possible
"""


def names_in(text: str) -> Names:
    return reading_of(source_of_text(text)).names


def names_written(node: object) -> Iterator[Name]:
    """Every name in a syntax tree but for the codes of languages."""
    match node:
        case Name():
            yield node
        case TranslatedTitle():
            return
        case tuple():
            for item in node:
                yield from names_written(item)
        case _ if is_dataclass(node):
            for part in fields(node):
                yield from names_written(getattr(node, part.name))
        case _:
            return


def places(source: Source, names: Names) -> dict[tuple[int, int], str]:
    """Where each name of the text was found, and what it is called."""
    found = {(use.span.start, use.span.end): use.declared.name for use in names.uses if use.span.source is source}
    declared = [item for item in names.declared if item.span is not None and item.span.source is source]
    return found | {(item.span.start, item.span.end): item.name for item in declared if item.span is not None}


def files_of(source: Source, names: Names) -> list[Source]:
    """The text of a model and those that it includes."""
    found = {source.path: source}
    for use in names.uses:
        found.setdefault(use.span.source.path, use.span.source)
    return list(found.values())


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_every_name_in_a_shipped_model_is_found(path: Path) -> None:
    reading = read(path)
    assert reading.model is not None
    read_files = files_of(reading.model.source, reading.names)
    included = re.findall('^include "(.*)"', path.read_text(encoding="utf-8"), re.MULTILINE)
    without_names = {path.parent / "rules" / "sources.bcm"}
    assert {Path(source.path).resolve() for source in read_files} == {
        path.resolve(),
        *((path.parent / name).resolve() for name in included if path.parent / name not in without_names),
    }
    count = 0
    for source in read_files:
        found = places(source, reading.names)
        law = in_force(parse(source).tree.declarations, reading.model.law_of, Findings()).declarations
        written = {(name.span.start, name.span.end): name.text for name in names_written(law)}
        count += len(written)
        assert {place: name for place, name in found.items() if place in written} == written
    assert count > 50


def at(text: str, words: str, name: str) -> tuple[int, int]:
    """Line and column of a name in the one line that holds the words."""
    ((number, line),) = [(number, line) for number, line in enumerate(text.split("\n"), 1) if words in line]
    return number, line.index(words) + words.index(name) + 1


@pytest.mark.parametrize(
    ("words", "name", "word", "where"),
    [
        ("when able", "able", "definition", "define able"),
        ("runs in worker", "worker", "status", "status worker"),
        ("status worker in inside", "inside", "layer", "layer inside"),
        ("learn in inside by office", "office", "actor", "actor office"),
        ('source A "1"', "A", "source", 'source A "A law"'),
        ("at least needed", "needed", "parameter", "parameter needed"),
        ("set skill = much", "skill", "attribute", "attribute skill"),
        ("set skill = much", "much", "value", "attribute skill: none < some < much"),
        ("enter with kind is red", "enter", "transition", "transition enter"),
        ("enter with kind is red", "kind", "attribute", "attribute kind"),
        ("enter with kind is red", "red", "value", "one of red"),
        ("expect learn impossible", "learn", "event", "event learn"),
        ("and waited", "waited", "clock", "clock waited"),
        ("property arrives", "arrives", "property", "property arrives"),
        ("scenario one", "one", "scenario", "scenario one"),
        ('policy small "P"', "small", "policy", 'policy small "P"'),
    ],
)
def test_what_stands_at_a_place_is_declared_where_it_says(words: str, name: str, word: str, where: str) -> None:
    found = names_in(TEXT).declaration_at(*at(TEXT, words, name))
    assert found is not None
    assert (found.word, found.name) == (word, name)
    assert found.span is not None
    assert found.span.text == name
    assert found.span.line == at(TEXT, where, name)[0]


def test_the_text_of_these_tests_is_sound() -> None:
    assert reading_of(source_of_text(TEXT)).model is not None


def test_what_is_built_in_is_declared_nowhere() -> None:
    names = names_in(TEXT)
    clock = names.declaration_at(*at(TEXT, "when time_in_status", "time_in_status"))
    person = names.declaration_at(*at(TEXT, "to worker by person", "person"))
    assert clock is not None
    assert person is not None
    assert [(item.word, item.name, item.span) for item in (clock, person)] == [
        ("clock", "time_in_status", None),
        ("actor", "person", None),
    ]


def test_the_limit_of_a_status_is_declared_by_the_line_that_makes_it() -> None:
    names = names_in(TEXT)
    found = names.declaration_at(*at(TEXT, "expect worker_limit", "worker_limit"))
    assert found is not None
    assert found.span is not None
    assert (found.word, found.span.text) == ("limit", "at most 3 years, then abroad")
    assert names.declaration_at(*at(TEXT, "at most 3 years", "3")) is None


def test_the_uses_of_a_name_are_told_in_reading_order_without_its_declaration() -> None:
    lines = [span.line for span in names_in(TEXT).uses_of("worker")]
    assert lines == [at(TEXT, words, "worker")[0] for words in ("runs in worker", "to worker by", "can reach worker")]
    assert [span.text for span in names_in(TEXT).uses_of("kind")] == ["kind", "kind", "kind"]
    assert names_in(TEXT).uses_of("nothing") == ()


def test_a_value_of_several_attributes_is_that_of_the_one_it_is_compared_with() -> None:
    text = TEXT.replace("attribute help: none < some < much", "attribute help: none < much")
    text = text.replace("  when able", "  when able\n   and help at least much")
    names = names_in(text)
    found = names.declaration_at(*at(text, "and help at least much", "much"))
    assert found is not None
    assert found.span is not None
    assert found.span.line == at(text, "attribute help", "help")[0]


@pytest.mark.parametrize("place", [(1, 1), (2, 3), (500, 1), (0, 0)])
def test_where_no_name_stands_nothing_is_declared(place: tuple[int, int]) -> None:
    assert names_in(TEXT).declaration_at(*place) is None


def test_the_end_of_a_name_is_no_part_of_it() -> None:
    line, column = at(TEXT, "when able", "able")
    names = names_in(TEXT)
    assert names.declaration_at(line, column + 3) is not None
    assert names.declaration_at(line, column + 4) is None


def test_of_a_text_with_errors_the_names_that_could_be_read_are_there() -> None:
    reading = reading_of(source_of_text(TEXT.replace("when able", "when abel")))
    assert reading.model is None
    assert [span.line for span in reading.names.uses_of("office")]
    assert reading.names.uses_of("able") == ()


def test_versions_of_other_days_are_declared_too() -> None:
    text = TEXT.replace(
        "parameter needed = 2 years\n",
        "parameter needed = 2 years\n  in force until 2026-12-31\nparameter needed = 3 years\n"
        '  source A "2"\n  in force from 2027-01-01\n',
    )
    names = names_in(text)
    found = [item.span.line for item in names.declared if item.name == "needed" and item.span is not None]
    assert len(found) == 2
    (use,) = [use for use in names.uses if use.declared.name == "needed"]
    assert use.declared.span is not None
    assert use.declared.span.line == found[0]
    assert len(names.uses_of("A")) == 2
