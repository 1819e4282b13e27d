"""Django's settings for the pages: those of the database, and what it takes to render.

There are no sessions and no logins yet, so nothing here needs a secret that survives a restart.
"""

from __future__ import annotations

import os
from pathlib import Path

from sextant.storage.database.settings import *  # noqa: F403 - these settings extend those of the database
from sextant.storage.database.settings import INSTALLED_APPS as _DATABASE_APPS

_HERE = Path(__file__).parent

INSTALLED_APPS = ["django.contrib.staticfiles", "sextant.web.apps.WebConfig", *_DATABASE_APPS]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "sextant.web.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "sextant.web.middleware.Problems",
]
# Where the public reaches these pages; the codes on letters lead there.
FEED_TOKEN = os.environ.get("SEXTANT_FEED_TOKEN", "")
"""What programs of other registries must show to send events; without it nobody can."""
BASE_URL = os.environ.get("SEXTANT_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
# A file that is sent to be hashed is never written anywhere.
FILE_UPLOAD_HANDLERS = ["sextant.web.hashing.HashingUpload"]
ROOT_URLCONF = "sextant.web.urls"
WSGI_APPLICATION = "sextant.web.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_HERE / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "sextant.web.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "sextant.web.templatetags.sextant",
                "sextant.web.templatetags.rules",
                "sextant.web.templatetags.cooperation",
            ],
        },
    }
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hant", "繁體中文")]
LOCALE_PATHS = [_HERE.parent / "wording" / "locale"]
LANGUAGE_COOKIE_NAME = "sextant_language"
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [_HERE / "static"]
# Files are served from where they lie: there is no collecting step between a checkout and a running registry.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR"},
        # A page that does not exist is the visitor's news, not the operator's.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
