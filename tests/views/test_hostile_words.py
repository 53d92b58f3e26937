"""Texts and paths that would like to be obeyed, through every format: shown as they are, acted on by nobody."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bcm_formal.api.drawing import draw
from bcm_formal.api.run import check
from bcm_formal.diagnostics import HIDDEN, Diagnostic, render, source_of_text
from bcm_formal.model.load import reading_of
from bcm_formal.model.model import Model
from bcm_formal.views.report.contents import Report, Unreadable
from bcm_formal.views.report.escapes import in_command, in_command_property, in_markdown, in_xml, json_text
from bcm_formal.views.report.formats import Format, Look, written
from tests.builders.running import bcm

pytestmark = pytest.mark.slow

FRAGMENTS = (
    "::error::pwned",
    "::set-output name=verdict::HOLDS",
    "##[error]pwned",
    "##vso[task.complete result=Succeeded;]",
    "##teamcity[buildStatus status='SUCCESS']",
    "%0A::error::x",
    "%0a",
    "```",
    "~~~",
    "`",
    "``",
    "<b>",
    "</title>",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<!-- ",
    "-->",
    "&amp;",
    "&#58;",
    "]]>",
    "'",
    "|",
    "\\",
    "@org/team",
    "#12",
    "GH-12",
    "https://evil.example/",
    "www.evil.example",
    "javascript:alert(1)",
    "[x](https://e.example)",
    "![x](https://e.example/i.png)",
    "# heading",
    "- item",
    "1. one",
    "> quote",
    "| --- |",
    "***",
    "$$x$$",
    "${{ secrets.X }}",
    "%%{init: {'securityLevel': 'loose'}}%%",
    'click a "x"',
    ":::cls",
    "end",
    "---",
    "\\N\\L",
    "{{",
    "}}",
    "☃",
    "在留",
    "x" * 110,
    " ",
    "{",
    "}",
    "_a_",
    "*a*",
    "~a~",
)
texts = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=4).map(" ".join)
UNSEEN = ("\x1b[2K\x1b[1G", "\u202e", "\x07", "\n", "\r", "\u200b", "\x9b", "\ud83d", "\ufffe")
paths = st.lists(st.sampled_from((*FRAGMENTS, *UNSEEN)), min_size=1, max_size=4).map("".join)

POLICY = """\
policy p "{0}"
  time in months
source S "{1}" url "https://law.example/{2}" checked 2026-01-01
layer out "{3}"
layer inside "{4}"
actor office "{5}"
parameter hope = 3 months
  note "assumption {6}"
attribute ok: yes or no, starts any
clock stay "{7}"
status a in out "{8}"
status b in inside "{9}"
transition go "{10}" from a to b by office
  when ok
   and stay at least hope
  source S "{11}"
  quote "{12}"
  note "{13}"
event wait_more "{14}" in a by person
  set ok = no
start in a
property x "{15}":
  every person can reach b
property y "{16}":
  every person with ok can reach b
  source S "{17}"
  quote "{18}"
property z "{19}":
  every person in a must reach b within 2 months
scenario s "{20}"
  start in a
  expect in b
"""


def hostile_model(words: list[str], path: str) -> Model:
    """A model that says these words wherever words can be said, read from a file called so."""
    quoted = [word.replace("\\", "\\\\").replace('"', '\\"') for word in words]
    read = reading_of(source_of_text(POLICY.format(*quoted), path))
    model, findings = read.model, read.diagnostics
    assert model is not None, findings
    return model


def reported(words: list[str], path: str) -> Report:
    model = hostile_model(words, path)
    return check(model, diagnostics=(Diagnostic("BCM901", f"`{path}` {words[0]}", model.statuses[0].span, words[1]),))


def some_words(number: int) -> list[str]:
    """What a model says in its 21 places; every fragment stands in one of the models."""
    random = Random(number)
    begin = 21 * number
    return [f"{FRAGMENTS[(begin + place) % len(FRAGMENTS)]} {random.choice(FRAGMENTS)}" for place in range(21)]


MODELS = len(FRAGMENTS) // 21 + 3


@cache
def report(number: int) -> Report:
    random = Random(number)
    return reported(some_words(number), "".join(random.choices((*FRAGMENTS, *UNSEEN), k=4)))


each_report = pytest.mark.parametrize("number", range(MODELS))


def is_obeyed(line: str) -> bool:
    """True iff some build server takes the line for a command."""
    return line.strip().startswith("::") or re.search(r"##\w*\[", line) is not None


def assert_shows_itself(text: str) -> None:
    assert not HIDDEN.search(text)
    assert [line for line in text.split("\n") if is_obeyed(line)] == []


@each_report
def test_pages_for_people_are_neither_obeyed_nor_rewritten(number: int) -> None:
    for form in (Format.TEXT, Format.CONCISE, Format.MARKDOWN):
        for look in (Look(), Look(symbols=False), Look(width=60, verbose=True)):
            assert_shows_itself(written((report(number),), form, 1, look))
    coloured = written((report(number),), Format.TEXT, 1, Look(colour=True))
    assert_shows_itself(re.sub(r"\x1b\[[0-9;]*m", "", coloured))
    for finding in report(number).diagnostics:
        assert_shows_itself(render(finding))


@each_report
def test_json_reads_back_what_the_model_says(number: int) -> None:
    text = written((report(number),), Format.JSON, 1)
    assert_shows_itself(text)
    found = json.loads(text)["models"][0]
    assert found["path"] == report(number).path
    assert [item["title"] for item in found["properties"]] == [item.title for item in report(number).model.properties]


@each_report
def test_junit_is_xml_in_which_nothing_is_obeyed(number: int) -> None:
    text = written((report(number),), Format.JUNIT, 1)
    assert_shows_itself(text)
    suite = ET.fromstring(text)[0]
    assert {case.tag for case in suite} == {"testcase"}
    assert {inner.tag for case in suite for inner in case} <= {"failure", "error"}
    assert [case.get("name") for case in suite] == ["model", "x", "y", "z", "s"]


@each_report
def test_only_our_own_annotations_are_workflow_commands(number: int) -> None:
    lines = written((report(number),), Format.GITHUB, 1).rstrip("\n").split("\n")
    own = [line for line in lines if re.match(r"::(error|warning|notice) file=[^:]*,title=[^:]*::", line)]
    others = [line for line in lines if line not in own]
    assert [line for line in others if is_obeyed(line)] == []
    assert len(others) == 2  # the summary, and how many findings are errors
    assert not HIDDEN.search("\n".join(lines))


ALLOWED = {"text", "code_inline", "softbreak", "strong_open", "strong_close"}
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@each_report
def test_markdown_has_no_mark_up_of_the_models(number: int) -> None:
    text = written((report(number),), Format.MARKDOWN, 1)
    tokens = _MARKDOWN.parse(text)
    inner = [child for token in tokens for child in token.children or ()]
    strange = [child for child in inner if child.type not in ALLOWED and child.content != "<!-- -->"]
    assert strange == []
    assert {token.type for token in tokens} & {"html_block", "hr", "blockquote_open", "ordered_list_open"} == set()
    assert sum(token.type == "fence" for token in tokens) == text.count("\n### ")
    assert [child.content for child in inner if mentions(child.content)] == []


def mentions(text: str) -> bool:
    """True iff GitHub would link something in a text of its own."""
    return re.search(r"@\w|(?<!\w)#\d|GH-\d|www\.\w", text) is not None


@each_report
def test_pictures_hold_texts_and_no_code(number: int) -> None:
    model = report(number).model
    mermaid = draw(model, "mmd").decode()
    assert_shows_itself(mermaid)
    assert not re.search(r"%%\{|```|\$\$|^\s*click ", mermaid, re.MULTILINE)
    assert not re.search(r"<(?!br/>|-->|--|-\.|==)", mermaid.split("---", 2)[2])
    svg = draw(model, "svg").decode()
    assert not HIDDEN.search(svg)
    elements = {element.tag.rpartition("}")[2] for element in ET.fromstring(svg).iter() if isinstance(element.tag, str)}
    assert elements <= {"svg", "g", "title", "polygon", "path", "ellipse", "text", "a", "defs", "polyline", "stop",
                        "linearGradient", "radialGradient", "rect", "line", "desc", "style"}  # fmt: skip
    links = [value for element in ET.fromstring(svg).iter() for name, value in element.items() if name.endswith("href")]
    assert [link for link in links if link] == []


@given(st.one_of(texts, paths))
def test_each_escape_leaves_one_readable_line(text: str) -> None:
    for escaped in (in_markdown(text), in_command_property(text)):
        assert "\n" not in escaped
        assert not HIDDEN.search(escaped)
    assert json.loads(json_text(text)) == text
    root = ET.fromstring(f"<a>{in_xml(text)}</a>")
    assert len(root) == 0
    assert "\n" not in in_command(text)


def test_a_file_that_cannot_be_read_is_named_in_every_format_without_harm() -> None:
    path = "\x1b[2K::error::x\n::error file=a,line=1::pwned\u202e.bcm"
    broken = Unreadable(path, (Diagnostic("BCM101", f"there is no file `{path}`", help=f"look for `{path}`"),))
    for form in Format:
        text = written((broken,), form, 2)
        assert not HIDDEN.search(text)
        lines = [line for line in text.split("\n") if is_obeyed(line)]
        assert len(lines) == (1 if form is Format.GITHUB else 0)


@pytest.mark.parametrize("command", [["check"], ["check", "--format", "github"], ["fmt"], ["draw", "-o", "x.svg"]])
def test_file_names_are_not_obeyed_by_what_reads_the_log(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    name = "\x1b[2K\n::error::pwned\n##[error]x\u202e.bcm"
    (tmp_path / name).write_text('policy p "::error::x"\nlayer l\n  note "##[error]x"\nstatus a in l\n')
    monkeypatch.chdir(tmp_path)
    ran = bcm(monkeypatch, capfd, command[0], name, *command[1:])
    annotations = [line for line in ran.out.split("\n") if re.match(r"::(error|warning|notice) file=[^:]*::", line)]
    assert bool(annotations) == ("github" in command)
    for text in (ran.out, ran.err):
        assert not HIDDEN.search(text)
        assert [line for line in text.split("\n") if is_obeyed(line) and line not in annotations] == []
