"""The pages of docs/reference/ and the glossary, made from the code they speak of.

`python -m tests.reference --update` writes them; `tests/architecture/test_reference.py` fails when
one is out of date.
"""

import argparse
import dataclasses
import inspect
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
MADE = "<!-- Made by `python -m tests.reference --update`; do not edit. -->\n"
SETTINGS = {
    "data": "The data folder: the embedded database, stored files, the secret key. It may be "
    "relative to the folder in which `yingke` is started.",
    "database_url": "`postgresql://user:password@host:port/name` of your own PostgreSQL server (15 "
    "or later); further options follow as a query, e.g. `?sslmode=require`. Without it the "
    "embedded database is used.",
    "port": "The port of the web server.",
    "bind": "The address on which the web server listens; `0.0.0.0` for all of the machine's.",
    "hosts": "The host names under which the pages are served, with commas between them. "
    "Requests for another name get 400.",
    "origin": "The address that people type, e.g. `https://yingke.example.com`. Links in messages "
    "begin with it. Without it they begin with `http://localhost:` and the port.",
    "secret_key": "Signs sessions and links. Without it a key is made once and kept in the data "
    "folder. Several web hosts need the same one.",
    "debug": "Shows details of an error on its page, and the gallery of components. Never with "
    "real data.",
    "https": "The pages are reached by HTTPS through a proxy that sends `X-Forwarded-Proto`. Plain "
    "requests are redirected, cookies are marked secure, browsers are told to stay with HTTPS.",
    "web_workers": "Processes that answer requests; without it one for each processor, at most 4.",
    "web_threads": "Threads in each of them. Python runs one at a time, so that more than a few "
    "slow each other down.",
    "job_concurrency": "Jobs that one worker runs at a time.",
    "language": "The language of those who have not chosen one.",
    "time_zone": "The time zone in which moments are shown.",
    "upload_limit_mb": "The largest file that may be stored, in megabytes.",
    "mail_url": "The mail server: `smtp://`, `smtp+tls://` (STARTTLS) or `smtps://`, then "
    "`user:password@host:port`. Without it messages are printed on the console.",
    "mail_from": "The sender of messages.",
    "journal_heads": "The folder in which the worker notes each day where the journal's hash chain "
    "stands, best on another disk. Without it `journal-heads` in the data folder.",
    "scoring_engine": "Where scores are computed: `postgres` over the live tables, `duckdb` or "
    "`spark` over a copy of them.",
    "journal_mail": "Who is sent the head of the journal's hash chain each day, by email.",
    "webhook_private": "Webhooks may call this machine, private and link-local addresses.",
    "trusted_proxies": "How many proxies in front of the web server add to `X-Forwarded-For`. The "
    "throttling of sign-ins takes the client's address from there; `0` ignores the header.",
    "oidc_issuer": "The issuer of an OpenID Connect provider; switches it on.",
    "oidc_client_id": "The client id there.",
    "oidc_client_secret": "The client secret there.",
    "oidc_name": "What its button on the sign-in page says.",
    "saml_metadata_url": "The metadata of a SAML identity provider; switches it on. Needs the "
    "extra `yingke[saml]`.",
    "saml_entity_id": "The entity id of that provider.",
    "saml_name": "What its button on the sign-in page says.",
    "log_level": "How much the log says.",
}

# 中文 of things that no page names
NAMES = {
    "FollowUp": "跟进",
    "Step": "跟进步骤",
    "Question": "反馈题目",
    "Questionnaire": "反馈表版本",
    "Feedback": "反馈",
    "RequestField": "申请表题目",
    "Procedure": "流程",
    "TemplateNode": "模板节点",
    "TemplateTask": "模板任务",
    "NumberSeries": "编号序列",
    "Guest": "来宾",
    "AgendaPerson": "议程人员",
    "AgendaBooking": "议程预订",
    "PlanVersion": "方案版本",
    "Approval": "审批",
    "CalendarAddress": "日历地址",
    "Member": "接待成员",
    "CheckItem": "检查项",
    "Calendar": "工作日历",
    "CalendarException": "日历例外",
    "Installation": "安装信息",
    "Delegation": "代理授权",
    "Grant": "角色授予",
    "Entry": "日志条目",
    "Seal": "封印",
    "Delivery": "投递",
    "Notification": "通知",
    "SavedView": "已存视图",
    "PolicyClause": "制度条款",
    "Document": "文档",
    "Version": "版本",
    "PolicyVersion": "参数版本",
}


def pages() -> dict[str, Callable[[], str]]:
    """Path below the root → what makes its text."""
    return {
        "docs/reference/settings.md": settings_page,
        "docs/reference/command-line.md": command_page,
        "docs/reference/permissions.md": permissions_page,
        "docs/reference/events.md": events_page,
        "docs/reference/urls.md": urls_page,
        "docs/reference/parameters.md": parameters_page,
        "GLOSSARY.md": glossary,
    }


def main() -> int:
    """Write the pages, or name those that are out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true")
    update = parser.parse_args().update
    set_up()
    stale = [path for path, make in pages().items() if not is_current(path, make)]
    for path in stale:
        if update:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(pages()[path](), encoding="utf-8")
        sys.stdout.write(f"{path}: {'written' if update else 'out of date'}\n")
    return 0 if update or not stale else 1


def is_current(path: str, make: Callable[[], str]) -> bool:
    """Whether the page on disk says what the code says."""
    file = ROOT / path
    return file.is_file() and file.read_text(encoding="utf-8") == make()


def set_up() -> None:
    """Django on the settings of the tests; the pages need no database."""
    import django
    from tests import catalogues

    catalogues.compile_stale()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ").strip()


def both(text: object) -> tuple[str, str]:
    """A translatable text in English and in Chinese."""
    from django.utils import translation

    with translation.override("en"):
        english = str(text)
    with translation.override("zh-hans"):
        return english, str(text)


def settings_page() -> str:
    from pydantic_core import PydanticUndefined

    from yingke.config.environment import Environment

    rows = []
    for name, field in Environment.model_fields.items():
        variable = field.alias or f"YINGKE_{name.upper()}"
        default = field.default
        shown = "" if default in (None, PydanticUndefined) else f"`{_plain(default)}`"
        rows.append((f"`{variable}`", shown, SETTINGS[name]))
    return (
        f"{MADE}# Settings\n\n"
        "All settings are environment variables, read once at the start. A value that cannot be "
        "used stops the start with a sentence that names the variable. Switches take `true` or "
        "`false`.\n\n" + table(("variable", "default", "meaning"), rows) + "\n"
    )


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def command_page() -> str:
    from yingke.config.cli import COMMANDS

    intro = (
        f"{MADE}# Command line\n\n`yingke COMMAND`. In a checkout the command is "
        "`.venv/bin/yingke`; `make run` is `yingke up --sample-if-new`.\n"
    )
    parts = [intro]
    for name, (module, summary) in COMMANDS.items():
        parser = argparse.ArgumentParser(prog=f"yingke {name}", add_help=False)
        import_module(module).add_arguments(parser)
        text = "\n".join([f"yingke {name}{_spelled(parser)}", *_arguments(parser)])
        if name == "manage":
            text = "yingke manage COMMAND …\n\n" + "\n".join(_own_commands())
        parts.append(f"## `{name}`\n\n{summary[0].upper()}{summary[1:]}.\n\n```\n{text}\n```\n")
    return "\n".join(parts)


def _spelled(parser: argparse.ArgumentParser) -> str:
    """What must follow a command, and that more may."""
    needed = [a for a in parser._actions if a.required]
    words = [f"{a.option_strings[0]} {_value(a)}" for a in needed if a.option_strings]
    words += [_value(a) for a in needed if not a.option_strings]
    more = [" [OPTION …]"] if len(needed) < len(parser._actions) else []
    return "".join([*more, *(f" {word}" for word in words)])


def _arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    """A line for each argument; argparse's own help is set differently by each Python."""
    spelled = {
        action: " ".join(filter(None, [", ".join(action.option_strings), _value(action)]))
        for action in parser._actions
    }
    if parser.description:
        yield f"\n{parser.description}"
    if spelled:
        yield ""
    width = max((len(text) for text in spelled.values()), default=0)
    for action, text in spelled.items():
        said = action.help or ("one of " + ", ".join(action.choices) if action.choices else "")
        yield f"  {text:{width}}  {said}".rstrip()


def _value(action: argparse.Action) -> str:
    """The name of an argument's value, with dots where several may follow."""
    if action.nargs == 0:
        return ""
    name = str(action.metavar or action.dest.upper())
    return f"{name} …" if action.nargs in ("+", "*") else name


def _own_commands() -> Iterator[str]:
    from django.core.management import get_commands, load_command_class

    yield "commands of Yingke's own, beside Django's:"
    for name, app in sorted(get_commands().items()):
        if str(app).startswith("yingke."):
            yield f"  {name:20}{load_command_class(app, name).help}"


def permissions_page() -> str:
    from yingke.foundation.identity import permissions

    roles: Any = import_module("yingke.foundation.identity.migrations.0002_seed_roles").ROLES
    rows = [
        (f"`{code}`", *both(text), ", ".join(r for r, (*_, held) in roles.items() if code in held))
        for code, text in sorted(permissions.declared().items())
    ]
    names = [(f"`{code}`", name_en, name) for code, (name, name_en, _) in roles.items()]
    return (
        f"{MADE}# Permissions and roles\n\n"
        "What a person may do comes from roles alone, and from what somebody delegated to that "
        "person for a time. These are the roles of a new company; change them at "
        "`/settings/roles/`.\n\n## Roles\n\n"
        + table(("role", "English", "中文"), names)
        + "\n\n## Permissions\n\n"
        + table(("permission", "English", "中文", "roles of a new company"), rows)
        + "\n\nWho is a superuser has all of them.\n"
    )


def events_page() -> str:
    from yingke.foundation.journal import events

    rows = []
    for found in sorted(_below(events.Event), key=lambda one: str(getattr(one, "kind", ""))):
        kind = found.__dict__.get("kind")
        if kind and found.__module__.startswith("yingke."):
            fields = ", ".join(f"`{field.name}`" for field in dataclasses.fields(found))
            rows.append((f"`{kind}`", f"`{found.__name__}`", fields))
    return (
        f"{MADE}# Events of the journal\n\nEach is a frozen fact in the `events.py` of its package."
        " A package above subscribes to one in its `handlers.py`.\n\n"
        + table(("kind", "class", "fields"), rows)
        + "\n"
    )


def _below(base: type) -> Iterator[type]:
    for found in base.__subclasses__():
        yield found
        yield from _below(found)


def urls_page() -> str:
    from django.urls import URLPattern, URLResolver, get_resolver

    def walk(resolver: Any, before: str, space: str) -> Iterator[tuple[str, str, str]]:
        for one in resolver.url_patterns:
            place = before + str(one.pattern)
            if isinstance(one, URLResolver):
                yield from walk(one, place, one.namespace or space)
            elif isinstance(one, URLPattern):
                view: Any = inspect.unwrap(one.callback)
                module = getattr(view, "__module__", "")
                if module.startswith("yingke."):
                    name = f"{space}:{one.name}" if space and one.name else one.name or ""
                    doc = (inspect.getdoc(view) or "").partition("\n")[0]
                    yield f"/{place}", name, doc

    rows = [
        (f"`{path}`", f"`{name}`" if name else "", doc)
        for path, name, doc in sorted(walk(get_resolver(), "", ""))
        if not path.startswith("/api/")
    ]
    return (
        f"{MADE}# Addresses\n\nSign-in pages below `/login/` and `/account/` are django-allauth's."
        " The API describes itself at `/api/v1/openapi.json`.\n\n"
        + table(("address", "name", "what it answers"), rows)
        + "\n"
    )


def parameters_page() -> str:
    from yingke.foundation.policy import parameters

    rows = [
        (f"`{one.code}`", *both(one.title), in_english(one), ", ".join(one.dimensions), one.clause)
        for one in sorted(parameters.declared().values(), key=lambda one: one.code)
    ]
    return (
        f"{MADE}# Parameters of the procedure\n\n"
        "Every number of the procedure has a default, which the company changes at "
        "`/settings/policy/` from a date on, for all or for some of what it "
        "depends on. "
        "The past is judged by the value in force then.\n\n"
        + table(("code", "English", "中文", "default", "depends on", "clause"), rows)
        + "\n"
    )


def in_english(parameter: Any) -> str:
    """The default with its unit."""
    from django.utils import translation

    with translation.override("en"):
        return str(parameter.in_words(parameter.default))


def glossary() -> str:
    from django.apps import apps

    intro = (
        f"{MADE}# Glossary\n\nOne word, one thing, everywhere: table, class, folder, address and "
        "translation use it. Things are tables of the package that its heading names; below them "
        "stand the words that one of their columns may hold.\n"
    )
    parts = [intro]
    for config in apps.get_app_configs():
        if not config.name.startswith(("yingke.domains.", "yingke.foundation.")):
            continue
        things = [
            (*named(model), meaning(model), f"`{model.__name__}`")
            for model in config.get_models()
            if model.__module__.startswith("yingke.")
        ]
        words = list(_words(config.name))
        if not things and not words:
            continue
        parts.append(f"## {config.name.removeprefix('yingke.')}\n")
        if things:
            parts.append(table(("English", "中文", "meaning", "class"), things) + "\n")
        if words:
            parts.append(table(("English", "中文", "value", "class"), words) + "\n")
    return "\n".join(parts)


def _words(package: str) -> Iterator[tuple[str, str, str, str]]:
    from django.db.models import Choices

    try:
        terms = import_module(f"{package}.terms")
    except ModuleNotFoundError:
        return
    for name, found in vars(terms).items():
        if inspect.isclass(found) and issubclass(found, Choices) and list(found):
            for member in found:
                yield (*both(member.label), f"`{member.value}`", f"`{name}`")


def named(model: Any) -> tuple[str, str]:
    """A thing's name in both languages; from NAMES where no page says it."""
    english, chinese = both(model._meta.verbose_name)
    return english, NAMES.get(model.__name__, english) if chinese == english else chinese


def meaning(model: type) -> str:
    """The first sentence of a class's docstring."""
    text = " ".join((model.__dict__.get("__doc__") or "").partition("\n\n")[0].split())
    return "" if text.startswith(f"{model.__name__}(") else text


if __name__ == "__main__":
    sys.exit(main())
