"""What users read, compared with golden files."""

from __future__ import annotations

import os
from pathlib import Path


def is_golden(path: Path, text: str) -> None:
    """Fails unless the golden file says the same; with BCM_GOLDEN=write the file becomes the text."""
    if os.environ.get("BCM_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text
