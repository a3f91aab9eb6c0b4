"""Jobs of the documents."""

from yingke.foundation.documents import files
from yingke.foundation.kernel import jobs


@jobs.every("41 3 * * *", name="documents.sweep")
def sweep() -> None:
    files.delete_orphans()
