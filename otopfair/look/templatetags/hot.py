"""Tags that make hot pages cheap: `{% hot %}` and `{% kept %}`. Registered as builtins."""

from django import template
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from otopfair.look.hot import render_hot

register = template.Library()

_kept: dict[tuple, SafeString] = {}


@register.simple_tag
def hot(name: str, **context) -> SafeString:
    """A Jinja2 fragment with the named values: `{% hot "products/hits.jinja" hits=hits %}`."""
    return render_hot(name, **context)


@register.simple_tag(takes_context=True)
def kept(context, name: str, *depends_on) -> SafeString:
    """Includes a template whose output depends on nothing but `depends_on`; rendered once.

    For the frame of public pages: header and footer are the same for everybody.
    """
    if settings.DEBUG:
        return context.template.engine.get_template(name).render(context)
    key = (name, get_language(), *depends_on)
    if key not in _kept:
        _kept[key] = context.template.engine.get_template(name).render(context)
    return _kept[key]
