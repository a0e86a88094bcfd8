"""What officers type to lay booths out by rule, to number them anew, and to release the plan."""

from uuid import uuid4

from django import forms

from fairs.models import ProductCategory
from fairs.plans.blocks import block_edits, numbering_edits
from fairs.plans.columns import CODE_LENGTH, MOST_METRES, MOST_SIDE_M, Unreadable, column_of
from fairs.plans.edits import Edit
from fairs.plans.generator import MOST_BOOTHS, Block, Pattern, Start
from fairs.plans.parts import PartKind
from fairs.plans.working import WorkingPlan
from otopfair.media.encoder import ImageRefused
from otopfair.media.images import check_image
from otopfair.thai.forms import MeasureField, NormalisedCharField, WholeNumberField

PATTERNS = [
    (Pattern.ROWS, "ทีละแถว"),
    (Pattern.SNAKE, "ทีละแถว ไปกลับแบบงูเลื้อย"),
    (Pattern.COLUMNS, "ทีละแนว จากแถวหน้าไปหลัง"),
]
STARTS = [
    (Start.TOP_LEFT, "มุมบนซ้าย"),
    (Start.TOP_RIGHT, "มุมบนขวา"),
    (Start.BOTTOM_LEFT, "มุมล่างซ้าย"),
    (Start.BOTTOM_RIGHT, "มุมล่างขวา"),
]


def _metres(label: str, **options) -> MeasureField:
    options = {"min_value": 0, "max_value": MOST_METRES, "decimal_places": 1, **options}
    return MeasureField(label=label, max_digits=5, **options)


def _read_code(text: str, kind: PartKind, plan: WorkingPlan) -> str:
    """As the table and spreadsheets read it."""
    try:
        return column_of(kind, "code").read(text, plan)
    except Unreadable as unreadable:
        raise forms.ValidationError(str(unreadable)) from unreadable


def _require_numbers(form: "BlockForm | RenumberForm", prefix: str, booths: int) -> None:
    """The longest of the numbers fits into a booth's."""
    last = form.cleaned_data["first_number"] + booths - 1
    try:
        _read_code(f"{prefix}{last}", PartKind.BOOTH, form.plan)
    except forms.ValidationError:
        form.add_error(
            "first_number", f"เลขสุดท้ายจะเป็น {prefix}{last} เลขบูธยาวได้ไม่เกิน {CODE_LENGTH} ตัว"
        )


class RowsForm(forms.Form):
    """What the table carries beside its rows."""

    form_key = forms.UUIDField(required=False)

    @property
    def key(self):
        """The key of the form; None where it came without, or with what is none."""
        return self.cleaned_data.get("form_key") if self.is_valid() else None


class MoveForm(forms.Form):
    """A part that was dragged: to where, from where the page showed it."""

    key = forms.CharField(max_length=16)
    x = _metres("ตำแหน่ง x (ม.)")
    y = _metres("ตำแหน่ง y (ม.)")
    from_x = _metres("ตำแหน่งเดิม x (ม.)")
    from_y = _metres("ตำแหน่งเดิม y (ม.)")

    @property
    def refusal(self) -> str:
        return next(iter(self.errors.values()))[0]


class BlockForm(forms.Form):
    """A zone with its booths in rows; how it would look is shown before anything is written."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    code = NormalisedCharField(
        label="รหัสโซน", max_length=4, help_text="นำหน้าเลขบูธ เช่น C โซนที่มีแล้วจะได้บูธเพิ่ม"
    )
    name_th = NormalisedCharField(
        label="ชื่อโซน", max_length=120, required=False, help_text="โซนที่มีแล้วไม่ต้องใส่"
    )
    category = forms.TypedChoiceField(
        label="ประเภทของโซน",
        choices=[("", "หลายประเภท"), *ProductCategory.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    replaces = forms.BooleanField(
        label="จัดบูธเดิมของโซนนี้เข้าแถวใหม่ ไม่เพิ่มบูธ ไม่เปลี่ยนเลข", required=False
    )
    booths = WholeNumberField(label="จำนวนบูธ", min_value=1, max_value=MOST_BOOTHS, initial=20)
    columns = WholeNumberField(label="บูธต่อแถว", min_value=1, max_value=MOST_BOOTHS, initial=10)
    width_m = _metres("กว้างบูธละ (ม.)", min_value=0.5, max_value=MOST_SIDE_M, initial=3)
    depth_m = _metres("ลึกบูธละ (ม.)", min_value=0.5, max_value=MOST_SIDE_M, initial=3)
    aisle_every = WholeNumberField(label="เว้นทางเดินทุกกี่แถว", min_value=0, max_value=99, initial=2)
    aisle_m = _metres("ทางเดินกว้าง (ม.)", initial=3)
    gap_every = WholeNumberField(label="เว้นช่องทุกกี่บูธ", min_value=0, max_value=99, initial=0)
    gap_m = _metres("ช่องกว้าง (ม.)", initial=0)
    first_number = WholeNumberField(label="เริ่มเลขที่", min_value=1, max_value=9999, initial=1)
    pattern = forms.ChoiceField(label="เลขเดินอย่างไร", choices=PATTERNS)
    start = forms.ChoiceField(label="เลขแรกอยู่มุมใด", choices=STARTS)
    x = _metres("ตำแหน่ง x มุมบนซ้าย (ม.)", required=False, help_text="เว้นว่าง คือชิดซ้าย")
    y = _metres("ตำแหน่ง y มุมบนซ้าย (ม.)", required=False, help_text="เว้นว่าง คือใต้โซนที่มีอยู่")

    def __init__(self, *args, plan: WorkingPlan, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan

    def clean_code(self):
        return _read_code(self.cleaned_data["code"], PartKind.ZONE, self.plan)

    def clean(self):
        cleaned = super().clean()
        zone = self.plan.zone_called(cleaned.get("code", ""))
        if zone is None and "code" in cleaned and not cleaned.get("name_th"):
            self.add_error("name_th", "โซนใหม่ต้องมีชื่อ")
        if zone is None and cleaned.get("replaces"):
            self.add_error("replaces", "ยังไม่มีโซนรหัสนี้ จึงยังไม่มีบูธให้จัดใหม่")
        elif zone is not None and cleaned.get("replaces"):
            cleaned["booths"] = len(self.plan.booths_in(zone))
            if not cleaned["booths"]:
                self.add_error("replaces", "โซนนี้ยังไม่มีบูธ")
        if cleaned.get("columns", 0) > cleaned.get("booths", MOST_BOOTHS):
            cleaned["columns"] = cleaned["booths"]
        if not cleaned.get("replaces") and {"code", "first_number", "booths"} <= cleaned.keys():
            _require_numbers(self, cleaned["code"], cleaned["booths"])
        return cleaned

    def step(self) -> tuple[list[Edit], str]:
        """The edits that were typed, and the step in words."""
        typed = self.cleaned_data
        named = {name: typed[name] for name in ("code", "name_th", "category", "replaces")}
        what = "จัดแถวใหม่" if typed["replaces"] else f"เพิ่ม {typed['booths']} บูธ"
        return block_edits(self.plan, self._block(), **named), f"โซน {typed['code']}: {what}"

    def _block(self) -> Block:
        """The block that was typed; where no place was, below everything that stands there."""
        typed = self.cleaned_data
        lengths = ("width_m", "depth_m", "aisle_m", "gap_m")
        numbers = ("booths", "columns", "aisle_every", "gap_every", "first_number")
        y = typed["y"]
        return Block(
            x=float(typed["x"] or 0),
            y=self.plan.first_free_line if y is None else float(y),
            pattern=Pattern(typed["pattern"]),
            start=Start(typed["start"]),
            **{name: float(typed[name]) for name in lengths},
            **{name: typed[name] for name in numbers},
        )


class RenumberForm(forms.Form):
    """Numbers of one zone's booths, given anew by where they stand."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    zone = forms.ChoiceField(label="โซน")
    prefix = NormalisedCharField(label="ตัวนำหน้า", max_length=4, required=False)
    first_number = WholeNumberField(label="เริ่มเลขที่", min_value=1, max_value=9999, initial=1)
    pattern = forms.ChoiceField(label="เลขเดินอย่างไร", choices=PATTERNS)
    start = forms.ChoiceField(label="เลขแรกอยู่มุมใด", choices=STARTS)

    def __init__(self, *args, plan: WorkingPlan, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        zones = [zone for zone in plan.zones if plan.booths_in(zone)]
        self.fields["zone"].choices = [(zone.key, zone.short_name) for zone in zones]

    def clean_prefix(self):
        """May be none, and may end with a stroke: the number stands behind it."""
        return _read_code(f"{self.cleaned_data['prefix']}1", PartKind.BOOTH, self.plan)[:-1]

    def clean(self):
        cleaned = super().clean()
        if {"zone", "prefix", "first_number"} <= cleaned.keys():
            booths = self.plan.booths_in(self.plan.parts[cleaned["zone"]])
            _require_numbers(self, cleaned["prefix"], len(booths))
        return cleaned

    def step(self) -> tuple[list[Edit], str]:
        """The edits that were typed, and the step in words."""
        typed = self.cleaned_data
        zone = self.plan.parts[typed["zone"]]
        edits = numbering_edits(
            self.plan,
            zone,
            prefix=typed["prefix"],
            first_number=typed["first_number"],
            pattern=Pattern(typed["pattern"]),
            start=Start(typed["start"]),
        )
        return edits, f"เรียงเลขบูธโซน {zone.values['code']} ใหม่"


class ReleaseForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = NormalisedCharField(
        label="ชื่อฉบับ", max_length=120, help_text="เช่น หลังสำรวจพื้นที่ 12 ต.ค. ใช้หาว่าเปลี่ยนเพราะอะไร"
    )


class PictureForm(forms.Form):
    """A drawing behind the plan; its scale is how many metres its width is."""

    file = forms.FileField(
        label="รูปผังหรือภาพถ่ายพื้นที่",
        required=False,
        help_text="JPG PNG หรือ WebP ไม่เลือกรูปใหม่ คือใช้รูปเดิม",
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        error_messages={"empty": "ไฟล์ที่เลือกว่างเปล่า เลือกไฟล์อื่น"},
    )
    plan_width = _metres(
        "รูปกว้างกี่เมตรของพื้นที่จริง", min_value=1, help_text="วัดระยะที่รู้บนรูป แล้วคิดทั้งความกว้าง"
    )
    plan_x = _metres("มุมบนซ้ายของรูป x (ม.)", initial=0)
    plan_y = _metres("มุมบนซ้ายของรูป y (ม.)", initial=0)
    is_shown = forms.BooleanField(
        label="ให้ผู้ชมเห็นรูปนี้หลังผัง", required=False, help_text="ไม่ติ๊ก คือเห็นเฉพาะเจ้าหน้าที่"
    )

    def __init__(self, *args, has_picture: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not has_picture

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload:
            try:
                check_image(upload)
            except ImageRefused as refused:
                raise forms.ValidationError(refused.message) from refused
        return upload
