"""What is new, for feed readers: fairs as they are published (Atom, RFC 4287)."""

from django.contrib.syndication.views import Feed
from django.db.models import DateTimeField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairs.models import FairEvent
from fairs.reports import address_of, dates_of, place_of
from otopfair.history.models import HistoryEntry
from otopfair.look.sharing import in_short
from otopfair.tongues import ENGLISH, THAI, in_tongue

MOST_ENTRIES = 30


class TongueFeed(Feed):
    """A feed (Atom, RFC 4287) in the language of its address."""

    feed_type = Atom1Feed

    @property
    def language(self) -> str:
        return in_tongue(THAI, ENGLISH)


class NewFairs(TongueFeed):
    """The fairs that were published last, each under the moment of its publishing."""

    title = gettext_lazy("งานที่เผยแพร่ใหม่")
    subtitle = gettext_lazy("วันและสถานที่ของงานแสดงและจำหน่ายสินค้า OTOP")
    link = reverse_lazy("fair-list")
    feed_url = reverse_lazy("fair-feed")

    def items(self):
        acts = HistoryEntry.objects.filter(
            subject_type=FairEvent._meta.label_lower, subject_id=OuterRef("pk"), verb="publish"
        )
        published = Coalesce(
            Subquery(acts.order_by("-pk").values("at")[:1]),
            "changed_at",
            output_field=DateTimeField(),
        )
        fairs = FairEvent.objects.published().for_cards().annotate(published_at=published)
        return fairs.order_by("-published_at", "-pk")[:MOST_ENTRIES]

    def item_title(self, item):
        return str(item)

    def item_description(self, item):
        when_and_where = _("%(when)s ณ %(place)s") % {
            "when": dates_of(item),
            "place": place_of(item),
        }
        return in_short(f"{when_and_where} {item.description}")

    def item_link(self, item):
        return address_of(item)

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.changed_at
