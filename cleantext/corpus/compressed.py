"""Plain, gzip and zstd files as streams of bytes; a broken or cut one is an error, never a short file.

zstd is read by pyarrow, which sees where a file is cut, gives no more than was asked for, however much comes out of a
few bytes, and refuses a window of over 128 MiB. The package zstandard writes it, with a checksum.
"""

from __future__ import annotations

import gzip
import io
import os
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from cleantext.corpus.job import CorpusError, Unreadable
from cleantext.errors import MissingExtra

COMPRESSED = (".gz", ".zst")
UNPACKED = 1 << 28
"""Bytes (256 Mi) that may come out of any file, however small it is."""
RATIO = 500
"""Bytes that may come out of one of a larger file: texts give 3 to 30, and gzip can give 1,000."""
_PIECE = 1 << 20
_NEEDS = "zstd needs the extra: pip install 'cleantext-cli[corpus]'"


@contextmanager
def reading(path: Path, offset: int = 0) -> Iterator[IO[bytes]]:
    """The uncompressed bytes from ``offset`` on. CorpusError says in one line what is wrong with the file.

    Unreadable where it is the disk.
    """
    try:
        with open(path, "rb") as raw:
            if path.suffix.lower() not in COMPRESSED:
                raw.seek(offset)
                yield raw
                return
            with unpacked(raw, path.suffix.lower()) as file:
                _skip(file, offset)
                yield file
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise CorpusError(f"is broken or cut: {error}; get it anew") from None
    except OSError as error:
        if error.errno is not None:
            raise Unreadable(f"cannot be read: {error.strerror}") from None
        if "too much memory" in str(error):
            raise CorpusError("needs a window of over 128 MiB; pack it anew, without --long") from None
        raise CorpusError(f"is broken or cut: {error}; get it anew") from None


def refuse_bomb(unpacked: int, packed: int) -> None:
    """CorpusError if so many bytes of so many are more than any text gives."""
    if unpacked > max(UNPACKED, RATIO * packed):
        raise CorpusError(f"unpacks to over {RATIO} times its size, as no text does; not read")


def compress(part: Path, out: IO[bytes], suffix: str) -> None:
    """Copy ``part`` to ``out``, compressed as the suffix of a name says, in one stream and without its time."""
    with open(part, "rb") as file:
        if suffix == ".gz":
            with gzip.GzipFile("", "wb", 6, out, mtime=0) as packed:
                shutil.copyfileobj(file, packed, _PIECE)
        else:
            _zstandard().ZstdCompressor(level=3, write_checksum=True).copy_stream(file, out)


def _zstandard() -> Any:
    try:
        import zstandard
    except ImportError:
        raise MissingExtra(_NEEDS) from None
    return zstandard


def unpacked(raw: IO[bytes], suffix: str) -> IO[bytes]:
    """A stream of what is in ``raw``, packed as the suffix says. CorpusError where that is more than any text gives."""
    if suffix == ".gz":
        stream: Any = gzip.GzipFile(fileobj=raw)
    else:
        try:
            import pyarrow
        except ImportError:
            raise MissingExtra(_NEEDS) from None
        stream = pyarrow.CompressedInputStream(pyarrow.PythonFile(raw, "r"), "zstd")
    return io.BufferedReader(_Bounded(stream, os.fstat(raw.fileno()).st_size), _PIECE)


def _skip(file: IO[bytes], offset: int) -> None:
    while offset > 0:
        piece = file.read(min(offset, _PIECE))
        if not piece:
            raise EOFError("shorter than it was")
        offset -= len(piece)


class _Bounded(io.RawIOBase):
    """A stream of what is unpacked, refused when it is more than any text gives."""

    def __init__(self, stream: Any, packed: int) -> None:
        self._stream = stream
        self._packed = packed
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = int(self._stream.readinto(buffer))
        self._size += size
        refuse_bomb(self._size, self._packed)
        return size
