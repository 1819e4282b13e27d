"""Issuance: new units come into being, and units issued by another registry are recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sextant.domain.account import AccountState, Act
from sextant.domain.identifier import MAX_SERIAL, part_id
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.unit import Block, Lot, SerialSpace, Terms, space_id
from sextant.ledger.authorized import draws_of_first_transfer, draws_of_issue, governing, refuse_to_issue
from sextant.ledger.distribution import Shares, distribute
from sextant.ledger.draws import refuse_draws
from sextant.ledger.facts import Facts
from sextant.ledger.matrix import refuse_issue
from sextant.ledger.movement import refuse_class
from sextant.ledger.outcome import entry_of
from sextant.ledger.posting import Draw, Numbering, Posting
from sextant.ledger.request import IssuanceCell, Issue, RecordIssuance
from sextant.ledger.selection import leg


def decide_issue(request: Issue, facts: Facts) -> Posting | Refusal:
    """Return the posting that brings units into being and shares them out (REGS-001, paragraphs 42-46)."""
    on = request.effective_on or facts.today
    if on > facts.today:
        return refuse("effective_in_the_future", found=on.isoformat(), expected=facts.today.isoformat())
    without_units = _refuse_mechanism(request.mechanism, facts)
    if without_units:
        return without_units
    if not request.cells:
        return refuse("issuance_empty")
    for cell in request.cells:
        if cell.quantity < 1:
            return refuse("quantity_not_positive", quantity=cell.quantity)
    levies = request.distribution.levies
    if sum(levy.share for levy in levies) > 1 or any(levy.share < 0 for levy in levies):
        return refuse("levy_shares_exceed_one", shares=", ".join(str(levy.share) for levy in levies))
    cells = in_order(request.cells)
    refusal = _refuse_targets(request, cells, facts)
    if refusal:
        return refusal
    numbered = _number(request, cells, facts)
    if isinstance(numbered, Refusal):
        return numbered
    shares = distribute([cell.quantity for cell in cells], request.distribution)
    drawn = _authorized(request, cells, shares, facts, on)
    if isinstance(drawn, Refusal):
        return drawn
    return _post_issue(request, on, cells, shares, numbered, drawn, facts)


def _authorized(
    request: Issue, cells: list[IssuanceCell], shares: Shares, facts: Facts, on: date
) -> tuple[tuple[Draw, ...], dict[str, int]] | Refusal:
    """Return what the units draw on their authorizations, with the versions they are bound to, or why they may not."""
    draws: dict[str, Draw] = {}
    versions: dict[str, int] = {}
    for index, cell in enumerate(cells):
        version = governing(cell.terms, facts, on)
        if version is None:
            continue
        refusal = refuse_to_issue(cell.terms, cell.vintage, facts, on)
        if refusal:
            return refusal
        versions[version.key] = version.version
        marked = _marked(request, cell, (*shares.levied[index], shares.remainder[index]))
        for draw in (
            *draws_of_issue(cell.terms, cell.quantity, facts, on),
            *(draws_of_first_transfer(version, marked, facts) if marked else ()),
        ):
            known = draws.get(draw.name)
            draws[draw.name] = replace(draw, quantity=draw.quantity + (known.quantity if known else 0))
    every = tuple(draws.values())
    return refuse_draws(every, facts) or (every, versions)


def _marked(request: Issue, cell: IssuanceCell, row: Sequence[int]) -> int:
    """Return how many units of a cell are first transferred by their issuance."""
    return sum(quantity for index, quantity in enumerate(row) if marks_at_issuance(request, cell, index))


def _refuse_mechanism(mechanism: str, facts: Facts) -> Refusal | None:
    """Refuse units of a mechanism whose rulebook has no account for any: such a mechanism has no units."""
    if any(code.startswith(f"{mechanism}.") for code in facts.account_types):
        return None
    return refuse("mechanism_without_units", mechanism=mechanism)


def _refuse_targets(request: Issue, cells: list[IssuanceCell], facts: Facts) -> Refusal | None:
    distribution = request.distribution
    classes = {cell.terms.unit_class for cell in cells}
    targets = [(levy.account, Act.LEVY) for levy in distribution.levies if levy.share]
    for number, act in [*targets, (distribution.remainder, Act.ISSUANCE)]:
        refusal = _refuse_target(number, act, classes, request.registry, facts)
        if refusal:
            return refusal
    return None


def _refuse_target(number: int, act: Act, classes: set[str], registry: str, facts: Facts) -> Refusal | None:
    account = facts.accounts.get(number)
    if account is None:
        return refuse("account_unknown", account=number)
    if account.registry != registry:
        return refuse("registries_differ", found=account.registry, expected=registry)
    if account.state is not AccountState.OPEN:
        return refuse("account_not_open", account=account.code, state=account.state.value)
    account_type = facts.account_types[account.type]
    if act not in account_type.entered_by:
        expected = ", ".join(sorted(account_type.entered_by))
        return refuse("account_not_entered_by_this_act", account=account.code, found=act.value, expected=expected)
    ordered = sorted(classes)
    return refuse_class(account, account_type, ordered) or refuse_issue(account, account_type, act, ordered)


def _number(
    request: Issue, cells: list[IssuanceCell], facts: Facts
) -> tuple[list[int], dict[int, Numbering]] | Refusal:
    """Return the first serial of each cell, and how the counters of the spaces move."""
    firsts: list[int] = []
    numbering: dict[int, Numbering] = {}
    for cell in cells:
        number = space_id(request.registry, cell.space_key)
        space = facts.spaces.get(number) or SerialSpace(request.registry, cell.space_key, cell.prefix, 1)
        if space.next_serial is None:
            return refuse("serial_space_numbered_elsewhere", space=space.prefix)
        taken = numbering.get(number)
        first = taken.left if taken else space.next_serial
        if first + cell.quantity - 1 > MAX_SERIAL:
            return refuse("serials_exhausted", found=first + cell.quantity - 1, expected=MAX_SERIAL)
        firsts.append(first)
        found = taken.found if taken else first
        numbering[number] = Numbering(space, found, first + cell.quantity)
    return firsts, numbering


def _post_issue(
    request: Issue,
    on: date,
    cells: list[IssuanceCell],
    shares: Shares,
    numbered: tuple[list[int], dict[int, Numbering]],
    drawn: tuple[tuple[Draw, ...], dict[str, int]],
    facts: Facts,
) -> Posting:
    firsts, numbering = numbered
    draws, versions = drawn
    lots = tuple(
        lot_of(request, cell, first, index, on) for index, (cell, first) in enumerate(zip(cells, firsts, strict=True))
    )
    blocks: list[Block] = []
    for index, (cell, lot) in enumerate(zip(cells, lots, strict=True)):
        row = (*shares.levied[index], shares.remainder[index])
        blocks.extend(blocks_of(request, cell, lot, row, on, versions))
    legs = tuple(leg(block, sign=1, line=line, entry=request.id, effective_on=on) for line, block in enumerate(blocks))
    entry = entry_of(
        request,
        facts,
        effective_on=on,
        moved=[block.range for block in blocks],
        lots=lots,
        draws=draws,
        warnings=shares.warnings,
        told={"versions": versions} if versions else {},
    )
    terms = {cell.terms.id: cell.terms for cell in cells}
    terms |= {each.id: each for cell in cells for each in [bound_terms(cell.terms, versions)]}
    used = {block.terms for block in blocks}
    return Posting(
        entry=entry,
        expected=(),
        becomes=tuple(blocks),
        legs=legs,
        lots=lots,
        spaces=tuple(each.space for number, each in numbering.items() if number not in facts.spaces),
        numbering=tuple(numbering.values()),
        terms=tuple(each for each in terms.values() if each.id in used and each.id not in facts.terms),
        draws=draws,
        watches=_watches(request, facts),
    )


def _watches(request: Issue, facts: Facts) -> tuple[tuple[int, int], ...]:
    numbers = {levy.account for levy in request.distribution.levies} | {request.distribution.remainder}
    return tuple(sorted((number, facts.accounts[number].version) for number in numbers if number in facts.accounts))


def in_order(cells: Iterable[IssuanceCell]) -> list[IssuanceCell]:
    """Return cells in the order of their serials: by vintage, authorized units first (settled point 12)."""
    return sorted(cells, key=lambda cell: (cell.vintage or 0, not cell.terms.authorized))


def lot_of(request: Issue, cell: IssuanceCell, first: int, index: int, on: date) -> Lot:
    """Return the lot of one cell of an issuance."""
    return Lot(
        id=part_id(request.id, "lot", index),
        space=space_id(request.registry, cell.space_key),
        first=first,
        last=first + cell.quantity - 1,
        mechanism=request.mechanism,
        unit_type=request.unit_type,
        host_party=request.host_party,
        activity=request.activity,
        issued_by=request.id,
        issued_on=on,
        vintage=cell.vintage,
        period_first=request.period_first,
        period_last=request.period_last,
        commitment_period=request.commitment_period,
        underlying=request.underlying,
    )


def marks_at_issuance(request: Issue, cell: IssuanceCell, index: int) -> bool:
    """Whether the units of a cell that go to a levy, or to the remainder, are first transferred by their issuance."""
    levies = request.distribution.levies
    by_levy = index < len(levies) and levies[index].marks_first_transfer
    return (by_levy or cell.first_transferred) and cell.terms.authorized


def bound_terms(terms: Terms, versions: Mapping[str, int]) -> Terms:
    """Return the terms of units that are first transferred at issuance: bound to the version of the day."""
    version = versions.get(terms.authorization) if terms.authorization else None
    return terms if version is None else replace(terms, version=version)


def blocks_of(
    request: Issue, cell: IssuanceCell, lot: Lot, row: tuple[int, ...], on: date, versions: Mapping[str, int]
) -> Iterator[Block]:
    """Yield the blocks of a cell: levies in their order take the lower serials, the remainder the rest."""
    distribution = request.distribution
    first = lot.first
    for index, quantity in enumerate(row):
        if quantity == 0:
            continue
        levy = distribution.levies[index] if index < len(distribution.levies) else None
        marks = marks_at_issuance(request, cell, index)
        terms = bound_terms(cell.terms, versions) if marks else cell.terms
        yield Block(
            space=lot.space,
            first=first,
            last=first + quantity - 1,
            lot=lot.id,
            account=levy.account if levy else distribution.remainder,
            terms=terms.id,
            since=request.id,
            acted_on=on,
            first_transfer=request.id if marks else None,
        )
        first += quantity


def decide_record_issuance(request: RecordIssuance, facts: Facts) -> Posting | Refusal:
    """Return the posting that records units issued elsewhere, under their own serials, in one account."""
    on = request.effective_on or facts.today
    if on > facts.today:
        return refuse("effective_in_the_future", found=on.isoformat(), expected=facts.today.isoformat())
    without_units = _refuse_mechanism(request.mechanism, facts)
    if without_units:
        return without_units
    if not 1 <= request.first <= request.last <= MAX_SERIAL:
        return refuse("serial_range_invalid", first=request.first, last=request.last)
    number = space_id(request.registry, request.space_key)
    space = facts.spaces.get(number) or SerialSpace(request.registry, request.space_key, request.prefix, None)
    if space.next_serial is not None:
        return refuse("serial_space_numbered_here", space=space.prefix)
    refusal = _refuse_target(request.account, Act.ISSUANCE, {request.terms.unit_class}, request.registry, facts)
    if refusal:
        return refusal
    for lot in facts.lots:
        if lot.space == number and lot.first <= request.last and lot.last >= request.first:
            return refuse("serials_already_issued", space=space.prefix, first=lot.first, last=lot.last)
    return _post_recorded(request, on, space, facts)


def _post_recorded(request: RecordIssuance, on: date, space: SerialSpace, facts: Facts) -> Posting:
    account = facts.accounts[request.account]
    lot = lot_recorded(request, on)
    draws = tuple(replace(each, limit=None) for each in draws_of_issue(request.terms, lot.quantity, facts, on))
    block = Block(
        space=space.id,
        first=lot.first,
        last=lot.last,
        lot=lot.id,
        account=account.id,
        terms=request.terms.id,
        since=request.id,
        acted_on=on,
    )
    return Posting(
        entry=entry_of(request, facts, effective_on=on, moved=[block.range], lots=[lot], draws=draws),
        expected=(),
        becomes=(block,),
        legs=(leg(block, sign=1, line=0, entry=request.id, effective_on=on),),
        lots=(lot,),
        spaces=() if space.id in facts.spaces else (space,),
        terms=(request.terms,),
        draws=draws,
        watches=((account.id, account.version),),
    )


def lot_recorded(request: RecordIssuance, on: date) -> Lot:
    """Return the lot of units that another registry issued."""
    return Lot(
        id=part_id(request.id, "lot", 0),
        space=space_id(request.registry, request.space_key),
        first=request.first,
        last=request.last,
        mechanism=request.mechanism,
        unit_type=request.unit_type,
        host_party=request.host_party,
        activity=request.activity,
        issued_by=request.id,
        issued_on=on,
        vintage=request.vintage,
        period_first=request.period_first,
        period_last=request.period_last,
        commitment_period=request.commitment_period,
        underlying=request.underlying,
    )
