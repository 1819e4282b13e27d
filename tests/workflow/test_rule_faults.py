"""What a stranger writes wrongly in the invented mechanism: one edit, and the one sentence that tells it.

Each row is an edit of a file of `sixth`, as (file, text, other text), or a new file, and how a sentence begins.
"""

import pytest
from tests.workflow.invented import texts

from sextant.workflow.cyclebook import check

SHORE, PLAN, CLAIM = (f"sixth/cycles/{name}.yaml" for name in ("shore", "plan", "claim"))
JUDGED, DAYS, MEETINGS = "sixth/templates/judged.yaml", "sixth/parameters/days.yaml", "sixth/meetings.yaml"
MECHANISM, DOCUMENTS, ROLES = "sixth/mechanism.yaml", "sixth/documents.yaml", "sixth/roles.yaml"
MAJORITY = '{form: majority, share: sixth.council_share, quorum: "3"}'
AT_LEAST = '{form: at_least, number: "2"}'
SILENCE = "{after: filed, days: sixth.silence_days, stopped_while: [asked]}"
NEXT = "{next_meeting: sixth.council, after: filed_last, more_than_days: 14}"
ROUND = ("from: [claimed]\n    to: closed", "from: [claimed]\n    to: restoring")
LAUGHS = "subject: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{each}: &{each} [{', '.join([f'*{before}'] * 10)}]\n" for before, each in zip("abcdef", "bcdefg", strict=True)
)


def edited(file, old, new):
    found = texts()
    assert old in found[file], f"{old} is not in {file}"
    return found | {file: found[file].replace(old, new, 1)}


def share(written):
    return JUDGED, "share: sixth.council_share", f"share: {written}"


def quorum(written):
    return JUDGED, 'quorum: "3"', f"quorum: {written}"


def number(written):
    return JUDGED, 'number: "2"', f"number: {written}"


def days(written):
    return JUDGED, "days: sixth.silence_days", f"days: {written}"


def close(written):
    return SHORE, NEXT, written


IN_JUDGED = "sixth/templates/judged.yaml: steps."
ACCEPT, REFUSE, SILENT = (f"{IN_JUDGED}{name}" for name in
                          ("accept.decided_by", "refuse.decided_by", "accept_by_silence.on"))  # fmt: skip
CLOSE = f"{SHORE}: steps.close."
ACCEPTED_ONCE = {
    # Votes.
    "a share below nothing": (share("-1"), f"{ACCEPT}.share: '-1' is no share of votes; write one above 0"),
    "a share of nothing": (share("0"), f"{ACCEPT}.share: '0' is no share of votes"),
    "a share above all": (share("5"), f"{ACCEPT}.share: '5' is no share of votes; write one above 0 and at most 1"),
    "a share that is a day": (share("2026-02-30"), f"{ACCEPT}.share: '2026-02-30' is no share of votes"),
    "a share divided by nothing": (share("1/0"), f"{ACCEPT}.share: '1/0' is no share of votes"),
    "a share that is a list": (share("[x]"), f"{ACCEPT}.share: a list is no name"),
    "a share that is empty": (share("''"), f"{ACCEPT}.share: '' is no name"),
    "a share that is a text": (share("sixth.commons_rounding"),
        f"{ACCEPT}.share: sixth.commons_rounding is of the type text; name a parameter of the type decimal"),
    "a share of brackets": (share("sixth.claim_price_by_quantity"),
        f"{ACCEPT}.share: sixth.claim_price_by_quantity is of the type brackets"),
    "a share whose parameter is nothing": ((DAYS, "value: 0.6,", "value: 0,"),
        f"{ACCEPT}.share: sixth.council_share is 0 from 2025-01-01; a decision takes above 0 and at most 1"),
    "a quorum of nobody": (quorum("0"), f"{ACCEPT}.quorum: found 0, and nothing is decided by nobody; write 1"),
    "a quorum of days": (quorum("sixth.council_share"),
        f"{ACCEPT}.quorum: sixth.council_share is of the type decimal; name a parameter of the type integer"),
    "a quorum in other digits": (quorum("²"), f"{ACCEPT}.quorum: '²' is no name"),
    "a quorum that is a list": (quorum("[3]"), f"{ACCEPT}.quorum: a list is no name"),
    "at least nobody": (number("0"), f"{REFUSE}.number: found 0, and nothing is decided by nobody"),
    "at least a power of ten": (number("1e5"), f"{REFUSE}.number: '1e5' is no whole number; write digits only"),
    "at least less than nobody": (number("-2"), f"{REFUSE}.number: '-2' is less than nothing"),
    "a vote in no form": ((JUDGED, MAJORITY, "{}"), f"{ACCEPT}.form: nothing is no form; use one of"),
    # Numbers.
    "days below nothing": ((DAYS, "{value: 20,", "{value: -20,"),
        f"{DAYS}: silence_days.values.2025-01-01.value: -20 is no possible number of days; write one that is at least"),
    "more days than there are": ((DAYS, "{value: 20,", "{value: 99999999999999,"),
        f"{DAYS}: silence_days.values.2025-01-01.value: 99999999999999 is no possible number of days"),
    "days with five thousand digits": ((DAYS, "{value: 20,", f"{{value: {'9' * 5000},"),
        f"{DAYS}: silence_days.values.2025-01-01.value: '{'9' * 37}...' is no whole number; write digits only"),
    "a share of more than all": ((DAYS, "value: 0.125,", "value: 1.25,"),
        f"{DAYS}: share_of_the_commons.values.2025-01-01.value: 1.25 is no possible number of fraction"),
    "a price below nothing": ((DAYS, "{to: 1000, value: 0.10}", "{to: 1000, value: -0.10}"),
        f"{DAYS}: claim_price_by_quantity.values.2025-01-01.value: -0.10 is no possible number of US dollars a unit"),
    "a bracket that ends before it begins": ((DAYS, "{to: 1000, value: 0.10}", "{from: 2000, to: 1000, value: 0.10}"),
        f"{DAYS}: claim_price_by_quantity.values.2025-01-01.value: the bracket ends at 1000, before it begins at 2000"),
    "a range that is upside down": (("measures.yaml", "least: 0, most: 36525}", "least: 9, most: 3}"),
        "measures.yaml: days: the least, 9, is more than the most, 3; exchange them"),
    "choices that are no texts": ((DAYS, "type: text", "type: integer"),
        f"{DAYS}: commons_rounding.choices: only a text is one of several"),
    # Days.
    "a day without strokes": ((DAYS, "2025-01-01: {value: 20,", "20250101: {value: 20,"),
        f"{DAYS}: silence_days.values.20250101: '20250101' is no day; write YYYY-MM-DD"),
    "a day of a week": ((DAYS, "2025-01-01: {value: 20,", "2025-W01-3: {value: 20,"),
        f"{DAYS}: silence_days.values.2025-W01-3: '2025-W01-3' is no day"),
    "a day of a week on which a body meets": ((MEETINGS, "2026-03-20", "2026-W12-5"),
        f"{MEETINGS}: council: '2026-W12-5' is no day; write YYYY-MM-DD"),
    "a day that nobody lives to see": ((DAYS, "2025-01-01: {value: 20,", "9999-12-31: {value: 20,"),
        f"{DAYS}: silence_days.values.9999-12-31: 9999-12-31 is too far away; write a day from 1900 to 2199"),
    # Deadlines.
    "days that are a text": (days("sixth.commons_rounding"),
        f"{SILENT}: sixth.commons_rounding is of the type text; name a parameter of the type integer"),
    "days that are a decimal": (days("sixth.council_share"),
        f"{SILENT}: sixth.council_share is of the type decimal; name a parameter of the type integer"),
    "days that are counted in something else": (days("sixth.claims_max"),
        f"{SILENT}: sixth.claims_max is measured in times; name a parameter in days"),
    "too many days": (days("99999999999999"), f"{SILENT}: 99999999999999 is no possible number of days"),
    "days in other digits": (days("²"), f"{SILENT}.days: '²' is no name"),
    "days that are names": (days("{}"), f"{SILENT}.days: names with values below them is no name"),
    "days that are a list": (days("[3]"), f"{SILENT}.days: a list is no name"),
    "a yes in other words": ((JUDGED, SILENCE, SILENCE.replace("stopped", 'counts_event_day: "true", stopped')),
        f"{SILENT}.counts_event_day: found 'true'; write yes or no"),
    "the later of nothing": (close("{later_of: []}"), f"{CLOSE}not_before.later_of: the list is empty"),
    "an event without a name": (close("{event: ''}"), f"{CLOSE}not_before.event: '' is no name"),
    "an event that is a list": (close("{event: [{a: b}]}"), f"{CLOSE}not_before.event: a list is no name"),
    "a meeting after nothing": (close("{next_meeting: sixth.council}"),
        f"{CLOSE}not_before: after is missing; add it"),
    "a meeting of names": (close("{next_meeting: {}, after: opened}"),
        f"{CLOSE}not_before.next_meeting: names with values below them is no name"),
    "a day that is a list": (close("{day: []}"), f"{CLOSE}not_before.day: a list is no name"),
    "a day that is a number": (close("{day: sixth.silence_days}"),
        f"{CLOSE}not_before: sixth.silence_days is of the type integer; name a parameter of the type date"),
    "a force that is a list": (close("{event: opened, enforced: [x]}"),
        f"{CLOSE}not_before.enforced: found a list; write yes or no"),
    "a clock that stops in names": ((JUDGED, "stopped_while: [asked]", "stopped_while: [{x: y}]"),
        f"{SILENT}.stopped_while: names with values below them is no name"),
    "a time zone of no place": (close("{event: opened, zone: \"-99:00\"}"),
        f"{CLOSE}not_before.zone: '-99:00' is the offset of no place; write one from -12:00 to +14:00"),
    "deadlines that end nowhere": ((MECHANISM, '"-03:00"', '"-99:00"'),
        f"{MECHANISM}: time_zones.deadlines.offset: '-99:00' is the offset of no place"),
    "a date that only another case knows": (close("{after: filed, days: 3}"),
        f"{CLOSE}not_before: no step sets the date filed in this case or one above it; add it to `sets` of one"),
    "a parameter read at a date that only a case below knows": (close("{after: opened, days: sixth.silence_days}"),
        f"{CLOSE}not_before: sixth.silence_days is read at filed, and no step sets that date in this case"),
    # Sources.
    "a meeting from no document": ((MEETINGS, "Tidal Rules", "Hearsay"),
        f"{MEETINGS}: sixth: meeting of council 2026-03-20: the document 'Hearsay' is not in documents.yaml"),
    "a meeting of no body": ((MEETINGS, "council:", "choir:"), f"{MEETINGS}: choir: no body is called so"),
    "a role from no document": ((ROLES, "書記}}", "書記}, source: {document: Hearsay, paragraph: '1'}}"),
        f"{ROLES}: sixth: role clerk: the document 'Hearsay' is not in documents.yaml"),
    "a text dated after it is in force": ((DOCUMENTS, "{dated: 2025-01-01", "{dated: 2026-01-01"),
        f"{DOCUMENTS}: Tidal Rules.versions: the version is dated 2026-01-01, after it is in force from 2025-01-01"),
    "a reason for what is not so": ((DOCUMENTS, "in_force_from: 2025-01-01}",
                                     "in_force_from: 2025-01-01, dated_later: {en: Late, zh-Hant: 遲}}"),
        f"{DOCUMENTS}: Tidal Rules.versions.dated_later: it is not dated after it is in force; remove the line"),
    "a paragraph that nobody can see": ((SHORE, 'paragraph: "12"', 'paragraph: "\u200b\u2060"'),
        f"{SHORE}: source.paragraph: found '\\u200b\\u2060'; write a text"),
    "a paragraph of a letter that looks like nothing": ((SHORE, 'paragraph: "12"', 'paragraph: "\u3164"'),
        f"{SHORE}: source.paragraph: found 'ㅤ'; write a text"),
    "a paragraph with something that nobody can see": ((SHORE, 'paragraph: "12"', 'paragraph: "1\u200b2"'),
        f"{SHORE}: source.paragraph: it holds the invisible character U+200B; remove it"),
    # Ways through a cycle.
    "a step from nowhere": ((SHORE, "from: [idea]", "from: []"), f"{SHORE}: steps.propose.from: the list is empty"),
    "a child in no state": ((SHORE, "states: [refused]", "states: []"),
        f"{SHORE}: steps.think_again.on_child.states: the list is empty; name at least one"),
    "a step that waits for itself": ((SHORE, "{none_open: claim}", "{none_open: claim}, {taken: claim}"),
        f"{SHORE}: steps.claim.needs: it waits for claim, which can never be taken before it; drop the need"),
    "a step that wants and does not want": ((SHORE, "{none_open: claim}",
                                             "{none_open: claim}, {taken: propose}, {not_taken: propose}"),
        f"{SHORE}: steps.claim.needs: taken and not_taken of propose can never both be so; drop one of the two"),
    "a step that waits for a child nobody opens": ((SHORE, "    opens: [claim]\n", ""),
        f"{SHORE}: steps.grant.on_child: no step of this cycle opens sixth.claim; open it in one, or drop the step"),
    "a child nobody hears": ((CLAIM, "    sets: [filed]", "    sets: [filed]\n    opens: [plan]"),
        f"{CLAIM}: steps.pay.opens: nothing hears what becomes of sixth.plan; wait for its end"),
    "states that lead only to each other": ((SHORE, *ROUND),
        f"{SHORE}: states: from idea, planned, restoring, claimed no step leads to an end; add a step to a terminal"),
    "a cycle that says it never ends and does": (
        (SHORE, "initial: idea", "initial: idea\nendless: {en: A, zh-Hant: 甲}"),
        f"{SHORE}: endless: every state leads to an end; remove the line"),
    "cycles that open each other": ((CLAIM, "    sets: [filed]", "    sets: [filed]\n    opens: [shore]"),
        f"{CLAIM}: steps.pay.opens: sixth.shore opens sixth.claim again, without end; drop one of the two"),
    "a state called as the way back": ((SHORE, "closed: {label", "back: {label"),
        f"{SHORE}: states.back: back says where a step leads and is no state; rename it"),
    "a date that the case below does not set": ((SHORE, "{of_child: filed}", "{of_child: harvest}"),
        f"{SHORE}: steps.grant.sets: sixth.claim sets no date harvest; set it there, or correct the name"),
    "a date of the case below that is a list": ((SHORE, "{of_child: filed}", "{of_child: [filed]}"),
        f"{SHORE}: steps.grant.sets.filed_last.of_child: a list is no name"),
    "a date of another date that is a list": ((SHORE, "{of_child: filed}", "{of_date: []}"),
        f"{SHORE}: steps.grant.sets.filed_last.of_date: a list is no name"),
    # Shapes.
    "a key that is a list": ((SHORE, "subject: shore", "? [a]\n: b\nsubject: shore"),
        f"{SHORE}: line 5: a list stands where a name is expected; write `name: value`"),
    "a nest": ((SHORE, "subject: shore", f"subject: {'[' * 900}{']' * 900}"),
        f"{SHORE}: it is nested more than 24 deep; write it flatter"),
    "aliases of aliases": (
        (SHORE, "subject: shore", LAUGHS),
        f"{SHORE}: it holds more than 200,000 values"),
    "a tag": ((SHORE, "subject: shore", "subject: !!set {shore}"),
        f"{SHORE}: line 5: rules carry no tags, and 'tag:yaml.org,2002:set' is one; remove it"),
    "choices that are a list": ((SHORE, "states: [units]", "states: [units]\n    choices: [a]"),
        f"{SHORE}: steps.claim.choices: expected names with values below it, and found a list"),
    "a template that is named by names": ((PLAN, "extends: judged", "extends: {}"),
        f"{PLAN}: extends: names with values below them is no name"),
    "a template whose states are a text": ((JUDGED, "states:\n", "states: ''\nstatus:\n"),
        f"{PLAN}: the states of its template: expected names with values below it"),
    "a role that is a list": ((SHORE, "by: [clerk]", "by: [{role: [clerk]}]"),
        f"{SHORE}: steps.close.by.role: a list is no name"),
    "a relation that is a list": ((SHORE, "by: [clerk]", "by: [{role: clerk, relation: [x]}]"),
        f"{SHORE}: steps.close.by.relation: a list is no name"),
    "a vote closed by a list": ((JUDGED, 'quorum: "3"}', 'quorum: "3", closed_by: [clerk]}'),
        f"{ACCEPT}.closed_by: a list is no name"),
}  # fmt: skip


@pytest.mark.parametrize("what", ACCEPTED_ONCE)
def test_one_edit_gets_the_sentence_that_tells_it(what):
    edit, sentence = ACCEPTED_ONCE[what]
    found = check(edited(*edit))
    assert all("\n" not in each and len(each) < 600 for each in found)
    assert any(each.startswith(sentence) for each in found), found


def changed(*edits):
    found = texts()
    for file, old, new in edits:
        assert old in found[file], f"{old} is not in {file}"
        found[file] = found[file].replace(old, new, 1)
    return check(found)


def test_every_fault_of_a_file_is_told_at_once():
    found = changed(
        (SHORE, "    by: [clerk]\n", "    by: [clerk]\n    bye: x\n    zeal: y\n"),
        (SHORE, "to: closed", "to: [closed]"),
        (SHORE, "{en: Claim units, zh-Hant: 申請單位}", "{en: Claim units}"),
        (SHORE, "initial: idea", "initial: []"),
        (SHORE, "claimed: {label", "claimed: {lable: x, label"),
    )
    assert [each.partition(";")[0] for each in found] == [
        f"{SHORE}: initial: a list is no name",
        f"{SHORE}: states.claimed: 'lable' is not declared",
        f"{SHORE}: steps.claim.label: zh-Hant is missing",
        f"{SHORE}: steps.close: 'bye' is not declared",
        f"{SHORE}: steps.close: 'zeal' is not declared",
        f"{SHORE}: steps.close.to: a list is no name",
    ]


@pytest.mark.parametrize("file", sorted(each for each in texts() if each.startswith("sixth/")))
def test_a_file_that_is_no_yaml_is_one_sentence_and_nothing_that_follows_from_it(file):
    [sentence] = check(texts() | {file: texts()[file] + "\nx: [y"})
    assert sentence.startswith(f"{file}: line ")
    assert "not readable as YAML" in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("file", sorted(each for each in texts() if each.startswith("sixth/")))
def test_an_unknown_key_is_one_sentence_in_its_own_file(file):
    [sentence] = check(texts() | {file: texts()[file] + "\nwhatever: [y]\n"})
    assert sentence.startswith(f"{file}: 'whatever' is not declared; use one of")


def test_a_file_that_does_not_load_hides_no_fault_of_another():
    found = changed((PLAN, "several: no", "several: no\nwhatever: x"), (SHORE, "by: [clerk]", "by: [cleric]"),
                    (DAYS, "unit: times", "unit: furlongs"))  # fmt: skip
    assert [each.partition(" ")[0] for each in found] == [f"{DAYS}:", f"{PLAN}:", f"{SHORE}:"]


def test_what_is_wrong_in_a_template_is_told_once_and_names_it():
    [sentence] = changed((JUDGED, "to: refused", "to: reduced"))[:1]
    assert sentence.startswith(f"{JUDGED}: steps.refuse: the state reduced is not declared under states")
    assert sum("reduced" in each for each in changed((JUDGED, "to: refused", "to: reduced"))) == 1


def test_what_only_one_of_two_has_wrong_in_a_template_names_both_files():
    found = changed((CLAIM, "states:\n", "states:\n  asked: none\n"))
    assert f"{CLAIM} (from {JUDGED}): steps.ask: the state asked is not declared under states" in found


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("sixth/papers.YAML", "sixth/papers.YAML: the name of a rule file ends in .yaml, in small letters; rename it"),
        ("sixth/cycles/more.yml", "sixth/cycles/more.yml: the name of a rule file ends in .yaml, in small letters"),
        ("sixth/parties.yaml", "sixth/parties.yaml: all mechanisms share one table of Parties; remove this file"),
        ("measure.yaml", "measure.yaml: no reader is known for this file; use one of"),
        ("parties.yaml", "parties.yaml: groups is missing; add it"),
    ],
)
def test_a_file_that_nobody_would_read_is_named(name, sentence):
    [found] = check(texts() | {name: "a: b\n"})[:1]
    assert found.startswith(sentence)


def test_a_cycle_that_says_why_it_runs_for_ever_loads():
    edit = (SHORE, *ROUND)
    without = (SHORE, "  closed: {label: {en: Closed, zh-Hant: 已結束}, terminal: yes}\n", "")
    reason = (SHORE, "initial: idea", "initial: idea\nendless: {en: The tide returns, zh-Hant: 潮水復來}")
    assert any("no step leads to an end" in each for each in changed(edit, without))
    assert changed(edit, without, reason) == ()
