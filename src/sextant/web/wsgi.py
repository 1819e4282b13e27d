"""The pages as a WSGI application: `gunicorn sextant.web.wsgi:application`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sextant.web.settings")

application = get_wsgi_application()
