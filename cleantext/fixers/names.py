"""Names that lost the space between them ("AnnaKowalska"): a case boundary with vetoes.

Does not fire where either half is short, on tokens with more than three humps, on known inner-capital names
and brands, on prefixes of surnames (Mc, De, Van ...), or beside a character that no running text has there.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {"keep": [], "split": []}

_PREFIXES = frozenset(
    [
        "Mc",
        "Mac",
        "Fitz",
        "De",
        "Di",
        "Da",
        "Du",
        "Del",
        "Della",
        "Des",
        "Dos",
        "La",
        "Le",
        "Les",
        "Lo",
        "Van",
        "Von",
        "Vander",
        "Ver",
        "Ter",
        "Ten",
        "San",
        "Al",
        "El",
        "Ben",
        "Bin",
        "Abu",
        "O",
        "St",
        "Saint",
        "Mb",
        "Nd",
    ]
)
_BRANDS = frozenset(
    [
        "YouTube",
        "JavaScript",
        "TypeScript",
        "OpenSSL",
        "GitHub",
        "GitLab",
        "LaTeX",
        "PayPal",
        "LinkedIn",
        "WhatsApp",
        "FaceTime",
        "AirBnB",
        "SnapChat",
        "TikTok",
        "PowerPoint",
        "OneDrive",
        "SharePoint",
        "DeepMind",
        "OpenAI",
        "ChatGPT",
        "WordPress",
        "MasterCard",
        "FedEx",
        "SpaceX",
        "BlackBerry",
        "BlackRock",
        "HarperCollins",
        "AstraZeneca",
        "GlaxoSmithKline",
        "PricewaterhouseCoopers",
        "ExxonMobil",
        "DreamWorks",
        "PlayStation",
        "StarCraft",
        "WarCraft",
        "MySpace",
        "SoundCloud",
        "DropBox",
        "FireFox",
        "QuickTime",
        "AppleScript",
        "JetBlue",
        "SunTrust",
        "TechCrunch",
        "BuzzFeed",
        "CrowdStrike",
        "DoorDash",
        "GoDaddy",
        "HubSpot",
        "MailChimp",
        "SalesForce",
        "TripAdvisor",
        "WeWork",
        "WeChat",
        "InDesign",
        "PhotoShop",
        "PostScript",
        "PostgreSQL",
        "DuckDuckGo",
        "StackOverflow",
        "ScotRail",
        "EuroMillions",
        "RyanAir",
        "AirAsia",
        "AliExpress",
    ]
)


def build(keep: list[str], split: list[str]) -> Names:
    return Names(frozenset(keep), frozenset(split))


class Names:
    def __init__(self, keep: frozenset[str], split: frozenset[str]) -> None:
        self._keep = _BRANDS | keep
        self._split = split

    def find(self, document: Document) -> Iterator[Edit]:
        import regex

        token = regex.compile(
            r"(?<![\w@#/\\.=<>{}\[\]()`_-])(\p{Lu}\p{Ll}{2,})(\p{Lu}\p{Ll}{2,})(\p{Lu}\p{Ll}{2,})?(?![\w@#/\\=<>{}\[\](`_-]|\.\w|['’]\p{Lu})"
        )
        for match in token.finditer(document.text):
            whole, parts = match.group(), [p for p in match.groups() if p]
            if whole not in self._split and (whole in self._keep or any(p in _PREFIXES for p in parts[:-1])):
                continue
            if len(parts[0]) < 3 or len(parts[1]) < 4 or self._alone(document, match.start(), match.end()):
                continue
            at = match.start()
            for part in parts[:-1]:
                at += len(part)
                yield Edit(at, at, " ")

    @staticmethod
    def _alone(document: Document, start: int, end: int) -> bool:
        """Alone on its line, a token is a user name or a label."""
        line = document.lines[document.line_at(start)]
        return line.text.strip() == document.text[start:end]
