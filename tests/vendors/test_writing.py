"""Officers write to chosen vendors of a fair: whole letters, once each, after a look."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox import sending
from otopfair.outbox.models import Delivery, Message
from otopfair.outbox.sending import send_due_deliveries
from otopfair.thai.calendar import today_in_thailand
from otopfair.work import running
from otopfair.work.models import BulkWork
from otopfair.work.running import do_work
from tests import factories as make
from tests.filled_forms import filled_form
from vendors import bulk
from vendors.models import MessageTemplate
from vendors.operations.writing import write_to_applicant
from vendors.recipients import RecipientFilter, may_be_written_to

pytestmark = pytest.mark.django_db
WORDS = {"subject": "พบกันที่บูธ {บูธ}", "body": "ถึง {ชื่อร้าน}\nนำป้ายมาด้วย"}


@pytest.fixture
def officer(client):
    officer = make.make_officer()
    client.force_login(officer)
    return officer


@pytest.fixture
def fair():
    return make.make_fair_event("งานไหม")


def stands(fair, code, name, **fields):
    return make.make_allocation(make.make_booth(fair, code), make.make_vendor(name, **fields))


def url_of(fair):
    return reverse("staff:messages-write", args=[fair.pk])


def ticked(*applications):
    return [f"{one.pk}:{one.version}" for one in applications]


def post(client, fair, act, **values):
    return client.post(url_of(fair), {"act": act, **values})


def names(page):
    return [row.vendor.name_th for row in page.context["page"]]


def test_recipients_are_chosen_by_the_filters_of_the_address(client, officer, fair):
    stands(fair, "C01", "กลุ่มก", user=make.make_user())
    stands(fair, "A01", "กลุ่มข")
    make.make_application(fair, make.make_vendor("กลุ่มค"), status="selected", category=1)
    make.make_application(fair, make.make_vendor("กลุ่มง"), status="refused")
    make.make_application(fair, make.make_vendor("กลุ่มร่าง"), status="draft")
    zone = fair.zones.get(code="A").pk

    def found(query):
        return names(client.get(url_of(fair) + query))

    assert found("") == ["กลุ่มก", "กลุ่มข", "กลุ่มค"]
    assert found("?status=selected") == ["กลุ่มค"]
    assert found("?status=refused") == ["กลุ่มง"]
    assert found("?category=1") == ["กลุ่มค"]
    assert found(f"?zone={zone}") == ["กลุ่มข"]
    assert found("?condition=without-booth") == ["กลุ่มค"]
    assert found("?condition=yet-to-report") == ["กลุ่มก", "กลุ่มข"]
    assert found("?q=กลุ่มข") == ["กลุ่มข"]
    assert found("?status=draft") == found("?zone=²&condition=x") == found("")


def test_what_is_not_announced_chooses_nobody(client, officer, fair):
    application = make.make_application(fair, status="submitted")
    make.make_decision(application, "pass")
    rows = may_be_written_to(fair, officer)
    assert RecipientFilter.from_query({"status": "pass"}).status == ""
    assert [row.status for row in RecipientFilter(status="submitted").rows(rows, fair)] == [
        "submitted"
    ]


def test_while_names_are_hidden_nobody_is_written_to(client, officer, fair):
    call = make.make_call(fair)
    today = today_in_thailand()
    call.phases.filter(kind="scoring").update(names_hidden=True, from_on=today, until_on=today)
    application = make.make_application(fair, status="submitted", call=call)

    page = client.get(url_of(fair))
    assert (names(page), page.context["hidden"]) == ([], 1)
    answer = post(client, fair, "check", ids=ticked(application), **WORDS, form_key=uuid4())
    assert (answer.status_code, Message.objects.count()) == (422, 0)


def test_a_template_is_where_the_words_start(client, officer, fair):
    template = MessageTemplate.objects.create(name="นัดหมาย", **WORDS)
    one = stands(fair, "C01", "กลุ่มก").application

    page = post(client, fair, "words", ids=ticked(one), template=template.pk)

    form = filled_form(page, holds="subject")
    assert {name: form[name] for name in WORDS} == WORDS


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"subject": "", "body": "ก"}, "กรอกเรื่องของข้อความ"),
        ({"subject": "ก", "body": "{ชือร้าน}"}, "ไม่รู้จัก {ชือร้าน}"),
        ({"subject": "ก", "body": "ถึง {ชื่อร้าน"}, "วงเล็บปีกกาไม่ครบคู่"),
    ],
)
def test_words_that_cannot_be_filled_in_are_refused_and_kept(
    client, officer, fair, words, sentence
):
    one = stands(fair, "C01", "กลุ่มก").application

    page = post(client, fair, "check", ids=ticked(one), **words, form_key=uuid4())

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert filled_form(page, holds="subject")["body"] == words["body"]


def test_the_check_counts_channels_and_shows_three_cases_the_longest_first(client, officer, fair):
    long = "กลุ่มที่มีชื่อยาวกว่าใครทั้งหมด"
    by_email = stands(fair, "C01", "กลุ่มก", user=make.make_user()).application
    to_call = [stands(fair, f"C0{n}", name).application for n, name in enumerate((long, "ค"), 2)]

    page = post(client, fair, "check", ids=ticked(by_email, *to_call), **WORDS, form_key=uuid4())

    shown = page.context
    assert page.status_code == 200
    assert (shown["channels"], shown["calls"], shown["inbox"]) == ([("อีเมล", 1)], 2, 1)
    assert [case.body.partition("\n")[0] for case in shown["cases"]] == [
        f"ถึง {long}",
        "ถึง ค",
        "ถึง กลุ่มก",
    ]
    assert "พบกันที่บูธ C01" in page.content.decode()
    assert Message.objects.filter(kind="officer").count() == 0


def test_who_lacks_something_is_named_and_left_out_by_a_press_only(client, officer, fair):
    whole = stands(fair, "C01", "กลุ่มก").application
    lacks = make.make_application(fair, make.make_vendor("กลุ่มไม่มีบูธ"))
    values = {"ids": ticked(whole, lacks), **WORDS, "form_key": uuid4()}

    page = post(client, fair, "check", **values)
    assert page.status_code == 422
    assert [(one.application.pk, one.problem) for one in page.context["lacking"]] == [
        (lacks.pk, "ไม่มีบูธ")
    ]
    assert post(client, fair, "send", **values).status_code == 422
    assert BulkWork.objects.count() == 0

    again = post(client, fair, "check", **{**filled_form(page, holds="leave_out"), **values})
    assert (again.status_code, again.context["count"]) == (200, 1)
    sent = client.post(url_of(fair), {**filled_form(again, holds="seen"), "act": "send"})
    assert sent.status_code == 302
    assert [item[0] for item in BulkWork.objects.get().items] == [whole.pk]


def send(client, fair, query="", **chosen):
    """Check, then press."""
    page = client.post(
        url_of(fair) + query, {"act": "check", **chosen, **WORDS, "form_key": uuid4()}
    )
    return {**filled_form(page, holds="seen"), "act": "send"}


def test_one_press_sends_each_a_whole_letter_and_the_history_says_so(client, officer, fair):
    user = make.make_user()
    one = stands(fair, "C01", "กลุ่มก", user=user).application
    press = send(client, fair, all="1")

    answers = [client.post(url_of(fair), press) for _ in range(2)]

    [work] = BulkWork.objects.all()
    assert {answer["Location"] for answer in answers} == {
        reverse("staff:bulk-work", args=[work.pk])
    }
    message = Message.objects.get(kind="officer")
    assert (message.subject, message.body) == ("พบกันที่บูธ C01", "ถึง กลุ่มก\nนำป้ายมาด้วย")
    channels = message.deliveries.order_by("channel").values_list("channel", flat=True)
    assert list(channels) == ["email", "inbox"]
    entry = HistoryEntry.objects.of(one).filter(verb="write").get()
    assert (entry.summary, entry.actor) == ("ส่งข้อความ “พบกันที่บูธ C01”", officer)
    client.force_login(user)
    assert "นำป้ายมาด้วย" in client.get(reverse("my-messages")).content.decode()
    assert entry.summary in client.get(reverse("my-application", args=[one.pk])).content.decode()


def test_a_dead_mail_server_delays_no_letter_and_loses_none(client, officer, fair, monkeypatch):
    stands(fair, "C01", "กลุ่มก", user=make.make_user())
    email = Delivery.objects.filter(channel="email", message__kind="officer")
    with monkeypatch.context() as patch:
        backend = "django.core.mail.backends.locmem.EmailBackend"
        patch.setattr(f"{backend}.send_messages", lambda self, messages: 1 / 0)
        client.post(url_of(fair), send(client, fair, all="1"))
        assert (BulkWork.objects.get().done, email.get().state) == (1, "waiting")
        send_due_deliveries()
    assert (email.get().state, email.get().attempts) == ("waiting", 1)

    email.update(due_at=timezone.now())
    send_due_deliveries()
    assert (email.get().state, Message.objects.filter(kind="officer").count()) == ("sent", 1)


class Killed(BaseException):
    """The worker dies here: nothing catches it."""


@pytest.mark.parametrize("step", range(11))
def test_a_worker_that_dies_in_the_middle_sends_each_letter_once(fair, officer, monkeypatch, step):
    written_to = [
        stands(fair, f"C0{number}", f"กลุ่ม {number}", user=make.make_user()) for number in (1, 2)
    ]
    Message.objects.all().delete()  # of their booths
    work = work_of_letters([one.application for one in written_to], officer)
    with monkeypatch.context() as patch:
        die_at(patch, step)
        try:
            do_work.func(work.pk)
            send_due_deliveries()
            assert step == 10, "nothing died"
        except Killed:
            pass

    over = timezone.now() - timedelta(seconds=1)
    Delivery.objects.exclude(leased_until=None).update(leased_until=over)
    do_work.func(work.pk)
    send_due_deliveries()

    work.refresh_from_db()
    assert (work.done, work.is_finished) == (2, True)
    letters = Message.objects.filter(kind="officer").order_by("subject")
    assert [letter.subject for letter in letters] == ["พบกันที่บูธ C01", "พบกันที่บูธ C02"]
    members = [one.application.vendor.members.get() for one in written_to]
    assert sorted(one.to[0] for one in mail.outbox) == sorted(one.user.email for one in members)
    assert HistoryEntry.objects.filter(verb="write").count() == 2


def work_of_letters(applications, officer) -> BulkWork:
    """As the press leaves it, before a worker has begun."""
    items = [[one.pk, one.version] for one in applications]
    return BulkWork.objects.create(
        kind=bulk.WRITE,
        title="เขียนถึงผู้สมัคร",
        items=items,
        total=len(items),
        options=WORDS,
        form_key=uuid4(),
        started_by=officer,
    )


def die_at(patch, step):
    """Around a row, around what is written in it, and before a letter is handed over: 0 to 9."""
    passed = iter(range(100))

    def meet_death():
        if next(passed) == step:
            raise Killed

    def dying(original, *, afterwards=True):
        def act(*args, **kwargs):
            meet_death()
            result = original(*args, **kwargs)
            if afterwards:
                meet_death()
            return result

        return act

    patch.setattr(running, "_do_next", dying(running._do_next))
    patch.setattr(bulk, "write_to_applicant", dying(bulk.write_to_applicant))
    send = dying(sending._try_to_send, afterwards=False)
    patch.setattr(sending, "_try_to_send", send)


def test_who_came_after_the_check_is_looked_at_again(client, officer, fair):
    stands(fair, "C01", "กลุ่มก")
    press = send(client, fair, all="1")
    stands(fair, "C02", "กลุ่มมาทีหลัง")

    page = client.post(url_of(fair), press)

    assert (page.status_code, page.context["count"]) == (409, 2)
    assert BulkWork.objects.count() == 0


def test_what_changed_after_the_press_is_left_out_and_named(fair, officer):
    application = stands(fair, "C01", "กลุ่มก").application
    with pytest.raises(RuleBroken, match="เปลี่ยนไปหลังจากที่คุณเลือก"):
        write_to_applicant(application, **WORDS, by=officer, seen_version=application.version - 1)
    bare = make.make_application(fair)
    with pytest.raises(RuleBroken, match="ไม่มีบูธ"):
        write_to_applicant(bare, **WORDS, by=officer)
    assert Message.objects.filter(kind="officer").count() == 0


def test_after_a_fair_a_letter_still_reaches_whom_only_a_call_reaches(fair, officer):
    application = stands(fair, "C01", "กลุ่มก").application
    fair.opens_on = fair.closes_on = fair.opens_on.replace(year=2019)
    fair.save()
    write_to_applicant(application, subject="ขอบคุณ", body="ขอบคุณ", by=officer)
    assert Delivery.objects.to_call().filter(message__subject="ขอบคุณ").count() == 1


def test_nobody_chosen_is_said(client, officer, fair):
    assert post(client, fair, "words").status_code == 422


def test_a_template_with_an_unknown_placeholder_is_refused(client, officer):
    page = client.post(
        reverse("staff:vendors_messagetemplate_add"),
        {"name": "นัด", "province": "40", "subject": "ก", "body": "{ชือร้าน}"},
    )
    assert "ไม่รู้จัก {ชือร้าน}" in page.content.decode()
    assert MessageTemplate.objects.count() == 0


def test_the_list_and_the_check_grow_without_queries(
    client, officer, fair, django_assert_max_num_queries
):
    rows = [stands(fair, f"C{n:02}", f"กลุ่ม {n}").application for n in range(8)]
    with django_assert_max_num_queries(40):
        client.get(url_of(fair))
    with django_assert_max_num_queries(40):
        post(client, fair, "check", ids=ticked(*rows), **WORDS, form_key=uuid4())
