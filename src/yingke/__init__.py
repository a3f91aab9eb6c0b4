"""Yingke (迎客): key-customer visits and the relationships behind them."""

__version__ = "0.1.0"
