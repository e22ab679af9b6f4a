"""Learning a site's chrome: lines that stand on page after page become the rules of a pack.

``Tally`` counts lines over pages, ``propose`` makes proposals of the counts, ``pack`` writes them as TOML.
"""
