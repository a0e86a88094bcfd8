"""Places step by step: a choice loads the lists below it, typed text stays, and Enter saves."""

from django.urls import reverse

from fairs.models import FairEvent
from tests import factories as make
from tests.browser.conftest import DESK


def test_a_province_loads_its_districts_and_enter_saves(open_page, sign_in):
    page = open_page(viewport=DESK)
    sign_in(page, make.make_officer())
    page.goto(reverse("staff:fairs_fairevent_add"))
    page.fill("[name=name_th]", "งานเซรามิกลำปาง")
    page.fill("[name=venue_name]", "อิมแพ็ค เมืองทองธานี")
    page.select_option("[name=venue_province]", "12")
    page.locator("[name=venue_district] option[value='1206']").wait_for(state="attached")
    page.select_option("[name=venue_district]", "1206")
    page.press("[name=name_th]", "Enter")

    page.wait_for_url("**/state/")
    fair = FairEvent.objects.get()
    assert (fair.name_th, fair.venue_district_id) == ("งานเซรามิกลำปาง", "1206")
