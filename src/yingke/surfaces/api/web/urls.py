"""URLs of the API and of the token and webhook pages."""

from django.urls import include, path, re_path

from yingke.surfaces.api.v1 import api as v1
from yingke.surfaces.api.web import views

patterns, app_name_of_v1, namespace_of_v1 = v1.urls()

pages = [
    path("settings/api-tokens/", views.token_list, name="tokens"),
    path("settings/api-tokens/new/", views.new_token, name="new-token"),
    path("settings/api-tokens/<int:pk>/revoke/", views.revoke_token, name="revoke-token"),
    path("settings/webhooks/", views.webhook_list, name="webhooks"),
    path("settings/webhooks/new/", views.new_webhook, name="new-webhook"),
    path("settings/webhooks/<int:pk>/", views.webhook, name="webhook"),
    path("settings/webhooks/<int:pk>/switch/", views.switch_webhook, name="switch-webhook"),
]
urlpatterns = [
    path("", include((pages, "api"))),
    path("api/v1/", include((patterns, app_name_of_v1), namespace=namespace_of_v1)),
    re_path(r"^api/(?P<rest>.*)$", v1.not_found),
]
