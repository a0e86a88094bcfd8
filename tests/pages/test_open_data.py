"""Open data: what everybody may see is given as files, part by part, and nothing else is."""

import csv
import io
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from otopfair.documents import open_data as parts
from otopfair.documents.csv_text import csv_bytes
from otopfair.thai.calendar import today_in_thailand
from pages.open_data import DATA_SETS
from tests.factories import (
    make_announcement,
    make_application,
    make_call,
    make_decision,
    make_fair_event,
    make_officer,
    make_product,
    make_vendor,
)
from vendors.operations.announcements import (
    apply_due_announcements,
    approve_announcement,
    prepare_announcement,
)

pytestmark = pytest.mark.django_db


def read(client, name, kind="json", **query):
    answer = client.get(reverse("data-file", args=[name, kind]), query)
    assert answer.status_code == 200
    return answer


def rows_of(client, name, **query) -> list[dict]:
    return json.loads(read(client, name, **query).content)["rows"]


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(parts, "ROWS_A_PART", 2)


def test_a_fair_stands_with_its_address_and_its_days(client):
    fair = make_fair_event("งานไหม", slug="silk")
    make_fair_event("ร่าง", slug="draft", state="draft")
    [row] = rows_of(client, "fairs")
    assert (row["id"], row["name_th"], row["opens_on"]) == (
        fair.pk,
        "งานไหม",
        fair.opens_on.isoformat(),
    )
    assert row["url"].endswith("/fairs/silk/")
    assert (row["role"], row["state"]) == ("จัดเอง", "เผยแพร่แล้ว")


def test_of_shops_and_products_only_what_is_published_and_no_telephone(client):
    shown = make_vendor("กลุ่มทอผ้า", phone_is_public=True, is_published=True, show_state="shown")
    hidden = make_vendor("กลุ่มที่ไม่เผยแพร่", is_published=False)
    make_product(shown, "ผ้าไหม", price_baht="1500.50")
    make_product(hidden, "ผ้าลับ")
    [vendor], [product] = rows_of(client, "vendors"), rows_of(client, "products")
    assert (vendor["id"], vendor["name_th"]) == (shown.pk, "กลุ่มทอผ้า")
    assert not [name for name in vendor if "phone" in name or "address" in name]
    assert (product["vendor_id"], product["name_th"]) == (shown.pk, "ผ้าไหม")
    assert product["price_baht"] == 1500.5


def test_parts_follow_each_other_without_a_gap(client, small_parts):
    made = [make_fair_event(f"งาน {number}", slug=f"fair-{number}").pk for number in range(5)]
    read_so_far, address = [], reverse("data-file", args=["fairs", "json"])
    while address:
        part = json.loads(client.get(address).content)
        read_so_far += [row["id"] for row in part["rows"]]
        address = part["next"]
    assert read_so_far == made


def test_the_header_of_a_file_leads_to_the_next_part(client, small_parts):
    for number in range(3):
        make_fair_event(f"งาน {number}", slug=f"fair-{number}")
    first = read(client, "fairs", "csv")
    address = first["Link"].partition(">")[0].removeprefix("<")
    last = client.get(address)
    assert [len(lines(one)) for one in (first, last)] == [2, 1]
    assert "Link" not in last


def lines(answer) -> list[dict]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("name", DATA_SETS)
def test_both_files_have_the_columns_of_the_schema(client, name):
    make_everything()
    schema = json.loads(client.get(reverse("data-schema", args=[name])).content)
    columns = [field["name"] for field in schema["fields"]]
    [in_json], [in_csv] = rows_of(client, name), lines(read(client, name, "csv"))
    assert list(in_json) == list(in_csv) == columns
    assert {column: "" if value is None else str(value) for column, value in in_json.items()} == {
        column: value.removesuffix("0") if column == "price_baht" else value
        for column, value in in_csv.items()
    }


def make_everything():
    """One row of each set."""
    vendor = make_vendor("กลุ่มทอผ้า", is_published=True, show_state="shown")
    make_product(vendor, "ผ้าไหม", price_baht="1500.50")
    officer, fair = make_officer(), make_fair_event("งานไหม", slug="silk")
    application = make_application(fair, vendor, call=make_call(fair), status="submitted")
    make_decision(application, "select", by=officer)
    made = prepare_announcement(
        application.call,
        [(application.pk, None)],
        applies_at=None,
        answer_by=today_in_thailand() + timedelta(days=3),
        form_key=uuid4(),
        by=officer,
    )
    approve_announcement(made, by=make_officer())
    apply_due_announcements()


def test_a_result_is_read_as_it_was_announced(client):
    make_everything()
    [row] = rows_of(client, "results")
    assert (row["vendor_th"], row["result"]) == ("กลุ่มทอผ้า", "ผู้ได้รับคัดเลือก")
    assert (row["fair_url"], row["announced_on"]) == (
        "http://127.0.0.1:8000/fairs/silk/",
        today_in_thailand().isoformat(),
    )


def test_before_an_announcement_nobody_stands_in_the_results(client):
    make_announcement(make_call(make_fair_event()))
    assert rows_of(client, "results") == []


def test_the_catalogue_names_every_set_and_where_its_files_are(client):
    catalogue = json.loads(client.get(reverse("data-catalogue")).content)
    assert [one["dct:identifier"] for one in catalogue["dcat:dataset"]] == list(DATA_SETS)
    for one in catalogue["dcat:dataset"]:
        for file in one["dcat:distribution"]:
            assert client.get(file["dcat:accessURL"]["@id"]).status_code == 200


@pytest.mark.parametrize("after", ["x", "-1", "²", "9" * 30, "1.5"])
def test_a_part_that_does_not_exist_is_not_found(client, after):
    address = reverse("data-file", args=["fairs", "json"])
    assert client.get(address, {"after": after}).status_code == 404


@pytest.mark.parametrize("address", ["/data/users.csv", "/data/fairs.xml", "/data/x.schema.json"])
def test_what_is_no_set_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_program_that_asks_without_end_is_told_to_wait(client, monkeypatch):
    from otopfair.accounts import limits

    monkeypatch.setitem(limits.LIMITS, "open-data", {"address": [limits.Limit(1, 5)]})
    read(client, "fairs")
    answer = client.get(reverse("data-file", args=["fairs", "json"]))
    assert answer.status_code == 429


def test_a_text_that_would_be_a_formula_stays_a_text():
    rows = [["=1+1", "-5 บาท", -5, None]]
    assert csv_bytes(["a", "b", "c", "d"], rows).decode("utf-8-sig") == (
        "a,b,c,d\r\n'=1+1,'-5 บาท,-5,\r\n"
    )


def test_the_page_tells_of_every_set_and_column(client):
    page = client.get(reverse("open-data")).content.decode()
    for one in DATA_SETS.values():
        assert [name for name in one.names if f"<code>{name}</code>" not in page] == []
