"""Yingke (迎客): key-customer visits and the relationships behind them."""
