"""Services of the feedback package, its only writers."""

from yingke.domains.feedback.services.answers import FeedbackFields, ask_for_feedback, record

__all__ = ["FeedbackFields", "ask_for_feedback", "record"]
