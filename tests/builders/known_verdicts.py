"""Small policies with known verdicts (`tests/conformance/cases/*.bcm`): what every engine must get right.

In those files each verdict stands with its argument in a comment above its property, and is read from there.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from bcm_formal.model.load import load
from bcm_formal.model.model import Model
from bcm_formal.trust.claim import Outcome

_PROPERTY = re.compile(r"^# (HOLDS|VIOLATED|VACUOUS): .+\nproperty (\w+):", re.MULTILINE)
_FILES = {path.stem: path for path in sorted((Path(__file__).parents[1] / "conformance" / "cases").glob("*.bcm"))}

VERDICTS: dict[str, dict[str, Outcome]] = {
    case: {name: Outcome(word) for word, name in _PROPERTY.findall(path.read_text())} for case, path in _FILES.items()
}
"""for each case the known verdict of each property"""

QUESTIONS = [(case, name) for case, verdicts in VERDICTS.items() for name in verdicts]


@cache
def model_of(case: str) -> Model:
    """The checked model of a case."""
    model, findings = load(_FILES[case])
    assert model is not None, [finding.message for finding in findings]
    assert list(VERDICTS[case]) == [item.name for item in model.properties]
    return model
