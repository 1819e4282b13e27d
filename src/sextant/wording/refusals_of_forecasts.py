"""What Sextant says when a period cannot be calculated year by year, or a transition rule is not met."""

from __future__ import annotations

SENTENCES_OF_FORECASTS: dict[str, tuple[str, str]] = {
    "outlook_key": (
        "The file of a period does not take {found} here; expected one of {expected}.",
        "期間檔案於此不採 {found}；應為下列之一：{expected}。",
    ),
    "outlook_value": ("The value of {key} is {found}; expected {expected}.", "{key} 之值為 {found}；應為 {expected}。"),
    "outlook_outside": (
        "The monitoring period {found} does not lie inside the crediting period {expected}.",
        "監測期 {found} 不在計入期 {expected} 內。",
    ),
    "outlook_computed": (
        "{symbol} comes from the years of the period and cannot be given in the adjustment; leave it out.",
        "{symbol} 由期間各年得出，不得於調整中給定；請刪除。",
    ),
    "outlook_no_reductions": (
        "{methodology} gives no emission reductions, so no period can be calculated with it.",
        "{methodology} 不產生減排量，無法據以計算期間。",
    ),
    "outlook_other": (
        "The two files differ in {key}: found {found}, expected {expected}.",
        "兩檔案之 {key} 不同：現為 {found}，應為 {expected}。",
    ),
    "table_schema": (
        "The schema of the table {table} cannot be read: found {found}, expected {expected}.",
        "係數表 {table} 之結構無法解讀：現為 {found}，應為 {expected}。",
    ),
    "table_malformed": (
        "Row {row} of the table {table} cannot be read: found {found}, expected {expected}.",
        "係數表 {table} 第{row}列無法解讀：現為 {found}，應為 {expected}。",
    ),
    "table_column": (
        "The table {table} has no column {found}; expected one of {expected}.",
        "係數表 {table} 沒有欄位 {found}；應為下列之一：{expected}。",
    ),
    "table_row_twice": (
        "The table {table} has two rows for {found}; its key must name one row.",
        "係數表 {table} 有兩列為 {found}；鍵須指明單一列。",
    ),
    "table_unknown": (
        "{symbol} names the table {found}, and the tables given are {expected}.",
        "{symbol} 指定係數表 {found}，而所給者為 {expected}。",
    ),
    "table_lookup": (
        "{symbol} cannot be looked up: found {found}, expected {expected}.",
        "{symbol} 無法查表：現為 {found}，應為 {expected}。",
    ),
    "table_row_absent": (
        "The table {table} has no row for {found}; the nearest is never taken.",
        "係數表 {table} 沒有 {found} 之列；不以最接近者代之。",
    ),
    "table_rows_many": (
        "The table {table} has {expected} rows for {found}; name one.",
        "係數表 {table} 中 {found} 有 {expected} 列；請指明其一。",
    ),
    "table_value": (
        "The value of {symbol} in the row {row} of the table {table} is {found}; expected a number, {expected}.",
        "係數表 {table} 之 {row} 列中 {symbol} 之值為 {found}；應為數字（{expected}）。",
    ),
    "metering_value": (
        "The file of meters cannot be read at {where}: found {found}, expected {expected}.",
        "電表檔案於 {where} 無法解讀：現為 {found}，應為 {expected}。",
    ),
    "metering_outside": (
        "{found} of {where} lies outside {expected}; divide the reading at that day.",
        "{where} 之 {found} 超出 {expected}；請於該日分割讀數。",
    ),
    "metering_overlap": (
        "The days {found} of {symbol} are counted twice; leave out one of the two.",
        "{symbol} 之 {found} 重複計入；請刪除其一。",
    ),
    "metering_gap": (
        "The days {found} of {symbol} have no reading, and they raise emissions; state a gap with a safe quantity.",
        "{symbol} 之 {found} 無讀數，且該等日增加排放；請載明缺漏及保守數量。",
    ),
    "metering_gap_earns": (
        "The gap {found} of {symbol} has a quantity; days without a reading earn nothing, so leave it out.",
        "{symbol} 之缺漏 {found} 載有數量；無讀數之日不計入，請刪除。",
    ),
    "metering_twice": (
        "{symbol} is given and meters give it too; leave one out.",
        "{symbol} 已給出，電表亦提供；請刪除其一。",
    ),
    "transition_other_mechanism": (
        "{methodology} is of {found}; the rules of transition are for methodologies of {expected}.",
        "{methodology} 屬 {found}；轉換規則適用於 {expected} 之方法學。",
    ),
    "transition_before": (
        "The period begins on {found}; under the rules of transition it begins on {expected} at the earliest.",
        "期間自 {found} 起；依轉換規則，最早自 {expected} 起。",
    ),
    "transition_not_stated": (
        "{symbol} must be stated anew with its origin for a transitioned activity; a default does not do ({source}).",
        "轉換之活動須重新載明 {symbol} 及其出處；預設值不足（{source}）。",
    ),
    "transition_without_survey": (
        "{symbol} is {found}; expected the default {expected}, or a survey with origin and evidence ({source}).",
        "{symbol} 為 {found}；應為預設值 {expected}，或附出處與證據之調查（{source}）。",
    ),
    "transition_gwp": (
        "The potential of {gas} is {found}; under the rules of transition it is that of {set}, {expected} ({source}).",
        "{gas} 之暖化潛勢為 {found}；依轉換規則應為 {set} 之 {expected}（{source}）。",
    ),
}
