"""What `sextant verify` says of each broken law, in both languages."""

from __future__ import annotations

from sextant.application.case_finding import CaseFinding
from sextant.ledger.findings.finding import Finding
from sextant.wording.command_line import CHINESE

_SENTENCES: dict[str, tuple[str, str]] = {
    "guard_missing": (
        "The database no longer refuses by itself what {guard} refuses; run `sextant migrate`.",
        "資料庫已失去防護 {guard}；請執行 `sextant migrate`。",
    ),
    "row_unreadable": (
        "A row of {table} cannot be read: {reason}.",
        "{table} 有一列無法讀取：{reason}。",
    ),
    "lots_overlap": ("{space} {first}–{last} was issued twice.", "{space} {first}–{last} 被核發兩次。"),
    "lot_issued_by_no_entry": (
        "The journal has no entry that issued {first}–{last}.",
        "日誌中沒有核發 {first}–{last} 之分錄。",
    ),
    "issuance_is_not_its_lots": (
        "Entry {entry} issues other serials than its lots say, near {space} {first}–{last}.",
        "分錄 {entry} 核發之序號與其批次不符，見 {space} {first}–{last}。",
    ),
    "lot_differs_from_request": (
        "What was issued as {space} {first}–{last} is not what entry {entry} was asked to issue.",
        "{space} {first}–{last} 之核發批次與分錄 {entry} 之請求不符。",
    ),
    "issuance_follows_an_entry": (
        "Entry {entry} issues {space} {first}–{last} and yet says where the units came from.",
        "分錄 {entry} 核發 {space} {first}–{last}，卻載有單位之來源。",
    ),
    "entry_digest_differs": (
        "The request of entry {entry} is not the one that was digested when it was recorded.",
        "分錄 {entry} 之請求與記錄時之摘要不符。",
    ),
    "entry_differs_from_request": (
        "Kind, actor, legal date or corrected entry of entry {entry} are not those of its request.",
        "分錄 {entry} 之種類、行為人、法律日或所更正之分錄與其請求不符。",
    ),
    "result_differs_from_legs": (
        "The stored result of entry {entry} is not what its legs did.",
        "分錄 {entry} 儲存之結果與其明細不符。",
    ),
    "leg_differs_from_request": (
        "Entry {entry} does something else with {space} {first}–{last} than was asked for.",
        "分錄 {entry} 對 {space} {first}–{last} 所為與請求不符。",
    ),
    "hold_differs_from_request": (
        "The hold that entry {entry} placed has another case, holder or last day than was asked for.",
        "分錄 {entry} 所為之保留，其案件、保留者或到期日與請求不符。",
    ),
    "account_entered_by_another_act": (
        "Entry {entry} brings {space} {first}–{last} into an account of type {found}, which this act may not enter.",
        "分錄 {entry} 將 {space} {first}–{last} 移入類型 {found} 之帳戶，該行為不得移入此類帳戶。",
    ),
    "unit_class_not_admitted": (
        "Entry {entry} brings {space} {first}–{last} into an account of type {found}, which does not admit them.",
        "分錄 {entry} 將 {space} {first}–{last} 移入類型 {found} 之帳戶，此類帳戶不得持有該單位。",
    ),
    "held_units_changed": (
        "Entry {entry} changes {space} {first}–{last}, which were held for another case.",
        "分錄 {entry} 變更 {space} {first}–{last}，該等單位當時為其他案件所保留。",
    ),
    "entry_without_legs": ("Entry {entry} moves nothing.", "分錄 {entry} 沒有任何明細。"),
    "entry_without_origin": (
        "Entry {entry} moves units that come from no issuance, near {space} {first}–{last}.",
        "分錄 {entry} 所移動之單位無核發來源，見 {space} {first}–{last}。",
    ),
    "entry_not_conserved": (
        "What leaves in entry {entry} is not what enters, near {space} {first}–{last}.",
        "分錄 {entry} 之轉出與轉入不一致，見 {space} {first}–{last}。",
    ),
    "leg_of_no_entry": (
        "{space} {first}–{last} is moved by {entry}, which the journal does not have.",
        "{space} {first}–{last} 由 {entry} 移動，但日誌中無此分錄。",
    ),
    "leg_dated_otherwise": (
        "{space} {first}–{last} carries another legal date than its entry {entry}.",
        "{space} {first}–{last} 之法律日與其分錄 {entry} 不同。",
    ),
    "leg_sign_invalid": (
        "A leg of entry {entry} on {space} {first}–{last} has the sign {found}; expected 1 or -1.",
        "分錄 {entry} 對 {space} {first}–{last} 之明細正負號為 {found}；應為 1 或 -1。",
    ),
    "leg_follows_nothing": (
        "{space} {first}–{last} leaves in entry {entry} a state that it had not entered.",
        "{space} {first}–{last} 於分錄 {entry} 離開一個從未進入之狀態。",
    ),
    "units_left_twice": (
        "{space} {first}–{last} leaves the same state twice, the second time in entry {entry}.",
        "{space} {first}–{last} 兩次離開同一狀態，第二次為分錄 {entry}。",
    ),
    "act_before_the_act_it_follows": (
        "Entry {entry} acts on {space} {first}–{last} before the act that it follows.",
        "分錄 {entry} 對 {space} {first}–{last} 之行為早於其所承接之行為。",
    ),
    "movement_out_of_final_account": (
        "Entry {entry} moves {space} {first}–{last} out of a final account.",
        "分錄 {entry} 將 {space} {first}–{last} 移出終結帳戶。",
    ),
    "first_transfer_changed": (
        "Entry {entry} changes the first transfer of {space} {first}–{last}.",
        "分錄 {entry} 更改了 {space} {first}–{last} 之首次轉讓。",
    ),
    "first_transfer_of_another_entry": (
        "Entry {entry} says of {space} {first}–{last} that another entry was the first transfer.",
        "分錄 {entry} 稱 {space} {first}–{last} 之首次轉讓為另一分錄。",
    ),
    "projection_differs": (
        "Where {space} {first}–{last} stands is not what the journal says after entry {entry}.",
        "{space} {first}–{last} 之現況與日誌於分錄 {entry} 之後所載不符。",
    ),
    "blocks_overlap": (
        "{space} {first}–{last} stands in two blocks.",
        "{space} {first}–{last} 同時位於兩個區段。",
    ),
    "block_outside_its_lot": (
        "The block {space} {first}–{last} does not lie inside one issuance.",
        "區段 {space} {first}–{last} 不在單一核發批次之內。",
    ),
    "serial_counter_differs": (
        "The next serial of {space} is {found}; after the last one issued it should be {expected}.",
        "{space} 之下一序號為 {found}，依最後核發者應為 {expected}。",
    ),
    "prefix_differs": (
        "Serials are printed with the prefix {found}; they were issued with {expected}.",
        "序號印出之前綴為 {found}；核發時為 {expected}。",
    ),
    "authorization_differs": (
        "The entry {entry} recorded version {version} of {authorization}; it is not there, or says something else.",
        "分錄 {entry} 記錄授權 {authorization} 第{version}版；該版不存在，或內容不同。",
    ),
    "authorization_of_no_entry": (
        "No entry recorded version {version} of the authorization {authorization}.",
        "授權 {authorization} 第{version}版無對應分錄。",
    ),
    "authorization_versions_broken": (
        "The versions of the authorization {authorization} are {found}; they should follow each other from 1.",
        "授權 {authorization} 之版次為 {found}；應自第1版起依序。",
    ),
    "tally_differs": (
        "The tally {tally} says {found} were used; the journal drew {expected}.",
        "額度 {tally} 記載已用 {found}，日誌所提取為 {expected}。",
    ),
    "account_unknown": (
        "The journal names account {account}, which nobody opened.",
        "日誌所載帳戶 {account} 從未開立。",
    ),
    "account_type_unknown": (
        "Account {account} is of type {found}, which no rulebook declares.",
        "帳戶 {account} 之類型 {found} 未見於任何規則書。",
    ),
    "terms_unknown": (
        "The journal names terms {terms}, which are not known.",
        "日誌所載條件 {terms} 無從得知。",
    ),
    "terms_id_differs": (
        "Terms {terms} have another content than when they were recorded.",
        "條件 {terms} 之內容與記錄時不同。",
    ),
    "outbox_of_no_entry": (
        "The outbox holds entry {entry}, which the journal does not have.",
        "待發清單含分錄 {entry}，但日誌中無此分錄。",
    ),
    "entry_not_in_outbox": (
        "Entry {entry} is not in the outbox, so the transparency log would never have it.",
        "待發清單未含分錄 {entry}，透明日誌將無從取得該分錄。",
    ),
    "hold_of_no_entry": (
        "Hold {hold} is there, but no entry of the journal placed it.",
        "保留 {hold} 存在，但日誌中並無設定該保留之分錄。",
    ),
    "case_journal_unreadable": (
        "The journal of {subject} cannot be replayed, so nothing can be said of its cases: {reason}.",
        "{subject} 之日誌無法重播，其案件狀態無從得知：{reason}。",
    ),
    "act_not_allowed": (
        "The journal of {subject} holds the step {step} (act {act}), which the rules refuse: {reason}.",
        "{subject} 之日誌載有步驟 {step}（行為 {act}），依規則應予拒絕：{reason}。",
    ),
    "deed_outstanding": (
        "What the step {step} of {subject} (act {act}) does in the ledger of units is not there; run `sextant repair`.",
        "{subject} 之步驟 {step}（行為 {act}）於單位帳本應有之分錄尚缺；請執行 `sextant repair`。",
    ),
    "hold_unknown": ("The journal names hold {hold}, which is not known.", "日誌所載保留 {hold} 無從得知。"),
}


def finding_sentence(found: Finding | CaseFinding, language: str) -> str:
    """Return what a finding says."""
    english, chinese = _SENTENCES[found.code]
    return (chinese if language == CHINESE else english).format(**found.about)
