"""Settings from the environment (docs/operations.md). A missing secret stops the start."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
SECURE = SITE_URL.startswith("https://")
DEMO = env.bool("DEMO", default=False)

# The office that runs this portal: footer and error pages.
SITE_OFFICE = {
    "name": env("OFFICE_NAME", default="สำนักงานพัฒนาชุมชนจังหวัดขอนแก่น"),
    "address": env(
        "OFFICE_ADDRESS",
        default="ศาลากลางจังหวัดขอนแก่น ถนนหน้าศูนย์ราชการ อำเภอเมืองขอนแก่น 40000",
    ),
    "phone": env("OFFICE_PHONE", default="043000000"),
}

INSTALLED_APPS = [
    "otopfair",
    "otopfair.look",
    "otopfair.thai",
    "otopfair.accounts",
    "otopfair.history",
    "otopfair.removals",
    "otopfair.outbox",
    "otopfair.documents",
    "otopfair.media",
    "otopfair.drafts",
    "otopfair.staff",
    "otopfair.work",
    "fairs",
    "vendors",
    "products",
    "onsite",
    "sales",
    "pages",
    "demo",
    "django.forms",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "otopfair.compression.CompressedTextMiddleware",
    "otopfair.look.tongue_middleware.TongueMiddleware",
    "otopfair.content_policy.ContentPolicyMiddleware",
    "otopfair.sent_by_page.SentByPageMiddleware",
    "otopfair.unreadable.UnreadableTextMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "otopfair.accounts.middleware.WhoMiddleware",
    "otopfair.accounts.middleware.PersonalPagesMiddleware",
    "otopfair.accounts.middleware.ClosedUnlessPublicMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "otopfair.accounts.middleware.TooManyTriesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "otopfair.drafts.middleware.DraftsMiddleware",
    "otopfair.trouble.TroubleMiddleware",
    "fairs.views.former.FormerAddressMiddleware",
]

ROOT_URLCONF = "otopfair.urls"
WSGI_APPLICATION = "otopfair.wsgi.application"
FORM_RENDERER = "otopfair.look.forms.LookRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.static",
                "otopfair.thai.templatetags.thai",
                "otopfair.look.templatetags.look",
                "otopfair.look.templatetags.hot",
                "otopfair.look.templatetags.pieces",
                "otopfair.look.templatetags.tongues",
                "fairs.templatetags.categories",
                "vendors.templatetags.applications",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "otopfair.look.context.office",
            ],
        },
    },
    # Only for fragments that {% hot %} names; see otopfair/look/hot.py.
    {
        "NAME": "hot",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "otopfair.look.hot.environment"},
    },
]

# --- Database: SQLite embedded, or PostgreSQL by DATABASE_URL --------------------------------
(BASE_DIR / "var").mkdir(exist_ok=True)
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var/db.sqlite3'}")}
_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # Kept by each thread: to open the file and make our functions known takes longer than a query.
    _database["CONN_MAX_AGE"] = None
    # IMMEDIATE takes the write lock at BEGIN, so that a read-then-write never meets a stale page.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # A pooled connection needs CONN_MAX_AGE 0; one more than the threads of a web process.
    _database["CONN_MAX_AGE"] = 0
    _database["ENGINE"] = "otopfair.postgres"
    _database["OPTIONS"] = {
        "pool": {"min_size": 1, "max_size": env.int("DB_POOL_SIZE", default=9), "timeout": 2},
        "connect_timeout": 3,
        "prepare_threshold": 0,  # at once; only what asks by `prepared_cursor()`
        # Such a query looks up rows by key: planned once, not for the first five values each.
        "options": "-c lock_timeout=5s -c statement_timeout=30s"
        " -c plan_cache_mode=force_generic_plan",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://otopfair")}

# --- Accounts ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "otopfair.accounts.backends.SignInBackend",
    "fairs.rights.AssignmentBackend",
]
PASSWORD_HASHERS = [
    "otopfair.accounts.hashers.OwaspArgon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "otopfair.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
# Either address will do; the form asks for at least one.
ACCOUNT_SIGNUP_FIELDS = ["full_name*", "phone", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PHONE_VERIFICATION_ENABLED = False  # ours: otopfair/accounts/proving.py
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = False  # ours are in otopfair/accounts/limits.py
# X-Forwarded-For is believed only as far as these addresses or networks wrote it.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=["127.0.0.1", "::1"])
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[โอทอปแฟร์] "
ACCOUNT_FORMS = {
    "login": "otopfair.accounts.forms.LoginForm",
    "reset_password": "otopfair.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "otopfair.accounts.forms.ResetPasswordKeyForm",
    "change_password": "otopfair.accounts.forms.ChangePasswordForm",
    "set_password": "otopfair.accounts.forms.SetPasswordForm",
}
SILENCED_SYSTEM_CHECKS = ["account.W001"]  # either phone or e-mail, so neither is required
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "after-sign-in"
PORTAL_HOME_URL = "my-home"  # where a vendor goes on to
LOGOUT_REDIRECT_URL = "home"
SESSION_ENGINE = "otopfair.accounts.session_store"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
OFFICER_SESSION_HOURS = env.int("OFFICER_SESSION_HOURS", default=12)
OFFICER_IDLE_MINUTES = env.int("OFFICER_IDLE_MINUTES", default=30)
EMBLEM_PICTURE = env("EMBLEM_PICTURE", default="")
DATA_LICENCE = env("DATA_LICENCE", default="https://creativecommons.org/licenses/by/4.0/")
REMOVED_KEPT_DAYS = env.int("REMOVED_KEPT_DAYS", default=90)
SLIPS_KEPT_DAYS = env.int("SLIPS_KEPT_DAYS", default=365)
STATEMENTS_KEPT_DAYS = env.int("STATEMENTS_KEPT_DAYS", default=30)
SHEET_TELEPHONES_KEPT_DAYS = env.int("SHEET_TELEPHONES_KEPT_DAYS", default=30)
CARD_NAMES_KEPT_DAYS = env.int("CARD_NAMES_KEPT_DAYS", default=30)
COMPLAINT_CONTACTS_KEPT_DAYS = env.int("COMPLAINT_CONTACTS_KEPT_DAYS", default=90)
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# Sign-in with LINE or ThaID (OpenID Connect) by allauth's providers; off until their keys are set.
LINE_LOGIN_ID = env("LINE_LOGIN_ID", default="")
LINE_LOGIN_SECRET = env("LINE_LOGIN_SECRET", default="")
THAID_URL = env("THAID_URL", default="")
THAID_ID, THAID_SECRET = env("THAID_ID", default=""), env("THAID_SECRET", default="")
SOCIALACCOUNT_PROVIDERS = {}
SIGN_IN_HOSTS = []  # where a press on their buttons may lead
if LINE_LOGIN_ID:
    _line = {"client_id": LINE_LOGIN_ID, "secret": LINE_LOGIN_SECRET}
    SOCIALACCOUNT_PROVIDERS["line"] = {
        "APPS": [_line],
        "SCOPE": ["profile", "openid"],
        "OAUTH_PKCE_ENABLED": True,
    }
    SIGN_IN_HOSTS.append("https://access.line.me")
    INSTALLED_APPS.append("allauth.socialaccount.providers.line")
if THAID_ID:
    _thaid = {"provider_id": "thaid", "name": "ThaID", "client_id": THAID_ID}
    _thaid |= {"secret": THAID_SECRET, "settings": {"server_url": THAID_URL}}
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {"APPS": [_thaid], "OAUTH_PKCE_ENABLED": True}
    SIGN_IN_HOSTS.append("{0.scheme}://{0.netloc}".format(urlsplit(THAID_URL)))
    INSTALLED_APPS.append("allauth.socialaccount.providers.openid_connect")
if SOCIALACCOUNT_PROVIDERS:
    INSTALLED_APPS.append("allauth.socialaccount")
SOCIALACCOUNT_ADAPTER = "otopfair.accounts.social.LinkedOnlyAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # whoever has my e-mail elsewhere is not me here
SOCIALACCOUNT_STORE_TOKENS = False

# --- Language, time, files ---------------------------------------------------------------------
LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "otopfair/locale"]
FORMAT_MODULE_PATH = ["otopfair.thai.formats"]
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # would turn id="row-12345" into row-12,345

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(BASE_DIR / "var/media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# What one photo may cost: the file, and the process that makes it small.
PHOTO_LIMITS = {
    "megabytes": env.int("PHOTO_MEGABYTES", default=30),
    "megapixels": env.int("PHOTO_MEGAPIXELS", default=200),
    "memory_megabytes": env.int("PHOTO_MEMORY_MEGABYTES", default=900),
    "cpu_seconds": env.int("PHOTO_CPU_SECONDS", default=30),
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # a daily grid of 1,000 booths in one form

# --- Mail and background work -------------------------------------------------------------------
vars().update(env.email("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="โอทอปแฟร์ <otopfair@localhost>")
# One sender a channel (email, sms, line); what is written to a channel without one fails, visibly.
OUTBOX_SENDERS = {"email": "otopfair.outbox.channels.EmailSender"}
# SMS and LINE go by HTTP once they are set up, to the console in development, else not at all.
SMS_URL, SMS_TOKEN = env("SMS_URL", default=""), env("SMS_TOKEN", default="")
SMS_SENDER = env("SMS_SENDER", default="OTOPFAIR")
LINE_URL = env("LINE_URL", default="https://api.line.me/v2/bot/message/push")
LINE_TOKEN = env("LINE_TOKEN", default="")
if DEBUG or DEMO:
    OUTBOX_SENDERS |= dict.fromkeys(["sms", "line"], "otopfair.outbox.phones.ConsoleSender")
if SMS_URL:
    OUTBOX_SENDERS["sms"] = "otopfair.outbox.phones.SmsSender"
if LINE_TOKEN:
    OUTBOX_SENDERS["line"] = "otopfair.outbox.phones.LineSender"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Security -----------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *SIGN_IN_HOSTS],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "otopfair.drafts.views.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
if SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    # A refused or missing page is an answer, not a fault.
    "loggers": {"django.request": {"level": "ERROR"}},
}
