"""One template per page, its parts inside it: ``{% part "facts" %}…{% endpart %}``.

Rendered with the page, a part is just its content.  ``render_part`` renders it alone, from the
same template and context, so a page and what refreshes on it cannot differ.  A part may stand
anywhere in the chain of templates that a page extends, inside a component too; it sees the page's
context, but nothing that a ``{% for %}`` or ``{% with %}`` around it would add.
"""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.http import HttpRequest
from django.template import Context, Node, NodeList, Template, TemplateSyntaxError
from django.template.base import Parser, Token
from django.template.context import make_context
from django.template.loader import get_template
from django.template.loader_tags import (
    BLOCK_CONTEXT_KEY,
    BlockContext,
    BlockNode,
    ExtendsNode,
)
from django.utils.safestring import SafeString

Found = TypeVar("Found", bound=Node)


class PartDoesNotExist(LookupError):
    """Neither the template nor one that it extends has a part of this name."""


class PartNode(Node):
    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        return self.nodelist.render(context)


def parse_part(parser: Parser, token: Token) -> PartNode:
    pieces = token.split_contents()
    if len(pieces) != 2 or pieces[1][0] not in "\"'" or pieces[1][0] != pieces[1][-1]:
        raise TemplateSyntaxError('write {% part "name" %} with one quoted name')
    nodelist = parser.parse(("endpart",))
    parser.delete_first_token()
    return PartNode(pieces[1][1:-1], nodelist)


def _lineage(page: Template, context: Context) -> Iterator[NodeList]:
    """The nodes of the template, of the one it extends, and so on up to the root."""
    current: Template | None = page
    while current is not None:
        yield current.nodelist
        extends = next((n for n in current.nodelist if isinstance(n, ExtendsNode)), None)
        current = extends.get_parent(context) if extends else None


def _nodes(nodelist: NodeList, kind: type[Found]) -> Iterator[Found]:
    """Every node of a kind, also those inside a component: Django's own search passes these by."""
    for node in nodelist:
        if isinstance(node, kind):
            yield node
        for name in {*node.child_nodelists, "nodelist"}:
            inner = getattr(node, name, None)
            if isinstance(inner, NodeList):
                yield from _nodes(inner, kind)


def _find(page: Template, name: str, context: Context) -> tuple[PartNode, BlockContext] | None:
    blocks, found = BlockContext(), None
    for nodes in _lineage(page, context):
        blocks.add_blocks({block.name: block for block in _nodes(nodes, BlockNode)})
        if found is None:
            found = next((part for part in _nodes(nodes, PartNode) if part.name == name), None)
    return (found, blocks) if found else None


def render_part(
    template_name: str, name: str, values: dict[str, Any], request: HttpRequest
) -> SafeString:
    """Render one part of a page alone; raise PartDoesNotExist if the page has none so named."""
    backend = get_template(template_name)
    page: Template = backend.template  # type: ignore[attr-defined]  # the Django engine's wrapper
    context = make_context(values, request, autoescape=True)
    with context.render_context.push_state(page), context.bind_template(page):
        found = _find(page, name, context)
        if found is None:
            raise PartDoesNotExist(f"{template_name} has no part {name!r}")
        part, blocks = found
        context.render_context[BLOCK_CONTEXT_KEY] = blocks
        return part.render(context)
