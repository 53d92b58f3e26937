"""`expected.toml` is read whole: what it says counts, and what it cannot say is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.diagnostics import DiagnosticError, Source, render_all
from bcm_formal.project.expected import NAME, expected_beside, read_expected, sizes_of, wanted_of
from bcm_formal.project.severities import levels_of
from bcm_formal.project.toml_text import read_toml
from bcm_formal.trust.claim import Outcome
from tests.builders.ladder import ladder

CASES = Path(__file__).parents[1] / "cases"
MODEL = ladder("no person in worker", "no dead ends")


def mistakes(folder: Path, text: str, name: str = "m.bcm") -> list[str]:
    """What is wrong with such a file beside the model with the properties p1 and p2: place in it and message."""
    (folder / NAME).write_bytes(text.encode())
    with pytest.raises(DiagnosticError) as raised:
        read_expected(folder / name, MODEL)
    assert {item.code for item in raised.value.diagnostics} == {"BCM905"}
    return [
        f"{item.span.line}:{item.span.column} {item.message}" if item.span else item.message
        for item in raised.value.diagnostics
    ]


def test_what_the_file_says_is_read(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(
        '[properties]\np1 = "VIOLATED"\n[scenarios]\n[model]\nstatuses = 9\nlayers = 3\n[findings]\nBCM617 = "note"\n'
        "[mutation]\nscore = 75\n"
    )
    found = read_expected(tmp_path / "m.bcm", MODEL)
    assert (found.verdicts, found.scenarios) == ({"p1": Outcome.VIOLATED}, {})
    assert (found.sizes, found.levels) == ({"statuses": 9, "layers": 3}, {"BCM617": "note"})
    assert (found.score, wanted_of(found, MODEL).score) == (75, 75)
    assert wanted_of(found, MODEL).others == ("the model has 4 statuses, expected 9",)
    assert sizes_of(MODEL)["statuses"] == 4


def test_without_a_file_nothing_is_expected(tmp_path: Path) -> None:
    assert expected_beside(tmp_path / "m.bcm", MODEL) is None
    with pytest.raises(DiagnosticError, match="there is no"):
        read_expected(tmp_path / "m.bcm", MODEL)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[propertys]\np1 = "HOLDS"\n', ["1:2 there is no table `propertys`"]),
        ('p1 = "HOLDS"\n', ["1:1 there is no table `p1`"]),
        ('[properties]\np1 = ["HOLDS"]\n', ["2:6 `p1` is a list, not the verdict"]),
        ("[properties]\np1 = true\n", ["2:6 `p1` is a yes or no, not the verdict"]),
        (
            "[properties]\np1 = 1\np2 = 2.0\n",
            ["2:6 `p1` is a number, not the verdict", "3:6 `p2` is a number, not the verdict"],
        ),
        ('[properties]\np1 = "\\u001b[2K\\u202e"\n', ["2:6 `<U+001B>[2K<U+202E>` is no verdict"]),
        ('[properties]\np1 = "holds"\n', ["2:6 `holds` is no verdict"]),
        ('[properties]\np1 = "ENGINE FAULT"\n', ["2:6 `ENGINE FAULT` is no verdict"]),
        ('[properties]\np3 = "HOLDS"\n', ["2:1 `ladder` has no property `p3`"]),
        ('[properties]\n"p 3" = "HOLDS"\n', ["2:1 `ladder` has no property `p 3`"]),
        ('[properties.p1]\nverdict = "HOLDS"\n', ["1:13 `p1` is a table, not the verdict"]),
        ('[[properties]]\np1 = "HOLDS"\n', ["1:3 `properties` is no table"]),
        ("properties = 3\n", ["1:1 `properties` is no table"]),
        ('properties = { p1 = "HOLDS", p2 = 1979-05-27 }\n', ["1:35 `p2` is a date or time, not the verdict"]),
        ('properties.p1 = "TRUE"\n', ["1:17 `TRUE` is no verdict"]),
        ('[scenarios]\nlife = "FAILS"\n', ["2:1 `ladder` has no scenario `life`"]),
        ("[model]\nstates = 3\n", ["2:1 a model has no size `states`"]),
        ('[model]\nstatuses = "4"\n', ["2:12 `statuses` is a text, not how many there are"]),
        ("[model]\nstatuses = true\n", ["2:12 `statuses` is a yes or no, not how many there are"]),
        ("[model]\nstatuses = -1\n", ["2:12 `statuses` is a number below 0, not how many there are"]),
        ('[findings]\nBCM999 = "note"\n', ["2:1 `BCM999` is no finding"]),
        ('[findings]\nBCM617 = "loud"\n', ["2:10 `loud` is no level for `BCM617`"]),
        ("[findings]\nBCM617 = { level = 1 }\n", ["2:10 `BCM617` is a table, not a level"]),
        ("[mutation]\nscores = 75\n", ["2:1 of mutants there is no `scores`"]),
        ('[mutation]\nscore = "75 %"\n', ["2:9 `score` is a text, not whole percent"]),
        ("[mutation]\nscore = 75.5\n", ["2:9 `score` is a number, not whole percent"]),
        ("[mutation]\nscore = true\n", ["2:9 `score` is a yes or no, not whole percent"]),
        ("[mutation]\nscore = -1\n", ["2:9 `score` is a number below 0, not whole percent"]),
        ("[mutation]\nscore = 101\n", ["2:9 `score` is more than all"]),
        ("findings = []\n", ["1:1 `findings` is no table"]),
        ("[properties\n", ["1:12 this is not TOML: expected ']' at the end of a table declaration"]),
        (
            '[properties]\r\n# now\r\np1 = "HOLDS" "\r\n',
            ["3:14 this is not TOML: expected newline or end of document after a statement"],
        ),
        (f"[model]\nstatuses = {'9' * 900}9\n[x]\n", ["3:2 there is no table `x`"]),
        ('["other.bcm".properties]\np1 = "HOLDS"\n', ["1:2 there is no table `other.bcm`"]),
        ('["../m.bcm".properties]\np1 = "HOLDS"\n', ["1:2 there is no table `../m.bcm`"]),
        ('["m.bcm".property]\np1 = "HOLDS"\n', ["1:10 `m.bcm` has no table `property`"]),
        ('"m.bcm" = 3\n', ["1:1 `m.bcm` is no table"]),
    ],
)
def test_what_it_cannot_say_is_told_with_its_place(tmp_path: Path, text: str, told: list[str]) -> None:
    assert told == mistakes(tmp_path, text)


def test_the_remedy_names_what_is_near(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('[propertis]\n[model]\nstatues = 3\n[findings]\nBCM6170 = "off"\n')
    with pytest.raises(DiagnosticError) as raised:
        read_expected(tmp_path / "m.bcm", MODEL)
    assert [item.help for item in raised.value.diagnostics] == [
        "did you mean `properties`?",
        "did you mean `statuses`?",
        "did you mean `BCM617`?",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 900 + "]" * 900,
        "x = " + "[\n" * 60_000,
        "a" * 3000 + " = 1",
        ".".join("ab") * 600 + " = 1",
        "# long enough\n" * 20_000,
        "\n".join(f"k{number} = {number}" for number in range(15_000)),
        "x = 9" + "9" * 990 + "\n" + "y = 0x" + "f" * 900,
    ],
    ids=["nested", "open", "long_line", "long_key", "long_file", "many_mistakes", "large_numbers"],
)
def test_a_hostile_file_is_refused_in_few_words(tmp_path: Path, text: str) -> None:
    assert 0 < len(mistakes(tmp_path, text)) <= 20


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"\xff\xfe[\x00")
    with pytest.raises(DiagnosticError) as raised:
        read_expected(tmp_path / "m.bcm", MODEL)
    assert [item.code for item in raised.value.diagnostics] == ["BCM102"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("key = secret words\n")
    (tmp_path / NAME).symlink_to("secret.txt")
    with pytest.raises(DiagnosticError) as raised:
        read_expected(tmp_path / "m.bcm", MODEL)
    assert "secret words" not in render_all(raised.value.diagnostics)


def test_several_models_of_a_folder_have_a_table_each(tmp_path: Path) -> None:
    text = """\
[findings]
BCM617 = "note"
BCM613 = "note"
["m.bcm".properties]
p1 = "VIOLATED"
["m.bcm".findings]
BCM617 = "off"
["n.bcm".properties]
whatever = "HOLDS"
"""
    (tmp_path / "n.bcm").touch()
    (tmp_path / NAME).write_text(text)
    found = read_expected(tmp_path / "m.bcm", MODEL)
    assert found.verdicts == {"p1": Outcome.VIOLATED}
    assert found.levels == {"BCM617": "off", "BCM613": "note"}
    with pytest.raises(DiagnosticError, match="`ladder` has no property `whatever`"):
        read_expected(tmp_path / "n.bcm", MODEL)


def test_tables_at_the_top_are_for_the_models_without_their_own(tmp_path: Path) -> None:
    (tmp_path / "n.bcm").touch()
    (tmp_path / NAME).write_text('[properties]\np1 = "VIOLATED"\n["n.bcm".properties]\nother = "HOLDS"\n')
    assert read_expected(tmp_path / "m.bcm", MODEL).verdicts == {"p1": Outcome.VIOLATED}


def test_places_of_keys_and_values_are_those_of_the_text() -> None:
    text = 'a.b = """x\ny""" # [no]\n[t."q.r"]\n c = [ # no = 1\n  "]", {d = 1}]\ne = {f = {g = \'}\'}, h = 2}\n'
    found = read_toml(Source("t", text))
    said = {path: (found.keys[path].text, span.text) for path, span in found.values.items()}
    assert said == {
        ("a", "b"): ("b", '"""x\ny"""'),
        ("t", "q.r", "c"): ("c", '[ # no = 1\n  "]", {d = 1}]'),
        ("t", "q.r", "e"): ("e", "{f = {g = '}'}, h = 2}"),
        ("t", "q.r", "e", "f"): ("f", "{g = '}'}"),
        ("t", "q.r", "e", "f", "g"): ("g", "'}'"),
        ("t", "q.r", "e", "h"): ("h", "2"),
    }


def test_settings_of_the_command_line_are_looked_at_as_well() -> None:
    assert levels_of(["BCM613=note", "bcm617=off"]) == {"BCM613": "note", "BCM617": "off"}
    for wrong in ("BCM613=loud", "BCM613", "BCM101=off", "="):
        with pytest.raises(DiagnosticError):
            levels_of([wrong])
