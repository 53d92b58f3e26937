"""What files are called: no two names share one, whatever a file system makes of letters."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcm_formal.language.reading.letters import composed, is_name
from bcm_formal.vault.names import file_name, file_of, name_in

PLAIN = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,30}", fullmatch=True)
WIDE = st.text(st.characters(categories=["Ll", "Lu", "Lo"]), min_size=1, max_size=48)
NAMES = PLAIN | WIDE.map(composed).filter(is_name)
ALLOWED = set(string.ascii_lowercase + string.digits + "_+=.")
DEVICES = ["con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9"]


@given(NAMES, NAMES)
def test_no_two_names_share_a_file_where_case_does_not_count(first: str, second: str) -> None:
    assert (file_name(first).casefold() == file_name(second).casefold()) == (first == second)


@given(NAMES)
def test_a_file_tells_its_name(name: str) -> None:
    assert name_in(Path(file_of(name))) == name
    assert name_in(Path(file_name(name))) == name


@given(st.text())
def test_no_text_leads_out_of_a_folder_or_hides_a_file(name: str) -> None:
    assert set(file_name(name)) <= ALLOWED
    assert file_name(name)


@pytest.mark.parametrize("name", [*DEVICES, *map(str.upper, DEVICES), "Con", "NUL", "Com1"])
def test_no_file_is_called_as_a_device(name: str) -> None:
    assert file_name(name).casefold() not in DEVICES


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("card_has_a_bridge", "card_has_a_bridge"),
        ("p05_ILR", "p05_+i+l+r"),
        ("con", "con+"),
        ("../x", "=1a.1a.1b=x"),
        ("状態_A", "=mnq.j7v=_+a"),
        ("", "+"),
    ],
)
def test_names_are_written_so(name: str, called: str) -> None:
    assert file_name(name) == called


def test_the_longest_name_fits_into_a_directory() -> None:
    assert len(file_of("A" * 100)) < 255
    assert len(file_of("\U000323af" * 48)) < 255  # letters beyond ASCII may be so many


@pytest.mark.parametrize("path", ["=zzzz=.txt", "=.=.txt", "=-1=.txt", "=00000=.txt", "=.txt", "==.txt"])
def test_a_file_that_somebody_called_otherwise_has_some_name(path: str) -> None:
    assert name_in(Path(path))
