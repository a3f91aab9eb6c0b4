"""WSGI application of the bare views, without middleware."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

django.setup()
settings.MIDDLEWARE = []  # after setup: allauth requires its own middleware there
application = WSGIHandler()
