"""The bare views without any middleware."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

django.setup()
settings.MIDDLEWARE = []  # only now: allauth refuses to be set up without its own
application = WSGIHandler()
