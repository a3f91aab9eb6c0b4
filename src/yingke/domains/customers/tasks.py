"""Jobs of the customers package."""

from yingke.domains.customers import services
from yingke.foundation.kernel import jobs


@jobs.every("40 18 * * *", name="customers.find_duplicates_nightly")  # 02:40 in China
def find_duplicates_nightly() -> None:
    services.find_duplicates()


@jobs.task(name="customers.find_duplicates")
def find_duplicates() -> None:
    services.find_duplicates()
