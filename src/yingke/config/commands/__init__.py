"""The subcommands of `yingke` that need the whole product."""
