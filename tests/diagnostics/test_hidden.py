"""What a reader cannot see is found in models and spelled out elsewhere; what a build server obeys is disarmed."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcm_formal.diagnostics import HIDDEN, inert, read_source, source_of_text, visible, visible_lines
from bcm_formal.language.from_text import parse, parse_condition
from bcm_formal.language.to_text import format_source

CASES = Path(__file__).resolve().parents[1] / "cases"
MODEL = 'policy p "P"\n  time in months\nlayer l "{}"\nstatus a in l  # {}\nstart in a\n  note "{}"\n'


def codes_of(text: str) -> list[str]:
    return [item.code for item in parse(source_of_text(text)).diagnostics]


@pytest.mark.parametrize(
    "sign",
    [
        "\x1b",
        "\x07",
        "\x08",
        "\x7f",
        "\x9b",
        "\u202e",
        "\u2066",
        "\u200f",
        "\u200b",
        "\u2028",
        "\xad",
        "\u3164",
        "\ufffe",
        "\U000e0041",
        "\ufeff",
        "\x0c",
        "\r",
        "a\u200da",
    ],
)
@pytest.mark.parametrize("place", range(3))
def test_a_hidden_character_is_an_error_in_texts_and_comments(sign: str, place: int) -> None:
    texts = ["t", "t", "t"]
    texts[place] = f"x{sign}y"
    assert "BCM108" in codes_of(MODEL.format(*texts))


@pytest.mark.parametrize("sign", ["\x1b", "\u202e", "\u200b", "\x0c"])
def test_a_hidden_character_is_one_error_between_words(sign: str) -> None:
    assert codes_of(MODEL.format("t", "t", "t").replace("layer l", f"layer{sign} l")) == ["BCM108"]


@pytest.mark.parametrize(
    "text",
    ["在留資格", "Büro – “quoted” – 5 €", "نمی\u200cخواهم", "क\u094d\u200dष", "👩\u200d🚀 ❤\ufe0f", "עברית", "e\u0301"],
)
def test_texts_of_every_script_are_no_error(text: str) -> None:
    assert codes_of(MODEL.format(text, text, text)) == []


def test_line_ends_of_one_kind_are_no_hidden_characters() -> None:
    text = MODEL.format("t", "t", "t")
    assert [codes_of(text.replace("\n", end)) for end in ("\r\n", "\r")] == [[], []]


@pytest.mark.parametrize(
    "name", ["ansi_spoof_holds", "control_chars", "trojan", "junit_fffe", "github_command_in_title"]
)
def test_models_that_would_act_on_a_terminal_are_refused(name: str) -> None:
    parsed = parse(read_source(CASES / f"{name}.bcm"))
    assert "BCM108" in {item.code for item in parsed.diagnostics}
    assert not parsed.ok


def test_a_condition_of_a_certificate_holds_no_hidden_characters() -> None:
    with pytest.raises(Exception, match="U\\+202E"):
        parse_condition(source_of_text("skill at least 2 # \u202e"))


def test_the_formatter_refuses_what_it_would_have_to_hide() -> None:
    with pytest.raises(Exception, match="BCM108"):
        format_source(source_of_text(MODEL.format("\x1b", "t", "t")))


@pytest.mark.slow
@given(st.text())
def test_what_is_made_visible_has_nothing_hidden(text: str) -> None:
    shown = visible(text)
    assert not HIDDEN.search(shown) or "\u200c" in text or "\u200d" in text
    assert not any(unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Cs") for sign in shown)
    assert visible_lines(text).count("\n") == text.count("\n")


@given(st.lists(st.sampled_from(["::", ":", "##", "#", "[", "vso", "error", " ", "\t", "\n", "x", "\u3000"])))
def test_no_line_is_left_that_a_build_server_obeys(parts: list[str]) -> None:
    text = inert("".join(parts))
    assert not any(line.strip().startswith("::") or obeyed_anywhere(line) for line in text.split("\n"))
    assert "".join(text.split()) == "".join("".join(parts).split())
    assert inert(text) == text


def obeyed_anywhere(line: str) -> bool:
    """True iff the line holds `##[` or, with a word before the bracket, another build server's sign."""
    return any(part.lstrip("abcdefghijklmnopqrstuvwxyz#").startswith("[") for part in line.split("##")[1:])
