"""The command `bcm sweep`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from bcm_formal.views.report.frontiers_json import schema_text
from tests.builders.running import Ran, bcm
from tests.builders.texts import NUMBERS

OPEN = ("--open", "after", "--open", "cap", "--open", "need")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path):  # type: ignore[no-untyped-def]
    (tmp_path / "n.bcm").write_text(NUMBERS)
    monkeypatch.chdir(tmp_path)

    def ran(*args: str) -> Ran:
        return bcm(monkeypatch, capfd, "sweep", "n.bcm", *args)

    return ran


def test_a_sweep_tells_the_frontier_of_each_property(run) -> None:  # type: ignore[no-untyped-def]
    said = run(*OPEN, "--property", "reach", "--property", "slow")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[-4:] == [
        "▸ reach: holds iff need at most 3 and after at most cap",
        "▸ slow: holds iff after at least 30 months, or need at least 4, or after at least cap + 1 month",
        "",
        "2 properties: 2 depend on them",
    ]


def test_a_sweep_as_json_follows_its_schema_and_is_the_same_each_time(run) -> None:  # type: ignore[no-untyped-def]
    texts = [run(*OPEN, "--property", "reach", "--format", "json").out for _ in range(2)]
    assert texts[0] == texts[1]
    document = json.loads(texts[0])
    jsonschema.Draft202012Validator(json.loads(schema_text())).validate(document)
    only = document["properties"][0]
    assert (only["is"], [part["words"] for part in only["holds"]]) == (
        "changes",
        ["need at most 3 and after at most cap"],
    )
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json.loads(schema_text())).validate({**document, "further": 1})


def test_a_sweep_is_written_as_a_table_and_drawn(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    said = run(*OPEN, "--property", "reach", "--format", "csv", "--output", "svg=map.svg", "--output", "markdown=a.md")
    assert said.out.splitlines()[:2] == [
        "property,verdict,after from,after to,cap from,cap to,need from,need to,and",
        "reach,holds,1 year,8 years,1 year,8 years,0,3,after at most cap",
    ]
    picture = ElementTree.fromstring((tmp_path / "map.svg").read_text())
    words = [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert words.count("holds") == words.count("violated") == 3
    assert "| `reach` | holds iff need at most 3 and after at most cap |" in (tmp_path / "a.md").read_text()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "name a parameter, as `--open settle_after`"),
        (("--open", "aftr"), "did you mean `after`?"),
        (("--open", "after", "--open", "after"), "`after` is named twice"),
        (("--open", "after=3 years"), "is not NAME=LOW..HIGH"),
        (("--open", "after=4..2 years"), "give the least value of `after` first"),
        (("--open", "after", "--property", "rech"), "rech"),
        (("--open", "after", "--output", "pdf=x"), "is not FORMAT=FILE"),
        (("--open", "after", "--vary", "cap=4..5years"), "give one of the two"),
        (("--open", "after", "--resume", "x"), "only a sweep over points goes on later"),
        (("--vary", "after=1..9years:1 week"), "no whole number of months"),
        (("--vary", "after=1..9years:0 months"), "`0 months` is no step from one value to the next"),
        (("--vary", "after=1..9years:6"), "write one as `6 months`, at least 1"),
        (("--vary", "after=1..9years:6 parsecs"), "no whole number of months"),
        (("--vary", f"after=1..9years:{'9' * 5000} months"), "is no step from one value to the next"),
        (("--vary", "need=0..3:abc"), "`abc` is no step from one value to the next"),
        (("--vary", "need=0..3:0"), "write one as `2`, at least 1"),
        (("--vary", "need=0..3:-1"), "`-1` is no step from one value to the next"),
        (("--vary", "need=0..3:1.5"), "`1.5` is no step from one value to the next"),
        (("--vary", "after=1..9years", "--format", "svg"), "a map is drawn of numbers that are left open"),
    ],
)
def test_what_cannot_be_swept_is_said_at_once(run, args: tuple[str, ...], words: str) -> None:  # type: ignore[no-untyped-def]
    said = run(*args)
    assert (said.code, said.out) == (2, "")
    assert words in said.err


def with_column(table: str, column: list[str]) -> str:
    rows = [f"{row},{more}\n" for row, more in zip(table.splitlines(), ["from file", *column], strict=True)]
    return "".join(rows)


def test_points_are_tried_one_by_one_and_a_run_goes_on_where_another_was_ended(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    points = ("--vary", "after=2..6years", "--vary", "cap=4..5years", "--property", "reach", "--property", "slow")
    whole = run(*points, "--format", "csv")
    rows = whole.out.splitlines()
    assert rows[0] == "after,cap,reach,slow"
    slow = {2: "VIOLATED", 3: "HOLDS", 4: "HOLDS"}
    assert rows[1:] == [
        f"{after} years,{cap} years,{'HOLDS,' + slow.get(after, 'HOLDS') if after <= cap else 'VIOLATED,VACUOUS'}"
        for after in range(2, 7)
        for cap in (4, 5)
    ]
    assert run(*points, "--format", "csv", "--resume", "done").out == with_column(whole.out, ["no"] * 10)
    done = Path("done").read_text().splitlines(keepends=True)
    assert len(done) == 11
    Path("done").write_text("".join(done[:5]) + done[5][:9])
    Path("before").hardlink_to("done")
    half = Path("done").read_text()
    again = run(*points, "--format", "csv", "--resume", "done").out
    before = [row.split(",")[-1] for row in again.splitlines()[1:]]
    assert (again, sorted(before)) == (with_column(whole.out, before), ["no"] * 6 + ["yes"] * 4)
    assert Path("before").read_text() == half, "the file is replaced by a whole one, never rewritten where it lies"
    assert sorted(Path("done").read_text().splitlines()) == sorted(line.rstrip() for line in done)
    document = json.loads(run(*points, "--format", "json").out)
    jsonschema.Draft202012Validator(json.loads(schema_text())).validate(document)


def test_what_a_file_of_progress_says_is_what_is_told(run) -> None:  # type: ignore[no-untyped-def]
    points = ("--vary", "after=2..3years", "--property", "reach", "--resume", "done", "--format", "csv")
    run(*points)
    Path("done").write_text(Path("done").read_text().replace("HOLDS", "VIOLATED"))
    assert [row.split(",")[1:] for row in run(*points).out.splitlines()[1:]] == [["VIOLATED", "yes"]] * 2


def test_every_format_says_how_many_points_a_file_said(run) -> None:  # type: ignore[no-untyped-def]
    points = ("--vary", "after=2..4years", "--property", "reach", "--resume", "done")
    first = run(*points)
    assert "0 of them are as the file says" in first.out
    Path("done").write_text("".join(Path("done").read_text().splitlines(keepends=True)[:3]))
    files = [f"--output={kind}={kind}" for kind in ("markdown", "json", "csv")]
    assert "2 of them are as the file says, and were not checked again" in run(*points, *files).out
    assert "2 of them are as the file says" in Path("markdown").read_text()
    assert json.loads(Path("json").read_text())["remembered"] == 2
    assert Path("csv").read_text().count(",yes\n") == 2
    assert json.loads(run(*points[:-2], "--format", "json").out)["remembered"] == 0


def test_what_another_version_has_found_is_not_gone_on_with(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    points = ("--vary", "after=2..3years", "--property", "reach", "--resume", "done")
    run(*points)
    before = Path("done").read_text()
    monkeypatch.setattr("bcm_formal.versions.sweeping.progress.__version__", "0.0.1")
    said = run(*points)
    assert (said.code, said.out) == (2, "")
    assert "belongs to another sweep: of another version" in " ".join(said.err.split())
    assert Path("done").read_text() == before


def test_an_empty_file_is_one_that_nothing_was_written_to_yet(run) -> None:  # type: ignore[no-untyped-def]
    points = ("--vary", "after=2..3years", "--property", "reach", "--resume", "done")
    Path("done").touch()
    assert run(*points).code == 0
    assert len(Path("done").read_text().splitlines()) == 3


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything may be written by the superuser")
def test_a_file_of_progress_that_is_read_only_is_refused(run) -> None:  # type: ignore[no-untyped-def]
    points = ("--vary", "after=2..3years", "--property", "reach", "--resume", "done")
    run(*points)
    Path("done").chmod(0o444)
    said = run(*points)
    assert (said.code, "cannot be read or written" in said.err) == (2, True)


def test_a_fault_of_an_engine_at_a_point_decides_nothing(run) -> None:  # type: ignore[no-untyped-def]
    points = ("--vary", "after=2..3years", "--property", "reach", "--resume", "done")
    assert run(*points).code == 0
    Path("done").write_text(Path("done").read_text().replace("HOLDS", "ENGINE FAULT", 1))
    said = run(*points, "--format", "json")
    assert said.code == 3
    document = json.loads(said.out)
    assert sorted(point["verdicts"]["reach"] for point in document["points"]) == ["ENGINE FAULT", "HOLDS"]
    jsonschema.Draft202012Validator(json.loads(schema_text())).validate(document)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\n", "belongs to another sweep"),
        ('HEAD\n{"point": [24], "verdicts": [["HOLDS"]]}\n', "line 2 is no point"),
        ('HEAD\n{"point": [24], "verdicts": "HOLDS"}\n', "line 2 is no point"),
        ("HEAD\nnonsense\n{}\n", "line 2 is no point of this sweep"),
        ('HEAD\n{"point": [25], "verdicts": ["HOLDS"]}\n', "line 2 is no point"),
        ('HEAD\n{"point": [24], "verdicts": ["SURE"]}\n', "line 2 is no point"),
        ('HEAD\n{"point": [true], "verdicts": ["HOLDS"]}\n', "line 2 is no point"),
        ('HEAD\n{"point": [24], "verdicts": ["HOLDS"], "run": "x"}\n', "line 2 is no point"),
    ],
)
def test_a_file_of_progress_from_a_stranger_is_looked_at(run, text: str, words: str) -> None:  # type: ignore[no-untyped-def]
    points = ("--vary", "after=2..3years", "--property", "reach", "--resume", "done")
    run(*points)
    head = Path("done").read_text().splitlines()[0]
    Path("done").write_text(text.replace("HEAD", head))
    said = run(*points)
    assert (said.code, said.out) == (2, "")
    assert words in " ".join(said.err.split())
    assert Path("done").read_text() == text.replace("HEAD", head)


def test_one_number_is_told_in_ranges(run) -> None:  # type: ignore[no-untyped-def]
    said = run("--vary", "after=1..9years", "--property", "reach", "--property", "late")
    assert said.out.splitlines()[-2:] == [
        "reach: HOLDS from 1 year to 5 years, VIOLATED from 6 years to 9 years",
        "late: VIOLATED from 1 year to 5 years, HOLDS from 6 years to 9 years",
    ]
    assert "24 months" not in run("--vary", "after=1..9years:6 months", "--property", "reach").out


def test_what_is_not_decided_is_said_and_leaves_with_3(run) -> None:  # type: ignore[no-untyped-def]
    Path("n.bcm").write_text(f"{NUMBERS}property soon: every person in a can reach b within after\n")
    said = run("--open", "after", "--property", "soon")
    assert said.code == 3
    assert "? soon: not decided with any value: it is used where the language takes no open value" in said.out
