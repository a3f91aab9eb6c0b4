"""Formatting of amounts in CNY."""

from decimal import ROUND_HALF_UP, Decimal

TEN_THOUSAND = Decimal(10_000)
HUNDRED_MILLION = Decimal(100_000_000)


def grouped(amount: Decimal) -> str:
    """`12345.5` → `¥12,345.50`; whole amounts have no decimals."""
    rounded = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    whole = rounded == rounded.to_integral_value()
    sign = "-" if rounded < 0 else ""
    return f"{sign}¥{abs(rounded):,.0f}" if whole else f"{sign}¥{abs(rounded):,.2f}"


def format_cny(amount: Decimal, *, language: str = "zh-hans") -> str:
    """Format an amount for a label: in Chinese from 10,000 in 万 or 亿, otherwise grouped.

    `language` is a Django language code.
    """
    size = abs(amount)
    if not language.startswith("zh") or size < TEN_THOUSAND:
        return grouped(amount)
    unit, word = (HUNDRED_MILLION, "亿") if size >= HUNDRED_MILLION else (TEN_THOUSAND, "万")
    scaled = (amount / unit).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP).normalize()
    return f"¥{scaled:,f}{word}" if amount >= 0 else f"-¥{-scaled:,f}{word}"
