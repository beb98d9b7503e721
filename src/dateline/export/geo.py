"""GeoJSON (RFC 7946): claims, holdings and crossings that have a position; masked by default."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from dateline.export.flat import figure_text
from dateline.export.masking import masked_claim
from dateline.model import Claim, Crossing, Holding, Place


def feature_collection(
    claims: Iterable[Claim], holdings: Iterable[Holding], crossings: Iterable[Crossing], masked: bool = True
) -> dict[str, Any]:
    """One feature collection; `properties.layer` tells claims, holdings and crossings apart."""
    features = [_claim(masked_claim(claim) if masked else claim) for claim in claims if _located(claim.place)]
    features += [_clocked("holding", one, {"controller": one.controller, "status": one.status, "contested_by": list(one.contested_by)})
                 for one in holdings if _located(one.place)]  # fmt: skip
    features += [_clocked("crossing", one, {"state": one.state, "by": one.by, "side": one.side}) for one in crossings if _located(one.place)]
    return {"type": "FeatureCollection", "features": features}


def text(collection: dict[str, Any]) -> str:
    """The collection as text, one feature a line, the same for equal content."""
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, sort_keys=True) for feature in collection["features"])
    return '{"type": "FeatureCollection", "features": [\n' + lines + "\n]}\n"


def _located(place: Place | None) -> bool:
    return place is not None and place.lat is not None and place.lon is not None


def _feature(place: Place, key: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": key,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": {"place": place.name, "geonameid": place.geonameid, "precision_km": place.precision, **properties},
    }


def _claim(claim: Claim) -> dict[str, Any]:
    assert claim.place is not None
    return _feature(claim.place, claim.id, {
        "layer": "claim", "kind": claim.kind, "stance": claim.stance, "report": claim.report,
        "actors": [party.name for party in claim.actors], "targets": [party.name for party in claim.targets],
        "earliest": claim.when.earliest, "latest": claim.when.latest,
        "figures": [figure_text(figure) for figure in claim.figures],
        "said_by": [link.name for link in claim.attribution], "confidence": claim.confidence, "evidence": claim.evidence,
    })  # fmt: skip


def _clocked(layer: str, one: Holding | Crossing, properties: dict[str, Any]) -> dict[str, Any]:
    return _feature(one.place, one.id, {
        "layer": layer, **properties, "valid_from": one.valid_from, "valid_to": one.valid_to,
        "known_from": one.known_from, "known_to": one.known_to, "last_evidence": one.last_evidence,
        "claims": list(one.claims), "opposed_by": list(one.opposed_by),
    })  # fmt: skip
