"""A half-filled form of a register is not left by mistake."""

from django.urls import reverse

from tests import factories as make
from tests.browser.conftest import DESK


def test_leaving_a_half_filled_register_asks_first_and_saving_does_not(open_page, sign_in):
    page, asked = open_page(viewport=DESK), []
    sign_in(page, make.make_officer())
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.goto(reverse("staff:fairs_agency_add"))
    page.fill("[name=name_th]", "สำนักงานพัฒนาชุมชน")
    page.goto(reverse("staff:index"))
    assert asked == ["beforeunload"]

    page.goto(reverse("staff:fairs_agency_add"))
    page.fill("[name=name_th]", "สำนักงานพัฒนาชุมชน")
    page.select_option("[name=province]", "40")
    page.click("[name=_save]")
    page.wait_for_url("**/agency/")
    assert asked == ["beforeunload"]
