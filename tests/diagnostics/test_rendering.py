"""Places in a text, and diagnostics as people read them."""

from __future__ import annotations

import pytest

from bcm_formal.diagnostics import (
    Diagnostic,
    DiagnosticError,
    Label,
    Source,
    did_you_mean,
    has_errors,
    in_reading_order,
    nearest,
    render,
    render_all,
)

_SOURCE = Source("a.bcm", "one\r\n\ttwo 住民 x\rthree\n")


@pytest.mark.parametrize(
    ("offset", "expected"), [(0, (1, 1)), (4, (1, 5)), (5, (2, 1)), (6, (2, 2)), (15, (3, 1)), (21, (4, 1))]
)
def test_lines_and_columns_count_from_one_whatever_ends_a_line(offset: int, expected: tuple[int, int]) -> None:
    assert expected == _SOURCE.line_column(offset)


def test_a_line_is_shown_without_its_end() -> None:
    assert [_SOURCE.line_text(line) for line in range(1, 5)] == ["one", "\ttwo 住民 x", "three", ""]


def test_wide_characters_are_underlined_as_wide_as_they_are() -> None:
    found = Diagnostic("BCM123", "`住民` cannot be a name", _SOURCE.span(10, 12), "use letters")
    expected = (
        "a.bcm:2:6: error[BCM123]: `住民` cannot be a name\n2 |  two 住民 x\n  |      ^^^^\n  = help: use letters"
    )
    assert expected == render(found)


def test_other_places_are_shown_with_what_to_see_there() -> None:
    other = Source("b.bcm", "first\nsecond\n")
    label = Label(other.span(6, 12), "declared here")
    found = Diagnostic("BCM202", "twice", _SOURCE.span(0, 3), labels=(label,), severity="warning")
    expected = (
        "a.bcm:1:1: warning[BCM202]: twice\n1 | one\n  | ^^^\n  = b.bcm:2:1\n2 | second\n  | ------ declared here"
    )
    assert expected == render(found)


def test_a_very_long_line_is_cut_around_the_place() -> None:
    source = Source("a.bcm", "x" * 5_000 + "!" + "y" * 5_000)
    excerpt, underline = render(Diagnostic("BCM120", "odd", source.span(5_000, 5_001))).splitlines()[1:]
    assert excerpt[underline.index("^")] == "!"
    assert len(excerpt) < 200


def test_signs_that_turn_the_direction_of_writing_are_not_shown() -> None:
    source = Source("a.bcm", "a\u202eb")
    assert "\u202e" not in render(Diagnostic("BCM120", "odd", source.span(0, 1)))


def test_a_diagnostic_without_a_place_has_no_excerpt() -> None:
    assert render(Diagnostic("BCM101", "no file", help="look")) == "error[BCM101]: no file\n = help: look"


def test_diagnostics_are_put_in_reading_order() -> None:
    late, early = (Diagnostic("BCM114", name, _SOURCE.span(at, at + 1)) for name, at in (("late", 9), ("early", 2)))
    nowhere = Diagnostic("BCM101", "nowhere", severity="note")
    assert (nowhere, early, late) == in_reading_order((late, nowhere, early))
    assert (has_errors((nowhere, late)), has_errors((nowhere,))) == (True, False)
    assert render_all((early, late)).count("\n\n") == 1


def test_the_error_of_the_edge_says_everything_it_carries() -> None:
    error = DiagnosticError((Diagnostic("BCM114", "odd", _SOURCE.span(0, 1)), Diagnostic("BCM101", "gone")))
    assert str(error) == "a.bcm:1:1: error[BCM114]: odd\nerror[BCM101]: gone"


def test_an_error_without_a_diagnostic_cannot_be() -> None:
    with pytest.raises(ValueError, match="needs a diagnostic"):
        DiagnosticError(())


def test_the_nearest_name_is_suggested_whatever_its_case() -> None:
    names = ["employed", "language", "N3"]
    expected = ("did you mean `employed`?", ("N3",), None)
    assert expected == (did_you_mean("empolyed", names), nearest("n3", names), did_you_mean("zzz", names))
