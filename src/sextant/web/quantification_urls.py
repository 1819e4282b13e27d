"""The addresses where files of a calculation are answered; they stand before those of single methodologies."""

from __future__ import annotations

from django.urls import path

from sextant.web.views import factor_table, forecast, form, forms, meters, readings, sampling

urlpatterns = [
    path("methodologies/forecast/", forecast.show, name="forecast"),
    path("methodologies/forms/", forms.show, name="forms"),
    path("methodologies/forms/<str:name>/", form.show, name="form"),
    path("methodologies/forms/<str:name>/empty.<str:kind>", form.empty, name="form_empty"),
    path("methodologies/meters/", meters.show, name="meters"),
    path("methodologies/sampling/", sampling.show, name="sampling"),
    path("methodologies/tables/", factor_table.show, name="factor_table"),
    path("methodologies/readings/", readings.show, name="readings"),
]
