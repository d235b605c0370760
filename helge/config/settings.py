"""Django's settings, read from HELGE_* variables (docs/settings.md)."""

from urllib.parse import unquote

from helge.config import environment, postgres
from helge.config.places import CLONE, data_folder
from helge.config.secret import secret_key

DATA = data_folder()
DEBUG = environment.switch("HELGE_DEBUG")
HTTPS = environment.switch("HELGE_HTTPS")
SECRET_KEY = secret_key(DATA)
PORT = environment.number("HELGE_PORT", 8000, least=1, most=65535)
BASE_URL = environment.text("HELGE_BASE_URL", f"http://localhost:{PORT}").rstrip("/")
ALLOWED_HOSTS = environment.words("HELGE_HOSTS", ("*",))
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "heroicons",
    "procrastinate.contrib.django",
    "helge.consortium",
    "helge.journal",
    "helge.ledger",
    "helge.catalogue",
    "helge.patrons",
    "helge.inventory",
    "helge.policies",
    "helge.intake",
    "helge.logistics",
    "helge.fees",
    "helge.holds",
    "helge.circulation",
    "helge.search",
    "helge.notices",
    "helge.statistics",
    "helge.stewardship",
    "helge.interfaces.ui",
    "helge.interfaces.opac",
    "helge.interfaces.staff",
    "helge.demo",
    "helge.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "helge.config.security.ContentSecurityPolicy",
    "helge.config.security.NoNulls",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "helge.interfaces.opac.visits.CountVisits",
]

ROOT_URLCONF = "helge.config.urls"
WSGI_APPLICATION = "helge.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "helge.interfaces.staff.context.staff_page",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "heroicons.templatetags.heroicons"],
        },
    }
]

# --- Database ---------------------------------------------------------------------------------------------

DATABASE_ADDRESS = environment.postgres("HELGE_DATABASE_URL")


def database_connection() -> dict[str, str]:
    """Host, port, user, password and name: from HELGE_DATABASE_URL, or of the private PostgreSQL."""
    if not DATABASE_ADDRESS:
        return postgres.private_server(DATA).connection()
    named = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
    return {django: DATABASE_ADDRESS.pop(libpq, "") for django, libpq in named.items()} | {
        "NAME": DATABASE_ADDRESS.pop("dbname", "helge")
    }


DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **database_connection(),
        "ATOMIC_REQUESTS": False,  # a command is the transaction, not the page around it
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,  # a restarted PostgreSQL costs no failed page
        "OPTIONS": {
            "connect_timeout": 10,
            "application_name": "helge",
            "prepare_threshold": 5,  # only the hot verbs (foundation.statements) use a cursor that prepares
        },
    }
}

# --- People -----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "consortium.Login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_NAME = "helge_session"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_NAME = "helge_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60

# --- Language and time ------------------------------------------------------------------------------------

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
LOCALE_PATHS = [CLONE / "helge" / "foundation" / "locale"]  # every app brings its own

# --- Files ------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [("fonts", DATA / "fonts")]  # cut at first start (helge/interfaces/ui/fonts.py)
MEDIA_ROOT = DATA / "media"
SEARCH_INDEX = DATA / "index"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

SILENCED_SYSTEM_CHECKS = ["staticfiles.W004"]  # the folder of fonts is filled when `serve` starts

# --- Security ---------------------------------------------------------------------------------------------

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "helge.interfaces.ui.views.csrf_failure"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60

# --- Mail -------------------------------------------------------------------------------------------------

MAIL_FROM = DEFAULT_FROM_EMAIL = environment.text("HELGE_MAIL_FROM", "biblioteket@localhost")
NOTICE_DELAY_SECONDS = environment.number("HELGE_NOTICE_DELAY_SECONDS", 60)
SMTP_URL = environment.address("HELGE_SMTP_URL", schemes=("smtp", "smtps", "smtp+tls"))
EMAIL_TIMEOUT = 20
if SMTP_URL:
    EMAIL_HOST = SMTP_URL.hostname or "localhost"
    EMAIL_USE_SSL = SMTP_URL.scheme == "smtps"
    EMAIL_USE_TLS = SMTP_URL.scheme == "smtp+tls"
    EMAIL_PORT = SMTP_URL.port or (465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25)
    EMAIL_HOST_USER = unquote(SMTP_URL.username or "")
    EMAIL_HOST_PASSWORD = unquote(SMTP_URL.password or "")

# --- Processes --------------------------------------------------------------------------------------------

WEB_PROCESSES = environment.number("HELGE_PROCESSES", 2, least=1, most=64)
WEB_THREADS = environment.number("HELGE_THREADS", 4, least=1, most=128)
WEB_HOST = environment.text("HELGE_HOST", "127.0.0.1")
PROCRASTINATE_ON_APP_READY = "helge.config.rounds.register"

# Log lines carry ids only: never a name, a card number or a title (docs/privacy.md).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "helge.config.logs.WithoutValues",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": environment.text("HELGE_LOG_LEVEL", "WARNING").upper()},
    "loggers": {
        "helge": {"level": environment.text("HELGE_LOG_LEVEL", "INFO").upper()},
        "django.request": {"level": "ERROR"},  # a mistyped address is not our fault, and may hold what was typed
    },
}
