"""What files are called: no two names share one, whatever a file system makes of letters."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcm_formal.vault.names import file_name, file_of, name_in

NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,30}", fullmatch=True)
ALLOWED = set(string.ascii_lowercase + string.digits + "_+=")
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
        ("../x", "=2e==2e==2f=x"),
        ("", "+"),
    ],
)
def test_names_are_written_so(name: str, called: str) -> None:
    assert file_name(name) == called


def test_the_longest_name_fits_into_a_directory() -> None:
    assert len(file_of("A" * 100)) < 255
