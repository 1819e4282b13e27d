"""What `sextant verify` says of each broken law, in both languages."""

from __future__ import annotations

from sextant.ledger.findings.finding import Finding
from sextant.wording.command_line import CHINESE

_SENTENCES: dict[str, tuple[str, str]] = {
    "guard_missing": (
        "The database no longer refuses by itself what {guard} refuses; run `sextant migrate`.",
        "資料庫已失去防護 {guard}；請執行 `sextant migrate`。",
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
    "entry_digest_differs": (
        "The request of entry {entry} is not the one that was digested when it was recorded.",
        "分錄 {entry} 之請求與記錄時之摘要不符。",
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
    "hold_unknown": ("The journal names hold {hold}, which is not known.", "日誌所載保留 {hold} 無從得知。"),
}


def finding_sentence(found: Finding, language: str) -> str:
    """Return what a finding says."""
    english, chinese = _SENTENCES[found.code]
    return (chinese if language == CHINESE else english).format(**found.about)
