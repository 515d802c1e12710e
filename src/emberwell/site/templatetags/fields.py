"""How `components/field.html` ties a field to the sentence that helps with it."""

from __future__ import annotations

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def described(field: BoundField, help: str) -> SafeString:
    """The field's widget, with `aria-describedby` naming its help and, when there are some, its errors.

    Django writes this itself for a help text that stands in the form; ours mostly stand in templates, beside the
    words they belong to. The ids are Django's own, so both kinds look alike.
    """
    if not help:
        return field.as_widget()
    ids = f"{field.auto_id}_helptext"
    if field.errors:
        ids += f" {field.auto_id}_error"
    return field.as_widget(attrs={"aria-describedby": ids})
