"""What a notebook shows: pictures, tables, and nothing that a text of a policy could do there."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import bcm_formal as bcm
from bcm_formal.views.picture import PictureError
from tests.builders.small_policies import OFFICE

pytestmark = pytest.mark.slow

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>&"
HOSTILE = f"""policy hostile "{SCRIPT}"
  time in years
layer all "{SCRIPT}"
attribute n: 0 to 2, starts 0
status here in all "{SCRIPT}"
status there in all "::error::pwned ##[error]pwned"
start in here
transition go "{SCRIPT}" from here to there by person
  set n = n + 1
  note "{SCRIPT}"
property never "{SCRIPT}": no person in there
scenario stays "{SCRIPT}"
  start in here
  expect in there
"""
CELLS = (
    "import bcm_formal as bcm",
    "policy = bcm.load('policy.bcm')\npolicy",
    "report = bcm.check(policy)\nreport",
    "report.trace('{name}')",
)


def executed(text: str, name: str, folder: Path) -> list[dict[str, str]]:
    """What each cell showed, by its type."""
    (folder / "policy.bcm").write_text(text, encoding="utf-8")
    cells = [nbformat.v4.new_code_cell(cell.replace("{name}", name)) for cell in CELLS]  # type: ignore[no-untyped-call]
    notebook = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    own = {"IPYTHONDIR": str(folder / "ipython"), "PYTHONPATH": str(Path(bcm.__file__).parents[1])}
    client.execute(env={**os.environ, **own})
    assert not [item for cell in notebook.cells for item in cell.outputs if item.output_type == "error"]
    return [dict(item.data) for cell in notebook.cells for item in cell.outputs if item.output_type == "execute_result"]


def test_a_notebook_shows_the_picture_the_verdicts_and_the_states(tmp_path: Path) -> None:
    policy, report, life = executed(OFFICE, "nobody_rises", tmp_path)
    assert ET.fromstring(policy["image/svg+xml"]).tag.endswith("svg")
    assert policy["text/plain"] == "<Policy office: 4 statuses, 7 rules, 19 properties>"
    assert "<td>VIOLATED</td><td>nobody_rises</td><td>no person in c</td>" in report["text/html"]
    assert "A life course that breaks it" in report["text/html"]
    assert "<summary>the life course of nobody_rises</summary><img alt=" in report["text/html"]
    assert "<th>time</th><th>step</th><th>status</th>" in life["text/html"]
    assert "<td>rise</td><td>c</td>" in life["text/html"]
    assert len(report["text/plain"]) < 100


def test_texts_of_a_policy_are_only_shown(tmp_path: Path) -> None:
    shown = executed(HOSTILE, "never", tmp_path)
    assert len(shown) == 3
    for data in shown:
        for kind in ("text/html", "image/svg+xml"):
            page = data.get(kind, "").lower()
            assert "<script" not in page
            assert page.count("<img") == page.count('src="data:image/svg+xml;base64,')
        assert "##[" not in data.get("text/html", "")
    assert "&lt;script&gt;" in shown[1]["text/html"]


@cache
def report() -> bcm.Report:
    return bcm.check(bcm.load(HOSTILE))


@pytest.mark.parametrize("value", [report, lambda: report().trace("never")], ids=["report", "life course"])
def test_what_is_shown_is_well_formed_and_has_no_element_but_tables_and_words(value: object) -> None:
    shown = value()._repr_html_()  # type: ignore[operator]
    tree = ET.fromstring(f"<div>{shown}</div>")
    plain = {"div", "h3", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "pre", "p", "img"}
    assert {item.tag for item in tree.iter()} <= plain
    images = [item.attrib for item in tree.iter("img")]
    assert [image["src"] for image in images if not image["src"].startswith("data:image/svg+xml;base64,")] == []
    assert {name for image in images for name in image} <= {"alt", "src"}
    others = (item.attrib for item in tree.iter() if item.tag != "img")
    assert [attributes for attributes in others if attributes not in ({}, {"open": ""})] == []


def test_where_nothing_can_be_drawn_a_notebook_shows_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise PictureError("no", "nothing")

    monkeypatch.setattr("bcm_formal.views.diagram.draw", refuse)
    policy = bcm.load(OFFICE)
    assert (policy._repr_svg_(), repr(policy)[:15]) == (None, "<Policy office:")


def test_of_a_long_life_course_the_first_states_are_shown() -> None:
    life = bcm.simulate(bcm.load(OFFICE), 400, seed=3)
    shown = life._repr_html_()
    assert shown.count("<tr>") == 201
    assert f"and {len(life) - 200} more" in shown
