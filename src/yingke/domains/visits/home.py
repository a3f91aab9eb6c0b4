"""What visits put on the home page; the other cards of visits join several packages."""

from yingke.domains.visits.web.decisions import DECISIONS
from yingke.foundation.ui import home

home.panels.add(DECISIONS)
