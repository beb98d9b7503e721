"""Indexes that let desks filter a hundred thousand derived records, and claims found through the word index by number."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("claims", sa.Column("word", sa.BigInteger))
    base = op.get_bind()
    claims = sa.table("claims", sa.column("id", sa.String), sa.column("word", sa.BigInteger))
    numbers = [{"key": key, "number": int(key.rpartition("_")[2][:15] or "0", 16)} for key in base.execute(sa.select(claims.c.id)).scalars()]
    if numbers:
        base.execute(sa.update(claims).where(claims.c.id == sa.bindparam("key")).values(word=sa.bindparam("number")), numbers)
    op.create_index("claims_word", "claims", ["word"])
    op.create_index("claims_kind", "claims", ["kind", "id"])
    op.drop_index("ix_claims_kind", "claims")
    op.create_index("claims_day", "claims", [sa.text("coalesce(earliest, latest)")])
    op.create_index("derived_claims_derived", "derived_claims", ["derived"])
    op.create_index("reports_newest", "reports", [sa.text("coalesce(known, '')"), "id"])
    for name in ("derived_sort", "derived_kind", "derived_valid"):
        op.drop_index(name, "derived")
    op.create_index(
        "derived_desk", "derived",
        ["sort", "rank", "kind", "country", "lat", "lon", "valid_from", "valid_to", "known_from", "known_to", "status", "origins", "place", "parties"],
    )
    op.create_index("derived_kind", "derived", ["sort", "kind", "rank", "lat", "lon", "valid_from", "valid_to", "origins"])


def downgrade() -> None:
    op.drop_index("derived_kind", "derived")
    op.drop_index("derived_desk", "derived")
    op.create_index("derived_valid", "derived", ["sort", "valid_from", "valid_to"])
    op.create_index("derived_kind", "derived", ["sort", "kind", "rank"])
    op.create_index("derived_sort", "derived", ["sort", "rank"])
    op.drop_index("reports_newest", "reports")
    op.drop_index("derived_claims_derived", "derived_claims")
    op.drop_index("claims_day", "claims")
    op.create_index("ix_claims_kind", "claims", ["kind"])
    op.drop_index("claims_kind", "claims")
    op.drop_index("claims_word", "claims")
    op.drop_column("claims", "word")
