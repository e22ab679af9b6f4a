"""Running text, and titles and sentences of other stories, to make pages of."""

from __future__ import annotations

PROSE = [
    "The bridge on Mill Lane shuts on Monday for repairs that last three weeks, the council said after it had met.",
    "Workers will take up the old planks first, and then look at the beams that carry the road over the mill race.",
    "Buses take the long way round by the harbour until the work is done, which adds a quarter of an hour to each.",
    "The last repair was made in 1931, when the miller paid for the stone and the parish lent some forty strong men.",
    "Shops on the lane stay open all the while, and a footway of boards leads past the works to the square itself.",
    "The engineer who looked at the bridge in spring found that two of the beams had gone soft by the water there.",
    "She told the council that the planks would hold for another winter, but that no cart with stone should cross.",
]
TITLES = ["Ferry runs again after the storm", "Harvest fails on the north side", "Choir looks for a tenor"]
SENTENCES = [
    "The boat left the quay at six in the morning with nobody but the captain on board.",
    "Rain fell for eleven weeks, and the barley stood in the water up to its ears.",
    "Whoever can hold a note above the organ is asked to come to the hall on Tuesday.",
]
