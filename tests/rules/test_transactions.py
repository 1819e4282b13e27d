"""The transaction matrix: which act is allowed on which class, and what is first transferred by it."""

import pytest
from tests.rules.shipped import books

from sextant.domain.account import Act

BOOK = books().books["article_6_4"]


def row(act, giving, receiving, unit_class):
    from_type = f"article_6_4.{giving}" if giving else ""
    return BOOK.account_types[f"article_6_4.{receiving}"].entrance(act, from_type, unit_class)


@pytest.mark.parametrize(
    ("act", "giving", "receiving", "unit_class", "same_party", "other_party"),
    [
        (Act.LEVY, "pending", "share_of_proceeds_adaptation", "AER", True, True),
        (Act.LEVY, "pending", "omge_mandatory", "AER", True, True),
        (Act.LEVY, "pending", "omge_mandatory", "MCU", False, False),
        (Act.LEVY, "pending", "buffer", "AER", False, False),
        (Act.ISSUANCE, "pending", "holding", "AER", False, False),
        (Act.TRANSFER, "holding", "holding", "AER", False, True),
        (Act.TRANSFER, "holding", "holding", "MCU", False, False),
        (Act.TRANSFER, "holding", "holding", "CER", False, False),
        (Act.CANCELLATION, "holding", "cancellation_international_mitigation", "AER", True, True),
        (Act.CANCELLATION, "holding", "cancellation_other_purposes", "AER", True, True),
        (Act.CANCELLATION, "holding", "omge_voluntary", "AER", True, True),
        (Act.CANCELLATION, "holding", "cancellation_voluntary", "MCU", False, False),
        (Act.RETIREMENT, "holding", "retirement_ndc", "AER", False, False),
    ],
)
def test_what_is_first_transferred(act, giving, receiving, unit_class, same_party, other_party):
    found = row(act, giving, receiving, unit_class)
    assert found is not None
    kind = BOOK.unit_classes[unit_class]
    for receiver, expected in (("XA", same_party), ("XB", other_party)):
        marked = found.first_transfers(authorized=kind.authorized, from_party="XA", to_party=receiver)
        assert marked is expected


@pytest.mark.parametrize(
    ("act", "giving", "receiving", "unit_class"),
    [
        (Act.RETIREMENT, "holding", "retirement_ndc", "MCU"),
        (Act.CANCELLATION, "holding", "cancellation_international_mitigation", "MCU"),
        (Act.CANCELLATION, "holding", "cancellation_voluntary", "AER"),
        (Act.CANCELLATION, "retirement_ndc", "cancellation_voluntary", "MCU"),
        (Act.TRANSFER, "buffer", "holding", "AER"),
        (Act.TRANSFER, "share_of_proceeds_adaptation", "buffer", "MCU"),
        (Act.TRANSFER, "omge_mandatory", "holding", "AER"),
    ],
)
def test_what_the_matrix_does_not_list_is_not_allowed(act, giving, receiving, unit_class):
    assert row(act, giving, receiving, unit_class) is None


def test_nothing_leaves_a_final_account():
    final = {code for code, each in BOOK.account_types.items() if each.final}
    assert not [each.name for each in BOOK.transactions.values() if final & set(each.from_types)]


def test_an_account_admits_what_the_matrix_brings_into_it_by_that_act():
    for each in BOOK.transactions.values():
        for code in each.to_types:
            account = BOOK.account_types[code]
            assert each.act in account.entered_by, (each.name, code)
            assert not account.admits or set(each.classes) <= account.admits, (each.name, code)


def test_a_transfer_of_units_not_authorized_ends_their_later_authorization():
    assert {each.name: each.status_becomes for each in BOOK.transactions.values() if each.status_becomes} == {
        "transfer_unauthorized": "NPI",
        "adaptation_sale_unauthorized": "NPI",
    }
