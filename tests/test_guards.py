"""The guard-rails catch what they are there for, and leave other people's templates alone."""

from datetime import date

import pytest
from django.db import connection
from django.template import Context, Origin, Template, engines
from zeal import NPlusOneError, zeal_context

from fairs.models import District, Province, Subdistrict
from otopfair.thai.guard import RawDateInTemplate
from tests.guards import load_geography_if_gone


def test_an_undefined_variable_in_our_template_fails(settings):
    settings.DEBUG = True  # Django now makes its template engines anew
    ours = Origin(name=str(settings.BASE_DIR / "templates/page.html"))
    template = Template("{{ office.phone }}", origin=ours, engine=engines["django"].engine)
    with pytest.raises(AssertionError, match=r"page\.html: office\.phone"):
        template.render(Context())


def test_an_undefined_variable_in_djangos_template_prints_nothing():
    html = engines["django"].get_template("admin/prepopulated_fields_js.html").render({})
    assert 'data-prepopulated-fields=""' in html


def test_a_date_without_a_filter_fails():
    template = engines["django"].from_string("{{ day }}")
    with pytest.raises(RawDateInTemplate):
        template.render({"day": date(2020, 10, 28)})


@pytest.mark.django_db
def test_a_list_without_order_is_shuffled():
    orders = {
        tuple(row.pk for row in District.objects.order_by().filter(province_id="40"))
        for _ in range(3)
    }
    assert len(orders) > 1


@pytest.mark.django_db
def test_a_query_for_each_row_fails():
    districts = District.objects.filter(province_id__in=["40", "41"])
    with zeal_context(), pytest.raises(NPlusOneError):
        [district.province.name_th for district in districts]


@pytest.mark.django_db
def test_provinces_come_back_after_a_flush():
    with connection.constraint_checks_disabled():
        for model in (Subdistrict, District, Province):
            model.objects.all()._raw_delete("default")
    load_geography_if_gone()
    assert Province.objects.count() == 77
