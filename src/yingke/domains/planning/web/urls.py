"""URLs of planning."""

from yingke.domains.planning.web.registers import NEEDS, TIMINGS

app_name = "planning"
urlpatterns = [
    *NEEDS.urls(),
    *TIMINGS.urls(),
]
