"""Who reads a rule is found from the cycles and levies themselves."""

import re

from tests.workflow.invented import sixth

from sextant.storage.rulebook_files import cyclebooks, shipped_texts
from sextant.workflow.readers import Reads, readers


def found(books, rule):
    return {
        (each.reads, each.step.name if each.step else each.levy.path) for each in readers(books) if each.rule == rule
    }


def test_a_levy_reads_its_rate_and_its_rounding():
    books = cyclebooks()
    assert (Reads.RATE, "article_6_4.omge") in found(books, "article_6_4.overall_mitigation")
    rounding = found(books, "article_6_4.levy_rounding")
    levies = ("buffer", "omge", "share_of_proceeds_for_adaptation")
    assert rounding == {(Reads.ROUNDING, f"article_6_4.{each}") for each in levies}


def test_steps_read_deadlines_votes_conditions_and_fees():
    books = cyclebooks()
    consultation = found(books, "article_6_4.global_consultation_days")
    assert consultation == {(Reads.DEADLINE, "comment"), (Reads.DEADLINE, "close_consultation")}
    assert (Reads.DECISION, "give_guidance") in found(books, "article_6_4.supervisory_body_majority")
    assert (Reads.NEED, "request_renewal") in found(books, "article_6_4.crediting_period_renewals_max")
    assert (Reads.FEE, "state_fee") in found(books, "article_6_4.registration_fee")
    assert (Reads.BOUND, "request_registration") in found(books, "article_6_4.activity_start_earliest")


def test_every_path_that_a_cycle_file_names_has_a_reader():
    books = cyclebooks()
    read = {each.rule for each in readers(books)}
    known = {*books.rulebooks.parameters, *(path for book in books.rulebooks for path in book.levies)}
    for name, text in shipped_texts().items():
        if "/cycles/" in name or "/templates/" in name:
            named = set(re.findall(r"\b[a-z0-9_]+\.[a-z0-9_]+\b", re.sub(r"#.*", "", text)))
            assert not (named & known) - read, name


def test_a_mechanism_that_nobody_knows_is_read_the_same_way():
    books = sixth()
    assert {each.rule.partition(".")[0] for each in readers(books)} == {book.mechanism for book in books}
