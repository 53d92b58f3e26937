"""The command `bcm sweep`."""

from __future__ import annotations

import json
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
    ],
)
def test_what_cannot_be_swept_is_said_at_once(run, args: tuple[str, ...], words: str) -> None:  # type: ignore[no-untyped-def]
    said = run(*args)
    assert (said.code, said.out) == (2, "")
    assert words in said.err


def test_what_is_not_decided_is_said_and_leaves_with_3(run) -> None:  # type: ignore[no-untyped-def]
    Path("n.bcm").write_text(f"{NUMBERS}property soon: every person in a can reach b within after\n")
    said = run("--open", "after", "--property", "soon")
    assert said.code == 3
    assert "? soon: not decided with any value: it is used where the language takes no open value" in said.out
