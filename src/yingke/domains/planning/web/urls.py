"""URLs of planning."""

from django.urls import path

from yingke.domains.planning.web.registers import NEEDS, TIMINGS
from yingke.domains.planning.web.views import changes, days, plans

app_name = "planning"
urlpatterns = [
    *NEEDS.urls(),
    *TIMINGS.urls(),
    path("schedule/plan/", days.show, name="day"),
    path("schedule/plan/propose/", days.propose, name="day-propose"),
    path("schedule/plan/<int:day_pk>/stop/", days.stop, name="day-stop"),
    path("schedule/plan/<int:day_pk>/ask/", days.ask, name="day-ask"),
    path(
        "schedule/plan/<int:day_pk>/asks/<int:number>/withdraw/",
        days.withdraw_ask,
        name="day-ask-withdraw",
    ),
    path("schedule/plan/<int:day_pk>/accept/", days.accept, name="day-accept"),
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
    path("changes/", changes.table, name="changes"),
    path("visits/<int:pk>/change/", changes.report, name="report"),
    path("visits/<int:pk>/change/read/", changes.read, name="report-read"),
    path("changes/<int:change_pk>/", changes.show, name="change"),
    path("changes/<int:change_pk>/correct/", changes.correct, name="change-correct"),
    path("changes/<int:change_pk>/confirm/", changes.confirm, name="change-confirm"),
    path("changes/<int:change_pk>/approve/", changes.approve, name="change-approve"),
    path("changes/<int:change_pk>/refuse/", changes.refuse, name="change-refuse"),
    path("changes/<int:change_pk>/withdraw/", changes.withdraw, name="change-withdraw"),
    path("changes/<int:change_pk>/undo/", changes.undo, name="change-undo"),
    path("changes/<int:change_pk>/tell/", changes.tell, name="change-tell"),
]
