"""The addresses of the identity package.

allauth finds its own pages by their plain names (`account_login`), ours are in the namespace.
"""

from allauth.account import views as account
from django.urls import path

sign_in = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
]

urlpatterns = [*sign_in]
