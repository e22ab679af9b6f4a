"""Rows of CSV and TSV: the value found, the rest kept byte for byte."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.corpus import delimited
from cleantext.corpus.job import Batch, Change, CorpusError, Job, Rejected

JOB = Job("text")
# A carriage return alone is left out: csv.writer does not quote it where lines end in a newline.
cell = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8) | st.sampled_from(
    ["", '"', 'a"b', "a,b", "a\tb", "a\nb", "a\r\nb", " x "]
)


def changed(raw: bytes, new: str, kind: str = "csv") -> list[Rejected | bytes]:
    """What becomes of a table when each text becomes ``new``: rejected records, and the bytes written."""
    head = delimited.header(io.BytesIO(raw), kind, JOB)
    out: list[Rejected | bytes] = []
    data = b""
    for batch in delimited.batches(io.BytesIO(raw), "in", kind, head, 0, 1):
        kept = []
        for _, row in delimited.records(batch, JOB):
            if isinstance(row, Rejected):
                out.append(row)
            else:
                kept.append((row, Change(new)))
        data += delimited.write(kept, batch, JOB)
    return [*out, data]


@given(
    st.lists(st.tuples(cell, cell, cell), max_size=5), cell, st.sampled_from(["csv", "tsv"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.sampled_from(["\n", "\r\n"]),
)  # fmt: skip
def test_any_table(rows: list[tuple[str, str, str]], new: str, kind: str, quoting: int, end: str) -> None:
    text = io.StringIO(newline="")
    delimiter = delimited.DELIMITERS[kind]
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerows([("a", "text", "b"), *rows])
    made = changed(text.getvalue().encode(), new, kind)
    assert len(made) == 1
    assert isinstance(made[0], bytes)
    back = list(csv.reader(io.StringIO(made[0].decode(), newline=""), delimiter=delimiter))
    assert back[1:] == [[a, new, b] for a, _, b in rows]


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        (b'"1" ,x\n', None),
        (b'1,"x"\n', b'1,"NEW"\n'),
        (b"1,x\r\n", b"1,NEW\r\n"),
        (b"1,x", b"1,NEW"),
        (b"5\" disk,x\n", b"5\" disk,NEW\n"),
        (b'"a\nb",x\n', b'"a\nb",NEW\n'),
    ],
)  # fmt: skip
def test_spelling_stays(row: bytes, wanted: bytes | None) -> None:
    made = changed(b"n,text\n" + row, "NEW")
    assert made[-1] == b"n,text\n" + (wanted or b"")
    assert len(made) == (1 if wanted else 2)


def test_a_quote_that_is_never_closed_takes_a_bounded_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "LONGEST", 100)
    raw = b"n,text\n" + b'1,"open\n' + b"2,abcdefgh\n" * 30
    torn, *_, data = changed(raw, "x")
    assert isinstance(torn, Rejected)
    assert torn.reason.startswith("is no row that can be read: row larger than")
    assert isinstance(data, bytes)
    assert data.count(b"2,x\n") > 15


def test_batches_cut_between_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "BATCH", 10)
    raw = b'n,text\n1,"a\nb"\n2,c\n3,dddddddddddddddd\n'
    cut: list[Batch] = list(delimited.batches(io.BytesIO(raw), "in", "csv", "n,text\n", 0, 1))
    assert b"".join(batch.data for batch in cut) == raw
    assert [(b.line, b.offset, b.next_line) for b in cut] == [(1, 15, 4), (4, len(raw), 6)]
    assert changed(raw, "x") == [b'n,text\n1,"x"\n2,x\n3,x\n']


def test_headers() -> None:
    assert delimited.header(io.BytesIO(b"\xef\xbb\xbftext,n\n"), "csv", JOB) == "\ufefftext,n\n"
    assert changed(b"\xef\xbb\xbftext,n\n1,2\n", "x") == [b"\xef\xbb\xbftext,n\nx,2\n"]
    with pytest.raises(CorpusError, match="more than one column 'text'"):
        delimited.header(io.BytesIO(b"text,text\n"), "csv", JOB)
    with pytest.raises(CorpusError, match="has a column 'n' already"):
        delimited.header(io.BytesIO(b"text,n\n"), "csv", Job("text", stats_field="n"))


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        (b'\xef\xbb\xbf"text",n\n1,2\n', b'\xef\xbb\xbf"text",n\nx,2\n'),
        (b'\xef\xbb\xbf"te\nxt,","text"\r\n1,2\r\n', b'\xef\xbb\xbf"te\nxt,","text"\r\n1,x\r\n'),
        (b'"\xef\xbb\xbftext",n\n1,2\n', b'"\xef\xbb\xbftext",n\nx,2\n'),
        (b"\xef\xbb\xbftext,n\n\xef\xbb\xbf1,2\n", b"\xef\xbb\xbftext,n\nx,2\n"),
        (b"n,text\n\xef\xbb\xbf1,2\n", b"n,text\n\xef\xbb\xbf1,x\n"),
    ],
)
def test_a_byte_order_mark_is_no_part_of_the_header(raw: bytes, wanted: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert changed(raw, "x") == [wanted]
    monkeypatch.setattr(delimited, "BATCH", 1)
    assert changed(raw, "x") == [wanted]
    head = delimited.header(io.BytesIO(raw), "csv", Job("text", stats_field="e"))
    assert head.encode() == wanted[: len(head.encode())]


def test_carriage_returns_alone_are_named_with_what_to_do() -> None:
    why = "is no row that can be read: it holds a carriage return outside of quotes; end rows with a newline"
    with pytest.raises(CorpusError, match=f"has a header that {why}"):
        delimited.header(io.BytesIO(b"n,text\r1,a\r2,b\r"), "csv", JOB)
    bad, data = changed(b'n,text\n1,a\r2,b\n3,"a\rb"\n', "x")
    assert isinstance(bad, Rejected)
    assert (bad.reason, bad.raw) == (why, "1,a\r2,b\n")
    assert data == b'n,text\n3,"x"\n'
