"""The mechanism that asks before saving, on a form of its own."""

from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string

from otopfair.staff.asking import AsksBeforeSaving, Question, questions_of


class Order(AsksBeforeSaving, forms.Form):
    booths = forms.IntegerField()

    def doubts(self):
        if self.cleaned_data["booths"] > 100:
            yield f"สั่ง {self.cleaned_data['booths']} บูธ"


def sent(booths, **more):
    data = QueryDict(mutable=True)
    data["booths"] = str(booths)
    for name, value in more.items():
        data[name.replace("_", "-")] = value
    return Order(data)


def test_what_is_not_doubtful_is_saved_at_once():
    form = sent(5)

    assert (form.is_valid(), form.asked) == (True, ())


def test_a_doubt_stops_the_saving_without_calling_anything_wrong():
    form = sent(500)

    assert not form.is_valid()
    assert [question.sentence for question in form.asked] == ["สั่ง 500 บูธ"]
    assert form.errors == {}
    assert form["booths"].value() == "500"


def test_the_answer_saves():
    assert sent(500, asked=Question("สั่ง 500 บูธ").mark, is_right="1").is_valid()


def test_saving_again_without_the_answer_asks_again():
    assert not sent(500, asked=Question("สั่ง 500 บูธ").mark).is_valid()


def test_the_answer_to_one_question_is_none_to_another():
    form = sent(600, asked=Question("สั่ง 500 บูธ").mark, is_right="1")

    assert not form.is_valid()
    assert [question.sentence for question in form.asked] == ["สั่ง 600 บูธ"]


def test_what_is_wrong_is_said_before_anything_is_asked():
    form = sent("ห้า")

    assert (form.is_valid(), form.asked, form.errors.keys()) == (False, (), {"booths"})


def test_an_open_form_asks_nothing():
    assert (Order().is_valid(), Order().asked) == (False, ())


def test_the_page_shows_each_question_once_with_one_button():
    forms_sent = [sent(500), sent(500)]
    assert not any(form.is_valid() for form in forms_sent)
    asked = questions_of([*forms_sent, object()])

    html = render_to_string("forms/asked.html", {"asked": asked})

    assert html.count("สั่ง 500 บูธ") == 1
    assert html.count(f'name="asked" value="{asked[0].mark}"') == 1
    assert 'name="is-right" value="1"' in html
    assert "ถูกต้อง บันทึก" in html
