"""Whether an outcome can be traced from its issuance to its use: eight tests, each answered for every mechanism."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sextant.comparison.aspect import Cell, Fact, Frame, Plain, parse_cells
from sextant.comparison.readings import Read, answer
from sextant.domain.label import Label
from sextant.rules import reading
from sextant.rules.reading import Faults
from sextant.rules.text import load_text
from sextant.workflow.cyclebook import Cyclebooks


@dataclass(frozen=True, slots=True)
class Test:
    """One test, with its answer for each mechanism."""

    id: str
    question: Label
    cells: Mapping[str, Cell]

    def passed(self, mechanism: str, cycles: Cyclebooks, on: date) -> bool | None:
        """Return whether a mechanism passes, or none where nothing answers."""
        cell = self.cells[mechanism]
        if isinstance(cell, Fact):
            return cell.plain is Plain.YES
        if isinstance(cell, Read):
            found = answer(cell, cycles, on)
            return None if found is None else not found.absent
        return None


def parse_tests(text: str, file: str, frame: Frame, faults: Faults) -> Mapping[str, Test]:
    """Return the tests of a file in their order; what does not load is told to `faults`."""
    found: dict[str, Test] = {}
    with faults.caught(file, text):
        body = reading.keys(load_text(text, file), file, needed={"tests"})
        for code, content in reading.mapping(body["tests"], f"{file}: tests").items():
            with faults.caught(file, code):
                where = f"{file}: {code}"
                each = reading.keys(content, where, needed={"question", "values"})
                question = reading.label(each["question"], f"{where}.question")
                found[code] = Test(
                    code, question, MappingProxyType(parse_cells(each["values"], f"{where}.values", frame))
                )
    return MappingProxyType(found)
