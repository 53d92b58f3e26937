"""The files that declare policies, by the name of the policy."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from bcm_formal.diagnostics import DiagnosticError, Source, bytes_of_file, source_of_bytes
from bcm_formal.language.files import policies_in
from bcm_formal.language.from_text import parse
from bcm_formal.language.includes import joined
from bcm_formal.model.as_of import AsOf
from bcm_formal.model.load import reading_of
from bcm_formal.model.model import Model
from bcm_formal.project.files import Found, search
from bcm_formal.vault.recheck import ModelFile


class Library:
    """The files that declare policies, found once; a model is made only of what is asked for."""

    def __init__(self, places: Sequence[Path], on: AsOf) -> None:
        self._on = on
        found = _found_in(places)
        self.left_out = found.left_out
        self._sources: dict[str, list[tuple[Source, str]]] = {}
        for path in found.models:
            for policy, text in _declared_in(path, must_be_text=path in places):
                self._sources.setdefault(policy, []).append(text)
        self.files = cache(self._files)

    @property
    def places(self) -> Mapping[str, tuple[str, ...]]:
        """Where each policy is declared."""
        return {policy: tuple(source.path for source, _ in texts) for policy, texts in self._sources.items()}

    def _files(self, policy: str) -> tuple[ModelFile, ...]:
        """The files that declare a policy, by name."""
        texts = self._sources.get(policy, ())
        return tuple(ModelFile(source.path, digest, self._model(source, policy)) for source, digest in texts)

    def _model(self, source: Source, policy: str) -> Model | None:
        model = reading_of(source, self._on).model
        return model if model is not None and model.name == policy else None


def _found_in(places: Sequence[Path]) -> Found:
    """What a search finds, which may be nothing."""
    try:
        return search(places)
    except DiagnosticError as error:
        errors = [item.code for item in error.diagnostics if item.severity == "error"]
        if errors != ["BCM901"]:
            raise
        return Found((), tuple(item for item in error.diagnostics if item.severity != "error"))


def _digest(source: Source, data: bytes) -> str:
    """The SHA-256 of the bytes of a file; where it includes others, of them all, in the order in which they are."""
    found = hashlib.sha256(data)
    for text in joined(parse(source)).included:
        found.update(text.text.encode())
    return found.hexdigest()


def _declared_in(path: Path, *, must_be_text: bool) -> list[tuple[str, tuple[Source, str]]]:
    """(policy, (text, digest of the file)) for each policy that a file declares."""
    try:
        data = bytes_of_file(path)
        source = source_of_bytes(data, str(path))
    except DiagnosticError:
        if must_be_text:
            raise
        return []
    text = (source, _digest(source, data))
    return [(policy, text) for policy in policies_in(source)]
