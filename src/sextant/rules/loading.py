"""From the texts of all rule files to rulebooks. What is not declared, cited or consistent does not load.

`check` returns every sentence about what is wrong; `load` raises the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from sextant.domain.account import AccountType
from sextant.domain.document import Document, Documents
from sextant.domain.label import Label
from sextant.domain.rule_value import Parameter
from sextant.domain.transaction import Transaction
from sextant.rules import reading
from sextant.rules.account_type import parse_account_types
from sextant.rules.document import parse_documents, register
from sextant.rules.extension import effective
from sextant.rules.levy import Exemption, Levy
from sextant.rules.levy_text import Known, parse_exemptions, parse_levies
from sextant.rules.mechanism import Mechanism, parse_mechanism
from sextant.rules.parameter import parse_parameters
from sextant.rules.reading import Faults
from sextant.rules.rulebook import Rulebook, Rulebooks
from sextant.rules.text import RuleTextError, load_text
from sextant.rules.units_and_acts import UnitClass, entrances, parse_transactions, parse_unit_classes
from sextant.rules.unlabeled import faults_of_words
from sextant.rules.words import Words, parse_words
from sextant.rules.working_days import WorkingDays, parse_working_days
from sextant.rules.zone import Zone, parse_zones, zone_of

DOCUMENTS, MEASURES, MECHANISM = "documents.yaml", "measures.yaml", "mechanism.yaml"
ZONES, WORKING_DAYS, WORDS = "zones.yaml", "working_days.yaml", "words.yaml"
_KNOWN = {MECHANISM, DOCUMENTS, "accounts.yaml", "transactions.yaml", "unit_classes.yaml", WORKING_DAYS, ZONES, WORDS}
_FOLDERS = ("parameters/", "levies/")
_OF_OTHERS = ("cycles/", "templates/", "roles.yaml", "relations.yaml", "papers.yaml", "needs.yaml", "meetings.yaml")
"""What other layers read and check."""


def load(files: Mapping[str, str]) -> Rulebooks:
    """Return the rulebooks in these texts. Raises RuleTextError with the first thing that is wrong."""
    rulebooks, faults = _read(files)
    if faults.sentences:
        raise RuleTextError(faults.sentences[0])
    return rulebooks


def check(files: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is wrong with these texts, one sentence each, in the order of the files."""
    return tuple(_read(files)[1].sentences)


def _read(files: Mapping[str, str]) -> tuple[Rulebooks, Faults]:
    """Return what the texts say; documents and zones count for all folders, whichever of them hold them."""
    faults = Faults()
    units = _measures(files, faults)
    documents: dict[str, Document] = {}
    for name in sorted(files):
        if name == DOCUMENTS or name.endswith(f"/{DOCUMENTS}"):
            for code, each in parse_documents(files[name], name, faults).items():
                if code in documents:
                    faults.add(f"{name}: {code}: this document is registered twice; remove one")
                documents[code] = each
    zones = _zones(files, faults)
    files = effective(files, faults)
    folders = sorted({name.partition("/")[0] for name in files if name.count("/") == 1 and name.endswith(MECHANISM)})
    for name in sorted(files):
        if "/" in name and name.endswith(".yaml") and name.partition("/")[0] not in folders:
            faults.add(f"{name}: there is no {name.partition('/')[0]}/{MECHANISM}; add it or move the file")
    shared_words = _words(files, WORDS, faults, needed=True)
    books: dict[str, Rulebook] = {}
    for folder in folders:
        own = {name.partition("/")[2]: text for name, text in files.items() if name.startswith(f"{folder}/")}
        book = _rulebook(folder, own, units, faults)
        if book is not None:
            books[folder] = replace(book, words=_words(files, f"{folder}/{WORDS}", faults).over(shared_words))
            for sentence in faults_of_words(books[folder]):
                faults.add(sentence)
            for name, zone in (("deadlines", book.mechanism.deadlines), ("records", book.mechanism.records)):
                with faults.caught():
                    zone_of(zone.zone, zones, f"{folder}/{MECHANISM}: time_zones.{name}")
    for code, book in books.items():
        if book.mechanism.extends is not None:
            books[code] = replace(book, base=books.get(book.mechanism.extends))
    rulebooks = Rulebooks(
        register(documents), MappingProxyType(units), MappingProxyType(books), MappingProxyType(zones)
    )
    _check_sources(rulebooks, faults)
    return rulebooks, faults


def _zones(files: Mapping[str, str], faults: Faults) -> dict[str, Zone]:
    """Return the named zones of all files; those of one folder may be named in every other."""
    found: dict[str, Zone] = {}
    for file in sorted(name for name in files if name == ZONES or name.endswith(f"/{ZONES}")):
        with faults.caught():
            for name, each in parse_zones(files[file], file).items():
                if name in found:
                    faults.add(f"{file}: {name}: this zone is declared twice; remove one")
                found[name] = each
    return found


def _words(files: Mapping[str, str], file: str, faults: Faults, *, needed: bool = False) -> Words:
    if file in files:
        with faults.caught():
            return parse_words(files[file], file)
    elif needed:
        faults.add(f"{file} is missing; it names roundings and payments in both languages")
    return Words()


def _measures(files: Mapping[str, str], faults: Faults) -> dict[str, Label]:
    found: dict[str, Label] = {}
    if MEASURES not in files:
        faults.add(f"{MEASURES} is missing; it names the units of measurement of parameters")
        return found
    with faults.caught():
        content = reading.keys(load_text(files[MEASURES], MEASURES), MEASURES, needed={"measures"})
        for code, body in reading.mapping(content["measures"], MEASURES).items():
            found[code] = reading.label(body, f"{MEASURES}: {code}")
    return found


def _rulebook(folder: str, files: Mapping[str, str], units: Mapping[str, Label], faults: Faults) -> Rulebook | None:
    for name in sorted(files):
        if name not in _KNOWN and not name.startswith((*_FOLDERS, *_OF_OTHERS)):
            faults.add(f"{folder}/{name}: no reader is known for this file; name it as the other rulebooks do")
    try:
        mechanism = parse_mechanism(files[MECHANISM], f"{folder}/{MECHANISM}", folder)
    except RuleTextError as error:
        faults.add(str(error))
        return None
    accounts: dict[str, AccountType] = {}
    if "accounts.yaml" in files:
        with faults.caught():
            accounts = parse_account_types(files["accounts.yaml"], f"{folder}/accounts.yaml")
    classes: dict[str, UnitClass] = {}
    if "unit_classes.yaml" in files:
        name = f"{folder}/unit_classes.yaml"
        classes = parse_unit_classes(files["unit_classes.yaml"], name, mechanism.unit_types, faults)
    _check_accounts(folder, accounts, classes, faults)
    acts: dict[str, Transaction] = {}
    if "transactions.yaml" in files:
        acts = parse_transactions(
            files["transactions.yaml"],
            f"{folder}/transactions.yaml",
            mechanism=folder,
            accounts=accounts,
            classes=classes,
            bodies=mechanism.bodies,
            faults=faults,
        )
        accounts = {code: replace(each, entrances=entrances(acts, code)) for code, each in accounts.items()}
    working_days = WorkingDays()
    if WORKING_DAYS in files:
        with faults.caught():
            working_days = parse_working_days(files[WORKING_DAYS], f"{folder}/{WORKING_DAYS}")
    parameters = _parameters(mechanism, files, units, faults)
    exemptions, levies = _levies(mechanism, files, parameters, accounts, faults)
    for parameter in parameters.values():
        for each in sorted(set(parameter.exemptions) - set(exemptions)):
            faults.add(f"{parameter.file}: {parameter.path}.exemptions: {each!r} is no exemption; declare it in levies")
    return Rulebook(
        mechanism=mechanism,
        parameters=MappingProxyType(parameters),
        levies=MappingProxyType(levies),
        exemptions=MappingProxyType(exemptions),
        account_types=MappingProxyType(accounts),
        unit_classes=MappingProxyType(classes),
        transactions=MappingProxyType(acts),
        working_days=working_days,
        other_texts=MappingProxyType({name: text for name, text in files.items() if name.startswith(_OF_OTHERS)}),
    )


def _parameters(
    mechanism: Mechanism, files: Mapping[str, str], units: Mapping[str, Label], faults: Faults
) -> dict[str, Parameter]:
    found: dict[str, Parameter] = {}
    for name in sorted(name for name in files if name.startswith("parameters/")):
        parsed = parse_parameters(
            files[name],
            f"{mechanism.code}/{name}",
            mechanism=mechanism.code,
            units=units,
            anchors=mechanism.dates,
            faults=faults,
        )
        for path, each in parsed.items():
            if path in found:
                faults.add(f"{each.file}: {path} is also declared in {found[path].file}; remove one")
            found[path] = each
    return found


def _levies(
    mechanism: Mechanism,
    files: Mapping[str, str],
    parameters: Mapping[str, Parameter],
    accounts: Mapping[str, AccountType],
    faults: Faults,
) -> tuple[dict[str, Exemption], dict[str, Levy]]:
    names = sorted(name for name in files if name.startswith("levies/"))
    known = Known(
        mechanism=mechanism.code,
        parameters=parameters,
        facts=mechanism.facts,
        bases=mechanism.bases,
        payers=mechanism.payers,
        currencies=mechanism.currencies,
        accounts=accounts,
        stages=mechanism.stages,
    )
    exemptions: dict[str, Exemption] = {}
    levies: dict[str, Levy] = {}
    for name in names:
        file = f"{mechanism.code}/{name}"
        for code, exemption in parse_exemptions(files[name], file, known, faults).items():
            if code in exemptions:
                faults.add(f"{file}: the exemption {code!r} is declared twice; remove one")
            exemptions[code] = exemption
    for name in names:
        file = f"{mechanism.code}/{name}"
        for path, levy in parse_levies(files[name], file, known, exemptions, faults).items():
            if path in levies:
                faults.add(f"{file}: the levy {path!r} is declared twice; remove one")
            levies[path] = levy
    for path, levy in levies.items():
        for other in (levy.credited_against, levy.part_of):
            if other is not None and f"{mechanism.code}.{other}" not in levies:
                faults.add(
                    f"{mechanism.code}/levies: {path}: there is no levy {other!r}; declare it or correct the name"
                )
        against = levies.get(f"{mechanism.code}.{levy.credited_against}")
        if against is not None and against.paid_in != levy.paid_in:
            faults.add(
                f"{mechanism.code}/levies: {path}.credited_against: {levy.credited_against} is paid in "
                f"{against.paid_in}, this in {levy.paid_in}; an advance is paid in the same"
            )
    return exemptions, levies


def _check_accounts(
    folder: str, accounts: Mapping[str, AccountType], classes: Mapping[str, UnitClass], faults: Faults
) -> None:
    for code, each in accounts.items():
        if code.partition(".")[0] != folder:
            faults.add(f"{folder}/accounts.yaml: mechanism: the file is of another mechanism; write {folder}")
        for name in sorted(each.admits - set(classes)):
            faults.add(f"{folder}/accounts.yaml: {code}.admits: {name!r} is no unit class; add it to unit_classes.yaml")


def _check_sources(rulebooks: Rulebooks, faults: Faults) -> None:
    documents: Documents = rulebooks.documents
    for zone in rulebooks.zones.values():
        for source in (zone.source, *(each.source for each in zone.summer)):
            wrong = documents.fault(source) if source else None
            if wrong:
                faults.add(f"{ZONES}: {zone.name}: {wrong}")
    for book in rulebooks:
        for each in book.citations():
            fault = documents.fault(each.source, each.on)
            if fault:
                when = f" ({each.on})" if each.on else ""
                faults.add(f"{each.file}: {each.item}{when}: {fault}")
