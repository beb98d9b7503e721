"""First tables: reports, claims, problems, judgements, audit, derived records, settings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("document", sa.String(32), nullable=False),
        sa.Column("source_id", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("language", sa.String(8)),
        sa.Column("known", sa.String(10)),
        sa.Column("retrieved_at", sa.String(40)),
        sa.Column("extractor", sa.String(80), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("ingested_at", sa.String(40), nullable=False),
    )
    op.create_index("ix_reports_document", "reports", ["document"])
    op.create_index("ix_reports_known", "reports", ["known"])
    op.create_table(
        "claims",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("report", sa.String(32), sa.ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("stance", sa.String(16), nullable=False),
        sa.Column("place", sa.String(120)),
        sa.Column("country", sa.String(3)),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("earliest", sa.String(10)),
        sa.Column("latest", sa.String(10)),
        sa.Column("known", sa.String(10)),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_claims_report", "claims", ["report"])
    op.create_index("ix_claims_kind", "claims", ["kind"])
    op.create_index("ix_claims_place", "claims", ["place"])
    op.create_table(
        "problems",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("report", sa.String(32)),
    )
    op.create_index("ix_problems_report", "problems", ["report"])
    op.create_table(
        "judgements",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("subject", sa.String(32), nullable=False),
        sa.Column("report", sa.String(32)),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_judgements_subject", "judgements", ["subject"])
    op.create_index("ix_judgements_report", "judgements", ["report"])
    op.create_table(
        "audit",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )
    op.create_table(
        "derived",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("sort", sa.String(20), nullable=False),
        sa.Column("place", sa.String(120)),
        sa.Column("country", sa.String(3)),
        sa.Column("valid_from", sa.String(10)),
        sa.Column("valid_to", sa.String(10)),
        sa.Column("known_from", sa.String(10)),
        sa.Column("known_to", sa.String(10)),
        sa.Column("rank", sa.Float, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("derived_sort", "derived", ["sort", "rank"])
    op.create_index("derived_place", "derived", ["sort", "place", "valid_from"])
    op.create_table(
        "derived_claims",
        sa.Column("claim", sa.String(32), primary_key=True),
        sa.Column("derived", sa.String(40), primary_key=True),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def downgrade() -> None:
    for table in ("settings", "derived_claims", "derived", "audit", "judgements", "problems", "claims", "reports"):
        op.drop_table(table)
