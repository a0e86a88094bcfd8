"""The form of a page as a browser would send it back, with nothing typed."""

from html.parser import HTMLParser


class _Controls(HTMLParser):
    """Every form: (its attributes, name → values of its controls, all names, first button)."""

    def __init__(self) -> None:
        super().__init__()
        self.forms, self.here, self.names, self.press = [], {}, set(), {}
        self.select = self.text = None

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        name = attributes.get("name")
        if tag == "form":
            self.here, self.names, self.press = {}, set(), {}
            self.forms.append((attributes, self.here, self.names, self.press))
        self.names |= {name} - {None}
        if tag == "button" and not self.press:
            self.press[name] = attributes.get("value", "")
        elif tag == "input" and name:
            self._input(name, attributes)
        elif tag == "textarea":
            self.text = name
            self.here[name] = [""]
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in attributes:
            self.here.setdefault(self.select, []).append(attributes.get("value", ""))

    def _input(self, name, attributes):
        kind = attributes.get("type", "text")
        if kind in {"submit", "file", "button"} or name == "csrfmiddlewaretoken":
            return
        ticked = kind in {"checkbox", "radio"}
        if ticked and "checked" not in attributes:
            return
        self.here.setdefault(name, []).append(attributes.get("value", "on" if ticked else ""))

    def handle_data(self, data):
        if self.text:
            # A browser leaves out the line break that follows <textarea>.
            self.here[self.text] = [(self.here[self.text][0] + data).removeprefix("\n")]

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.text = None
        elif tag == "select":
            self.here.setdefault(self.select, [""])
            self.select = None


def filled_form(response, *, holds: str) -> dict[str, str | list[str]]:
    """What the last form with a field called `holds` sends when it is sent at once."""
    found = [fields for _, fields, *_ in _forms_of(response) if holds in fields]
    assert found, f"no form holds {holds}"
    return _as_sent(found[-1])


def posting_forms(response) -> list[tuple[str, dict[str, str | list[str]], set[str]]]:
    """(action, what it sends, names of all its boxes) of every form of the page that posts."""
    return [
        (form.get("action") or "", _as_sent(fields) | {k: v for k, v in press.items() if k}, names)
        for form, fields, names, press in _forms_of(response)
        if (form.get("method") or "").lower() == "post"
    ]


def _forms_of(response) -> list:
    reader = _Controls()
    reader.feed(response.content.decode())
    return reader.forms


def _as_sent(fields: dict) -> dict[str, str | list[str]]:
    return {name: values if len(values) > 1 else values[0] for name, values in fields.items()}
