"""Pure rules of request forms, procedures and approval chains."""
