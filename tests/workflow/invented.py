"""The invented mechanism of the folder `sixth`, loaded as any other."""

from functools import cache
from pathlib import Path

from sextant.rules.loading import load
from sextant.storage.rulebook_files import folder_texts
from sextant.workflow.cyclebook import Cyclebooks, load_cycles

FOLDER = Path(__file__).parent / "sixth"


def texts() -> dict[str, str]:
    """Return the texts of the folder, with what all mechanisms share."""
    return folder_texts(FOLDER)


@cache
def sixth() -> Cyclebooks:
    return load_cycles(load(texts()), texts())
