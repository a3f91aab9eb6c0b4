"""``{% kept key %}…{% endkept %}``: a piece of many pages, drawn once for each key.

The key (any hashable value) names everything that the piece depends on besides the language; None
draws it anew. The form token and ``{% here %}`` are filled in on each page.
"""

from collections.abc import Hashable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from yingke.foundation.ui.components.library import register

MOST: Final = 512  # pieces in a process
# Control characters, which no text of a page contains.
TOKEN_MARK: Final = "\x02token\x03"  # noqa: S105 – no password
HERE_MARK: Final = "\x02here\x03"

_pieces: dict[Hashable, str] = {}


class KeptNode(Node):
    def __init__(self, key: FilterExpression, nodelist: NodeList) -> None:
        self.key = key
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        key = self.key.resolve(context)
        if key is None or settings.DEBUG:
            return self.nodelist.render(context)
        place = (self.origin.template_name, self.token.lineno, get_language(), key)  # type: ignore[union-attr]  # a node of a template
        piece = _pieces.get(place)
        if piece is None:
            with context.push(csrf_token=TOKEN_MARK, here=HERE_MARK):
                piece = self.nodelist.render(context)
            if len(_pieces) >= MOST:
                _pieces.clear()
            _pieces[place] = piece
        return mark_safe(_filled(piece, context))  # noqa: S308 – escaped when it was drawn


def _filled(piece: str, context: Context) -> str:
    if TOKEN_MARK in piece:
        piece = piece.replace(TOKEN_MARK, str(context.get("csrf_token", "")))
    if HERE_MARK in piece:
        piece = piece.replace(HERE_MARK, escape(_here(context)))
    return piece


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    pieces = token.split_contents()
    if len(pieces) != 2:
        raise TemplateSyntaxError("write {% kept key %}")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(parser.compile_filter(pieces[1]), nodelist)


@register.simple_tag(takes_context=True)
def here(context: Context) -> str:
    """The address of the page, for a form that comes back to it."""
    return str(context.get("here") or _here(context))


def _here(context: Context) -> str:
    request: HttpRequest | Any = context.get("request")
    return request.get_full_path() if request else ""
