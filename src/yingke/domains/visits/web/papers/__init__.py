"""Papers and files of a visit: the plan as PDF, the calendar as iCalendar."""
