"""The ledger: the only part that knows the database."""

from dateline.ledger.store import Ledger, url_of
from dateline.ledger.view import View
from dateline.ledger.writer import Writer

__all__ = ["Ledger", "View", "Writer", "url_of"]
