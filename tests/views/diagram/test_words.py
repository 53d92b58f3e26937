from __future__ import annotations

import pytest

from bcm_formal.views.diagram import style
from bcm_formal.views.diagram.labels import shortened
from bcm_formal.views.diagram.markup import plain
from bcm_formal.views.diagram.wording import cut, width, wrap


def test_lines_break_at_spaces_and_after_underscores() -> None:
    assert wrap("residence at least settle_after", 13) == ("residence at", "least settle_", "after")


def test_lines_of_japanese_break_between_characters_and_count_two_columns_each() -> None:
    assert wrap("技能実習生", 5) == ("技能", "実習", "生")
    assert width("技能実習生") == 10


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert wrap("abcdefgh", 6) == ("abcdef", "gh")


def test_too_many_lines_end_in_an_ellipsis() -> None:
    assert wrap("one two three four", 5, 2) == ("one", "two…")


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap("", 5) == ("",)


def test_a_text_that_fits_is_not_cut() -> None:
    assert (cut("abcde", 5), cut("abcdef", 5), cut("技能実習生", 4)) == ("abcde", "abcd…", "技…")


def test_three_requirements_are_shown_and_of_more_the_first_two() -> None:
    assert shortened(("a", "b", "c")) == ["a", "b", "c"]
    assert shortened(("a", "b", "c", "d")) == ["a", "b", "… and 2 more"]


def test_what_is_not_seen_is_spelled_out_in_markup() -> None:
    assert plain('a\x00b <i> & "\\N') == "a&lt;U+0000&gt;b &lt;i&gt; &amp; &quot;&#92;N"


def _luminance(color: str) -> float:
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", ["#ffffff", *(fill for fill, _ in style.LAYERS)])
def test_text_and_lines_stand_out_from_every_ground(ground: str) -> None:
    texts = (style.INK, style.DETAIL, style.GREY, style.FAINT_TEXT, style.ADVERSE, style.MARK)
    many = style.strokes(["person", "law", "authority", "employer", "a", "b", "c", "d", "e", "f"])
    lines = (style.FAINT_LINE, style.DEAD, *(stroke.color for stroke in many.values()))
    assert [color for color in texts if _contrast(color, ground) < 4.5] == []
    assert [color for color in lines if _contrast(color, ground) < 3] == []


def test_actors_have_lines_that_differ_in_more_than_colour() -> None:
    actors = ["person", "law", "authority", "employer", "a", "b", "c", "d", "e", "f"]
    looks = {(stroke.dash, stroke.arrow) for stroke in style.strokes(actors).values()}
    assert len(actors) == len(looks)


def test_person_law_authority_and_employer_always_look_the_same() -> None:
    few = style.strokes(["person", "law", "authority", "employer"])
    many = style.strokes(["court", "employer", "law", "authority", "person", "market"])
    assert few == {name: many[name] for name in few}
    assert [stroke.dash for stroke in few.values()] == ["solid", "bold", "dashed", "dotted"]
