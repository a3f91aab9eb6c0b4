"""How django-allauth signs people in here; config/settings imports these constants.

Only what differs from allauth's defaults. Nobody signs up: who manages identities takes people
in, and they come by password or by a provider of `single_sign_on`.
"""

SIGN_IN_APPS = ["allauth", "allauth.account", "allauth.mfa"]
# Below authentication: they ask who it is.
SIGN_IN_MIDDLEWARE = [
    "yingke.foundation.ui.middleware.language_of_the_account",
    "allauth.account.middleware.AccountMiddleware",
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "yingke.foundation.identity.web.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "yingke.foundation.identity.web.sign_in_forms.SignInForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# An address that nobody has gets no mail, and the page does not say so.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
# Whole companies sit behind one address, so failed tries count per person, and all tries widely.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

MFA_ADAPTER = "yingke.foundation.identity.web.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "yingke.foundation.identity.web.sign_in_forms.SignInCodeForm",
    "reauthenticate": "yingke.foundation.identity.web.sign_in_forms.ConfirmCodeForm",
    "activate_totp": "yingke.foundation.identity.web.sign_in_forms.TurnOnForm",
}
MFA_TOTP_ISSUER = "Yingke"
# Addresses come from who manages identities, so nobody has to confirm one first.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# The clock of a phone may be half a minute off.
MFA_TOTP_TOLERANCE = 1

# A provider may sign in whoever was taken in with the address that it vouches for.
# A link, because the security policy lets no form lead away from this host.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True

# Failed tries are counted in the database, so that every web process counts the same.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "identity_cache",
    }
}
