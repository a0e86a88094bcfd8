"""Pages of planning: a meeting, a committee, an order and a project, piece by piece."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from fairs.models import AgendaItem, Meeting, Person, Project, Resolution
from fairs.operations.beginning import begin_meeting, begin_project, call_members
from fairs.operations.planning import add_pieces, remove_piece, save_piece
from fairs.planning.kinds import shown
from fairs.planning.naming import Who
from fairs.planning.pieces import COMMITTEE, MEETING, kind_of
from otopfair.history.models import HistoryEntry
from otopfair.removals.removing import restore
from otopfair.stale import StalePage, seen_of
from tests import factories as make
from tests.filled_forms import filled_form

pytestmark = pytest.mark.django_db
AGENDA, RESOLUTION = kind_of(MEETING, "agenda"), kind_of(MEETING, "resolution")


@pytest.fixture
def officer():
    return make.make_officer()


@pytest.fixture
def meeting():
    return Meeting.objects.create(committee=make.make_committee(), held_on=date(2019, 1, 17))


@pytest.fixture
def item(meeting):
    return AgendaItem.objects.create(meeting=meeting, part=4, title="แนวทางจัดงาน", sequence=1)


def save_text(meeting, item, text, *, seen, by, both=False):
    return save_piece(meeting, AGENDA, item, {"text": text}, seen=seen, both=both, by=by)


def test_a_piece_that_somebody_else_has_saved_is_not_overwritten(meeting, item, officer):
    seen = seen_of(shown(item, ["text"]))
    save_text(meeting, item, "ของเขา", seen=seen, by=make.make_officer())

    with pytest.raises(StalePage) as stale:
        save_text(meeting, item, "ของฉัน", seen=seen, by=officer)

    [difference] = stale.value.differences
    assert (difference.theirs, difference.mine) == ("ของเขา", "ของฉัน")
    item.refresh_from_db()
    assert item.text == "ของเขา"


def test_both_texts_are_kept_when_that_is_chosen(meeting, item, officer):
    first = save_text(meeting, item, "ของเขา", seen=None, by=officer)

    seen_now = seen_of(shown(first, ["text"]))
    saved = save_text(meeting, item, "ของฉัน", seen=seen_now, both=True, by=officer)

    assert saved.text == "ของเขา\nของฉัน"


def test_a_text_that_was_replaced_can_be_read_in_the_history(meeting, item, officer):
    save_text(meeting, item, "เดิม", seen=None, by=officer)
    save_text(meeting, item, "ใหม่", seen=None, by=officer)

    assert HistoryEntry.objects.of(meeting).first().changes == {"ข้อเท็จจริง": ["เดิม", "ใหม่"]}


def test_a_row_that_was_taken_out_comes_back_with_its_words(meeting, item, officer):
    item.resolutions.create(meeting=meeting, number="4.1", kind="agreed", text="เห็นชอบ")

    restore(remove_piece(meeting, AGENDA, item, page="/", by=officer), by=officer)

    assert list(meeting.resolutions.values_list("item__title", flat=True)) == ["แนวทางจัดงาน"]


def test_resolutions_are_numbered_by_their_matter(meeting, item, officer):
    rows = [{"item": item.pk, "kind": "agreed", "text": text} for text in ("ก", "ข")]

    add_pieces(meeting, RESOLUTION, rows, form_key=uuid4(), by=officer)

    assert list(meeting.resolutions.values_list("number", flat=True)) == ["4.1", "4.1/2"]


def begin(committee, held_on, officer):
    province = committee.province
    return begin_meeting(
        committee, {"held_on": held_on}, province=province, form_key=uuid4(), by=officer
    )


def test_the_next_agenda_has_what_is_open_and_the_minutes_to_adopt(meeting, officer):
    Resolution.objects.bulk_create(
        Resolution(meeting=meeting, number=number, kind=kind, text=number, done_on=done)
        for number, kind, done in (
            ("4.1", "assigned", None),
            ("4.2", "assigned", date(2019, 1, 20)),
            ("4.3", "acknowledged", None),
        )
    )

    following = begin(meeting.committee, date(2019, 2, 17), officer)

    assert [(one.part, one.title) for one in following.agenda.all()] == [
        (2, "รับรองรายงานการประชุม วันที่ 17 มกราคม 2562"),
        (3, "4.1 (มติข้อ 4.1 วันที่ 17 มกราคม 2562)"),
    ]


def test_members_are_listed_once_and_only_in_their_term(meeting, officer):
    members = meeting.committee.members
    members.create(position_title="พัฒนาการจังหวัด", sequence=1)
    members.create(position_title="ผู้เกษียณ", until_on=date(2018, 9, 30), sequence=2)

    counts = [call_members(meeting, by=officer) for _ in range(2)]

    assert counts == [1, 0]
    assert [str(one) for one in meeting.attendees.all()] == ["พัฒนาการจังหวัด"]


def test_a_name_that_is_there_is_that_person(meeting, officer):
    known = Person.objects.create(
        title="นาย", given_name="ประจวบ", family_name="กันธิยะ", province=meeting.committee.province
    )
    kind = kind_of(COMMITTEE, "member")
    who = Who("นายประจวบ กันธิยะ", "รองผู้ว่าราชการจังหวัด")._asdict()

    [member] = add_pieces(meeting.committee, kind, [who], form_key=uuid4(), by=officer)

    assert (member.person, Person.objects.count()) == (known, 1)


# --- The pages -----------------------------------------------------------------------------------


@pytest.fixture
def page(client, officer, meeting):
    client.force_login(officer)
    return reverse("staff:meeting", args=[meeting.pk])


def posted(item, **fields):
    seen = seen_of(shown(item, AGENDA.fields))
    return {"piece": f"agenda-{item.pk}", "title": item.title, "part": 4, "seen": seen, **fields}


def test_a_piece_is_saved_by_its_button_without_a_script(client, page, item):
    answer = client.post(page, posted(item, text="ข้อความใหม่"))

    item.refresh_from_db()
    assert (answer.status_code, item.text) == (302, "ข้อความใหม่")


def test_a_stale_piece_is_answered_with_both_texts(client, page, meeting, item):
    mine = posted(item, text="ของฉัน")
    save_text(meeting, item, "ของเขา", seen=None, by=make.make_officer())

    refused = client.post(page, mine)

    html = refused.content.decode()
    assert refused.status_code == 409
    assert [words in html for words in ("ของเขา", "ของฉัน", "เก็บทั้งสองข้อความ")] == [True] * 3


def test_a_form_that_saves_itself_gets_a_line_and_the_new_fingerprint(client, page, item):
    answer = client.post(page, posted(item, text="ใหม่"), headers={"HX-Request": "true"})

    item.refresh_from_db()
    fingerprint = seen_of(shown(item, AGENDA.fields))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'value="{fingerprint}" id="agenda-{item.pk}_seen"' in html


def test_an_open_page_asks_cheaply_whether_somebody_has_changed_it(client, page):
    assert client.get(page, {"since": "0"}).status_code == 204


def test_a_list_of_names_becomes_persons_positions_and_agencies(client, page, meeting):
    lines = "นายประจวบ กันธิยะ รองผู้ว่าราชการจังหวัดลำปาง\nพาณิชย์จังหวัดลำปาง\nสมาคมเครื่องปั้นดินเผาลำปาง"
    form = filled_form(client.get(page, {"add": "attendee-present"}), holds="lines")

    for _ in range(2):
        client.post(page, form | {"lines": lines})

    assert [
        (str(one.person or ""), one.position_title, str(one.agency or ""))
        for one in meeting.attendees.all()
    ] == [
        ("นายประจวบ กันธิยะ", "รองผู้ว่าราชการจังหวัดลำปาง", ""),
        ("", "พาณิชย์จังหวัดลำปาง", ""),
        ("", "", "สมาคมเครื่องปั้นดินเผาลำปาง"),
    ]


def test_another_position_under_a_known_name_is_asked_about(client, page, meeting, item):
    Person.objects.create(given_name="สมชาย", family_name="ใจดี", position_title="นายอำเภอ")
    form = {"act": "add", "adds": "statement", "item": item.pk, "text": "เห็นด้วย"}
    form |= {"person_name": "สมชาย ใจดี", "position_title": "ปลัด", "form_key": str(uuid4())}

    asked = client.post(page, form)
    client.post(page, form | {"which_person": "another"})

    assert asked.status_code == 422
    assert (meeting.statements.count(), Person.objects.count()) == (1, 2)


def test_a_page_asks_as_many_questions_for_many_rows(client, page, meeting, item):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    def fill(start, number):
        for place in range(start, start + number):
            row = AgendaItem.objects.create(meeting=meeting, part=4, title=f"เรื่อง {place}")
            row.statements.create(meeting=meeting, position_title="ประธาน", text="กล่าว")
            row.resolutions.create(meeting=meeting, number=str(place), kind="agreed", text="ก")

    fill(1, 1)
    client.get(page)
    before = count()
    fill(2, 10)
    assert count() == before


def test_visitors_read_a_project_only_when_it_is_public(client):
    committee = make.make_committee()
    project = Project.objects.create(
        name_th="โครงการ", fiscal_year_be=2562, province=committee.province
    )
    page = reverse("public-project", args=[project.pk])

    hidden = client.get(page).status_code
    Project.objects.update(is_public=True)

    assert (hidden, client.get(page).status_code) == (404, 200)


def test_rows_change_places_by_arrows_and_by_dropping_them(client, page, meeting):
    rows = [meeting.attendees.create(position_title=name, sequence=1) for name in "กขค"]

    def order():
        return "".join(meeting.attendees.values_list("position_title", flat=True))

    client.post(page, {"act": "move", "move": f"attendee-{rows[2].pk}:-1"})
    by_arrow = order()
    client.post(page, {"act": "move", "move": f"attendee-{rows[0].pk}:2"})

    assert (by_arrow, order()) == ("กคข", "คขก")


@pytest.mark.parametrize("typed", ["", "attendee-1", "attendee-1:0", "attendee-1:²", "head:1"])
def test_a_move_that_says_nothing_is_no_page(client, page, typed):
    assert client.post(page, {"act": "move", "move": typed}).status_code == 404


def test_an_activity_is_added_by_the_form_of_its_page(client, officer, meeting):
    client.force_login(officer)
    province = meeting.committee.province
    project = Project.objects.create(name_th="โครงการ", fiscal_year_be=2562, province=province)
    url = reverse("staff:project", args=[project.pk])
    form = filled_form(client.get(url, {"add": "activity"}), holds="period")

    client.post(url, form | {"kind": "joined", "name_th": "ลานนาเอ็กโปร 2019", "period": "พ.ค. 62"})

    activity = project.activities.get()
    assert (activity.kind, str(activity.period)) == ("joined", "พฤษภาคม 2562")


def test_a_new_statement_begins_with_whoever_leads_the_meeting(client, page, meeting, item):
    meeting.attendees.create(position_title="รองผู้ว่าราชการจังหวัด", attendance="chair")

    form = filled_form(client.get(page, {"add": f"statement-{item.pk}"}), holds="text")

    assert form["position_title"] == "รองผู้ว่าราชการจังหวัด"


@pytest.fixture
def project(client, officer, meeting):
    client.force_login(officer)
    names = {"name_th": "โครงการ", "fiscal_year_be": 2562, "committee": meeting.committee}
    return begin_project(meeting.committee.province, names, form_key=uuid4(), by=officer)


def adding(client, project, what, holds):
    return filled_form(
        client.get(reverse("staff:project", args=[project.pk]), {"add": what}), holds=holds
    )


def test_who_came_to_the_meeting_stands_ready_as_partners(client, project, meeting):
    agency = make.make_agency("สมาคมเครื่องปั้นดินเผาลำปาง", province=project.province)
    chair = Person.objects.create(given_name="ประจวบ", family_name="กันธิยะ")
    meeting.attendees.create(person=chair, attendance="chair", sequence=1)
    meeting.attendees.create(position_title="พาณิชย์จังหวัดลำปาง", sequence=2)
    meeting.attendees.create(agency=agency, sequence=3)
    meeting.attendees.create(position_title="คลังจังหวัด", attendance="absent", sequence=4)

    form = adding(client, project, "partner", "lines")
    client.post(reverse("staff:project", args=[project.pk]), form)

    names = list(project.partners.values_list("agency__name_th", flat=True))
    assert names == ["พาณิชย์จังหวัดลำปาง", "สมาคมเครื่องปั้นดินเผาลำปาง"]
    assert adding(client, project, "partner", "lines")["lines"] == ""


def test_a_project_comes_from_where_its_meeting_does(officer, meeting):
    Meeting.objects.update(source="สวท.ลำปาง")
    names = {"name_th": "โครงการ", "fiscal_year_be": 2562, "committee": meeting.committee}

    project = begin_project(meeting.committee.province, names, form_key=uuid4(), by=officer)

    assert project.source == "สวท.ลำปาง"


def test_per_cent_is_read_before_its_number(client, project):
    form = adding(client, project, "figure", "amount")
    figure = {"name_th": "แรงงาน", "qualifier": "กว่า", "amount": "70", "unit": "ร้อยละ"}

    client.post(reverse("staff:project", args=[project.pk]), form | figure)

    html = client.get(reverse("staff:project", args=[project.pk])).content.decode()
    assert "กว่าร้อยละ 70" in html


def test_a_list_to_choose_from_says_so(client, page, item):
    html = client.get(page, {"add": f"resolution-{item.pk}"}).content.decode()

    assert ("---" in html, '<option value="" selected>เลือก</option>' in html) == (False, True)


def test_news_of_a_meeting_stand_on_its_page_with_who_wrote_them(client, page, meeting):
    meeting.news.create(title="ประชุมคณะทำงาน", body="ข่าว", reporter="ชุติกาญจน์", editor="ศศิธร")

    html = client.get(page).content.decode()

    assert [name in html for name in ("ข่าวโดย ชุติกาญจน์", "บรรณาธิการ ศศิธร")] == [True, True]
