"""A second template engine, Jinja2, for the few fragments that are most of a hot page.

A list of 120 booths or 30 products costs Django's templates several milliseconds, Jinja2 a tenth of
that (see tests/load). Everything else stays in Django templates, which reach these fragments with
`{% hot "products/hits.jinja" hits=hits %}`.
"""

from functools import cache

from django.template import engines
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined

from otopfair.look.pictures import square
from otopfair.look.templatetags.look import icon
from otopfair.thai.templatetags.thai import highlight
from otopfair.tongues import written


def environment(**options) -> Environment:
    """The engine named in settings: strict, escaping, with the look's icons and Thai marks."""
    jinja = Environment(  # noqa: S701 - Django passes autoescape=True
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    )
    jinja.globals.update(icon=icon, square=square, url=reverse, _=gettext, ngettext=ngettext)
    jinja.filters["written"] = written
    jinja.filters["highlight"] = lambda text, query: mark_safe(highlight(text, query))
    return jinja


@cache
def _template(name: str):
    return engines["hot"].env.get_template(name)


def render_hot(name: str, **context) -> SafeString:
    """The fragment `name` (*.jinja in templates/) as safe HTML."""
    return mark_safe(_template(name).render(context))
