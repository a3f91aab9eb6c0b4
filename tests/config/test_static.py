from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

from yingke.config import static

WHITENOISE = "whitenoise.storage.CompressedManifestStaticFilesStorage"


@pytest.fixture
def root(settings, tmp_path: Path) -> Path:
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": WHITENOISE}}
    settings.STATIC_ROOT = tmp_path / "static"
    return settings.STATIC_ROOT


def test_files_are_collected_once_and_again_when_a_source_has_changed(root, monkeypatch):
    assert static.collect()
    assert not static.collect()
    monkeypatch.setattr(static, "__version__", "another")
    assert static.collect()


def test_a_page_gets_the_name_that_is_kept_and_a_compressed_copy_lies_beside_it(root):
    static.collect()
    name = staticfiles_storage.url("ui/dist/app.css").removeprefix("/static/")
    assert (root / name).exists()
    assert (root / f"{name}.br").exists()
    assert not (root / "ui/dist/app.css").exists()
    assert not (root / "django_htmx").exists()
