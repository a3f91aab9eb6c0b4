"""Tiers in templates."""

from django import template

from yingke.domains.customers.terms import Tier

register = template.Library()


@register.filter
def tier_label(code: str) -> str:
    return str(Tier(code).label)
