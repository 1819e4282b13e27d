"""The addresses where files of a calculation are answered; they stand before those of single methodologies."""

from __future__ import annotations

from django.urls import path

from sextant.web.views import forecast, form, forms, meters

urlpatterns = [
    path("methodologies/forms/", forms.show, name="forms"),
    path("methodologies/forms/<str:name>/", form.show, name="form"),
    path("methodologies/forms/<str:name>/empty.<str:kind>", form.empty, name="form_empty"),
    path("methodologies/forecast/", forecast.show, name="forecast"),
    path("methodologies/meters/", meters.show, name="meters"),
]
