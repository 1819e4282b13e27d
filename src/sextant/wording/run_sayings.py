"""What the command line says of a scenario that is run."""

from __future__ import annotations

RUN_SAYINGS: dict[str, tuple[str, str]] = {
    "run_refused": ("Refused: {sentence}", "拒絕：{sentence}"),
    "run_surprise": ("Not as expected: {what}", "與預期不符：{what}"),
    "run_holdings": ("What is held where:", "各帳戶持有："),
    "run_first_transferred": ("{quantity} of them first transferred", "其中 {quantity} 已首次轉讓"),
    "run_as_expected": ("{steps} steps, all as expected.", "{steps} 個步驟，均如預期。"),
    "run_warned": ("Warning: {sentence}", "警示：{sentence}"),
}
