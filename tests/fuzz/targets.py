"""What is fuzzed: for each target how an input is made, read from bytes, and checked.

``check`` raises whatever is wrong, and otherwise says whether the input was edited and how many promises were looked
at. Inputs are texts or bytes, so that each can be kept in a file and tried again.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from cleantext import files
from cleantext.chain import Chain
from cleantext.cleaner import Cleaner, Cleaning
from cleantext.config import read_config
from cleantext.document import Document
from cleantext.edits import Edit, Patch
from cleantext.ends import Ends
from cleantext.errors import ConfigError, PatternTimeout
from cleantext.invariants import INVARIANTS
from cleantext.packs import read_pack
from cleantext.patchfile import PatchError, Section, sections
from cleantext.patchfile import before as taken_back
from cleantext.profiles import Settings, profiles
from cleantext.shipped import shipped
from cleantext.show.unified import unified
from tests.fuzz import texts


class Checked(NamedTuple):
    edited: bool
    promises: int


@dataclass(frozen=True)
class Target:
    """``make`` gives an input, ``parse`` reads one from bytes, ``share`` is its part of the time."""

    name: str
    make: Callable[[Random], Any]
    check: Callable[[Any], Checked]
    share: float
    parse: Callable[[bytes], Any]


@cache
def cleaner(profile: str) -> Cleaner:
    return Cleaner(profile)


def as_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass") if _is_utf8(data) else data.decode("latin-1")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


# promises 1 to 5


def promises(profile: str) -> Callable[[str], Checked]:
    def check(text: str) -> Checked:
        cleaning = cleaner(profile).clean(text)
        if not cleaning.changed:
            assert not cleaning.patch.edits, "a patch of nothing"
            return Checked(False, 1)
        patch = cleaning.patch
        assert patch.apply(text) == cleaning.text, "1: the patch does not lead to the text"
        assert all(edit.rules for edit in patch), "1: an edit without a signature"
        assert all(text[edit.start : edit.end] != edit.new for edit in patch), "1: an edit that changes nothing"
        _subset(text, patch)
        assert patch.invert(text).apply(cleaning.text) == text, "3: undo does not lead back"
        again = cleaner(profile).clean(cleaning.text)
        assert not again.changed, f"4: twice is not once: {list(again.patch)[:3]}"
        _stages(cleaner(profile), cleaning)
        assert all("of the prose" in warning for warning in cleaning.warnings), f"5: {cleaning.warnings}"
        return Checked(True, 5)

    return check


def _subset(text: str, patch: Patch) -> None:
    """Every second hunk alone: what lies outside of the chosen ones is as it was."""
    hunks = patch.hunks(text)
    made = patch.select(hunks[::2]).apply(text)
    at = shift = 0
    for number, hunk in enumerate(hunks):
        assert made[at + shift : hunk.start + shift] == text[at : hunk.start], "2: text between hunks was changed"
        if number % 2:
            assert made[hunk.start + shift : hunk.end + shift] == text[hunk.start : hunk.end], "2: a hunk not chosen"
        else:
            edits = patch.edits[hunk.first : hunk.stop]
            shift += sum(len(edit.new) - (edit.end - edit.start) for edit in edits)
        at = hunk.end
    assert made[at + shift :] == text[at:], "2: text after the hunks was changed"


def _stages(cleaner: Cleaner, cleaning: Cleaning) -> None:
    stages = {rule.id: rule.stage for rule in cleaner.rules}
    for window in cleaning.windows:
        at = Ends.unify(window.before, first=window.window.first)[0]
        for step in window.steps:
            for edit in step:
                for rule in edit.rules:
                    assert INVARIANTS[stages[rule]](at[edit.start : edit.end], edit.new), f"5: {rule} left its stage"
            at = step.apply(at)


# decode, clean, encode

ENCODINGS = (
    "utf-8",
    "utf-8",
    "utf-16",
    "utf-8-sig",
    "latin-1",
    "cp1252",
    "gb18030",
    "shift_jis",
    "utf-16-be",
    "koi8-r",
    None,
    None,
)


def make_bytes(random: Random) -> bytes:
    encoding = random.choice(ENCODINGS) or "utf-8"
    data = texts.text(random).encode(encoding, random.choice(["ignore", "replace", "xmlcharrefreplace"]))
    if random.random() < 0.3:
        spot = random.randrange(len(data) + 1)
        data = data[:spot] + random.randbytes(random.randrange(1, 4)) + data[spot:]
    if random.random() < 0.1:
        data = random.choice([b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0"]) + data
    return random.choice(ENCODINGS).__repr__().encode() + b"\n" + data


def check_bytes(data: bytes) -> Checked:
    head, _, body = data.partition(b"\n")
    encoding = next((e for e in ENCODINGS if repr(e).encode() == head), None)
    try:
        text, name = files.decode(body, encoding)
    except files.FileError as error:
        _one_line(error)
        return Checked(False, 1)
    assert files.encode(text, name) == body, "decoded and encoded, the bytes are others"
    cleaning = cleaner("minimal").clean(text)
    try:
        out = files.encode(cleaning.text, name)
    except files.FileError as error:
        _one_line(error, "which")
        return Checked(False, 2)
    assert files.decode(out, name)[0] == cleaning.text, "the bytes written are read as another text"
    assert cleaning.patch.apply(text) == cleaning.text, "1: the patch does not lead to the text"
    return Checked(cleaning.changed, 4)


# patches alone


def make_patches(random: Random) -> str:
    """A text and two patches, one after the other, as JSON."""
    text = "".join(random.choice("ab\n\r é😀") for _ in range(random.randrange(30)))
    first = _random_patch(random, len(text), "x")
    size = len(Patch(map(_edit, first)).apply(text))
    return json.dumps([text, first, _random_patch(random, size, "y")])


def _random_patch(random: Random, size: int, rule: str) -> list[tuple[int, int, str, str]]:
    points = sorted(random.randrange(size + 1) for _ in range(2 * random.randrange(1, 4)))
    new = ["", "c", "\n", "de"]
    pairs = zip(points[::2], points[1::2], strict=True)
    found = [(a, b, random.choice(new), rule) for a, b in pairs]
    return [edit for edit in found if edit[1] > edit[0] or edit[2]]


def _edit(row: Any) -> Edit:
    return Edit(row[0], row[1], row[2], (row[3],))


def check_patches(data: str) -> Checked:
    text, one, two = json.loads(data)
    first, second = Patch(map(_edit, one)), Patch(map(_edit, two))
    middle = first.apply(text)
    after = second.apply(middle)
    both = first.compose(second)
    assert both.apply(text) == after, "composed, the patches lead elsewhere"
    assert first.invert(text).apply(middle) == text, "3: undo does not lead back"
    assert both.invert(text).apply(after) == text, "3: undo of the composed patch does not lead back"
    _subset(text, both)
    clean = both.without_noops(text)
    assert clean.apply(text) == after, "without its no-ops the patch leads elsewhere"
    assert all(edit.rules for edit in both), "1: an edit without a signature"
    return Checked(after != text, 6)


# the printed patch, and what reads it


def make_diff(random: Random) -> str:
    lines = [
        random.choice(["a", "bb", "", "é", "-x", "+y", "\\ n", "@@ -1 +1 @@", "--- a/x", "c\r"])
        for _ in range(random.randrange(14))
    ]
    text = "\n".join(lines) + "\n" * random.randrange(2)
    return json.dumps([text, _random_patch(random, len(text), "x")])


def check_diff(data: str, *, with_patch: bool = False) -> Checked:
    text, rows = json.loads(data)
    patch = Patch(map(_edit, rows)).without_noops(text)
    after = patch.apply(text)
    printed = b"".join(unified("d/file.txt", text, patch))
    assert bool(printed) == bool(patch.edits), "a diff of nothing, or none of something"
    if not printed:
        return Checked(False, 1)
    (section,) = sections(printed)
    assert section.name == "d/file.txt", "another name"
    now = after.encode().decode("latin-1")
    assert taken_back(section, now).encode("latin-1") == text.encode(), "3: the saved patch does not lead back"
    if with_patch:
        _patch_agrees(text, after, printed)
    return Checked(True, 4 if with_patch else 3)


def check_diff_with_patch(data: str) -> Checked:
    return check_diff(data, with_patch=True)


def _patch_agrees(text: str, after: str, printed: bytes) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        file = Path(folder) / "d" / "file.txt"
        file.parent.mkdir()
        file.write_bytes(text.encode())
        command = ["patch", "--binary", "--quiet", "-p1"]
        subprocess.run(command, cwd=folder, input=printed, check=True, capture_output=True)
        assert (file.read_bytes() if file.exists() else b"") == after.encode(), "3: patch makes another file"
        subprocess.run([*command, "-R"], cwd=folder, input=printed, check=True, capture_output=True)
        assert file.read_bytes() == text.encode(), "3: patch -R makes another file"


# what reads files of other people: packs, configs, patches

SEEDS = (
    '[[rule]]\nid = "chrome.a"\nkind = "line"\nwhy = "x"\nmatch = "^the ferry"\n',
    '[[rule]]\nid = "chrome.b"\nkind = "line"\nwhy = "x"\nlabels = ["share this"]\nwhere = "head"\nlimit = 40\nrisk = "high"\n',
    '[[rule]]\nid = "typography.c"\nkind = "replace"\nwhy = "x"\nmatch = "a(b+)c"\nwith = "a\\\\1c "\n',
    '[[rule]]\nid = "typography.d"\nkind = "replace"\nwhy = "x"\ntable = { "’" = "\'", "…" = "..." }\ntrigger = ["’"]\n',
    '[[rule]]\nid = "space.e"\nkind = "fixer"\nwhy = "x"\nfixer = "trailing"\nexamples = [{ before = "a ", after = "a" }]\n',
    '[[rule]]\nid = "mask.f"\nkind = "fixer"\nwhy = "x"\nfixer = "mask"\noptions = { match = "ab+c", placeholder = "[X]", trigger = ["abb"] }\n',
    '[[rule]]\nid = "space.g"\nkind = "replace"\nwhy = "x"\nmatch = " {2,}"\nwith = " "\n',
    '[[rule]]\nid = "quotes.h"\nkind = "fixer"\nwhy = "x"\nfixer = "quotes"\n',
    '[[rule]]\nid = "space.i"\nkind = "fixer"\nwhy = "x"\nfixer = "blanklines"\noptions = { most = 1 }\n',
)
PROBE = "Share this\n\nThe ferry\u00a0sails  at noon, abbc said.\n\nit’s é \n\nShare this\n"
CONFIGS = (
    'profile = "minimal"\nignore = ["quotes"]\nrisk = "low"\n',
    'extend-select = ["typography.bullet"]\ninclude = ["*.txt"]\nexclude = ["drafts/"]\n',
    '[glue]\nkeep = ["HarperCollins"]\n[[per-file]]\nglob = "*.md"\nprofile = "minimal"\nignore = ["space.trailing"]\n',
    'select = ["space", "quotes"]\npacks = []\n["space.trailing"]\nhard_breaks = true\n',
)
TOKENS = (
    "[[rule]]", "[", "]", "=", '"', "'", "'''", "\\", "\\u0000", "{", "}", ",", ".", "#", "\n", "true", "-1", "0", "1e999", "nan", "1979-05-27", '""', "[]", "{}", "id", "kind", "stage",
    "match", "labels", "replace", "where", "limit", "why", "risk", "default", "examples", "keep", "options", "fixer", "table", '"block"', '"line"', '"anchored"', '"fixer"', '"high"',
    "(", ")", "(?:", "(?P<a>", "a{1000}", "*", "+", "?", "|", "^", "$", "\\\\p{L}", "(?i)", "(?R)", "\\\\K", "[[:alpha:]]", "\u202e", "\x1b", "é", "\x00", "\xff", "extend", "profile",
    "packs", "../", '"mask"', '"names"', '"dates"', '"bidi"', '"lowercase"', '"particles"', '"unwrap"', '"pages"', '"names"', "placeholder", "most", "locale", "with", "trigger", "/etc/passwd", "per-file", "glob", "select", "ignore", "999999999999999999999",
)  # fmt: skip


@cache
def pack_seeds() -> tuple[str, ...]:
    """Rules of the shipped packs, one a pack, as TOML."""
    found = list(SEEDS)
    for blueprint in shipped():
        try:
            lines = [
                f"{k} = {json.dumps(v, ensure_ascii=True)}"
                for k, v in blueprint.values.items()
                if isinstance(v, (str, int, bool))
            ]
            rows = [
                f"{k} = {json.dumps(list(v))}"
                for k, v in blueprint.values.items()
                if isinstance(v, list) and all(isinstance(x, str) for x in v)
            ]
            body = "[[rule]]\n" + "\n".join(lines + rows).replace("True", "true").replace("False", "false") + "\n"
            tomllib.loads(body)
        except (TypeError, tomllib.TOMLDecodeError):
            continue
        if len(body) < 600:
            found.append(body)
    return tuple(found)


def make_pack(random: Random) -> bytes:
    seeds = SEEDS if random.random() < 0.5 else pack_seeds()
    return _mutated(random, "".join(random.choice(seeds) for _ in range(random.randrange(1, 3))))


def make_config(random: Random) -> bytes:
    return _mutated(random, "".join(random.choice(CONFIGS) for _ in range(1 + (random.random() < 0.2))))


VALUES = (
    "true", "false", "0", "1", "-1", "40", "1.5", "nan", "1979-05-27", '""', '"x"', '"("', '"(?"', '"["', '"a{9}{9}"', '"^the"', '"\\\\1"', '"\\\\q"', '"high"', '"head"', '"line"', '"block"', '"a.b"',
    "[]", "[[]]", "[1]", '[""]', '["x", 1]', '["("]', '["share this"]', "{}", "{ a = 1 }", '{ "" = "x" }', '{ a = "b" }', '[{ before = "a", after = "b" }]', "[{}]", '"minimal"', '["space"]',
)  # fmt: skip


def _mutated(random: Random, text: str) -> bytes:
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        spot = random.randrange(len(text) + 1)
        dice = random.random()
        if random.random() < 0.5:
            lines = text.split("\n")
            number = random.randrange(len(lines))
            key, equals, _ = lines[number].partition("=")
            if equals:
                lines[number] = f"{key}= {random.choice(VALUES)}"
                text = "\n".join(lines)
                continue
        if dice < 0.35:
            text = text[:spot] + random.choice(TOKENS) + text[spot:]
        elif dice < 0.55:
            text = text[:spot] + text[spot + random.randrange(1, 6) :]
        elif dice < 0.75 and '"' in text:
            cut = text.split('"')
            cut[random.randrange(len(cut))] = random.choice(TOKENS) if random.random() < 0.7 else texts.piece(random)
            text = '"'.join(cut)
        elif dice < 0.9:
            lines = text.split("\n")
            random.shuffle(lines)
            text = "\n".join(lines)
        else:
            text = text[:spot] + texts.piece(random) + text[spot:]
    return text.encode("utf-8", "surrogatepass")


@cache
def scratch() -> Path:
    return Path(tempfile.mkdtemp(prefix="fuzz-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None))


def check_pack(data: bytes) -> Checked:
    path = scratch() / "pack.toml"
    path.write_bytes(data)
    try:
        rules = [blueprint.build() for blueprint in read_pack(path)]
    except ConfigError as error:
        _one_line(error, "pack.toml")
        return Checked(False, 1)
    try:
        document, run = Chain(sorted(rules, key=lambda rule: rule.stage)).run(Document(PROBE))
    except PatternTimeout as error:
        _one_line(error, "pack.toml")
        return Checked(False, 2)
    text = Patch.chain(run.steps).apply(PROBE) if run.steps else PROBE
    assert text == document.text, "1: the patch does not lead to the text"
    return Checked(text != PROBE, 3)


def _one_line(error: Exception, word: str = "") -> None:
    message = str(error)
    assert word in message, f"an error that does not name what it is about: {message!r}"
    assert "\n" not in message, f"an error of more than one line: {message!r}"


def check_config(data: bytes) -> Checked:
    path = scratch() / "cleantext.toml"
    path.write_bytes(data)
    try:
        settings = read_config(path)
    except ConfigError as error:
        _one_line(error, str(path.parent))
        return Checked(False, 1)
    assert isinstance(settings, Settings)
    for name in ("a.txt", "d/b.md"):
        for_file = settings.for_file(name)
        assert isinstance(for_file, Settings)
    return Checked(_settles(settings), 2)


@cache
def _plain(profile: str) -> str:
    return cleaner(profile).clean(PROBE).text


def _settles(settings: Settings) -> bool:
    """Whether the config makes a cleaner that edits; the large profiles are too slow to build for every input."""
    if settings.select is None and settings.profile in ("web", "article"):
        return False
    try:
        cleaning = Cleaner(settings=settings).clean(PROBE)
    except ConfigError as error:
        _one_line(error)
        return False
    except PatternTimeout:
        return False
    return cleaning.changed


def make_saved(random: Random) -> bytes:
    """The text after a saved patch, and the patch with something wrong in it."""
    text, rows = json.loads(make_diff(random))
    patch = Patch(map(_edit, rows)).without_noops(text)
    printed = b"".join(unified("d/file.txt", text, patch))
    if random.random() < 0.7:
        printed = _mutated(random, printed.decode("utf-8", "replace"))
    return patch.apply(text).encode() + b"\0" + printed


def check_saved(data: bytes) -> Checked:
    """Hostile patches for undo: refused in one line, or taken back so that making them again leads forth."""
    now, _, printed = data.partition(b"\0")
    at = now.decode("latin-1")
    edited = False
    try:
        for section in sections(printed):
            old = taken_back(section, at)
            forth, shift = [], 0
            for line, gone, new in section.hunks:
                forth.append((line + shift, new, gone))
                shift += gone.count(b"\n") - new.count(b"\n")
            assert taken_back(Section(section.name, forth), old) == at, "3: made again, the patch does not lead forth"
            edited = edited or old != at
            at = old
    except PatchError as error:
        _one_line(error)
    return Checked(edited, 1 + edited)


def drawn(make: Callable[[Random], Any]) -> Callable[[bytes], Any]:
    """Bytes of the coverage-guided engine as the seed of a maker."""
    return lambda data: make(Random(data))


_SHARES = {
    "web": 0.16,
    "article": 0.1,
    "minimal": 0.12,
    "pdf": 0.06,
    "typography": 0.06,
    "mask": 0.06,
    "ftfy": 0.08,
    "c4": 0.02,
    "refinedweb": 0.05,
}
TARGETS = (
    *(
        Target(f"promises 1-5, {name}", texts.text, promises(name), _SHARES.get(name, 0.03), as_text)
        for name in sorted(profiles())
    ),
    Target("bytes: decode, clean, encode", make_bytes, check_bytes, 0.08, bytes),
    Target("patches: compose, invert, select", make_patches, check_patches, 0.14, drawn(make_patches)),
    Target("diff: print, take back", make_diff, check_diff, 0.14, drawn(make_diff)),
    Target("diff: patch, patch -R", make_diff, check_diff_with_patch, 0.03, drawn(make_diff)),
    Target("undo of hostile patches", make_saved, check_saved, 0.05, bytes),
    Target("pack loader", make_pack, check_pack, 0.06, bytes),
    Target("config loader", make_config, check_config, 0.04, bytes),
)
