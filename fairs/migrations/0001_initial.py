import django.core.validators
import django.db.models.deletion
import fairs.models.booths
import otopfair.changed
import otopfair.constraints
import otopfair.media.pictures
import otopfair.thai.calendar
import otopfair.thai.model_fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Province",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=2, primary_key=True, serialize=False, verbose_name="รหัส"
                    ),
                ),
                ("name_th", models.CharField(max_length=100, verbose_name="ชื่อ")),
                ("name_en", models.CharField(max_length=100, verbose_name="ชื่ออังกฤษ")),
                ("slug", models.SlugField(unique=True, verbose_name="ที่อยู่หน้าเว็บ")),
                (
                    "region",
                    models.CharField(
                        choices=[
                            ("north", "เหนือ"),
                            ("northeast", "ตะวันออกเฉียงเหนือ"),
                            ("central", "กลาง"),
                            ("east", "ตะวันออก"),
                            ("west", "ตะวันตก"),
                            ("south", "ใต้"),
                        ],
                        max_length=16,
                        verbose_name="ภาค",
                    ),
                ),
                (
                    "sort_key",
                    otopfair.thai.model_fields.SortKeyField(max_length=255, source="name_th"),
                ),
            ],
            options={
                "verbose_name": "จังหวัด",
                "verbose_name_plural": "จังหวัด",
                "ordering": ["sort_key"],
            },
        ),
        migrations.CreateModel(
            name="District",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=4, primary_key=True, serialize=False, verbose_name="รหัส"
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="districts",
                        to="fairs.province",
                        verbose_name="จังหวัด",
                    ),
                ),
                ("name_th", models.CharField(max_length=100, verbose_name="ชื่อ")),
                ("name_en", models.CharField(max_length=100, verbose_name="ชื่ออังกฤษ")),
                (
                    "sort_key",
                    otopfair.thai.model_fields.SortKeyField(max_length=255, source="name_th"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="ใช้อยู่")),
            ],
            options={
                "verbose_name": "อำเภอ",
                "verbose_name_plural": "อำเภอ",
                "ordering": ["sort_key"],
            },
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_th", models.CharField(max_length=255, verbose_name="ชื่อหน่วยงาน")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("state", "ส่วนราชการ"),
                            ("network", "เครือข่ายหรือสมาคม"),
                            ("company", "บริษัท"),
                            ("other", "อื่น ๆ"),
                        ],
                        default="state",
                        max_length=16,
                        verbose_name="ประเภท",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agencies",
                        to="fairs.province",
                        verbose_name="จังหวัด",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agencies",
                        to="fairs.district",
                        verbose_name="อำเภอ",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=255, verbose_name="ที่อยู่")),
                ("phone", models.CharField(blank=True, max_length=10, verbose_name="โทรศัพท์")),
                (
                    "sort_key",
                    otopfair.thai.model_fields.SortKeyField(max_length=255, source="name_th"),
                ),
            ],
            options={
                "verbose_name": "หน่วยงาน",
                "verbose_name_plural": "หน่วยงาน",
                "ordering": ["sort_key"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name_th",),
                        name="agency_name_once",
                        violation_error_message="มีหน่วยงานชื่อนี้อยู่แล้ว",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FairSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_th", models.CharField(max_length=255, unique=True, verbose_name="ชื่อชุดงาน")),
                ("name_en", models.CharField(blank=True, max_length=255, verbose_name="ชื่ออังกฤษ")),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series",
                        to="fairs.province",
                        verbose_name="จังหวัดที่ดูแลข้อมูล",
                    ),
                ),
                (
                    "cloth",
                    models.CharField(
                        choices=[
                            ("indigo", "คราม"),
                            ("lac", "ครั่ง"),
                            ("almond", "ใบหูกวาง"),
                            ("turmeric", "ขมิ้น"),
                            ("ebony", "ลูกหว้า"),
                        ],
                        default="indigo",
                        max_length=16,
                        verbose_name="ลายผ้า",
                    ),
                ),
                (
                    "sort_key",
                    otopfair.thai.model_fields.SortKeyField(max_length=255, source="name_th"),
                ),
            ],
            options={
                "verbose_name": "ชุดงาน",
                "verbose_name_plural": "ชุดงาน",
                "ordering": ["sort_key"],
            },
        ),
        migrations.CreateModel(
            name="FairEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="fairs.fairseries",
                        verbose_name="ชุดงาน",
                    ),
                ),
                ("name_th", models.CharField(max_length=255, verbose_name="ชื่องาน")),
                ("name_en", models.CharField(blank=True, max_length=255, verbose_name="ชื่ออังกฤษ")),
                (
                    "slug",
                    models.SlugField(
                        help_text="อักษรอังกฤษตัวเล็ก ตัวเลข และขีด เช่น khonkaen-silk-2569",
                        max_length=80,
                        unique=True,
                        verbose_name="ที่อยู่หน้าเว็บ",
                    ),
                ),
                (
                    "highest_number",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="เลขที่ใบสมัครสูงสุดที่ถอน"
                    ),
                ),
                (
                    "reference_code",
                    models.CharField(
                        help_text="อักษรอังกฤษตัวใหญ่และตัวเลข นำหน้าเลขที่ใบสมัคร เช่น KK69",
                        max_length=8,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9]{2,8}$",
                                "รหัสงานใช้อักษรอังกฤษตัวใหญ่และตัวเลข 2 ถึง 8 ตัว เช่น KK69",
                            )
                        ],
                        verbose_name="รหัสงาน",
                    ),
                ),
                (
                    "edition_no",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ครั้งที่"),
                ),
                (
                    "year_label_be",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ประจำปี"),
                ),
                (
                    "theme_name",
                    models.CharField(blank=True, max_length=255, verbose_name="ภายใต้ชื่องาน"),
                ),
                (
                    "description",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True, max_length=8000, verbose_name="รายละเอียด"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("organised", "จัดเอง"), ("joined", "ไปร่วมงาน")],
                        default="organised",
                        max_length=16,
                        verbose_name="ลักษณะงาน",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "ร่าง"),
                            ("published", "เผยแพร่แล้ว"),
                            ("cancelled", "ยกเลิก"),
                        ],
                        default="draft",
                        max_length=16,
                        verbose_name="สถานะ",
                    ),
                ),
                (
                    "date_precision",
                    models.CharField(
                        choices=[("day", "ทราบวัน"), ("month", "ทราบเดือน"), ("unknown", "ยังไม่ทราบ")],
                        default="day",
                        max_length=8,
                        verbose_name="วันที่จัด",
                    ),
                ),
                ("opens_on", models.DateField(blank=True, null=True, verbose_name="วันแรก")),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="วันสุดท้าย")),
                ("opens_time", models.TimeField(blank=True, null=True, verbose_name="เปิดเวลา")),
                ("closes_time", models.TimeField(blank=True, null=True, verbose_name="ปิดเวลา")),
                ("kept_days", models.JSONField(default=dict, editable=False)),
                (
                    "home_province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="home_fairs",
                        to="fairs.province",
                        verbose_name="จังหวัดเจ้าของงาน",
                    ),
                ),
                (
                    "venue_province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="venue_fairs",
                        to="fairs.province",
                        verbose_name="จังหวัดที่จัด",
                    ),
                ),
                (
                    "venue_district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="venue_fairs",
                        to="fairs.district",
                        verbose_name="อำเภอที่จัด",
                    ),
                ),
                ("venue_name", models.CharField(max_length=255, verbose_name="สถานที่")),
                ("map_url", models.URLField(blank=True, verbose_name="ลิงก์แผนที่")),
                (
                    "contact_phone",
                    models.CharField(blank=True, max_length=10, verbose_name="โทรศัพท์สอบถาม"),
                ),
                (
                    "vendor_count",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="จำนวนร้าน (ราย)"
                    ),
                ),
                (
                    "vendor_count_qualifier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "พอดี"),
                            ("กว่า", "กว่า"),
                            ("ประมาณ", "ประมาณ"),
                            ("ไม่น้อยกว่า", "ไม่น้อยกว่า"),
                        ],
                        default="",
                        max_length=16,
                        verbose_name="คำหน้าจำนวน",
                    ),
                ),
                (
                    "sales_target_baht",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="เป้าหมายยอดจำหน่าย (บาท)",
                    ),
                ),
                (
                    "visitor_target",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="เป้าหมายผู้ชม (คน)"
                    ),
                ),
                (
                    "search_text",
                    otopfair.thai.model_fields.FoldedTextField(
                        sources=("name_th", "name_en", "theme_name", "venue_name", "series_name")
                    ),
                ),
                (
                    "changed_at",
                    otopfair.changed.ChangedAtField(auto_now=True, verbose_name="เปลี่ยนเมื่อ"),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "verbose_name": "งานแฟร์",
                "verbose_name_plural": "งานแฟร์",
                "ordering": ["-opens_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opens_on", None),
                            ("closes_on__gte", models.F("opens_on")),
                            _connector="OR",
                        ),
                        name="fair_closes_after_it_opens",
                        violation_error_message="วันสุดท้ายต้องไม่มาก่อนวันแรก",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closes_on", None),
                                ("date_precision", "unknown"),
                                ("opens_on", None),
                            ),
                            models.Q(
                                ("closes_on__isnull", False),
                                ("date_precision__in", ["day", "month"]),
                                ("opens_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="fair_dates_as_precise_as_said",
                        violation_error_message="กรอกวันแรกและวันสุดท้ายให้ครบ หรือเลือกว่ายังไม่ทราบวัน",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sales_target_baht", None),
                            ("sales_target_baht__gte", 0),
                            _connector="OR",
                        ),
                        name="fair_target_not_negative",
                        violation_error_message="เป้าหมายต้องไม่ติดลบ",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["state", "opens_on"], name="fair_state_opens"),
                    models.Index(fields=["series", "-opens_on", "-id"], name="fair_series_opens"),
                    models.Index(fields=["home_province", "-opens_on"], name="fair_home_opens"),
                    models.Index(fields=["venue_province", "-opens_on"], name="fair_venue_opens"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้ใช้",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "ผู้ดูแลระบบ"),
                            ("provincial_officer", "เจ้าหน้าที่จังหวัด"),
                            ("district_officer", "เจ้าหน้าที่อำเภอ"),
                            ("committee_secretary", "เลขานุการคณะทำงาน"),
                            ("fair_helper", "ผู้ช่วยงาน"),
                            ("organisers_partner", "หน่วยงานร่วมจัด"),
                            ("viewer", "ผู้ดูข้อมูล"),
                        ],
                        max_length=24,
                        verbose_name="บทบาท",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="fairs.province",
                        verbose_name="จังหวัด",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="fairs.district",
                        verbose_name="อำเภอ",
                    ),
                ),
                (
                    "fair_event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="fairs.fairevent",
                        verbose_name="งาน",
                    ),
                ),
                ("everything", models.BooleanField(default=False, verbose_name="ทุกจังหวัด ทุกงาน")),
                (
                    "from_on",
                    models.DateField(
                        default=otopfair.thai.calendar.today_in_thailand, verbose_name="ตั้งแต่วันที่"
                    ),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="ถึงวันที่")),
                (
                    "taken_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="ถอนเมื่อ"
                    ),
                ),
            ],
            options={
                "verbose_name": "บทบาทที่ให้ไว้",
                "verbose_name_plural": "บทบาทที่ให้ไว้",
                "ordering": ["pk"],
                "permissions": [
                    ("give_administrator", "ให้และถอนบทบาทผู้ดูแลระบบ"),
                    ("give_provincial_officer", "ให้และถอนบทบาทเจ้าหน้าที่จังหวัด"),
                    ("give_district_officer", "ให้และถอนบทบาทเจ้าหน้าที่อำเภอ"),
                    ("give_committee_secretary", "ให้และถอนบทบาทเลขานุการคณะทำงาน"),
                    ("give_fair_helper", "ให้และถอนบทบาทผู้ช่วยงาน"),
                    ("give_organisers_partner", "ให้และถอนบทบาทหน่วยงานร่วมจัด"),
                    ("give_viewer", "ให้และถอนบทบาทผู้ดูข้อมูล"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("role", "administrator"),
                                ("everything", True),
                                ("province__isnull", True),
                                ("district__isnull", True),
                                ("fair_event__isnull", True),
                            ),
                            models.Q(
                                ("role", "provincial_officer"),
                                ("everything", False),
                                ("province__isnull", False),
                                ("district__isnull", True),
                                ("fair_event__isnull", True),
                            ),
                            models.Q(
                                ("role", "district_officer"),
                                ("everything", False),
                                ("province__isnull", True),
                                ("district__isnull", False),
                                ("fair_event__isnull", True),
                            ),
                            models.Q(
                                ("role", "committee_secretary"),
                                ("everything", False),
                                ("province__isnull", False),
                                ("district__isnull", True),
                                ("fair_event__isnull", True),
                            ),
                            models.Q(
                                ("role", "fair_helper"),
                                ("everything", False),
                                ("province__isnull", True),
                                ("district__isnull", True),
                                ("fair_event__isnull", False),
                            ),
                            models.Q(
                                ("role", "organisers_partner"),
                                ("everything", False),
                                ("province__isnull", True),
                                ("district__isnull", True),
                                ("fair_event__isnull", False),
                            ),
                            models.Q(
                                ("role", "viewer"),
                                ("everything", False),
                                ("province__isnull", False),
                                ("district__isnull", True),
                                ("fair_event__isnull", True),
                            ),
                            models.Q(
                                ("role", "viewer"),
                                ("everything", False),
                                ("province__isnull", True),
                                ("district__isnull", True),
                                ("fair_event__isnull", False),
                            ),
                            models.Q(
                                ("role", "viewer"),
                                ("everything", True),
                                ("province__isnull", True),
                                ("district__isnull", True),
                                ("fair_event__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="assignment_place_fits_role",
                        violation_error_message="เลือกพื้นที่หนึ่งแห่งที่ตรงกับบทบาท เช่น เจ้าหน้าที่จังหวัดคู่กับจังหวัด ผู้ช่วยงานคู่กับงาน",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="assignment_ends_after_it_begins",
                        violation_error_message="วันสุดท้ายต้องไม่มาก่อนวันแรก",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("role__in", ("fair_helper", "organisers_partner")), _negated=True
                            ),
                            ("until__isnull", False),
                            _connector="OR",
                        ),
                        name="assignment_at_a_fair_ends",
                        violation_error_message="บทบาทในงานเดียวต้องบอกวันสุดท้าย",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("taken_at", None),
                            ("everything", False),
                            ("province__isnull", False),
                            ("district__isnull", True),
                            ("fair_event__isnull", True),
                        ),
                        fields=("user", "role", "province", "from_on"),
                        name="assignment_once_from_a_day_province",
                        violation_error_message="คนนี้มีบทบาทนี้ที่นี่ตั้งแต่วันนั้นแล้ว",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("taken_at", None),
                            ("everything", False),
                            ("province__isnull", True),
                            ("district__isnull", False),
                            ("fair_event__isnull", True),
                        ),
                        fields=("user", "role", "district", "from_on"),
                        name="assignment_once_from_a_day_district",
                        violation_error_message="คนนี้มีบทบาทนี้ที่นี่ตั้งแต่วันนั้นแล้ว",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("taken_at", None),
                            ("everything", False),
                            ("province__isnull", True),
                            ("district__isnull", True),
                            ("fair_event__isnull", False),
                        ),
                        fields=("user", "role", "fair_event", "from_on"),
                        name="assignment_once_from_a_day_fair_event",
                        violation_error_message="คนนี้มีบทบาทนี้ที่นี่ตั้งแต่วันนั้นแล้ว",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("taken_at", None),
                            ("everything", True),
                            ("province__isnull", True),
                            ("district__isnull", True),
                            ("fair_event__isnull", True),
                        ),
                        fields=("user", "role", "everything", "from_on"),
                        name="assignment_once_from_a_day_everything",
                        violation_error_message="คนนี้มีบทบาทนี้ที่นี่ตั้งแต่วันนั้นแล้ว",
                    ),
                ],
                "indexes": [models.Index(fields=["user", "taken_at"], name="assignment_of_user")],
            },
        ),
        migrations.CreateModel(
            name="EventOrganiser",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fair_event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="organisers",
                        to="fairs.fairevent",
                        verbose_name="งาน",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organised",
                        to="fairs.agency",
                        verbose_name="หน่วยงาน",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "ผู้จัด"), ("co", "ผู้จัดร่วม"), ("support", "ผู้สนับสนุน")],
                        default="lead",
                        max_length=16,
                        verbose_name="บทบาท",
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=1, verbose_name="ลำดับ")),
            ],
            options={
                "verbose_name": "ผู้จัดงาน",
                "verbose_name_plural": "ผู้จัดงาน",
                "ordering": ["sequence", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fair_event", "agency"),
                        name="organiser_once_per_fair",
                        violation_error_message="หน่วยงานนี้เป็นผู้จัดของงานนี้อยู่แล้ว",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FairAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        error_messages={"unique": "ที่อยู่นี้เคยเป็นของงานอื่น ใช้ที่อยู่อื่น"},
                        max_length=80,
                        unique=True,
                        verbose_name="ที่อยู่หน้าเว็บ",
                    ),
                ),
                (
                    "fair_event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addresses",
                        to="fairs.fairevent",
                        verbose_name="งาน",
                    ),
                ),
                ("since", models.DateTimeField(auto_now_add=True, verbose_name="ตั้งแต่")),
            ],
            options={
                "verbose_name": "ที่อยู่ของงาน",
                "verbose_name_plural": "ที่อยู่ของงาน",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="FairDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fair_event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_days",
                        to="fairs.fairevent",
                        verbose_name="งาน",
                    ),
                ),
                ("on", models.DateField(verbose_name="วันที่")),
                ("is_closed", models.BooleanField(default=False, verbose_name="ปิดวันนี้")),
                ("opens_time", models.TimeField(blank=True, null=True, verbose_name="เปิดเวลา")),
                ("closes_time", models.TimeField(blank=True, null=True, verbose_name="ปิดเวลา")),
                (
                    "note",
                    models.CharField(blank=True, max_length=255, verbose_name="หมายเหตุที่ผู้ชมเห็น"),
                ),
            ],
            options={
                "verbose_name": "วันที่ต่างจากปกติ",
                "verbose_name_plural": "วันที่ต่างจากปกติ",
                "ordering": ["on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fair_event", "on"),
                        name="fair_day_once",
                        violation_error_message="วันนี้กำหนดไว้แล้ว",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closes_time", None), ("is_closed", True), ("opens_time", None)
                            ),
                            ("is_closed", False),
                            _connector="OR",
                        ),
                        name="closed_day_has_no_hours",
                        violation_error_message="วันที่ปิดไม่ต้องกรอกเวลา",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closes_time", None), ("opens_time", None)),
                            models.Q(
                                ("closes_time__gt", models.F("opens_time")),
                                ("closes_time__isnull", False),
                                ("opens_time__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="fair_day_closes_after_it_opens",
                        violation_error_message="กรอกเวลาเปิดและปิดให้ครบ และเวลาปิดต้องอยู่หลังเวลาเปิด",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=40, verbose_name="คำนำหน้า")),
                ("given_name", models.CharField(max_length=100, verbose_name="ชื่อ")),
                (
                    "family_name",
                    models.CharField(blank=True, max_length=100, verbose_name="นามสกุล"),
                ),
                (
                    "position_title",
                    models.CharField(blank=True, max_length=255, verbose_name="ตำแหน่ง"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="persons",
                        to="fairs.agency",
                        verbose_name="หน่วยงาน",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="persons",
                        to="fairs.province",
                        verbose_name="จังหวัดที่ดูแลข้อมูล",
                    ),
                ),
                (
                    "sort_key",
                    otopfair.thai.model_fields.SortKeyField(max_length=255, source="given_name"),
                ),
            ],
            options={
                "verbose_name": "บุคคล",
                "verbose_name_plural": "บุคคล",
                "ordering": ["sort_key"],
            },
        ),
        migrations.CreateModel(
            name="AppointmentOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="fairs.province",
                        verbose_name="จังหวัด",
                    ),
                ),
                (
                    "issuing_office",
                    models.CharField(
                        help_text="เช่น จังหวัดลำปาง หรือ สำนักงานพัฒนาชุมชนจังหวัดลำปาง",
                        max_length=255,
                        verbose_name="คำสั่งของ",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="เลขที่คำสั่ง")),
                (
                    "year_be",
                    models.PositiveSmallIntegerField(
                        help_text="เลขที่เริ่มใหม่ทุกปีปฏิทิน", verbose_name="ปี พ.ศ. ของเลขที่"
                    ),
                ),
                ("subject", models.CharField(max_length=500, verbose_name="เรื่อง")),
                (
                    "reason",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True, max_length=4000, verbose_name="เหตุที่สั่ง"
                    ),
                ),
                (
                    "legal_basis",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True, max_length=2000, verbose_name="อาศัยอำนาจตาม"
                    ),
                ),
                ("signed_on", models.DateField(verbose_name="สั่ง ณ วันที่")),
                (
                    "effective_on",
                    models.DateField(
                        blank=True,
                        help_text="เว้นว่างถ้ามีผลตั้งแต่วันที่สั่ง",
                        null=True,
                        verbose_name="มีผลตั้งแต่",
                    ),
                ),
                (
                    "signer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders_signed",
                        to="fairs.person",
                        verbose_name="ผู้ลงนาม",
                    ),
                ),
                (
                    "signer_position",
                    models.CharField(blank=True, max_length=255, verbose_name="ตำแหน่งผู้ลงนาม"),
                ),
                (
                    "signer_capacity",
                    models.CharField(
                        choices=[
                            ("own", "ด้วยตนเอง"),
                            ("instead", "แทน"),
                            ("assigned", "ได้รับมอบหมาย"),
                            ("acting", "รักษาราชการแทน"),
                            ("on_behalf", "ปฏิบัติราชการแทน"),
                        ],
                        default="own",
                        max_length=16,
                        verbose_name="ฐานะผู้ลงนาม",
                    ),
                ),
                (
                    "amends",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amended_by",
                        to="fairs.appointmentorder",
                        verbose_name="แก้ไขเพิ่มเติมคำสั่ง",
                    ),
                ),
                (
                    "cancels",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cancelled_by",
                        to="fairs.appointmentorder",
                        verbose_name="ยกเลิกคำสั่ง",
                    ),
                ),
            ],
            options={
                "verbose_name": "คำสั่งแต่งตั้ง",
                "verbose_name_plural": "คำสั่งแต่งตั้ง",
                "ordering": ["-year_be", "-number", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuing_office", "year_be", "number"),
                        name="order_number_once_per_office_and_year",
                        violation_error_message="หน่วยงานนี้ออกคำสั่งเลขที่นี้ของปีนี้แล้ว",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effective_on", None),
                            ("effective_on__gte", models.F("signed_on")),
                            _connector="OR",
                        ),
                        name="order_takes_effect_after_it_is_signed",
                        violation_error_message="วันที่มีผลต้องไม่มาก่อนวันที่สั่ง",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfficialAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="fairs.person",
                        verbose_name="บุคคล",
                    ),
                ),
                (
                    "position_title",
                    models.CharField(blank=True, max_length=255, verbose_name="ตำแหน่ง"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="fairs.agency",
                        verbose_name="หน่วยงาน",
                    ),
                ),
                (
                    "fair_event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acts",
                        to="fairs.fairevent",
                        verbose_name="งาน",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opens", "ประธานเปิดงาน"),
                            ("reports", "กล่าวรายงาน"),
                            ("attends", "ร่วมเป็นเกียรติ"),
                        ],
                        max_length=16,
                        verbose_name="พิธีการ",
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("own", "ด้วยตนเอง"),
                            ("instead", "แทน"),
                            ("assigned", "ได้รับมอบหมาย"),
                            ("acting", "รักษาราชการแทน"),
                            ("on_behalf", "ปฏิบัติราชการแทน"),
                        ],
                        default="own",
                        max_length=16,
                        verbose_name="ฐานะ",
                    ),
                ),
                (
                    "acting_for",
                    models.CharField(blank=True, max_length=255, verbose_name="แทนตำแหน่ง"),
                ),
                (
                    "acting_for_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts_assigned",
                        to="fairs.person",
                        verbose_name="แทนบุคคล",
                    ),
                ),
                ("on", models.DateField(blank=True, null=True, verbose_name="วันที่")),
                ("time", models.TimeField(blank=True, null=True, verbose_name="เวลา")),
                ("place", models.CharField(blank=True, max_length=255, verbose_name="สถานที่")),
                ("sequence", models.PositiveSmallIntegerField(default=1, verbose_name="ลำดับ")),
            ],
            options={
                "verbose_name": "พิธีการ",
                "verbose_name_plural": "พิธีการ",
                "ordering": ["sequence", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            models.Q(("position_title", ""), _negated=True),
                            ("agency__isnull", False),
                            _connector="OR",
                        ),
                        name="officialact_names_somebody",
                        violation_error_message="ระบุบุคคล ตำแหน่ง หรือหน่วยงาน อย่างน้อยหนึ่งอย่าง",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanLandmark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fair_event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="landmarks",
                        to="fairs.fairevent",
                        verbose_name="งาน",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("stage", "เวที"),
                            ("gate", "ทางเข้า"),
                            ("info", "ประชาสัมพันธ์"),
                            ("toilet", "ห้องน้ำ"),
                            ("toilet_access", "ห้องน้ำผู้ใช้รถเข็น"),
                            ("ramp", "ทางลาด"),
                            ("first_aid", "ปฐมพยาบาล"),
                            ("prayer", "ห้องละหมาด"),
                            ("parking", "ที่จอดรถ"),
                            ("service", "บริการอื่น"),
                        ],
                        max_length=16,
                        verbose_name="ชนิด",
                    ),
                ),
                ("label", models.CharField(max_length=60, verbose_name="ป้าย")),
                (
                    "plan_x",
                    models.DecimalField(
                        decimal_places=1, max_digits=6, verbose_name="ตำแหน่ง x (ม.)"
                    ),
                ),
                (
                    "plan_y",
                    models.DecimalField(
                        decimal_places=1, max_digits=6, verbose_name="ตำแหน่ง y (ม.)"
                    ),
                ),
                (
                    "plan_width",
                    models.DecimalField(decimal_places=1, max_digits=6, verbose_name="กว้าง (ม.)"),
                ),
                (
                    "plan_height",
                    models.DecimalField(decimal_places=1, max_digits=6, verbose_name="ลึก (ม.)"),
                ),
            ],
            options={
                "verbose_name": "จุดบนผัง",
                "verbose_name_plural": "จุดบนผัง",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fair_event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="programme",
                        to="fairs.fairevent",
                        verbose_name="งาน",
                    ),
                ),
                ("on", models.DateField(verbose_name="วันที่")),
                ("starts_time", models.TimeField(verbose_name="เวลา")),
                ("title", models.CharField(max_length=255, verbose_name="รายการ")),
                ("place", models.CharField(blank=True, max_length=255, verbose_name="สถานที่")),
            ],
            options={
                "verbose_name": "กำหนดการ",
                "verbose_name_plural": "กำหนดการ",
                "ordering": ["on", "starts_time", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Subdistrict",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=6, primary_key=True, serialize=False, verbose_name="รหัส"
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subdistricts",
                        to="fairs.district",
                        verbose_name="อำเภอ",
                    ),
                ),
                ("name_th", models.CharField(max_length=100, verbose_name="ชื่อ")),
                ("name_en", models.CharField(max_length=100, verbose_name="ชื่ออังกฤษ")),
                ("postcode", models.CharField(blank=True, max_length=5, verbose_name="รหัสไปรษณีย์")),
                (
                    "sort_key",
                    otopfair.thai.model_fields.SortKeyField(max_length=255, source="name_th"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="ใช้อยู่")),
            ],
            options={
                "verbose_name": "ตำบล",
                "verbose_name_plural": "ตำบล",
                "ordering": ["sort_key"],
            },
        ),
        migrations.CreateModel(
            name="TermsText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="ชื่อข้อตกลง")),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="fairs.province",
                        verbose_name="จังหวัดที่ดูแลข้อมูล",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="ฉบับที่")),
                (
                    "sort_key",
                    otopfair.thai.model_fields.SortKeyField(max_length=255, source="title"),
                ),
                ("summary", models.CharField(max_length=500, verbose_name="สรุปหนึ่งประโยค")),
                (
                    "body",
                    otopfair.thai.model_fields.LimitedTextField(
                        max_length=20000, verbose_name="ข้อตกลง"
                    ),
                ),
            ],
            options={
                "verbose_name": "ข้อตกลง",
                "verbose_name_plural": "ข้อตกลง",
                "ordering": ["sort_key", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("title", "version"),
                        name="terms_version_once",
                        violation_error_message="มีข้อตกลงชื่อนี้ฉบับนี้แล้ว",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkingCommittee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_th", models.CharField(max_length=500, verbose_name="ชื่อคณะทำงาน")),
                ("short_name", models.CharField(blank=True, max_length=255, verbose_name="ชื่อย่อ")),
                ("fiscal_year_be", models.PositiveSmallIntegerField(verbose_name="ปีงบประมาณ")),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="committees",
                        to="fairs.province",
                        verbose_name="จังหวัด",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="committees",
                        to="fairs.appointmentorder",
                        verbose_name="แต่งตั้งโดยคำสั่ง",
                    ),
                ),
                (
                    "duties",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True, max_length=4000, verbose_name="หน้าที่"
                    ),
                ),
            ],
            options={
                "verbose_name": "คณะทำงาน",
                "verbose_name_plural": "คณะทำงาน",
                "ordering": ["-fiscal_year_be", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="fairs.workingcommittee",
                        verbose_name="คณะทำงาน",
                    ),
                ),
                (
                    "ordinal",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ครั้งที่"),
                ),
                (
                    "year_be",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="ปี พ.ศ. ของครั้งที่"
                    ),
                ),
                ("held_on", models.DateField(verbose_name="วันที่ประชุม")),
                (
                    "starts_time",
                    models.TimeField(blank=True, null=True, verbose_name="เริ่มประชุมเวลา"),
                ),
                ("ends_time", models.TimeField(blank=True, null=True, verbose_name="เลิกประชุมเวลา")),
                ("venue", models.CharField(blank=True, max_length=255, verbose_name="สถานที่ประชุม")),
                (
                    "purpose",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True, max_length=4000, verbose_name="เรื่องที่ประชุม"
                    ),
                ),
                (
                    "invite_number",
                    models.CharField(blank=True, max_length=60, verbose_name="หนังสือเชิญที่"),
                ),
                ("invited_on", models.DateField(blank=True, null=True, verbose_name="ลงวันที่")),
                (
                    "minutes_by",
                    models.CharField(blank=True, max_length=255, verbose_name="ผู้จดรายงานการประชุม"),
                ),
                (
                    "checked_by",
                    models.CharField(
                        blank=True, max_length=255, verbose_name="ผู้ตรวจรายงานการประชุม"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=255, verbose_name="ที่มาของข้อมูล")),
            ],
            options={
                "verbose_name": "ประชุม",
                "verbose_name_plural": "ประชุม",
                "ordering": ["-held_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "year_be", "ordinal"),
                        name="meeting_ordinal_once_per_year",
                        violation_error_message="คณะทำงานนี้มีการประชุมครั้งที่นี้ในปีนี้แล้ว",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingAttendee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="fairs.person",
                        verbose_name="บุคคล",
                    ),
                ),
                (
                    "position_title",
                    models.CharField(blank=True, max_length=255, verbose_name="ตำแหน่ง"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="fairs.agency",
                        verbose_name="หน่วยงาน",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendees",
                        to="fairs.meeting",
                        verbose_name="ประชุม",
                    ),
                ),
                (
                    "attendance",
                    models.CharField(
                        choices=[
                            ("chair", "ประธานในที่ประชุม"),
                            ("present", "ผู้มาประชุม"),
                            ("absent", "ผู้ไม่มาประชุม"),
                            ("attending", "ผู้เข้าร่วมประชุม"),
                        ],
                        default="present",
                        max_length=16,
                        verbose_name="การมาประชุม",
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("own", "ด้วยตนเอง"),
                            ("instead", "แทน"),
                            ("assigned", "ได้รับมอบหมาย"),
                            ("acting", "รักษาราชการแทน"),
                            ("on_behalf", "ปฏิบัติราชการแทน"),
                        ],
                        default="own",
                        max_length=16,
                        verbose_name="ฐานะ",
                    ),
                ),
                (
                    "acting_for",
                    models.CharField(blank=True, max_length=255, verbose_name="แทนตำแหน่ง"),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=255, verbose_name="หมายเหตุหรือเหตุที่ไม่มา"),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=0, verbose_name="ลำดับ")),
            ],
            options={
                "verbose_name": "ผู้มาประชุม",
                "verbose_name_plural": "ผู้มาประชุม",
                "ordering": ["sequence", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            models.Q(("position_title", ""), _negated=True),
                            ("agency__isnull", False),
                            _connector="OR",
                        ),
                        name="meetingattendee_names_somebody",
                        violation_error_message="ระบุบุคคล ตำแหน่ง หรือหน่วยงาน อย่างน้อยหนึ่งอย่าง",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_th", models.CharField(max_length=500, verbose_name="ชื่อโครงการ")),
                ("fiscal_year_be", models.PositiveSmallIntegerField(verbose_name="ปีงบประมาณ")),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="fairs.province",
                        verbose_name="จังหวัด",
                    ),
                ),
                ("plan", models.CharField(blank=True, max_length=255, verbose_name="แผนงาน")),
                (
                    "background",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True, max_length=8000, verbose_name="ที่มาและเหตุผล"
                    ),
                ),
                (
                    "target_group",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True, max_length=2000, verbose_name="กลุ่มเป้าหมาย"
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="เริ่ม")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="สิ้นสุด")),
                ("in_months", models.BooleanField(default=False, verbose_name="กำหนดเป็นเดือน")),
                (
                    "results",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True, max_length=8000, verbose_name="ผลการดำเนินการ"
                    ),
                ),
                (
                    "continues_year_be",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="กรอกเมื่อโครงการของปีก่อนไม่มีในระบบ",
                        null=True,
                        verbose_name="ต่อยอดจากปีงบประมาณ",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=255, verbose_name="ที่มาของข้อมูล")),
                (
                    "is_public",
                    models.BooleanField(
                        default=False,
                        help_text="ผู้ชมอ่านชื่อ วัตถุประสงค์ กิจกรรม ตัวเลข และงบที่ได้รับ ไม่เห็นไฟล์แนบและบันทึกภายใน",
                        verbose_name="แสดงบนเว็บให้ผู้ชมอ่าน",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="fairs.workingcommittee",
                        verbose_name="คณะทำงาน",
                    ),
                ),
                (
                    "owner_agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="fairs.agency",
                        verbose_name="หน่วยงานเจ้าของ",
                    ),
                ),
                (
                    "continues",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="continued_by",
                        to="fairs.project",
                        verbose_name="ต่อเนื่องจากโครงการ",
                    ),
                ),
            ],
            options={
                "verbose_name": "โครงการ",
                "verbose_name_plural": "โครงการ",
                "ordering": ["-fiscal_year_be", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends_on", None), ("starts_on", None)),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="project_ends_after_it_starts",
                        violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectActivity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("organised", "จัดงานเอง"),
                            ("joined", "ไปร่วมงานของผู้อื่น"),
                            ("training", "อบรมหรือพัฒนา"),
                            ("other", "กิจกรรมอื่น"),
                        ],
                        default="other",
                        max_length=16,
                        verbose_name="ทำอะไร",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="เริ่ม")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="สิ้นสุด")),
                ("in_months", models.BooleanField(default=False, verbose_name="กำหนดเป็นเดือน")),
                ("place", models.CharField(blank=True, max_length=255, verbose_name="สถานที่")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activities",
                        to="fairs.project",
                        verbose_name="โครงการ",
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=1, verbose_name="ลำดับ")),
                ("name_th", models.CharField(max_length=500, verbose_name="กิจกรรม")),
                (
                    "fair_event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="fairs.fairevent",
                        verbose_name="งานแฟร์ในระบบ",
                    ),
                ),
            ],
            options={
                "verbose_name": "กิจกรรมของโครงการ",
                "verbose_name_plural": "กิจกรรมของโครงการ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends_on", None), ("starts_on", None)),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="activity_ends_after_it_starts",
                        violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
                    )
                ],
                "ordering": ["sequence", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="resolutions",
                        to="fairs.meeting",
                        verbose_name="ประชุม",
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=16, verbose_name="ข้อ")),
                (
                    "sort_key",
                    otopfair.thai.model_fields.SortKeyField(max_length=255, source="number"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("acknowledged", "รับทราบ"),
                            ("adopted", "รับรอง"),
                            ("agreed", "เห็นชอบ"),
                            ("approved", "อนุมัติ"),
                            ("assigned", "มอบหมาย"),
                        ],
                        max_length=16,
                        verbose_name="มติ",
                    ),
                ),
                (
                    "text",
                    otopfair.thai.model_fields.LimitedTextField(
                        max_length=4000, verbose_name="รายละเอียด"
                    ),
                ),
                (
                    "responsible",
                    models.CharField(blank=True, max_length=255, verbose_name="ผู้รับผิดชอบ"),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="กำหนดเสร็จ")),
                ("due_in_month", models.BooleanField(default=False, verbose_name="กำหนดเป็นเดือน")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="เสร็จเมื่อ")),
                (
                    "result",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True, max_length=4000, verbose_name="ผลการดำเนินการ"
                    ),
                ),
            ],
            options={
                "verbose_name": "มติที่ประชุม",
                "verbose_name_plural": "มติที่ประชุม",
                "ordering": ["meeting", "sort_key"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "number"),
                        name="resolution_number_once_per_meeting",
                        violation_error_message="การประชุมนี้มีมติข้อนี้แล้ว",
                    )
                ],
                "indexes": [models.Index(fields=["done_on", "due_on"], name="resolution_open_due")],
            },
        ),
        migrations.CreateModel(
            name="SubCommittee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sub_committees",
                        to="fairs.workingcommittee",
                        verbose_name="คณะทำงาน",
                    ),
                ),
                (
                    "name_th",
                    models.CharField(
                        help_text="เช่น ฝ่ายสถานที่และผังบูธ", max_length=255, verbose_name="ชื่อฝ่าย"
                    ),
                ),
                (
                    "duties",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True, max_length=4000, verbose_name="หน้าที่ของฝ่าย"
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=0, verbose_name="ลำดับ")),
            ],
            options={
                "verbose_name": "ฝ่าย",
                "verbose_name_plural": "ฝ่าย",
                "ordering": ["sequence", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "name_th"),
                        name="sub_committee_once_per_committee",
                        violation_error_message="คณะทำงานนี้มีฝ่ายชื่อนี้แล้ว",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitteeMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="fairs.person",
                        verbose_name="บุคคล",
                    ),
                ),
                (
                    "position_title",
                    models.CharField(blank=True, max_length=255, verbose_name="ตำแหน่ง"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="fairs.agency",
                        verbose_name="หน่วยงาน",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="fairs.workingcommittee",
                        verbose_name="คณะทำงาน",
                    ),
                ),
                (
                    "sub_committee",
                    models.ForeignKey(
                        blank=True,
                        help_text="เว้นว่างถ้าอยู่ในคณะทำงานชุดใหญ่",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="members",
                        to="fairs.subcommittee",
                        verbose_name="ฝ่าย",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("adviser", "ที่ปรึกษา"),
                            ("chair", "ประธานคณะทำงาน"),
                            ("vice_chair", "รองประธานคณะทำงาน"),
                            ("member", "คณะทำงาน"),
                            ("secretary", "คณะทำงานและเลขานุการ"),
                            ("assistant_secretary", "คณะทำงานและผู้ช่วยเลขานุการ"),
                        ],
                        default="member",
                        max_length=24,
                        verbose_name="หน้าที่",
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("own", "ด้วยตนเอง"),
                            ("instead", "แทน"),
                            ("assigned", "ได้รับมอบหมาย"),
                            ("acting", "รักษาราชการแทน"),
                            ("on_behalf", "ปฏิบัติราชการแทน"),
                        ],
                        default="own",
                        max_length=16,
                        verbose_name="ฐานะ",
                    ),
                ),
                (
                    "acting_for",
                    models.CharField(blank=True, max_length=255, verbose_name="แทนตำแหน่ง"),
                ),
                (
                    "substitute",
                    models.CharField(blank=True, max_length=255, verbose_name="ผู้มาแทนได้"),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=0, verbose_name="ลำดับ")),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="ตั้งแต่")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="ถึง")),
            ],
            options={
                "verbose_name": "คนในคณะทำงาน",
                "verbose_name_plural": "คนในคณะทำงาน",
                "ordering": ["sequence", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            models.Q(("position_title", ""), _negated=True),
                            ("agency__isnull", False),
                            _connector="OR",
                        ),
                        name="committeemember_names_somebody",
                        violation_error_message="ระบุบุคคล ตำแหน่ง หรือหน่วยงาน อย่างน้อยหนึ่งอย่าง",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on", None),
                            ("until_on", None),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="member_leaves_after_joining",
                        violation_error_message="วันสุดท้ายของวาระต้องไม่มาก่อนวันแรก",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VendorCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fair_event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calls",
                        to="fairs.fairevent",
                        verbose_name="งาน",
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=1, verbose_name="รอบลำดับที่")),
                ("name", models.CharField(default="รอบที่ 1", max_length=60, verbose_name="ชื่อรอบ")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("open", "เปิดรับทั่วไป"),
                            ("invited", "เฉพาะร้านที่เชิญ"),
                            ("nominated", "เฉพาะร้านที่อำเภอเสนอชื่อ"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="วิธีรับสมัคร",
                    ),
                ),
                (
                    "allocation_way",
                    models.CharField(
                        choices=[
                            ("officer", "เจ้าหน้าที่จัดให้"),
                            ("draw", "จับสลากต่อหน้าสาธารณะ"),
                            ("rules", "จัดตามกติกาและอันดับที่ขอ"),
                            ("self", "ร้านเลือกบูธเองเมื่อถึงเวลา"),
                        ],
                        default="officer",
                        help_text="ผู้สมัครอ่านก่อนสมัคร เจ้าหน้าที่จัดบูธให้ทีละร้านได้เสมอ",
                        max_length=8,
                        verbose_name="วิธีจัดบูธ",
                    ),
                ),
                (
                    "picking_opens_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="ใช้เมื่อร้านเลือกบูธเอง",
                        null=True,
                        verbose_name="เปิดให้ร้านเลือกบูธ",
                    ),
                ),
                (
                    "turn_minutes",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="0 = ทุกร้านเลือกพร้อมกัน ถ้ามากกว่านั้น ร้านเลือกตามลำดับที่จัดไว้",
                        verbose_name="ให้เลือกก่อนร้านถัดไป (นาที)",
                    ),
                ),
                (
                    "hold_minutes",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="เลือกแล้วยืนยันภายใน (นาที)"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="ผู้สมัครอ่านก่อนสมัคร",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="fairs.workingcommittee",
                        verbose_name="คณะผู้พิจารณา",
                    ),
                ),
                ("opens_at", models.DateTimeField(verbose_name="เปิดรับสมัคร")),
                ("closes_at", models.DateTimeField(verbose_name="ปิดรับสมัคร")),
                ("result_on", models.DateField(blank=True, null=True, verbose_name="แจ้งผลภายใน")),
                (
                    "confirm_until",
                    models.DateField(blank=True, null=True, verbose_name="ให้ยืนยันภายใน"),
                ),
                (
                    "days_to_answer",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="ร้านที่ได้รับแจ้งหลังวันที่ให้ยืนยัน และร้านสำรองที่เลื่อนขึ้นมา มีเวลาเท่านี้",
                        verbose_name="ให้เวลายืนยันอย่างน้อย (วัน)",
                    ),
                ),
                (
                    "days_to_pay",
                    models.PositiveSmallIntegerField(
                        default=7,
                        help_text="นับจากวันที่ร้านยืนยัน ใช้เมื่อรอบนี้มีค่าบูธหรือเงินประกัน",
                        verbose_name="ชำระเงินภายใน (วันหลังยืนยัน)",
                    ),
                ),
                (
                    "pay_until",
                    models.DateField(
                        blank=True,
                        help_text="กรอกเมื่อทุกร้านมีกำหนดวันเดียวกัน ร้านที่ยืนยันหลังวันนี้ใช้จำนวนวันข้างบน",
                        null=True,
                        verbose_name="หรือชำระเงินภายในวันที่",
                    ),
                ),
                (
                    "days_to_object",
                    models.PositiveSmallIntegerField(
                        default=15, verbose_name="โต้แย้งผลได้ภายใน (วัน)"
                    ),
                ),
                (
                    "days_to_reply",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="เจ้าหน้าที่ตอบคำโต้แย้งภายใน (วัน)"
                    ),
                ),
                (
                    "give_back_rule",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True,
                        help_text="ร้านอ่านก่อนคืนบูธ เช่น เรื่องเงินประกัน และการงดรับสมัครครั้งต่อไป",
                        max_length=1000,
                        verbose_name="ข้อตกลงเมื่อคืนบูธ",
                    ),
                ),
                (
                    "terms",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="fairs.termstext",
                        verbose_name="ข้อตกลง",
                    ),
                ),
                (
                    "booth_text",
                    models.CharField(blank=True, max_length=255, verbose_name="ขนาดและสิ่งที่มีในบูธ"),
                ),
                (
                    "max_booths",
                    models.PositiveSmallIntegerField(default=1, verbose_name="ขอได้ไม่เกิน (บูธต่อราย)"),
                ),
                (
                    "eligibility",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True, max_length=4000, verbose_name="ผู้มีสิทธิ์สมัคร"
                    ),
                ),
            ],
            options={
                "verbose_name": "ประกาศรับสมัคร",
                "verbose_name_plural": "ประกาศรับสมัคร",
                "ordering": ["sequence", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fair_event", "sequence"),
                        name="call_sequence_once_per_fair",
                        violation_error_message="งานนี้มีรอบลำดับนี้แล้ว",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                        name="call_closes_after_it_opens",
                        violation_error_message="เวลาปิดรับสมัครต้องอยู่หลังเวลาเปิด",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("allocation_way", "self"), _negated=True),
                            ("picking_opens_at__isnull", False),
                            _connector="OR",
                        ),
                        name="call_says_when_booths_are_chosen",
                        violation_error_message="กรอกเวลาที่เปิดให้ร้านเลือกบูธ",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hold_minutes__range", (1, 120)), ("turn_minutes__lte", 600)
                        ),
                        name="call_gives_time_to_choose",
                        violation_error_message="ให้ร้านยืนยันภายใน 1–120 นาที และลำดับละไม่เกิน 600 นาที",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("max_booths__gte", 1)),
                        name="call_allows_a_booth",
                        violation_error_message="ต้องขอได้อย่างน้อย 1 บูธ",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("days_to_answer__gte", 1),
                            ("days_to_object__gte", 1),
                            ("days_to_pay__gte", 1),
                            ("days_to_reply__gte", 1),
                        ),
                        name="call_gives_a_day_to_answer",
                        violation_error_message="ให้เวลาอย่างน้อย 1 วัน",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BoothClass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="booth_classes",
                        to="fairs.vendorcall",
                        verbose_name="ประกาศรับสมัคร",
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=1, verbose_name="ลำดับ")),
                ("name", models.CharField(max_length=80, verbose_name="แบบบูธ")),
                (
                    "size",
                    models.CharField(blank=True, max_length=255, verbose_name="ขนาดและสิ่งที่มีให้"),
                ),
                (
                    "power_amps",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="ไฟฟ้าที่มีให้ (แอมป์)"
                    ),
                ),
                (
                    "category",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "อาหาร"),
                            (2, "เครื่องดื่ม"),
                            (3, "ผ้า เครื่องแต่งกาย"),
                            (4, "ของใช้ ของตกแต่ง ของที่ระลึก"),
                            (5, "สมุนไพรที่ไม่ใช่อาหาร"),
                        ],
                        null=True,
                        verbose_name="เฉพาะประเภท",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("any", "ทุกจังหวัด"),
                            ("inside", "ในจังหวัด"),
                            ("outside", "นอกจังหวัด"),
                        ],
                        default="any",
                        max_length=8,
                        verbose_name="เฉพาะร้านจาก",
                    ),
                ),
                (
                    "most_booths",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="ร้านละไม่เกิน (บูธ)"
                    ),
                ),
                (
                    "fee_baht",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=10, verbose_name="ค่าบูธ (บาท)"
                    ),
                ),
                (
                    "deposit_baht",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=10, verbose_name="เงินประกัน (บาท)"
                    ),
                ),
                ("is_offered", models.BooleanField(default=True, verbose_name="ให้เลือก")),
            ],
            options={
                "verbose_name": "แบบบูธและค่าใช้จ่าย",
                "verbose_name_plural": "แบบบูธและค่าใช้จ่าย",
                "ordering": ["sequence", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("call", "name"),
                        name="booth_class_once_per_call",
                        violation_error_message="รอบนี้มีแบบบูธชื่อนี้แล้ว",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deposit_baht__gte", 0), ("fee_baht__gte", 0)),
                        name="booth_class_costs_nothing_or_more",
                        violation_error_message="ค่าบูธและเงินประกันติดลบไม่ได้",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("most_booths", None), ("most_booths__gte", 1), _connector="OR"
                        ),
                        name="booth_class_gives_one_booth_or_more",
                        violation_error_message="ร้านหนึ่งขอได้อย่างน้อย 1 บูธ ถ้าไม่จำกัด ให้เว้นว่าง",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="fairs.vendorcall",
                        verbose_name="ประกาศรับสมัคร",
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=1, verbose_name="ลำดับ")),
                ("text", models.CharField(max_length=255, verbose_name="คำถาม")),
                (
                    "hint",
                    models.CharField(blank=True, max_length=255, verbose_name="คำอธิบายใต้คำถาม"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "ข้อความ"),
                            ("choice", "เลือกหนึ่งข้อ"),
                            ("number", "ตัวเลข"),
                            ("file", "ไฟล์หรือรูป"),
                        ],
                        default="text",
                        max_length=8,
                        verbose_name="ตอบเป็น",
                    ),
                ),
                (
                    "choices_text",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True,
                        help_text="บรรทัดละหนึ่งข้อ เฉพาะคำถามแบบเลือก",
                        max_length=2000,
                        verbose_name="ข้อให้เลือก",
                    ),
                ),
                ("is_required", models.BooleanField(default=False, verbose_name="ต้องตอบ")),
                (
                    "categories",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="ไม่เลือกเลย = ถามทุกประเภท",
                        verbose_name="ถามเฉพาะประเภท",
                    ),
                ),
                (
                    "asked_after",
                    models.ForeignKey(
                        blank=True,
                        help_text="เลือกได้เมื่อบันทึกคำถามแบบเลือกข้อนั้นแล้ว",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="followers",
                        to="fairs.callquestion",
                        verbose_name="ถามเมื่อคำถามก่อนหน้า",
                    ),
                ),
                ("asked_if", models.CharField(blank=True, max_length=255, verbose_name="ตอบว่า")),
                ("is_used", models.BooleanField(default=True, verbose_name="ใช้คำถามนี้")),
            ],
            options={
                "verbose_name": "คำถามเพิ่มเติม",
                "verbose_name_plural": "คำถามเพิ่มเติม",
                "ordering": ["sequence", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "choice"), models.Q(("choices_text", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("kind", "choice"), _negated=True), ("choices_text", "")
                            ),
                            _connector="OR",
                        ),
                        name="question_has_choices_when_it_is_a_choice",
                        violation_error_message="คำถามแบบเลือกต้องมีข้อให้เลือก แบบอื่นเว้นว่างไว้",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked_after", None), ("asked_if", "")),
                            models.Q(
                                ("asked_after__isnull", False),
                                models.Q(("asked_if", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="question_says_after_which_answer",
                        violation_error_message="บอกทั้งคำถามก่อนหน้าและคำตอบ หรือเว้นว่างทั้งคู่",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Zone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fair_event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="zones",
                        to="fairs.fairevent",
                        verbose_name="งาน",
                    ),
                ),
                ("code", models.CharField(max_length=8, verbose_name="รหัสโซน")),
                ("name_th", models.CharField(max_length=120, verbose_name="ชื่อโซน")),
                (
                    "report_name",
                    models.CharField(blank=True, max_length=255, verbose_name="ชื่อในรายงาน"),
                ),
                (
                    "split_by_category",
                    models.BooleanField(default=True, verbose_name="แยกตามประเภทในรายงาน"),
                ),
                (
                    "category",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "อาหาร"),
                            (2, "เครื่องดื่ม"),
                            (3, "ผ้า เครื่องแต่งกาย"),
                            (4, "ของใช้ ของตกแต่ง ของที่ระลึก"),
                            (5, "สมุนไพรที่ไม่ใช่อาหาร"),
                        ],
                        null=True,
                        verbose_name="ประเภทของโซน",
                    ),
                ),
                (
                    "least_stars",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(3, "3 ดาวขึ้นไป"), (4, "4 ดาวขึ้นไป"), (5, "5 ดาว")],
                        null=True,
                        verbose_name="ดาวตั้งแต่",
                    ),
                ),
                (
                    "is_chuan_chim",
                    models.BooleanField(default=False, verbose_name="โซน OTOP ชวนชิม"),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=1, verbose_name="ลำดับ")),
                (
                    "plan_x",
                    models.DecimalField(
                        decimal_places=1, default=0, max_digits=6, verbose_name="ตำแหน่ง x (ม.)"
                    ),
                ),
                (
                    "plan_y",
                    models.DecimalField(
                        decimal_places=1, default=0, max_digits=6, verbose_name="ตำแหน่ง y (ม.)"
                    ),
                ),
                (
                    "plan_width",
                    models.DecimalField(
                        decimal_places=1, default=0, max_digits=6, verbose_name="กว้าง (ม.)"
                    ),
                ),
                (
                    "plan_height",
                    models.DecimalField(
                        decimal_places=1, default=0, max_digits=6, verbose_name="ลึก (ม.)"
                    ),
                ),
            ],
            options={
                "verbose_name": "โซน",
                "verbose_name_plural": "โซน",
                "ordering": ["sequence", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fair_event", "code"),
                        name="zone_code_once_per_fair",
                        violation_error_message="งานนี้มีโซนรหัสนี้แล้ว",
                    ),
                    models.UniqueConstraint(fields=("id", "fair_event"), name="zone_with_its_fair"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Booth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="booths",
                        to="fairs.zone",
                        verbose_name="โซน",
                    ),
                ),
                (
                    "booth_class",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="booths",
                        to="fairs.boothclass",
                        verbose_name="แบบบูธ",
                    ),
                ),
                (
                    "fair_event",
                    fairs.models.booths.FairOfZone(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="booths",
                        to="fairs.fairevent",
                        verbose_name="งาน",
                    ),
                ),
                ("code", models.CharField(max_length=8, verbose_name="เลขบูธ")),
                (
                    "sort_key",
                    otopfair.thai.model_fields.SortKeyField(max_length=255, source="code"),
                ),
                (
                    "width_m",
                    models.DecimalField(
                        decimal_places=1, default=3, max_digits=4, verbose_name="กว้าง (ม.)"
                    ),
                ),
                (
                    "depth_m",
                    models.DecimalField(
                        decimal_places=1, default=3, max_digits=4, verbose_name="ลึก (ม.)"
                    ),
                ),
                (
                    "power_amps",
                    models.PositiveSmallIntegerField(default=5, verbose_name="ไฟฟ้าที่มีให้ (แอมป์)"),
                ),
                ("is_corner", models.BooleanField(default=False, verbose_name="บูธมุม")),
                ("has_water", models.BooleanField(default=False, verbose_name="มีน้ำประปา")),
                ("allows_smoke", models.BooleanField(default=False, verbose_name="ปรุงอาหารมีควันได้")),
                (
                    "places",
                    models.PositiveSmallIntegerField(default=1, verbose_name="จำนวนร้านที่ใช้ร่วมกัน"),
                ),
                ("is_usable", models.BooleanField(default=True, verbose_name="เปิดใช้")),
                (
                    "why_closed",
                    models.CharField(blank=True, max_length=120, verbose_name="ปิดใช้เพราะ"),
                ),
                (
                    "plan_x",
                    models.DecimalField(
                        decimal_places=1, default=0, max_digits=6, verbose_name="ตำแหน่ง x (ม.)"
                    ),
                ),
                (
                    "plan_y",
                    models.DecimalField(
                        decimal_places=1, default=0, max_digits=6, verbose_name="ตำแหน่ง y (ม.)"
                    ),
                ),
            ],
            options={
                "verbose_name": "บูธ",
                "verbose_name_plural": "บูธ",
                "ordering": ["zone__sequence", "sort_key"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fair_event", "code"),
                        name="booth_code_once_per_fair",
                        violation_error_message="งานนี้มีบูธเลขนี้แล้ว",
                    ),
                    otopfair.constraints.AgreesWithParent(
                        fields=("zone", "fair_event"),
                        name="booth_stands_at_the_fair_of_its_zone",
                        to_fields=("id", "fair_event"),
                        violation_error_message="โซนนี้เป็นของงานอื่น",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("places__gte", 1), ("width_m__gt", 0), ("depth_m__gt", 0)
                        ),
                        name="booth_has_room",
                        violation_error_message="ขนาดและจำนวนร้านของบูธต้องมากกว่า 0",
                    ),
                    models.UniqueConstraint(fields=("id", "places"), name="booth_with_its_places"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallCell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cells",
                        to="fairs.vendorcall",
                        verbose_name="ประกาศรับสมัคร",
                    ),
                ),
                (
                    "category",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "อาหาร"),
                            (2, "เครื่องดื่ม"),
                            (3, "ผ้า เครื่องแต่งกาย"),
                            (4, "ของใช้ ของตกแต่ง ของที่ระลึก"),
                            (5, "สมุนไพรที่ไม่ใช่อาหาร"),
                        ],
                        verbose_name="ประเภท",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="call_cells",
                        to="fairs.zone",
                        verbose_name="โซน",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("any", "ทุกจังหวัด"),
                            ("inside", "ในจังหวัด"),
                            ("outside", "นอกจังหวัด"),
                        ],
                        default="any",
                        max_length=8,
                        verbose_name="ร้านจาก",
                    ),
                ),
                (
                    "reserved",
                    models.PositiveSmallIntegerField(default=0, verbose_name="กันไว้ให้ (บูธ)"),
                ),
                ("maximum", models.PositiveSmallIntegerField(verbose_name="รับไม่เกิน (บูธ)")),
            ],
            options={
                "verbose_name": "จำนวนที่รับ",
                "verbose_name_plural": "จำนวนที่รับ",
                "ordering": ["category", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("call", "category", "zone", "origin"),
                        name="call_cell_once",
                        violation_error_message="กำหนดจำนวนของประเภท โซน และที่มานี้ไว้แล้ว",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("zone", None)),
                        fields=("call", "category", "origin"),
                        name="call_cell_of_any_zone_once",
                        violation_error_message="กำหนดจำนวนของประเภทและที่มานี้ไว้แล้ว",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reserved__lte", models.F("maximum"))),
                        name="call_cell_reserves_within_its_maximum",
                        violation_error_message="จำนวนที่กันไว้ต้องไม่เกินจำนวนที่รับ",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="ฉบับที่")),
                ("name", models.CharField(max_length=120, verbose_name="ชื่อฉบับ")),
                ("changes", models.JSONField(default=list, verbose_name="สิ่งที่เปลี่ยน")),
                ("told", models.PositiveIntegerField(default=0, verbose_name="ร้านที่แจ้ง")),
                (
                    "released_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="ประกาศใช้เมื่อ"),
                ),
                (
                    "fair_event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plan_releases",
                        to="fairs.fairevent",
                        verbose_name="งาน",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้ประกาศใช้",
                    ),
                ),
            ],
            options={
                "verbose_name": "ผังที่ประกาศใช้",
                "verbose_name_plural": "ผังที่ประกาศใช้",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fair_event", "number"),
                        name="plan_release_once_per_number",
                        violation_error_message="งานนี้มีผังฉบับนี้แล้ว",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("summary", models.CharField(max_length=255, verbose_name="สิ่งที่ทำ")),
                ("changes", models.JSONField(verbose_name="ค่าที่เปลี่ยน")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="เมื่อ")),
                (
                    "form_key",
                    models.UUIDField(
                        blank=True, editable=False, null=True, verbose_name="รหัสแบบฟอร์ม"
                    ),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="เลิกทำเมื่อ")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้ทำ",
                    ),
                ),
                (
                    "fair_event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plan_steps",
                        to="fairs.fairevent",
                        verbose_name="งาน",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="fairs.planrelease",
                        verbose_name="ผังที่ประกาศใช้",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้เลิกทำ",
                    ),
                ),
            ],
            options={
                "verbose_name": "ขั้นการวางผัง",
                "verbose_name_plural": "ขั้นการวางผัง",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("release", None)),
                        fields=["fair_event", "id"],
                        name="plan_step_in_work",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("by", "form_key"),
                        name="plan_step_once_per_form",
                        violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.FileField(upload_to="plans/", verbose_name="รูป")),
                (
                    "plan_x",
                    models.DecimalField(
                        decimal_places=1, default=0, max_digits=6, verbose_name="ตำแหน่ง x (ม.)"
                    ),
                ),
                (
                    "plan_y",
                    models.DecimalField(
                        decimal_places=1, default=0, max_digits=6, verbose_name="ตำแหน่ง y (ม.)"
                    ),
                ),
                (
                    "plan_width",
                    models.DecimalField(decimal_places=1, max_digits=6, verbose_name="กว้าง (ม.)"),
                ),
                (
                    "plan_height",
                    models.DecimalField(decimal_places=1, max_digits=6, verbose_name="ลึก (ม.)"),
                ),
                ("is_shown", models.BooleanField(default=False, verbose_name="ให้ผู้ชมเห็น")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="แก้เมื่อ")),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้แก้",
                    ),
                ),
                (
                    "fair_event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plan_picture",
                        to="fairs.fairevent",
                        verbose_name="งาน",
                    ),
                ),
            ],
            options={
                "verbose_name": "รูปหลังผัง",
                "verbose_name_plural": "รูปหลังผัง",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("plan_width__gt", 0), ("plan_height__gt", 0)),
                        name="plan_picture_has_a_scale",
                        violation_error_message="ความกว้างของรูปต้องมากกว่า 0 เมตร",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CopiedFair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("parts", models.JSONField(default=list, verbose_name="ส่วนที่คัดลอก")),
                ("left", models.JSONField(default=list, verbose_name="สิ่งที่คัดลอกไม่ได้")),
                ("written", models.JSONField(default=list, verbose_name="รายการที่เขียน")),
                ("mark", models.CharField(max_length=64, verbose_name="ลายนิ้วมือ")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="ทำเมื่อ")),
                (
                    "copy",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="copied",
                        to="fairs.fairevent",
                        verbose_name="งาน",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้ทำ",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="copies",
                        to="fairs.fairevent",
                        verbose_name="ทำจากงาน",
                    ),
                ),
            ],
            options={
                "verbose_name": "ที่มาของสำเนา",
                "verbose_name_plural": "ที่มาของสำเนา",
            },
        ),
        migrations.AlterModelOptions(
            name="fairevent",
            options={
                "base_manager_name": "objects",
                "ordering": ["-opens_on", "-pk"],
                "permissions": [
                    ("check_fairevent", "ตรวจว่างานพร้อมเผยแพร่"),
                    ("publish_fairevent", "เผยแพร่และซ่อนงาน"),
                ],
                "verbose_name": "งานแฟร์",
                "verbose_name_plural": "งานแฟร์",
            },
        ),
        migrations.AddField(
            model_name="fairevent",
            name="checked_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="ตรวจเมื่อ"
            ),
        ),
        migrations.AddField(
            model_name="fairevent",
            name="checked_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ผู้ตรวจ",
            ),
        ),
        migrations.AlterField(
            model_name="fairevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "ร่าง"),
                    ("checked", "ตรวจแล้ว"),
                    ("published", "เผยแพร่แล้ว"),
                    ("cancelled", "ยกเลิก"),
                ],
                default="draft",
                max_length=16,
                verbose_name="สถานะ",
            ),
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("host_name", models.CharField(max_length=255, verbose_name="ชื่องานของเจ้าภาพ")),
                ("host_url", models.URLField(blank=True, verbose_name="หน้าเว็บของงาน")),
                (
                    "booths_text",
                    models.CharField(
                        blank=True,
                        help_text="เช่น โซน B บูธ B21 ถึง B40",
                        max_length=255,
                        verbose_name="บูธของเรา",
                    ),
                ),
                (
                    "booth_count",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="จำนวนบูธของเรา"
                    ),
                ),
                ("leaves_on", models.DateField(blank=True, null=True, verbose_name="ออกเดินทาง")),
                ("returns_on", models.DateField(blank=True, null=True, verbose_name="กลับถึง")),
                (
                    "travel",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True, max_length=2000, verbose_name="การเดินทางและที่พัก"
                    ),
                ),
                (
                    "freight",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True, max_length=2000, verbose_name="การขนสินค้า"
                    ),
                ),
                (
                    "fair_event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participation",
                        to="fairs.fairevent",
                        verbose_name="งาน",
                    ),
                ),
                (
                    "host_agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hosted",
                        to="fairs.agency",
                        verbose_name="หน่วยงานเจ้าภาพ",
                    ),
                ),
            ],
            options={
                "verbose_name": "การไปร่วมงาน",
                "verbose_name_plural": "การไปร่วมงาน",
            },
        ),
        migrations.CreateModel(
            name="TripCost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("travel", "ค่าเดินทาง"),
                            ("freight", "ค่าขนสินค้า"),
                            ("lodging", "ค่าที่พัก"),
                            ("allowance", "เบี้ยเลี้ยง"),
                            ("other", "อื่น ๆ"),
                        ],
                        max_length=16,
                        verbose_name="ค่าใช้จ่าย",
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=255, verbose_name="รายละเอียด")),
                (
                    "amount_baht",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="จำนวนเงิน (บาท)"
                    ),
                ),
                ("paid_by", models.CharField(blank=True, max_length=255, verbose_name="เบิกจาก")),
                (
                    "fair_event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trip_costs",
                        to="fairs.fairevent",
                        verbose_name="งาน",
                    ),
                ),
            ],
            options={
                "verbose_name": "ค่าเดินทางและขนส่ง",
                "verbose_name_plural": "ค่าเดินทางและขนส่ง",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="TripMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position_title",
                    models.CharField(blank=True, max_length=255, verbose_name="ตำแหน่ง"),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=1, verbose_name="ลำดับ")),
                ("duty", models.CharField(blank=True, max_length=255, verbose_name="หน้าที่")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="fairs.agency",
                        verbose_name="หน่วยงาน",
                    ),
                ),
                (
                    "fair_event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trip_members",
                        to="fairs.fairevent",
                        verbose_name="งาน",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="fairs.person",
                        verbose_name="บุคคล",
                    ),
                ),
            ],
            options={
                "verbose_name": "คณะเดินทาง",
                "verbose_name_plural": "คณะเดินทาง",
                "ordering": ["sequence", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Venue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_th", models.CharField(max_length=255, verbose_name="ชื่อสถานที่")),
                ("address", models.CharField(blank=True, max_length=255, verbose_name="ที่อยู่")),
                (
                    "people",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="รับผู้ชมได้ (คน)"),
                ),
                (
                    "booths",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="วางบูธได้ (บูธ)"),
                ),
                (
                    "area_sqm",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="พื้นที่ (ตร.ม.)"),
                ),
                (
                    "power_amps",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="ไฟฟ้ารวม (แอมป์)"
                    ),
                ),
                (
                    "power_text",
                    models.CharField(
                        blank=True,
                        help_text="เช่น ตู้ไฟ 3 จุด ด้านทิศเหนือ",
                        max_length=255,
                        verbose_name="จุดจ่ายไฟ",
                    ),
                ),
                ("map_url", models.URLField(blank=True, verbose_name="ลิงก์แผนที่")),
                ("contact", models.CharField(blank=True, max_length=255, verbose_name="ติดต่อขอใช้")),
                (
                    "note",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True, max_length=2000, verbose_name="ข้อควรรู้"
                    ),
                ),
                (
                    "sort_key",
                    otopfair.thai.model_fields.SortKeyField(max_length=255, source="name_th"),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="venues",
                        to="fairs.district",
                        verbose_name="อำเภอ",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="venues",
                        to="fairs.province",
                        verbose_name="จังหวัด",
                    ),
                ),
            ],
            options={
                "verbose_name": "สถานที่จัดงาน",
                "verbose_name_plural": "สถานที่จัดงาน",
                "ordering": ["sort_key"],
            },
        ),
        migrations.AddField(
            model_name="fairevent",
            name="venue",
            field=models.ForeignKey(
                blank=True,
                help_text="เลือกแล้วไม่ต้องพิมพ์ชื่อ อำเภอ และแผนที่อีก",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="fairs",
                to="fairs.venue",
                verbose_name="สถานที่ในทะเบียน",
            ),
        ),
        migrations.AddConstraint(
            model_name="fairevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "checked"), _negated=True),
                    models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                    _connector="OR",
                ),
                name="fair_is_checked_by_somebody",
                violation_error_message="งานที่ตรวจแล้วต้องบอกว่าใครตรวจและเมื่อใด",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("leaves_on", None),
                    ("returns_on", None),
                    ("returns_on__gte", models.F("leaves_on")),
                    _connector="OR",
                ),
                name="trip_returns_after_it_leaves",
                violation_error_message="วันกลับต้องไม่มาก่อนวันออกเดินทาง",
            ),
        ),
        migrations.AddConstraint(
            model_name="tripcost",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_baht__gte", 0)),
                name="trip_costs_nothing_or_more",
                violation_error_message="จำนวนเงินติดลบไม่ได้",
            ),
        ),
        migrations.AddConstraint(
            model_name="tripmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("person__isnull", False),
                    models.Q(("position_title", ""), _negated=True),
                    ("agency__isnull", False),
                    _connector="OR",
                ),
                name="tripmember_names_somebody",
                violation_error_message="ระบุบุคคล ตำแหน่ง หรือหน่วยงาน อย่างน้อยหนึ่งอย่าง",
            ),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.UniqueConstraint(
                fields=("province", "name_th"),
                name="venue_name_once_per_province",
                violation_error_message="จังหวัดนี้มีสถานที่ชื่อนี้แล้ว",
            ),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.CheckConstraint(
                condition=models.Q(("people", None), ("people__gte", 1), _connector="OR"),
                name="venue_holds_somebody",
                violation_error_message="รับผู้ชมได้อย่างน้อย 1 คน ถ้าไม่ทราบ ให้เว้นว่าง",
            ),
        ),
        migrations.CreateModel(
            name="NewsItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="หัวข้อข่าว")),
                (
                    "lead",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True,
                        help_text="หนึ่งหรือสองประโยค บอกว่าใครทำอะไร ที่ไหน เมื่อใด",
                        max_length=1000,
                        verbose_name="ย่อหน้านำ",
                    ),
                ),
                (
                    "body",
                    otopfair.thai.model_fields.LimitedTextField(
                        max_length=30000, verbose_name="เนื้อข่าว"
                    ),
                ),
                ("reporter", models.CharField(blank=True, max_length=200, verbose_name="ข่าวโดย")),
                ("editor", models.CharField(blank=True, max_length=200, verbose_name="บรรณาธิการ")),
                (
                    "newsroom",
                    models.CharField(
                        blank=True,
                        help_text="เช่น สวท.ลำปาง",
                        max_length=255,
                        verbose_name="หน่วยงาน",
                    ),
                ),
                (
                    "source_name",
                    models.CharField(
                        blank=True,
                        help_text="กรณีนำข่าวของที่อื่นมาลง เช่น สำนักประชาสัมพันธ์เขต 3",
                        max_length=255,
                        verbose_name="ที่มา",
                    ),
                ),
                (
                    "source_url",
                    models.URLField(blank=True, max_length=500, verbose_name="ลิงก์ข่าวต้นทาง"),
                ),
                (
                    "earlier_readings",
                    models.PositiveIntegerField(
                        blank=True,
                        default=0,
                        help_text="นำไปรวมกับจำนวนที่อ่านในเว็บนี้",
                        verbose_name="อ่านแล้วที่ต้นทาง (ครั้ง)",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "ร่าง"),
                            ("published", "เผยแพร่แล้ว"),
                            ("withdrawn", "ถอนแล้ว"),
                        ],
                        default="draft",
                        max_length=16,
                        verbose_name="สถานะ",
                    ),
                ),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="วันที่ของข่าว")),
                ("published_time", models.TimeField(blank=True, null=True, verbose_name="เวลา")),
                (
                    "readings",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="อ่านในเว็บนี้ (ครั้ง)"
                    ),
                ),
                (
                    "search_text",
                    otopfair.thai.model_fields.FoldedTextField(
                        sources=(
                            "title",
                            "lead",
                            "body",
                            "reporter",
                            "editor",
                            "newsroom",
                            "source_name",
                            "fair_name",
                            "project_name",
                        )
                    ),
                ),
                (
                    "changed_at",
                    otopfair.changed.ChangedAtField(auto_now=True, verbose_name="เปลี่ยนเมื่อ"),
                ),
                (
                    "fair_event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="news",
                        to="fairs.fairevent",
                        verbose_name="ข่าวของงาน",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="news",
                        to="fairs.project",
                        verbose_name="ข่าวของโครงการ",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="news",
                        to="fairs.meeting",
                        verbose_name="ข่าวของประชุม",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="news",
                        to="fairs.province",
                        verbose_name="จังหวัด",
                    ),
                ),
            ],
            options={
                "verbose_name": "ข่าว",
                "verbose_name_plural": "ข่าว",
                "ordering": ["-pk"],
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="NewsPhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        default=otopfair.media.pictures.new_name,
                        editable=False,
                        max_length=32,
                        unique=True,
                        verbose_name="ชื่อไฟล์",
                    ),
                ),
                ("width", models.PositiveSmallIntegerField(verbose_name="กว้าง")),
                ("height", models.PositiveSmallIntegerField(verbose_name="สูง")),
                ("caption", models.CharField(max_length=255, verbose_name="คำบรรยาย")),
                ("sequence", models.PositiveSmallIntegerField(default=1, verbose_name="ลำดับ")),
                ("form_key", models.UUIDField(editable=False, verbose_name="รหัสแบบฟอร์ม")),
                (
                    "news_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="fairs.newsitem",
                        verbose_name="ข่าว",
                    ),
                ),
            ],
            options={
                "verbose_name": "รูปข่าว",
                "verbose_name_plural": "รูปข่าว",
                "ordering": ["sequence", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "issuing_office",
                    models.CharField(
                        help_text="เช่น จังหวัดลำปาง หรือ สำนักงานพัฒนาชุมชนจังหวัดลำปาง",
                        max_length=255,
                        verbose_name="ประกาศของ",
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        help_text="ไม่ต้องพิมพ์คำว่า เรื่อง", max_length=500, verbose_name="เรื่อง"
                    ),
                ),
                (
                    "body",
                    otopfair.thai.model_fields.LimitedTextField(
                        help_text="หนึ่งบรรทัดคือหนึ่งย่อหน้าในเอกสาร ไม่ต้องพิมพ์ ประกาศ ณ วันที่ และชื่อผู้ลงนาม",
                        max_length=20000,
                        verbose_name="ข้อความ",
                    ),
                ),
                (
                    "signer_name",
                    models.CharField(
                        blank=True,
                        help_text="คำนำหน้า ชื่อ และนามสกุล เช่น นางจิรภา เชื้อดวงผุย",
                        max_length=200,
                        verbose_name="ผู้ลงนาม",
                    ),
                ),
                (
                    "signer_position",
                    models.CharField(blank=True, max_length=255, verbose_name="ตำแหน่งผู้ลงนาม"),
                ),
                (
                    "signer_capacity",
                    models.CharField(
                        choices=[
                            ("own", "ด้วยตนเอง"),
                            ("acting", "รักษาราชการแทน"),
                            ("on_behalf", "ปฏิบัติราชการแทน"),
                        ],
                        default="own",
                        max_length=16,
                        verbose_name="ฐานะผู้ลงนาม",
                    ),
                ),
                (
                    "acting_for",
                    models.CharField(
                        blank=True,
                        help_text="เมื่อลงนามแทน เช่น พัฒนาการจังหวัดขอนแก่น",
                        max_length=255,
                        verbose_name="แทนตำแหน่ง",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "ร่าง"),
                            ("signed", "ประกาศแล้ว"),
                            ("withdrawn", "ยกเลิกแล้ว"),
                        ],
                        default="draft",
                        max_length=16,
                        verbose_name="สถานะ",
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="เลขที่ประกาศ"),
                ),
                (
                    "year_be",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="ปี พ.ศ. ของเลขที่"
                    ),
                ),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="ประกาศ ณ วันที่")),
                (
                    "paper",
                    models.FileField(
                        blank=True,
                        editable=False,
                        upload_to="notices/",
                        verbose_name="เอกสารที่ประกาศ",
                    ),
                ),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="ยกเลิกเมื่อ")),
                (
                    "withdrawn_because",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True, max_length=2000, verbose_name="เหตุที่ยกเลิก"
                    ),
                ),
                (
                    "search_text",
                    otopfair.thai.model_fields.FoldedTextField(
                        sources=("subject", "body", "issuing_office")
                    ),
                ),
                (
                    "changed_at",
                    otopfair.changed.ChangedAtField(auto_now=True, verbose_name="เปลี่ยนเมื่อ"),
                ),
                (
                    "amends",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amended_by",
                        to="fairs.notice",
                        verbose_name="แก้ไขเพิ่มเติมประกาศ",
                    ),
                ),
                (
                    "fair_event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="fairs.fairevent",
                        verbose_name="ประกาศของงาน",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="fairs.province",
                        verbose_name="จังหวัด",
                    ),
                ),
            ],
            options={
                "verbose_name": "ประกาศ",
                "verbose_name_plural": "ประกาศ",
                "ordering": ["-pk"],
                "base_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="newsitem",
            index=models.Index(fields=["state", "-published_on", "-id"], name="news_state_day"),
        ),
        migrations.AddIndex(
            model_name="newsitem",
            index=models.Index(
                fields=["province", "-published_on", "-id"], name="news_province_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="newsitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "published"), _negated=True),
                    ("published_on__isnull", False),
                    _connector="OR",
                ),
                name="published_news_has_a_day",
                violation_error_message="ข่าวที่เผยแพร่ต้องมีวันที่",
            ),
        ),
        migrations.AddConstraint(
            model_name="newsitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_time", None), ("published_on__isnull", False), _connector="OR"
                ),
                name="news_time_has_a_day",
                violation_error_message="กรอกวันที่ของข่าว ถ้าบอกเวลา",
            ),
        ),
        migrations.AddConstraint(
            model_name="newsphoto",
            constraint=models.UniqueConstraint(
                fields=("news_item", "form_key"),
                name="news_photo_once_per_form",
                violation_error_message="ส่งรูปนี้แล้ว",
            ),
        ),
        migrations.AddConstraint(
            model_name="newsphoto",
            constraint=models.CheckConstraint(
                condition=models.Q(("caption", ""), _negated=True),
                name="news_photo_says_what_it_shows",
                violation_error_message="เขียนว่ารูปนี้คืออะไร",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["state", "-signed_on", "-id"], name="notice_state_day"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number__isnull", False)),
                fields=("issuing_office", "year_be", "number"),
                name="notice_number_once_per_office_and_year",
                violation_error_message="หน่วยงานนี้ออกประกาศเลขที่นี้ของปีนี้แล้ว",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("number", None),
                        ("paper", ""),
                        ("signed_on", None),
                        ("state", "draft"),
                        ("year_be", None),
                    ),
                    models.Q(
                        ("number__gte", 1),
                        ("number__isnull", False),
                        ("signed_on__isnull", False),
                        ("state__in", ["signed", "withdrawn"]),
                        ("year_be__isnull", False),
                        models.Q(("signer_name", ""), _negated=True),
                        models.Q(("signer_position", ""), _negated=True),
                        models.Q(("paper", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="signed_notice_is_whole",
                violation_error_message="ประกาศที่ลงนามแล้วต้องมีเลขที่ วันที่ และผู้ลงนาม",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "withdrawn"),
                        ("withdrawn_on__isnull", False),
                        models.Q(("withdrawn_because", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "withdrawn"), _negated=True),
                        ("withdrawn_because", ""),
                        ("withdrawn_on", None),
                    ),
                    _connector="OR",
                ),
                name="withdrawn_notice_says_why",
                violation_error_message="บอกเหตุที่ยกเลิกประกาศ",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("acting_for", ""), ("signer_capacity", "own")),
                    models.Q(
                        models.Q(("signer_capacity", "own"), _negated=True),
                        models.Q(("acting_for", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="notice_signed_for_a_position",
                violation_error_message="เมื่อลงนามแทน กรอกตำแหน่งที่แทน เมื่อลงนามเอง เว้นว่าง",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amends", None),
                    models.Q(("amends", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="notice_amends_another",
                violation_error_message="ประกาศแก้ไขเพิ่มเติมตัวเองไม่ได้",
            ),
        ),
        migrations.CreateModel(
            name="VenuePhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.FileField(upload_to="venues/", verbose_name="รูป")),
                ("caption", models.CharField(max_length=200, verbose_name="คำบรรยาย")),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="ใส่เมื่อ")),
                ("form_key", models.UUIDField(editable=False, verbose_name="รหัสแบบฟอร์ม")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้ใส่",
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="fairs.venue",
                        verbose_name="สถานที่จัดงาน",
                    ),
                ),
            ],
            options={
                "verbose_name": "รูปสถานที่",
                "verbose_name_plural": "รูปสถานที่",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("venue", "form_key"),
                        name="venue_photo_once",
                        violation_error_message="ส่งรูปนี้แล้ว",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ"),
                            (2, "เรื่องรับรองรายงานการประชุมครั้งที่แล้ว"),
                            (3, "เรื่องสืบเนื่อง"),
                            (4, "เรื่องเสนอเพื่อพิจารณา"),
                            (5, "เรื่องอื่น ๆ (ถ้ามี)"),
                        ],
                        verbose_name="ระเบียบวาระที่",
                    ),
                ),
                ("title", models.CharField(max_length=500, verbose_name="เรื่อง")),
                (
                    "text",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True, max_length=20000, verbose_name="ข้อเท็จจริง"
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=0, verbose_name="ลำดับ")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agenda",
                        to="fairs.meeting",
                        verbose_name="ประชุม",
                    ),
                ),
            ],
            options={
                "verbose_name": "เรื่องในวาระ",
                "verbose_name_plural": "เรื่องในวาระ",
                "ordering": ["part", "sequence", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ProductFamily",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=1, verbose_name="ลำดับ")),
                ("name_th", models.CharField(max_length=255, verbose_name="กลุ่มสินค้า")),
                (
                    "note",
                    otopfair.thai.model_fields.LimitedTextField(
                        blank=True, max_length=2000, verbose_name="รายละเอียด"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="families",
                        to="fairs.project",
                        verbose_name="โครงการ",
                    ),
                ),
            ],
            options={
                "verbose_name": "กลุ่มสินค้า",
                "verbose_name_plural": "กลุ่มสินค้า",
                "ordering": ["sequence", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=1, verbose_name="ลำดับ")),
                ("source", models.CharField(max_length=255, verbose_name="แหล่งงบประมาณ")),
                (
                    "allocated_baht",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="ได้รับ (บาท)",
                    ),
                ),
                (
                    "used_baht",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="ใช้ไป (บาท)",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="budget_lines",
                        to="fairs.project",
                        verbose_name="โครงการ",
                    ),
                ),
            ],
            options={
                "verbose_name": "งบประมาณ",
                "verbose_name_plural": "งบประมาณ",
                "ordering": ["sequence", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProjectFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=1, verbose_name="ลำดับ")),
                ("name_th", models.CharField(max_length=255, verbose_name="ตัวเลขเรื่อง")),
                (
                    "qualifier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "พอดี"),
                            ("กว่า", "กว่า"),
                            ("ประมาณ", "ประมาณ"),
                            ("ไม่น้อยกว่า", "ไม่น้อยกว่า"),
                        ],
                        default="",
                        max_length=16,
                        verbose_name="คำนำหน้าจำนวน",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=16, verbose_name="จำนวน"),
                ),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="หน่วย")),
                (
                    "year_be",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="ของปี พ.ศ."
                    ),
                ),
                (
                    "source",
                    models.CharField(blank=True, max_length=255, verbose_name="ที่มาของตัวเลข"),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="fairs.project",
                        verbose_name="โครงการ",
                    ),
                ),
            ],
            options={
                "verbose_name": "ตัวเลขสำคัญ",
                "verbose_name_plural": "ตัวเลขสำคัญ",
                "ordering": ["sequence", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProjectIndicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=1, verbose_name="ลำดับ")),
                ("name_th", models.CharField(max_length=255, verbose_name="ตัวชี้วัด")),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="หน่วย")),
                (
                    "target",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=16,
                        null=True,
                        verbose_name="เป้าหมาย",
                    ),
                ),
                (
                    "filled_from",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "กรอกเอง"),
                            ("sold", "ยอดจำหน่ายของงานในโครงการ"),
                            ("vendors", "ร้านที่ออกงานในโครงการ"),
                            ("visitors", "ผู้ชมงานในโครงการ"),
                            ("fairs", "จำนวนงานในโครงการ"),
                        ],
                        default="",
                        max_length=16,
                        verbose_name="ผลมาจาก",
                    ),
                ),
                (
                    "result",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="ผลที่ได้"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicators",
                        to="fairs.project",
                        verbose_name="โครงการ",
                    ),
                ),
            ],
            options={
                "verbose_name": "ตัวชี้วัด",
                "verbose_name_plural": "ตัวชี้วัด",
                "ordering": ["sequence", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProjectObjective",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=1, verbose_name="ลำดับ")),
                ("text", models.CharField(max_length=1000, verbose_name="วัตถุประสงค์")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objectives",
                        to="fairs.project",
                        verbose_name="โครงการ",
                    ),
                ),
            ],
            options={
                "verbose_name": "วัตถุประสงค์",
                "verbose_name_plural": "วัตถุประสงค์",
                "ordering": ["sequence", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProjectPartner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=1, verbose_name="ลำดับ")),
                (
                    "part",
                    models.CharField(blank=True, max_length=255, verbose_name="ทำอะไรในโครงการ"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnered",
                        to="fairs.agency",
                        verbose_name="หน่วยงาน",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partners",
                        to="fairs.project",
                        verbose_name="โครงการ",
                    ),
                ),
            ],
            options={
                "verbose_name": "หน่วยงานร่วม",
                "verbose_name_plural": "หน่วยงานร่วม",
                "ordering": ["sequence", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.FileField(upload_to="planning/", verbose_name="ไฟล์")),
                ("file_name", models.CharField(max_length=255, verbose_name="ชื่อไฟล์")),
                ("title", models.CharField(blank=True, max_length=255, verbose_name="เรื่อง")),
                ("form_key", models.UUIDField(editable=False, verbose_name="รหัสแบบฟอร์ม")),
                ("sent_at", models.DateTimeField(auto_now_add=True, verbose_name="แนบเมื่อ")),
                (
                    "order",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="fairs.appointmentorder",
                        verbose_name="คำสั่ง",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้แนบ",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="fairs.meeting",
                        verbose_name="ประชุม",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="fairs.project",
                        verbose_name="โครงการ",
                    ),
                ),
                (
                    "resolution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="fairs.resolution",
                        verbose_name="มติ",
                    ),
                ),
            ],
            options={
                "verbose_name": "ไฟล์แนบ",
                "verbose_name_plural": "ไฟล์แนบ",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="follows",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="followed_by",
                to="fairs.resolution",
                verbose_name="สืบเนื่องจากมติ",
            ),
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position_title",
                    models.CharField(blank=True, max_length=255, verbose_name="ตำแหน่ง"),
                ),
                (
                    "text",
                    otopfair.thai.model_fields.LimitedTextField(
                        max_length=20000, verbose_name="กล่าวว่า"
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=0, verbose_name="ลำดับ")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="fairs.agency",
                        verbose_name="หน่วยงาน",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="statements",
                        to="fairs.agendaitem",
                        verbose_name="เรื่อง",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="fairs.meeting",
                        verbose_name="ประชุม",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="fairs.person",
                        verbose_name="บุคคล",
                    ),
                ),
            ],
            options={
                "verbose_name": "ถ้อยแถลง",
                "verbose_name_plural": "ถ้อยแถลง",
                "ordering": ["sequence", "pk"],
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("allocated_baht", None), ("allocated_baht__gte", 0), _connector="OR"),
                    models.Q(("used_baht", None), ("used_baht__gte", 0), _connector="OR"),
                ),
                name="budget_not_negative",
                violation_error_message="งบประมาณต้องไม่ติดลบ",
            ),
        ),
        migrations.AddConstraint(
            model_name="projectpartner",
            constraint=models.UniqueConstraint(
                fields=("project", "agency"),
                name="partner_once_per_project",
                violation_error_message="หน่วยงานนี้อยู่ในโครงการแล้ว",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("meeting__isnull", True),
                        ("order__isnull", False),
                        ("project__isnull", True),
                        ("resolution__isnull", True),
                    ),
                    models.Q(
                        ("meeting__isnull", False),
                        ("order__isnull", True),
                        ("project__isnull", True),
                        ("resolution__isnull", True),
                    ),
                    models.Q(
                        ("meeting__isnull", True),
                        ("order__isnull", True),
                        ("project__isnull", False),
                        ("resolution__isnull", True),
                    ),
                    models.Q(
                        ("meeting__isnull", True),
                        ("order__isnull", True),
                        ("project__isnull", True),
                        ("resolution__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="attachment_has_one_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(
                fields=("sent_by", "form_key"), name="attachment_once_per_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                fields=("meeting", "follows"),
                name="resolution_followed_once_per_meeting",
                violation_error_message="มตินี้อยู่ในวาระของการประชุมนี้แล้ว",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("person__isnull", False),
                    models.Q(("position_title", ""), _negated=True),
                    ("agency__isnull", False),
                    _connector="OR",
                ),
                name="statement_names_somebody",
                violation_error_message="ระบุบุคคล ตำแหน่ง หรือหน่วยงาน อย่างน้อยหนึ่งอย่าง",
            ),
        ),
        migrations.AddField(
            model_name="resolution",
            name="item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="resolutions",
                to="fairs.agendaitem",
                verbose_name="เรื่อง",
            ),
        ),
    ]
