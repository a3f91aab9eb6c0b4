"""Documents of a visit: the plan as PDF, the calendar as iCalendar."""
