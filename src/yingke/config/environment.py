"""Typed environment variables; an invalid value stops the start with a message."""

import os
import secrets
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import unquote, urlsplit

from pydantic import Field, PostgresDsn, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _processors() -> int:
    """The number of processors that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


class Environment(BaseSettings):
    """Variables are named `YINGKE_` and the field in capitals.

    `DATABASE_URL` and `PORT` have no prefix, because hosting platforms set them.
    """

    model_config = SettingsConfigDict(env_prefix="YINGKE_", extra="ignore", populate_by_name=True)

    data: Path = Path("data")
    database_url: PostgresDsn | None = Field(None, alias="DATABASE_URL")
    port: int = Field(8000, alias="PORT", ge=1, le=65535)
    bind: str = "127.0.0.1"
    hosts: Annotated[list[str], NoDecode] = ["localhost", "127.0.0.1", "[::1]"]
    origin: str | None = None
    secret_key: str | None = Field(None, min_length=32)
    debug: bool = False
    https: bool = False
    web_workers: int = Field(default_factory=lambda: min(_processors(), 4), ge=1, le=64)
    web_threads: int = Field(2, ge=1, le=256)
    job_concurrency: int = Field(4, ge=1, le=64)
    language: Literal["zh-hans", "en"] = "zh-hans"
    time_zone: str = "Asia/Shanghai"
    upload_limit_mb: int = Field(50, ge=1, le=2048)
    mail_url: str | None = None
    mail_from: str = "yingke@localhost"
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = None
    oidc_name: str = "OpenID Connect"
    saml_metadata_url: str | None = None
    saml_entity_id: str | None = None
    saml_name: str = "SAML"
    scoring_engine: Literal["postgres", "duckdb", "spark"] = "postgres"
    journal_heads: Path | None = None
    journal_mail: str = ""
    webhook_private: bool = False
    trusted_proxies: int = Field(0, ge=0, le=16)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [part.strip() for part in value.split(",")] if isinstance(value, str) else value

    @field_validator("data")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("mail_url")
    @classmethod
    def _mail_scheme(cls, value: str | None) -> str | None:
        if value and urlsplit(value).scheme not in ("smtp", "smtps", "smtp+tls"):
            raise ValueError("a mail address starts with smtp://, smtp+tls:// or smtps://")
        return value

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"no time zone is called {value!r}") from error
        return value


class InvalidEnvironment(SystemExit):
    """The environment is invalid; the message lists each variable and its error."""


def load() -> Environment:
    """Read the environment. Raises InvalidEnvironment with all errors at once."""
    try:
        return Environment()  # type: ignore[call-arg]  # fields come from the environment
    except ValidationError as error:
        lines = [f"  {_variable(fault['loc'])}: {fault['msg']}" for fault in error.errors()]
        raise InvalidEnvironment("Invalid settings:\n" + "\n".join(lines)) from None


def _variable(location: tuple[int | str, ...]) -> str:
    name = str(location[0])
    return name if name.isupper() else f"YINGKE_{name.upper()}"


def secret_key(environment: Environment) -> str:
    """Return the signing key: from the environment, or created once in the data folder."""
    if environment.secret_key:
        return environment.secret_key
    path = environment.data / "secret-key"
    if not path.exists():
        environment.data.mkdir(parents=True, exist_ok=True)
        made = path.with_suffix(f".{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(64))
        try:
            os.link(made, path)  # atomic: of two processes starting at once, one wins
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text().strip()


def mail_settings(environment: Environment) -> dict[str, object]:
    """Return Django's mail settings for `smtp[s]://user:password@host:port`, if set."""
    if not environment.mail_url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    url = urlsplit(environment.mail_url)
    return {
        "EMAIL_HOST": url.hostname or "localhost",
        "EMAIL_PORT": url.port or (465 if url.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_USE_TLS": url.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 20,
    }
