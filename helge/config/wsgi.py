"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from helge.config.parent import leave_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helge.config.settings")
application = get_wsgi_application()
leave_with_parent()
