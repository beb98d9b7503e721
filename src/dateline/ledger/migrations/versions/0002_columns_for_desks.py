"""Columns that desks filter derived records by, and a word index over claims and titles (SQLite)."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("kind", sa.String(40)),
        sa.Column("status", sa.String(20)),
        sa.Column("parties", sa.Text),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("origins", sa.Integer),
    ):
        op.add_column("derived", column)
    op.create_index("derived_kind", "derived", ["sort", "kind", "rank"])
    op.create_index("derived_valid", "derived", ["sort", "valid_from", "valid_to"])
    op.add_column("claims", sa.Column("parties", sa.Text))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE words USING fts5(id UNINDEXED, body, tokenize='unicode61 remove_diacritics 2')")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE words")
    op.drop_column("claims", "parties")
    op.drop_index("derived_valid", "derived")
    op.drop_index("derived_kind", "derived")
    for column in ("origins", "lon", "lat", "parties", "status", "kind"):
        op.drop_column("derived", column)
