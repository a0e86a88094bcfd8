"""What templates show of a product type."""

from django import template
from django.templatetags.static import static

from fairs.models import ProductCategory

register = template.Library()


@register.simple_tag
def category_drawing(category: int) -> str:
    """URL of the drawing of an official product type, by its number."""
    return static(f"img/{ProductCategory(category).facts.drawing}")
