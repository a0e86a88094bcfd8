"""A person signs in by e-mail or phone, in any spelling, and gets no hint about other accounts."""

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from zeal import zeal_ignore

from otopfair.accounts.models import User
from tests.factories import make_officer, make_user, make_vendor

pytestmark = pytest.mark.django_db
PASSWORD = "มะม่วง-หนองขาม-12"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()
    yield
    cache.clear()


def sign_in(client, login, password=PASSWORD, **more):
    answers = {"login": login, "password": password, **more}
    return client.post(reverse("account_login"), answers)


@pytest.mark.parametrize(
    "spelling", ["0812345678", "081-234-5678", "081 234 5678", "+66 81 234 5678", "๐๘๑-๒๓๔-๕๖๗๘"]
)
def test_a_phone_signs_in_however_it_is_written(client, spelling):
    user = make_user(email=None, phone="0812345678", password=PASSWORD)
    response = sign_in(client, spelling)
    assert (response.status_code, response["Location"]) == (302, reverse("after-sign-in"))
    assert get_user(client) == user


def test_an_email_signs_in_in_capitals_too(client):
    user = make_user(email="boon@example.invalid", password=PASSWORD)
    assert sign_in(client, "Boon@Example.invalid").status_code == 302
    assert get_user(client) == user


@pytest.mark.parametrize(
    "login", ["0812345678", "0899999999", "boon@example.invalid", "no@example.invalid"]
)
def test_wrong_password_and_unknown_account_get_the_same_sentence(client, login):
    make_user(email="boon@example.invalid", phone="0812345678", password=PASSWORD)
    response = sign_in(client, login, "ไม่ใช่รหัสนี้แน่")
    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [
        "อีเมล เบอร์โทรศัพท์ หรือรหัสผ่านไม่ตรงกับบัญชีใด ตรวจแล้วลองอีกครั้ง"
    ]


def test_what_is_neither_email_nor_phone_is_asked_for_again(client):
    response = sign_in(client, "บุญเรือง")
    assert response.status_code == 422
    assert response.context["form"].errors["login"] == [
        "กรอกอีเมล เช่น name@example.com หรือเบอร์โทรศัพท์ เช่น 081-234-5678"
    ]


def test_wrong_passwords_of_one_phone_do_not_lock_out_another(client):
    make_user(email=None, phone="0812345678", password=PASSWORD)
    make_user(email=None, phone="0898765432", password=PASSWORD)
    for _ in range(6):
        response = sign_in(client, "0812345678", "ผิดผิดผิดผิด")
    assert response.context["form"].non_field_errors() == [
        "ลองผิดหลายครั้งเกินไป รอ 5 นาทีแล้วลองใหม่ หรือตั้งรหัสผ่านใหม่"
    ]
    assert sign_in(client, "0898765432").status_code == 302


def test_signing_in_goes_on_to_the_page_that_was_asked_for(client):
    make_user(phone="0812345678", password=PASSWORD)
    assert sign_in(client, "0812345678", next="/my/sales/")["Location"] == "/my/sales/"
    client.logout()
    elsewhere = sign_in(client, "0812345678", next="https://evil.example/")
    assert elsewhere["Location"] == reverse("after-sign-in")


def sign_up(client, **answers):
    filled = {"full_name": "นางบุญเรือง แสนสุข", "phone": "", "email": "", "password1": PASSWORD}
    return client.post(reverse("account_signup"), {**filled, **answers})


def test_a_phone_alone_opens_an_account(client):
    response = sign_up(client, phone="081-234-5678")
    assert response.status_code == 302
    user = User.objects.get()
    assert (user.full_name, user.phone, user.email) == ("นางบุญเรือง แสนสุข", "0812345678", None)
    assert get_user(client) == user


def test_an_email_alone_opens_an_account(client):
    assert sign_up(client, email="Boon@example.com").status_code == 302
    user = User.objects.get()
    assert (user.email, user.phone) == ("boon@example.com", None)


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({}, {"phone": ["กรอกโทรศัพท์หรืออีเมลอย่างน้อยหนึ่งอย่าง"]}),
        ({"phone": "0812345678", "full_name": " "}, {"full_name": ["กรอกชื่อและนามสกุล"]}),
        (
            {"phone": "0811111111"},
            {"phone": ["เบอร์นี้มีบัญชีแล้ว เข้าสู่ระบบ หรือตั้งรหัสผ่านใหม่"]},
        ),
        (
            {"email": "taken@example.invalid"},
            {"email": ["อีเมลนี้มีบัญชีแล้ว เข้าสู่ระบบ หรือตั้งรหัสผ่านใหม่"]},
        ),
    ],
    ids=["no address", "no name", "phone taken", "email taken"],
)
def test_sign_up_says_what_is_wrong_and_keeps_what_was_typed(client, answers, errors):
    make_user(email="taken@example.invalid", phone="0811111111")
    response = sign_up(client, **answers)
    assert response.status_code == 422
    assert response.context["form"].errors == errors
    assert User.objects.count() == 1


def test_a_password_needs_eight_characters_of_any_kind(client):
    refused = sign_up(client, phone="0812345678", password1="สั้นไป")
    assert refused.status_code == 422
    assert "password1" in refused.context["form"].errors
    assert sign_up(client, phone="0812345678", password1="หนองขามทอผ้า").status_code == 302


def test_sign_up_shows_the_privacy_notice_in_five_lines(client):
    page = client.get(reverse("account_signup")).content.decode()
    notice = page[
        page.index("privacy-title") : page.index("</section>", page.index("privacy-title"))
    ]
    assert notice.count("<li>") == 5


def test_a_reset_answers_the_same_for_known_and_unknown_addresses(client):
    make_user(email="boon@example.invalid", password=PASSWORD)
    answers = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in ("boon@example.invalid", "nobody@example.invalid")
    ]
    assert [answer.redirect_chain for answer in answers] == [
        [(reverse("account_reset_password_done"), 302)]
    ] * 2
    assert answers[0].content == answers[1].content
    assert [message.subject for message in mail.outbox] == [
        "[โอทอปแฟร์] ตั้งรหัสผ่านใหม่",
        "[โอทอปแฟร์] ยังไม่มีบัญชีของอีเมลนี้",
    ]


def test_the_link_in_the_email_sets_a_new_password_once(client):
    user = make_user(email="boon@example.invalid", password=PASSWORD)
    client.post(reverse("account_reset_password"), {"email": "boon@example.invalid"})
    link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    path = link.removeprefix("http://testserver")
    form_page = client.get(path, follow=True)
    form_path = form_page.redirect_chain[-1][0]
    done = client.post(form_path, {"password1": "ผ้าไหม-แต้มหมี่-99"})
    assert done["Location"] == reverse("account_reset_password_from_key_done")
    user.refresh_from_db()
    assert user.check_password("ผ้าไหม-แต้มหมี่-99")
    again = client.get(path, follow=True)
    assert "ลิงก์นี้ใช้ไม่ได้แล้ว" in again.content.decode()


def test_the_reset_page_says_whom_a_phone_only_account_calls(client, settings):
    page = client.get(reverse("account_reset_password")).content.decode()
    assert settings.SITE_OFFICE["name"] in page
    assert "043-000-000" in page


def test_signing_out_is_asked_on_get(client):
    client.force_login(make_user())
    assert "ออกจากระบบหรือไม่" in client.get(reverse("account_logout")).content.decode()
    assert client.get(reverse("after-sign-in"))["Location"] == reverse("my-register")


def test_signing_out_is_done_on_post(client):
    client.force_login(make_user())
    # Django reads the session once more to delete it.
    with zeal_ignore([{"model": "sessions.Session"}]):
        assert client.post(reverse("account_logout"))["Location"] == reverse("home")
    stranger = client.get(reverse("after-sign-in"))
    assert stranger["Location"].startswith(reverse("account_login"))


def test_a_changed_password_counts_and_the_old_one_must_be_known(client):
    user = make_user(phone="0812345678", password=PASSWORD)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    url = reverse("account_change_password")
    wrong = client.post(url, {"oldpassword": "ไม่ใช่รหัสนี้", "password1": "ผ้าไหม-แต้มหมี่-99"})
    assert wrong.status_code == 422
    right = client.post(url, {"oldpassword": PASSWORD, "password1": "ผ้าไหม-แต้มหมี่-99"})
    assert right.status_code == 302
    user.refresh_from_db()
    assert user.check_password("ผ้าไหม-แต้มหมี่-99")


def test_after_signing_in_everybody_gets_to_their_own_place(client):
    vendor_user = make_user()
    make_vendor(user=vendor_user)
    places = {make_officer(): "staff:index", vendor_user: "my-home", make_user(): "my-register"}
    for user, name in places.items():
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get(reverse("after-sign-in"))["Location"] == reverse(name)


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_reset_password", "account_inactive"]
)
def test_no_english_sentence_stands_on_a_sign_in_page(client, name):
    page = client.get(reverse(name)).content.decode()
    for word in ("Password", "password:", "Sign", "Email", "Phone", "required", "Forgot"):
        assert f">{word}" not in page
        assert f'placeholder="{word}' not in page
