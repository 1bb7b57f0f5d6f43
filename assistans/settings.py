"""The settings: one file, read from the environment. `.env.example` describes every variable.

Without any variable the project runs on this computer for one person, with servers of its own (`embedded`).
With ASSISTANS_LAGE=produktion nothing is assumed: what is missing is named.
"""

import os
import secrets
from datetime import timedelta
from pathlib import Path

from django.contrib.messages import constants as message_levels
from django.core.exceptions import ImproperlyConfigured

from assistans import embedded
from assistans.adresser import AddressRefused, parse_database_url, redis_database

BASE_DIR = Path(__file__).resolve().parent.parent


# --- The environment ---------------------------------------------------------------------------------------------


def read(name: str, default: str = "") -> str:
    """The variable without surrounding blanks; in production a variable without default must be set."""
    value = os.environ.get(name, "").strip() or default
    if PRODUKTION and not value:
        raise ImproperlyConfigured(f"Miljövariabeln {name} saknas. Alla variabler beskrivs i .env.example.")
    return value


def read_optional(name: str) -> str:
    """The variable without surrounding blanks, or nothing: what needs it says so itself."""
    return os.environ.get(name, "").strip()


def read_mode() -> bool:
    mode = os.environ.get("ASSISTANS_LAGE", "").strip() or "lokal"
    if mode not in {"lokal", "produktion"}:
        raise ImproperlyConfigured(f"ASSISTANS_LAGE är {mode} men ska vara lokal eller produktion, se .env.example.")
    return mode == "produktion"


def read_secret_key(var: Path) -> str:
    """The key of this installation; on one's own computer it is made the first time and kept in `var/`."""
    if PRODUKTION or os.environ.get("ASSISTANS_HEMLIG_NYCKEL"):
        return read("ASSISTANS_HEMLIG_NYCKEL")
    kept = var / "hemlig_nyckel"
    if not kept.exists():
        embedded.make_folder(var)
        draft = var / f"hemlig_nyckel.{os.getpid()}"
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, kept)  # the first of several starting processes wins, and the others read its key
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return kept.read_text()


PRODUKTION = read_mode()
DEMO = os.environ.get("ASSISTANS_DEMO", "").strip() == "1"
if PRODUKTION and DEMO:
    raise ImproperlyConfigured("ASSISTANS_DEMO går inte att förena med produktion. Läs om båda i .env.example.")
VAR = embedded.find_var()

SECRET_KEY = read_secret_key(VAR)
DEBUG = False
VARDAR = [host.strip() for host in os.environ.get("ASSISTANS_VARDAR", "").split(",") if host.strip()]
ALLOWED_HOSTS = ["localhost", "127.0.0.1", *VARDAR] if PRODUKTION else ["localhost", "127.0.0.1", "testserver", *VARDAR]

# The municipality that runs this installation. Four digits of SCB; the buyer's orgnr on the invoices.
KOMMUNKOD = read("ASSISTANS_KOMMUNKOD")
KOMMUN_ORGNR = read("ASSISTANS_ORGNR").replace("-", "")
KOMMUN_NAMN = read("ASSISTANS_KOMMUN", "" if PRODUKTION else "Kommunen")
NAMND_NAMN = read("ASSISTANS_NAMND", "" if PRODUKTION else "Nämnden")

# The account that is paid from, and how the bank wants its file. Needed when payments are put together, not before.
BETALKONTO = read_optional("ASSISTANS_BETALKONTO")
BETALKONTO_TYP = read_optional("ASSISTANS_BETALKONTO_TYP") or "bankgiro"
BANK_BIC = read_optional("ASSISTANS_BANK_BIC")
BANKAVTAL = read_optional("ASSISTANS_BANKAVTAL")
BETALDIALEKT = read_optional("ASSISTANS_BETALDIALEKT") or "svensk_03"
# The account that vouchers credit with what is paid. Without it no SIE file is written.
MOTKONTO = read_optional("ASSISTANS_MOTKONTO")
# The key that signs evidence packs. Without it none is made in production; on one's own computer one is kept in `var/`.
SIGNERINGSNYCKEL = read_optional("ASSISTANS_SIGNERINGSNYCKEL")


# --- Django ------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "assistans",
    "beslut",
    "fakturor",
    "kontroller",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "assistans.utkast.UtkastMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "assistans.aktor.ActorMiddleware",
    "assistans.laslogg.LasloggMiddleware",
    "assistans.faltprov.FaltprovMiddleware",
]
ROOT_URLCONF = "assistans.urls"
WSGI_APPLICATION = "assistans.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "assistans.sammanhang.installation",
                "assistans.sammanhang.meny",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
MESSAGE_TAGS = {message_levels.ERROR: "danger"}  # Bootstrap's word for it

LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR / "filer"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# On one's own computer the files are served where they lie; a server collects and compresses them first.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUKTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUKTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# A month of time reports from a large provider is about 8 MB; a folder of e-invoices has some hundred files.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024**2
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024**2
DATA_UPLOAD_MAX_NUMBER_FILES = 2000  # the page takes 500, and says so itself up to here
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000


# --- Users -------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "assistans.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "logga_in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "logga_in"
SESSION_COOKIE_AGE = int(timedelta(hours=8).total_seconds())  # a working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "assistans.utkast.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

if PRODUKTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # the proxy in front sets or removes it
    SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in VARDAR]


# --- PostgreSQL, Redis and Celery --------------------------------------------------------------------------------

# In a demo everything lies beside the real: another database, another queue.
DEMO_SUFFIX, FIRST_REDIS = ("_demo", 3) if DEMO else ("", 0)
DATABASE_URL = read("DATABASE_URL", "" if PRODUKTION else embedded.database_url())
REDIS_URL = read("REDIS_URL", "" if PRODUKTION else embedded.redis_url())

try:
    DATABASES = {"default": parse_database_url(DATABASE_URL)}
    CELERY_BROKER_URL = redis_database(REDIS_URL, FIRST_REDIS, celery=True)
    CELERY_RESULT_BACKEND = redis_database(REDIS_URL, FIRST_REDIS + 1, celery=True)
    CACHE_URL = redis_database(REDIS_URL, FIRST_REDIS + 2, celery=False)
except AddressRefused as refused:
    raise ImproperlyConfigured(str(refused)) from None

DATABASES["default"]["NAME"] += DEMO_SUFFIX
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}}

CELERY_TIMEZONE = TIME_ZONE
CELERY_RESULT_EXPIRES = timedelta(days=1)
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # LOGGING below holds for workers too
# A task is acknowledged when it is done: killed half-way it is run again, by the same worker or another.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TRACK_STARTED = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50  # gives back the memory that a large report has taken
# A connection is kept from task to task: a new one reads the catalogue anew. What has broken or grown old is closed
# before a task (celery.py).
CELERY_DB_REUSE_MAX = 50
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 270
# A task of a worker that was killed outright is handed out again after this time, which must exceed the limit
# above. The throttle makes the broker look every ten seconds instead of every hundred.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 300, "unacked_restore_throttle": 1}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A page never waits for a queue that is gone: some seconds, then the refusal.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 3, "interval_start": 0.2, "interval_step": 0.3, "interval_max": 1}
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"retry_policy": CELERY_TASK_PUBLISH_RETRY_POLICY}


# --- Logging -----------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "utan_identiteter": {
            "()": "assistans.loggning.IdentityFreeFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "utan_identiteter"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # strangers knock all day; they are answered 400
        **{app: {"level": "INFO"} for app in ("assistans", "beslut", "fakturor", "kontroller")},
    },
}
