"""Everything that draws. The only place that imports rich, and only for a terminal."""
