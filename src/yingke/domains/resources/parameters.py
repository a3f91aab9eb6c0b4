"""The sites that a number of the procedure may differ by."""

from yingke.foundation import policy
from yingke.foundation.identity.queries import sites

policy.offer_scope("site", lambda: [(site.code, site.label) for site in sites()])
