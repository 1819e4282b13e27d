"""What the command line says about forecasts and about values from tables and meters, in both languages."""

from __future__ import annotations

FORECAST_SAYINGS: dict[str, tuple[str, str]] = {
    "forecast": (
        "Calculate a crediting period year by year, or what was monitored against it.",
        "逐年計算計入期，或以監測結果與其比較。",
    ),
    "forecast_plan": (
        "What is expected (JSON): methodology, crediting_period, inputs, by_year, adjustment.",
        "預期內容（JSON）：methodology、crediting_period、inputs、by_year、adjustment。",
    ),
    "forecast_monitored": (
        "What was monitored (JSON): the same keys, monitoring_period and reasons.",
        "監測內容（JSON）：相同各鍵，另加 monitoring_period 與 reasons。",
    ),
    "forecast_year": (
        "  {year} ({days} days): {reductions} tCO2e, {units} units",
        "  {year} 年（{days} 日）：{reductions} tCO2e，{units} 單位",
    ),
    "forecast_of_year": ("In the year {year}:", "{year} 年："),
    "forecast_total": ("  whole units: {units}", "  整數單位：{units}"),
    "forecast_against": (
        "  {year}: expected {expected}, achieved {achieved}, change {change} tCO2e",
        "  {year} 年：預期 {expected}，實得 {achieved}，差異 {change} tCO2e",
    ),
    "quantify_table": (
        "A table of factors, NAME=SCHEMA (JSON); may be repeated.",
        "係數表，NAME=SCHEMA（JSON）；可重複。",
    ),
    "quantify_table_malformed": (
        "{found} is no table; write NAME=SCHEMA, each name once.",
        "{found} 不是係數表；請寫 NAME=SCHEMA，名稱不得重複。",
    ),
    "quantify_meters": (
        "Meters that give an input (JSON): readings, certificates, gaps, invoices; may be repeated.",
        "提供輸入值之電表（JSON）：讀數、校正證明、缺漏、發票；可重複。",
    ),
    "quantify_meters_told": (
        "Meters: {symbol} = {used} {unit} used of {metered} metered",
        "電表：{symbol} = {used} {unit}（計量 {metered}）",
    ),
    "forecast_no_reason": ("no reason was recorded", "未記錄理由"),
    "forecast_incomplete": (
        "An increase has no recorded cause; record a reason for each input that differs.",
        "增加之部分未記錄原因；請就每一不同之輸入值記錄理由。",
    ),
}
