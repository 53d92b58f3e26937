"""Every bad input gets a clear message and exit code 2, and nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.builders.golden import is_golden
from tests.builders.running import SOUND, bcm, contents, lay_out, page

GOLDEN = Path(__file__).parent / "golden"

INTEGER = SOUND.replace("attribute employed", "attribute age: integer, starts any\nattribute employed").replace(
    "   and employed\n", "   and employed\n   and age at least 18\n"
)


@dataclass(frozen=True, slots=True)
class Bad:
    """`files` lie in the folder; `args` are given there."""

    name: str
    args: tuple[str, ...]
    files: dict[str, str | bytes] = field(default_factory=dict)


def changed(name: str, old: str, new: str) -> Bad:
    """Checking the sound model with one change."""
    assert old in SOUND, f"the sound model has no {old!r}"
    return Bad(name, ("check", "m.bcm"), {"m.bcm": SOUND.replace(old, new, 1)})


MODELS = (
    changed("unknown_attribute", "and employed", "and emploied"),
    changed("unknown_status", "to resident by", "to residnt by"),
    changed("unknown_actor", "by authority", "by autority"),
    changed("unknown_source", 'source LAW "the article', 'source LOW "the article'),
    changed("duplicate_status", "status worker", 'status abroad in temporary "Again"\nstatus worker'),
    changed("missing_unit", "residence at least years_needed", "residence at least 5"),
    changed("wrong_unit", "parameter years_needed = 5 years", "parameter years_needed = 5 lightyears"),
    changed("days_in_a_monthly_model", "parameter years_needed = 5 years", "parameter years_needed = 45 days"),
    changed("compares_different_types", "and employed", "and employed at least basic"),
    changed("level_that_does_not_exist", "and language at least basic", "and language at least native"),
    changed("guard_no_state_satisfies", "and employed", "and employed\n   and not employed"),
    changed(
        "limit_without_target",
        "start in abroad",
        "limit over in worker\n  while residence at most 5 years\nstart in abroad",
    ),
    changed("status_without_layer", 'resident in permanent "Perm', 'resident "Perm'),
    changed("layer_that_does_not_exist", 'resident in permanent "Perm', 'resident in permanence "Perm'),
    changed(
        "property_that_does_not_parse", "every person in temporary can reach", "every person in temporary can rich"
    ),
    changed("event_without_actor", "event study in temporary by person", "event study in temporary"),
    changed("start_that_contradicts", "start in abroad\n\nprop", "start in abroad with employed\n\nprop"),
    changed("scenario_of_unknown_event", "  study\n  after", "  studi\n  after"),
    changed(
        "several_mistakes_at_once",
        SOUND,
        SOUND.replace("and employed", "and emploied").replace("by person", "by persn"),
    ),
    Bad("empty_file", ("check", "m.bcm"), {"m.bcm": ""}),
    Bad("only_a_comment", ("check", "m.bcm"), {"m.bcm": "# nothing yet\n"}),
    Bad("binary_file", ("check", "m.bcm"), {"m.bcm": b"\x7fELF\x00\x01\x02"}),
    Bad("not_utf8", ("check", "m.bcm"), {"m.bcm": SOUND.replace("Abroad", "Übersee").encode("latin-1")}),
    Bad("fifty_megabytes", ("check", "m.bcm"), {"m.bcm": b"# much too long\n" * 3_300_000}),
    Bad(
        "ten_thousand_parentheses",
        ("check", "m.bcm"),
        {"m.bcm": SOUND.replace("and employed", f"and {'(' * 10_000}employed{')' * 10_000}")},
    ),
    Bad("no_property", ("check", "m.bcm"), {"m.bcm": SOUND[: SOUND.index("property")]}),
    Bad(
        "markdown_with_a_mistake",
        ("check", "m.md"),
        {"m.md": f"# Law\n\n```bcm\n{SOUND.replace('and employed', 'and emploied')}```\n"},
    ),
    Bad("markdown_without_blocks", ("check", "m.md"), {"m.md": "# Law\n\nNothing formal yet.\n"}),
)

COMMANDS = (
    Bad("path_that_does_not_exist", ("check", "nowhere.bcm")),
    Bad("name_that_is_too_long", ("check", f"{'n' * 300}.bcm")),
    Bad("name_to_write_to_that_is_too_long", ("draw", "m.bcm", "-o", f"{'n' * 300}.svg"), {"m.bcm": SOUND}),
    Bad("folder_of_proofs_with_a_name_that_is_too_long", ("verify-proofs", "n" * 300)),
    Bad("folder_without_models", ("check", ".")),
    Bad("one_of_two_is_broken", ("check", ".", "--format", "concise"), {"a.bcm": SOUND, "b.bcm": "policy"}),
    Bad("unknown_property", ("check", "m.bcm", "--property", "everybody_has_path"), {"m.bcm": SOUND}),
    Bad("unknown_engine", ("check", "m.bcm", "--engine", "magic"), {"m.bcm": SOUND}),
    Bad("unknown_format", ("check", "m.bcm", "--format", "pdf"), {"m.bcm": SOUND}),
    Bad("unknown_option", ("check", "m.bcm", "--fast"), {"m.bcm": SOUND}),
    Bad("unknown_command", ("prove_it", "m.bcm"), {"m.bcm": SOUND}),
    Bad("date_that_is_none", ("check", "m.bcm", "--on", "2026-02-30"), {"m.bcm": SOUND}),
    Bad("output_without_format", ("check", "m.bcm", "--output", "report.json"), {"m.bcm": SOUND}),
    Bad("output_into_no_folder", ("check", "m.bcm", "--output", "json=no/where.json"), {"m.bcm": SOUND}),
    Bad("output_onto_a_folder", ("check", "m.bcm", "--output", "json=folder"), {"m.bcm": SOUND, "folder/x": ""}),
    Bad("full_disk", ("check", "m.bcm", "--output", "json=/dev/full"), {"m.bcm": SOUND}),
    Bad(
        "warnings_are_errors_if_strict",
        ("check", "m.bcm", "--strict", "--format", "concise"),
        {"m.bcm": f'{SOUND}layer spare "Spare"\n'},
    ),
    Bad("nothing_expected", ("check", "m.bcm", "--expected"), {"m.bcm": SOUND}),
    Bad("expected_is_no_toml", ("check", "m.bcm", "--expected"), {"m.bcm": SOUND, "expected.toml": "[properties\n"}),
    Bad(
        "expected_an_unknown_verdict",
        ("check", "m.bcm", "--expected"),
        {"m.bcm": SOUND, "expected.toml": '[properties]\neverybody_has_a_path = "TRUE"\n'},
    ),
    Bad(
        "expected_an_unknown_size",
        ("check", "m.bcm", "--expected"),
        {"m.bcm": SOUND, "expected.toml": "[model]\nstates = 3\n"},
    ),
    Bad("explain_unknown_code", ("explain", "BCM999")),
    Bad("explain_a_model", ("explain", "m.bcm")),
    Bad("explain_unknown_property", ("explain", "everybody_path", "m.bcm"), {"m.bcm": SOUND}),
    Bad("format_a_broken_file", ("fmt", "m.bcm"), {"m.bcm": SOUND.replace("by person", "buy person")}),
    Bad("new_with_a_bad_name", ("new", "2026-law")),
    Bad("new_where_something_is", ("new", "sound"), {"sound/notes.txt": "mine"}),
    Bad("export_an_unknown_format", ("export", "yaml", "m.bcm"), {"m.bcm": SOUND}),
    Bad("export_a_broken_model", ("export", "json", "m.bcm", "-o", "m.json"), {"m.bcm": "policy"}),
    Bad("draw_a_broken_model", ("draw", "m.bcm", "-o", "m.svg"), {"m.bcm": "policy"}),
    Bad("draw_a_missing_model", ("draw", "m.bcm", "-o", "m.svg")),
    Bad("simulate_infinitely_many_starts", ("simulate", "m.bcm", "--random", "3"), {"m.bcm": INTEGER}),
)


@pytest.mark.parametrize("bad", [*MODELS, *COMMANDS], ids=lambda bad: bad.name)
def test_bad_input_is_refused_clearly_and_nothing_is_written(
    bad: Bad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_out(bad.files, tmp_path)
    before = contents(tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = bcm(monkeypatch, capfd, *bad.args)
    assert (2, before) == (ran.code, contents(tmp_path))
    assert ran.err
    assert "Traceback" not in ran.err
    is_golden(GOLDEN / f"{bad.name}.txt", page(bad.args, ran))
