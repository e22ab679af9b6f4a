"""Hostile texts at the speed of ``random``: pieces of damage, pages cut and shuffled, mojibake of mojibake, any Unicode."""

from __future__ import annotations

from functools import cache
from random import Random

from tests.strategies import LINES, PIECES, examples

MORE = (
    "\u200b", "\u200d", "\u200c", "\u200e", "\u202e", "\u2066", "\u2069", "\u00ad", "\ufeff", "\ufe0f", "\U000e0041", "\u034f", "\u180e", "\u0301", "\u0323",
    "\u0345", "\u1100", "\u1161", "\u11a8", "\uff76\uff9e", "\u212b", "\ufb01", "&amp;", "&lt;", "&am", "p;", "&#38;", "&#x2019;", "&nbsp", "&", "<p>", "</p>", "<!--",
    "-->", "<br/>", "<", "**", "__", "# ", "> ", "[a](b)", "![", "```\n", "|", "|---|", "- ", "1. ", "\u2019", "\u201c", "'", '"', "--", "...", "\u2026", "-\n", "exam-\nple", "12",
    "\ud83d", "\udca9", "\x1b[0m", "\x85", "\x93", "\x0b", "\x0c", "\x1c", "\u2028", "\u2029", "\ufffd", "\x00", "@a", "#b", "a@b.example", "https://example.org/", "C:\\new",
)  # fmt: skip
WORDS = (
    "the",
    "council",
    "said",
    "Anna",
    "ferry",
    "noon",
    "and",
    "of",
    "bridge",
    "Monday",
    "Łódź",
    "это",
    "本",
    "می‌روم",
    "Ça",
    "Łódź",
    "Ærø",
)
ENDS = ("\n", "\n", "\n\n", "\r\n", "\r", "", "\n \n")
SCRIPTS = (
    (0x20, 0x7F), (0x20, 0x7F), (0xA0, 0x250), (0x300, 0x370), (0x370, 0x530), (0x590, 0x700), (0x900, 0xE80), (0x1100, 0x1200), (0x2000, 0x2070), (0x2000, 0x2BFF),
    (0x3000, 0x3100), (0xAC00, 0xAD00), (0xD7F0, 0xE010), (0xFE00, 0x10000), (0x1F300, 0x1FA00), (0xE0000, 0xE01F0), (0, 0x110000),
)  # fmt: skip
MISREAD = ("latin-1", "cp1252", "cp1250", "cp1251", "mac-roman", "cp437", "utf-8")


@cache
def kept() -> tuple[str, ...]:
    """The examples and keeps of the shipped rules that are short."""
    return tuple(text for text in examples() if len(text) < 400)


def piece(random: Random) -> str:
    dice = random.random()
    if dice < 0.3:
        return random.choice(WORDS) + " "
    if dice < 0.5:
        return random.choice(PIECES)
    if dice < 0.75:
        return random.choice(MORE)
    if dice < 0.85:
        first, last = random.choice(SCRIPTS)
        return "".join(chr(random.randrange(first, last)) for _ in range(random.randrange(1, 5)))
    if dice < 0.9:
        return garbled(random, random.choice((*WORDS, "“it’s”", "é—")))
    return " "


def garbled(random: Random, text: str) -> str:
    """Text written in UTF-8 and read as something else, up to three times."""
    for _ in range(random.randrange(1, 4)):
        text = text.encode("utf-8", "replace").decode(random.choice(MISREAD), "replace")
    return text


def short(random: Random) -> str:
    """A phrase of damage."""
    return "".join(piece(random) for _ in range(random.randrange(1, 7)))


def page(random: Random) -> str:
    """Lines of chrome, prose and damage, or an example of a rule, cut and shuffled, with any line ends."""
    lines = []
    for _ in range(random.randrange(1, 7)):
        dice = random.random()
        if dice < 0.4:
            lines.append(random.choice(LINES))
        elif dice < 0.6:
            lines += random.choice(kept()).split("\n")[:6]
        else:
            lines.append(short(random))
    if random.random() < 0.3:
        random.shuffle(lines)
    end = random.choice(ENDS)
    text = "".join(line + (end if random.random() < 0.8 else random.choice(ENDS)) for line in lines)
    if random.random() < 0.3:
        cut = random.randrange(len(text) + 1)
        text = text[cut:] if random.random() < 0.5 else text[:cut]
    return "\ufeff" * (random.random() < 0.05) + text


def text(random: Random) -> str:
    return short(random) if random.random() < 0.6 else page(random)
