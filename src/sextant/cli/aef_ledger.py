"""What a Party reports, built from a registry for `sextant aef write`, with what a person states beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sextant.cli.common import existing_reader, fail, usable
from sextant.wording.aef_ledger import missing_sentence, say
from sextant.wording.command_line import language

if TYPE_CHECKING:
    from sextant.application.queries.annual_information import Annual, Missing, Stated

_TABLES = ("submission", "authorizations", "entities")
_MAPPINGS = ("parties", "registries", "mitigation_types", "used_for_year")


def annual_of(database: str, party: str, year: int, stated_file: Path | None) -> Annual:
    """Return the report of a Party, named by its alpha-3 code, about a year."""
    from sextant.application.queries.annual_information import annual_information
    from sextant.storage.account_types import account_types
    from sextant.storage.aef_format import ledger_terms
    from sextant.storage.rulebook_files import parties

    stated = _stated(stated_file)
    alpha3 = {each.code: each.alpha3 for each in parties()}
    codes = {named: code for code, named in {**stated.parties, **alpha3}.items()}
    if party not in codes:
        fail(say("party_unknown", found=party))
    reader = existing_reader(database)
    with usable(database):
        return annual_information(reader, account_types(), ledger_terms(), alpha3, codes[party], year, stated)
    raise AssertionError("not reached")


def missing_record(missing: Missing) -> dict[str, str]:
    """Return something that is missing as the command prints it."""
    return {"code": missing.code, "about": missing.about, "message": missing_sentence(missing)}


def _stated(file: Path | None) -> Stated:
    from sextant.application.queries.annual_information import Stated
    from sextant.cli.aef import json_of
    from sextant.reporting.aef.record import RecordUnreadable, content_of
    from sextant.storage.aef_format import aef_format
    from sextant.storage.rulebook_files import parties
    from sextant.wording.aef_words import record_sentence

    if file is None:
        return Stated()
    given = json_of(file)
    whole = given if isinstance(given, dict) else {"": given}
    unknown = sorted(set(whole) - {*_TABLES, *_MAPPINGS})
    try:
        if unknown:
            raise RecordUnreadable("key_unknown", unknown[0], expected=", ".join((*_TABLES, *_MAPPINGS)))
        tables = {key: whole[key] for key in _TABLES if key in whole}
        content = content_of({"submission": {}, **tables}, aef_format(), parties())
    except RecordUnreadable as error:
        fail(record_sentence(error, file, language()))
    spelling = aef_format().lists["mitigation_type"].spellings["nomenclature"]
    kinds = {text: code for code, text in spelling.items()}
    named = _mapping(file, whole, "mitigation_types", str, ", ".join(kinds))
    for reference, kind in named.items():
        if kind not in kinds:
            where = f"mitigation_types.{reference}"
            fail(say("value_malformed", file=file, where=where, found=kind, expected=", ".join(kinds)))
    return Stated(
        heading=content.heading,
        authorizations={str(each.authorization): each for each in content.authorizations},
        entities=content.entities,
        parties=_mapping(file, whole, "parties", str, "XHA"),
        registries=_mapping(file, whole, "registries", str, "XHA01"),
        mitigation_types={reference: kinds[kind] for reference, kind in named.items()},
        used_for_year=_mapping(file, whole, "used_for_year", int, "2026"),
    )


def _mapping(file: Path, whole: dict[str, Any], key: str, kind: type, expected: str) -> dict[str, Any]:
    found = whole.get(key, {})
    if not isinstance(found, dict):
        fail(say("not_a_mapping", file=file, where=key))
    for name, value in found.items():
        if not isinstance(value, kind) or isinstance(value, bool):
            fail(say("value_malformed", file=file, where=f"{key}.{name}", found=value, expected=expected))
    return found
