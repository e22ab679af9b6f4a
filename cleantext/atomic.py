"""A file put in the place of another, whole or not at all.

The new bytes lie on disk in a temporary file beside the old one before its name points at them, so that a crash at
any instant leaves the whole old file or the whole new one. All steps are taken relative to the opened folder: one that
is moved or swapped for a link meanwhile leads nowhere else.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
from collections.abc import Iterable, Iterator

from cleantext.errors import FileError
from cleantext.patterns import lazy
from cleantext.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


TEMPORARY = lazy(r"\.cleantext-[0-9a-f]{16}\.tmp")
"""Names of temporary files. One is locked as long as the process that made it lives."""

_ACL = "system.posix_acl_access"
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}
_NO_FLUSH = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EROFS}


class Unconfirmed(FileError):
    """The new file is in place, but the disk did not confirm that it will be after a crash of the machine."""


def replace(target: Path, data: Iterable[bytes], state: os.stat_result | None, backup: str = "") -> None:
    """Put the pieces of ``data`` in the place of ``target`` in one step, or make it.

    ``state`` is that of the file as it was read, or None where any file there may be replaced; its mode, owner, ACL and
    extended attributes are kept. With ``backup`` the old file stays under that suffix. OSError and FileError leave the
    old file; Unconfirmed does not. Where the name is given to another file between the last look and the renaming, a
    few microseconds, that file is replaced.
    """
    with _opened(target.parent) as folder:
        _sweep(folder)
        if state is None:
            with _temporary(folder, data, 0o666) as name:
                os.replace(name, target.name, src_dir_fd=folder, dst_dir_fd=folder)
        else:
            with _old(folder, target.name, state) as old:
                if backup:
                    _keep(folder, old, target.name + backup, state)
                with _temporary(folder, data, stat.S_IMODE(state.st_mode) & 0o600, old, state) as name:
                    refuse_changed(os.stat(target.name, dir_fd=folder, follow_symlinks=False), state)
                    os.replace(name, target.name, src_dir_fd=folder, dst_dir_fd=folder)
        _flush(folder)


def flush(folder: Path) -> None:
    """Bring the names in a folder to disk; OSError or Unconfirmed where that fails."""
    with _opened(folder) as handle:
        _flush(handle)


def refuse_changed(now: os.stat_result, state: os.stat_result) -> None:
    """FileError if the file that is there now is not the one that was read, or holds something else."""
    if (now.st_ino, now.st_dev, now.st_size, now.st_mtime_ns) != (
        state.st_ino,
        state.st_dev,
        state.st_size,
        state.st_mtime_ns,
    ):
        raise FileError("has changed since it was read; left as it is")


def sweep(folder: str | Path) -> None:
    """Remove the temporary files that killed processes left in a folder; those of living ones are locked and stay.

    A process looks once into each folder.
    """
    with contextlib.suppress(OSError), _opened(folder) as handle:
        _sweep(handle)


_swept: set[tuple[int, int]] = set()


def _sweep(folder: int) -> None:
    with contextlib.suppress(OSError):
        state = os.fstat(folder)
        if (state.st_dev, state.st_ino) in _swept:
            return
        _swept.add((state.st_dev, state.st_ino))
        for name in filter(TEMPORARY.fullmatch, os.listdir(folder)):
            with contextlib.suppress(OSError):
                _remove_stale(folder, name)


def _remove_stale(folder: int, name: str) -> None:
    handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    try:
        state = os.fstat(handle)
        if stat.S_ISREG(state.st_mode) and state.st_uid == os.geteuid():
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.unlink(name, dir_fd=folder)
    finally:
        _close(handle)


@contextlib.contextmanager
def _opened(folder: str | Path) -> Iterator[int]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield handle
    finally:
        _close(handle)


@contextlib.contextmanager
def _old(folder: int, name: str, state: os.stat_result) -> Iterator[int]:
    """The file that is to be replaced, opened and found to be the one that was read."""
    handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    try:
        refuse_changed(os.fstat(handle), state)
        yield handle
    finally:
        _close(handle)


@contextlib.contextmanager
def _temporary(
    folder: int, data: Iterable[bytes], mode: int, old: int | None = None, state: os.stat_result | None = None
) -> Iterator[str]:
    """The name of a complete file that nobody else has, flushed to disk; it is gone afterwards unless it was renamed.

    With ``old`` and ``state`` it has the owner, attributes and mode of that file.
    """
    name, handle = _created(folder, mode)
    try:
        with open(handle, "wb", closefd=False) as file:
            for piece in data:
                file.write(piece)
        if old is not None and state is not None:
            _inherit(handle, old, state)
        os.fsync(handle)
        yield name
    finally:
        with contextlib.suppress(OSError):
            os.unlink(name, dir_fd=folder)
        _close(handle)


def _close(handle: int) -> None:
    """Close what was only read, or flushed to disk before: an error says nothing about what was written."""
    with contextlib.suppress(OSError):
        os.close(handle)


def _created(folder: int, mode: int) -> tuple[str, int]:
    """A new temporary file, locked before another process could take it for a stale one."""
    while True:
        name = f".cleantext-{os.urandom(8).hex()}.tmp"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        handle = os.open(name, flags, mode, dir_fd=folder)
        try:
            with contextlib.suppress(OSError):  # a file system without locks: nothing is swept there either
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(handle).st_nlink:
                return name, handle
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name, dir_fd=folder)
            _close(handle)
            raise
        _close(handle)


def _inherit(handle: int, old: int, state: os.stat_result) -> None:
    mine = os.fstat(handle)
    if (mine.st_uid, mine.st_gid) != (state.st_uid, state.st_gid):
        try:
            os.fchown(handle, state.st_uid, state.st_gid)
        except OSError:
            raise FileError("belongs to another owner or group, which cannot be kept; left as it was") from None
    if hasattr(os, "listxattr"):
        names = os.listxattr(old)
        for name in names:
            try:
                os.setxattr(handle, name, os.getxattr(old, name))
            except OSError:
                raise FileError(f"has the extended attribute {name}, which cannot be kept; left as it was") from None
        if _ACL not in names and _ACL in os.listxattr(handle):
            os.removexattr(handle, _ACL)
    os.fchmod(handle, stat.S_IMODE(state.st_mode))


def _keep(folder: int, old: int, copy: str, state: os.stat_result) -> None:
    """Copy the old file with its mode, owner, attributes and times; a file that is there already is not replaced.

    One that holds the same already, as an interrupted run leaves it, will do.
    """
    with open(old, "rb", closefd=False) as file:
        data = file.read()
    refuse_changed(os.fstat(old), state)
    with _temporary(folder, [data], stat.S_IMODE(state.st_mode) & 0o600, old, state) as name:
        os.utime(name, ns=(state.st_atime_ns, state.st_mtime_ns), dir_fd=folder, follow_symlinks=False)
        try:
            _move_unless_there(folder, name, copy)
        except FileExistsError:
            if not _holds(folder, copy, data):
                raise FileError(f"was not changed: its backup {copy} is there already") from None


def _move_unless_there(folder: int, name: str, new: str) -> None:
    try:
        os.link(name, new, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        with contextlib.suppress(FileNotFoundError):
            os.stat(new, dir_fd=folder, follow_symlinks=False)
            raise FileExistsError from None
        os.rename(name, new, src_dir_fd=folder, dst_dir_fd=folder)


def _holds(folder: int, name: str, data: bytes) -> bool:
    try:
        handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except OSError:
        return False
    try:
        with open(handle, "rb", closefd=False) as file:
            return stat.S_ISREG(os.fstat(handle).st_mode) and file.read(len(data) + 1) == data
    finally:
        _close(handle)


def _flush(folder: int) -> None:
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno not in _NO_FLUSH:
            raise Unconfirmed(f"was written, but its folder could not be flushed to disk: {error.strerror}") from None
