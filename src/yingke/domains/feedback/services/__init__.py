"""The use cases of feedback: asked for and recorded, and the form itself written."""

from yingke.domains.feedback.services.answers import FeedbackFields, ask_for_feedback, record

__all__ = ["FeedbackFields", "ask_for_feedback", "record"]
