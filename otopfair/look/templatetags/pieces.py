"""Pieces of a page that come again and again, each with one look. Registered as builtins.

A piece with words of its own inside is a block tag: `{% empty_state "ยังไม่มีใบสมัคร" %}…`. Where a
piece leads (`to`) is an address, or the name of a route with its arguments after it.
"""

import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from otopfair.drafts.keeping import answer_page
from otopfair.look.pictures import square
from otopfair.look.templatetags.look import icon
from otopfair.tongues import is_english

register = template.Library()
FACTS = '<script type="application/ld+json">{}</script>'
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
register.simple_tag(square)


@register.simple_tag
def crumb(label, to: str = "", *args) -> SafeString:
    """One step of the way to this page; without an address it is the page itself."""
    if to:
        return format_html('<li><a href="{}">{}</a></li>', _address(to, args), label)
    return format_html('<li><span aria-current="page">{}</span></li>', label)


@register.simple_tag
def back(label, to: str, *args) -> SafeString:
    """The way back, above the title."""
    sign = icon("arrow-left")
    return format_html('<a class="back" href="{}">{}{}</a>', _address(to, args), sign, label)


@register.simple_tag
def earlier(label, to: str, *args, aloud: str = "") -> SafeString:
    """Step to the neighbour before; `aloud` says what a date alone does not."""
    inside = format_html("{}{}", icon("chevron-left"), _words(label, aloud))
    return _step("prev", _address(to, args), inside)


@register.simple_tag
def later(label, to: str, *args, aloud: str = "") -> SafeString:
    """Step to the neighbour after; as `earlier`."""
    inside = format_html("{}{}", _words(label, aloud), icon("chevron-right"))
    return _step("next", _address(to, args), inside)


@register.simple_tag(takes_context=True)
def shares(context) -> SafeString:
    """What the page says of itself, where its view has said so as `shared`."""
    shared = context.get("shared")
    if shared is None:
        return mark_safe("")
    facts = format_html_join("", FACTS, ((_facts(one),) for one in shared.facts))
    context = {"shared": shared, "facts": facts, "is_english": is_english()}
    return mark_safe(render_to_string("components/shared.html", context))


def _facts(one: dict) -> SafeString:
    """JSON that cannot end its script: the same escapes as Django's `json_script`."""
    said = json.dumps(one, ensure_ascii=False, cls=DjangoJSONEncoder)
    return mark_safe(said.translate(ESCAPED))


@register.simple_tag(takes_context=True)
def answers_press(context) -> SafeString:
    """On the page that answers a post, where it can be opened again (static/js/answered.js)."""
    request = context.get("request")
    if request is None or request.method != "POST" or request.resolver_match is None:
        return mark_safe("")
    return format_html(' data-answers-press="{}"', answer_page(request))


def _step(rel: str, url: str, inside: SafeString) -> SafeString:
    return format_html('<a class="button second small" rel="{}" href="{}">{}</a>', rel, url, inside)


def _words(label, aloud: str) -> SafeString:
    spoken = format_html('<span class="sr-only">{} </span>', aloud) if aloud else ""
    return format_html("<span>{}{}</span>", spoken, label)


def _address(to: str, args: tuple) -> str:
    """An address as it is, or that of a route's name; "?page=2" is this page's own."""
    return to if to[:1] in ("", "?", "#", "/") else resolve_url(to, *args)


@register.simple_block_tag
def empty_state(content, title, to="", action="", icon="plus", ready="") -> SafeString:
    """A list with nothing in it: what is not there, why (the content), and what to do next."""
    shown = {"title": title, "url": _address(to, ()), "action": action, "icon": icon}
    return _piece("empty", content, ready=ready, **shown)


@register.simple_tag
def save_button(kind: str, pk: int) -> SafeString:
    """Keeps a product (p), a shop (v) or a booth (b) on the visitor's own list; the form stands
    in the frame of the page, and static/js/saved.js says whether it is there already."""
    there, words = _("อยู่ในรายการของฉัน"), _("เก็บไว้ในรายการของฉัน")
    return format_html(
        '<p><button class="button second save-here" form="save" name="add" value="{}{}" '
        'data-there="{}">{}<span>{}</span></button></p>',
        *(kind, pk, there, icon("bookmark"), words),
    )


@register.simple_block_tag
def problems(content, *title) -> SafeString:
    """What kept the page from doing its work; the content lists the places to mend.

    A title with figures in it comes in pieces: `{% problems "ไม่สำเร็จ" left "ใบ" %}`.
    """
    return _piece("problems", content, title=" ".join(str(piece) for piece in title))


@register.simple_block_tag(takes_context=True)
def press(
    context, content, to="", *args, look="button", busy="", swaps=False, **hidden
) -> SafeString:
    """A button (the content) that does one thing: a form with its token and `hidden` answers.

    `look` is the button's class, `busy` what it says while it works; with `swaps` htmx sends it
    where the page swaps parts.
    """
    form = {"url": _address(to, args), "hidden": hidden, "swaps": swaps}
    token = context.get("csrf_token", "")
    return _piece("press", content, csrf_token=token, look=look, busy=busy, **form)


def _piece(name: str, content: str, **shown) -> SafeString:
    # The content is rendered, and so escaped, by the template that wrote it.
    return mark_safe(
        render_to_string(
            f"components/{name}.html", {"content": mark_safe(content.strip()), **shown}
        )
    )
