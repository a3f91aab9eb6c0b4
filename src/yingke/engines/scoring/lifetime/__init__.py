"""What an account will still buy: BG/NBD for how often, Gamma-Gamma for how much."""

from .bgnbd import BgNbd, fit_bgnbd
from .gamma_gamma import GammaGamma, fit_gamma_gamma
from .histories import Histories
from .summary import purchase_histories

__all__ = [
    "BgNbd",
    "GammaGamma",
    "Histories",
    "fit_bgnbd",
    "fit_gamma_gamma",
    "purchase_histories",
]
