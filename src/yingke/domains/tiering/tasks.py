"""Jobs of tiering."""

from yingke.domains.tiering.services import entitlements, health, runs
from yingke.foundation.kernel import jobs


@jobs.task(name="tiering.run")
def run() -> None:
    runs.run_tonight()


@jobs.every("12 19 * * *", name="tiering.nightly")
def nightly() -> None:
    """Early morning in China: yesterday is complete, and nobody waits for the database."""
    runs.run_tonight()


@jobs.every("42 19 * * *", name="tiering.entitlements")
def entitle() -> None:
    """After the scores of the night, which decide who is among the best."""
    entitlements.run_tonight()


@jobs.every("52 19 * * *", name="tiering.health")
def examine() -> None:
    """After the dates of the night, as a missed one lowers the health."""
    health.run_tonight()
