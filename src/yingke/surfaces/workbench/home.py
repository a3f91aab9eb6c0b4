"""The cards of the home page that join several packages."""

from yingke.foundation.ui import home
from yingke.surfaces.workbench.web import cards

home.panels.add(*cards.OWN)
