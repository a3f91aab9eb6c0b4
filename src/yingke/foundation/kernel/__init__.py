"""Clock, working calendars, errors, money, ids, jobs, idempotency."""
