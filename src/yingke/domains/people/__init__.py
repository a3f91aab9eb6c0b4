"""Staff, their certified skills and their absences."""
