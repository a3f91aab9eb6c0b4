"""Settings of django-allauth where they differ from its defaults; imported by config/settings.

There is no sign-up. Managers of identities create users, who sign in with a password or through an
identity provider of `single_sign_on`.
"""

SIGN_IN_APPS = ["allauth", "allauth.account", "allauth.mfa"]
# They read `request.user`, so they come after the authentication middleware.
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
# An unknown address gets no email, and the page does not reveal it.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
# A whole company may share an IP address: wrong tries are slowed down by `services.sign_ins`.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": None,
    "reset_password": "120/m/ip,5/m/key",
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

MFA_ADAPTER = "yingke.foundation.identity.web.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "yingke.foundation.identity.web.sign_in_forms.SignInCodeForm",
    "reauthenticate": "yingke.foundation.identity.web.sign_in_forms.ConfirmCodeForm",
    "activate_totp": "yingke.foundation.identity.web.sign_in_forms.ActivateForm",
}
MFA_TOTP_ISSUER = "Yingke"
# Managers of identities enter the addresses, so users need not confirm them.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Accepts the previous and the next code, since phone clocks differ by half a minute.
MFA_TOTP_TOLERANCE = 1

# The content security policy blocks forms to other hosts, so signing in is a link.
SOCIALACCOUNT_LOGIN_ON_GET = True
# The provider vouches for the address, so it signs in the user who has it.
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True

# The rate limits need counters that all web processes share.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "identity_cache",
    }
}
