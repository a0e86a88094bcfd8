import datetime
import django.db.models.deletion
import django.db.models.functions.comparison
import onsite.models.cards
import otopfair.constraints
import otopfair.thai.model_fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('fairs', '0001_initial'),
        ('vendors', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicHoliday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(unique=True, verbose_name='วันที่')),
                ('name_th', models.CharField(max_length=120, verbose_name='ชื่อวันหยุด')),
            ],
            options={
                'verbose_name': 'วันหยุดราชการ',
                'verbose_name_plural': 'วันหยุดราชการ',
                'ordering': ['on'],
            },
        ),
        migrations.CreateModel(
            name='Checklist',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='ฉบับที่')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='เขียนเมื่อ')),
                ('fair_event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='checklists', to='fairs.fairevent', verbose_name='งาน')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้เขียน')),
                ('province', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='checklists', to='fairs.province', verbose_name='จังหวัด')),
            ],
            options={
                'verbose_name': 'รายการตรวจบูธ',
                'verbose_name_plural': 'รายการตรวจบูธ',
                'ordering': ['-version'],
                'permissions': [('write_usual_checklist', 'เขียนรายการตรวจกลางที่ใช้ทั้งประเทศ')],
            },
        ),
        migrations.CreateModel(
            name='ChecklistItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveSmallIntegerField(verbose_name='ลำดับ')),
                ('text', models.CharField(max_length=255, verbose_name='ข้อที่ตรวจ')),
                ('kind', models.CharField(choices=[('check', 'ผ่าน/ไม่ผ่าน'), ('note', 'เขียนบันทึก')], default='check', max_length=8, verbose_name='ตอบด้วย')),
                ('category', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'อาหาร'), (2, 'เครื่องดื่ม'), (3, 'ผ้า เครื่องแต่งกาย'), (4, 'ของใช้ ของตกแต่ง ของที่ระลึก'), (5, 'สมุนไพรที่ไม่ใช่อาหาร')], null=True, verbose_name='เฉพาะบูธที่ขาย')),
                ('checklist', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='onsite.checklist', verbose_name='รายการตรวจ')),
            ],
            options={
                'verbose_name': 'ข้อที่ตรวจ',
                'verbose_name_plural': 'ข้อที่ตรวจ',
                'ordering': ['sequence'],
            },
        ),
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='เลขที่')),
                ('text', otopfair.thai.model_fields.LimitedTextField(max_length=4000, verbose_name='เกิดอะไรขึ้น')),
                ('photo', models.FileField(blank=True, upload_to='complaints/', verbose_name='รูป')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='ชื่อ')),
                ('phone', models.CharField(blank=True, max_length=10, verbose_name='โทรศัพท์')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='อีเมล')),
                ('consented_at', models.DateTimeField(blank=True, null=True, verbose_name='ยินยอมให้ติดต่อเมื่อ')),
                ('sent_at', models.DateTimeField(auto_now_add=True, verbose_name='แจ้งเมื่อ')),
                ('answer_by', models.DateField(verbose_name='ตอบภายใน')),
                ('state', models.CharField(choices=[('new', 'รับเรื่องแล้ว'), ('going', 'กำลังดูแล'), ('vendor', 'รอร้านชี้แจง'), ('answered', 'ตอบแล้ว'), ('closed', 'ปิดเรื่องแล้ว')], default='new', max_length=8, verbose_name='สถานะ')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='ถามร้านเมื่อ')),
                ('question', otopfair.thai.model_fields.LimitedTextField(blank=True, max_length=4000, verbose_name='ถามร้านว่า')),
                ('vendor_says', otopfair.thai.model_fields.LimitedTextField(blank=True, max_length=4000, verbose_name='ร้านชี้แจง')),
                ('vendor_said_at', models.DateTimeField(blank=True, null=True, verbose_name='ร้านชี้แจงเมื่อ')),
                ('answer', otopfair.thai.model_fields.LimitedTextField(blank=True, max_length=4000, verbose_name='คำตอบ')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='ตอบเมื่อ')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='ปิดเรื่องเมื่อ')),
                ('erased_at', models.DateTimeField(blank=True, null=True, verbose_name='ลบข้อมูลติดต่อเมื่อ')),
                ('form_key', models.UUIDField(editable=False, unique=True, verbose_name='รหัสแบบฟอร์ม')),
                ('assigned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้รับผิดชอบ')),
                ('booth', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='fairs.booth', verbose_name='บูธ')),
                ('fair_event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='fairs.fairevent', verbose_name='งาน')),
                ('vendor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='vendors.vendor', verbose_name='ร้าน')),
            ],
            options={
                'verbose_name': 'เรื่องร้องเรียน',
                'verbose_name_plural': 'เรื่องร้องเรียน',
                'ordering': ['answer_by', 'pk'],
                'permissions': [('answer_complaint', 'ดูแลและตอบเรื่องร้องเรียน'), ('read_contacts_of_complaint', 'เห็นชื่อและช่องทางติดต่อของผู้ร้องเรียน')],
            },
        ),
        migrations.CreateModel(
            name='ComplaintNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', otopfair.thai.model_fields.LimitedTextField(max_length=4000, verbose_name='บันทึกภายใน')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='เขียนเมื่อ')),
                ('form_key', models.UUIDField(editable=False, verbose_name='รหัสแบบฟอร์ม')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้เขียน')),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='onsite.complaint', verbose_name='เรื่อง')),
            ],
            options={
                'verbose_name': 'บันทึกภายในของเรื่องร้องเรียน',
                'verbose_name_plural': 'บันทึกภายในของเรื่องร้องเรียน',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ExhibitorCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='บัตรที่')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='ชื่อ นามสกุล')),
                ('holder', models.CharField(choices=[('owner', 'เจ้าของร้าน'), ('helper', 'ผู้ช่วยขาย')], default='helper', max_length=8, verbose_name='ฐานะ')),
                ('token', models.CharField(default=onsite.models.cards.new_token, editable=False, max_length=32, unique=True, verbose_name='รหัสบัตร')),
                ('form_key', models.UUIDField(editable=False, verbose_name='รหัสแบบฟอร์ม')),
                ('named_at', models.DateTimeField(auto_now_add=True, verbose_name='กรอกเมื่อ')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='ยกเลิกเมื่อ')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ลบชื่อเมื่อ')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='vendors.boothapplication', verbose_name='ใบสมัคร')),
                ('cancelled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้ยกเลิก')),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้กรอกชื่อ')),
                ('replaced_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='onsite.exhibitorcard', verbose_name='ออกบัตรใหม่แทน')),
            ],
            options={
                'verbose_name': 'บัตรผู้ขาย',
                'verbose_name_plural': 'บัตรผู้ขาย',
                'ordering': ['application', 'number', 'pk'],
                'permissions': [('keep_exhibitorcard', 'แก้และพิมพ์บัตรผู้ขาย')],
            },
        ),
        migrations.CreateModel(
            name='Gate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='ประตู')),
                ('sequence', models.PositiveSmallIntegerField(default=1, verbose_name='ลำดับ')),
                ('fair_event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gates', to='fairs.fairevent', verbose_name='งาน')),
                ('landmark', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='fairs.planlandmark', verbose_name='ทางเข้าบนผัง')),
            ],
            options={
                'verbose_name': 'ประตูที่นับผู้ชม',
                'verbose_name_plural': 'ประตูที่นับผู้ชม',
                'ordering': ['sequence', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CountTap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='วันที่')),
                ('hour', models.PositiveSmallIntegerField(verbose_name='ชั่วโมง')),
                ('people', models.PositiveIntegerField(verbose_name='จำนวนคน')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='รับเมื่อ')),
                ('form_key', models.UUIDField(editable=False, verbose_name='รหัสแบบฟอร์ม')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้นับ')),
                ('gate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taps', to='onsite.gate', verbose_name='ประตู')),
            ],
            options={
                'verbose_name': 'การนับด้วยปุ่ม',
                'verbose_name_plural': 'การนับด้วยปุ่ม',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='InspectionRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='วันที่ตรวจ')),
                ('begun_at', models.DateTimeField(auto_now_add=True, verbose_name='เริ่มเมื่อ')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='จบเมื่อ')),
                ('form_key', models.UUIDField(editable=False, verbose_name='รหัสแบบฟอร์ม')),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้ตรวจ')),
                ('checklist', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='onsite.checklist', verbose_name='รายการตรวจ')),
                ('fair_event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspection_rounds', to='fairs.fairevent', verbose_name='งาน')),
                ('zones', models.ManyToManyField(blank=True, help_text='ไม่เลือกคือทุกโซน', related_name='+', to='fairs.zone', verbose_name='โซน')),
            ],
            options={
                'verbose_name': 'รอบตรวจบูธ',
                'verbose_name_plural': 'รอบตรวจบูธ',
                'ordering': ['-on', '-pk'],
                'permissions': [('inspect_booths', 'ตรวจบูธและดูว่าแก้แล้ว')],
            },
        ),
        migrations.CreateModel(
            name='InspectionVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', otopfair.thai.model_fields.LimitedTextField(blank=True, max_length=1000, verbose_name='บันทึก')),
                ('seen_at', models.DateTimeField(blank=True, null=True, verbose_name='ตรวจเมื่อ')),
                ('booth', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='fairs.booth', verbose_name='บูธ')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='onsite.inspectionround', verbose_name='รอบตรวจ')),
                ('seen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้ตรวจ')),
                ('vendor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='vendors.vendor', verbose_name='ร้านในบูธ')),
            ],
            options={
                'verbose_name': 'การตรวจบูธ',
                'verbose_name_plural': 'การตรวจบูธ',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='InspectionPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to='inspections/', verbose_name='รูป')),
                ('taken_at', models.DateTimeField(auto_now_add=True, verbose_name='ส่งเมื่อ')),
                ('form_key', models.UUIDField(editable=False, verbose_name='รหัสแบบฟอร์ม')),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้ถ่าย')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='onsite.inspectionvisit', verbose_name='การตรวจ')),
            ],
            options={
                'verbose_name': 'รูปการตรวจบูธ',
                'verbose_name_plural': 'รูปการตรวจบูธ',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='InspectionAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(blank=True, choices=[('yes', 'ผ่าน'), ('no', 'ไม่ผ่าน'), ('none', 'ไม่เกี่ยว')], max_length=4, verbose_name='ผล')),
                ('note', otopfair.thai.model_fields.LimitedTextField(blank=True, max_length=1000, verbose_name='บันทึก')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='onsite.checklistitem', verbose_name='ข้อที่ตรวจ')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='onsite.inspectionvisit', verbose_name='การตรวจ')),
            ],
            options={
                'verbose_name': 'คำตอบข้อที่ตรวจ',
                'verbose_name_plural': 'คำตอบข้อที่ตรวจ',
                'ordering': ['item__sequence'],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', otopfair.thai.model_fields.LimitedTextField(blank=True, max_length=1000, verbose_name='สิ่งที่พบ')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='ต้องแก้ภายใน')),
                ('found_at', models.DateTimeField(auto_now_add=True, verbose_name='พบเมื่อ')),
                ('mended_at', models.DateTimeField(blank=True, null=True, verbose_name='แก้แล้วเมื่อ')),
                ('recorded_at', models.DateTimeField(blank=True, null=True, verbose_name='ลงประวัติร้านเมื่อ')),
                ('booth', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='fairs.booth', verbose_name='บูธ')),
                ('fair_event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='fairs.fairevent', verbose_name='งาน')),
                ('found_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้พบ')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='onsite.checklistitem', verbose_name='ข้อที่ตรวจ')),
                ('mended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้ดูว่าแก้แล้ว')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้ลงประวัติร้าน')),
                ('vendor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='vendors.vendor', verbose_name='ร้าน')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='onsite.inspectionvisit', verbose_name='การตรวจ')),
            ],
            options={
                'verbose_name': 'สิ่งที่พบจากการตรวจ',
                'verbose_name_plural': 'สิ่งที่พบจากการตรวจ',
                'ordering': ['pk'],
                'permissions': [('record_finding', 'ลงสิ่งที่พบในประวัติของร้าน')],
            },
        ),
        migrations.CreateModel(
            name='OnSiteRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('arrive_by_time', models.TimeField(default=datetime.time(10, 0), verbose_name='ร้านต้องถึงบูธภายในเวลา')),
                ('cards_a_booth', models.PositiveSmallIntegerField(default=4, verbose_name='บัตรผู้ขายต่อบูธ')),
                ('fair_event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='on_site_rules', to='fairs.fairevent', verbose_name='งาน')),
            ],
            options={
                'verbose_name': 'กติกาหน้างาน',
                'verbose_name_plural': 'กติกาหน้างาน',
            },
        ),
        migrations.CreateModel(
            name='PhoneNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='วันที่')),
                ('text', models.CharField(max_length=255, verbose_name='โทรแล้วได้ความว่า')),
                ('form_key', models.UUIDField(editable=False, verbose_name='รหัสแบบฟอร์ม')),
                ('noted_at', models.DateTimeField(auto_now_add=True, verbose_name='บันทึกเมื่อ')),
                ('allocation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='phone_notes', to='vendors.boothallocation', verbose_name='การจัดบูธ')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้บันทึก')),
            ],
            options={
                'verbose_name': 'บันทึกการโทร',
                'verbose_name_plural': 'บันทึกการโทร',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='VisitorCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='วันที่')),
                ('hour', models.PositiveSmallIntegerField(verbose_name='ชั่วโมง')),
                ('people', models.PositiveIntegerField(verbose_name='จำนวนคน')),
                ('method', models.CharField(choices=[('hand', 'นับด้วยมือ'), ('machine', 'เครื่องนับ'), ('tickets', 'ประมาณจากตั๋ว'), ('parking', 'ประมาณจากที่จอดรถ'), ('estimate', 'ประมาณ')], max_length=8, verbose_name='วิธีนับ')),
                ('counted_at', models.DateTimeField(auto_now=True, verbose_name='บันทึกเมื่อ')),
                ('counted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้บันทึก')),
                ('fair_event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visitor_counts', to='fairs.fairevent', verbose_name='งาน')),
                ('gate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counts', to='onsite.gate', verbose_name='ประตู')),
            ],
            options={
                'verbose_name': 'จำนวนผู้ชม',
                'verbose_name_plural': 'จำนวนผู้ชม',
                'ordering': ['on', 'hour', 'gate'],
                'permissions': [('count_visitors', 'นับผู้ชมและแก้ตัวเลข')],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='วันที่')),
                ('noted_at', models.DateTimeField(verbose_name='บันทึกเมื่อ')),
                ('taken_back_at', models.DateTimeField(blank=True, null=True, verbose_name='ยกเลิกเมื่อ')),
                ('until', models.DateField(verbose_name='ถึงวันที่')),
                ('ends_place', models.BooleanField(default=False, verbose_name='เสียบูธตั้งแต่วันนั้น')),
                ('reason', models.CharField(blank=True, max_length=255, verbose_name='เหตุผล')),
                ('allocation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='vendors.boothallocation', verbose_name='การจัดบูธ')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้บันทึก')),
                ('taken_back_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้ยกเลิก')),
            ],
            options={
                'verbose_name': 'การไม่มา',
                'verbose_name_plural': 'การไม่มา',
                'ordering': ['on', 'pk'],
                'permissions': [('end_absent', 'ตัดสิทธิ์ร้านที่ไม่มาและให้บูธร้านสำรอง')],
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('allocation', 'on'), name='absence_once_a_day', violation_error_message='ร้านนี้มีบันทึกว่าไม่มาในวันนั้นแล้ว'), models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at', None), ('taken_back_by', None)), models.Q(('taken_back_at__isnull', False), ('taken_back_by__isnull', False)), _connector='OR'), name='absence_taken_back_by_somebody'), models.CheckConstraint(condition=models.Q(('until__gte', models.F('on')), models.Q(('ends_place', True), ('until', models.F('on')), _connector='OR')), name='absence_of_several_days_ends_the_place')],
            },
        ),
        migrations.CreateModel(
            name='AnswerPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('working_days', models.PositiveSmallIntegerField(default=7, verbose_name='ตอบภายใน (วันทำการ)')),
                ('province', models.OneToOneField(blank=True, help_text='ไม่เลือกคือทั้งประเทศ', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answer_period', to='fairs.province', verbose_name='จังหวัด')),
            ],
            options={
                'verbose_name': 'กำหนดตอบเรื่องร้องเรียน',
                'verbose_name_plural': 'กำหนดตอบเรื่องร้องเรียน',
                'ordering': ['province'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('province', models.Value('')), name='one_answer_period_for_the_country', violation_error_message='มีกำหนดของจังหวัดนี้แล้ว'), models.CheckConstraint(condition=models.Q(('working_days__gte', 1), ('working_days__lte', 90)), name='answer_period_of_some_days', violation_error_message='กำหนดตอบคือ 1 ถึง 90 วันทำการ')],
            },
        ),
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='วันที่')),
                ('noted_at', models.DateTimeField(verbose_name='บันทึกเมื่อ')),
                ('taken_back_at', models.DateTimeField(blank=True, null=True, verbose_name='ยกเลิกเมื่อ')),
                ('form_key', models.UUIDField(editable=False, verbose_name='รหัสแบบฟอร์ม')),
                ('came_at', models.DateTimeField(verbose_name='มาเมื่อ')),
                ('allocation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='vendors.boothallocation', verbose_name='การจัดบูธ')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้บันทึก')),
                ('taken_back_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้ยกเลิก')),
            ],
            options={
                'verbose_name': 'การมาถึง',
                'verbose_name_plural': 'การมาถึง',
                'ordering': ['on', 'pk'],
                'permissions': [('note_arrival', 'บันทึกว่าร้านมาแล้ว')],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('allocation', 'on'), name='arrival_once_a_day', violation_error_message='ร้านนี้มีบันทึกว่ามาแล้วในวันนั้น'), models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at', None), ('taken_back_by', None)), models.Q(('taken_back_at__isnull', False), ('taken_back_by__isnull', False)), _connector='OR'), name='arrival_taken_back_by_somebody'), models.CheckConstraint(condition=models.Q(('came_at__lte', models.F('noted_at'))), name='arrival_noted_after_it_was')],
            },
        ),
        migrations.AddConstraint(
            model_name='checklist',
            constraint=models.CheckConstraint(condition=models.Q(('fair_event', None), ('province', None), _connector='OR'), name='checklist_of_one_place', violation_error_message='รายการตรวจเป็นของงานหรือของจังหวัด อย่างใดอย่างหนึ่ง'),
        ),
        migrations.AddConstraint(
            model_name='checklist',
            constraint=models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('fair_event', 0), django.db.models.functions.comparison.Coalesce('province', models.Value('')), models.F('version'), name='checklist_version_once', violation_error_message='มีรายการตรวจฉบับนี้แล้ว'),
        ),
        migrations.AddConstraint(
            model_name='checklistitem',
            constraint=models.UniqueConstraint(fields=('checklist', 'sequence'), name='checklist_item_in_one_place', violation_error_message='ลำดับนี้มีข้ออื่นแล้ว'),
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(fields=['fair_event', 'state', 'answer_by'], name='complaint_queue'),
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(condition=models.Q(('erased_at', None)), fields=['closed_at'], name='complaint_to_erase'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.UniqueConstraint(fields=('fair_event', 'number'), name='complaint_number_once_per_fair', violation_error_message='งานนี้มีเรื่องเลขที่นี้แล้ว'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('email', ''), ('name', ''), ('phone', '')), ('consented_at__isnull', False), _connector='OR'), name='contacts_with_consent', violation_error_message='เก็บช่องทางติดต่อได้เมื่อผู้แจ้งยินยอม'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), _negated=True), models.Q(('answered_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='answered_complaint_has_an_answer', violation_error_message='เรื่องที่ตอบแล้วต้องมีคำตอบ'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at', None)), _connector='OR'), name='closed_complaint_says_when', violation_error_message='เรื่องที่ปิดแล้วต้องมีวันปิด'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at', None), models.Q(('email', ''), ('name', ''), ('phone', ''), ('photo', '')), _connector='OR'), name='erased_complaint_names_nobody', violation_error_message='เรื่องที่ลบข้อมูลติดต่อแล้วต้องไม่มีข้อมูลติดต่อ'),
        ),
        migrations.AddConstraint(
            model_name='complaintnote',
            constraint=models.UniqueConstraint(fields=('by', 'form_key'), name='complaint_note_once_per_form', violation_error_message='ส่งแบบฟอร์มนี้แล้ว'),
        ),
        migrations.AddConstraint(
            model_name='exhibitorcard',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_at', None)), fields=('application', 'number'), name='card_number_once', violation_error_message='ร้านนี้มีบัตรลำดับนี้แล้ว'),
        ),
        migrations.AddConstraint(
            model_name='exhibitorcard',
            constraint=models.UniqueConstraint(fields=('named_by', 'form_key'), name='card_once_per_form', violation_error_message='ส่งแบบฟอร์มนี้แล้ว'),
        ),
        migrations.AddConstraint(
            model_name='exhibitorcard',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('name', ''), _negated=True), ('erased_at__isnull', False), _connector='OR'), ('number__gte', 1)), name='card_names_a_person'),
        ),
        migrations.AddConstraint(
            model_name='exhibitorcard',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('cancelled_at', None), ('cancelled_by', None)), models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False)), _connector='OR'), models.Q(('replaced_by', None), ('cancelled_at__isnull', False), _connector='OR')), name='card_cancelled_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='gate',
            constraint=models.UniqueConstraint(fields=('fair_event', 'name'), name='gate_once_per_fair', violation_error_message='งานนี้มีประตูชื่อนี้แล้ว'),
        ),
        migrations.AddConstraint(
            model_name='gate',
            constraint=models.UniqueConstraint(fields=('id', 'fair_event'), name='gate_with_its_fair'),
        ),
        migrations.AddConstraint(
            model_name='counttap',
            constraint=models.UniqueConstraint(fields=('by', 'form_key'), name='count_tap_once', violation_error_message='ส่งตัวเลขนี้แล้ว'),
        ),
        migrations.AddIndex(
            model_name='inspectionround',
            index=models.Index(fields=['fair_event', '-on', '-id'], name='round_of_fair'),
        ),
        migrations.AddConstraint(
            model_name='inspectionround',
            constraint=models.UniqueConstraint(fields=('begun_by', 'form_key'), name='round_once_per_form', violation_error_message='ส่งแบบฟอร์มนี้แล้ว'),
        ),
        migrations.AddConstraint(
            model_name='inspectionvisit',
            constraint=models.UniqueConstraint(fields=('round', 'booth'), name='booth_seen_once_per_round', violation_error_message='รอบนี้ตรวจบูธนี้แล้ว'),
        ),
        migrations.AddConstraint(
            model_name='inspectionphoto',
            constraint=models.UniqueConstraint(fields=('visit', 'form_key'), name='inspection_photo_once', violation_error_message='ส่งรูปนี้แล้ว'),
        ),
        migrations.AddConstraint(
            model_name='inspectionanswer',
            constraint=models.UniqueConstraint(fields=('visit', 'item'), name='item_answered_once_per_visit', violation_error_message='ตอบข้อนี้แล้ว'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(condition=models.Q(('mended_at', None)), fields=['fair_event', 'due_at'], name='finding_open'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['vendor', '-id'], name='finding_of_vendor'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('visit', 'item'), name='finding_once_per_item', violation_error_message='ข้อนี้บันทึกสิ่งที่พบแล้ว'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mended_at', None), ('mended_by', None)), models.Q(('mended_at__isnull', False), ('mended_by__isnull', False)), _connector='OR'), name='mended_finding_says_by_whom', violation_error_message='บอกว่าใครดูว่าแก้แล้ว'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('recorded_at', None), ('recorded_by', None)), models.Q(('recorded_at__isnull', False), ('recorded_by__isnull', False), ('vendor__isnull', False)), _connector='OR'), name='recorded_finding_has_a_vendor', violation_error_message='บูธนี้ไม่มีร้าน จึงลงประวัติร้านไม่ได้'),
        ),
        migrations.AddConstraint(
            model_name='onsiterules',
            constraint=models.CheckConstraint(condition=models.Q(('cards_a_booth__gte', 1), ('cards_a_booth__lte', 20)), name='cards_a_booth_in_reason', violation_error_message='บัตรต่อบูธได้ 1 ถึง 20 ใบ'),
        ),
        migrations.AddIndex(
            model_name='phonenote',
            index=models.Index(fields=['on', 'allocation'], name='phone_note_day'),
        ),
        migrations.AddConstraint(
            model_name='phonenote',
            constraint=models.UniqueConstraint(fields=('noted_by', 'form_key'), name='phone_note_once_per_form', violation_error_message='ส่งแบบฟอร์มนี้แล้ว'),
        ),
        migrations.AddConstraint(
            model_name='phonenote',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='phone_note_says_something'),
        ),
        migrations.AddIndex(
            model_name='visitorcount',
            index=models.Index(fields=['fair_event', 'on'], name='visitor_count_of_day'),
        ),
        migrations.AddConstraint(
            model_name='visitorcount',
            constraint=models.UniqueConstraint(fields=('gate', 'on', 'hour'), name='visitors_counted_once_an_hour', violation_error_message='ชั่วโมงนี้ของประตูนี้มีตัวเลขแล้ว'),
        ),
        migrations.AddConstraint(
            model_name='visitorcount',
            constraint=models.CheckConstraint(condition=models.Q(('hour__lte', 23), ('people__lte', 100000)), name='visitors_of_an_hour_of_a_day', violation_error_message='ชั่วโมงคือ 0 ถึง 23 และไม่เกิน 100,000 คน'),
        ),
        migrations.AddConstraint(
            model_name='visitorcount',
            constraint=otopfair.constraints.AgreesWithParent(fields=('gate', 'fair_event'), name='visitors_are_of_the_fair_of_their_gate', to_fields=('id', 'fair_event')),
        ),
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('visitors', 'ผู้ชม'), ('vendors', 'ร้านค้า')], max_length=8, verbose_name='ถามใคร')),
                ('satisfied_from', models.PositiveSmallIntegerField(default=4, verbose_name='นับว่าพึงพอใจตั้งแต่คะแนน')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='เปิดรับคำตอบเมื่อ')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='ปิดรับคำตอบเมื่อ')),
                ('fair_event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='surveys', to='fairs.fairevent', verbose_name='งาน')),
                ('province', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='surveys', to='fairs.province', verbose_name='จังหวัด')),
            ],
            options={
                'verbose_name': 'แบบสอบถาม',
                'verbose_name_plural': 'แบบสอบถาม',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SurveyQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveSmallIntegerField(verbose_name='ลำดับ')),
                ('text', models.CharField(max_length=255, verbose_name='คำถาม')),
                ('text_en', models.CharField(blank=True, max_length=255, verbose_name='ภาษาอังกฤษ')),
                ('kind', models.CharField(choices=[('scale', 'คะแนน 1–5'), ('choice', 'เลือกหนึ่งข้อ'), ('number', 'ตัวเลข'), ('text', 'ข้อความ')], default='scale', max_length=8, verbose_name='ตอบเป็น')),
                ('choices_text', otopfair.thai.model_fields.LimitedTextField(blank=True, max_length=2000, verbose_name='ข้อให้เลือก')),
                ('is_required', models.BooleanField(default=False, verbose_name='ต้องตอบ')),
                ('is_used', models.BooleanField(default=True, verbose_name='ถามอยู่')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='onsite.survey', verbose_name='แบบสอบถาม')),
            ],
            options={
                'verbose_name': 'คำถามของแบบสอบถาม',
                'verbose_name_plural': 'คำถามของแบบสอบถาม',
                'ordering': ['sequence', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SurveyResponse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_at', models.DateTimeField(auto_now_add=True, verbose_name='ตอบเมื่อ')),
                ('form_key', models.UUIDField(editable=False, unique=True, verbose_name='รหัสแบบฟอร์ม')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='onsite.survey', verbose_name='แบบสอบถาม')),
                ('vendor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='survey_responses', to='vendors.vendor', verbose_name='ร้าน')),
            ],
            options={
                'verbose_name': 'ผู้ตอบแบบสอบถาม',
                'verbose_name_plural': 'ผู้ตอบแบบสอบถาม',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SurveyAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(blank=True, null=True, verbose_name='ตัวเลข')),
                ('text', otopfair.thai.model_fields.LimitedTextField(blank=True, max_length=1000, verbose_name='ข้อความ')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='onsite.surveyquestion', verbose_name='คำถาม')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='onsite.surveyresponse', verbose_name='ผู้ตอบ')),
            ],
            options={
                'verbose_name': 'คำตอบ',
                'verbose_name_plural': 'คำตอบ',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(('fair_event', None), ('province', None), _connector='OR'), name='survey_of_one_place', violation_error_message='แบบสอบถามเป็นของงานหรือของจังหวัด อย่างใดอย่างหนึ่ง'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('fair_event', 0), django.db.models.functions.comparison.Coalesce('province', models.Value('')), models.F('audience'), name='survey_once_for_an_audience', violation_error_message='มีแบบสอบถามนี้แล้ว'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(('satisfied_from__gte', 1), ('satisfied_from__lte', 5)), name='satisfied_on_the_scale', violation_error_message='คะแนนที่นับว่าพึงพอใจคือ 1 ถึง 5'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(('opened_at', None), ('fair_event__isnull', False), _connector='OR'), name='usual_survey_takes_no_answers', violation_error_message='แบบสอบถามกลางรับคำตอบไม่ได้ คัดลอกไปใช้กับงานก่อน'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at', None), ('opened_at__isnull', False), _connector='OR'), name='closed_survey_was_open', violation_error_message='แบบสอบถามที่ปิดแล้วต้องเคยเปิด'),
        ),
        migrations.AddConstraint(
            model_name='surveyquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'choice'), models.Q(('choices_text', ''), _negated=True)), models.Q(models.Q(('kind', 'choice'), _negated=True), ('choices_text', '')), _connector='OR'), name='survey_question_has_choices_when_it_is_a_choice', violation_error_message='คำถามแบบเลือกต้องมีข้อให้เลือก แบบอื่นเว้นว่างไว้'),
        ),
        migrations.AddConstraint(
            model_name='surveyresponse',
            constraint=models.UniqueConstraint(fields=('survey', 'vendor'), name='survey_answered_once_by_a_vendor', violation_error_message='ร้านนี้ตอบแบบสอบถามนี้แล้ว'),
        ),
        migrations.AddIndex(
            model_name='surveyanswer',
            index=models.Index(fields=['question', 'number'], name='survey_answer_sums'),
        ),
        migrations.AddConstraint(
            model_name='surveyanswer',
            constraint=models.UniqueConstraint(fields=('response', 'question'), name='survey_question_answered_once', violation_error_message='ตอบคำถามนี้แล้ว'),
        ),
        migrations.AddConstraint(
            model_name='surveyanswer',
            constraint=models.CheckConstraint(condition=models.Q(('number__isnull', True), ('text', ''), _connector='XOR'), name='survey_answer_is_a_number_or_words', violation_error_message='คำตอบเป็นตัวเลขหรือข้อความ อย่างใดอย่างหนึ่ง'),
        ),
    ]
