"""The small pieces that every page is made of."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.test import RequestFactory

from otopfair.look.templatetags.look import BADGE_ICONS, cloth_class


def render(source: str, **context) -> str:
    return Template(source).render(Context(context)).strip()


def test_an_icon_is_decoration_and_points_into_the_sprite():
    assert render('{% icon "map-pin" "lg" %}') == (
        '<svg class="icon icon-lg" aria-hidden="true" focusable="false">'
        '<use href="/static/img/icons.svg#map-pin"></use></svg>'
    )


@pytest.mark.parametrize(("meaning", "icon"), BADGE_ICONS.items())
def test_every_badge_has_its_own_icon_and_a_word(meaning, icon):
    badge = render("{% badge meaning word %}", meaning=meaning, word="รอตรวจ")
    assert badge.startswith(f'<span class="badge badge-{meaning}"><svg')
    assert badge.endswith(f'#{icon}"></use></svg>รอตรวจ</span>')


def test_a_badge_escapes_its_word():
    assert render("{% badge 'off' word %}", word="<b>").endswith("</svg>&lt;b&gt;</span>")


def test_a_sixth_meaning_of_a_badge_is_refused():
    with pytest.raises(TemplateSyntaxError):
        render("{% badge 'happy' 'ดีใจ' %}")


@pytest.mark.parametrize(
    ("cloth", "css_class"),
    [("lac", "cloth-lac"), ("", "cloth-indigo"), ('x" onload="', "cloth-indigo")],
)
def test_an_unknown_cloth_is_indigo(cloth, css_class):
    assert cloth_class(cloth) == css_class


def test_the_folded_ladder_says_in_words_where_we_are():
    folded = render("{% folded_ladder 2 5 'ตรวจเอกสาร' %}")
    assert folded.count("<span") == 5
    assert folded.endswith("<p>ขั้นที่ 2 จาก 5 ตรวจเอกสาร</p></div>")


def test_bars_start_at_zero_and_a_day_to_come_has_none():
    bars = [
        {"label": "จ.", "value": 2, "text": "2"},
        {"label": "อ.", "value": 1, "text": "1"},
        {"label": "พ.", "value": None},
    ]
    chart = render("{% bar_chart bars 'ยอดรายวัน' %}", bars=bars)
    assert 'aria-label="ยอดรายวัน"' in chart
    assert [part.split('"')[0] for part in chart.split(' d="')[1:]] == [
        "M0 146v-117q0-3 3-3h32q3 0 3 3v117z",
        "M46 146v-57q0-3 3-3h32q3 0 3 3v57z",
    ]


def test_bars_of_a_fair_without_sales_do_not_divide_by_zero():
    assert '<path class="bar"' not in render(
        "{% bar_chart bars 'ยอด' %}", bars=[{"label": "จ.", "value": 0}]
    )


def test_the_pager_keeps_the_filters_and_says_the_range():
    request = RequestFactory().get("/products/?q=ผ้า&page=2")
    page = Paginator(range(162), 50).page(2)
    template = Template("{% include 'components/pager.html' %}")
    pager = template.render(RequestContext(request, {"page": page}))
    assert '<span class="page" aria-current="page">2</span>' in pager
    assert "51–100 จาก 162" in pager
    assert "?q=%E0%B8%9C%E0%B9%89%E0%B8%B2&amp;page=3" in pager


class ContactForm(forms.Form):
    phone = forms.CharField(label="โทรศัพท์", help_text="ใช้แจ้งผล")
    line = forms.CharField(label="ไลน์ไอดี", required=False)
    price = forms.CharField(
        label="ราคา", widget=forms.TextInput(attrs={"data-suffix": "บาท"}), required=False
    )
    way = forms.ChoiceField(label="วิธีรับ", choices=[("a", "รับเอง")], widget=forms.RadioSelect)


def test_a_field_is_label_hint_error_input_in_this_order():
    form = ContactForm({"phone": "", "way": "a"})
    form.is_valid()
    form.errors["phone"] = form.error_class(["กรอกเบอร์โทร 10 หลัก"])
    field = form["phone"].as_field_group()
    places = [
        field.index(part)
        for part in (
            '<label for="id_phone">โทรศัพท์</label>',
            'id="id_phone_helptext">ใช้แจ้งผล',
            'id="id_phone_error"',
            "<span>กรอกเบอร์โทร 10 หลัก</span>",
            'aria-describedby="id_phone_helptext id_phone_error"',
        )
    ]
    assert places == sorted(places)
    assert 'aria-invalid="true"' in field


def test_the_number_of_an_application_stays_on_one_line_in_words_from_outside():
    """Seen: "ใบสมัคร KKSILK-" at the end of a line, and "0008 ผ่านเอกสารแล้ว" on the next."""
    shown = render("{{ words|numbers_whole }}", words="ใบสมัคร KKSILK-0008 <b> 081-234-5678")
    assert shown == 'ใบสมัคร <span class="nowrap">KKSILK-0008</span> &lt;b&gt; 081-234-5678'


def test_an_optional_field_says_so_and_a_needed_one_has_no_mark():
    form = ContactForm()
    assert "(ไม่บังคับ)" in form["line"].as_field_group()
    assert "(ไม่บังคับ)" not in form["phone"].as_field_group()
    assert "*" not in form["phone"].as_field_group()


def test_the_unit_stands_outside_the_box():
    assert '<span class="suffix">บาท</span>' in ContactForm()["price"].as_field_group()


def test_radios_are_a_fieldset_with_a_legend():
    group = ContactForm()["way"].as_field_group()
    assert "<fieldset" in group
    assert "<legend>วิธีรับ</legend>" in group


def test_the_error_summary_counts_and_links_each_error_in_the_same_words():
    form = ContactForm({})
    form.add_error("phone", "กรอกเบอร์โทร 10 หลัก")
    form.errors["phone"].data.pop(0)
    form.errors["way"].data[0].message = "เลือกวิธีรับ"
    summary = render("{% include 'forms/error_summary.html' %}", form=form)
    assert "มีปัญหา 2 ข้อ" in summary
    assert '<a href="#id_phone">กรอกเบอร์โทร 10 หลัก</a>' in summary
    assert '<a href="#id_way_0">เลือกวิธีรับ</a>' in summary
