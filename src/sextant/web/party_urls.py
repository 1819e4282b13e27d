"""The addresses of what a Party states, accounts for and reports."""

from __future__ import annotations

from django.urls import path

from sextant.web.views import affordability, balance, balance_events, purchases

urlpatterns = [
    path("parties/<str:code>/balance", balance.show, name="balance"),
    path("parties/<str:code>/balance/events", balance_events.show, name="balance_events"),
    path("parties/<str:code>/affordability", affordability.show, name="affordability"),
    path("parties/<str:code>/purchases", purchases.show, name="purchases"),
]
