"""A line of JSON: the field found, the rest kept byte for byte."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.corpus import jsonl
from cleantext.corpus.job import Batch, Change, Job, Rejected

JOB = Job("text")


def spliced(raw: str, text: str, job: Job = JOB, *added: str | dict[str, int]) -> str:
    return jsonl.splice(jsonl.parse(raw, job), Change(text, added), job)


@pytest.mark.parametrize(
    ("raw", "text", "wanted"),
    [
        ('{"text": "a  b"}', "a b", '{"text": "a b"}'),
        (' { "n" : 1.0e+5 , "text" :"x","u":"\\u00e9\\/" } \r', "y", ' { "n" : 1.0e+5 , "text" :"y","u":"\\u00e9\\/" } \r'),
        ('{"text":"\\u00e9a"}', "éb", '{"text":"\\u00e9b"}'),
        ('{"text":"éa"}', "éb", '{"text":"éb"}'),
        ('{"text":"a"}', "é", '{"text":"é"}'),
        ('{"text":"a\\u0041"}', "aA", '{"text":"a\\u0041"}'),
        ('{"in":{"text":"no"},"text":"yes","big":123456789012345678901234567890}', "YES",
         '{"in":{"text":"no"},"text":"YES","big":123456789012345678901234567890}'),
        ('\ufeff{"text":"a"}', "b", '\ufeff{"text":"b"}'),
        ('{"te\\u0078t":"a"}', "b", '{"te\\u0078t":"b"}'),
    ],
)  # fmt: skip
def test_only_the_value_changes(raw: str, text: str, wanted: str) -> None:
    assert spliced(raw, text) == wanted


def test_fields_are_added_behind_all_others_in_the_style_of_the_line() -> None:
    job = Job("text", "original", "edits")
    assert spliced('{"text":"a\\u00a0b","n":1}', "a b", job, "a\u00a0b", {"r": 1}) == (
        '{"text":"a b","n":1,"original":"a\\u00a0b","edits":{"r":1}}'
    )
    assert spliced('{ "text": "a" }', "a", job, "a", {}) == '{ "text": "a", "original": "a", "edits": {}}'


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'{"id": 1}', "has no field 'text'"),
        (b"{}", "has no field 'text'"),
        (b'{"text": 5}', "has a number in the field 'text', not a string"),
        (b'{"text": null}', "has null in the field 'text', not a string"),
        (b'{"text": ["a"]}', "has a list in the field 'text', not a string"),
        (b'{"text": "a", "text": "b"}', "has the field 'text' twice"),
        (b'[{"text": "a"}]', "is a list, not an object"),
        (b'"text"', "is a string, not an object"),
        (b"-1.5", "is a number, not an object"),
        (b'{"text": "a"', "is not JSON: Expecting ',' delimiter"),
        (b'{"text": "a"} {', "is not JSON: Extra data"),
        (b'{"text": "a",}', "is not JSON: Expecting property name"),
        (b'{"text" "a"}', "is not JSON: Expecting ':' delimiter"),
        (b'{"text": "a\tb"}', "is not JSON: Invalid control character"),
        (b'{"text": "a", "b": ' + b"[" * 100_000, "is not JSON that can be read: nested too deeply"),
        (b'{"text": "\xff"}', "is not UTF-8 (byte 11 of the line)"),
        (b"\xef\xbb\xbf", "is not JSON"),
    ],
)
def test_why_a_record_is_rejected(raw: bytes, reason: str) -> None:
    record = jsonl.read(raw, JOB)
    assert isinstance(record, Rejected)
    assert record.reason.startswith(reason)
    assert record.raw.encode("utf-8", "surrogateescape") == raw


def test_numbers_that_python_refuses_are_none_of_its_business() -> None:
    raw = '{"n": ' + "9" * 10_000 + ', "f": 1e999, "text": "a"}'
    assert spliced(raw, "b") == raw.replace('"a"', '"b"')


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), values, max_size=4), st.text(), st.text(), st.booleans(), st.integers(0, 4))
def test_any_object(fields: dict[str, object], before: str, after: str, escaped: bool, indent: int) -> None:
    record = {**fields, "text": before}
    raw = json.dumps(record, ensure_ascii=escaped, separators=(", " * (indent % 2) or ",", ":" + " " * indent))
    parsed = jsonl.parse(raw, JOB)
    assert parsed.text == before
    assert jsonl.splice(parsed, Change(before), JOB) == raw
    out = jsonl.splice(parsed, Change(after), JOB)
    assert json.loads(out) == {**record, "text": after}
    assert out.startswith(raw[: parsed.start])
    assert out.endswith(raw[parsed.end :])


def test_a_torn_last_line_is_named_so_and_a_whole_one_needs_no_newline() -> None:
    torn = Batch("jsonl", "a", b'{"text": "a"}\n\n{"text": "b', 1, 0, 4)
    (_, kept), (line, record) = jsonl.records(torn, JOB)
    assert line == 3
    assert isinstance(record, Rejected)
    assert record.reason.startswith("is torn: the file ends in it")
    assert jsonl.write([(kept, Change("a"))], torn, JOB) == b'{"text": "a"}\n'  # type: ignore[list-item]
    whole = Batch("jsonl", "a", b'{"text": "a"}\n{"text": "b"}', 1, 0, 3)
    pairs = [
        (record, Change(record.text)) for _, record in jsonl.records(whole, JOB) if isinstance(record, jsonl.Record)
    ]
    assert jsonl.write(pairs, whole, JOB) == whole.data


@pytest.mark.parametrize("end", [b"", b"\n"])
@pytest.mark.parametrize("raw", [b"\0", b"\0" * 3000, b'\0{"text": "a"}'])
def test_a_line_that_begins_with_nul_is_no_long_one(raw: bytes, end: bytes) -> None:
    (batch,) = jsonl.batches(io.BytesIO(b'{"text": "a  b"}\n' + raw + end), "x", 0, 1)
    (_, _), (line, record) = jsonl.records(batch, JOB)
    assert line == 2
    assert isinstance(record, Rejected)
    assert (
        record.reason == f"{'' if end else 'is torn: the file ends in it; it '}is not JSON: Expecting value (column 1)"
    )
    assert record.raw.encode() == raw


def test_a_record_without_end_is_rejected_in_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LONGEST", 5000)
    lines = [b'{"text": "a  b"}\n', b'{"text": "' + b"a" * 3_000_000 + b'"}\n', b'{"text": "c  d"}\n']
    data = b"".join(lines)
    for torn in (b"", b'{"text": "' + b"b" * 9000, b" " * 9000):
        batches = list(jsonl.batches(io.BytesIO(data + torn), "x", 0, 1))
        assert batches[-1].offset == len(data + torn)
        found = [record for batch in batches for _, record in jsonl.records(batch, Job("text"))]
        assert [record.text for record in (found[0], found[2]) if isinstance(record, jsonl.Record)] == ["a  b", "c  d"]
        assert isinstance(found[1], Rejected)
        assert found[1].reason.startswith("is longer than")
        assert len(found[1].raw) == jsonl.HEAD
        assert len(found) == 3 + bool(torn)
