"""How a page shows the middle of a photo, and that there is none."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from otopfair.media.pictures import photo_url, square_choices

# How wide a place shows it; site.css lays the places out.
PLACES = {
    "small": "72px",
    "thumb": "(min-width: 768px) 148px, 104px",
    "card": "(min-width: 768px) 290px, 44vw",
    "tile": "(min-width: 1180px) 267px, (min-width: 900px) 22vw, 44vw",
}


def square(name: str, place: str, *, alt: str = "", eager: bool = False) -> SafeString:
    """The middle of a photo, as large as its place and the screen need.

    Without a name a plain tile says that there is no photo: a drawing was taken for one.
    """
    if not name:
        return mark_safe(f'<span class="no-photo">{gettext("ยังไม่มีรูป")}</span>')
    later = "" if eager else ' loading="lazy"'
    return mark_safe(
        f'<img src="{photo_url(name, "s320")}" srcset="{square_choices(name)}"'
        f' sizes="{PLACES[place]}" alt="{escape(alt)}" width="320" height="320"{later}'
        f' decoding="async">'
    )
