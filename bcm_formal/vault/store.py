"""A folder with files that this program writes: for each policy a folder, for each property a file.

Writing puts a whole file in place at once, follows no link, and replaces nothing but what such a writing left there.
"""

from __future__ import annotations

import re
from pathlib import Path

from bcm_formal.diagnostics import UnreadableFileError, file_head
from bcm_formal.diagnostics.places import PlaceRefusedError, may_be_written, put_in_place
from bcm_formal.records import dataclass
from bcm_formal.vault.names import file_name

_MARKED_WITHIN = 4_000
"""bytes at the beginning of a file in which stands that this program wrote it"""


@dataclass(frozen=True, slots=True)
class Store:
    """Files `HOME/POLICY/PROPERTY` with an ending, in which a line at the beginning starts with `title`."""

    home: Path
    title: str
    ending: str

    def path(self, policy: str, item: str) -> Path:
        """Where the file of a property lies."""
        return self.home / file_name(policy) / (file_name(item) + self.ending)

    def write(self, policy: str, item: str, text: str) -> None:
        """Put a text into the file of a property, in place of what was there; whole, or not at all.

        Raises `OSError` if it cannot be written, `PlaceRefusedError` as `may_be_replaced` does; all is as it was then.
        """
        self.may_be_replaced(policy, item)
        path = self.path(policy, item)
        path.parent.mkdir(parents=True, exist_ok=True)
        put_in_place(path, text.encode())

    def may_be_begun(self) -> None:
        """Nothing, if files may be written in the folder, as far as can be seen; else raises as `may_be_replaced`."""
        may_be_written(self.home)
        _must_be_no_link(self.home)

    def may_be_replaced(self, policy: str, item: str) -> None:
        """Nothing, if the file of a property may be written.

        Raises `PlaceRefusedError` if it or a folder of it is a symbolic link, or a link stands on the way to them, or
        if there is a file that was not written by this program; `OSError` if that cannot be found out.
        """
        path = self.path(policy, item)
        self.may_be_begun()
        _must_be_no_link(path.parent)
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise PlaceRefusedError(f"`{path}` is no file but a link or something else")
        if path.exists() and not self._wrote(path):
            raise PlaceRefusedError(f"`{path}` was not written by this program")

    def _wrote(self, path: Path) -> bool:
        """True iff a line at the beginning starts with the title: any, as a merge may have put a mark before it."""
        try:
            head = file_head(path, _MARKED_WITHIN)
        except UnreadableFileError as error:
            raise OSError(0, str(error)) from None
        return re.search(b"^" + re.escape(self.title.encode()), head, re.MULTILINE) is not None


def _must_be_no_link(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise PlaceRefusedError(f"`{folder}` is no folder but a link or a file")
