"""Tables of many regions, as analysts keep them: a region per row, a region per column, or a row for each answer."""
