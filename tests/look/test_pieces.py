"""The pieces that come again on many pages: one look each, and nothing unescaped."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch


def render(source: str, **context) -> str:
    """As a browser reads it: white space between tags is nothing."""
    text = " ".join(Template(source).render(Context(context)).split())
    return text.replace("> <", "><")


def test_a_crumb_leads_to_a_route_and_the_last_one_is_the_page():
    assert render('{% crumb "เข้าสู่ระบบ" "account_login" %}{% crumb here %}', here="<ฉัน>") == (
        '<li><a href="/accounts/login/">เข้าสู่ระบบ</a></li>'
        '<li><span aria-current="page">&lt;ฉัน&gt;</span></li>'
    )


def test_the_way_back_takes_an_address_or_a_route_with_its_arguments():
    assert 'href="/products/?q=ไหม"' in render('{% back "ย้อนกลับ" url %}', url="/products/?q=ไหม")
    assert 'href="/fairs/silk/"' in render('{% back "หน้างาน" "fair" slug %}', slug="silk")


def test_a_route_that_is_not_there_is_an_error_and_no_dead_link():
    with pytest.raises(NoReverseMatch):
        render('{% back "ย้อนกลับ" "no-such-route" %}')


def test_steps_to_the_neighbours_say_where_and_aloud_what():
    assert render('{% later "27 ต.ค." "?day=27" aloud="วันถัดไป" %}') == (
        '<a class="button second small" rel="next" href="?day=27"><span>'
        '<span class="sr-only">วันถัดไป </span>27 ต.ค.</span>'
        '<svg class="icon" aria-hidden="true" focusable="false">'
        '<use href="/static/img/icons.svg#chevron-right"></use></svg></a>'
    )


def test_an_empty_list_says_what_why_and_what_next():
    page = render(
        '{% empty_state title to="?all=1" action="ดูทั้งหมด" %}เพราะ {{ why }}{% endempty_state %}',
        title="ไม่พบ <b>",
        why="<i>",
    )
    assert "<h2>ไม่พบ &lt;b&gt;</h2><p>เพราะ &lt;i&gt;</p>" in page
    assert '<a class="button" href="?all=1">' in page


def test_an_empty_list_with_nothing_to_do_has_no_button():
    assert "<a" not in render('{% empty_state "ว่าง" %}รอก่อน{% endempty_state %}')


def test_problems_put_their_title_together_and_list_what_to_mend():
    assert render('{% problems "ไม่สำเร็จ" 2 "ใบ" %}<li>ใบแรก</li>{% endproblems %}') == (
        '<section class="error-summary" data-error-summary tabindex="-1"'
        ' aria-labelledby="error-summary-title"><h2 id="error-summary-title">'
        '<svg class="icon icon-lg" aria-hidden="true" focusable="false">'
        '<use href="/static/img/icons.svg#triangle-alert"></use></svg>ไม่สำเร็จ 2 ใบ</h2>'
        "<ul><li>ใบแรก</li></ul></section>"
    )


def test_a_press_posts_its_hidden_answers_with_the_token():
    assert render(
        '{% press "/x/" look="link-button" act="give" booth=name %}ให้บูธ{% endpress %}',
        csrf_token="secret",
        name='A"1',
    ) == (
        '<form method="post" action="/x/">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="secret">'
        '<input type="hidden" name="act" value="give">'
        '<input type="hidden" name="booth" value="A&quot;1">'
        '<button class="link-button" type="submit">ให้บูธ</button></form>'
    )


def test_a_press_that_swaps_is_sent_by_htmx_to_the_same_address():
    page = render('{% press "?zone=A" swaps=True busy="กำลังให้…" %}ให้{% endpress %}')
    assert '<form method="post" action="?zone=A" hx-post="?zone=A">' in page
    assert 'data-busy="กำลังให้…"' in page
