"""Equations of AMS-III.AV: the fuel that boiling the water would have taken."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.catalogue.common import BE, ER, LE, PE, PE_EC, PE_FC, RESULTS, EF_pff, fNRB
from sextant.methodology.equation import Equation, Model, Requirement, efficiency, measured, share, term
from sextant.methodology.language.expression import least, number

WH = term("WH", "kJ/L/K", "Specific heat of water", "水之比熱", above=0)
T_f = term("T_f", "K", "Temperature of boiling, in °C", "沸騰溫度（°C）")
T_i = term("T_i", "K", "Temperature of the water before, in °C", "加熱前水溫（°C）")
WHE = term("WHE", "kJ/L", "Latent heat of water", "水之汽化潛熱", least=0)
boil = share("boil_fraction", "Share of the water that boils away", "蒸發之水量比例")
eta_wb = efficiency("eta_wb", "Efficiency of the device that would boil the water", "煮水設備效率")
heat = term("useful_heat", "kJ/L", "Useful heat of a litre", "每公升之有效熱")
SEC = term("SEC", "kJ/L", "Specific energy consumption", "單位能耗")
persons = measured("persons", "person", "Persons who use the water", "用水人數", whole=True)
litres = measured("litres", "L/person/d", "Drinking water of a person and day", "每人每日飲用水量")
litres_max = term("litres_max", "L/person/d", "Most water that counts for a person and day", "每人每日計入水量上限")
days = measured("days", "d", "Days of the period", "期間日數")
QPW_metered = measured("QPW_metered", "L", "Water supplied, metered", "計量供水量")
QPW = term("QPW", "L", "Water that counts", "計入之水量")
m = share("m", "Share of users without other safe water", "無其他安全用水之使用者比例", measured=True)
pass_rate = share("pass_rate", "Share of water samples that pass", "水質合格率", measured=True)
pass_min = share("pass_rate_min", "Least share of water samples that pass", "水質合格率下限")
KJ_PER_TJ = number("0.000000001", "TJ/kJ")
QUANTITY = "quantity"

MODEL = Model(
    equations=(
        Equation("(2a)", heat, WH * (T_f - T_i) + boil * WHE),
        Equation("(2)", SEC, heat / eta_wb),
        Equation("(3)", QPW, persons * least(litres, litres_max) * days, ((QUANTITY, "per_person"),)),
        Equation("(3a)", QPW, least(QPW_metered, persons * litres_max * days), ((QUANTITY, "metered"),)),
        Equation("(1)", BE, QPW * m * SEC * fNRB * EF_pff * KJ_PER_TJ),
        Equation("(4)", PE, PE_FC + PE_EC),
        Equation("(5)", ER, BE - PE - LE),
    ),
    requirements=(
        Requirement(
            "water_quality",
            pass_rate >= pass_min,
            Label("at least 95 % of the water samples must pass", "水質樣本合格率至少須為 95 %"),
            pass_rate,
        ),
    ),
    results=RESULTS,
)
