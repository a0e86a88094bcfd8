"""Several people act for one vendor; codes bring them in, and an officer helps with a trace."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth import get_user
from django.urls import reverse
from django.utils import timezone

from otopfair.accounts.models import User
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Message
from products.operations.catalogue import add_product
from tests.factories import make_application, make_officer, make_user, make_vendor
from vendors.models import MemberRole, VendorInvite, VendorMember
from vendors.operations.confirming import confirm_application, withdraw_application
from vendors.operations.people import invite, join, remove_member
from vendors.operations.registration import save_vendor
from vendors.operations.sending import submit_application

pytestmark = pytest.mark.django_db
CODE = re.compile(r"\b([A-Z0-9]{5}-[A-Z0-9]{5})\b")
PASSWORD = "มะม่วง-หนองขาม-12"


@pytest.fixture
def owner():
    return make_user("นางเจ้าของ")


@pytest.fixture
def vendor(owner):
    return make_vendor(user=owner)


@pytest.fixture
def helper(vendor):
    user = make_user("นายผู้ช่วย")
    VendorMember.objects.create(vendor=vendor, user=user, role=MemberRole.HELPER)
    return user


def code_on(response) -> str:
    return CODE.search(response.content.decode())[1]


def test_an_owner_invites_and_the_new_one_helps(client, owner, vendor):
    client.force_login(owner)
    made = client.post(reverse("my-people"), {"role": "helper", "form_key": str(uuid4())})
    code = code_on(made)
    assert code not in client.get(reverse("my-people")).content.decode()

    newcomer = make_user("นายใหม่")
    client.force_login(newcomer)
    assert client.post(reverse("my-join"), {"code": code.lower()}).status_code == 302
    assert vendor.members.get(user=newcomer).role == MemberRole.HELPER
    assert "นายใหม่" in Message.objects.to(owner).get().body
    client.force_login(make_user("คนอื่น"))
    assert client.post(reverse("my-join"), {"code": code}).status_code == 422


def test_the_database_holds_no_code(owner, vendor):
    row, code = invite(vendor, MemberRole.HELPER, by=owner)
    assert code not in row.digest


def test_a_code_ends_after_two_weeks_or_when_it_is_cancelled(client, owner, vendor):
    _row, code = invite(vendor, MemberRole.HELPER, by=owner)
    with time_machine.travel(timezone.now() + timedelta(days=15)), pytest.raises(RuleBroken):
        join(make_user(), code)
    client.force_login(owner)
    client.post(reverse("my-invite-cancel", args=[VendorInvite.objects.get().pk]))
    with pytest.raises(RuleBroken):
        join(make_user(), code)


def test_a_form_sent_twice_leaves_one_code(owner, vendor):
    key = uuid4()
    _row, first = invite(vendor, MemberRole.HELPER, by=owner, form_key=key)
    _row, second = invite(vendor, MemberRole.HELPER, by=owner, form_key=key)
    with pytest.raises(RuleBroken):
        join(make_user(), first)
    join(make_user(), second)
    assert VendorInvite.objects.count() == 1


def test_guessing_codes_is_slow(client, vendor):
    client.force_login(make_user())
    answers = [
        client.post(reverse("my-join"), {"code": "CCCCCCCCCC"}).status_code for _ in range(12)
    ]
    assert answers[-1] == 429


BINDING = {
    "send": lambda vendor, by: submit_application(
        make_application(vendor=vendor, status="draft"), accepts_terms=True, by=by
    ),
    "confirm": lambda vendor, by: confirm_application(
        make_application(vendor=vendor, status="selected"), by=by
    ),
    "withdraw": lambda vendor, by: withdraw_application(
        make_application(vendor=vendor, status="submitted"), by=by
    ),
    "profile": lambda vendor, by: save_vendor(vendor, by=by, story="ใหม่"),
    "invite": lambda vendor, by: invite(vendor, MemberRole.OWNER, by=by),
    "remove": lambda vendor, by: remove_member(vendor.members.order_by("pk").first(), by=by),
}


@pytest.mark.parametrize("act", BINDING)
def test_what_binds_the_shop_is_its_owners(vendor, helper, act):
    with pytest.raises(RuleBroken, match="ให้เจ้าของร้านทำขั้นนี้"):
        BINDING[act](vendor, helper)


def test_a_helper_edits_products_and_leaves(client, vendor, helper):
    add_product(vendor, by=helper, name_th="ผ้า", category=3)
    client.force_login(helper)
    assert (
        client.post(reverse("my-people"), {"role": "owner", "form_key": uuid4()}).status_code == 422
    )
    mine = vendor.members.get(user=helper)
    assert client.post(reverse("my-member-remove", args=[mine.pk])).status_code == 302
    assert not vendor.members.filter(user=helper).exists()


def test_the_last_owner_stays(client, owner, vendor, helper):
    client.force_login(owner)
    mine = vendor.members.get(user=owner)
    refused = client.post(reverse("my-member-remove", args=[mine.pk]))
    assert refused.status_code == 422
    assert "เจ้าของคนสุดท้าย" in refused.content.decode()
    other = vendor.members.get(user=helper)
    assert client.post(reverse("my-member-remove", args=[other.pk])).status_code == 302
    assert "เอาคุณออก" in Message.objects.to(helper).get().body


def test_people_of_another_shop_are_not_found(client, owner, vendor):
    other = make_vendor("อื่น", user=make_user())
    row, _code = invite(other, MemberRole.HELPER, by=other.members.get().user)
    client.force_login(owner)
    member = other.members.get()
    assert client.post(reverse("my-member-remove", args=[member.pk])).status_code == 404
    assert client.post(reverse("my-invite-cancel", args=[row.pk])).status_code == 404


class TestOfficers:
    def page(self, vendor):
        return reverse("staff:shop-people", args=[vendor.pk])

    def test_an_account_is_opened_for_an_owner_who_signs_in_with_the_slip(self, client):
        vendor, officer = make_vendor(), make_officer()
        client.force_login(officer)
        typed = {"act": "open", "full_name": "นางทองคำ", "phone": "081-234-5678", "email": ""}
        slip = client.post(self.page(vendor), typed)
        assert slip["Cache-Control"] == "no-store, private"
        said = slip.content.decode()
        assert "081-234-5678" in said
        assert "/accounts/slip/" in said
        assert '<svg role="img"' in said
        assert f"code={code_on(slip)}" not in said  # in the drawing only, behind "#"
        assert str(officer) in said
        user = User.objects.get(phone="0812345678")
        assert vendor.members.get().user == user
        assert "เปิดบัญชีให้ นางทองคำ" in HistoryEntry.objects.of(vendor).first().summary

        client.logout()
        typed = {"login": "0812345678", "code": code_on(slip), "password1": PASSWORD}
        assert client.post(reverse("account_slip"), typed).status_code == 302
        assert get_user(client) == user

    def test_a_second_press_says_that_there_is_an_account(self, client):
        vendor = make_vendor()
        client.force_login(make_officer())
        typed = {"act": "open", "full_name": "นางทองคำ", "phone": "0812345678", "email": ""}
        client.post(self.page(vendor), typed)
        again = client.post(self.page(vendor), typed)
        assert again.status_code == 422
        assert "มีบัญชีแล้ว" in again.content.decode()

    def test_a_code_lets_a_registered_shop_be_claimed_at_once(self, client):
        vendor = make_vendor()
        client.force_login(make_officer())
        slip = client.post(
            self.page(vendor), {"act": "code", "role": "owner", "form_key": str(uuid4())}
        )
        user = make_user("นางเจ้าของ")
        client.force_login(user)
        client.post(reverse("my-join"), {"code": code_on(slip)})
        assert vendor.members.get().role == MemberRole.OWNER

    def test_a_member_is_let_in_again_after_a_look_at_the_card(self, client, owner, vendor):
        client.force_login(make_officer())
        member = vendor.members.get()
        typed = {"act": "let-in", "member": member.pk, "reason": ""}
        assert client.post(self.page(vendor), typed).status_code == 422
        slip = client.post(self.page(vendor), typed | {"reason": "ดูบัตรประชาชน"})
        assert code_on(slip)
        assert Message.objects.to(owner).exists()
        assert HistoryEntry.objects.of(vendor).first().reason == "ดูบัตรประชาชน"
        foreign = make_vendor("อื่น", user=make_user()).members.get()
        typed = {"act": "let-in", "member": foreign.pk, "reason": "ดูบัตร"}
        assert client.post(self.page(vendor), typed).status_code == 422

    def test_an_officers_account_is_not_let_in_by_an_officer(self, client):
        vendor = make_vendor(user=make_officer("52"))
        client.force_login(make_officer())
        typed = {"act": "let-in", "member": vendor.members.get().pk, "reason": "ดูบัตร"}
        refused = client.post(self.page(vendor), typed)
        assert refused.status_code == 422
        assert "ผู้ดูแลระบบเท่านั้น" in refused.content.decode()

    def test_who_has_no_shop_yet_is_let_in_again_with_a_trace(self, client):
        user, officer = make_user("นางทองคำ", email=None, phone="0812345678"), make_officer()
        client.force_login(officer)
        page = reverse("staff:let-in")
        assert page in client.get(reverse("staff:new-shops")).content.decode()
        typed = {"login": "081-234-5678", "reason": ""}
        assert client.post(page, typed).status_code == 422
        slip = client.post(page, typed | {"reason": "ดูบัตรประชาชน"})
        assert "081-234-5678" in slip.content.decode()
        entry = HistoryEntry.objects.of(user).get()
        assert (entry.verb, entry.actor, entry.reason) == ("let_in", officer, "ดูบัตรประชาชน")

        client.logout()
        typed = {"login": "0812345678", "code": code_on(slip), "password1": PASSWORD}
        assert client.post(reverse("account_slip"), typed).status_code == 302
        assert get_user(client) == user

    @pytest.mark.parametrize(
        ("login", "said"),
        [
            ("0899999999", "ไม่มีบัญชีที่ใช้เบอร์หรืออีเมลนี้"),
            ("o@example.invalid", "ออกใบรหัสในหน้าผู้ดูแลของร้านนั้น"),
            ("officer@example.invalid", "ผู้ดูแลระบบเท่านั้น"),
        ],
        ids=["nobody", "has a shop", "officer"],
    )
    def test_who_is_not_let_in_here(self, client, login, said):
        make_vendor(user=make_user(email="o@example.invalid"))
        client.force_login(make_officer(email="officer@example.invalid"))
        refused = client.post(reverse("staff:let-in"), {"login": login, "reason": "ดูบัตร"})
        assert refused.status_code == 422
        assert said in refused.content.decode()
