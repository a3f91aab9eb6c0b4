"""Clock, working calendar, errors, money, ids, jobs; no tables but the calendar's."""
