"""What import-linter cannot see: relations between models, and what a package keeps to itself."""

from django.apps import apps
from tests.architecture.source import HOUSE, Package, heights, imports, owner, python_files, short

# What a domain shows to the others; `registers` is where packages above add what they bring.
SHOWN_BY_A_DOMAIN = {"models", "queries", "services", "events", "terms", "registers"}
# A foundation package is a small library: its public modules, each with what it is for.
SHOWN_BY_THE_FOUNDATION = {
    "drafts": {"models", "queries", "services", "terms", "versions", "differences", "pages"},
    "documents": {"models", "queries", "services", "owners", "pdf", "terms"},
    "identity": {"models", "requests", "queries", "services", "permissions", "terms", "fields"},
    "imports": {"models", "queries", "services", "terms"},
    "journal": {
        "models",
        "queries",
        "services",
        "events",
        "encoding",
        "history",
        "records",
        "registers",
        "wording",
    },
    "notifications": {"models", "queries", "services", "kinds", "terms"},
    "policy": {"models", "queries", "services", "parameters", "terms"},
    "ui": {
        "charts",
        "components",
        "dates",
        "differences",
        "editing",
        "edits",
        "fields",
        "history",
        "home",
        "live",
        "model_forms",
        "navigation",
        "once",
        "pages",
        "palette",
        "panels",
        "preferences",
        "refusals",
        "register",
        "spreadsheets",
        "tables",
        "widgets",
        "zones",
    },
}
PRIVATE_TO_THE_KERNEL = {"migrations", "web", "apps", "management"}
# Sits above everything and puts it together: the settings, the commands, the sample company.
ASSEMBLY = "config"


def package_of(model: type) -> Package:
    _, band, name, *_ = model.__module__.split(".")
    return Package(band, name)


def is_below(target: Package, source: Package) -> bool:
    order = heights()
    if target.band != source.band:
        return order[target.band] < order[source.band]
    return order[str(target)] < order[str(source)]


def test_relations_between_models_run_down_the_order():
    wrong, seen = [], 0
    for model in apps.get_models():
        if not model.__module__.startswith("yingke."):
            continue
        for field in model._meta.get_fields(include_parents=False):
            target = field.related_model if field.concrete else None
            if target is None or not target.__module__.startswith("yingke."):
                continue
            source, aim = package_of(model), package_of(target)
            seen += 1
            if aim != source and not is_below(aim, source):
                wrong.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    assert wrong == []
    assert seen > 50


def test_a_package_uses_only_what_another_shows():
    wrong = {
        f"{short(path)} imports {name}"
        for path in python_files("src")
        if owner(path).band != ASSEMBLY
        for name in imports(path)
        if not is_shown(name, owner(path))
    }
    assert sorted(wrong) == []


def is_shown(name: str, importer: Package) -> bool:
    """Whether `importer` may use what has this full name."""
    _, band, *rest = name.split(".")
    if len(rest) < 2 or Package(band, rest[0]) == importer:
        return True
    package, module = rest[:2]
    folder = HOUSE / band / package
    if not (folder / module).is_dir() and not (folder / f"{module}.py").is_file():
        return True  # a name that the package itself offers
    if band == "domains":
        return module in SHOWN_BY_A_DOMAIN
    if band == "foundation":
        shown = SHOWN_BY_THE_FOUNDATION.get(package)
        return module in shown if shown else module not in PRIVATE_TO_THE_KERNEL
    return True


def test_the_order_is_read_from_the_contracts():
    order = heights()
    assert order["config"] > order["surfaces"] > order["domains"] > order["foundation"]
    assert order["domains.assessment"] > order["domains.visits"] > order["domains.people"]
    assert order["domains.people"] == order["domains.commerce"] > order["domains.customers"]
    assert order["foundation.kernel"] < order["foundation.ui"] < order["foundation.identity"]
