"""Small pieces of the look: icons, badges, status ladders, charts. Registered as builtins."""

import re
from copy import copy
from functools import cache

from django import template
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.templatetags.static import static
from django.urls import resolve, reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from otopfair.look import drawings, plans
from otopfair.look.charts import bar_chart_svg
from otopfair.look.landmarks import LANDMARK_SIGNS
from otopfair.look.part_charts import level_chart_svg, share_chart_svg

register = template.Library()
_REFERENCE = re.compile(r"\b(?=\d*[A-Z])[A-Z0-9]{2,8}-\d{4,}\b")

BADGE_ICONS = {
    "done": "circle-check",
    "waiting": "clock",
    "wrong": "triangle-alert",
    "going": "circle-dot",
    "off": "circle-dashed",
    "now": "sun",
    "mark": "star",
}


@cache
def _icon_markup(name: str, size: str) -> SafeString:
    css_class = f"icon icon-{size}" if size else "icon"
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        css_class,
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """One icon of the sprite, always decorative: the words beside it carry the meaning.

    ``size`` is "" or "lg" (24 px).
    """
    return _icon_markup(name, size)


@register.simple_tag
def badge(meaning: str, text: str, icon: str = "") -> SafeString:
    """A state in a word: done, waiting, wrong, going, off, now, or mark (stars, standards)."""
    if meaning not in BADGE_ICONS:
        raise template.TemplateSyntaxError(f"badge: unknown meaning {meaning!r}")
    picture = _icon_markup(icon or BADGE_ICONS[meaning], "")
    return mark_safe(
        f'<span class="badge badge-{meaning}">{picture}{conditional_escape(text)}</span>'
    )


@register.filter
def numbers_whole(text: str) -> SafeString:
    """Words from outside a template, with the number of an application (KK63-0151) on one line."""
    return mark_safe(_REFERENCE.sub(r'<span class="nowrap">\g<0></span>', conditional_escape(text)))


@register.filter
def cloth_class(cloth: str) -> str:
    """CSS class of a fair series' cloth; an unknown or empty name is indigo."""
    return f"cloth-{cloth if cloth in drawings.CLOTHS else 'indigo'}"


@register.filter
def widget_attr(bound_field, name: str) -> str:
    """An attribute of the field's widget; template syntax cannot spell names with a hyphen."""
    return bound_field.field.widget.attrs.get(name, "")


@register.filter
def control_kind(bound_field) -> str:
    """How a field is framed: "group" (fieldset), "checkbox", "file", "password" or "input"."""
    widget = bound_field.field.widget
    input_type = getattr(widget, "input_type", "")
    if widget.use_fieldset:
        return "group"
    return input_type if input_type in ("checkbox", "file", "password") else "input"


@register.filter
def first_control_id(bound_field) -> str:
    """Id that an error link must lead to: the input, or the first of a group."""
    return bound_field.id_for_label or f"{bound_field.auto_id}_0"


@register.filter
def error_count(form) -> int:
    """How many sentences the error summary lists."""
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def elided_pages(page):
    """Page numbers around ``page`` with … for the gaps."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.simple_tag
def folded_ladder(number: int, total: int, label: str) -> SafeString:
    """The status ladder on one line: bars and "ขั้นที่ 2 จาก 5 ตรวจเอกสาร"."""
    done = '<span class="done"></span>' * (number - 1)
    later = "<span></span>" * (total - number)
    return format_html(
        '<div class="ladder-folded"><div class="bars" aria-hidden="true">{}</div>'
        "<p>ขั้นที่ {} จาก {} {}</p></div>",
        mark_safe(f'{done}<span class="here"></span>{later}'),
        number,
        total,
        label,
    )


@register.simple_tag
def bar_chart(bars, title: str) -> SafeString:
    """Zero-based bars as inline SVG; see :func:`otopfair.look.charts.bar_chart_svg`."""
    return bar_chart_svg(bars, title)


@register.simple_tag
def part_chart(chart) -> SafeString:
    """A chart of parts as inline SVG, from the rows of its table."""
    if chart.is_share:
        return share_chart_svg(chart.rows, chart.aloud)
    return level_chart_svg(chart.rows, chart.aloud, chart.most)


@register.simple_tag
def booth_map(drawing: plans.Drawing, chosen: str = "") -> SafeString:
    """The whole ground with numbered booths; a pin on the one called `chosen`."""
    return plans.plan_svg(drawing, chosen=chosen)


@register.simple_tag
def pin_drop() -> str:
    """The outline of the pin that marks a booth."""
    return plans.PIN


@register.simple_tag
def booth_mark(state: str) -> SafeString:
    """The sign of a booth state: taken, held, offered, free, mine, off; for legends and lists."""
    # No sign holds anything but numbers.
    return mark_safe(
        '<svg class="booth-mark" viewBox="0 0 44 44" aria-hidden="true">'
        f'<g class="booth booth-{state}">{plans.mark_svg(state, 44, 44)}</g></svg>'
    )


@register.simple_tag
def place_mark(kind: str) -> SafeString:
    """The sign of a landmark, for legends and lists; the words beside it carry the meaning."""
    return mark_safe(
        '<svg class="place-mark" viewBox="0 0 24 24" aria-hidden="true">'
        f'<path d="{LANDMARK_SIGNS[kind]}"/></svg>'
    )


@register.simple_tag(takes_context=True)
def fragment(context, name: str, *args) -> SafeString:
    """The page part at the address `name`: how a lower app shows what an upper app knows.

    The part's own view answers, as the same person and with its own checks; what that person
    may not see is nothing.
    """
    request = copy(context["request"])
    request.method, request.GET, request.POST = "GET", QueryDict(), QueryDict()
    request.resolver_match = match = resolve(reverse(name, args=args))
    try:
        response = match.func(request, *match.args, **match.kwargs)
    except (Http404, PermissionDenied):
        return SafeString("")
    if settings.CSRF_COOKIE_NAME in response.cookies:
        # The part's own view has put the cookie on an answer that nobody gets: the page owes it.
        request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True
    return mark_safe(response.content.decode() if response.status_code == 200 else "")
