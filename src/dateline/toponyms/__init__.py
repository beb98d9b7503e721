"""Names of places in text: where they stand, and which place each means. Used by the places stage."""
