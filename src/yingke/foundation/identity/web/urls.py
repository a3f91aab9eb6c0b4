"""URLs of the identity package.

allauth reverses its own pages without a namespace (`account_login`).
"""

from allauth import app_settings
from allauth.account import views as allauth_account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.urls import build_provider_urlpatterns
from django.urls import include, path, re_path

from yingke.foundation.identity.web.registers import ROLES, SITES, UNITS, USERS
from yingke.foundation.identity.web.views import account, organisation, people, sign_in

sign_in_pages = [
    path("login/", sign_in.SignInView.as_view(), name="account_login"),
    path("logout/", allauth_account.logout, name="account_logout"),
    path("account/inactive/", allauth_account.account_inactive, name="account_inactive"),
    path("account/signup/", sign_in.not_found, name="account_signup"),
    path("account/email/", sign_in.not_found, name="account_email"),
    path("account/confirm/", allauth_account.reauthenticate, name="account_reauthenticate"),
]
password_pages = [
    path("account/password/", allauth_account.password_change, name="account_change_password"),
    path("account/password/set/", allauth_account.password_set, name="account_set_password"),
    path("password/", allauth_account.password_reset, name="account_reset_password"),
    path("password/sent/", allauth_account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/done/",
        allauth_account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
mfa_pages = [
    path("login/code/", mfa.authenticate, name="mfa_authenticate"),
    path("account/confirm/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/second-step/", account.account, name="mfa_index"),
    path("account/second-step/on/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/second-step/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/recovery/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/recovery/new/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
]
pages = [
    path("account/", account.account, name="account"),
    path("account/delegate/", account.delegate, name="delegate"),
    path("account/delegations/<int:pk>/end/", account.end_delegation, name="end-delegation"),
    *USERS.urls(new=people.new_person, detail=people.person),
    path("settings/people/<int:pk>/password/", people.give_password, name="give-password"),
    path("settings/people/<int:pk>/sign-in/", people.allow_sign_in, name="allow-sign-in"),
    path("settings/people/<int:pk>/roles/", people.grant_role, name="grant-role"),
    path(
        "settings/people/<int:pk>/roles/<int:grant>/revoke/",
        people.revoke_role,
        name="revoke-role",
    ),
    *ROLES.urls(detail=organisation.role),
    *UNITS.urls(detail=organisation.unit),
    *SITES.urls(),
]
urlpatterns = [
    *sign_in_pages,
    *password_pages,
    *mfa_pages,
    path("", include((pages, "identity"))),
]
if app_settings.SOCIALACCOUNT_ENABLED:
    from allauth.socialaccount import views as providers

    urlpatterns += [
        path("account/provider/", providers.connections, name="socialaccount_connections"),
        path("account/provider/signup/", sign_in.not_found, name="socialaccount_signup"),
        path(
            "account/provider/cancelled/",
            providers.login_cancelled,
            name="socialaccount_login_cancelled",
        ),
        path("account/provider/error/", providers.login_error, name="socialaccount_login_error"),
        path("account/", include(build_provider_urlpatterns())),
    ]
