"""Which folder holds which methodology; a folder is read only when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping

FOLDERS: Mapping[str, str] = {
    "ACM0001": "acm0001",
    "ACM0002": "acm0002",
    "ACM0012": "acm0012",
    "AMS-I.D": "ams_i_d",
    "AMS-I.E": "ams_i_e",
    "AMS-II.C": "ams_ii_c",
    "AMS-II.G": "ams_ii_g",
    "AMS-II.J": "ams_ii_j",
    "AMS-III.AV": "ams_iii_av",
    "AMS-III.C": "ams_iii_c",
    "AMS-III.D": "ams_iii_d",
    "AR-ACM0003": "ar_acm0003",
    "TOOL03": "tool03",
    "TOOL04": "tool04",
    "TOOL05": "tool05",
    "TOOL07": "tool07",
    "TOOL14": "tool14",
    "TOOL30": "tool30",
    "TOOL33": "tool33",
    "AR-TOOL14": "ar_tool14",
    "CDM-SAMPLING": "cdm_sampling",
    "JCM-SOLAR-PV": "jcm_solar_pv",
    "JCM-CHILLER": "jcm_chiller",
    "A6.4-STAN-METH-002": "pacm_removals",
    "A6.4-STAN-METH-004": "pacm_baseline",
    "A6.4-STAN-METH-005": "pacm_leakage",
    "A6.4-STAN-METH-006": "pacm_suppressed_demand",
    "A6.4-BENCHMARK": "pacm_benchmark",
    "A6.4-AMM-001": "amm_001",
    "VMR0015": "vmr0015",
    "GS-MECD": "gs_mecd",
    "GS-SMEC": "gs_smec",
}
