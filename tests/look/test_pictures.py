"""How a page shows a photo, and that there is none."""

import pytest
from django.urls import reverse

from otopfair.look.pictures import square
from tests.factories import make_product, make_vendor


def test_without_a_photo_a_plain_tile_says_so():
    """Seen: a drawing stood there and was taken for the product."""
    assert square("", "card", alt="ผ้าไหม") == '<span class="no-photo">ยังไม่มีรูป</span>'


def test_a_photo_is_an_image_with_its_words():
    shown = square("photos/ab12", "card", alt='ผ้า "ไหม"')
    assert shown.startswith('<img src="')
    assert 'alt="ผ้า &quot;ไหม&quot;"' in shown
    assert "no-photo" not in shown


@pytest.mark.django_db
def test_a_product_without_a_photo_shows_no_picture_anywhere(client):
    product = make_product(make_vendor())
    for page in ("product-list", "vendor", "product"):
        args = {"vendor": [product.vendor_id], "product": [product.pk]}.get(page, [])
        words = client.get(reverse(page, args=args)).content.decode()
        main = words[words.index("<main") : words.index("</main")]
        assert '<span class="no-photo">ยังไม่มีรูป</span>' in main, page
        assert "<img" not in main, page
