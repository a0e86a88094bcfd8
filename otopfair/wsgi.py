import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "otopfair.settings")

application = get_wsgi_application()
resolve("/")  # every view is imported now, before a server forks
