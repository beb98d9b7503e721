"""What maps draw: GeoJSON layers of the picture, coasts and borders, outlines of areas."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

import msgspec
from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter

from dateline.export.geo import feature_collection
from dateline.export.page import borders
from dateline.ledger import desk
from dateline.model import Event
from dateline.showing import count_text
from dateline.web.outlines import outlines
from dateline.web.picture import all_places, veiled
from dateline.web.query import Cursor, Rule, TheDesk, TheVeil, Wanted
from dateline.web.shapes import BorderLine, FeatureCollection, World

GEOJSON = "application/geo+json"
MOST = 5000
LayerLimit = Annotated[int, QueryParameter(ge=1, le=MOST, description="Most features.")]


@get("/claims.geojson", sync_to_thread=True, media_type=GEOJSON)
def claims_layer(the_desk: TheDesk, veil: TheVeil, wanted: Wanted, limit: LayerLimit = MOST, cursor: Cursor = None) -> FeatureCollection:
    """Claims that have a position."""
    with the_desk.ledger.read() as view:
        page = desk.claims(view.connection, replace(wanted, located=True), limit, cursor, most=MOST)
    return _collection(feature_collection(veil.claims(page.items), [], [], masked=False), page.cursor)


@get("/holdings.geojson", sync_to_thread=True, media_type=GEOJSON)
def holdings_layer(the_desk: TheDesk, veil: TheVeil, wanted: Wanted, limit: LayerLimit = MOST, cursor: Cursor = None) -> FeatureCollection:
    """Who holds what on a day, as known on a day."""
    with the_desk.ledger.read() as view:
        page = desk.derived(view.connection, "holdings", replace(wanted, current=True, located=True), limit, cursor, most=MOST)
        rows = veiled(view, veil, page.items)
    return _collection(feature_collection([], rows, [], masked=False), page.cursor)


@get("/crossings.geojson", sync_to_thread=True, media_type=GEOJSON)
def crossings_layer(the_desk: TheDesk, veil: TheVeil, wanted: Wanted, limit: LayerLimit = MOST, cursor: Cursor = None) -> FeatureCollection:
    """State of crossings and roads on a day, as known on a day."""
    with the_desk.ledger.read() as view:
        page = desk.derived(view.connection, "crossings", replace(wanted, current=True, located=True), limit, cursor, most=MOST)
        rows = veiled(view, veil, page.items)
    return _collection(feature_collection([], [], rows, masked=False), page.cursor)


@get("/events.geojson", sync_to_thread=True, media_type=GEOJSON)
def events_layer(
    the_desk: TheDesk, veil: TheVeil, wanted: Wanted, limit: LayerLimit = MOST, cursor: Cursor = None, count_rule: Rule = None
) -> FeatureCollection:
    """Events that have a position, as known on a day under a counting rule."""
    with the_desk.pictures.read(wanted.known, count_rule) as view:
        page = desk.derived(view.connection, "events", replace(wanted, known=None, located=True), limit, cursor, most=MOST)
        rows = veiled(view, veil, page.items)
    return _collection({"type": "FeatureCollection", "features": [_event(one) for one in rows]}, page.cursor)


@get("/world.json", sync_to_thread=True)
def world() -> World:
    """Coasts and borders of the world; disputed ones say so."""
    return World(lines=[BorderLine(**line) for line in borders()])


@get("/areas.json", sync_to_thread=True, media_type=GEOJSON)
def areas(
    the_desk: TheDesk, country: Annotated[str | None, QueryParameter(pattern="^[A-Z]{3}$", description="ISO 3166-1 alpha-3.")] = None
) -> FeatureCollection:
    """Outlines of first-level areas by place key: of one country, else of all countries that the ledger speaks of."""
    wanted = {country} if country else {place.country for place in all_places(the_desk).values() if place.country}
    return msgspec.json.decode(outlines(frozenset(wanted)), type=FeatureCollection)


def _collection(found: dict[str, Any], cursor: str | None) -> FeatureCollection:
    return msgspec.convert({**found, "cursor": cursor}, FeatureCollection)


def _event(event: Event) -> dict[str, Any]:
    place = event.place
    assert place is not None
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": {
            "layer": "event", "place": place.name, "key": place.key, "geonameid": place.geonameid, "precision_km": place.precision,
            "kind": event.kind, "earliest": event.when.earliest, "latest": event.when.latest,
            "actors": [party.name for party in event.actors], "targets": [party.name for party in event.targets],
            "figures": [count_text(count) for count in event.figures],
            "reports": event.reports, "stories": event.stories, "origins": event.origins, "claims": list(event.claims),
        },
    }  # fmt: skip


LAYERS: list[HTTPRouteHandler] = [claims_layer, holdings_layer, crossings_layer, events_layer, world, areas]
