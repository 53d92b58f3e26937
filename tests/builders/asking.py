"""Formulas as they are asked about."""

from __future__ import annotations

from bcm_formal.model.model import Origin, Property
from bcm_formal.model.sentences import Ctl
from bcm_formal.system.asked import Asked
from bcm_formal.system.questions import CtlQuestion
from tests.builders.random_models import NOWHERE


def asked_about(question: CtlQuestion) -> Asked:
    """A property that asks this very question."""
    item = Property("p", "", Ctl(question.formula), "", Origin(), NOWHERE)
    return Asked(question.system, item, question, None)
