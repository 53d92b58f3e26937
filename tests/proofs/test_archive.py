"""Proofs are written whole or not at all, and a proof that was there stays until the new one is."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from bcm_formal.verify.proofs.archive import CERTIFICATE, OBLIGATIONS, proofs_beside, write_proof

FILES = {f"{number:02}_a.smt2": f"; {number}\n" for number in range(30)}


def everything(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text("utf-8") for path in sorted(folder.rglob("*")) if path.is_file()
    }


def names_in(folder: Path) -> set[str]:
    return {item.name for item in folder.iterdir()}


def written(folder: Path, word: str, files: dict[str, str]) -> dict[str, str]:
    write_proof(folder, word, files)
    return everything(folder)


def test_a_proof_replaces_the_one_before_entirely(tmp_path: Path) -> None:
    folder = tmp_path / "proofs" / "model" / "property"
    expected = {CERTIFICATE: "one", **{f"{OBLIGATIONS}/{name}": text for name, text in FILES.items()}}
    assert expected == written(folder, "one", FILES)
    assert {CERTIFICATE: "two", f"{OBLIGATIONS}/b.smt2": "b"} == written(folder, "two", {"b.smt2": "b"})
    assert written(folder, "three", {}) == {CERTIFICATE: "three"}
    assert names_in(folder.parent) == {"property"}


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("after", [0, 1, 20])
def test_a_write_that_fails_leaves_the_old_proof_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, after: int
) -> None:
    folder = tmp_path / "model" / "property"
    before = written(folder, "one", FILES)
    count = 0
    really = Path.write_text

    def fails(self: Path, *args: str, **options: str) -> int:
        nonlocal count
        count += 1
        if count > after:
            raise error
        return really(self, *args, **options)

    monkeypatch.setattr(Path, "write_text", fails)
    with pytest.raises(type(error)):
        write_proof(folder, "two", FILES)
    monkeypatch.undo()
    assert before == everything(folder)
    assert names_in(folder.parent) == {"property"}


def test_a_folder_that_cannot_be_put_in_place_leaves_the_old_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "model" / "property"
    before = written(folder, "one", FILES)
    really = Path.rename

    def fails(self: Path, target: Path) -> Path:
        if self.suffix == ".part":
            raise OSError(errno.EIO, "Input/output error")
        return really(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(OSError, match="Input/output"):
        write_proof(folder, "two", FILES)
    assert before == everything(folder)
    assert names_in(folder.parent) == {"property"}


def test_the_nearest_proofs_above_a_model_are_its_own(tmp_path: Path) -> None:
    model = tmp_path / "a" / "models" / "m" / "m.bcm"
    model.parent.mkdir(parents=True)
    assert proofs_beside(model, "m") is None
    (tmp_path / "proofs" / "m").mkdir(parents=True)
    (tmp_path / "a" / "proofs" / "other").mkdir(parents=True)
    assert tmp_path / "proofs" == proofs_beside(model, "m")
    (tmp_path / "a" / "proofs" / "m").mkdir()
    assert tmp_path / "a" / "proofs" == proofs_beside(model, "m")
