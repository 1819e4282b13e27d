"""The standards of additionality that ship with Sextant, read when they are first asked for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from sextant.methodology.additionality.standard import Standard, parse_standard

FILES = {
    "A6.4-STAN-METH-003": "a6_4_stan_meth_003.yaml",
    "TOOL01": "cdm_tool01.yaml",
    "TOOL21": "cdm_tool21.yaml",
    "JCM-ELIGIBILITY": "jcm_eligibility.yaml",
}


class ShippedStandards:
    """The standards that ship with Sextant."""

    def names(self) -> tuple[str, ...]:
        """Return the ids of all standards."""
        return tuple(FILES)

    def find(self, name: str) -> Standard | None:
        """Return the standard of this id, or none."""
        return standard(name) if name in FILES else None


@cache
def standard(name: str) -> Standard:
    """Return a standard that ships with Sextant. Raises KeyError where there is none."""
    path = files("sextant.methodology.additionality").joinpath("standards", FILES[name])
    return parse_standard(path.read_text(encoding="utf-8"), FILES[name])
