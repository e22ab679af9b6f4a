"""Pages of an invented site: a menu above, a foot below, and between them a story that no other page has."""

from __future__ import annotations

MENU = ["Harbour Gazette", "Town", "Ferries", "Markets", "Weather", "Tide tables", "Letters", "Crossword", "Archive"]
FOOT = ["About the Gazette", "Work with us", "Advertise here", "Printed on Quay Street"]
NOTICE = "The Gazette takes part in the harbour scheme and earns a penny for each ticket that its readers buy."
HEADING = "The story so far"


def story(number: int) -> list[str]:
    """Prose of one page; the heading stands on all pages, with other neighbours each time."""
    return [
        f"Boat {number} comes home",
        f"Boat number {number} came back on the morning tide with {number * 7} crates of fish and one tired crew.",
        HEADING,
        f"It had left {number + 2} days before, and nobody on the quay had asked where it was bound for that week.",
    ]


def page(number: int, *, menu: list[str] = MENU, foot: list[str] = FOOT) -> str:
    return "".join(f"{line}\n" for line in [*menu, "", *story(number), "", NOTICE, *foot])


def pages(count: int) -> list[str]:
    return [page(number) for number in range(1, count + 1)]
