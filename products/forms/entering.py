"""What an officer fills in for a vendor: the whole application on one page."""

from django import forms

from otopfair.look.forms import KeyedForm, RowsField
from otopfair.thai.forms import NormalisedCharField
from products.models import Product
from vendors.asked import key_of
from vendors.forms.applications import CategoryForm, NoteForm
from vendors.forms.questions import box_of, is_file


class EnterForm(CategoryForm, NoteForm, KeyedForm):
    """The steps of a vendor in one, and that the vendor has agreed to the terms."""

    products = RowsField(
        Product.objects.none(),
        label="สินค้าที่จะนำไปขาย",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-boxed"}),
        error_messages={"required": "เลือกสินค้าที่จะนำไปขายอย่างน้อย 1 รายการ"},
    )
    agreed = forms.BooleanField(
        label="ร้านรับข้อตกลงแล้ว ทางโทรศัพท์หรือบนกระดาษ",
        error_messages={"required": "ถามร้านก่อนว่ารับข้อตกลงหรือไม่ แล้วติ๊ก"},
    )
    late_code = NormalisedCharField(
        label="รหัสสมัครหลังปิดรับ",
        required=False,
        max_length=20,
        help_text="กรอกเมื่อปิดรับสมัครแล้ว",
        widget=forms.TextInput(attrs={"data-width": "short", "autocomplete": "off"}),
    )

    field_order = [
        *(
            "category",
            "booth_class",
            "booths_wanted",
            "products",
            "zone_wished",
            "neighbours_wished",
            "note",
        ),
        *("agreed", "late_code"),
    ]
    use_required_attribute = False

    def __init__(self, *args, products, is_open: bool, questions=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = [row for row in questions if not is_file(row)]
        for question in self.questions:
            self.fields[key_of(question)] = _box(question)
        self.order_fields([*self.field_order[:-2], *map(key_of, self.questions)])
        self.fields["products"].queryset = products
        if is_open:
            del self.fields["late_code"]

    def texts(self) -> dict[str, str]:
        """The answers to the questions of the call, by the key of the question."""
        said = {key_of(row): self.cleaned_data.get(key_of(row)) for row in self.questions}
        return {key: "" if answer is None else str(answer) for key, answer in said.items()}


def _box(question) -> forms.Field:
    """Whether it has to be answered depends on the category, which is chosen on the same page."""
    field = box_of(question)
    field.required = False
    if question.category_names:
        field.help_text = f"เฉพาะ{question.category_names} {field.help_text}".strip()
    return field
