"""From the texts of all rule files to rulebooks. What is not declared, cited or consistent does not load.

`check` returns every sentence about what is wrong; `load` raises the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from sextant.domain.account import AccountType
from sextant.domain.document import Document, Documents
from sextant.domain.rule_value import Parameter
from sextant.domain.transaction import Transaction
from sextant.rules.account_type import parse_account_types
from sextant.rules.agreement import Agreement, parse_agreements
from sextant.rules.document import parse_documents, register
from sextant.rules.extension import effective
from sextant.rules.issuance import IssuanceRule, parse_issuance
from sextant.rules.levy import UNITS, Exemption, Levy
from sextant.rules.levy_text import Known, parse_exemptions, parse_levies
from sextant.rules.measure import Measure, parse_measures
from sextant.rules.mechanism import Mechanism, nothing_declared, parse_mechanism
from sextant.rules.parameter import parse_parameters
from sextant.rules.party import parse_parties
from sextant.rules.party_list import PartyList, parse_party_lists
from sextant.rules.reading import Faults, Names, words_in
from sextant.rules.rulebook import Cited, Rulebook, Rulebooks
from sextant.rules.settled import parse_settled
from sextant.rules.text import RuleTextError
from sextant.rules.units_and_acts import UnitClass, entrances, parse_transactions, parse_unit_classes
from sextant.rules.unlabeled import faults_of_words
from sextant.rules.words import Words, parse_words
from sextant.rules.working_days import WorkingDays, parse_working_days
from sextant.rules.zone import Zone, parse_zones, zone_of

DOCUMENTS, MEASURES, MECHANISM = "documents.yaml", "measures.yaml", "mechanism.yaml"
PARTIES, SETTLED, ISSUANCE, AGREEMENTS = "parties.yaml", "settled.yaml", "issuance.yaml", "agreements.yaml"
PARTY_LISTS = "party_lists.yaml"
ZONES, WORKING_DAYS, WORDS = "zones.yaml", "working_days.yaml", "words.yaml"
_KNOWN = {MECHANISM, DOCUMENTS, "accounts.yaml", "transactions.yaml", "unit_classes.yaml", ISSUANCE, WORKING_DAYS}
_KNOWN |= {ZONES, WORDS, AGREEMENTS}
_SHARED = {DOCUMENTS, MEASURES, PARTIES, PARTY_LISTS, SETTLED, ZONES, WORDS, "roles.yaml", "relations.yaml"}
_SHARED |= {"conditions.yaml"}
"""The files beside the folders, which all mechanisms share."""
_FOLDERS = ("parameters/", "levies/")
_OF_OTHERS = (
    "cycles/",
    "templates/",
    "roles.yaml",
    "relations.yaml",
    "papers.yaml",
    "needs.yaml",
    "meetings.yaml",
    "cooperation/",
)
"""What other layers read and check."""
_OF_UNITS = ("accounts.yaml", "unit_classes.yaml", "transactions.yaml", ISSUANCE, "levies/")
"""What only a mechanism with units may have."""


def load(files: Mapping[str, str]) -> Rulebooks:
    """Return the rulebooks in these texts. Raises RuleTextError with the first thing that is wrong."""
    faults = Faults()
    rulebooks = read(files, faults)
    if faults.sentences:
        raise RuleTextError(faults.sentences[0])
    return rulebooks


def check(files: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is wrong with these texts, one sentence each, in the order of the files."""
    faults = Faults()
    read(files, faults)
    return tuple(faults.sentences)


def read(files: Mapping[str, str], faults: Faults) -> Rulebooks:
    """Return as much of the rulebooks as loads; what does not is told to `faults`, and what it would have declared."""
    measures = _measures(files, faults)
    documents: dict[str, Document] = {}
    for name in sorted(files):
        if name == DOCUMENTS or name.endswith(f"/{DOCUMENTS}"):
            for code, each in parse_documents(files[name], name, faults).items():
                if code in documents:
                    faults.add(f"{name}: {code}: this document is registered twice; remove one")
                documents[code] = each
    zones = _zones(files, faults)
    lists = _party_lists(files, faults)
    if SETTLED in files:
        with faults.caught():
            parse_settled(files[SETTLED], SETTLED)
    _check_names(files, faults)
    files = effective(files, faults)
    shared_words = _words(files, WORDS, faults, needed=True)
    books: dict[str, Rulebook] = {}
    for folder in _folders(files):
        own = {
            name.partition("/")[2]: text
            for name, text in files.items()
            if name.startswith(f"{folder}/") and name.endswith(".yaml")
        }
        book = _rulebook(folder, own, measures, faults)
        words = _words(files, f"{folder}/{WORDS}", faults).over(shared_words)
        books[folder] = replace(book, words=words)
        _check_words_and_zones(books[folder], zones, faults)
    for code, book in books.items():
        if book.mechanism.extends is not None:
            books[code] = replace(book, base=books.get(book.mechanism.extends))
    labels = {code: each.label for code, each in measures.items()}
    rulebooks = Rulebooks(
        register(documents), MappingProxyType(labels), MappingProxyType(books), MappingProxyType(zones), measures, lists
    )
    _check_lists(rulebooks, faults)
    check_sources(rulebooks.documents, _citations(rulebooks), faults)
    return rulebooks


def _check_names(files: Mapping[str, str], faults: Faults) -> None:
    folders = _folders(files)
    for name in sorted(files):
        if not name.endswith(".yaml"):
            faults.add(f"{name}: the name of a rule file ends in .yaml, in small letters; rename it")
        elif "/" not in name and name not in _SHARED:
            faults.add(f"{name}: no reader is known for this file; use one of {', '.join(sorted(_SHARED))}")
        elif "/" in name and name.partition("/")[0] not in folders:
            faults.add(f"{name}: there is no {name.partition('/')[0]}/{MECHANISM}; add it or move the file")


def _folders(files: Mapping[str, str]) -> list[str]:
    return sorted({name.partition("/")[0] for name in files if name.count("/") == 1 and name.endswith(MECHANISM)})


def _check_words_and_zones(book: Rulebook, zones: Mapping[str, Zone], faults: Faults) -> None:
    """Tell `faults` of codes without a name in words, and of zones that are none."""
    lost = faults.lost_in(WORDS) | faults.lost(f"{book.code}/unit_classes.yaml")
    for code, sentence in faults_of_words(book):
        if not words_in(code) <= lost:
            faults.add(sentence)
    for name, zone in (("deadlines", book.mechanism.deadlines), ("records", book.mechanism.records)):
        with faults.caught():
            zone_of(zone.zone, zones, f"{book.code}/{MECHANISM}: time_zones.{name}", faults.lost_in(ZONES))


def _citations(rulebooks: Rulebooks) -> Iterator[Cited]:
    for zone in rulebooks.zones.values():
        for source in (zone.source, *(each.source for each in zone.summer)):
            if source is not None:
                yield Cited(ZONES, zone.name, source)
    for book in rulebooks:
        yield from book.citations()


def _party_lists(files: Mapping[str, str], faults: Faults) -> Mapping[str, PartyList]:
    """Return the lists of Parties; none where the texts have no Parties, or these do not load."""
    if PARTIES not in files:
        return MappingProxyType({})
    with faults.caught():
        codes = frozenset(each.code for each in parse_parties(files[PARTIES], PARTIES))
        if PARTY_LISTS in files:
            return parse_party_lists(files[PARTY_LISTS], PARTY_LISTS, codes)
    return MappingProxyType({})


def _check_lists(rulebooks: Rulebooks, faults: Faults) -> None:
    """Tell `faults` of facts that a list is to answer which is none."""
    for book in rulebooks:
        for name, fact in book.mechanism.facts.items():
            if fact.listed is not None and rulebooks.party_lists and fact.listed[0] not in rulebooks.party_lists:
                known = ", ".join(sorted(rulebooks.party_lists))
                faults.add(f"{book.code}/{MECHANISM}: facts.{name}.listed: {fact.listed[0]!r} is no list; use {known}")


def _zones(files: Mapping[str, str], faults: Faults) -> dict[str, Zone]:
    """Return the named zones of all files; those of one folder may be named in every other."""
    found: dict[str, Zone] = {}
    for file in sorted(name for name in files if name == ZONES or name.endswith(f"/{ZONES}")):
        with faults.caught(file, files[file]):
            for name, each in parse_zones(files[file], file).items():
                if name in found:
                    faults.add(f"{file}: {name}: this zone is declared twice; remove one")
                found[name] = each
    return found


def _words(files: Mapping[str, str], file: str, faults: Faults, *, needed: bool = False) -> Words:
    if file in files:
        with faults.caught(file, files[file]):
            return parse_words(files[file], file)
    elif needed:
        faults.add(f"{file} is missing; it names roundings and payments in both languages")
    return Words()


def _measures(files: Mapping[str, str], faults: Faults) -> dict[str, Measure]:
    if MEASURES not in files:
        faults.add(f"{MEASURES} is missing; it names the units of measurement of parameters")
        return {}
    found: dict[str, Measure] = {}
    with faults.caught(MEASURES, files[MEASURES]):
        found |= parse_measures(files[MEASURES], MEASURES)
    return found


def _rulebook(folder: str, files: Mapping[str, str], measures: Mapping[str, Measure], faults: Faults) -> Rulebook:
    for name in sorted(files):
        if name == PARTIES:
            faults.add(f"{folder}/{name}: all mechanisms share one table of Parties; remove this file")
        elif name not in _KNOWN and not name.startswith((*_FOLDERS, *_OF_OTHERS)):
            faults.add(f"{folder}/{name}: no reader is known for this file; name it as the other rulebooks do")
    mechanism, own = nothing_declared(folder), f"{folder}/{MECHANISM}"
    with faults.caught(own, files[MECHANISM]):
        mechanism = parse_mechanism(files[MECHANISM], own, folder)
    without_units = not mechanism.unit_types and not faults.lost(own)
    for name in sorted(each for each in files if without_units and each.startswith(_OF_UNITS)):
        faults.add(f"{folder}/{name}: {folder} has no units, so nothing of it stands in accounts; remove the file")
    accounts: dict[str, AccountType] = {}
    if "accounts.yaml" in files:
        accounts = parse_account_types(files["accounts.yaml"], f"{folder}/accounts.yaml", faults)
    classes: dict[str, UnitClass] = {}
    if "unit_classes.yaml" in files:
        name = f"{folder}/unit_classes.yaml"
        unit_types = Names(mechanism.unit_types, faults.lost(own))
        classes = parse_unit_classes(files["unit_classes.yaml"], name, unit_types, faults)
    _check_accounts(folder, accounts, classes, faults)
    acts: dict[str, Transaction] = {}
    if "transactions.yaml" in files:
        acts = parse_transactions(
            files["transactions.yaml"],
            f"{folder}/transactions.yaml",
            mechanism=folder,
            accounts=Names(accounts, faults.lost(f"{folder}/accounts.yaml")),
            classes=classes,
            lost_classes=faults.lost(f"{folder}/unit_classes.yaml"),
            bodies={**mechanism.payers, **mechanism.bodies},
            lost_bodies=faults.lost(own),
            faults=faults,
        )
        accounts = {code: replace(each, entrances=entrances(acts, code)) for code, each in accounts.items()}
    agreements: tuple[Agreement, ...] = ()
    if AGREEMENTS in files:
        name = f"{folder}/{AGREEMENTS}"
        with faults.caught(name, files[AGREEMENTS]):
            agreements = parse_agreements(files[AGREEMENTS], name)
    working_days = WorkingDays()
    if WORKING_DAYS in files:
        with faults.caught():
            working_days = parse_working_days(files[WORKING_DAYS], f"{folder}/{WORKING_DAYS}")
    parameters = _parameters(mechanism, files, measures, faults)
    exemptions, levies = _levies(mechanism, files, parameters, accounts, faults)
    _check_exemptions(folder, parameters, exemptions, faults)
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
        issuance=_issuance(folder, files, classes, faults),
        agreements=agreements,
    )


def _check_exemptions(
    folder: str, parameters: Mapping[str, Parameter], exemptions: Mapping[str, object], faults: Faults
) -> None:
    free = Names(exemptions, faults.lost(f"{folder}/levies/"))
    for parameter in parameters.values():
        for each in sorted(set(parameter.exemptions)):
            if each not in free:
                faults.add(
                    f"{parameter.file}: {parameter.path}.exemptions: {each!r} is no exemption; declare it in levies"
                )


def _issuance(
    folder: str, files: Mapping[str, str], classes: Mapping[str, UnitClass], faults: Faults
) -> IssuanceRule | None:
    if ISSUANCE in files:
        name = f"{folder}/{ISSUANCE}"
        with faults.caught(name, files[ISSUANCE]):
            return parse_issuance(files[ISSUANCE], name, classes, faults.lost(f"{folder}/unit_classes.yaml"))
    return None


def _parameters(
    mechanism: Mechanism, files: Mapping[str, str], measures: Mapping[str, Measure], faults: Faults
) -> dict[str, Parameter]:
    found: dict[str, Parameter] = {}
    for name in sorted(name for name in files if name.startswith("parameters/")):
        parsed = parse_parameters(
            files[name],
            f"{mechanism.code}/{name}",
            mechanism=mechanism.code,
            units=measures,
            lost_units=faults.lost(MEASURES),
            anchors=Names(mechanism.dates, faults.lost(f"{mechanism.code}/{MECHANISM}")),
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
    code = mechanism.code
    lost = faults.lost(f"{code}/{MECHANISM}")
    known = Known(
        mechanism=code,
        parameters=parameters,
        facts=Names(mechanism.facts, lost),
        bases=Names(mechanism.bases, lost),
        payers=Names(mechanism.payers, lost),
        paid_in=Names((UNITS, *mechanism.currencies), lost),
        accounts=Names(accounts, faults.lost(f"{code}/accounts.yaml")),
        stages=Names(mechanism.stages, lost),
        lost_parameters=faults.lost(f"{code}/parameters/"),
    )
    exemptions: dict[str, Exemption] = {}
    levies: dict[str, Levy] = {}
    for name in names:
        file = f"{code}/{name}"
        for free, exemption in parse_exemptions(files[name], file, known, faults).items():
            if free in exemptions:
                faults.add(f"{file}: the exemption {free!r} is declared twice; remove one")
            exemptions[free] = exemption
    known = replace(known, lost_exemptions=faults.lost(f"{code}/levies/"))
    for name in names:
        file = f"{code}/{name}"
        for path, levy in parse_levies(files[name], file, known, exemptions, faults).items():
            if path in levies:
                faults.add(f"{file}: the levy {path!r} is declared twice; remove one")
            levies[path] = levy
    declared = Names(levies, faults.lost(f"{code}/levies/"))
    for path, levy in levies.items():
        for other in (levy.credited_against, levy.part_of):
            if other is not None and f"{code}.{other}" not in declared:
                faults.add(f"{levy.file}: {path}: there is no levy {other!r}; declare it or correct the name")
        against = levies.get(f"{code}.{levy.credited_against}")
        if against is not None and against.paid_in != levy.paid_in:
            faults.add(
                f"{levy.file}: {path}.credited_against: {levy.credited_against} is paid in {against.paid_in}, "
                f"this in {levy.paid_in}; an advance is paid in the same"
            )
    return exemptions, levies


def _check_accounts(
    folder: str, accounts: Mapping[str, AccountType], classes: Mapping[str, UnitClass], faults: Faults
) -> None:
    known = Names(classes, faults.lost(f"{folder}/unit_classes.yaml"))
    for code, each in accounts.items():
        if code.partition(".")[0] != folder:
            faults.add(f"{folder}/accounts.yaml: mechanism: the file is of another mechanism; write {folder}")
        for name in sorted(each.admits):
            if name not in known:
                faults.add(
                    f"{folder}/accounts.yaml: {code}.admits: {name!r} is no unit class; add it to unit_classes.yaml"
                )


def check_sources(documents: Documents, cited: Iterable[Cited], faults: Faults) -> None:
    """Tell `faults` of every source whose document, version or reading is not in the register."""
    lost = faults.lost_in(DOCUMENTS)
    for each in cited:
        if documents.by_id(each.source.document) is None and words_in(each.source.document) <= lost:
            continue
        fault = documents.fault(each.source, each.on)
        if fault:
            when = f" ({each.on})" if each.on else ""
            faults.add(f"{each.file}: {each.item}{when}: {fault}")
