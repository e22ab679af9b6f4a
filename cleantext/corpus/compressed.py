"""Plain, gzip and zstd files as streams of bytes; a broken or cut one is an error, never a short file."""

from __future__ import annotations

import gzip
import io
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from cleantext.corpus.job import CorpusError
from cleantext.errors import MissingExtra

COMPRESSED = (".gz", ".zst")
_PIECE = 1 << 20


@contextmanager
def reading(path: Path, offset: int = 0) -> Iterator[IO[bytes]]:
    """The uncompressed bytes from ``offset`` on. CorpusError says in one line what is wrong."""
    try:
        with open(path, "rb") as raw:
            file: IO[bytes] = _uncompressed(raw, path.suffix)
            if file is raw:
                raw.seek(offset)
            else:
                _skip(file, offset)
            yield file
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise CorpusError(f"is broken or cut: {error}; get it anew") from None
    except OSError as error:
        raise CorpusError(f"cannot be read: {error.strerror or error}") from None


def compress(part: Path, out: IO[bytes], suffix: str) -> None:
    """Copy ``part`` to ``out``, compressed as the suffix of a name says, in one stream and without its time."""
    with open(part, "rb") as file:
        if suffix == ".gz":
            with gzip.GzipFile("", "wb", 6, out, mtime=0) as packed:
                shutil.copyfileobj(file, packed, _PIECE)
        else:
            zstandard().ZstdCompressor(level=3, write_checksum=True).copy_stream(file, out)


def zstandard() -> Any:
    """The package, or MissingExtra."""
    try:
        import zstandard
    except ImportError:
        raise MissingExtra("zstd needs the extra: pip install 'cleantext-cli[corpus]'") from None
    return zstandard


def _uncompressed(raw: IO[bytes], suffix: str) -> Any:
    if suffix == ".gz":
        return gzip.GzipFile(fileobj=raw)
    if suffix == ".zst":
        return io.BufferedReader(_Zstd(raw), _PIECE)
    return raw


def _skip(file: IO[bytes], offset: int) -> None:
    while offset > 0:
        piece = file.read(min(offset, _PIECE))
        if not piece:
            raise EOFError("shorter than it was")
        offset -= len(piece)


class _Zstd(io.RawIOBase):
    """All frames of a zstd file; EOFError where the last one is cut (the package's own reader stops in silence)."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self._package = zstandard()
        self._frame: Any = None
        self._packed = b""
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            self._packed = self._packed or self._raw.read(_PIECE >> 3)
            if not self._packed:
                if self._frame is not None:
                    raise EOFError("the last zstd frame is cut")
                return 0
            if self._frame is None:
                self._frame = self._package.ZstdDecompressor().decompressobj()
            try:
                self._ready = self._frame.decompress(self._packed)
            except self._package.ZstdError as error:
                raise EOFError(str(error)) from None
            self._packed = self._frame.unused_data
            if self._frame.eof:
                self._frame = None
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size
