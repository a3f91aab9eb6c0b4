"""Django settings. Only `environment` reads environment variables."""

from importlib.util import find_spec
from pathlib import Path

from csp.constants import NONE, SELF

from . import database, environment

ENVIRONMENT = environment.load()
PACKAGE = Path(__file__).parents[1]
CHECKOUT = PACKAGE.parents[1]

DATA = ENVIRONMENT.data
DEBUG = ENVIRONMENT.debug
SECRET_KEY = environment.secret_key(ENVIRONMENT)
ALLOWED_HOSTS = ENVIRONMENT.hosts
ORIGIN = ENVIRONMENT.origin or f"http://localhost:{ENVIRONMENT.port}"
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.origin] if ENVIRONMENT.origin else []

# Our packages from top to bottom; templates of upper ones take precedence.
OWN_PACKAGES = [
    "yingke.surfaces.workbench",
    "yingke.surfaces.api",
    "yingke.domains.assessment",
    "yingke.domains.tiering",
    "yingke.domains.growth",
    "yingke.domains.service",
    "yingke.domains.feedback",
    "yingke.domains.planning",
    "yingke.domains.visits",
    "yingke.domains.procedures",
    "yingke.domains.resources",
    "yingke.domains.people",
    "yingke.domains.commerce",
    "yingke.domains.customers",
    "yingke.foundation.imports",
    "yingke.foundation.drafts",
    "yingke.foundation.documents",
    "yingke.foundation.notifications",
    "yingke.foundation.journal",
    "yingke.foundation.policy",
    "yingke.foundation.identity",
    "yingke.foundation.ui",
    "yingke.foundation.kernel",
]


def _is_installed(name: str) -> bool:
    try:
        return find_spec(f"{name}.apps") is not None
    except ModuleNotFoundError:
        return False


OWN_PACKAGES = [name for name in OWN_PACKAGES if _is_installed(name)]
INSTALLED_APPS = [
    *OWN_PACKAGES,
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "csp",
    "django_htmx",
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # our templates override Django's
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "yingke.foundation.identity.sessions.SessionUserMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yingke.foundation.ui.edge.StorableAddresses",
    "yingke.foundation.ui.middleware.clock_of_the_page",
    "yingke.foundation.ui.middleware.kept_out_of_caches",
    "yingke.foundation.ui.middleware.Refusals",
]

ROOT_URLCONF = "yingke.config.urls"
WSGI_APPLICATION = "yingke.config.wsgi.application"
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
            ],
        },
    }
]

DATABASES = {"default": database.django_settings(ENVIRONMENT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = ENVIRONMENT.language
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "yingke_language"
# A wheel has the catalogues inside the package, a checkout at its root.
LOCALE_PATHS = [path for path in (PACKAGE / "locale", CHECKOUT / "locale") if path.is_dir()]
TIME_ZONE = ENVIRONMENT.time_zone
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # pages refer to no other names
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
if DEBUG:
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
MEDIA_ROOT = DATA / "files"
UPLOAD_LIMIT = ENVIRONMENT.upload_limit_mb * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

SESSION_COOKIE_NAME = "yingke_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.https
SESSION_ENGINE = "yingke.foundation.identity.sessions"
CSRF_COOKIE_NAME = "yingke_csrf"
SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
vars().update(environment.mail_settings(ENVIRONMENT))

PROCRASTINATE_ON_APP_READY = None
SCORING_ENGINE = ENVIRONMENT.scoring_engine
JOURNAL_HEADS = ENVIRONMENT.journal_heads or DATA / "journal-heads"
JOURNAL_MAIL = ENVIRONMENT.journal_mail
WEBHOOK_PRIVATE = ENVIRONMENT.webhook_private
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.trusted_proxies

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "yingke": {"level": ENVIRONMENT.log_level},
        "procrastinate": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
    },
}

if _is_installed("yingke.foundation.ui"):
    TEMPLATES[0]["OPTIONS"]["context_processors"] += [  # type: ignore[index]
        "yingke.foundation.ui.context.shell"
    ]
if _is_installed("yingke.foundation.identity"):
    from yingke.foundation.identity import single_sign_on
    from yingke.foundation.identity.allauth_settings import *  # noqa: F403
    from yingke.foundation.identity.allauth_settings import SIGN_IN_APPS, SIGN_IN_MIDDLEWARE

    AUTH_USER_MODEL = "identity.User"
    _PROVIDERS = single_sign_on.providers(**ENVIRONMENT.model_dump(include=single_sign_on.SETTINGS))
    INSTALLED_APPS += [*SIGN_IN_APPS, *single_sign_on.applications(_PROVIDERS)]
    MIDDLEWARE += SIGN_IN_MIDDLEWARE
    SOCIALACCOUNT_PROVIDERS = single_sign_on.provider_settings(_PROVIDERS)
