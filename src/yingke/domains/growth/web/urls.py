"""URLs of follow-ups."""

from django.urls import path

from yingke.domains.growth.web import promises, views
from yingke.domains.growth.web.registers import OPPORTUNITIES, PROMISES

app_name = "growth"
urlpatterns = [
    path("follow-ups/", views.follow_up_list, name="list"),
    path("visits/<int:pk>/follow-up/", views.detail, name="detail"),
    path("visits/<int:pk>/follow-up/close/", views.close, name="close"),
    path("follow-ups/steps/<int:pk>/finish/", views.finish_step, name="finish-step"),
    path("follow-ups/steps/<int:pk>/skip/", views.skip_step, name="skip-step"),
    path("customers/promises/<int:pk>/keep/", promises.keep_promise, name="keep-promise"),
    *PROMISES.urls(),
    *OPPORTUNITIES.urls(),
]
