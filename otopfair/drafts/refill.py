"""Put what was typed back into a form of a page, whatever form it is."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.utils.html import escape

BUTTONS = {"submit", "button", "image", "reset"}
LEFT_ALONE = BUTTONS | {"password", "file"}
TICKS = {"checkbox", "radio"}
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


@dataclass
class Element:
    """One tag: where it stands in the text, and where what it encloses ends."""

    tag: str
    attributes: dict[str, str | None]
    start: int
    inside: int  # where its content begins
    end: int = 0  # where its closing tag begins
    options: list["Element"] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name) or ""

    def written(self, **changes: str | bool) -> str:
        """The tag with other attributes; False takes one away."""
        merged = {**self.attributes, **changes}
        parts = [
            f" {name}" if value in (None, True) else f' {name}="{escape(value)}"'
            for name, value in merged.items()
            if value is not False
        ]
        return f"<{self.tag}{''.join(parts)}>"


@dataclass
class Form(Element):
    controls: list[Element] = field(default_factory=list)
    buttons: set[str] = field(default_factory=set)


class Page(HTMLParser):
    """The forms of a page, with the places of their controls."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.text = text
        self.forms: list[Form] = []
        self.main: Element | None = None
        self._lines = [0]
        for line in text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._open: dict[str, Element] = {}
        self._loose: list[Element] = []
        self.feed(text)
        for control in self._loose:
            self._give(
                next((f for f in self.forms if f.get("id") == control.get("form")), None), control
            )

    def handle_starttag(self, tag, attrs):
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        kind = Form if tag == "form" else Element
        element = kind(tag, dict(attrs), start, start + len(self.get_starttag_text()))
        if tag == "main":
            self.main = element
        elif tag == "form":
            self.forms.append(element)
            self._open[tag] = element
        elif tag == "option" and "select" in self._open:
            self._open["select"].options.append(element)
        elif tag in ("input", "select", "textarea", "button"):
            self._open[tag] = element
            if element.get("form"):
                self._loose.append(element)
            else:
                self._give(self._open.get("form"), element)

    def handle_endtag(self, tag):
        element = self._open.pop(tag, None)
        if element is not None:
            line, column = self.getpos()
            element.end = self._lines[line - 1] + column

    @staticmethod
    def _give(form, control: Element) -> None:
        if form is None or not control.get("name"):
            return
        if control.tag == "button" or control.get("type") in BUTTONS:
            form.buttons.add(control.get("name"))
        else:
            form.controls.append(control)


@dataclass
class Refilled:
    text: str
    found: bool
    left: list[tuple[str, str]]  # what has no place on the page
    differs: bool  # whether a box says something else than the page does by itself


def refill(text: str, fields: list, *, page: str, path: str, note: str = "") -> Refilled:
    """`text` with `fields` (name, value) in the form that sends to `path`; `note` above all."""
    parsed = Page(text)
    form = _chosen(parsed.forms, fields, page, path)
    edits: list[tuple[int, int, str]] = []
    left = [tuple(one) for one in fields]
    differs = form is not None and _differs(text, form, fields)
    if form is not None:
        left = _fill(form, fields, edits)
        hidden = "".join(
            f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
            for name, value in left
        )
        edits.append((form.end, form.end, hidden))
    place = parsed.main.inside if parsed.main else (form.start if form else 0)
    edits.append((place, place, note))
    for start, end, new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        text = text[:start] + new + text[end:]
    return Refilled(text, form is not None, left, differs)


def _chosen(forms: list[Form], fields: list, page: str, path: str) -> Form | None:
    """The form that sends to `path`; of several, or else of all, the most alike."""
    posts = [form for form in forms if form.get("method").lower() == "post" and form.end]
    there = [form for form in posts if urlsplit(urljoin(page, form.get("action"))).path == path]
    alike = [(_likeness(form, fields), form) for form in there or posts]
    best = max(alike, key=lambda pair: pair[0], default=((0, 0), None))
    return best[1] if there or best[0][1] else None


def _likeness(form: Form, fields: list) -> tuple[int, int]:
    """How many hidden values are the same, and how many names."""
    names = {name for name, _ in fields}
    sent = {tuple(one) for one in fields}
    same = sum((one.get("name"), one.get("value")) in sent for one in form.controls if _hidden(one))
    known = {one.get("name") for one in form.controls} - {TOKEN}
    return same, len(known & names)


def _hidden(control: Element) -> bool:
    return control.get("type") == "hidden"


def _differs(text: str, form: Form, fields: list) -> bool:
    """Whether words or a choice were typed that do not stand there; ticks alone are none."""
    stands: dict[str, list[str]] = defaultdict(list)
    for control in form.controls:
        if not _hidden(control) and control.get("type").lower() not in TICKS | LEFT_ALONE:
            stands[control.get("name")] += _stands(text, control)
    typed: dict[str, list[str]] = defaultdict(list)
    for name, value in fields:
        typed[name].append(_plain(value))
    return any(name in typed and typed[name] != there for name, there in stands.items())


def _stands(text: str, control: Element) -> list[str]:
    """What is sent for a control as the page stands."""
    if control.tag == "textarea":
        return [_plain(unescape(text[control.inside : control.end]).removeprefix("\n"))]
    if control.tag != "select":
        return [control.get("value")]
    chosen = [one for one in control.options if "selected" in one.attributes]
    if not chosen and "multiple" not in control.attributes:
        chosen = control.options[:1]
    return [option.get("value") for option in chosen]


def _plain(value: str) -> str:
    """Browsers send the ends of lines in their own way."""
    return value.replace("\r\n", "\n")


def _fill(form: Form, fields: list, edits: list) -> list[tuple[str, str]]:
    """Note the edits that fill `form`; return what has no control."""
    values: dict[str, deque] = defaultdict(deque)
    for name, value in fields:
        values[name].append(value)
    ticked = set()
    for control in form.controls:
        name, kind = control.get("name"), control.get("type").lower()
        if name == TOKEN or kind in LEFT_ALONE:
            continue
        if kind in TICKS:
            ticked.add(name)
            is_on = (control.get("value") or "on") in values[name]
            edits.append((control.start, control.inside, control.written(checked=is_on)))
        elif control.tag == "select":
            _choose(control, values[name], edits)
        elif values[name]:
            _write(control, values[name].popleft(), edits)
    gone = ticked | form.buttons | {TOKEN}
    return [(name, value) for name, rest in values.items() if name not in gone for value in rest]


def _write(control: Element, value: str, edits: list) -> None:
    if control.tag == "textarea":
        edits.append((control.inside, control.end, f"\n{escape(value)}"))
    else:
        edits.append((control.start, control.inside, control.written(value=value)))


def _choose(select: Element, values: deque, edits: list) -> None:
    """Select the options; one that the page does not offer is added, so that it is sent."""
    if not values:
        return
    wanted = [values.popleft()] if "multiple" not in select.attributes else list(values)
    if "multiple" in select.attributes:
        values.clear()
    for option in select.options:
        is_on = option.get("value") in wanted
        edits.append((option.start, option.inside, option.written(selected=is_on)))
    offered = {option.get("value") for option in select.options}
    for value in wanted:
        if value not in offered:
            added = f'<option value="{escape(value)}" selected>{escape(value)}</option>'
            edits.append((select.end, select.end, added))
