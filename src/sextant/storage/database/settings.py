"""Django's settings, from the environment.

`SEXTANT_DATABASE` is a URL (`sqlite:///path`, `postgresql://…`); without one the registry lives in
`var/sextant.sqlite3` below the working folder.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from sextant.storage.database.url import parse_database_url

_HOME = Path(os.environ.get("SEXTANT_HOME", "var"))
DATABASE_URL = os.environ.get("SEXTANT_DATABASE", f"sqlite:///{_HOME / 'sextant.sqlite3'}")

DATABASES = {"default": parse_database_url(DATABASE_URL).django()}
DEBUG = os.environ.get("SEXTANT_DEBUG") == "1"
SECRET_KEY = os.environ.get("SEXTANT_SECRET_KEY") or secrets.token_urlsafe(50)
ALLOWED_HOSTS = os.environ.get("SEXTANT_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

INSTALLED_APPS = ["sextant.storage.database.apps.DatabaseConfig"]
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
