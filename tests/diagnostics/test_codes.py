"""The registry of codes: complete, and its examples do what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bcm_formal
from bcm_formal.diagnostics import Diagnostic, source_of_text
from bcm_formal.diagnostics.codes import Code, all_codes, explain
from bcm_formal.language.from_text import parse
from bcm_formal.model.load import reading_of

_PACKAGE = Path(bcm_formal.__file__).parent
_MODEL = "layer l\nstatus s in l\nstart in s\n"


def _emitted() -> set[str]:
    """All codes that stand in the package outside the registry."""
    files = [path for path in _PACKAGE.rglob("*.py") if path.parent.name != "codes"]
    return {code for path in files for code in re.findall(r"\"(BCM\d{3})\"", path.read_text("utf-8"))}


def _findings(code: str, example: str) -> tuple[Diagnostic, ...]:
    """What is found in an example; an example for the model is put into a small one."""
    if code < "BCM200":
        return parse(source_of_text(example)).diagnostics
    policy = "" if example.startswith("policy") else "policy p\n  time in months\n"
    return reading_of(source_of_text(f"{policy}{example}\n{_MODEL}")).diagnostics


def _with_examples() -> list[Code]:
    """The codes of errors in texts and models; later ones are about commands, and their examples are tried there."""
    return [entry for entry in all_codes().values() if entry.wrong and entry.code < "BCM600"]


_OF_MODELS = [all_codes()[code] for code in ("BCM606", "BCM607", "BCM625")]
"""warnings of models; those of Markdown and what coverage finds have tests of their own"""


def test_every_code_that_is_used_is_registered_and_no_other() -> None:
    assert sorted(all_codes()) == sorted(_emitted())


@pytest.mark.parametrize("entry", _with_examples(), ids=lambda entry: entry.code)
def test_the_wrong_example_of_a_code_gives_that_code(entry: Code) -> None:
    found = {d.code for d in _findings(entry.code, entry.wrong) if d.severity == "error"}
    assert {entry.code} == found


@pytest.mark.parametrize("entry", _with_examples(), ids=lambda entry: entry.code)
def test_the_right_example_of_a_code_has_no_error(entry: Code) -> None:
    assert not [d.message for d in _findings(entry.code, entry.right) if d.severity == "error"]


@pytest.mark.parametrize("entry", _OF_MODELS, ids=lambda entry: entry.code)
def test_the_examples_of_a_warning_show_it_and_its_remedy(entry: Code) -> None:
    assert entry.code in {item.code for item in _findings(entry.code, entry.wrong)}
    right = _findings(entry.code, entry.right)
    assert entry.code not in {item.code for item in right}
    assert not [item.message for item in right if item.severity == "error"]


def test_a_code_is_explained_with_both_examples_in_any_case() -> None:
    page = explain("bcm121")
    assert page is not None
    first, *_, last = page.splitlines()
    expected = ("BCM121: text in quotes is not closed", '    layer outside "Outside the country"')
    assert expected == (first, last)


def test_an_unknown_code_has_no_page() -> None:
    assert explain("BCM000") is None
