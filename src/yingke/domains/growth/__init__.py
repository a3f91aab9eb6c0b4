"""From a visit to business: the follow-up with its draft, second talk, weekly sync and outcome."""
