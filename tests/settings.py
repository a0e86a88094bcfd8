"""The suite's settings: the real ones, with a throw-away database and no waiting."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "0123456789abcdef" * 4)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{tempfile.gettempdir()}/otopfair-tests.sqlite3")

from otopfair.settings import *  # noqa: F403
from otopfair.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE, TEMPLATES
from tests.strict_templates import StrictVariables

# A pool keeps connections open that the test runner wants closed.
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Threads must share the database: a file, never ":memory:".
    DATABASES["default"]["TEST"] = {
        "NAME": f"{tempfile.gettempdir()}/otopfair-tests-{os.getpid()}.sqlite3"
    }
    # Watching for one query a row costs a tenth of the time, and is the same on any database.
    INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
    MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
    ZEAL_RAISE = True
    ZEAL_ALLOWLIST = [{"model": "accounts.Session"}]  # Django reads it once more to delete it

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "tests.worker.WorkerBackend"}}

TEMPLATES[0]["OPTIONS"]["debug"] = True
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = StrictVariables()

WHITENOISE_AUTOREFRESH = True  # no collected files are needed
