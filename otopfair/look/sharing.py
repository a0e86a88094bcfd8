"""What a page says of itself: to search engines, and to whoever gets its address sent.

The words are those that the page shows, and nothing that it does not show. Facts are dictionaries
of schema.org, read by machines as JSON-LD.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from otopfair.tongues import START, in_tongue

CONTEXT = "https://schema.org"
MOST_LETTERS = 160  # what search engines and LINE show of a description


@dataclass(frozen=True)
class Picture:
    """A picture for the page that is shared; its address as the site knows it."""

    path: str
    width: int
    height: int

    @property
    def url(self) -> str:
        return absolute(self.path)


def site_card() -> Picture:
    """The picture of the whole site, in the language of the page."""
    return Picture(in_tongue("/card.png", f"{START}/card.png"), 1200, 630)


@dataclass(frozen=True)
class Shared:
    """Title, description and the one address (`path`) of a page, whatever its query says."""

    title: str
    description: str
    path: str
    picture: Picture = field(default_factory=site_card)
    kind: str = "website"
    facts: tuple[dict, ...] = ()

    @property
    def url(self) -> str:
        return absolute(self.path)


def absolute(path: str) -> str:
    return urljoin(settings.SITE_URL, path)


def in_short(text: str, most: int = MOST_LETTERS) -> str:
    """`text` on one line, ended at a space before it gets longer than `most`."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    start = text[: most - 1]
    return f"{start.rpartition(' ')[0] or start}…"


def list_path(path: str, page: int) -> str:
    """The address of a list without its filters; each page of it is one of its own."""
    return f"{path}?{urlencode({'page': page})}" if page > 1 else path


def list_shared(title: str, description: str, path: str, page: int = 1) -> Shared:
    """A list, one step from the front page."""
    return Shared(title, description, list_path(path, page), facts=(way_to((title, path)),))


def fact(kind: str, **values) -> dict:
    """One thing of schema.org; what is not known is left out."""
    known = {name: value for name, value in values.items() if value not in (None, "", [])}
    return {"@context": CONTEXT, "@type": kind, **known}


def part(kind: str, **values) -> dict:
    """As `fact`, inside another one."""
    return {key: value for key, value in fact(kind, **values).items() if key != "@context"}


def way_to(*steps: tuple[str, str]) -> dict:
    """The way from the front page on: (name, path) of each step, the page itself last."""
    way = ((_("หน้าแรก"), in_tongue("/", f"{START}/")), *steps)
    return fact(
        "BreadcrumbList",
        itemListElement=[
            part("ListItem", position=place, name=name, item=absolute(path))
            for place, (name, path) in enumerate(way, start=1)
        ],
    )


def place_in_thailand(district: str, province: str) -> dict:
    return part(
        "PostalAddress", addressLocality=district, addressRegion=province, addressCountry="TH"
    )
