"""The home page: packages put cards on it in ``home.py``.

    from yingke.foundation.ui import home
    home.panels.add(Panel("indicators", "side", 30, "assessment/home.html", load))

``load(user, page)`` gives None where the card does not concern the reader, and takes as few
queries as a constant number needs; ``page`` is what the home page itself has read.
"""

from yingke.foundation.kernel.registry import Registry
from yingke.foundation.ui.panels import Panel

panels: Registry[Panel] = Registry()
