"""The fingerprints of all published versions of cycles, in a file beside the rules.

python -m sextant.storage.cycle_fingerprints            records those of the rules as they are now
python -m sextant.storage.cycle_fingerprints --check    exits 1 where a published version was edited
"""

from __future__ import annotations

import sys
from pathlib import Path

from sextant.storage.rulebook_files import cyclebooks, read_rule_text
from sextant.workflow.cyclebook import Cyclebooks
from sextant.workflow.fingerprint import FILE, faults, fingerprints, read, written

PLACE = Path(__file__).parents[1] / "rules" / FILE


def edited(books: Cyclebooks | None = None) -> tuple[str, ...]:
    """Return which published versions were edited, one sentence each with what to do."""
    found = fingerprints(each for book in books or cyclebooks() for each in book.every())
    return faults(read(read_rule_text(FILE)), found)


def main(arguments: list[str]) -> int:
    """Record or check; the exit code is 1 where a version was edited."""
    if "--check" in arguments:
        found = edited()
        for each in found:
            print(each)
        return 1 if found else 0
    PLACE.write_text(written(fingerprints(each for book in cyclebooks() for each in book.every())), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
