"""Four policies that were written from the language page by people who saw it for the first time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bcm_formal.api.loading import load
from bcm_formal.api.run import check_file
from bcm_formal.views.report.contents import Report
from bcm_formal.views.report.formats import Format, written
from bcm_formal.views.report.standing import Standing, standing_of
from tests.builders.told_traces import is_lived, traces_in

pytestmark = pytest.mark.slow

TRIALS = sorted(Path(__file__).parent.glob("*.bcm"))


@pytest.mark.parametrize("path", TRIALS, ids=lambda path: path.stem)
def test_verdicts_are_as_expected_and_every_trace_is_a_life(path: Path) -> None:
    report = check_file(path, expected=True)
    assert isinstance(report, Report)
    assert standing_of(report) is Standing.GOOD
    model = load(path)
    traces = traces_in(json.loads(written((report,), Format.JSON, 0)))
    assert len(traces) >= 10
    assert [trace for trace in traces if not is_lived(model, trace)] == []
