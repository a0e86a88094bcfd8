"""The words that a person reads or hears on a page, and which of them are English."""

import re
from html.parser import HTMLParser

# Names, codes and file endings; anything else in Latin letters is an untranslated word.
LATIN_WORDS = {"OTOP", "SME", "SMEs", "Excel", "Word", "LibreOffice", "LINE", "JPG", "PNG", "PDF"}
LATIN_WORDS |= {"WebP", "Enter", "Tab", "Esc", "CSV", "ics"}
# Standards are called so in Thai, too.
STANDARDS = {"GI", "GAP", "GMP", "HACCP"}
FAIR_NAMES = STANDARDS | {
    "CITY",
    "IN",
    "KHONKAEN",
    "City",
    "Cluster",
    "xlsx",
    "xls",
    "ods",
    "csv",
    "MB",
    "x",
    "y",
}


class ShownText(HTMLParser):
    """Collects text, and the attributes that are spoken or stand on a button; nothing of an element
    that says itself that it is English: a name in both languages."""

    def __init__(self):
        super().__init__()
        self.words: list[str] = []
        self._silent = 0
        self._english = ""  # the tag of the innermost element that is marked

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style"):
            self._silent += 1
        if ("lang", "en") in attrs:
            self._english = tag
        for name, value in attrs:
            spoken = name in ("title", "alt", "aria-label", "placeholder")
            pressed = tag == "input" and name == "value" and dict(attrs).get("type") == "submit"
            if value and (spoken or pressed):
                self.words.append(value)

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self._silent -= 1
        if tag == self._english:
            self._english = ""

    def handle_data(self, data):
        if not self._silent and not self._english:
            self.words.append(data)


def english_in(html: str) -> list[str]:
    """Latin words on the page, codes with digits and addresses apart."""
    parser = ShownText()
    parser.feed(html)
    words = re.sub(r"https?://\S+|[\w.]+@[\w.]+|[\w.-]*\d[\w.-]*|\w+…", "", "\n".join(parser.words))
    found = re.findall(r"[A-Za-z][A-Za-z'-]+(?: [A-Za-z'-]+)*", words)
    return [phrase for phrase in found if set(phrase.split()) - LATIN_WORDS - FAIR_NAMES]
