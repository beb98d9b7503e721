"""Places of the world: towns, areas, crossings, sites, waters, under all the names they go by."""

from dateline.gazetteer.entry import MATCHES, Candidate, Entry, distance_km
from dateline.gazetteer.names import loose_key, name_key
from dateline.gazetteer.store import Gazetteer, open_gazetteer

__all__ = ["MATCHES", "Candidate", "Entry", "Gazetteer", "distance_km", "loose_key", "name_key", "open_gazetteer"]
