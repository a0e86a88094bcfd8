"""The floor of a rush: a minimal Django view that claims a booth by one conditional UPDATE.

No session, no CSRF, no rights, no history. Run by gunicorn as `tests.load.claim_floor`; a POST to
/<booth>/<vendor>/ answers 200 to who was first and 409 to everybody else.
"""

import django
import environ
from django.conf import settings

_database = environ.Env().db("DATABASE_URL")
if "sqlite" in _database["ENGINE"]:
    _database["OPTIONS"] = {"timeout": 10, "init_command": "PRAGMA journal_mode=WAL;"}
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    SECRET_KEY="floor",
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    DATABASES={"default": {**_database, "CONN_MAX_AGE": None}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=[],
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402


class Claim(models.Model):  # noqa: DJ008
    taken_by = models.BigIntegerField(null=True)

    class Meta:
        app_label = "claim_floor"
        managed = False
        db_table = "rush_floor"


def claim(request, booth: int, vendor: int):
    won = Claim.objects.filter(pk=booth, taken_by=None).update(taken_by=vendor)
    return HttpResponse("won" if won else "gone", status=200 if won else 409)


urlpatterns = [path("<int:booth>/<int:vendor>/", claim)]
application = get_wsgi_application()
