"""Bytes and text: decoding without a guess, and files as they are read and written.

Files are UTF-8, or UTF-16 with its byte order mark; anything else is skipped with a proposal, unless an
encoding is given. :mod:`cleantext.atomic` writes.
"""

from __future__ import annotations

import codecs
import errno
import os
import stat
from collections.abc import Iterable

from cleantext.errors import FileError
from cleantext.typed import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Binary", "FileError", "Source", "decode", "encode", "read", "read_raw", "rewrite", "rewrite_pieces", "write",
    "write_pieces",
]  # fmt: skip

_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_UNMARKED = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
"""Codecs that take the mark away, and what is used instead where the data has none."""
_USUAL = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "latin_1", "iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "iso8859_15", "koi8_r", "koi8_u",
    "mac_roman", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "utf_16_le", "utf_16_be",
]  # fmt: skip
"""Encodings that are proposed: those that people meet."""
SNIFFED = 1 << 16
"""Bytes that are shown to charset-normalizer for a proposal."""


STREAM_MAX = 1 << 26
"""Bytes that a device may give: /dev/zero never ends."""


class Binary(FileError):
    """A file that holds no text."""


class Source(NamedTuple):
    """A file as read: its text (byte order mark and line ends included), its encoding and its state on disk."""

    path: str | Path
    text: str
    encoding: str
    state: os.stat_result


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    r"""Text and encoding of ``data``; a byte order mark stays in the text as U+FEFF.

    FileError for bytes that are not in the encoding, for binary data (a NUL in an 8-bit encoding), and for
    encodings in which the same bytes would not be written again.

    >>> decode(b"caf\xc3\xa9")
    ('café', 'utf-8')
    """
    marked = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    if encoding is None and marked and marked.startswith("utf-32"):
        raise FileError(f"is UTF-32; use --encoding {marked}")
    encoding = encoding or marked or "utf-8"
    name = _codec(encoding)
    if name in _UNMARKED:
        name = marked if marked and marked.startswith(name) else _UNMARKED[name]
    if not name.startswith(("utf-16", "utf-32")) and b"\0" in data:
        raise Binary("is binary (holds a NUL byte); skipped")
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise FileError(f"is not {encoding} (byte {error.start}); {_proposal(data)}") from None
    except UnicodeError as error:
        raise FileError(f"is not {encoding} ({error})") from None
    if name != "utf-8" and text.encode(name, "ignore") != data:
        raise FileError(f"would not come back the same in {encoding}; left as it was")
    return text, name


def encode(text: str, encoding: str) -> bytes:
    """Bytes of ``text``; FileError names the first character that the encoding lacks."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        character = text[error.start]
        raise FileError(f"would hold U+{ord(character):04X}, which {encoding} cannot write; left as it was") from None


def read(path: Path, encoding: str | None = None, *, regular: bool = False) -> Source:
    """Read and decode a file or a named pipe. FileError says in one line what is wrong.

    With ``regular`` only a regular file is opened: one that can be written back.
    """
    if regular:
        _refuse_irregular(path)
    data, state = _read(path)
    text, name = decode(data, encoding)
    return Source(path, text, name, state)


def _refuse_irregular(path: Path) -> None:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode) and not os.path.isdir(path):
            raise FileError("is no regular file and cannot be changed in place")
    except OSError as error:
        raise FileError(f"cannot be read: {error.strerror}") from None


def read_raw(path: Path) -> Source:
    """Read a regular file with a code point for each byte, whatever it holds; FileError as for ``read``."""
    _refuse_irregular(path)
    data, state = _read(path)
    return Source(path, data.decode("latin-1"), "latin-1", state)


def _read(path: Path) -> tuple[bytes, os.stat_result]:
    try:
        with open(path, "rb") as file:
            state = os.fstat(file.fileno())
            if stat.S_ISDIR(state.st_mode):
                raise FileError("is a folder")
            data = file.read(STREAM_MAX + 1 if stat.S_ISCHR(state.st_mode) else -1)
    except OSError as error:
        raise FileError(f"cannot be read: {error.strerror}") from None
    if stat.S_ISCHR(state.st_mode) and len(data) > STREAM_MAX:
        raise FileError(f"is a device that gives over {STREAM_MAX >> 20} MiB; pipe what you want of it into cleantext")
    return data, state


def rewrite(source: Source, text: str, backup: str = "") -> None:
    """Replace the file that ``source`` was read from; a symbolic link keeps pointing at it.

    Mode, owner, ACL and extended attributes stay. With ``backup`` the old file is kept under that suffix. Refused with
    a FileError, and nothing written: a read-only or hard-linked file, one that changed since it was read, a character
    that the encoding lacks, an owner or attribute that cannot be kept.
    """
    rewrite_pieces(source, [encode(text, source.encoding)], backup)


def rewrite_pieces(source: Source, data: Iterable[bytes], backup: str = "") -> None:
    """As :func:`rewrite`, with the bytes in pieces."""
    if not stat.S_ISREG(source.state.st_mode):
        raise FileError("is no regular file and cannot be changed in place")
    from cleantext import atomic

    try:
        target = _target(source.path)
        atomic.refuse_changed(os.stat(target), source.state)
        if not source.state.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
            raise FileError("is read-only; left as it was")
        if source.state.st_nlink > 1:
            raise FileError(f"has {source.state.st_nlink} hard links, and only one would change; left as it was")
        atomic.replace(target, data, source.state, backup)
    except OSError as error:
        raise FileError(f"cannot be written: {error.strerror}; left as it was") from None


def kept(path: Path) -> bytes:
    """What an earlier run noted in a file of its own. OSError for a link, a pipe, and what is too large to be that."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(handle, "rb") as file:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode) or state.st_size > STREAM_MAX:
            raise OSError(errno.EINVAL, "Not a note of an earlier run")
        return file.read()


def refuse_device(file: IO[bytes]) -> None:
    """FileError for a device other than a terminal: it may never end."""
    if stat.S_ISCHR(os.fstat(file.fileno()).st_mode) and not file.isatty():
        raise FileError("is a device; pipe what you want of it into cleantext")


def refuse_outside(path: Path, folder: Path) -> None:
    """FileError if links lead from a name below ``folder`` to a place outside of it."""
    from pathlib import Path

    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise FileError(f"would be written outside of {folder}: {path} leads to {os.path.realpath(path)}")


def write(path: Path, data: bytes) -> None:
    """Write a new file, or replace one, whole or not at all; a device or pipe is written to as it is."""
    write_pieces(path, [data])


def write_pieces(path: Path, data: Iterable[bytes]) -> None:
    """As :func:`write`, with the bytes in pieces."""
    from cleantext import atomic

    try:
        state = _state(path)
        if state is not None and not stat.S_ISREG(state.st_mode):
            with open(path, "wb") as file:
                for piece in data:
                    file.write(piece)
        else:
            atomic.replace(_target(path), data, state)
    except OSError as error:
        raise FileError(f"cannot be written: {error.strerror}") from None


def _target(path: str | Path) -> Path:
    """The file itself where ``path`` is a symbolic link; links on the way to it are left to the system."""
    from pathlib import Path

    return Path(os.path.realpath(path) if os.path.islink(path) else path)


def _state(path: Path) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _codec(encoding: str) -> str:
    try:
        info = codecs.lookup(encoding)
    except LookupError:
        raise FileError(f"cannot be read as {encoding!r}: there is no such encoding") from None
    if not getattr(info, "_is_text_encoding", True):
        raise FileError(f"cannot be read as {encoding!r}: that is no encoding of text")
    return info.name


def _proposal(data: bytes) -> str:
    read = data.decode("utf-8", "replace")
    broken = read.count("\ufffd")
    if len(read) - len(read.encode("ascii", "ignore")) > 6 * broken:
        return "nearly all of it is; mend those bytes, or use --encoding"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SNIFFED], cp_isolation=_USUAL).best()
    return f"try --encoding {best.encoding.replace('_', '-')}" if best else "use --encoding"
