"""How many of the labels that content management systems really print the chrome packs know, by language.

    python benchmarks/coverage.py --wordpress DIR --mediawiki DIR --docusaurus DIR [--missing LANG]

The catalogues are installed outside of the project and only read: DIR of the ``.mo`` files of Debian's
wordpress-l10n, of ``i18n`` in Debian's mediawiki (``languages/i18n``), and of ``locales`` in npm's
@docusaurus/theme-translations. A label counts as known if a label or pattern of a pack matches it, wherever the rule
lets it act. Messages that a catalogue leaves in English are not counted for other languages. ``--missing`` prints
what a language misses.
"""

from __future__ import annotations

import argparse
import gettext
import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from cleantext.cleaner import Cleaner
from cleantext.kinds.anchored import Anchored, Anchors

LANGUAGES = [
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "ru",
    "uk",
    "tr",
    "ar",
    "fa",
    "hi",
    "id",
    "vi",
    "zh",
    "ja",
    "ko",
]
LOCALES = {"zh": ("zh_CN", "zh-hans", "zh-Hans"), "pt": ("pt_BR", "pt", "pt-BR")}

WORDPRESS = [
    "Skip to content",
    "Leave a Comment",
    "Leave a comment",
    "Leave a Reply",
    "Post Comment",
    "Comments",
    "No Comments",
    "Comments are closed.",
    "Comments Off",
    "1 Comment",
    "&laquo; Older Comments",
    "Newer Comments &raquo;",
    "Your email address will not be published.",
    "Website",
    "Search",
    "Archives",
    "Categories",
    "Tags",
    "Recent Posts",
    "Recent Comments",
    "Older posts",
    "Newer posts",
    "&laquo; Previous Page",
    "Next Page &raquo;",
    "Next Post",
    "Previous Post",
    "Reply",
    "Cancel reply",
    "Click here to cancel reply.",
    "Log in",
    "Log out",
    "Register",
    "Read more",
    "Continue reading",
    "Privacy Policy",
    "Post navigation",
    "Posts navigation",
    "Comments navigation",
    "Lost your password?",
    "Username or Email Address",
    "Password",
    "Remember Me",
    "Log in to leave a Comment",
    "Log in to Reply",
    "Save my name, email, and website in this browser for the next time I comment.",
    "Required fields are marked %s",
    "Notify me of follow-up comments by email.",
    "Notify me of new posts by email.",
    "Name",
    "Email",
    "Home",
    "Menu",
    "Tag Cloud",
    "Meta",
    "Calendar",
    "Pages",
    "Page",
    "Loading&hellip;",
    "Edit",
    "Share",
    "Print",
    "Author",
    "Blogroll",
    "Links",
]
MEDIAWIKI = [
    "jumptonavigation",
    "jumptosearch",
    "privacy",
    "disclaimers",
    "printableversion",
    "navigation",
    "toolbox",
    "recentchanges",
    "randompage",
    "search",
    "viewsource",
    "talk",
    "history_short",
    "edit",
    "createaccount",
    "pt-login",
    "permalink",
    "whatlinkshere",
    "recentchangeslinked-toolbox",
    "specialpages",
    "mainpage-description",
    "help",
    "navigation-heading",
    "toc",
    "hidetoc",
    "showtoc",
    "editsection",
    "categories",
    "otherlanguages",
    "sitesupport",
    "newpages",
    "upload",
]
DOCUSAURUS = [
    "theme.common.skipToMainContent",
    "theme.common.editThisPage",
    "theme.BackToTopButton.buttonAriaLabel",
    "theme.TOCCollapsible.toggleButtonLabel",
    "theme.docs.paginator.next",
    "theme.docs.paginator.previous",
    "theme.blog.paginator.newerEntries",
    "theme.blog.paginator.olderEntries",
    "theme.blog.post.paginator.newerPost",
    "theme.blog.post.paginator.olderPost",
    "theme.blog.post.readMore",
    "theme.blog.sidebar.navAriaLabel",
    "theme.tags.tagsListLabel",
    "theme.tags.tagsPageTitle",
    "theme.docs.breadcrumbs.navAriaLabel",
    "theme.CodeBlock.copy",
    "theme.CodeBlock.copied",
    "theme.navbar.mobileSidebarSecondaryMenu.backButtonLabel",
    "theme.lastUpdated.lastUpdatedAtBy",
    "theme.SearchBar.label",
    "theme.ErrorPageContent.tryAgain",
    "theme.docs.sidebar.collapseButtonTitle",
    "theme.blog.archive.title",
]

_MARKUP = re.compile(r"<[^>]*>")
_FILLED = re.compile(r"%(?:\d\$)?[sd]|\{[^}]*\}|\$\d")


def wordpress(folder: Path, language: str) -> dict[str, str]:
    """Message -> its translation; English is the message itself."""
    if language == "en":
        return {m: m for m in WORDPRESS}
    found: dict[str, str] = {}
    for locale in (*LOCALES.get(language, ()), language):
        for path in sorted({*folder.glob(f"{locale}.mo"), *folder.glob(f"{locale}_*.mo")}):
            with path.open("rb") as file:
                catalogue = gettext.GNUTranslations(file)._catalog
            for message in WORDPRESS:
                text = catalogue.get(message) or catalogue.get((message, 0))
                if text and text != message:
                    found.setdefault(message, text)
    return found


def keyed(folder: Path, language: str, wanted: list[str], name: str) -> dict[str, str]:
    """Key -> its translation in a JSON catalogue, where it differs from the English one."""
    english = _json(folder, ("base", "en"), name)
    own = english if language == "en" else _json(folder, (*LOCALES.get(language, ()), language), name)
    return {k: own[k] for k in wanted if isinstance(own.get(k), str) and (language == "en" or own[k] != english.get(k))}


def _json(folder: Path, locales: tuple[str, ...], name: str) -> dict[str, str]:
    for locale in locales:
        path = folder / name.format(locale)
        if path.is_file():
            return json.loads(path.read_text("utf-8"))
    return {}


def plain(text: str) -> Iterator[str]:
    """A message as a page prints it, once for each of its plural forms."""
    for form in text.split("|"):
        yield _FILLED.sub("*", html.unescape(_MARKUP.sub("", form))).strip()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("wordpress", "mediawiki", "docusaurus"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--missing", default="")
    wanted = parser.parse_args()
    anchors = Anchors([r.finder for r in Cleaner(select=["chrome"]).rules if isinstance(r.finder, Anchored)])
    total: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    print(f"{'':4} {'wordpress':>12} {'mediawiki':>12} {'docusaurus':>12} {'all':>12}")
    for language in LANGUAGES:
        sources = {
            "wordpress": wordpress(wanted.wordpress, language) if wanted.wordpress else {},
            "mediawiki": keyed(wanted.mediawiki, language, MEDIAWIKI, "{}.json") if wanted.mediawiki else {},
            "docusaurus": keyed(wanted.docusaurus, language, DOCUSAURUS, "{}/theme-common.json")
            if wanted.docusaurus
            else {},
        }
        cells, known, count = [], 0, 0
        for name, messages in sources.items():
            hits = 0
            for message, text in messages.items():
                hit = any(anchors.held(form) for form in plain(text))
                hits += hit
                if not hit and language == wanted.missing:
                    print(f"     {name:12} {message} -> {text}")
            cells.append(f"{hits:3}/{len(messages):3} {100 * hits / len(messages):3.0f}%" if messages else "-")
            known, count = known + hits, count + len(messages)
            total[name][0] += hits
            total[name][1] += len(messages)
        cells.append(f"{known:3}/{count:3} {100 * known / max(1, count):3.0f}%")
        print(f"{language:4} " + " ".join(f"{cell:>12}" for cell in cells))
    print("all  " + " ".join(f"{h:3}/{n:3} {100 * h / max(1, n):3.0f}%".rjust(12) for h, n in total.values()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
