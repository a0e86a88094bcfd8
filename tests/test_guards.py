"""The guard-rails catch what they are there for, and leave other people's templates alone."""

from datetime import date, datetime

import pytest
from django.core.management import call_command
from django.template import Context, Origin, Template, engines
from zeal import NPlusOneError, zeal_context

from fairs.models import District, Province
from otopfair.accounts.models import User
from otopfair.thai.calendar import THAILAND
from otopfair.thai.guard import RawDateInTemplate
from tests.factories import make_user
from tests.guards import before_midnight, load_what_is_gone
from vendors.models import DecisionReason


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


@pytest.mark.once
@pytest.mark.django_db
def test_a_query_for_each_row_fails():
    districts = District.objects.filter(province_id__in=["40", "41"])
    with zeal_context(), pytest.raises(NPlusOneError):
        [district.province.name_th for district in districts]


@pytest.mark.django_db(transaction=True)
def test_a_flush_leaves_the_areas_and_takes_everything_else():
    make_user()
    call_command("flush", verbosity=0, interactive=False)
    assert (Province.objects.count(), User.objects.count()) == (77, 0)
    assert DecisionReason.objects.count() > 1


@pytest.mark.django_db
def test_reasons_come_back_after_a_flush():
    before = DecisionReason.objects.count()
    DecisionReason.objects.all().delete()
    load_what_is_gone()
    assert DecisionReason.objects.count() == before


@pytest.mark.parametrize(
    ("hour", "held_at"), [((0, 0), None), ((22, 0), None), ((22, 1), (19, 1)), ((23, 59), (20, 59))]
)
def test_a_run_that_midnight_would_part_is_held_in_the_evening_before(hour, held_at):
    now = datetime(2026, 12, 1, *hour, tzinfo=THAILAND)
    assert before_midnight(now) == (held_at and now.replace(hour=held_at[0], minute=held_at[1]))
