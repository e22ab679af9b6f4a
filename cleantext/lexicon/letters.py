"""Classes of letters for patterns of the standard library: Latin, Greek and Cyrillic, the scripts that have case.

``UPPER`` and ``LOWER`` stand inside brackets. They hold what living languages write; the rest of Unicode's
letters is left out, so that the classes cost nothing to make.
"""

from __future__ import annotations


def _every_other(*ranges: tuple[int, int]) -> str:
    return "".join(chr(code) for first, last in ranges for code in range(first, last, 2))


_PAIRED = ((0x100, 0x138), (0x139, 0x149), (0x14A, 0x178), (0x179, 0x17F), (0x1CD, 0x1DD), (0x1DE, 0x1F0))
_PAIRED += ((0x1F8, 0x234), (0x460, 0x482), (0x48A, 0x4C0), (0x4D0, 0x530), (0x1E00, 0x1E96), (0x1EA0, 0x1F00))

UPPER = "A-ZÀ-ÖØ-ÞŸƏΆΈ-ΏΑ-ΫЀ-Я" + _every_other(*_PAIRED)
LOWER = "a-zß-öø-ÿəΐά-ώа-џﬀ-ﬆ" + _every_other(*((first + 1, last + 1) for first, last in _PAIRED))
