"""Change a CRF suite model file: round its weights so that it packs well, or lean it towards finding more."""

from __future__ import annotations

import struct

RECORD = 20
WEIGHT = 12


def pack(model: bytes) -> bytes:
    """The same model with each feature weight rounded (the file keeps its size; it compresses to about a third)."""
    offset = struct.unpack_from("<I", model, 28)[0]
    magic, _, count = struct.unpack_from("<4sII", model, offset)
    if magic != b"FEAT":
        raise ValueError("not a CRF suite model: no feature table where the header points")
    packed = bytearray(model)
    for place in range(offset + 12 + WEIGHT, offset + 12 + count * RECORD, RECORD):
        packed[place : place + 5] = bytes(5)
    return bytes(packed)


def lean(model: bytes, outside: int, by: float) -> bytes:
    """The same model with every transition into the label `outside` weighed less by `by`: it finds more, less surely."""
    offset = struct.unpack_from("<I", model, 28)[0]
    count = struct.unpack_from("<I", model, offset + 8)[0]
    changed = bytearray(model)
    for place in range(offset + 12, offset + 12 + count * RECORD, RECORD):
        kind, _, label = struct.unpack_from("<III", model, place)
        if kind == 1 and label == outside:
            weight = struct.unpack_from("<d", model, place + WEIGHT)[0]
            struct.pack_into("<d", changed, place + WEIGHT, weight - by)
    return bytes(changed)
