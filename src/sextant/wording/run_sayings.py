"""What the command line says of a scenario that is run."""

from __future__ import annotations

RUN_SAYINGS: dict[str, tuple[str, str]] = {
    "run_refused": ("Refused: {sentence}", "拒絕：{sentence}"),
    "run_surprise": ("Not as expected: {what}", "與預期不符：{what}"),
    "run_holdings": ("What is held where:", "各帳戶持有："),
    "run_first_transferred": ("{quantity} of them first transferred", "其中 {quantity} 已首次轉讓"),
    "run_as_expected": ("{steps} steps, all as expected.", "{steps} 個步驟，均如預期。"),
    "run_warned": ("Warning: {sentence}", "警示：{sentence}"),
    "run_rules": ("Folder of rules, instead of those that ship.", "改依此資料夾之規則執行，而非隨附之規則。"),
    "run_rules_no_database": (
        "--rules is for trying; a database knows only the rules that ship. Leave out --rules or --database.",
        "--rules 僅供試行；資料庫僅認得隨附之規則。請省略 --rules 或 --database。",
    ),
    "run_rules_unsound": ("The rules in {folder} do not load: {reason}", "{folder} 之規則無法載入：{reason}"),
}
