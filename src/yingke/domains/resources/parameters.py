"""The sites that a number of the procedure may differ by."""

from yingke.domains.resources import queries
from yingke.foundation import policy

policy.offer_scope("site", lambda: [(site.code, site.label) for site in queries.sites()])
