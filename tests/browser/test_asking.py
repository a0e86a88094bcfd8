"""A doubtful fair in a browser: typed as people write, asked about, called right."""

import pytest
from django.urls import reverse

from fairs.models import FairEvent
from tests import factories as make
from tests.browser.conftest import DESK, PHONE


@pytest.mark.parametrize(
    ("viewport", "javascript"),
    [(DESK, True), (PHONE, False)],
    ids=["1280", "360 without script"],
)
def test_a_doubtful_fair_is_asked_about_and_saved_with_one_press(
    open_page, sign_in, check_page, viewport, javascript
):
    series = make.make_series(province_id="40")
    make.make_fair_event("OTOP CITY", series=series, edition_no=20, year_label_be=2563)
    page = open_page(viewport=viewport, javascript=javascript)
    sign_in(page, make.make_officer())

    page.goto(reverse("staff:fairs_fairevent_add"))
    page.select_option("[name=series]", str(series.pk))
    page.fill("[name=name_th]", "OTOP CITY")
    page.fill("[name=edition_no]", "๒๐")
    page.fill("[name=year_label_be]", "ประจำปี ๒๕๖๔")
    page.fill("[name=period]", "พ.ค. 64")
    page.fill("[name=venue_name]", "สวนรัชดานุสรณ์")
    page.click("[name=_save]")

    page.locator("text=ยังไม่บันทึก ตรวจก่อน").wait_for()
    assert page.input_value("[name=period]") == "พ.ค. 64"
    assert page.locator("text== พฤษภาคม 2564 ยังไม่กำหนดวัน").count() == 1
    if javascript:
        check_page(page)
    page.click("[name=is-right]")

    page.wait_for_url("**/state/")
    fair = FairEvent.objects.get(year_label_be=2564)
    assert (fair.edition_no, str(fair.period), fair.slug) == (
        20,
        "พฤษภาคม 2564",
        "otop-city-20-2564",
    )
