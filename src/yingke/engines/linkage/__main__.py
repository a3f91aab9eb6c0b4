"""`python -m yingke.engines.linkage` does what `yingke link` does."""

import sys

from yingke.engines.linkage.command import main

sys.exit(main())
