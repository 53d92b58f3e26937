"""What stands in reforms only is refused in a policy."""

from __future__ import annotations

from bcm_formal.diagnostics import source_of_text
from bcm_formal.model.load import reading_of


def _codes(text: str) -> list[tuple[str, str]]:
    found = reading_of(source_of_text(text))
    assert found.model is None
    return [(item.code, item.message) for item in found.diagnostics]


def test_a_policy_amends_nothing() -> None:
    text = 'policy p "P"\n  time in months\nrepeal transition go\nmove in a to b\nreplace layer inside\n'
    expected = [("BCM160", f"`{word}` stands in a reform only") for word in ("repeal", "move", "replace")]
    assert expected == _codes(text)


def test_a_reform_in_no_folder_is_no_model() -> None:
    assert _codes('reform r "R" of "p.bcm"\n  in force 2030-01-01\n') == [("BCM161", "a reform is no model by itself")]
