"""What a vendor types about its products and its offer at a fair."""

from django import forms

from fairs.models import ProductCategory
from otopfair.look.forms import KeyedForm, RowsField
from otopfair.stale import SeenForm, seen_of
from otopfair.thai.forms import BahtField, MeasureField, NormalisedCharField
from products.models import Product, ProductGroup
from products.models.catalogue import CHANNELS, UNIT_MISSING
from products.operations.offers import names_of

# What a fold of the page holds; it is open when there is something in it.
STORY = ("story", "distinction", "material", "process", "usage", "care", "group", "name_en")
MAKING = ("made_per_month", "made_unit", "wholesale_baht", *CHANNELS, "sold_where")


def _text(label: str, hint: str) -> forms.CharField:
    """Some lines about one side of a product."""
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=2000, required=False, help_text=hint, widget=box)


class ProductForm(KeyedForm, SeenForm):
    """A product of the vendor's, in the order in which it is asked."""

    name_th = NormalisedCharField(
        label="ชื่อสินค้า",
        max_length=255,
        help_text="เช่น ผ้าไหมมัดหมี่ลายนาค",
        error_messages={"required": "กรอกชื่อสินค้า"},
    )
    category = forms.TypedChoiceField(
        label="ประเภท",
        coerce=int,
        choices=[(value, f"{value} {label}") for value, label in ProductCategory.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกประเภทสินค้า 1 ประเภท"},
    )
    price_baht = BahtField(
        label="ราคา",
        max_digits=10,
        required=False,
        help_text="ราคาต่อหน่วย ถ้ามีหลายราคา กรอกราคาเริ่มต้น",
    )
    price_unit = NormalisedCharField(
        label="ขายเป็น",
        max_length=60,
        required=False,
        help_text="เช่น ผืน ขวด กิโลกรัม",
        widget=forms.TextInput(attrs={"data-width": "short"}),
    )
    story = forms.CharField(
        label="เรื่องของสินค้า",
        max_length=4000,
        required=False,
        help_text="ความเป็นมา ใครเริ่มทำ ทำมานานเท่าไร",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    distinction = _text("จุดเด่นหรือเอกลักษณ์", "อะไรที่ต่างจากของที่อื่น เช่น ลายเฉพาะของหมู่บ้าน")
    material = NormalisedCharField(label="วัสดุหรือส่วนผสม", max_length=255, required=False)
    process = _text("ขั้นตอนการผลิต", "ทำอย่างไรตั้งแต่ต้นจนเสร็จ เฉพาะที่บอกผู้อื่นได้")
    usage = _text("การใช้งาน", "ใช้ทำอะไร ใช้อย่างไร")
    care = NormalisedCharField(label="การดูแลหรือการเก็บ", max_length=255, required=False)
    group = forms.ModelChoiceField(
        ProductGroup.objects.all(), label="กลุ่มย่อย", required=False, empty_label="ไม่ระบุ"
    )
    name_en = NormalisedCharField(label="ชื่ออังกฤษ", max_length=255, required=False)
    made_per_month = MeasureField(
        label="ผลิตได้ต่อเดือน",
        max_digits=10,
        decimal_places=2,
        required=False,
        help_text="โดยประมาณ ไม่แสดงต่อผู้ชม",
    )
    made_unit = NormalisedCharField(
        label="หน่วยผลิต",
        max_length=60,
        required=False,
        help_text="เช่น ผืน ขวด กิโลกรัม",
        widget=forms.TextInput(attrs={"data-width": "short"}),
    )
    wholesale_baht = BahtField(
        label="ราคาส่ง",
        max_digits=10,
        required=False,
        help_text="ต่อหน่วยเดียวกับราคาขาย ไม่แสดงต่อผู้ชม",
    )
    sold_at_home = forms.BooleanField(label="ที่ร้านหรือที่ผลิต", required=False)
    sold_at_fairs = forms.BooleanField(label="งานแสดงสินค้าหรือตลาดนัด", required=False)
    sold_in_shops = forms.BooleanField(label="ร้านค้าหรือห้าง ทั้งฝากขายและขายส่ง", required=False)
    sold_online = forms.BooleanField(label="ออนไลน์ เช่น เฟซบุ๊ก LINE เว็บตลาดออนไลน์", required=False)
    sold_abroad = forms.BooleanField(label="ต่างประเทศ", required=False)
    sold_where = NormalisedCharField(
        label="ชื่อสถานที่จำหน่าย",
        max_length=255,
        required=False,
        help_text="เช่น ศูนย์ OTOP อำเภอชนบท ตลาดต้นตาล",
    )
    is_published = forms.BooleanField(
        label="แสดงในแคตตาล็อก", required=False, help_text="ผู้ชมค้นหาเจอทั้งปี"
    )

    def clean(self) -> dict:
        answers = super().clean()
        if answers.get("made_per_month") is not None and answers.get("made_unit") == "":
            self.add_error("made_unit", UNIT_MISSING)
        return answers

    @property
    def channels(self) -> list[forms.BoundField]:
        return [self[name] for name in CHANNELS]

    @property
    def tells_story(self) -> bool:
        return self._has_any(STORY)

    @property
    def tells_making(self) -> bool:
        return self._has_any(MAKING)

    def _has_any(self, names) -> bool:
        """Whether something stands in these boxes, or is wrong with them."""
        return any(self[name].value() or self[name].errors for name in names)


class OfferForm(SeenForm):
    """Step 2: the vendor ticks what it will bring."""

    products = RowsField(
        Product.objects.none(),
        label="สินค้าที่จะนำไปขาย",
        help_text="เลือกได้หลายรายการ",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-boxed"}),
        error_messages={
            "required": "เลือกสินค้าที่จะนำไปขายอย่างน้อย 1 รายการ",
            "invalid_choice": "สินค้าที่เลือกไม่อยู่ในรายการของร้าน เลือกใหม่",
        },
    )

    def __init__(self, *args, products, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["products"].queryset = products

    def seen_after(self) -> str:
        return seen_of(names_of(self.cleaned_data["products"]))
