"""An empty register says why it is empty, and leads to what comes first."""

import pytest
from django.urls import reverse

from otopfair.rights.roles import Role
from otopfair.staff.site import staff_site
from tests import factories as make

pytestmark = pytest.mark.long
MODELS = sorted(staff_site._registry, key=lambda model: model._meta.label)


@pytest.mark.once
def test_every_empty_register_says_why_and_what_to_do_first(client, db):
    client.force_login(make.make_administrator())
    silent = {}
    for model in MODELS:
        if model._default_manager.exists():
            continue  # written by migrations, or by the sign-in
        page = client.get(
            reverse(f"staff:{model._meta.app_label}_{model._meta.model_name}_changelist")
        )
        html = page.content.decode()
        box = html.partition('class="card empty"')[2].partition("</div>")[0]
        says = f"ยังไม่มี{model._meta.verbose_name}" in box and len(box.split("<p>")) > 1
        leads = "href=" in box or not page.context["has_add_permission"]
        if not (says and leads):
            silent[model._meta.label] = box
    assert silent == {}


def test_who_may_not_open_the_page_of_the_first_act_is_not_sent_there(client, db):
    client.force_login(make.assign(make.make_user(), Role.VIEWER, province="40"))
    page = client.get(reverse("staff:sales_boothsale_changelist"))
    box = page.content.decode().partition('class="card empty"')[2].partition("</div>")[0]
    assert ("ยอดจะขึ้นที่นี่เมื่อ" in box, "href=" in box) == (True, False)


def test_a_list_that_finds_nothing_leads_back_to_all_of_it(client, db):
    client.force_login(make.make_officer())
    make.make_agency("สำนักงานพัฒนาชุมชน")
    page = client.get(reverse("staff:fairs_agency_changelist"), {"q": "ไม่มีคำนี้", "o": "name_th"})
    box = page.content.decode().partition('class="card empty"')[2].partition("</div>")[0]
    assert ("ไม่พบรายการที่ตรงกับ" in box, 'href="?o=name_th"' in box) == (True, True)
