"""The addresses of what a Party states, accounts for and reports."""

from __future__ import annotations

from django.urls import path

from sextant.web.views import (
    aef_partner,
    aef_workspace,
    affordability,
    balance,
    balance_events,
    cooperative_approach,
    party_report,
    party_reports,
    party_review,
    party_reviews,
    purchases,
    structured_summary,
    summary_events,
)

urlpatterns = [
    path("parties/<str:code>/balance", balance.show, name="balance"),
    path("parties/<str:code>/balance/events", balance_events.show, name="balance_events"),
    path("parties/<str:code>/affordability", affordability.show, name="affordability"),
    path("parties/<str:code>/purchases", purchases.show, name="purchases"),
    path("parties/<str:code>/summary", structured_summary.show, name="structured_summary"),
    path("parties/<str:code>/summary/share/<int:place>", summary_events.share, name="summary_share"),
    path("parties/<str:code>/summary/<str:row>/<int:year>", summary_events.figure, name="summary_figure"),
    path("parties/<str:code>/aef/partner", aef_partner.show, name="aef_partner"),
    path("parties/<str:code>/aef", aef_workspace.latest, name="aef_now"),
    path("parties/<str:code>/aef/<int:year>", aef_workspace.show, name="aef_workspace"),
    path("cooperative-approaches/<str:reference>", cooperative_approach.show, name="cooperative_approach"),
    path("parties/<str:code>/reports", party_reports.show, name="party_reports"),
    path("parties/<str:code>/reviews", party_reviews.show, name="party_reviews"),
    path("parties/<str:code>/reviews/<str:name>", party_review.show, name="party_review"),
    path("parties/<str:code>/reports/<str:name>", party_report.show, name="party_report"),
]
