"""Tables of the ledger. Reports and claims are evidence and never edited; derived tables can be emptied and filled again.

A record's whole value is kept as JSON in `body`; the other columns are what queries ask for.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

metadata = MetaData()

reports = Table(
    "reports", metadata,
    Column("id", String(32), primary_key=True),
    Column("document", String(32), nullable=False, index=True),
    Column("source_id", Text, nullable=False),
    Column("outlet", Text),
    Column("language", String(8)),
    Column("known", String(10), index=True),
    Column("retrieved_at", String(40)),
    Column("extractor", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("ingested_at", String(40), nullable=False),
    Index("reports_newest", text("coalesce(known, '')"), "id"),
)  # fmt: skip

claims = Table(
    "claims", metadata,
    Column("id", String(32), primary_key=True),
    Column("report", String(32), ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("stance", String(16), nullable=False),
    Column("place", String(120), index=True),
    Column("country", String(3)),
    Column("lat", Float),
    Column("lon", Float),
    Column("earliest", String(10)),
    Column("latest", String(10)),
    Column("known", String(10)),
    Column("confidence", Float, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("parties", Text),
    Column("word", BigInteger),
    Index("claims_kind", "kind", "id"),
    Index("claims_word", "word"),
    Index("claims_day", text("coalesce(earliest, latest)")),
)  # fmt: skip
"""`word` is the claim's row in the word index (SQLite)."""

problems = Table(
    "problems", metadata,
    Column("id", String(32), primary_key=True),
    Column("place", Text, nullable=False),
    Column("code", String(40), nullable=False),
    Column("message", Text, nullable=False),
    Column("report", String(32), index=True),
)  # fmt: skip

judgements = Table(
    "judgements", metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("subject", String(32), nullable=False, index=True),
    Column("report", String(32), index=True),
    Column("body", LargeBinary, nullable=False),
)  # fmt: skip

audit = Table(
    "audit", metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("at", String(40), nullable=False),
    Column("action", String(40), nullable=False),
    Column("detail", Text, nullable=False),
)  # fmt: skip

derived = Table(
    "derived", metadata,
    Column("id", String(40), primary_key=True),
    Column("sort", String(20), nullable=False),
    Column("place", String(120)),
    Column("country", String(3)),
    Column("valid_from", String(10)),
    Column("valid_to", String(10)),
    Column("known_from", String(10)),
    Column("known_to", String(10)),
    Column("rank", Float, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("kind", String(40)),
    Column("status", String(20)),
    Column("parties", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("origins", Integer),
    Index("derived_desk", "sort", "rank", "kind", "country", "lat", "lon", "valid_from", "valid_to", "known_from", "known_to", "status",
          "origins", "place", "parties"),
    Index("derived_kind", "sort", "kind", "rank", "lat", "lon", "valid_from", "valid_to", "origins"),
    Index("derived_place", "sort", "place", "valid_from"),
)  # fmt: skip
"""Families, events, disagreements, holdings, crossings and movements as known now; `sort` names which."""

derived_claims = Table(
    "derived_claims", metadata,
    Column("claim", String(32), primary_key=True),
    Column("derived", String(40), primary_key=True),
    Index("derived_claims_derived", "derived"),
)  # fmt: skip

settings = Table(
    "settings", metadata,
    Column("name", String(60), primary_key=True),
    Column("value", Text, nullable=False),
)  # fmt: skip
