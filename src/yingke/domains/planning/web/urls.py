"""URLs of planning."""

from django.urls import path

from yingke.domains.planning.web.registers import NEEDS, TIMINGS
from yingke.domains.planning.web.views import plans

app_name = "planning"
urlpatterns = [
    *NEEDS.urls(),
    *TIMINGS.urls(),
    path("visits/<int:pk>/plan/", plans.show, name="plan"),
    path("visits/<int:pk>/plan/propose/", plans.propose, name="propose"),
    path("proposals/<int:proposal_pk>/stop/", plans.stop, name="stop"),
    path("proposals/<int:proposal_pk>/ask/", plans.ask, name="ask"),
    path(
        "proposals/<int:proposal_pk>/asks/<int:number>/withdraw/",
        plans.withdraw_ask,
        name="ask-withdraw",
    ),
    path("proposals/<int:proposal_pk>/accept/", plans.accept, name="accept"),
]
