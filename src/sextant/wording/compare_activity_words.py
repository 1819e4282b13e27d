"""What the comparison of one activity is called in words: indicators, holders, readings, columns."""

from __future__ import annotations

INDICATORS: dict[str, tuple[str, str]] = {
    "I1": ("Units issued", "核發單位數"),
    "I2": ("Units that the buyer can use", "買方可用單位數"),
    "I3": ("Balance of the host (negative helps it)", "東道締約方收支（負值有利）"),
    "I4a": ("Atmosphere, if only sold units count", "大氣效果（僅計售出單位）"),
    "I4b": ("Atmosphere, if both have binding targets", "大氣效果（雙方目標具拘束力）"),
    "I5": ("Money for adaptation", "調適資金"),
    "I6": ("Fees of the mechanism", "機制費用"),
    "I7": ("Days that rules let pass, at least", "規則所定最少日數"),
    "I8": ("Acts of bodies before the first use", "首次使用前之機關行為數"),
    "I9": ("Items that the host Party files", "東道締約方應提交項數"),
    "I10": ("Tests of traceability passed", "通過之可追溯測試"),
}
ACTS: dict[str, tuple[str, str]] = {
    "issuance": ("Units are issued", "核發單位"),
    "transfer": ("Units are transferred", "轉讓單位"),
    "retirement": ("Units are used", "使用單位"),
    "cancellation": ("Units are cancelled", "取消單位"),
    "version": ("The record is written", "撰寫紀錄"),
    "answer": ("A Party consents to the record", "締約方同意該紀錄"),
    "submission": ("The record is submitted to the platform", "向平臺提交紀錄"),
    "recording": ("The record becomes public, for information only", "紀錄公開，僅供參考"),
    "note": ("Progress is told, without units", "說明進展，不含單位"),
    "completion": ("The approach is completed", "方法完成"),
}
HOLDER_WORDS: dict[str, tuple[str, str]] = {
    "buyer": ("Buyer", "買方"),
    "partner": ("Partner country's side", "合作國一方"),
    "adaptation": ("Adaptation Fund", "適應基金"),
    "overall_mitigation": ("Cancelled for overall mitigation", "為全球減排總淨效益取消"),
    "left_with_participants": ("Left with the participants", "留於參與者"),
}
WORDS: dict[str, tuple[str, str]] = {
    "none_set": ("no floor set", "未設下限"),
    "not_walked": ("timeline not walked: no cycle here yet", "未走時程：此處尚無其週期"),
    "not_reached": ("not reached: nothing is issued", "未達成：無核發"),
    "no_rulebook": ("no rulebook here yet", "此處尚無其規則"),
    "refused": ("refused: {why}", "遭拒：{why}"),
    "replayed": ("replayed under the rules of {first}–{last}", "依 {first}–{last} 年之規則重演"),
    "exposure": (
        "not applicable: the host had no target; as a double claim {value}",
        "不適用：東道締約方無目標；若重複主張則為 {value}",
    ),
    "unknown": ("unknown", "不詳"),
    "usd": ("USD {value}", "{value} 美元"),
    "tonnes": ("{value} t CO2 eq", "{value} 公噸二氧化碳當量"),
    "units": ("{value} units", "{value} 單位"),
    "of": ("{passed} of {of}", "{of} 項中 {passed} 項"),
    "physical": ("What physically happens: {value} t CO2 eq less.", "實際減少 {value} 公噸二氧化碳當量。"),
    "assumed": ("Assumed: {name} = {value} ({reason})", "假設：{name} = {value}（{reason}）"),
    "changed": ("changed", "已變更"),
    "below_zero": ("{years}: below zero, no units.", "{years}：為負值，不核發單位。"),
}
READINGS: tuple[tuple[str, str], ...] = (
    (
        "A conservative baseline moves tonnes from the buyer to the host, not to the atmosphere, when both have "
        "binding targets. Only units that are adjusted for and cancelled lower global emissions; the share of proceeds "
        "pays for adaptation and cuts nothing. The paper's sentence on a net effect needs this distinction.",
        "雙方目標均具拘束力時，保守之基線係將噸數由買方移至東道締約方，而非移至大氣；唯經相應調整且取消之單位方降低全球排放。"
        "收益分享係支應調適，並不減排。論文關於淨效益之說法須作此區分。",
    ),
    (
        "The offset-only view flatters mechanisms that sell little, because whatever is not sold counts. The two views "
        "stand side by side for that reason.",
        "僅計售出單位之檢視，有利於售出較少之機制，因未售出者皆計入。故兩種檢視並列。",
    ),
    (
        "What the JCM credits here follows from the reference emissions that were given: {factor}. It is a choice of "
        "the methodology, not a law.",
        "JCM 於此之額度取決於所給參考排放：{factor}。此為方法學之選擇，並非定律。",
    ),
    (
        "A non-market approach leaves all mitigation in the host's contribution and earns no carbon money. Its value "
        "lies in the support that is given; it is never a price per tonne.",
        "非市場方法將全部減緩成果留於東道締約方之國家自定貢獻，不產生碳收益；其價值在於所獲支援，不得化為每噸價格。",
    ),
    (
        "Where a host is exempt, the exemption decides more than the headline rate: neither levy for adaptation nor "
        "fees are taken then, while overall mitigation is.",
        "東道締約方享豁免時，豁免規定之影響大於名目比率：調適提撥與費用均免，全球減排總淨效益仍予扣除。",
    ),
)


def said(pair: tuple[str, str], language: str, **values: object) -> str:
    """Return a text in a language, with its values."""
    return pair[1 if language == "zh-Hant" else 0].format(**values)
