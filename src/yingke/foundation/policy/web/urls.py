"""URLs of the policy pages."""

from django.urls import path

from yingke.foundation.policy.web.registers import CLAUSES
from yingke.foundation.policy.web.views import parameters

app_name = "policy"
urlpatterns = [
    path("settings/policy/", parameters.parameters, name="parameters"),
    *CLAUSES.urls(),
    path("settings/policy/<str:code>/", parameters.parameter, name="parameter"),
    path("settings/policy/<str:code>/change/", parameters.change, name="change"),
]
