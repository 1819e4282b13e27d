"""The Django application of the pages: its templates and template tags."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages."""

    name = "sextant.web"
    label = "sextant_web"
