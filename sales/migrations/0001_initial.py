import django.db.models.deletion
import otopfair.thai.model_fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('fairs', '0001_initial'),
        ('vendors', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='BoothSale',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fair_event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sales', to='fairs.fairevent', verbose_name='งาน')),
                ('booth', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sales', to='fairs.booth', verbose_name='บูธ')),
                ('vendor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sales', to='vendors.vendor', verbose_name='ผู้ประกอบการ')),
                ('category', models.PositiveSmallIntegerField(choices=[(1, 'อาหาร'), (2, 'เครื่องดื่ม'), (3, 'ผ้า เครื่องแต่งกาย'), (4, 'ของใช้ ของตกแต่ง ของที่ระลึก'), (5, 'สมุนไพรที่ไม่ใช่อาหาร')], verbose_name='ประเภท')),
                ('sold_on', models.DateField(verbose_name='วันที่ขาย')),
                ('sold_baht', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='ยอดจำหน่าย (บาท)')),
                ('ordered_baht', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='ยอดสั่งจอง (บาท)')),
                ('source', models.CharField(choices=[('vendor', 'ร้านส่งเอง'), ('officer', 'กรอกแทน'), ('import', 'นำเข้าจาก Excel')], max_length=8, verbose_name='ที่มา')),
                ('reported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้ส่งยอด')),
                ('reported_at', models.DateTimeField(verbose_name='ส่งเมื่อ')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้ตรวจ')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='ตรวจเมื่อ')),
                ('note', models.CharField(blank=True, max_length=255, verbose_name='หมายเหตุ')),
            ],
            options={
                'verbose_name': 'ยอดจำหน่าย',
                'verbose_name_plural': 'ยอดจำหน่าย',
                'ordering': ['-sold_on', 'booth'],
                'permissions': [('enter_boothsale', 'กรอกยอดแทนร้าน')],
                'constraints': [models.UniqueConstraint(fields=('booth', 'vendor', 'sold_on'), name='sale_once_per_booth_vendor_and_day', violation_error_message='ร้านนี้ส่งยอดของบูธนี้ในวันนี้แล้ว'), models.CheckConstraint(condition=models.Q(('sold_baht__gte', 0), ('ordered_baht__gte', 0)), name='sale_not_negative', violation_error_message='ยอดต้องไม่ติดลบ')],
                'indexes': [models.Index(fields=['fair_event', 'sold_on', 'category'], name='sale_fair_day'), models.Index(fields=['vendor', '-sold_on'], name='sale_vendor_day')],
            },
        ),
        migrations.CreateModel(
            name='BoothSaleRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='sales.boothsale', verbose_name='ยอดจำหน่าย')),
                ('sold_before', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='ยอดจำหน่ายเดิม')),
                ('ordered_before', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='ยอดสั่งจองเดิม')),
                ('sold_after', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='ยอดจำหน่ายใหม่')),
                ('ordered_after', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='ยอดสั่งจองใหม่')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้แก้')),
                ('changed_at', models.DateTimeField(auto_now_add=True, verbose_name='แก้เมื่อ')),
                ('reason', otopfair.thai.model_fields.LimitedTextField(blank=True, max_length=4000, verbose_name='เหตุผล')),
            ],
            options={
                'verbose_name': 'การแก้ยอด',
                'verbose_name_plural': 'การแก้ยอด',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='DailyReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fair_event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='daily_reports', to='fairs.fairevent', verbose_name='งาน')),
                ('sold_on', models.DateField(verbose_name='ยอดของวันที่')),
                ('revision', models.PositiveSmallIntegerField(default=1, verbose_name='ฉบับที่')),
                ('declared_booths', models.PositiveIntegerField(blank=True, null=True, verbose_name='จำนวนบูธที่แจ้ง')),
                ('declared_sold_baht', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='ยอดจำหน่ายที่แจ้ง (บาท)')),
                ('declared_ordered_baht', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='ยอดสั่งจองที่แจ้ง (บาท)')),
                ('figures', models.JSONField(blank=True, default=dict, verbose_name='ตัวเลขเมื่อปิด')),
                ('text', otopfair.thai.model_fields.LimitedTextField(blank=True, max_length=100000, verbose_name='ข้อความเมื่อปิด')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='ปิดเมื่อ')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้ปิด')),
            ],
            options={
                'verbose_name': 'รายงานประจำวัน',
                'verbose_name_plural': 'รายงานประจำวัน',
                'ordering': ['-sold_on', '-revision'],
                'permissions': [('close_dailyreport', 'ปิดรายงานประจำวัน')],
                'constraints': [models.UniqueConstraint(fields=('fair_event', 'sold_on', 'revision'), name='daily_report_revision_once', violation_error_message='รายงานวันนี้ฉบับนี้มีแล้ว')],
            },
        ),
        migrations.CreateModel(
            name='FiscalYearResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fiscal_results', to='fairs.province', verbose_name='จังหวัด')),
                ('fiscal_year_be', models.PositiveSmallIntegerField(verbose_name='ปีงบประมาณ')),
                ('sold_baht', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='ยอดจำหน่าย (บาท)')),
                ('source', models.CharField(blank=True, max_length=255, verbose_name='ที่มา')),
            ],
            options={
                'verbose_name': 'ผลรายปีงบประมาณ',
                'verbose_name_plural': 'ผลรายปีงบประมาณ',
                'ordering': ['province', '-fiscal_year_be'],
                'constraints': [models.UniqueConstraint(fields=('province', 'fiscal_year_be'), name='fiscal_result_once', violation_error_message='จังหวัดนี้มีผลของปีงบประมาณนี้แล้ว'), models.CheckConstraint(condition=models.Q(('sold_baht__gte', 0)), name='fiscal_result_not_negative', violation_error_message='ยอดต้องไม่ติดลบ')],
            },
        ),
        migrations.CreateModel(
            name='TargetRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fiscal_year_be', models.PositiveSmallIntegerField(unique=True, verbose_name='ใช้ตั้งแต่ปีงบประมาณ')),
                ('years', models.PositiveSmallIntegerField(default=3, verbose_name='เฉลี่ยย้อนหลัง (ปี)')),
                ('factor', models.DecimalField(decimal_places=3, max_digits=5, verbose_name='คูณด้วย')),
                ('source', models.CharField(blank=True, max_length=255, verbose_name='ที่มา')),
            ],
            options={
                'verbose_name': 'เกณฑ์เป้าหมาย',
                'verbose_name_plural': 'เกณฑ์เป้าหมาย',
                'ordering': ['-fiscal_year_be'],
                'constraints': [models.CheckConstraint(condition=models.Q(('years__gte', 1), ('factor__gt', 0)), name='target_rule_is_positive', violation_error_message='จำนวนปีและตัวคูณต้องมากกว่า 0')],
            },
        ),
    ]
