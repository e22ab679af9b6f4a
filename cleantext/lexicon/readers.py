"""Reads words, names, brands and phrases out of the packages. What becomes of them is the builder's business."""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from types import ModuleType

from cleantext.lexicon.sources import Source

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\Z")
_INNER_CAPITAL = re.compile(r"(?<![^\W_])[^\W\d_]*[^\W\d_A-Z][^\W\d_]*(?![^\W_])")
_SCOWL = re.compile(r"/scowl/(?:english|american|british|variant_1)-(words|upper|proper-names)\.(\d\d)$")
_SIZES = (10, 20, 35, 40, 50, 60, 70)
_LOCATION, _PERSON, _GROUP = 15, 18, 14


def scowl(source: Source) -> Iterator[tuple[str, int]]:
    """Words with their tier (1 to 7); proper names keep their capital."""
    for path, data in source.files(""):
        if (match := _SCOWL.search(path)) and int(match[2]) <= _SIZES[-1]:
            tier = next(i for i, size in enumerate(_SIZES, 1) if int(match[2]) <= size)
            for word in data.decode("iso-8859-1").splitlines():
                if WORD.match(word) and not word.endswith("'s"):
                    yield word, tier


def wordnet(source: Source) -> Iterator[tuple[list[str], str]]:
    """The parts of each lemma that has several, or a capital, with what it names: person, place, body or other."""
    for path, data in source.files("data.noun", "data.adj", "data.adv", "data.verb"):
        for line in data.decode("utf-8").splitlines():
            if line.startswith("  "):
                continue
            fields = line.split(" ")
            kind = {_PERSON: "person", _LOCATION: "place", _GROUP: "body"}.get(int(fields[1]), "other")
            if not path.endswith("noun"):
                kind = "other"
            for lemma in fields[4 : 4 + 2 * int(fields[3], 16) : 2]:
                parts = re.sub(r"\(\w+\)$", "", lemma).split("_")
                yield parts, kind


def faker(source: Source) -> Iterator[tuple[str, str]]:
    """Names with "given", "surname" or "place", out of the providers of all locales."""
    for module in _providers(source):
        for kind, value in _provided(module):
            for name in value:
                for word in re.split(r"[\s,()]+", str(name)):
                    if WORD.match(word) and word[:1].isupper():
                        yield word, kind


def census(source: Source) -> Iterator[tuple[str, str]]:
    for kind, end in (("given", ".first"), ("surname", ".last")):
        for line in source.lines(end):
            yield line.split()[0].capitalize(), kind


def places(source: Source) -> Iterator[list[str]]:
    """The words of the names of cities of 15,000 and more, of countries and of states, in Latin, Cyrillic and Greek."""
    for path, data in source.files("cities15000.json", "countries.json", "us_states.json"):
        for place in json.loads(data).values():
            names = [place["name"]]
            if "cities" in path and place["population"] > 100_000:
                names += [name for name in place["alternatenames"] if "\u0370" <= name[:1] <= "\u052f"]
            yield from (re.split(r"[\s,()]+", name) for name in names)


def titles(source: Source) -> Iterator[str]:
    """Names of products and companies as they spell them."""
    for _, data in source.files("data/simple-icons.json"):
        for icon in json.loads(data):
            yield icon["title"]
            yield from icon.get("aliases", {}).get("aka", ())


def brands(simple_icons: Source, shops: Source, languages: Source, terms: Iterable[Source]) -> Iterator[str]:
    """Names of brands, products and languages as they are spelled, one or more words each."""
    yield from titles(simple_icons)
    for _, data in shops.files("dist/json/nsi.json"):
        for category in json.loads(data)["nsi"].values():
            for item in category.get("items", ()):
                tags = item["tags"]
                yield from {tags[key] for key in ("brand", "brand:en", "name", "operator", "network") if key in tags}
    for path, _ in languages.files("data/"):
        yield re.sub(r"_20_", " ", path.rpartition("/")[2].partition(".")[0])
    for source in terms:
        for line in source.lines(".txt", ".txt.gz"):
            if not line.startswith("#"):
                yield line.strip("*+~! ")


def inner_capitals(name: str) -> list[str]:
    """The words of a brand's name that hold a capital behind a small letter."""
    return [word for word in re.findall(r"[^\W\d_]+", name) if re.search(r"[^\W\d_A-Z]", word) and _humped(word)]


def _humped(word: str) -> bool:
    return any(a.islower() and b.isupper() for a, b in zip(word, word[1:], strict=False))


def _providers(source: Source) -> Iterator[ModuleType]:
    names = sorted(
        match[1].replace("/", ".")
        for path, _ in source.files("__init__.py")
        if (match := re.fullmatch(r"(faker/providers/(?:person|address)/\w+)/__init__\.py", path))
    )
    sys.path.insert(0, str(source.archive))
    try:
        yield from (importlib.import_module(name) for name in names)
    finally:
        sys.path.remove(str(source.archive))


def _provided(module: ModuleType) -> Iterator[tuple[str, Iterable[object]]]:
    for name, value in sorted(vars(module.Provider).items()):
        if not isinstance(value, (list, tuple, dict)) or "format" in name or "prefix" in name or "suffix" in name:
            continue
        if "address" in module.__name__:
            if name in ("cities", "city_names", "countries", "regions", "states"):
                yield "place", value
        elif "last" in name or "surname" in name or "family" in name:
            yield "surname", value
        elif "first" in name or "middle" in name:
            yield "given", value
