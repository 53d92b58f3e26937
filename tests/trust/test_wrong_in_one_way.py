"""Evidence that is wrong in one way only is refused: each thing that a certificate must show is asked for.

What is wrong with a changed certificate, a listing of all states says, which knows no formulas. Of each kind of
complaint that is the only one, some changes are taken.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest

from bcm_formal.trust.certificate import Certificate
from tests.builders.listing import Box, complaints
from tests.builders.loading import model_of
from tests.builders.mutations import mutants
from tests.builders.small_policies import TEXTS, Evidence, evidence, is_accepted

pytestmark = pytest.mark.slow

LATEST = 3
"""the box of states has clocks up to this"""
EACH = 2
"""so many changes with the same complaint are tried"""
MOST = 200
"""of so many changes to one certificate, spread evenly"""

PROPERTIES = [(policy, item.name) for policy, text in TEXTS.items() for item in model_of(text).properties]
properties = pytest.mark.parametrize(("policy", "name"), PROPERTIES)


def item_of(policy: str, name: str) -> Evidence:
    return next(item for item in evidence(policy) if item.name == name)


@cache
def wrong(policy: str, name: str) -> list[tuple[str, str, Certificate]]:
    """(complaint, change, changed evidence)"""
    item = item_of(policy, name)
    box = Box(item.question, LATEST)
    found: defaultdict[str, list[tuple[str, Certificate]]] = defaultdict(list)
    several = list(mutants(item.certificate, item.model))
    for what, changed in several[:: -(-len(several) // MOST)]:
        kinds = {complaint.partition(":")[0] for complaint in complaints(item.outcome, changed, box)}
        if kinds:
            found[kinds.pop() if len(kinds) == 1 else "several"].append((what, changed))
    return [(kind, *change) for kind, changes in found.items() for change in changes[:EACH]]


@properties
def test_evidence_in_which_nothing_is_wrong_is_accepted(policy: str, name: str) -> None:
    item = item_of(policy, name)
    assert list(complaints(item.outcome, item.certificate, Box(item.question, LATEST))) == []
    assert is_accepted(item.outcome, item.certificate, item.question)


@properties
def test_evidence_that_is_wrong_in_one_way_is_refused(policy: str, name: str) -> None:
    item = item_of(policy, name)
    tried = wrong(policy, name)
    assert tried
    assert [(kind, what) for kind, what, changed in tried if is_accepted(item.outcome, changed, item.question)] == []


def test_the_changes_are_wrong_in_many_ways() -> None:
    kinds = {(policy, kind) for policy, name in PROPERTIES for kind, _, _ in wrong(policy, name)}
    assert len(kinds) > 60
