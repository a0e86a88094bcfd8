"""Pages for machines: health, robots, site map, and the page for a fault of ours."""

import logging
import re
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.template.loader import render_to_string
from django.test import RequestFactory

from fairs.models import FairEvent, FairState
from pages import health
from pages.errors import server_error
from tests.factories import make_fair_event


def test_healthz_answers_without_a_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_readyz_says_ready(client):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"ready": True, "problems": []})


@pytest.mark.django_db
def test_readyz_names_a_database_that_is_away(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["problems"][0]) == (503, "database")


@pytest.mark.django_db
def test_readyz_names_missing_migrations(client, monkeypatch):
    monkeypatch.setitem(health._migrated, "seen", False)
    monkeypatch.setattr("pages.health.MigrationExecutor.migration_plan", lambda *_: ["fairs.0001"])
    response = client.get("/readyz")
    assert (response.status_code, response.json()["problems"]) == (503, ["migrations"])


@pytest.mark.django_db
def test_readyz_names_a_cache_that_is_away(client, monkeypatch):
    monkeypatch.setattr(type(cache._connections["default"]), "get", lambda *_, **__: None)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["problems"]) == (503, ["cache"])


def test_robots_close_what_is_nobodys_business(client, settings):
    settings.SITE_URL = "https://otopfair.example"
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /my/",
        "Disallow: /staff/",
        "Disallow: /accounts/",
        "Disallow: /search/",
        "Disallow: /saved/",
        "Sitemap: https://otopfair.example/sitemap.xml",
    ]


@pytest.mark.django_db
def test_the_site_map_lists_published_fairs_only(client):
    cache.clear()
    make_fair_event(slug="open-fair")
    make_fair_event(slug="draft-fair", state=FairState.DRAFT)
    assert b"/sitemap-fairs.xml" in client.get("/sitemap.xml").content
    content = client.get("/sitemap-fairs.xml").content.decode()
    assert re.findall("<loc>(.*?)</loc>", content) == [
        "http://testserver/fairs/open-fair/",
        "http://testserver/en/fairs/open-fair/",
    ]


@pytest.mark.django_db
def test_the_site_map_says_when_a_row_was_last_written(client):
    cache.clear()
    make_fair_event(slug="earlier")
    make_fair_event(slug="later")
    for slug, day in (("earlier", 1), ("later", 2)):
        FairEvent.objects.filter(slug=slug).update(changed_at=datetime(2026, 11, day, tzinfo=UTC))
    content = client.get("/sitemap-fairs.xml").content.decode()
    assert re.findall("<lastmod>(.*?)</lastmod>", content) == [
        *("2026-11-01", "2026-11-01"),  # in Thai and in English
        *("2026-11-02", "2026-11-02"),
    ]
    index = client.get("/sitemap.xml").content.decode()
    assert "sitemap-fairs.xml</loc><lastmod>2026-11-02T07:00:00+07:00</lastmod>" in index


@pytest.mark.django_db
@pytest.mark.parametrize("section", ["pages", "vendors", "products"])
def test_every_section_of_the_site_map_is_there(client, section):
    cache.clear()
    assert client.get(f"/sitemap-{section}.xml").status_code == 200


def test_the_page_for_a_fault_of_ours_shows_the_reference_of_its_log_line(caplog):
    with caplog.at_level(logging.ERROR, logger="pages.errors"):
        response = server_error(RequestFactory().get("/fairs/"))
    (record,) = caplog.records
    reference = record.args[0]
    assert response.status_code == 500
    assert f"รหัสอ้างอิง {reference}" in response.content.decode()
    assert record.getMessage() == f"reference={reference} GET /fairs/"


@pytest.mark.django_db
def test_a_form_that_stood_open_too_long_gets_a_sentence(client):
    strict = type(client)(enforce_csrf_checks=True)
    response = strict.post("/accounts/login/", {"login": "a", "password": "b"})
    assert response.status_code == 403
    assert "หน้านี้เปิดทิ้งไว้นานเกินไป" in response.content.decode()


@pytest.mark.django_db
def test_an_unknown_address_gets_a_sentence(client):
    response = client.get("/nothing/here/")
    assert response.status_code == 404
    assert "ไม่พบหน้านี้" in response.content.decode()


# --- What we cannot read ------------------------------------------------------------------------


def words_of(response) -> str:
    return response.content.decode()


@pytest.mark.django_db
def test_a_foreign_host_name_gets_a_thai_page(client):
    response = client.get("/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "ที่อยู่หรือข้อมูลที่ส่งมาไม่ครบ" in words_of(response)


@pytest.mark.django_db
def test_a_form_too_big_gets_a_thai_page(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    many = client.post("/accounts/signup/", dict.fromkeys("abcdef", "1"))
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    kind = "application/x-www-form-urlencoded"
    long = client.post("/accounts/signup/", "full_name=" + "a" * 200, content_type=kind)
    for response in (many, long):
        assert response.status_code == 400
        assert "ใหญ่เกินกว่าที่รับได้" in words_of(response)


@pytest.mark.django_db
def test_half_an_upload_gets_a_thai_page(client):
    kind = "multipart/form-data; boundary="
    response = client.post("/accounts/signup/", b"--x\r\nContent-", content_type=kind)
    assert response.status_code == 400
    assert "ระบบอ่านสิ่งที่ส่งมาไม่ได้" in words_of(response)


@pytest.mark.django_db
def test_a_zero_byte_is_refused_at_the_door(client):
    for url in ("/vendors/?q=%00", "/products/?q=a%00b", "/search/?q=%00", "/fairs/%00/"):
        assert client.get(url).status_code == 404
    response = client.post("/accounts/login/", {"login": "a\x00b", "password": "c"})
    assert response.status_code == 422
    assert "อักขระที่เก็บไม่ได้" in words_of(response)


@pytest.mark.django_db
def test_an_address_for_buttons_only_says_so(client):
    response = client.post("/")
    assert response.status_code == 405
    assert "ใช้เมื่อกดปุ่มในหน้าเท่านั้น" in words_of(response)


@pytest.mark.parametrize("page", ["400", "403", "403_csrf", "404", "405", "429", "500", "503"])
def test_every_page_of_a_fault_has_the_menu_help_and_the_office(page, settings):
    said = {"kind": "away", "is_post": False, "reason": "", "minutes": 5, "page": "", "way": ""}
    html = render_to_string(f"{page}.html", {**said, "office": settings.SITE_OFFICE})
    for part in ('<nav class="site-nav"', 'href="/fairs/"', 'href="/help/"', "<h1>"):
        assert html.count(part) == (2 if part == 'href="/fairs/"' else 1), (page, part)
    title = html.partition("<title>")[2].partition(" – ")[0]
    assert title == html.partition("<h1>")[2].partition("</h1>")[0]
