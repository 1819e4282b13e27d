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


PARTNERS = ("tidal_north", "tidal_south", "tidal_east")


def partner_texts() -> dict[str, str]:
    """Return the texts of the invented mechanism and of three partners whose rules extend it."""
    folder = FOLDER.parent / "partners"
    more = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.yaml")}
    more["tidal_north/documents.yaml"] = more.pop("documents.yaml")
    return texts() | more


@cache
def partners() -> Cyclebooks:
    return load_cycles(load(partner_texts()), partner_texts())
