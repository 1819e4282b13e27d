"""What Sextant says when readings of devices or a sample cannot be used: a sentence a code."""

from __future__ import annotations

READING_SENTENCES: dict[str, tuple[str, str]] = {
    "readings_not_taken": (
        "{methodology} takes no readings of devices here; give its inputs instead.",
        "此處 {methodology} 不採用設備讀數；請改給輸入值。",
    ),
    "readings_give_it": (
        "{symbol} is given, and the readings give it too; leave it out.",
        "已給出 {symbol}，而讀數亦得出此值；請刪除。",
    ),
    "reading_setting": (
        "The setting {setting} of the readings cannot be used; expected {expected}.",
        "讀數之設定 {setting} 無法採用；應為 {expected}。",
    ),
    "reading_column_needed": (
        "The column {column} cannot be left out of the readings.",
        "讀數不得省略欄位 {column}。",
    ),
    "reading_column_missing": (
        "The readings have no column {found} for {column}; the file has {expected}. "
        "Name the column under `columns`, or set it to null where it was not recorded.",
        "讀數沒有供 {column} 之欄位 {found}；檔案有 {expected}。請於 `columns` 指明欄位，未記錄者設為 null。",
    ),
    "readings_empty": (
        "{found}: no row has a device and a day of the period.",
        "{found}：沒有任何一列具有設備與期間內之日。",
    ),
    "readings_without_stratum": (
        "{found} rows have no stratum; each device belongs to one.",
        "{found} 列沒有分層；每一設備須屬於一層。",
    ),
    "device_of_two_strata": (
        "{found} devices stand in more than one stratum; each device belongs to one.",
        "{found} 部設備出現於多於一層；每一設備須屬於一層。",
    ),
    "readings_beyond": (
        "A number of the readings is beyond what the engine holds exactly: {found}.",
        "讀數中有數值超出引擎所能精確保存之範圍：{found}。",
    ),
    "sample_without_size": (
        "{methodology} gives no size of a sample; a sample is drawn with CDM-SAMPLING.",
        "{methodology} 不產生樣本數；抽樣請用 CDM-SAMPLING。",
    ),
    "population_differs": (
        "N is {expected}, and the list of the population has {found} elements; they must agree.",
        "N 為 {expected}，而母體清單有 {found} 個元素；兩者須一致。",
    ),
    "sample_beyond_population": (
        "A sample of {found} cannot be drawn from {expected} elements.",
        "無法自 {expected} 個元素抽取 {found} 個樣本。",
    ),
    "sampled_twice": (
        "{found} stands more than once in the list; each element stands once.",
        "{found} 於清單中重複出現；每一元素僅可出現一次。",
    ),
    "sample_too_small": (
        "Stratum {stratum} has {found} measured values; expected at least {expected}, and no more than its elements.",
        "分層 {stratum} 有 {found} 個量測值；至少須有 {expected} 個，且不得多於其元素數。",
    ),
    "sample_not_drawn": (
        "{found} was measured and not drawn, neither in the sample nor in its reserve.",
        "{found} 已量測，但未被抽中，既不在樣本亦不在備取之列。",
    ),
    "population_malformed": (
        "Row {row} of {file} cannot be used: found {found}, expected {expected}.",
        "{file} 第{row}列無法採用：現為 {found}，應為 {expected}。",
    ),
}
