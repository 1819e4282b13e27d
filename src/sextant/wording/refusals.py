"""What Sextant says when it refuses: a sentence a code, in both languages, and the text it rests on.

A sentence tells what was found and what was expected. The facts in braces come with the refusal; one that a
caller did not give is shown as a dash, because a refusal must never fail to be explained.
"""

from __future__ import annotations

from collections.abc import Mapping

from sextant.domain.refusal import Fact, Refusal
from sextant.domain.refusal_code import OF_THE_STEP, REFUSAL_CODES
from sextant.domain.source import Source
from sextant.rules.words import Group
from sextant.storage.rulebook_files import rulebooks
from sextant.wording.basis import in_chinese
from sextant.wording.citation import citation
from sextant.wording.form_words import SENTENCES_OF_FORMS
from sextant.wording.quantify_refusals import QUANTIFY_SENTENCES, quantify_word
from sextant.wording.reading_refusals import READING_SENTENCES
from sextant.wording.refusals_of_assessments import SENTENCES_OF_ASSESSMENTS
from sextant.wording.refusals_of_authorizations import SENTENCES_OF_AUTHORIZATIONS
from sextant.wording.refusals_of_cooperation import SENTENCES_OF_COOPERATION
from sextant.wording.refusals_of_forecasts import SENTENCES_OF_FORECASTS
from sextant.wording.refusals_of_foreign_events import SENTENCES_OF_FOREIGN_EVENTS
from sextant.wording.refusals_of_steps import SENTENCES_OF_STEPS
from sextant.wording.refusals_of_verification import SENTENCES_OF_VERIFICATION
from sextant.wording.spacing import spaced
from sextant.wording.word import word

CHINESE = "zh-Hant"

_SENTENCES: dict[str, tuple[str, str]] = {
    "idempotency_key_reused": (
        "Another request was already recorded under the id {id}. Ask again under a new id.",
        "識別碼 {id} 已記錄另一項內容不同的請求。請改用新的識別碼。",
    ),
    "units_missing": (
        "The request names no units. Give at least one range of serials, or a quantity to take.",
        "請求未指明任何單位。請至少給出一段序號，或要取用的數量。",
    ),
    "quantity_not_positive": (
        "The quantity is {quantity}; it must be at least 1.",
        "數量為 {quantity}；至少須為 1。",
    ),
    "serial_range_invalid": (
        "{first} to {last} is no range of serials: it must begin at 1 or above and not end before it begins.",
        "{first} 至 {last} 不是有效的序號區段：起號至少為 1，迄號不得小於起號。",
    ),
    "serial_ranges_overlap": (
        "Two ranges of the request overlap: one begins at {first} before the other ends at {last}.",
        "請求中的兩段序號重疊：一段自 {first} 起，另一段至 {last} 才結束。",
    ),
    "purpose_missing": (
        "The account {account} takes units for a stated purpose only, and none is stated.",
        "帳戶 {account} 只接受載明目的之單位，而請求未載明目的。",
    ),
    "case_missing": (
        "A hold serves a case, and the request names none.",
        "保留須對應一宗案件，而請求未指明案件。",
    ),
    "effective_in_the_future": (
        "The legal date is {found}; it cannot lie after today, {expected}.",
        "生效日為 {found}；不得晚於今日 {expected}。",
    ),
    "text_not_storable": (
        "The text given for {field} holds a character that cannot be kept, {found}. Leave it out.",
        "「{field}」之文字含有無法保存之字元 {found}。請將其刪除。",
    ),
    "text_too_long": (
        "The text given for {field} has {found} characters; at most {expected} are kept.",
        "「{field}」之文字有 {found} 個字元；至多保存 {expected} 個。",
    ),
    "value_of_another_kind": (
        "The value given for {field} is {found}; what is expected there is a {expected}.",
        "「{field}」之值為 {found}；此處應為{expected}。",
    ),
    "hold_ends_before_it_begins": (
        "The hold would end on {found}, before it begins on {expected}.",
        "保留將於 {found} 終止，早於其開始日 {expected}。",
    ),
    "account_unknown": (
        "There is no account {account}. Open it first, or correct the code.",
        "查無帳戶 {account}。請先開立帳戶，或更正代碼。",
    ),
    "account_not_open": (
        "The account {account} is {state}; only an open account takes part.",
        "帳戶 {account} 的狀態為「{state}」；只有使用中的帳戶可以參與。",
    ),
    "account_already_exists": (
        "The account {account} exists already. Use it, or choose another code.",
        "帳戶 {account} 已存在。請直接使用，或另選代碼。",
    ),
    "account_type_unknown": (
        "{found} is no type of account in the rulebooks.",
        "規則書中沒有 {found} 這種帳戶類型。",
    ),
    "account_version_changed": (
        (
            "The account {account} was changed by someone else meanwhile: found version {found}, expected {expected}. "
            "Look at it again, then repeat the change."
        ),
        "帳戶 {account} 已另有變更：目前為第{found}版，預期為第{expected}版。請重新檢視後再變更。",
    ),
    "accounts_identical": (
        "The units stand in {account} already; nothing would move.",
        "這些單位本已在 {account} 中，沒有可移動者。",
    ),
    "registries_differ": (
        "The accounts are in different registries, {found} and {expected}; units pass within one registry only.",
        "兩個帳戶分屬不同登記簿（{found} 與 {expected}）；單位只能在同一登記簿內移動。",
    ),
    "serial_space_unknown": (
        "No serials of the form {space} have been issued here.",
        "此處未曾核發 {space} 字首之序號。",
    ),
    "units_unknown": (
        "Not all of {space} {first} to {last} has been issued. Check the serials.",
        "{space} {first} 至 {last} 並未全數核發。請核對序號。",
    ),
    "units_in_several_accounts": (
        "The units stand in several accounts ({accounts}). Make one request for each account.",
        "這些單位分屬數個帳戶（{accounts}）。請就每個帳戶各提一項請求。",
    ),
    "units_not_in_account": (
        "The units stand in {found}, not in {expected}.",
        "這些單位在 {found}，而非 {expected}。",
    ),
    "account_final": (
        "The units are in {account}, a final account: what enters it never leaves.",
        "這些單位已在終結帳戶 {account}：一經進入即不得移出。",
    ),
    "units_insufficient": (
        "{expected} units were asked for and {found} are free in the account. Units held for a case are not counted.",
        "請求 {expected} 個單位，帳戶中可動用者僅 {found} 個。保留中的單位不計入。",
    ),
    "units_held": (
        "{space} {first} to {last} is held for the case “{case}”. Only that case may act on it until the hold ends.",
        "{space} {first} 至 {last} 已為案件「{case}」保留。保留結束前，僅該案件得予處分。",
    ),
    "units_not_held": (
        "Serials {first} to {last} are not held, so there is nothing to release.",
        "序號 {first} 至 {last} 並未保留，無可解除。",
    ),
    "hold_of_another_case": (
        "{space} {first} to {last} is held for the case “{expected}”, not for “{found}”.",
        "{space} {first} 至 {last} 是為案件「{expected}」保留，而非「{found}」。",
    ),
    "effective_before_last_act": (
        "The legal date {found} lies before {expected}, when these units were last acted on.",
        "生效日 {found} 早於這些單位最近一次異動之日 {expected}。",
    ),
    "account_not_entered_by_this_act": (
        "Units do not enter {account} by {found}; they enter it by: {expected}.",
        "單位不得以 {found} 進入 {account}；進入方式限於：{expected}。",
    ),
    "unit_class_not_admitted": (
        "{account} does not take units of class {found}; it takes: {expected}.",
        "{account} 不接受 {found} 類單位；僅接受：{expected}。",
    ),
    "units_expired": (
        "The units expired on {found}; after that day this act ({act}) does not move them. It is dated {expected}.",
        "單位於 {found} 屆期；其後不得以此行為（{act}）移動，而其日期為 {expected}。",
    ),
    "transaction_not_in_force": (
        "The rules on this act ({act}) apply from {expected} on; it is dated {found}. Give the day it was done on.",
        "此行為（{act}）之規則自 {expected} 起適用，而其日期為 {found}。請載明實際辦理之日。",
    ),
    "transaction_not_listed": (
        "The registry lists no {act} of units of class {found} from {account} to {to_account}.",
        "登記簿之交易表未列將 {found} 類單位自 {account} 以{act}移入 {to_account} 之交易。",
    ),
    "purpose_not_served": (
        "{account} does not serve the purpose {found}; it serves: {expected}.",
        "{account} 不供 {found} 之用；其用途為：{expected}。",
    ),
    "units_not_authorized": (
        (
            "{space} {first} to {last} ({found}) is not authorized by the host Party for any use, so it cannot be first "  # noqa: E501
            "transferred."
        ),
        "{space} {first} 至 {last}（{found}）未經東道締約方授權任何用途，不得首次轉讓。",
    ),
    "already_first_transferred": (
        "{space} {first} to {last} was first transferred before; a unit is first transferred once.",
        "{space} {first} 至 {last} 先前已首次轉讓；每一單位只有一次首次轉讓。",
    ),
    "tally_unknown": (
        "There is no limit called {tally}.",
        "沒有名為 {tally} 的限額。",
    ),
    "tally_exceeded": (
        "The limit {tally} has {expected} left; the request draws {found}.",
        "限額 {tally} 尚餘 {expected}；請求將動用 {found}。",
    ),
    "tally_already_exists": (
        "The limit {tally} exists already.",
        "限額 {tally} 已存在。",
    ),
    "tally_version_changed": (
        "The limit {tally} was changed by someone else meanwhile: found version {found}, expected {expected}.",
        "限額 {tally} 已另有變更：目前為第{found}版，預期為第{expected}版。",
    ),
    "terms_unchanged": (
        "The units are under these terms already ({unit_class}); nothing would change.",
        "這些單位本已適用此等授權條件（{unit_class}），並無變更。",
    ),
    "terms_changed_meanwhile": (
        "The units {first} to {last} no longer have the terms that the request names; look at them again.",
        "單位 {first} 至 {last} 之條件已與請求所載不同；請重新檢視。",
    ),
    "account_of_another": (
        "{actor} may not dispose of what is in the account {account}; it is somebody else's.",
        "{actor} 不得處分帳戶 {account} 內之單位；該帳戶屬於他人。",
    ),
    "account_not_for_this_party": (
        "The account {account} is for a Party of which it is known: {expected}. Of {party} it is not.",
        "帳戶 {account} 限於已具備「{expected}」之締約方；{party} 尚未具備。",
    ),
    "issuance_empty": (
        "The issuance has no parts: give at least one vintage with a quantity.",
        "核發內容為空：請至少給出一個產生年份及其數量。",
    ),
    "serial_space_numbered_elsewhere": (
        "Another registry gives the serials of {space}; record its issuance with the serials it gave.",
        "{space} 之序號由另一登記簿編定；請以其所編序號登載核發。",
    ),
    "serial_space_numbered_here": (
        "This registry gives the serials of {space} itself; they cannot be recorded from elsewhere.",
        "{space} 之序號由本登記簿自行編定，不得自他處登載。",
    ),
    "serials_exhausted": (
        "The issuance would reach serial {found}; the highest serial is {expected}.",
        "此次核發將編至序號 {found}；序號上限為 {expected}。",
    ),
    "serials_already_issued": (
        "{space} {first} to {last} was issued before; a serial is issued once.",
        "{space} {first} 至 {last} 先前已核發；每一序號只核發一次。",
    ),
    "levy_shares_exceed_one": (
        "The shares of the levies ({shares}) add up to more than the whole.",
        "各項提撥比例（{shares}）合計超過全數。",
    ),
    "quantities_malformed": (
        "{found} is no quantity by vintage; write year and quantity, such as 2026: 9000; 2027: 4000, or none.",
        "「{found}」不是按產生年份之數量；請載明年份與數量，例如 2026: 9000; 2027: 4000，或 none。",
    ),
    "quantity_differs": (
        "{name} is {found}; it must be {expected}.",
        "{name} 為 {found}；須為 {expected}。",
    ),
    "contribution_condition_unmet": (
        "Units of activity {activity} may not be used towards a contribution: found {found}, needed {expected}.",
        "活動 {activity} 之單位不得用於國家自定貢獻：現況為 {found}，應為 {expected}。",
    ),
    "periods_spanned": (
        "One issuance is of one commitment period: the first day is of {found}, the last day of {expected}. Divide it.",
        "一次核發僅屬一個承諾期：首日屬 {found}，末日屬 {expected}。請分開辦理。",
    ),
    "vintage_outside_period": (
        "The vintage {found} is not among those of the period: {expected}.",
        "產生年份 {found} 不在該期間之年份內：{expected}。",
    ),
    "fact_unknown": (
        "It is not known of {subject} whether {name}; an exemption hangs on it. Record it first.",
        "{subject} 是否「{name}」尚屬未知，而豁免取決於此。請先記錄。",
    ),
    "nothing_to_authorize": (
        "No unit of {subject} may still be authorized: all have moved, are authorized, or were never open to it.",
        "{subject} 已無單位得予授權：均已轉讓、已獲授權，或自始不得授權。",
    ),
    "nothing_to_change": (
        "Version {version} of the authorization {authorization} says nothing else of the units of {subject} than they "
        "have; those first transferred stay as they are.",
        "授權 {authorization} 第{version}版對 {subject} 之單位並無不同規定；已首次轉讓者維持原狀。",
    ),
    "entry_unknown": (
        "There is no entry {entry} to correct.",
        "查無可更正之分錄 {entry}。",
    ),
    "issuance_not_corrected": (
        "Entry {entry} is an issuance; it is not reversed but cancelled by the administrator.",
        "分錄 {entry} 為核發；核發不得逆轉記帳，須由登記簿管理者行政取消。",
    ),
    "units_acted_on_since": (
        "Serials {first} to {last} have been acted on since entry {entry}. Correct the later entries first.",
        "序號 {first} 至 {last} 在分錄 {entry} 之後已有異動。請先更正其後之分錄。",
    ),
}

_EVERY = {
    **_SENTENCES,
    **SENTENCES_OF_AUTHORIZATIONS,
    **SENTENCES_OF_STEPS,
    **SENTENCES_OF_FOREIGN_EVENTS,
    **QUANTIFY_SENTENCES,
    **READING_SENTENCES,
    **SENTENCES_OF_ASSESSMENTS,
    **SENTENCES_OF_FORECASTS,
    **SENTENCES_OF_VERIFICATION,
    **SENTENCES_OF_FORMS,
    **SENTENCES_OF_COOPERATION,
}
SENTENCES: Mapping[str, tuple[str, str]] = {code: _EVERY[code] for code in REFUSAL_CODES if code in _EVERY} | _EVERY
"""The sentence of every code in both languages, in the order of the codes."""


class _Facts(dict[str, Fact]):
    def __missing__(self, name: str) -> str:
        return "–"


def sentence(refusal: Refusal, language: str = "en", source: Source | None = None) -> str:
    """Return what a refusal says, ending with the text that it rests on; of a step with the step's own paragraph."""
    return fill(refusal.code, refusal.about, language, source)


def fill(code: str, about: Mapping[str, Fact], language: str = "en", source: Source | None = None) -> str:
    """Return the sentence of a code with its facts, ending with the text that it rests on."""
    english, chinese = SENTENCES[code]
    said = {name: about.get(f"{name}_zh", fact) if language == CHINESE else fact for name, fact in about.items()}
    facts = _Facts({name: _shown(code, name, fact, language) for name, fact in said.items()})
    of_step = source is not None and REFUSAL_CODES[code] == OF_THE_STEP
    rule = citation(source, language) if source is not None and of_step else rule_of(code, language)
    if language == CHINESE:
        return spaced(f"{chinese.format_map(facts).removesuffix('。')}（{rule}）。")
    return f"{english.format_map(facts).removesuffix('.')} ({rule})."


def rule_of(code: str, language: str = "en") -> str:
    """Return the text that a refusal rests on, in words of the language."""
    rule = REFUSAL_CODES[code]
    return spaced(in_chinese(rule)) if language == CHINESE else rule


_WORDED = {
    ("account_not_open", "state"): "account_state",
    ("account_not_entered_by_this_act", "found"): "act",
    ("account_not_entered_by_this_act", "expected"): "act",
    ("transaction_not_listed", "act"): "act",
    ("transaction_not_in_force", "act"): "act",
    ("units_expired", "act"): "act",
    ("quantity_differs", "name"): "stated",
    ("text_too_long", "field"): "stated",
    ("text_not_storable", "field"): "stated",
    ("purpose_not_served", "found"): "use",
    ("purpose_not_served", "expected"): "use",
    ("approach_ended", "found"): "approach_state",
    ("approach_state_wrong", "found"): "approach_state",
    ("approach_state_wrong", "expected"): "approach_state",
    ("answer_out_of_order", "found"): "consent",
    ("answer_out_of_order", "expected"): "consent",
    ("match_moved_by_people", "found"): "match_state",
    ("match_step_wrong", "found"): "match_state",
    ("match_step_wrong", "expected"): "match_state",
    ("use_not_authorized", "found"): "use",
    ("use_not_authorized", "expected"): "use",
    ("use_unknown", "found"): "use",
    ("use_unknown", "expected"): "use",
    ("used_for_what_is_left_out", "found"): "use",
    ("authorization_not_in_force", "found"): "authorization_state",
    ("value_of_another_kind", "expected"): "kind_of_value",
}
"""Facts that are codes, or lists of codes, and the group of words they are said with."""


_OF_RULEBOOKS = {"use": Group.PURPOSES, "stated": Group.STATED}
"""Groups of words that rulebooks say."""


def _shown(code: str, name: str, fact: Fact, language: str) -> str:
    if fact is None:
        return "–"
    group = _WORDED.get((code, name))
    if name == "reason" and code == "no_value":
        return quantify_word(str(fact), chinese=language == CHINESE)
    if group:
        comma = "、" if language == CHINESE else ", "
        return comma.join(_word(group, each, language) for each in str(fact).split(", "))
    # An account that is not there is known by its number alone, which is no quantity; a year is none either.
    plain = name in ("account", "version") or code.startswith(("vintage", "version"))
    return str(fact) if plain or not isinstance(fact, int) else f"{fact:,}"


def _word(group: str, code: str, language: str) -> str:
    """Return the word for a code; of what a rulebook names, what a rulebook calls it."""
    if group not in _OF_RULEBOOKS:
        return word(group, code, language)
    found = rulebooks().label(_OF_RULEBOOKS[group], code)
    return found.in_language(language) if found else code
