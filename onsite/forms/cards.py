"""One person of a vendor at a fair."""

from django import forms

from onsite.models import CardHolder
from otopfair.look.forms import KeyedForm
from otopfair.thai.forms import NormalisedCharField


class PersonForm(KeyedForm):
    name = NormalisedCharField(
        label="ชื่อ นามสกุล",
        max_length=120,
        help_text="พิมพ์บนบัตรตามนี้",
        error_messages={"required": "กรอกชื่อและนามสกุล"},
    )
    holder = forms.ChoiceField(
        label="ฐานะ",
        choices=CardHolder.choices,
        initial=CardHolder.HELPER,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกฐานะ"},
    )

    use_required_attribute = False
