"""`expected.toml` is made and brought up to date; what a person wrote in it stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.api.run import check_file
from bcm_formal.project.expected import NAME, read_expected
from bcm_formal.project.write_expected import expected_text, write_beside
from bcm_formal.views.report.contents import Report
from tests.builders.running import SOUND, Ran, bcm, lay_out

VIOLATED = SOUND.replace("   and employed\n", "   and employed\n   and language at least fluent\n").replace(
    "  when language less than fluent\n", "  when language less than basic\n"
)
WRITTEN = """\
# What `bcm check` must find, and the size of the model: see docs/expected.md.

[properties]
everybody_has_a_path = "VIOLATED"
permanence_is_earned = "VACUOUS"

[scenarios]
five_years = "FAILS"

[model]
statuses = 3
transitions = 3
events = 2
limits = 0
properties = 2
scenarios = 1
"""
BY_HAND = """\
# ours
[findings]
BCM613 = "note"   # the law says so

[properties]
# the second first
permanence_is_earned = "HOLDS"   # as it should be
gone_long_ago = "HOLDS"
[model]
statuses = 17  # many
"""
UPDATED = """\
# ours
[findings]
BCM613 = "note"   # the law says so

[properties]
# the second first
permanence_is_earned = "VACUOUS"   # as it should be
everybody_has_a_path = "VIOLATED"
[model]
statuses = 3  # many

[scenarios]
five_years = "FAILS"
"""


@pytest.fixture(scope="module")
def violated(tmp_path_factory: pytest.TempPathFactory) -> Report:
    path = tmp_path_factory.mktemp("model") / "m.bcm"
    path.write_text(VIOLATED, encoding="utf-8")
    report = check_file(path)
    assert isinstance(report, Report)
    return report


def test_a_new_file_holds_verdicts_failing_scenarios_and_sizes(violated: Report) -> None:
    assert expected_text(None, violated, alone=True) == WRITTEN
    assert expected_text(WRITTEN, violated, alone=True) == WRITTEN


def test_comments_order_and_findings_stay(violated: Report) -> None:
    assert expected_text(BY_HAND, violated, alone=True) == UPDATED
    assert expected_text(BY_HAND.replace("\n", "\r\n"), violated, alone=True) == UPDATED.replace("\n", "\r\n")


def test_beside_other_models_a_file_has_tables_of_its_own(violated: Report) -> None:
    other = '[properties]\nof_another = "HOLDS"\n'
    text = expected_text(other, violated, alone=False)
    assert text.startswith(other)
    assert '["m.bcm".properties]\neverybody_has_a_path = "VIOLATED"\n' in text
    assert expected_text(text, violated, alone=False) == text
    changed = text.replace('path = "VIOLATED"', 'path = "HOLDS"  # hoped')
    assert expected_text(changed, violated, alone=False) == changed.replace('"HOLDS"  # hoped', '"VIOLATED"  # hoped')


def test_what_was_written_is_read_back(violated: Report) -> None:
    folder = Path(violated.path).parent
    for before in (None, BY_HAND):
        (folder / NAME).unlink(missing_ok=True)
        if before is not None:
            (folder / NAME).write_text(before)
        ((path, text),) = write_beside((violated,))
        path.write_text(text)
        found = read_expected(violated.path, violated.model)
        assert {item.property.name: item.outcome for item in violated.verdicts} == found.verdicts
        assert found.scenarios == {"five_years": False}
        assert write_beside((violated,)) == ()
    (folder / NAME).unlink()


# --- by the command ---


class Runner:
    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self.folder, self.monkeypatch, self.capfd = folder, monkeypatch, capfd
        monkeypatch.chdir(folder)

    def __call__(self, *args: str) -> Ran:
        return bcm(self.monkeypatch, self.capfd, "check", *args, "--format", "concise")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Runner:
    return Runner(tmp_path, monkeypatch, capfd)


def test_after_writing_everything_is_as_expected(run: Runner) -> None:
    lay_out({"m.bcm": VIOLATED, NAME: '[properties]\nstale = "HOLDS"\n'}, run.folder)
    ran = run("m.bcm", "--write-expected")
    assert (ran.code, "all 3 as expected" in ran.out, "wrote expected.toml" in ran.err) == (0, True, True)
    assert run("m.bcm", "--expected").code == 0
    before = (run.folder / NAME).read_bytes()
    assert "wrote" not in run("m.bcm", "--write-expected").err
    assert before == (run.folder / NAME).read_bytes()


def test_single_properties_leave_the_others_alone(run: Runner) -> None:
    lay_out({"m.bcm": VIOLATED, NAME: '[properties]\neverybody_has_a_path = "HOLDS"\n'}, run.folder)
    assert run("m.bcm", "--write-expected", "--property", "permanence_is_earned").code == 0
    text = (run.folder / NAME).read_text()
    assert text == '[properties]\neverybody_has_a_path = "HOLDS"\npermanence_is_earned = "VACUOUS"\n'


@pytest.mark.parametrize("text", ["[properties\n", "[propertis]\n", '[properties]\nx = ["HOLDS"]\n'])
def test_a_file_with_mistakes_is_not_touched(run: Runner, text: str) -> None:
    lay_out({"m.bcm": SOUND, NAME: text}, run.folder)
    assert run("m.bcm", "--write-expected").code == 2
    assert (run.folder / NAME).read_text() == text


def test_nothing_is_written_for_a_model_with_errors_nor_through_a_link(run: Runner) -> None:
    lay_out({"m.bcm": SOUND.replace("and employed", "and e")}, run.folder)
    assert run("m.bcm", "--write-expected").code == 2
    assert not (run.folder / NAME).exists()
    lay_out({"m.bcm": SOUND, "elsewhere/secret.toml": ""}, run.folder)
    (run.folder / NAME).symlink_to(run.folder / "elsewhere" / "secret.toml")
    assert run("m.bcm", "--write-expected").code == 2
    assert (run.folder / "elsewhere" / "secret.toml").read_text() == ""


def test_two_models_of_a_folder_are_both_written(run: Runner) -> None:
    lay_out({"a.bcm": VIOLATED, "b.bcm": SOUND.replace("policy sound", "policy other")}, run.folder)
    assert run(".", "--write-expected").code == 0
    assert run(".", "--expected").code == 0
    text = (run.folder / NAME).read_text()
    assert '["a.bcm".properties]' in text
    assert '["b.bcm".properties]' in text
