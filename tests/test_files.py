from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from cleantext import files
from cleantext.files import FileError, decode, encode, read, rewrite


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"", "", "utf-8"),
        ("café".encode(), "café", "utf-8"),
        (b"\xef\xbb\xbfa", "\ufeffa", "utf-8"),
        ("\ufeffa\r\n".encode("utf-16-le"), "\ufeffa\r\n", "utf-16-le"),
        ("\ufeffa\r\n".encode("utf-16-be"), "\ufeffa\r\n", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("given", [None, "utf-8-sig", "utf-16"])
def test_decoding_goes_both_ways(data: bytes, text: str, encoding: str, given: str | None) -> None:
    if given and (given == "utf-8-sig") != (encoding == "utf-8"):
        return
    assert decode(data, given) == (text, encoding)
    assert encode(text, encoding) == data


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (
            "Der Bär läuft über die Brücke und fällt müde in den Fluß.".encode("latin-1"),
            None,
            "is not utf-8 .*try --encoding",
        ),
        (b"a\0b", None, "is binary"),
        (b"a", "klingon", "there is no such encoding"),
        (b"a", "rot13", "no encoding of text"),
        (b"a", "hex", "no encoding of text"),
        (b"\xff\xfe\0\0a\0\0\0", None, "UTF-32"),
        (b"\xff\xfea", None, "is not utf-16-le"),
        (b"a+AGE-", "utf-7", "would not come back the same"),
    ],
)
def test_what_cannot_be_decoded_is_refused_in_one_line(data: bytes, encoding: str | None, message: str) -> None:
    with pytest.raises(FileError, match=message) as caught:
        decode(data, encoding)
    assert "\n" not in str(caught.value)


def test_a_character_that_the_encoding_lacks(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x\n")
    source = read(path, "latin-1")
    with pytest.raises(FileError, match=r"U\+2014, which iso8859-1 cannot write"):
        rewrite(source, "—\n")
    assert path.read_bytes() == b"x\n"


@pytest.mark.parametrize("mode", [0o600, 0o755, 0o640])
def test_mode_stays(mode: int, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old\n")
    path.chmod(mode)
    rewrite(read(path), "new\n")
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("new\n", mode)
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_read_only_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old\n")
    path.chmod(0o444)
    with pytest.raises(FileError, match="read-only"):
        rewrite(read(path), "new\n")
    assert path.read_text() == "old\n"


def test_hard_links_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old\n")
    os.link(path, tmp_path / "b.txt")
    with pytest.raises(FileError, match="2 hard links"):
        rewrite(read(path), "new\n")
    assert path.read_text() == (tmp_path / "b.txt").read_text() == "old\n"


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    path, link = tmp_path / "real" / "a.txt", tmp_path / "link.txt"
    path.write_text("old\n")
    link.symlink_to(path)
    rewrite(read(link), "new\n")
    assert link.is_symlink()
    assert path.read_text() == "new\n"


def test_a_file_that_changed_since_it_was_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old\n")
    source = read(path)
    path.write_text("other\n")
    with pytest.raises(FileError, match="has changed since it was read"):
        rewrite(source, "new\n")
    assert path.read_text() == "other\n"


def test_backup(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old\n")
    path.chmod(0o600)
    rewrite(read(path), "new\n", ".bak")
    assert path.read_text() == "new\n"
    backup = tmp_path / "a.txt.bak"
    assert (backup.read_text(), stat.S_IMODE(backup.stat().st_mode)) == ("old\n", 0o600)


def test_extended_attributes_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old\n")
    try:
        os.setxattr(path, "user.note", b"kept")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    rewrite(read(path), "new\n")
    assert os.getxattr(path, "user.note") == b"kept"


@pytest.mark.parametrize("call", ["fsync", "replace", "fchmod"])
def test_a_failing_call_leaves_the_old_file_and_no_other(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old\n")
    source = read(path)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(FileError, match="cannot be written: No space left"):
        rewrite(source, "new\n")
    monkeypatch.undo()
    assert path.read_text() == "old\n"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_new_file_obeys_the_umask(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        files.write(tmp_path / "a.txt", b"x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640


def test_a_long_name_still_has_room_for_a_temporary_one(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 250 + ".txt")
    path.write_text("old\n")
    rewrite(read(path), "new\n")
    assert path.read_text() == "new\n"


def test_no_other_encoding_is_proposed_where_nearly_all_is_utf_8() -> None:
    with pytest.raises(files.FileError) as error:
        files.decode("“Łódź”, é, ü, ż\n".encode() * 50 + b"\xff\n")
    assert str(error.value).endswith("nearly all of it is; mend those bytes, or use --encoding")
    with pytest.raises(files.FileError) as error:
        files.decode("Łódź, é, ü, ż i inne litery tego alfabetu\n".encode("cp1250") * 50)
    assert "try --encoding" in str(error.value)
