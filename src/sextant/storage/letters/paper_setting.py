"""Setting a report as PDF/A: the same paper gives the same bytes. The libraries are those of the letters."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from sextant.reporting.national.paper import Figure, Paper, Table
from sextant.storage.letters.typesetting import FONTS, HERE, STANDARD, LetterNotSet

PAPERS = HERE / "papers"
_LEADING = {"en": 0.62, "zh-Hant": 0.8}


def set_paper(paper: Paper, page: str) -> bytes:
    """Return the PDF of a paper; `page` is how a page is numbered. Raises LetterNotSet."""
    import typst

    try:
        return bytes(
            typst.compile(
                str(PAPERS / "paper.typ"),
                root=str(PAPERS),
                font_paths=[str(FONTS)],
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs={"data": _data(paper, page)},
                pdf_standards=[STANDARD],
            )
        )
    except typst.TypstError as error:
        raise LetterNotSet(str(error)) from error


def _data(paper: Paper, page: str) -> str:
    content: dict[str, Any] = {
        "title": paper.title,
        "subject": paper.subject,
        "facts": [list(each) for each in paper.facts],
        "marks": list(paper.marks),
        "tables": [_table(each) for each in paper.tables if each.rows],
        "lang": paper.language.split("-")[0],
        "region": "tw" if paper.language == "zh-Hant" else "gb",
        "leading": _LEADING[paper.language],
        "page": page,
        "on": paper.on.isoformat(),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "head": list(table.head),
        "rows": [
            [{"text": _written(each), "number": isinstance(each, int | Decimal)} for each in row] for row in table.rows
        ],
        "widths": list(table.widths or (1 for _ in table.head)),
    }


def _written(value: Figure) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.quantize(Decimal('0.001')):,}"
    return f"{value:,}" if isinstance(value, int) else value
