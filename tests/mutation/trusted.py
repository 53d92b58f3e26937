"""Which files are changed, and which tests must notice."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "bcm_formal"

FILES = (
    "records.py",
    "system/state.py",
    "system/help.py",
    "system/semantics.py",
    "system/smtlib.py",
    "system/moments.py",
    "system/repeated.py",
    "system/choices.py",
    "system/questions.py",
    "system/derived/steps.py",
    "system/derived/recipe.py",
    "trust/check.py",
    "trust/claim.py",
    "trust/formulas.py",
    "trust/kinds.py",
    "trust/obligations.py",
    "trust/own_folder.py",
    "trust/pairs.py",
    "trust/proved.py",
    "trust/solvers.py",
    "trust/trace.py",
)
"""the trusted code in which something is decided, within the package"""

TESTS = (
    "tests/test_records.py",
    "tests/trust",
    "tests/system/derived",
    "tests/system/test_choices.py",
    "tests/system/test_help.py",
    "tests/system/test_moments.py",
    "tests/system/test_priority.py",
    "tests/system/test_questions.py",
    "tests/system/test_repeated.py",
    "tests/system/test_semantics.py",
    "tests/system/test_smtlib.py",
    "tests/system/test_starts.py",
    "tests/system/test_staying.py",
    "tests/system/test_transition_system.py",
    "tests/system/test_windows.py",
    "tests/verify/test_pairs.py",
    "tests/verify/test_terms_of_two_persons.py",
    "tests/agreement/test_meaning_and_text.py",
    "tests/agreement/test_sentences_and_questions.py",
)
"""quick tests of it; what takes long and finds no more is left out below"""

LEFT_OUT = ("test_attacks.py", "test_bounds_of_any_size_have_the_same_answers")
"""parts of names of tests that are not run"""


def module_of(file: Path) -> str:
    """The dotted name of a file of the repository."""
    return ".".join(file.resolve().relative_to(ROOT).with_suffix("").parts)
