"""Jobs of imports."""

from yingke.foundation.imports import forgetting, undoing, working
from yingke.foundation.imports.services.checking import CHECK
from yingke.foundation.imports.services.undoing import UNDO
from yingke.foundation.imports.services.writing import WRITE
from yingke.foundation.kernel import jobs


@jobs.task(name=CHECK)
def check(import_id: int) -> None:
    working.check(import_id=import_id)


@jobs.task(name=WRITE)
def write(import_id: int) -> None:
    working.write(import_id=import_id)


@jobs.task(name=UNDO)
def undo(import_id: int) -> None:
    undoing.undo(import_id=import_id)


@jobs.every("53 2 * * *", name="imports.forget")
def forget() -> None:
    forgetting.forget()
