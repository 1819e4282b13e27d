"""One rule for the space between Chinese and Latin letters or digits, for all texts in Chinese.

- A space stands between a Chinese character and a Latin letter or a digit: `4,000 個單位`, `2026 年度`, `QR 碼`.
- None stands inside a designation or a date: `第6.4條`, `第3/CMA.3號決定`, `附錄2第4段`, `2026年11月23日`.
- None stands between two Chinese characters, or beside a full-width sign.
"""

from __future__ import annotations

import re

_HAN = "\u3007\u4e00-\u9fff"
_SIGN = "\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff1f\uff3b-\uff3d\uff5b-\uff5d"
_PLACE = r"(?:\{[^{}]*\}|%\([a-z_]+\)[sd])"
"""A placeholder: a number where it stands in a designation."""
_NUMBER = rf"(?:{_PLACE}|[0-9A-Za-z./()、–至-])+"
_DESIGNATION = re.compile(
    rf"第 ?{_NUMBER} ?(?:段併第{_NUMBER})?(?:[條段項款號章節點註次期列欄版批步頁]|(?=[（，。；：」]|$))"
    rf"|(?:附件|附錄|註) ?(?:{_PLACE}|[0-9]+|[IVX]+|[A-Z](?![A-Za-z]))"
    r"|[0-9]+ ?年 ?[0-9]+ ?月(?: ?[0-9]+ ?日(?: ?至 ?(?:[0-9]+ ?月 ?)?[0-9]+ ?日)?)?"
    r"|CDM ?執行理事會"
)
_BETWEEN_CHINESE = re.compile(rf"(?<=[{_HAN}{_SIGN}]) +(?=[{_HAN}{_SIGN}])")
_BESIDE_SIGN = re.compile(rf"(?<=[{_SIGN}]) +(?=[A-Za-z0-9])|(?<=[A-Za-z0-9]) +(?=[{_SIGN}])")
_MISSING = re.compile(rf"(?<=[{_HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[{_HAN}])")


def spaced(text: str) -> str:
    """Return a text in Chinese with the spaces of the rule, between backticks as it is."""
    pieces = text.split("`")
    return "`".join(piece if place % 2 else _spaced(piece) for place, piece in enumerate(pieces))


def _spaced(text: str) -> str:
    text = _BESIDE_SIGN.sub("", _BETWEEN_CHINESE.sub("", text))
    found, at = "", 0
    for each in _DESIGNATION.finditer(text):
        found += _MISSING.sub(" ", text[at : each.start()])
        designation = each[0].replace(" ", "")
        found += _gap(found, designation) + designation
        at = each.end()
    rest = _MISSING.sub(" ", text[at:])
    return found + _gap(found, rest) + rest


def _gap(before: str, after: str) -> str:
    """Return the space that two pieces need between them."""
    return " " if before and after and _MISSING.search(before[-1] + after[0]) else ""
