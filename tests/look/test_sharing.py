"""What a page says of itself: short words, one address, facts that stay inside their script."""

import json

from django.template import Context, Template

from otopfair.look.sharing import Shared, fact, in_short, list_path, part, way_to


def test_words_end_at_a_space_and_say_that_they_go_on():
    assert in_short("งานไหม  ผูกเสี่ยว\nและกาชาด", 100) == "งานไหม ผูกเสี่ยว และกาชาด"
    assert in_short("งานไหม ผูกเสี่ยว และกาชาด", 20) == "งานไหม ผูกเสี่ยว…"


def test_what_has_no_space_is_cut_to_the_letter():
    assert in_short("ก" * 30, 10) == "ก" * 9 + "…"


def test_each_page_of_a_list_has_an_address_without_its_filters():
    assert (list_path("/products/", 1), list_path("/products/", 3)) == (
        "/products/",
        "/products/?page=3",
    )


def test_what_is_not_known_is_not_said():
    made = fact("Product", name="ผ้าไหม", material="", offers=None, image=[], seller=part("Person"))
    assert made == {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": "ผ้าไหม",
        "seller": {"@type": "Person"},
    }


def test_the_way_counts_from_the_front_page(settings):
    settings.SITE_URL = "https://otopfair.example"
    steps = way_to(("สินค้า", "/products/"))["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "หน้าแรก", "https://otopfair.example/"),
        (2, "สินค้า", "https://otopfair.example/products/"),
    ]


def test_no_name_ends_the_script_that_it_stands_in():
    name = "</script><script>alert(1)</script>&"
    shared = Shared(name, name, "/", facts=(fact("Product", name=name),))
    page = Template("{% shares %}").render(Context({"shared": shared}))
    start, _, said = page.partition('<script type="application/ld+json">')
    assert "<script" not in start
    assert json.loads(said.partition("</script>")[0])["name"] == name
    assert said.partition("</script>")[2].strip() == ""


def test_a_page_that_says_nothing_has_no_tags():
    assert Template("{% shares %}").render(Context({})) == ""
