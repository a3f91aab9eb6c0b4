"""A rating control for touch screens."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class Scale(forms.RadioSelect):
    """Numbers side by side, each at least 44 px; they wrap on a phone."""

    template_name = "feedback/scale.html"

    def _render(
        self, template_name: str, context: dict[str, Any], renderer: Any = None
    ) -> SafeString:
        return render_to_string(template_name, context)
