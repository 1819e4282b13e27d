"""What the command line says about quantification, in both languages."""

from __future__ import annotations

QUANTIFY_SAYINGS: dict[str, tuple[str, str]] = {
    "quantify": (
        "Calculate what a methodology gives, with every step; exits 1 where it is refused.",
        "依方法學計算結果並列出每一步驟；遭拒絕者以 1 結束。",
    ),
    "quantify_methodology": ("Methodology, tool or standard, such as AMS-I.D.", "方法學、工具或標準，如 AMS-I.D。"),
    "quantify_inputs": ("File of inputs (JSON), by symbol.", "輸入值檔案（JSON），依符號給值。"),
    "quantify_case": (
        "Cases, separated by commas; see --describe.",
        "情況，以逗號分隔；見 --describe。",
    ),
    "quantify_version": ("Version; the one valid for the period where left out.", "版本；省略則用該期間有效者。"),
    "quantify_period": (
        "Monitoring period, both days included (YYYY-MM-DD:YYYY-MM-DD).",
        "監測期間，含首尾兩日（YYYY-MM-DD:YYYY-MM-DD）。",
    ),
    "quantify_result": ("End with this symbol instead; may be repeated.", "改以此符號為結果；可重複。"),
    "quantify_trace": ("Add the tree of every number.", "附上每一數字之樹狀追溯。"),
    "quantify_xlsx": ("Write a workbook with live formulas.", "寫出含有效公式之活頁簿。"),
    "quantify_monitoring": (
        "Readings of devices (Parquet or CSV, a file or a folder).",
        "設備讀數（Parquet 或 CSV，檔案或資料夾）。",
    ),
    "quantify_parameters": (
        "The other inputs (JSON); settings of the readings stand under `readings`.",
        "其餘輸入值（JSON）；讀數之設定置於 `readings`。",
    ),
    "quantify_engine": (
        "Engine over the readings: duckdb, or spark where it is installed; both give the same sums.",
        "處理讀數之引擎：duckdb，或已安裝時之 spark；兩者總和相同。",
    ),
    "quantify_engine_unknown": (
        "{found} is no engine for readings; expected one of {expected}.",
        "{found} 不是處理讀數之引擎；應為下列之一：{expected}。",
    ),
    "quantify_spark_absent": (
        "Apache Spark cannot run here: {lacking} was not found; it needs the Python package pyspark (4 or later) and a "
        "Java runtime (17 or later). The engine duckdb needs neither and gives the same sums.",
        "此處無法執行 Apache Spark：找不到 {lacking}；須有 Python 套件 pyspark（4 以上）與 Java 執行環境（17 以上）。"
        "引擎 duckdb 兩者皆不需要，且總和相同。",
    ),
    "quantify_two_inputs": (
        "--monitoring goes with --parameters, and --inputs with neither.",
        "--monitoring 須與 --parameters 並用，且不得與 --inputs 並用。",
    ),
    "quantify_readings_kind": (
        "{file} holds no readings: found {found}; expected Parquet or CSV files of one kind.",
        "{file} 沒有讀數：現為 {found}；應為同一種 Parquet 或 CSV 檔案。",
    ),
    "quantify_readings_header": (
        "{file} cannot be read: found {found}; expected UTF-8 text whose first line names each column once.",
        "{file} 無法讀取：現為 {found}；應為 UTF-8 文字，且首列逐欄命名、名稱不重複。",
    ),
    "quantify_readings_broken": (
        "{file} cannot be read to its end: found {found}; expected in every line as many values as the first line "
        "has names. Nothing of it was counted.",
        "{file} 無法讀至結尾：現為 {found}；每列之值數應與首列之欄名數相同。其中任何讀數均未計入。",
    ),
    "quantify_readings_told": (
        "Readings: {devices} devices, {kept} kept; days: {used} used, {filled} filled, {dropped} dropped.",
        "讀數：{devices} 部設備，採計 {kept} 部；日數：採用 {used}，補值 {filled}，捨棄 {dropped}。",
    ),
    "quantify_stratum_told": (
        "stratum {stratum}: {quantity} {unit}, discount {discount}",
        "分層 {stratum}：{quantity} {unit}，折減 {discount}",
    ),
    "quantify_draw": (
        "Draw the sample from this list of the population (CSV: id, stratum).",
        "自此母體清單（CSV：id、stratum）抽樣。",
    ),
    "quantify_seed": ("Seed of the draw; the same seed draws the same.", "抽樣種子；相同種子抽得相同樣本。"),
    "quantify_measured": (
        "Measured values of the sample (CSV: id, value).",
        "樣本之量測值（CSV：id、value）。",
    ),
    "quantify_bound": (
        "Which end counts where the precision is missed: low or high.",
        "未達精度時採用之界限：low 或 high。",
    ),
    "quantify_draw_needs_seed": (
        "--draw needs --seed, and --measured needs --draw; --bound is low or high.",
        "--draw 須有 --seed，--measured 須有 --draw；--bound 為 low 或 high。",
    ),
    "quantify_drawn_told": (
        "stratum {stratum}: {count} of {population}: {ids}",
        "分層 {stratum}：{population} 中抽 {count}：{ids}",
    ),
    "quantify_sample_told": (
        "Sample: mean {mean}, half-width {half_width}, precision reached: {reached}; usable: {usable}",
        "樣本：平均 {mean}，半寬 {half_width}，達到精度：{reached}；可採用：{usable}",
    ),
    "quantify_yes": ("yes", "是"),
    "quantify_no": ("no", "否"),
    "quantify_published": (
        "Calculate figures again that others published with their inputs.",
        "依他人公布之輸入值重新計算其公布數值。",
    ),
    "quantify_reproduced": ("reproduced", "相符"),
    "quantify_not_reproduced": ("not reproduced", "不相符"),
    "quantify_list": ("List the methodologies.", "列出方法學。"),
    "quantify_describe": (
        "Show inputs, cases and formulas instead of calculating.",
        "不計算，而顯示輸入值、情況與公式。",
    ),
    "quantify_which": (
        "Which methodology? See `sextant quantify --list`.",
        "未指明方法學；請見 `sextant quantify --list`。",
    ),
    "quantify_default": ("(default {value})", "（預設 {value}）"),
    "quantify_default_used": (
        "Default: {symbol} = {value} ({source}).",
        "採用預設值：{symbol} = {value}（{source}）。",
    ),
    "quantify_baseline_emissions": ("baseline emissions", "基線排放量"),
    "quantify_project_emissions": ("project emissions", "項目排放量"),
    "quantify_leakage": ("leakage", "洩漏量"),
    "quantify_emission_reductions": ("emission reductions", "減排量"),
    "quantify_units": ("whole units", "整數單位"),
    "inputs_absent": ("There is no file {file}.", "沒有檔案 {file}。"),
    "inputs_unreadable": ("{file} cannot be read: {reason}.", "{file} 無法讀取：{reason}。"),
    "inputs_too_large": ("{file} has {found} bytes; no file of inputs is expected to be so large.",
                         "{file} 有 {found} 位元組；輸入值檔案不應如此之大。"),
    "inputs_not_utf_8": ("{file} is not in UTF-8; save it as UTF-8.", "{file} 並非 UTF-8 編碼；請另存為 UTF-8。"),
    "inputs_not_json": ("{file} is not JSON: {found}.", "{file} 不是 JSON：{found}。"),
    "inputs_too_deep": ("{file} is nested too deeply.", "{file} 之巢狀過深。"),
    "inputs_no_object": (
        "{file} holds no inputs: expected symbols with values, found {found}.",
        "{file} 不含輸入值：應為符號與其值，現為 {found}。",
    ),
    "inputs_key_twice": ("{file} gives {found} twice; give it once.", "{file} 兩次給出 {found}；請只給一次。"),
    "not_a_period": (
        "{found!r} is no period; expected YYYY-MM-DD:YYYY-MM-DD.",
        "{found!r} 不是期間；應為 YYYY-MM-DD:YYYY-MM-DD。",
    ),
    "period_backwards": ("The period {found} ends before it begins.", "期間 {found} 之終日早於始日。"),
    "workbook_unwritable": ("{file} cannot be written: {reason}.", "{file} 無法寫入：{reason}。"),
}  # fmt: skip

MECHANISMS_WITHOUT_RULES: dict[str, tuple[str, str]] = {
    "jcm": ("Joint Crediting Mechanism", "聯合信用機制"),
    "voluntary": ("Voluntary carbon market", "自願碳市場"),
}
"""What mechanisms of methodologies are called that have no rulebook here to say it."""
