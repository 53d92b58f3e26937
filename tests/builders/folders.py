"""Folders of proofs to be tried in tests: made once, copied for each."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from bcm_formal.model.model import Model
from bcm_formal.trust.solvers import Limits
from bcm_formal.vault.archive import proofs_in
from bcm_formal.vault.making import Proof, proof_of
from bcm_formal.vault.recheck import ModelFile
from tests.builders.policies import GATE, LADDER, verdicts

TEXTS = {"ladder": LADDER, "gate": GATE}


@cache
def _made() -> Path:
    home = Path(tempfile.mkdtemp(prefix="bcm-proofs-"))
    for text in TEXTS.values():
        for asked, verdict in verdicts(text):
            proof = proof_of(verdict, ("z3",), Limits())
            assert isinstance(proof, Proof)
            proofs_in(home / "proofs").write(asked.model.name, asked.property.name, proof.certificate)
    (home / "models").mkdir()
    for name, text in TEXTS.items():
        (home / "models" / f"{name}.bcm").write_text(text, encoding="utf-8")
    return home


def home_of_proofs(at: Path) -> Path:
    """A folder with `models` and their `proofs`, to be changed at will."""
    home = at / "home"
    shutil.copytree(_made(), home)
    return home


def certificate(home: Path, name: str, policy: str = "ladder") -> Path:
    return proofs_in(home / "proofs").path(policy, name)


def file_of(model: Model) -> ModelFile:
    """A model as it is found in a file."""
    return ModelFile(f"models/{model.name}.bcm", "0" * 64, model)
