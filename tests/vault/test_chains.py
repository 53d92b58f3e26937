"""Chains of `and`, `or` and `not` are read as the parser of the language reads them, or left to it."""

from __future__ import annotations

import random

import pytest

from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.model.expressions import Comparison, Condition, Flag, Not, conjunction, disjunction, negation
from bcm_formal.model.from_words import condition_from_text
from bcm_formal.model.model import Model
from bcm_formal.model.to_text import condition_text
from bcm_formal.vault.chains import MAX_LEVELS, chain
from tests.builders.effort import tries
from tests.builders.policies import ladder
from tests.builders.random_models import random_condition, random_model


def simple(draw: random.Random, model: Model) -> Condition:
    """A random condition without parts, as most in certificates are."""
    found = random_condition(draw, model)
    while not isinstance(found, Comparison | Flag):
        found = random_condition(draw, model)
    return found


def nested(draw: random.Random, model: Model, depth: int) -> Condition:
    if depth == 0 or draw.random() < 0.2:
        return simple(draw, model) if draw.random() < 0.7 else random_condition(draw, model)
    parts = [nested(draw, model, depth - 1) for _ in range(draw.randint(1, 3))]
    joined = (conjunction if draw.random() < 0.5 else disjunction)(parts)
    return draw.choice((joined, joined, negation(joined), Not(joined)))


@pytest.mark.parametrize("seed", range(tries(20)))
def test_a_chain_means_what_the_parser_reads(seed: int) -> None:
    draw = random.Random(seed)
    model = random_model(draw)
    chains = 0
    for _ in range(100):
        words = condition_text(model, nested(draw, model, 4))
        found = chain(words, lambda atom: condition_from_text(model, atom))
        assert found in (None, condition_from_text(model, words))
        chains += found is not None and len(words) > 40
    assert chains


@pytest.mark.parametrize(
    "words",
    [
        "",
        "()",
        "insured and (insured",
        "insured) or (insured",
        "(insured) insured",
        "insured (insured)",
        "insured and insured or insured",
        "insured implies insured",
        "if insured then insured else not insured",
        "language is one of N3 or N2",
        "in worker or settled",
        "E[insured U insured]",
        "2 * (stay + 1 month) at least 4 years",
        "stay at least larger of 1 year and 2 years",
        "(" * (MAX_LEVELS + 1) + "insured" + ")" * (MAX_LEVELS + 1),
    ],
)
def test_other_words_are_left_to_the_parser(words: str) -> None:
    model = ladder()
    assert chain(words, lambda _: condition_from_text(model, "insured")) is None


@pytest.mark.parametrize(
    "words", ["insured and", "and insured", "insured and and insured", "insured or not", "nonsense"]
)
def test_the_parser_complains_of_atoms(words: str) -> None:
    with pytest.raises(DiagnosticError):
        chain(words, lambda atom: condition_from_text(ladder(), atom))


def test_an_atom_is_all_that_stands_between_joints() -> None:
    model = ladder()
    atoms: list[str] = []

    def atom(words: str) -> Condition:
        atoms.append(words)
        return condition_from_text(model, words)

    words = "not (stay at least 2 years and not insured) or (insured)"
    assert chain(words, atom) == condition_from_text(model, words)
    assert atoms == ["stay at least 2 years", "not insured", "insured"]
