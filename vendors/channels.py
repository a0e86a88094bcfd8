"""How a vendor is found besides its telephone: LINE, Facebook, a page, e-mail, fax."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from otopfair.thai.phones import format_phone
from vendors.models import Vendor

LINE_NAME = re.compile(r"@?[A-Za-z0-9._-]{2,50}")
FACEBOOK_NAME = re.compile(r"[A-Za-z0-9.]{5,50}")
FACEBOOK_PAGE = re.compile(r"(?:https?://)?((?:[a-z]+\.)?(?:facebook|fb)\.com/\S+)", re.IGNORECASE)
WEB_PAGE = re.compile(
    r"(https?://)?([^\s/@:]+\.[^\s/@:.]{2,}(?::\d{1,5})?(?:/\S*)?)", re.IGNORECASE
)
# What the vendor may show to visitors, and the column that says it does.
SHOWN_BY = {
    "line_id": "line_is_public",
    "facebook": "facebook_is_public",
    "website": "website_is_public",
}


@dataclass(frozen=True)
class Way:
    """One way to a vendor; `url` is "" where the words are no address."""

    label: str
    words: str
    url: str = ""


def ways_to(vendor: Vendor) -> list[Way]:
    """All that the vendor has told officers."""
    private = [
        Way("อีเมล", vendor.email, f"mailto:{quote(vendor.email)}"),
        Way("โทรสาร", format_phone(vendor.fax) if vendor.fax else ""),
        Way("ที่อยู่ติดต่อ", vendor.contact_address),
    ]
    return [way for way in [*_online(vendor, SHOWN_BY), *private] if way.words]


def public_ways_to(vendor: Vendor) -> list[Way]:
    """What the vendor shows to everybody."""
    shown = [name for name, consent in SHOWN_BY.items() if getattr(vendor, consent)]
    return [way for way in _online(vendor, shown) if way.words]


def _online(vendor: Vendor, names) -> list[Way]:
    found = {
        "line_id": Way("LINE", vendor.line_id, line_address(vendor.line_id)),
        "facebook": Way("เฟซบุ๊ก", vendor.facebook, _facebook(vendor.facebook)),
        "website": Way("เว็บไซต์", vendor.website, _page(vendor.website)),
    }
    return [found[name] for name in names]


def line_address(name: str) -> str:
    """What opens somebody in LINE; "" where `name` is no name of LINE."""
    if not LINE_NAME.fullmatch(name):
        return ""
    return f"https://line.me/R/ti/p/{name if name.startswith('@') else f'~{name}'}"


def _facebook(words: str) -> str:
    """The address of a page, or of the name that stands behind facebook.com/."""
    if page := FACEBOOK_PAGE.fullmatch(words):
        return f"https://{page[1]}"
    return f"https://www.facebook.com/{words}" if FACEBOOK_NAME.fullmatch(words) else ""


def _page(words: str) -> str:
    page = WEB_PAGE.fullmatch(words)
    return f"{page[1] or 'https://'}{page[2]}" if page else ""
