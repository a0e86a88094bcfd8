"""What a vendor types about its products, its offer at a fair and its takings."""

from decimal import Decimal

from django import forms

from fairs.models import ProductCategory
from otopfair.thai.forms import BahtField, NormalisedCharField
from products.models import Product, ProductGroup
from vendors.forms import KeyedForm


class ProductForm(KeyedForm):
    """A product of the vendor's; category, name and price come first."""

    category = forms.TypedChoiceField(
        label="ประเภท",
        coerce=int,
        choices=[(value, f"{value} {label}") for value, label in ProductCategory.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกประเภทสินค้า 1 ประเภท"},
    )
    name_th = NormalisedCharField(
        label="ชื่อสินค้า",
        max_length=255,
        help_text="เช่น ผ้าไหมมัดหมี่ลายนาค",
        error_messages={"required": "กรอกชื่อสินค้า"},
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
    group = forms.ModelChoiceField(
        ProductGroup.objects.all(), label="กลุ่มย่อย", required=False, empty_label="ไม่ระบุ"
    )
    story = forms.CharField(
        label="เรื่องของสินค้า",
        required=False,
        help_text="ทำจากอะไร ทำอย่างไร ต่างจากที่อื่นอย่างไร",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    material = NormalisedCharField(label="วัสดุหรือส่วนผสม", max_length=255, required=False)
    care = NormalisedCharField(label="การดูแลหรือการเก็บ", max_length=255, required=False)
    name_en = NormalisedCharField(label="ชื่ออังกฤษ", max_length=255, required=False)
    is_published = forms.BooleanField(
        label="แสดงในแคตตาล็อก", required=False, initial=True, help_text="ผู้ชมค้นหาเจอทั้งปี"
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def answers(self) -> dict:
        """The columns of the product, without the form's own fields."""
        own = {"form_key", "seen_version"}
        return {name: value for name, value in self.cleaned_data.items() if name not in own}


class PhotoForm(forms.Form):
    """One photo, and the vendor's word that it may be shown."""

    photo = forms.FileField(
        label="เลือกหรือถ่ายรูป",
        help_text="JPG PNG หรือ WebP ไม่เกิน 8 MB",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": "เลือกรูป 1 รูป",
            "empty": "รูปนี้เป็นไฟล์ว่าง เลือกรูปอื่น",
            "missing": "เลือกรูป 1 รูป",
        },
    )
    licence = forms.BooleanField(
        label="รูปนี้เป็นของร้าน หรือเจ้าของรูปอนุญาตให้แสดงแล้ว",
        error_messages={"required": "ยืนยันว่ามีสิทธิ์ใช้รูปนี้ก่อนส่ง"},
    )


class OfferForm(forms.Form):
    """Step 2: the vendor ticks what it will bring."""

    products = forms.ModelMultipleChoiceField(
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


class TakingsForm(forms.Form):
    """One booth's takings of one day; nothing sold is 0, not an empty box."""

    sold_baht = BahtField(label="ขายได้", error_messages={"required": "กรอกยอดขาย ถ้าขายไม่ได้ให้ใส่ 0"})
    ordered_baht = BahtField(
        label="ยอดสั่งจอง",
        help_text="ลูกค้าสั่งแล้วแต่ยังไม่รับของ ไม่มีให้ใส่ 0",
        error_messages={"required": "กรอกยอดสั่งจอง ถ้าไม่มีให้ใส่ 0"},
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    sure = forms.BooleanField(label="ใช่ ยอดนี้ถูกต้อง", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("sold_baht", "ordered_baht"):
            self.fields[name].widget.attrs.update({"data-money": "", "data-add": ""})

    @property
    def total_baht(self) -> Decimal:
        return self.cleaned_data["sold_baht"] + self.cleaned_data["ordered_baht"]
