"""Everything that is written from data and sentences, in one go: pages of docs/, and the catalogue of the web pages.

python -m sextant.wording.pages            writes all of it
python -m sextant.wording.pages --check    writes nothing, and exits 1 where something is stale or not translated
"""

from __future__ import annotations

import sys

from sextant.wording import (
    aef_page,
    compile,
    cycles_page,
    load_refusals_page,
    refusals_page,
    rules_page,
    settled_page,
    verdicts_page,
)

GENERATORS = (
    compile,
    rules_page,
    cycles_page,
    refusals_page,
    verdicts_page,
    settled_page,
    load_refusals_page,
    aef_page,
)


def main(arguments: list[str]) -> int:
    """Run every generator; the exit code is 1 where one of them says so, 2 on wrong usage."""
    if arguments not in ([], ["--check"]):
        print("usage: python -m sextant.wording.pages [--check]", file=sys.stderr)
        return 2
    return max(int(each.main(arguments)) for each in GENERATORS)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
