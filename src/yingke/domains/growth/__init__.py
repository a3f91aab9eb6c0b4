"""The follow-up of a visit: draft, second meeting, weekly updates and outcome."""
