"""Every date that a form asks for is kept within bounds by the database."""

from collections.abc import Iterator

from django import forms
from django.apps import apps
from django.db.models import CheckConstraint, DateField, Model, Q

from yingke.foundation.ui.tables import Filters


def test_dates_of_forms_are_bounded_in_their_tables() -> None:
    import yingke.config.urls  # noqa: F401 – imports every view, and so every form

    unbounded = {
        f"{model._meta.label}.{column.name}"
        for package, name in set(_dates_of_forms())
        for model in apps.get_models()
        if model.__module__.startswith(f"{package}.")
        for column in model._meta.concrete_fields
        if isinstance(column, DateField) and column.name == name and name not in _bounded(model)
    }
    assert unbounded == set()


def _dates_of_forms() -> Iterator[tuple[str, str]]:
    """The package and the name of each date that a form of the project asks for."""
    for form in _below(forms.BaseForm):
        package = ".".join(form.__module__.split(".")[:3])
        if package.startswith("yingke.") and not issubclass(form, Filters):
            for name, field in getattr(form, "base_fields", {}).items():
                if isinstance(field, forms.DateField | forms.DateTimeField):
                    yield package, name


def _below(kind: type) -> Iterator[type]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def _bounded(model: type[Model]) -> set[str]:
    checks = (one for one in model._meta.constraints if isinstance(one, CheckConstraint))
    return {
        name.removesuffix("__lt")
        for check in checks
        if check.name.endswith("_within_bounds") and isinstance(check.condition, Q)
        for name, _limit in check.condition.children
        if isinstance(name, str) and name.endswith("__lt")
    }
