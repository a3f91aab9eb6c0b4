"""URLs of the service package."""

from yingke.domains.service.web.registers import CASES

app_name = "service"
urlpatterns = [*CASES.urls()]
