"""A round of inspection on a telephone: a photo that was taken stays, whatever is pressed next."""

from django.urls import reverse
from playwright.sync_api import expect

from onsite.models import InspectionPhoto
from tests.browser.conftest import PHONE
from tests.browser.test_photos import photo
from tests.factories import make_allocation, make_booth, make_fair_event, make_helper, make_vendor
from tests.onsite.rows import make_round_at


def test_a_photo_goes_at_once_and_the_answers_stay(page, sign_in):
    fair = make_fair_event()
    booth, other = make_booth(fair, "C07"), make_booth(fair, "C08")
    for one in (booth, other):
        make_allocation(one, make_vendor(f"ร้าน {one}"))
    inspection = make_round_at(fair)
    page.set_viewport_size(PHONE)
    sign_in(page, make_helper(fair))
    page.goto(reverse("staff:inspections-booth", args=[inspection.pk, booth.pk]))
    answers = page.get_by_role("radio", name="ผ่าน", exact=True)
    for answer in answers.all():
        answer.check()
    page.locator('input[type="file"]').set_input_files([photo("IMG_1.jpg", (600, 400))])
    expect(page.get_by_text("ส่งแล้ว 1 รูป")).to_be_visible()
    expect(page.get_by_role("button", name="ส่งรูป")).to_be_hidden()
    assert all(answer.is_checked() for answer in answers.all())

    page.get_by_role("button", name="บันทึกและไปบูธถัดไป").click()
    expect(page.get_by_role("heading", name="บูธ C08", exact=True)).to_be_visible()
    assert InspectionPhoto.objects.get().visit.booth == booth
