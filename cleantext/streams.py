"""Input of any size: what is short is read whole, what is long is decoded as it comes."""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Iterator

from cleantext import files
from cleantext.errors import FileError
from cleantext.typed import TYPE_CHECKING, BinaryIO, NamedTuple
from cleantext.windows import WHOLE

if TYPE_CHECKING:
    from pathlib import Path

CHUNK = 1 << 20
"""Bytes that are read at a time from a long input."""
_NOT_UTF_8 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


class Stream(NamedTuple):
    """A long input in UTF-8 of which only the ``head`` has been read."""

    path: str | Path
    head: bytes
    file: BinaryIO
    state: os.stat_result

    def chunks(self) -> Iterator[str]:
        """The text as it comes. FileError for bytes that are no text, once what stands before them has been given."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        data, at = self.head, 0
        while True:
            if b"\0" in data:
                raise files.Binary("is binary (holds a NUL byte)")
            try:
                yield decoder.decode(data, final=not data)
            except UnicodeDecodeError as error:
                raise FileError(f"is not utf-8 (byte {at + error.start}); use --encoding") from None
            if not data:
                return
            at += len(data)
            try:
                data = self.file.read(CHUNK)
            except OSError as error:
                raise FileError(f"cannot be read: {error.strerror}") from None

    def part(self, text: str) -> files.Source:
        """A window of the text as a source of its own."""
        return files.Source(self.path, text, "utf-8", self.state)


def begin(path: str | Path, file: BinaryIO, encoding: str | None) -> files.Source | Stream:
    """Read an opened input whole, or only its head where it is long and in UTF-8.

    FileError as for :func:`cleantext.files.read`.
    """
    try:
        state = os.fstat(file.fileno())
        if stat.S_ISDIR(state.st_mode):
            raise FileError("is a folder")
        head = file.read(WHOLE + 1)
        if len(head) > WHOLE and encoding in (None, "utf-8") and not head.startswith(_NOT_UTF_8):
            return Stream(path, head, file, state)
        data = head + file.read() if len(head) > WHOLE else head
    except OSError as error:
        raise FileError(f"cannot be read: {error.strerror}") from None
    text, name = files.decode(data, encoding)
    return files.Source(path, text, name, state)
