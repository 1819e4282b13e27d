"""A verifier's workspace: ticks, findings, own figures, limits of materiality, inspection, opinion, next period."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from typer.testing import CliRunner

from sextant.application.queries.verification import (
    next_workspace,
    report_difference,
    verification,
    verification_record,
    with_act,
)
from sextant.cli.main import app
from sextant.domain.refusal import Refusal
from sextant.storage.methodology_files import ShippedLibrary
from sextant.storage.verification_files import verification_rules

LIBRARY, RULES = ShippedLibrary(), verification_rules()
PROOF = [{"document": "Invoice (synthetic)", "sha256": "ef" * 32, "page": "2"}]


def request(**inputs):
    """Return the calculation of a report."""
    return {
        "methodology": "AMS-I.D",
        "inputs": {"EG_PJ_facility": 20000, "EF_grid": Decimal("0.8"), "Cap": 15} | inputs,
    }


def workspace(*acts, **more):
    """Return a workspace of one report with 16,000 t."""
    return {
        "activity": "Synthetic hydropower", "verifier": "Synthetic DOE", "period": "2024-01-01:2024-12-31",
        "on": "2025-06-30", "first_by_verifier": False, "last_inspection": {"on": "2023-06-01", "tonnes_since": 100},
        "reports": [{"version": 1, "on": "2025-02-01", "request": request()}], "acts": list(acts),
    } | more  # fmt: skip


def act(what, on="2025-03-01", **said):
    """Return an act of the verifier."""
    return {"act": what, "on": on, "by": "Verifier A (synthetic)"} | said


def tick(node, report=1, outcome="agreed", **more):
    """Return a tick with evidence."""
    return act("tick", node=node, report=report, outcome=outcome, **({"evidence": PROOF} | more))


ALL = [tick(each) for each in ("EG_PJ_facility", "EF_grid", "Cap", "PE", "LE", "Cap_max")]
"""Each input, the defaults that nobody has compared with the official text among them."""


def raised(name="CAR1", kind="CAR", **more):
    """Return a finding on the electricity."""
    return act("raise", id=name, kind=kind, node="EG_PJ_facility", report=1, text="Synthetic issue", **more)


def own(value, node="EG_PJ_facility", report=1, **more):
    """Return an own figure."""
    return act("own_figure", node=node, report=report, value=value, text="Own reading", **more)


def done(content):
    """Return where a workspace stands, or the refusal."""
    return verification(content, LIBRARY, RULES)


def codes(content):
    """Return the codes of what stands against a positive opinion."""
    found = done(content)
    return found.code if isinstance(found, Refusal) else [each.code for each in found.against]


def test_nothing_stands_against_a_report_whose_every_input_is_ticked():
    found = done(workspace(*ALL, act("opinion", opinion="positive", text="Synthetic")))
    assert found.against == ()
    assert [each.state for each in found.ticks] == ["ticked"] * len(found.ticks)
    assert {each.node for each in found.ticks} >= {"EG_PJ_facility", "EF_grid"}


def test_an_input_without_evidence_is_open_and_one_that_disagrees_stands_against_it():
    bare = tick("EF_grid")
    del bare["evidence"]
    assert codes(workspace(ALL[0], bare, *ALL[2:])) == ["input_open"]
    assert codes(workspace(*ALL, tick("EF_grid", outcome="not_agreed"))) == ["input_not_agreed"]
    assert codes(workspace(*ALL[1:])) == ["input_open"]


def two_reports(*acts, **inputs):
    """Return a workspace whose second report has other inputs."""
    content = workspace(*acts)
    content["reports"].append({"version": 2, "on": "2025-04-01", "request": request(**inputs)})
    return content


def test_a_tick_on_an_earlier_report_counts_only_while_the_value_is_the_same():
    assert codes(two_reports(*ALL)) == []
    assert codes(two_reports(*ALL, EG_PJ_facility=19999)) == ["input_stale"]
    again = tick("EG_PJ_facility", report=2) | {"on": "2025-04-02"}
    assert codes(two_reports(*ALL, again, EG_PJ_facility=19999)) == []
    early = tick("EG_PJ_facility", report=2)
    assert done(two_reports(early)).code == "workspace_report"


def test_a_corrective_request_is_closed_only_after_an_answer():
    answered = [act("respond", id="CAR1", text="Corrected"), act("close", id="CAR1", text="Seen", evidence=PROOF)]
    assert codes(workspace(*ALL, raised())) == ["finding_open"]
    assert codes(workspace(*ALL, raised(), answered[1])) == "finding_unanswered"
    assert codes(workspace(*ALL, raised(), *answered)) == []
    assert codes(workspace(*ALL, raised(), *answered, answered[0])) == "finding_closed"
    assert codes(workspace(*ALL, raised(), raised())) == "finding_twice"
    assert codes(workspace(*ALL, answered[0])) == "finding_unknown"
    assert codes(workspace(*ALL, raised(), act("opinion", opinion="positive", text="x"))) == "opinion_not_positive"
    assert codes(workspace(*ALL, raised(), act("opinion", opinion="negative", text="x"))) == ["finding_open"]


def test_a_forward_request_is_carried_to_the_next_period_and_must_be_resolved_there():
    forward = raised("FAR1", "FAR")
    content = workspace(*ALL, forward)
    assert codes(content) == []
    assert codes(workspace(*ALL, forward, act("respond", id="FAR1", text="x"), act("close", id="FAR1", text="x"))) == (
        "finding_forward"
    )
    following = next_workspace(content, LIBRARY, RULES)
    assert [each["id"] for each in following["carried"]] == ["FAR1"]
    assert following["period_begins"] == "2025-01-01"
    later = {"period": "2025-01-01:2025-12-31", "on": "2026-03-01", "carried": following["carried"]}
    assert codes(workspace(*ALL, **later)) == ["forward_request_unresolved"]
    closing = [act("respond", id="FAR1", text="x"), act("close", id="FAR1", text="x")]
    assert codes(workspace(*ALL, *closing, **later)) == []
    taken_up = raised("CAR2", from_far="FAR1")
    assert codes(workspace(*ALL, taken_up, **later)) == ["finding_open"]
    again = next_workspace(workspace(*ALL, **later), LIBRARY, RULES)
    assert again["carried"][0]["period"] == "2024-01-01:2024-12-31", "it stays the one of the period that raised it"


@pytest.mark.parametrize(("reported", "verified", "threshold", "material"), [
    (Decimal("306000.00"), 300000, "0.02", True), (Decimal("305999.99"), 300000, "0.02", False),
    (Decimal("303000.0101"), Decimal("300000.01"), "0.01", True),
    (Decimal("302999.99"), Decimal("300000.01"), "0.01", False),
    (504999, Decimal("499999.99"), "0.01", False), (504999, Decimal("500000"), "0.005", True),
    (502500, 500000, "0.005", True), (Decimal("502499.99"), 500000, "0.005", False),
    (500000, 502500, "0.005", False), (10, 0, "0.02", True),
])  # fmt: skip
def test_an_error_is_material_from_the_threshold_of_the_size_on(reported, verified, threshold, material):
    content = workspace(own(verified))
    content["reports"][0]["request"] = request(EG_PJ_facility=reported, EF_grid=1)
    found = done(content).materiality
    assert found.threshold == Fraction(threshold)
    assert found.material is material
    assert found.overstated == Fraction(reported) - Fraction(verified)


@pytest.mark.parametrize(("period", "yearly"), [
    ("2024-01-01:2024-12-31", 16000), ("2024-01-01:2024-06-30", 32000), ("2024-03-15:2026-03-14", 8000),
    ("2024-01-01:2024-01-15", Fraction(16000 * 365, 15)), ("2024-02-29:2025-02-28", Fraction(16000 * 365, 366)),
])  # fmt: skip
def test_the_size_is_that_of_twelve_consecutive_months(period, yearly):
    content = workspace(period=period)
    found = done(content)
    assert found.materiality.yearly == yearly


def test_own_figures_are_counted_alone_and_together_and_must_be_corrected():
    figures = [own(19000), own(Decimal("0.9"), node="EF_grid")]
    found = done(workspace(*ALL, *figures))
    assert [each.overstated for each in found.own] == [800, -2000]
    assert found.materiality.verified == 19000 * Fraction("0.9")
    assert [each.code for each in found.against] == ["error_not_corrected"] * 2
    corrected = two_reports(*ALL, *figures, EG_PJ_facility=19000, EF_grid=Decimal("0.9"))
    assert all(each.corrected for each in done(corrected).own)
    assert done(corrected).materiality.overstated == 0
    replaced = done(workspace(*ALL, *figures, own(20000)))
    assert [each.corrected for each in replaced.own] == [True, False], "the later figure of a node is what counts"


@pytest.mark.parametrize(("more", "mandatory", "reasons"), [
    ({}, False, ()), ({"first_by_verifier": True}, True, ("first_by_verifier",)),
    ({"first_by_verifier": None}, None, ()), ({"last_inspection": None}, None, ()),
    ({"on": "2026-06-01"}, False, ()), ({"on": "2026-06-02"}, True, ("inspection_long_ago",)),
    ({"last_inspection": {"on": "2023-06-01", "tonnes_since": 284000}}, False, ()),
    ({"last_inspection": {"on": "2023-06-01", "tonnes_since": Decimal("284000.01")}}, True,
     ("tonnes_since_inspection",)),
    ({"last_inspection": {"on": "2024-02-29", "tonnes_since": 0}, "on": "2027-03-01"}, False, ()),
    ({"last_inspection": {"on": "2024-02-29", "tonnes_since": 0}, "on": "2027-03-02"}, True, ("inspection_long_ago",)),
])  # fmt: skip
def test_an_inspection_on_site_is_mandatory_beyond_each_limit(more, mandatory, reasons):
    found = done(workspace(*ALL, **more)).inspection
    assert found.mandatory is mandatory
    assert found.reasons == reasons
    expected = {True: ["inspection_missing"], None: ["inspection_unknown"], False: []}[mandatory]
    assert codes(workspace(*ALL, **more)) == expected
    assert codes(workspace(*ALL, act("inspect", where="remote"), **more)) == expected
    assert codes(workspace(*ALL, act("inspect", where="on_site"), **more)) == []


def test_the_next_period_counts_the_tonnes_since_the_inspection():
    without = next_workspace(workspace(*ALL), LIBRARY, RULES)
    assert without["last_inspection"] == {"on": "2023-06-01", "tonnes_since": Decimal("16100")}
    inspected = next_workspace(workspace(*ALL, act("inspect", where="on_site")), LIBRARY, RULES)
    assert inspected["last_inspection"] == {"on": "2025-03-01", "tonnes_since": 0}


def test_nodes_of_tools_are_ticked_and_recomputed_too():
    tool = {"tool": "TOOL05", "inputs": {"EC": 100, "EF_EL": Decimal("0.5"), "TDL": Decimal("0.1")}}
    inputs = {"B_household": 2, "N_household": 1000, "biomass": "average", "PE_EC": tool}
    content = workspace(own(200, node="PE_EC/EC"))
    content["reports"][0]["request"] = {"methodology": "AMS-I.E", "inputs": inputs}
    found = done(content)
    assert not isinstance(found, Refusal), found
    assert "PE_EC/EC" in {each.node for each in found.ticks}
    assert "PE_EC" not in {each.node for each in found.ticks}
    assert found.own[0].overstated == 55


def test_two_versions_of_a_report_are_told_apart():
    found = report_difference(two_reports(EG_PJ_facility=19000), 1, 2, LIBRARY, RULES)
    assert [(each["node"], each["before"], each["after"]) for each in found["inputs"]] == [
        ("EG_PJ_facility", 20000, 19000)
    ]
    assert {each["symbol"]: each["change"] for each in found["computed"]}["ER"] == -800
    assert report_difference(workspace(), 1, 3, LIBRARY, RULES).code == "report_unknown"


@pytest.mark.parametrize(("change", "code"), [
    ({"novel": 1}, "workspace_value"), ({"period": "2024"}, "workspace_value"), ({"reports": []}, "workspace_value"),
    ({"acts": [{"act": "novel"}]}, "workspace_value"), ({"acts": [tick("novel")]}, "node_unknown"),
    ({"acts": [tick("ER")]}, "node_unknown"), ({"acts": [tick("EF_grid", report=2)]}, "workspace_report"),
    ({"acts": [ALL[0], ALL[1] | {"on": "2025-02-28"}]}, "workspace_order"), ({"acts": [own("x")]}, "not_a_number"),
    ({"acts": [tick("EF_grid", evidence=1)]}, "workspace_value"), ({"first_by_verifier": "yes"}, "workspace_value"),
    ({"acts": [own(Decimal("-1"))]}, "out_of_range"),
])  # fmt: skip
def test_what_is_not_in_order_is_refused(change, code):
    assert done(workspace() | change).code == code


def test_an_act_that_is_not_admitted_changes_nothing_and_the_command_writes_the_rest(tmp_path):
    file, one = tmp_path / "workspace.json", tmp_path / "act.json"
    file.write_text(json.dumps(workspace(*ALL), default=float))
    one.write_text(json.dumps(act("close", id="CAR1", text="x")))
    before = file.read_text()
    refused = CliRunner().invoke(app, ["verification", "add", str(file), str(one), "--json"])
    assert refused.exit_code == 1
    assert file.read_text() == before
    one.write_text(json.dumps(raised()))
    assert CliRunner().invoke(app, ["verification", "add", str(file), str(one)]).exit_code == 0
    shown = CliRunner().invoke(app, ["verification", "show", str(file), "--json"])
    assert shown.exit_code == 1
    record = json.loads(shown.stdout)
    assert [each["code"] for each in record["against_positive_opinion"]] == ["finding_open"]
    told = CliRunner().invoke(app, ["verification", "show", str(file)])
    assert "CAR1 is open." in told.stdout
    following = CliRunner().invoke(app, ["verification", "next", str(file), "--json"])
    assert json.loads(following.stdout)["carried"] == []
    apart = CliRunner().invoke(app, ["verification", "reports", str(file), "1", "1", "--json"])
    assert json.loads(apart.stdout)["inputs"] == []


def test_the_record_has_its_sources():
    record = verification_record(done(workspace(*ALL)), RULES)
    assert record["materiality"]["source"]["paragraph"] == "142"
    assert record["inspection"]["source"]["paragraph"] == "155"
    assert not isinstance(with_act(workspace(*ALL), raised(), LIBRARY, RULES), Refusal)


def test_a_request_is_not_answered_before_it_was_raised():
    carried = {"id": "FAR1", "node": "Cap", "text": "x", "raised_on": "2025-03-02", "period": "2023-01-01:2023-12-31"}
    assert codes(workspace(act("respond", id="FAR1", text="x"), carried=[carried])) == "finding_before"


@pytest.mark.parametrize(("role", "admitted"), [
    ("designated_operational_entity", True), ("activity_participant", False), ("novel", False),
])  # fmt: skip
def test_the_command_refuses_an_act_to_the_role_that_it_is_not_of(role, admitted, tmp_path):
    file, one = tmp_path / "workspace.json", tmp_path / "act.json"
    file.write_text(json.dumps(workspace(*ALL), default=float))
    one.write_text(json.dumps(raised()))
    before = file.read_text()
    found = CliRunner().invoke(app, ["verification", "add", str(file), str(one), "--role", role])
    assert (found.exit_code == 0) is admitted
    assert (file.read_text() != before) is admitted


def test_an_act_of_another_role_is_refused_with_whose_it_is():
    refusal = verification_rules().refusal_of("tick", "activity_participant")
    assert refusal is not None
    assert (refusal.code, refusal.about["expected"]) == ("act_of_another_role", "designated_operational_entity")
    assert verification_rules().refusal_of("tick", "designated_operational_entity") is None


def test_rules_that_leave_an_act_to_nobody_do_not_load():
    from importlib.resources import files

    from sextant.methodology.verification.rules import parse_verification
    from sextant.rules.text import RuleTextError

    text = files("sextant.methodology.verification").joinpath("rules.yaml").read_text(encoding="utf-8")
    with pytest.raises(RuleTextError, match="write each act once"):
        parse_verification(text.replace("[tick, raise, ", "[tick, "), "rules.yaml")
