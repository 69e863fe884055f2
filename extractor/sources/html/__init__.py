"""Web pages: tags and words with their places in the source, the zone of each block, and what the page tells of
itself."""
