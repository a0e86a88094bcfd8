"""Tags for a site in two languages: the page's other address, and what people typed in Thai.

Registered as builtins.
"""

from functools import cache

from django import template
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from otopfair import tongues
from otopfair.look.sharing import absolute
from otopfair.look.templatetags.hot import kept

register = template.Library()
register.filter("written", tongues.written)
register.simple_tag(tongues.tongue_of)

PLACE = "<!-- tongue -->"  # in _header.html, which is kept and the same on every page
SWITCH = '<a class="tongue" href="{}" lang="{}" hreflang="{}">{}</a>'
CANONICAL = '<link rel="canonical" href="{}">'
ALTERNATES = (
    '<link rel="alternate" hreflang="th" href="{0}"><link rel="alternate" hreflang="en" href="{1}">'
    '<link rel="alternate" hreflang="x-default" href="{0}">'
)


@register.simple_tag(takes_context=True)
def tongue_links(context) -> SafeString:
    """For the head of a page that exists in both languages: both addresses, and its own."""
    if not _has_twin(context):
        return mark_safe("")
    shared = context.get("shared")
    path = shared.path if shared else context["request"].path
    alternates = format_html(ALTERNATES, *map(absolute, tongues.both_paths(path)))
    return alternates if shared else format_html(CANONICAL, absolute(path)) + alternates


@register.simple_tag(takes_context=True)
def site_header(context, section: str = "") -> SafeString:
    """The header with the way to the same page, asked for the same, in the other language."""
    header = kept(context, "_header.html", section)
    return mark_safe(header.replace(PLACE, _switch(context) if _has_twin(context) else ""))


def _switch(context) -> SafeString:
    request = context["request"]
    thai, english = tongues.both_paths(request.path)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    if tongues.is_english():
        return format_html(SWITCH, thai + query, "th", "th", "ไทย")
    return format_html(SWITCH, english + query, "en", "en", "English")


def _has_twin(context) -> bool:
    request = context.get("request")
    match = request and request.resolver_match
    return bool(match) and match.url_name in routes_spoken_twice()


@cache
def routes_spoken_twice() -> frozenset[str]:
    """The names of the routes that exist in both languages."""
    names: set[str] = set()

    def look(patterns) -> None:
        for entry in patterns:
            if isinstance(entry, URLPattern):
                names.add(entry.name)
            else:
                look(entry.url_patterns)

    for entry in get_resolver().url_patterns:
        if isinstance(entry.pattern, LocalePrefixPattern):
            look(entry.url_patterns)
    return frozenset(names)
