"""Pieces of the pages of an application. Registered as builtins."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from otopfair.onward import with_onward
from vendors.channels import Way, public_ways_to, ways_to
from vendors.copies import address_of

register = template.Library()


@register.simple_tag
def change_link(opened, part: str, address: str, here: str, aloud: str, anchor="") -> SafeString:
    """ "แก้" beside an answer, leading to its page and back `here`; nothing when it is closed."""
    if part not in opened:
        return mark_safe('<dd class="change"></dd>')
    target = with_onward(address, here) + (f"#{anchor}" if anchor else "")
    return format_html(
        '<dd class="change"><a href="{}">แก้<span class="sr-only"> {}</span></a></dd>', target, aloud
    )


@register.filter
def full_address(vendor) -> str:
    """The whole address of a vendor on one line."""
    return address_of(vendor)


@register.filter
def ways(vendor) -> list[Way]:
    """How officers find a vendor besides its telephone."""
    return ways_to(vendor)


@register.filter
def public_ways(vendor) -> list[Way]:
    """What of it the vendor shows to everybody."""
    return public_ways_to(vendor)
