"""Reads clauses: which predicate says which kind of thing, with whom in which role, and how surely."""
