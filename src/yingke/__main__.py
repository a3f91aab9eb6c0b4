"""`python -m yingke` is the command `yingke`."""

import sys

from yingke.config.cli import main

sys.exit(main())
