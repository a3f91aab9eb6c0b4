"""URLs of the policy pages."""

from django.urls import path

from yingke.foundation.policy.web.views import clauses, parameters

app_name = "policy"
urlpatterns = [
    path("settings/policy/", parameters.parameters, name="parameters"),
    path("settings/policy/clauses/", clauses.clauses, name="clauses"),
    path("settings/policy/clauses/<int:pk>/edit/", clauses.edit_clause, name="edit-clause"),
    path("settings/policy/<str:code>/", parameters.parameter, name="parameter"),
    path("settings/policy/<str:code>/change/", parameters.change, name="change"),
]
