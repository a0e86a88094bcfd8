"""What stands beside each tick of the catalogue is the number of hits behind it."""

from dataclasses import replace

import pytest
from django.core.cache import cache
from django.http import QueryDict

from fairs.models import District
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.ranking import Query
from products.facets import Filters, facets_of_catalogue
from products.models import Product, ProductGroup
from products.search import browse, search
from tests.factories import make_product, make_vendor
from tests.visitors import text_of

pytestmark = pytest.mark.django_db


def count_of(filters: Filters, words: str) -> int:
    today = today_in_thailand()
    if words:
        return len(search(Query(words), filters, "", today).ids)
    return browse(filters, "", today).count()


TICKED = [
    Filters(),
    Filters(categories=(3,)),
    Filters(provinces=("40",)),
    Filters(categories=(3,), provinces=("40",)),
    Filters(categories=(1, 3), provinces=("40", "52"), stars=(5,)),
    Filters(provinces=("40", "52"), districts=("4018",)),
    Filters(categories=(3,), provinces=("40",), districts=("4018", "4001")),
    Filters(categories=(1, 3), groups=("silk",)),
    Filters(categories=(1, 3), groups=("silk",), provinces=("40", "52"), districts=("4018",)),
    Filters(categories=(3,), groups=("silk", "cotton"), stars=(4, 5)),
]


@pytest.fixture
def goods():
    """Products of two provinces, three districts, three sub-groups and every number of stars."""
    groups = {
        name: ProductGroup.objects.create(category=category, name_th=name).pk
        for name, category in (("silk", 3), ("cotton", 3), ("paste", 1))
    }
    makers = [
        make_vendor(
            f"กลุ่ม {code}", province=District.objects.get(pk=code).province, district_id=code
        )
        for code in ("4018", "4001", "5201")
    ]
    kinds = [(3, "silk"), (3, "cotton"), (3, None), (1, "paste"), (1, None)]
    for number in range(40):
        category, group = kinds[number % 5]
        product = make_product(makers[number % 3], f"ของดี {number}", category=category)
        Product.objects.filter(pk=product.pk).update(
            group=groups.get(group), stars=(None, 4, 5)[number % 7 % 3]
        )
    cache.clear()
    return groups


@pytest.mark.parametrize("words", ["", "ของดี"])
@pytest.mark.parametrize("ticked", TICKED, ids=str)
def test_every_count_is_the_number_of_hits_behind_its_tick(goods, ticked, words):
    filters = replace(ticked, groups=tuple(goods[name] for name in ticked.groups))
    today = today_in_thailand()
    facets = (
        search(Query(words), filters, "", today).facets
        if words
        else facets_of_catalogue(filters, today)
    )

    assert facets.total == count_of(filters, words)
    for name in ("districts", "groups"):
        for value, count in getattr(facets, name).items():
            alone = replace(filters, **{name: (value,)}, **above(name, value))
            assert count == count_of(alone, words)
    for n, count in facets.categories.items():
        assert count == count_of(replace(filters, categories=(n,), groups=()), words)
    for code, count in facets.provinces.items():
        assert count == count_of(replace(filters, provinces=(code,), districts=()), words)
    for stars in (4, 5):
        assert facets.stars.get(stars, 0) == count_of(replace(filters, stars=(stars,)), words)


def above(name: str, value) -> dict:
    """The tick under which a district or a sub-group stands, and no other."""
    if name == "districts":
        return {"provinces": (value[:2],)}
    return {"categories": (ProductGroup.objects.get(pk=value).category,)}


def test_a_district_and_a_sub_group_stand_below_what_is_ticked(goods, client):
    assert 'name="district"' not in text_of(client, "/products/")

    page = text_of(client, "/products/?province=40&category=3&district=4018")

    assert 'name="district" value="4018" checked' in page
    assert f'name="group" value="{goods["silk"]}"' in page
    assert f'name="group" value="{goods["paste"]}"' not in page
    assert "ชนบท" in page
    assert f"พบ {count_of(Filters((3,), ('40',), districts=('4018',)), '')} รายการ" in page


def test_what_stands_below_counts_only_with_what_it_belongs_to(goods):
    silk = goods["silk"]
    stray = QueryDict(f"district=4018&group={silk}&province=52&category=1")
    both = QueryDict(f"district=4018&district=9999&group={silk}&group=x&province=40&category=3")

    assert Filters.from_address(stray) == Filters((1,), ("52",))
    assert Filters.from_address(both) == Filters((3,), ("40",), districts=("4018",), groups=(silk,))


def test_chips_take_a_district_off_and_ways_out_name_it(goods, client):
    page = text_of(client, "/products/?province=40&district=4018&stars=1")

    assert 'href="?province=40&amp;stars=1"' in page
    assert "อำเภอ" in page
