"""How pages are laid out: visible blocks of HTML, lines of dumps, their features, and the models that tell them apart."""

from pathlib import Path

MODELS = Path(__file__).parent.parent / "models"
