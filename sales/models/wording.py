"""How an office words its reports: one row a province, read by every text and paper."""

from django.db import models

from fairs.models.scoped import OfProvinceQuerySet


class ZoneMark(models.TextChoices):
    DOT = ".", "1."
    BRACKET = ")", "1)"


class BoothWord(models.TextChoices):
    BOOTH = "บูธ", "บูธ"
    BOOT = "บูท", "บูท"


class VendorWord(models.TextChoices):
    VENDOR = "ราย", "ราย"
    GROUP = "กลุ่ม", "กลุ่ม"


class OrdersWord(models.TextChoices):
    PROVINCIAL = "ยอดสั่งจอง", "ยอดสั่งจอง"
    NATIONAL = "ยอดสั่งซื้อ", "ยอดสั่งซื้อ"


class Digits(models.TextChoices):
    """Where Thai digits are printed. Names, and numbers that are names, keep their own."""

    PAPERS = "papers", "เลขไทยในเอกสาร เลขอารบิกในข้อความ"
    EVERYWHERE = "everywhere", "เลขไทยทั้งหมด"
    NOWHERE = "nowhere", "เลขอารบิกทั้งหมด"


class Opening(models.TextChoices):
    AS_HELD = "as-held", "ตามลักษณะงาน (จัดเอง หรือไปร่วมงาน)"
    ORGANISED = "organised", "สำนักงานจัดงาน"
    JOINED = "joined", "ผู้ว่าราชการจังหวัดมอบหมายให้ไปร่วมงาน"


class Dated(models.TextChoices):
    SOLD = "sold", "วันที่ขาย"
    MADE = "made", "วันที่ปิดรายงาน"


class Amounts(models.TextChoices):
    BAHT = "baht", "บาททั้งหมด เช่น 319,006,768 บาท"
    MILLIONS = "millions", "ยอดสะสมและเป้าหมายเป็นล้านบาท เช่น 319.01 ล้านบาท"


class ReportWording(models.Model):
    """Words, digits and signature of a province's reports; without a row the usual ones.

    A closed report keeps the words it was closed with, whatever stands here later.
    """

    province = models.OneToOneField(
        "fairs.Province", models.PROTECT, related_name="report_wording", verbose_name="จังหวัด"
    )
    zone_mark = models.CharField("เลขหน้าโซน", max_length=1, choices=ZoneMark, default=ZoneMark.DOT)
    booth_word = models.CharField(
        "คำเรียกบูธ", max_length=8, choices=BoothWord, default=BoothWord.BOOTH
    )
    vendor_word = models.CharField(
        "คำนับร้าน", max_length=8, choices=VendorWord, default=VendorWord.VENDOR
    )
    orders_word = models.CharField(
        "คำเรียกยอดสั่งจอง", max_length=16, choices=OrdersWord, default=OrdersWord.PROVINCIAL
    )
    digits = models.CharField("ตัวเลข", max_length=16, choices=Digits, default=Digits.PAPERS)
    opening = models.CharField("ประโยคเปิด", max_length=16, choices=Opening, default=Opening.AS_HELD)
    dated = models.CharField("ลงวันที่", max_length=8, choices=Dated, default=Dated.SOLD)
    amounts = models.CharField("จำนวนเงิน", max_length=16, choices=Amounts, default=Amounts.BAHT)
    zones_as_types = models.BooleanField("พิมพ์โซนที่ไม่แยกประเภทเป็นประเภทต่อท้าย", default=False)
    salutation = models.CharField("คำขึ้นต้น", max_length=255, blank=True)
    closing = models.CharField("คำลงท้าย", max_length=255, blank=True)
    reporter_word = models.CharField("คำหน้าผู้รายงาน", max_length=60, default="ผู้รายงาน")
    signer_word = models.CharField("คำหน้าผู้ลงนาม", max_length=60, default="ผู้ตรวจ")
    signer_name = models.CharField("ชื่อผู้ลงนาม", max_length=255, blank=True)
    signer_position = models.CharField("ตำแหน่งผู้ลงนาม", max_length=255, blank=True)
    is_signed_in_text = models.BooleanField("ใส่ผู้ลงนามท้ายข้อความ", default=False)
    # {category number as text: how this office spells it}; the others as press texts do.
    category_words = models.JSONField("คำเรียกประเภท", default=dict, blank=True)

    objects = OfProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ถ้อยคำในรายงาน"
        ordering = ["province"]

    def __str__(self) -> str:
        return f"ถ้อยคำในรายงานของ{self.province.title}"
