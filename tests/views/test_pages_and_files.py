"""Pages are wrapped by columns; files are written whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bcm_formal.answers.phrases import listed, moment, span_of_time, statuses_title
from bcm_formal.diagnostics import DiagnosticError, cells
from bcm_formal.views.report.contents import assumptions_of
from bcm_formal.views.report.page import Page, Styled, to_colour, to_plain
from bcm_formal.views.report.writing import write_whole
from tests.builders.ladder import LADDER, ladder
from tests.builders.loading import model_of


def test_lines_are_wrapped_at_words_and_continue_where_they_should() -> None:
    page = Page()
    page.line(2, "one two three four five", hang=4)
    assert to_plain(page, 10) == "  one two\n    three\n    four\n    five\n"


def test_wide_characters_take_two_columns() -> None:
    page = Page()
    page.line(0, Styled("永住 者 x"))
    assert cells("永住") == 4
    assert to_plain(page, 7) == "永住 者\n  x\n"


def test_plain_words_stand_for_signs() -> None:
    page = Page()
    page.line(0, "✗ a → b")
    assert to_plain(page, symbols=False) == "no: a -> b\n"


def test_colours_are_told_to_a_terminal_piece_by_piece_and_end_with_it() -> None:
    page = Page()
    page.line(2, Styled("no", "bad"), " it is ", Styled("well", "good"), " known", hang=4)
    assert to_colour(page, 14) == ("  \x1b[1;31mno\x1b[0m it is \x1b[32mwell\x1b[0m\n    known\n")


def test_a_line_that_would_be_acted_on_has_no_colour() -> None:
    page = Page()
    page.line(0, Styled("::error", "bad"), "::x")
    assert to_colour(page) == to_plain(page)


def test_two_blank_lines_never_follow_each_other() -> None:
    page = Page()
    page.blank()
    page.line(0, "a")
    page.blank()
    page.blank()
    page.line(0, "b")
    assert to_plain(page) == "a\n\nb\n"


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (0, "0 months"),
        (1, "1 month"),
        (12, "1 year"),
        (14, "1 year 2 months"),
        (25, "2 years 1 month"),
        (-14, "-1 year 2 months"),
    ],
)
def test_spans_of_time_are_said_in_years_and_months(steps: int, words: str) -> None:
    assert words == span_of_time(ladder(), steps)


def test_days_are_said_in_days_where_no_calendar_converts() -> None:
    days = model_of(LADDER.replace("time in months", "time in days").replace(" years", " days"))
    assert (span_of_time(days, 800), moment(days, 1)) == ("800 days", "after 1 day")


def test_whole_layers_are_named_by_their_titles() -> None:
    assert statuses_title(ladder(), ["worker", "settled", "pr"]) == "Inside or Permanent"
    assert listed(["a", "b", "c"]) == "a, b and c"


def test_names_with_commas_in_them_are_told_apart() -> None:
    assert listed(["a", "b, lapsed", "c"]) == "a; b, lapsed; and c"
    assert listed(["a, b", "c"], "or") == "a, b; or c"


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "r.txt"
    target.write_text("before")
    target.chmod(0o640)
    write_whole(target, "after")
    assert (
        target.read_text(),
        target.stat().st_mode & 0o777,
        [path.name for path in tmp_path.iterdir()],
    ) == ("after", 0o640, ["r.txt"])


@pytest.mark.parametrize("target", ["real.txt", "../outside.txt", "/dev/null", "nothing", "link.txt"])
def test_nothing_is_written_through_a_link(tmp_path: Path, target: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for path in (folder / "real.txt", tmp_path / "outside.txt"):
        path.write_text("before")
    (folder / "link.txt").symlink_to(target)
    with pytest.raises(DiagnosticError, match="it is a symbolic link"):
        write_whole(folder / "link.txt", "after")
    assert {path.read_text() for path in (folder / "real.txt", tmp_path / "outside.txt")} == {"before"}
    assert sorted(path.name for path in folder.iterdir()) == ["link.txt", "real.txt"]


def test_below_the_working_directory_no_link_stands_on_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there" / "deep").mkdir(parents=True)
    (tmp_path / "here" / "reports").symlink_to("../there")
    monkeypatch.chdir(tmp_path / "here")
    for path in ("reports/r.txt", "reports/deep/r.txt", "reports/../r.txt", tmp_path / "here" / "reports" / "r.txt"):
        with pytest.raises(DiagnosticError, match="a symbolic link stands on the way"):
            write_whole(path, "words")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    write_whole("../there/r.txt", "words")
    assert (tmp_path / "there" / "r.txt").read_text() == "words"


def test_the_streams_of_the_process_are_written_to_and_never_replaced(tmp_path: Path) -> None:
    code = (
        "from bcm_formal.views.report.writing import write_whole as w; w('/dev/null', 'words'); w('/dev/fd/1', 'words')"
    )
    streams = [Path(name) for name in ("/dev/null", "/dev/stdout", "/dev/fd/1")]
    before = [path.lstat().st_mode for path in streams]
    for end in ("| cat", "> out.txt && cat out.txt"):
        command = f"exec 2>&1; '{sys.executable}' -c \"{code}\" {end}"
        done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True)
        assert done.stdout == "words"
    assert [path.lstat().st_mode for path in streams] == before


def test_a_failed_write_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "r.txt"
    target.write_text("before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DiagnosticError, match="no space left on device"):
        write_whole(target, "after")
    assert (target.read_text(), [path.name for path in tmp_path.iterdir()]) == ("before", ["r.txt"])


def test_assumptions_are_the_law_the_calendar_and_the_parameters_without_a_source() -> None:
    text = LADDER.replace("time in months", "time in days\n  in force 2026-03-14\n  calendar 1 year is 365 days")
    text += 'parameter hope = 3 days between 1 day and 9 days\n  note "Assumption: no source"\n'
    text += 'parameter sure = 2 days\n  source ACT "3"\n'
    found = assumptions_of(model_of(text))
    assert [item.what for item in found] == [
        "the law of 2026-03-14",
        "1 year is taken to be 365 days",
        "hope = 3 days (could be 1 day to 9 days)",
    ]
