"""Three ways to write a formula down: plain text, LaTeX, MathML. A symbol's name says its subscripts: EF_grid."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

GREEK = {
    "eta": "η", "mu": "μ", "lambda": "λ", "rho": "ρ", "phi": "φ", "sigma": "σ", "alpha": "α", "dC": "ΔC", "dS": "ΔS",
    "dE": "ΔE",
}  # fmt: skip


class Style:
    """Plain text."""

    stacked = False
    """Whether fractions and exponents are set above one another, and so need no brackets."""

    def symbol(self, name: str, at: tuple[str, ...]) -> str:
        return f"{name}[{', '.join(at)}]" if at else name

    def number(self, digits: str) -> str:
        return digits.replace("-", "−")

    def sign(self, sign: str) -> str:
        return sign if sign in "−¬" else f" {sign} "

    def row(self, *pieces: str) -> str:
        first, *rest = pieces
        if first in "−¬":
            return first + "".join(rest)
        return first + "".join(f" {each} " if each in "−" else each for each in rest)

    def brackets(self, piece: str) -> str:
        return f"({piece})"

    def fraction(self, top: str, bottom: str) -> str:
        return f"{top} / {bottom}"

    def power(self, base: str, exponent: str) -> str:
        return f"{base}^{exponent}"

    def function(self, name: str, inside: str) -> str:
        return f"{name}({inside})"

    def listed(self, pieces: Sequence[str]) -> str:
        return ", ".join(pieces)

    def cases(self, then: str, condition: str, otherwise: str) -> str:
        return f"({then} if {condition}, else {otherwise})"

    def member(self, over: str, of: str) -> str:
        return over if over == of else f"{over} in {of}"

    def total(self, under: str, body: str) -> str:
        return f"Σ[{under}] {body}"


class _Latex(Style):
    stacked = True
    _signs = {"·": r" \cdot ", "−": " - ", "≤": r" \le ", "≥": r" \ge ", "∧": r" \land ", "∨": r" \lor ",
              "¬": r"\lnot ", "≺": r" \prec "}  # fmt: skip

    def symbol(self, name: str, at: tuple[str, ...]) -> str:
        base, *below = name.split("_")
        head = _LATEX_GREEK.get(base) or (base if len(base) == 1 else rf"\mathrm{{{base}}}")
        subscripts = [rf"\mathrm{{{each}}}" if len(each) > 1 else each for each in (*below, *at)]
        return f"{head}_{{{','.join(subscripts)}}}" if subscripts else head

    def number(self, digits: str) -> str:
        return digits

    def sign(self, sign: str) -> str:
        return self._signs.get(sign, f" {sign} ")

    def row(self, *pieces: str) -> str:
        return "".join(pieces)

    def brackets(self, piece: str) -> str:
        return rf"\left({piece}\right)"

    def fraction(self, top: str, bottom: str) -> str:
        return rf"\frac{{{top}}}{{{bottom}}}"

    def power(self, base: str, exponent: str) -> str:
        return f"{{{base}}}^{{{exponent}}}"

    def function(self, name: str, inside: str) -> str:
        if name == "sqrt":
            return rf"\sqrt{{{inside}}}"
        if name in ("floor", "ceil"):
            return rf"\left\l{name} {inside} \right\r{name}"
        return rf"\{name}\left({inside}\right)"

    def cases(self, then: str, condition: str, otherwise: str) -> str:
        return rf"\begin{{cases}}{then} & {condition}\\{otherwise} & \text{{otherwise}}\end{{cases}}"

    def member(self, over: str, of: str) -> str:
        return over if over == of else rf"{over}\in {of}"

    def total(self, under: str, body: str) -> str:
        return rf"\sum_{{{under}}} {body}"


class _Mathml(Style):
    stacked = True

    def symbol(self, name: str, at: tuple[str, ...]) -> str:
        base, *below = name.split("_")
        head = f"<mi>{escape(GREEK.get(base, base))}</mi>"
        subscripts = ",".join((*below, *at))
        return f"<msub>{head}<mtext>{escape(subscripts)}</mtext></msub>" if subscripts else head

    def number(self, digits: str) -> str:
        return f"<mn>{digits.replace('-', '−')}</mn>"

    def sign(self, sign: str) -> str:
        return f"<mo>{escape(sign)}</mo>"

    def row(self, *pieces: str) -> str:
        return f"<mrow>{''.join(pieces)}</mrow>"

    def brackets(self, piece: str) -> str:
        return f"<mrow><mo>(</mo>{piece}<mo>)</mo></mrow>"

    def fraction(self, top: str, bottom: str) -> str:
        return f"<mfrac><mrow>{top}</mrow><mrow>{bottom}</mrow></mfrac>"

    def power(self, base: str, exponent: str) -> str:
        return f"<msup><mrow>{base}</mrow><mrow>{exponent}</mrow></msup>"

    def function(self, name: str, inside: str) -> str:
        if name == "sqrt":
            return f"<msqrt>{inside}</msqrt>"
        if name in ("floor", "ceil"):
            left, right = ("⌊", "⌋") if name == "floor" else ("⌈", "⌉")
            return f"<mrow><mo>{left}</mo>{inside}<mo>{right}</mo></mrow>"
        return f"<mrow><mi>{name}</mi><mo>(</mo>{inside}<mo>)</mo></mrow>"

    def listed(self, pieces: Sequence[str]) -> str:
        return "<mo>,</mo>".join(pieces)

    def cases(self, then: str, condition: str, otherwise: str) -> str:
        first = f"<mtr><mtd>{then}</mtd><mtd>{condition}</mtd></mtr>"
        second = f"<mtr><mtd>{otherwise}</mtd><mtd><mtext>¬</mtext></mtd></mtr>"
        return f"<mrow><mo>{{</mo><mtable>{first}{second}</mtable></mrow>"

    def member(self, over: str, of: str) -> str:
        return f"<mi>{over}</mi>" if over == of else f"<mrow><mi>{over}</mi><mo>∈</mo><mi>{of}</mi></mrow>"

    def total(self, under: str, body: str) -> str:
        return f"<mrow><munder><mo>∑</mo><mrow>{under}</mrow></munder>{body}</mrow>"


_LATEX_GREEK = {
    name: rf"\{name}" for name in ("eta", "mu", "lambda", "rho", "phi", "sigma", "alpha")
} | {"dC": r"\Delta C", "dS": r"\Delta S", "dE": r"\Delta E"}  # fmt: skip

TEXT, LATEX, MATHML = Style(), _Latex(), _Mathml()
