"""What Sextant says when something cannot be calculated: a sentence a code, and a warning a code."""

from __future__ import annotations

from sextant.domain.refusal import Warned

QUANTIFY_SENTENCES: dict[str, tuple[str, str]] = {
    "methodology_unknown": (
        "There is no methodology {found}; see `sextant quantify --list`. The nearest is {near}.",
        "沒有方法學 {found}；請見 `sextant quantify --list`。最接近者為 {near}。",
    ),
    "version_unknown": (
        "{methodology} has no version {found} here; expected one of {expected}.",
        "此處沒有 {methodology} 之版本 {found}；應為下列之一：{expected}。",
    ),
    "outside_validity": (
        "The period {found} lies outside the validity of {methodology} version {version}, {first} to {last}.",
        "期間 {found} 不在 {methodology} 版本 {version} 之有效期（{first} 至 {last}）內。",
    ),
    "variant_unknown": (
        "{methodology} has no case {found}; expected one of {expected}.",
        "{methodology} 沒有情況 {found}；應為下列之一：{expected}。",
    ),
    "variant_twice": (
        "The choice {choice} is made twice, {found}; make it once.",
        "選擇 {choice} 出現兩次（{found}）；請只選一次。",
    ),
    "option_unknown": (
        "{found} is no option of {choice}; expected one of {expected}.",
        "{found} 不是 {choice} 之選項；應為下列之一：{expected}。",
    ),
    "choice_missing": (
        "{symbol} depends on the choice {choice}, and none was made; choose one of {expected}.",
        "{symbol} 取決於選擇 {choice}，而未作選擇；請選下列之一：{expected}。",
    ),
    "result_unknown": (
        "{methodology} has no symbol {found}; the nearest is {near}.",
        "{methodology} 沒有符號 {found}；最接近者為 {near}。",
    ),
    "result_not_computed": (
        "{symbol} is an input and is not computed; ask for another result.",
        "{symbol} 為輸入值，並非計算所得；請改求其他結果。",
    ),
    "input_unknown": (
        "{methodology} has no input {found}; expected {near}.",
        "{methodology} 沒有輸入值 {found}；應為 {near}。",
    ),
    "input_not_used": (
        "{symbol} is given and {methodology} does not use it here (case: {case}); leave it out.",
        "已給出 {symbol}，但 {methodology} 於此情況（{case}）不使用；請刪除。",
    ),
    "input_computed": (
        "{symbol} is given, but equation {equation} computes it here; leave it out or choose another case.",
        "已給出 {symbol}，但此處由公式 {equation} 計算；請刪除或選擇其他情況。",
    ),
    "value_malformed": (
        "The value of {symbol} cannot be read: found {found}, expected {expected}.",
        "{symbol} 之值無法解讀：現為 {found}，應為 {expected}。",
    ),
    "not_a_number": (
        "{symbol} is {found}; expected a finite number.",
        "{symbol} 為 {found}；應為有限之數字。",
    ),
    "unit_wrong": (
        "{symbol} is given in {found}; expected {expected}.",
        "{symbol} 之單位為 {found}；應為 {expected}。",
    ),
    "out_of_range": (
        "{symbol} is {found}; it must be {expected}.",
        "{symbol} 為 {found}；必須 {expected}。",
    ),
    "not_whole": (
        "{symbol} is {found}; expected a whole number.",
        "{symbol} 為 {found}；應為整數。",
    ),
    "element_not_expected": (
        "{symbol} is one number here, and a table was given; give one number.",
        "{symbol} 於此為單一數字，卻給出表格；請給一個數字。",
    ),
    "elements_differ": (
        "{symbol} and {other} name different elements of the set {set}: {found}.",
        "{symbol} 與 {other} 於集合 {set} 之元素不一致：{found}。",
    ),
    "set_malformed": (
        "The set {set} cannot be read: found {found}, expected a list of different names.",
        "集合 {set} 無法解讀：現為 {found}，應為名稱不重複之清單。",
    ),
    "element_too_few": (
        "{symbol} has a number at {found}, which names too few elements; it has tables {expected} deep.",
        "{symbol} 於 {found} 有數字，但所指要素不足；其表格應為 {expected} 層。",
    ),
    "element_no_number": (
        "The element {found} of the set {set} is no whole number; expected a year or a count.",
        "集合 {set} 之元素 {found} 不是整數；應為年份或序數。",
    ),
    "element_missing": (
        "{symbol} [{unit}] is missing in the table that was given; add it.",
        "所給表格缺少 {symbol} [{unit}]；請補上。",
    ),
    "element_unknown": (
        "The default of {symbol} states no value for {found}; it does for {expected}. Give the value.",
        "{symbol} 之預設值未載明 {found}；僅載明 {expected}。請自行給值。",
    ),
    "tool_not_admitted": (
        "{symbol} cannot be computed by {found}; expected one of {expected}, or a number.",
        "{symbol} 不可由 {found} 計算；應為下列之一：{expected}，或直接給數字。",
    ),
    "tool_not_expected": (
        "{symbol} cannot be computed by {found}, nor by any other tool; give a number.",
        "{symbol} 不可由 {found} 或其他工具計算；請直接給數字。",
    ),
    "tools_too_deep": (
        "{symbol} is computed by tools within tools, more than {expected} deep; give a number.",
        "{symbol} 由工具層層計算，超過 {expected} 層；請直接給數字。",
    ),
    "gwp_set_not_admitted": (
        "{methodology} does not admit the warming potentials of {found}; it admits {expected}.",
        "{methodology} 不允許使用 {found} 之全球暖化潛勢；允許者為 {expected}。",
    ),
    "gwp_sets_of_period": (
        "The period falls under several sets of warming potentials ({found}); split it at {expected}.",
        "該期間適用多套全球暖化潛勢（{found}）；請於 {expected} 分割。",
    ),
    "gwp_not_stated": (
        "The set {set} states no warming potential of {gas}; give it.",
        "{set} 未載明 {gas} 之全球暖化潛勢；請自行給值。",
    ),
    "input_missing": (
        "{methodology} needs these inputs as well (case: {case}): {expected}.",
        "{methodology}（情況：{case}）尚缺下列輸入值：{expected}。",
    ),
    "gwp_sets_mixed": (
        "Warming potentials of different sets are mixed: {found}; use those of one set.",
        "混用不同套之全球暖化潛勢：{found}；請使用同一套。",
    ),
    "not_applicable": (
        "{methodology} does not apply: {symbol} is {found}, and {required}.",
        "{methodology} 不適用：{symbol} 為 {found}，而{required}。",
    ),
    "no_value": (
        "{symbol} has no value: in equation {equation} there is {reason}.",
        "{symbol} 無法得出數值：公式 {equation} 中{reason}。",
    ),
}

_REASONS: dict[str, tuple[str, str]] = {
    "division_by_zero": ("a division by zero", "除數為零"),
    "root_of_negative": ("a square root of a negative number", "對負數開平方根"),
    "power_of_negative": ("a broken power of a number that is not positive", "對非正數取非整數次方"),
    "logarithm_of_none": ("a logarithm of a number that is not positive", "對非正數取對數"),
    "beyond_range": ("an exponential beyond all range", "指數超出範圍"),
    "element_missing": ("an element that was not given", "有未給出之元素"),
    "value_missing": ("a symbol without a value", "有無值之符號"),
    "element_no_number": ("an element whose name is no number", "元素名稱不是數字"),
    "circular": ("a symbol that depends on itself", "有循環依賴之符號"),
}

WARNINGS: dict[str, tuple[str, str]] = {
    "negative_result": (
        "The result is negative; it earns no units and is shown as it is.",
        "結果為負值；不產生單位，並如實顯示。",
    ),
    "floored_by_vintage": (
        "Each vintage is rounded down by itself, {found} units less than the total rounded down once.",
        "各產生年份分別捨去小數，較總和一次捨去少 {found} 單位。",
    ),
    "vintages_unknown": (
        "Units are rounded down for each vintage; without a period the vintages are not known.",
        "單位須依各產生年份捨去小數；未指明期間則無從得知產生年份。",
    ),
    "validity_unknown": (
        "The days on which version {version} may be used are not known here; the period was not checked against them.",
        "此處不知版本 {version} 之有效日期；未據以檢查期間。",
    ),
    "version_unverified": (
        "{found} version {version} was not compared with its official text.",
        "{found} 版本 {version} 尚未與官方文件核對。",
    ),
    "period_of_readings": (
        "No period was given; the first and the last day of the readings were taken: {found}.",
        "未指明期間；採讀數之首日與末日：{found}。",
    ),
    "calibration_delayed": (
        "Meter {meter} was calibrated late; its readings of {found} are corrected.",
        "電表 {meter} 校正遲延；{found} 之讀數已修正。",
    ),
    "calibration_outstanding": (
        "Meter {meter} had no valid calibration in {found}; its readings are corrected and one is outstanding.",
        "電表 {meter} 於 {found} 無有效校正；讀數已修正，校正尚待進行。",
    ),
    "certificate_missing": (
        "The calibration of meter {meter} on {found} has no certificate.",
        "電表 {meter} 於 {found} 之校正無證明文件。",
    ),
    "calibration_error_large": (
        "The calibration of meter {meter} on {found} found an error beyond the maximum permissible one.",
        "電表 {meter} 於 {found} 之校正誤差超出最大容許誤差。",
    ),
    "gap_unexplained": ("No reading and no gap is stated for {found}.", "{found} 既無讀數，亦未載明缺漏。"),
    "gap_without_evidence": ("The gap {found} has no evidence.", "缺漏 {found} 無證據。"),
    "invoice_not_comparable": (
        "The readings do not begin and end with the invoice of {found}; it was not compared.",
        "讀數之起訖與 {found} 之發票不符；未予比較。",
    ),
    "invoice_differs": (
        "The invoice of {found} differs by more than the tolerance; the safer quantity is used.",
        "{found} 之發票差異逾容許度；採較保守之數量。",
    ),
    "gwp_of_another_period": (
        "The warming potential of {gas} is {found}; the days of the period fall under {expected}.",
        "{gas} 之暖化潛勢為 {found}；該期間適用 {expected}。",
    ),
    "negative_year": (
        "The year {year} is negative, {found} tCO2e; it is set off against the other years.",
        "{year} 年為負值（{found} tCO2e）；與其他年份相抵。",
    ),
    "not_adjusted": (
        "No adjustment of the baseline was given; {standard} binds {found}, so this is no crediting baseline yet.",
        "未給出基線調整；{found} 受 {standard} 拘束，故此尚非計入基線。",
    ),
    "requirement_not_checked": (
        "The requirement {requirement} was not checked, because what it asks about was not given.",
        "未檢查條件 {requirement}，因未給出所需資料。",
    ),
}


def quantify_word(reason: str, *, chinese: bool) -> str:
    """Return why a number could not be computed, in words."""
    return _REASONS[reason][chinese]


def warning_sentence(warned: Warned, *, chinese: bool) -> str:
    """Return what a warning says."""
    return WARNINGS[warned.code][chinese].format(**warned.about)
