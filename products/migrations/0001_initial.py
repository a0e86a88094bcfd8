import otopfair.changed
import django.db.models.deletion
import django.utils.timezone
import otopfair.media.pictures
import otopfair.thai.model_fields
import products.models.catalogue
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('fairs', '0001_initial'),
        ('removals', '0001_initial'),
        ('vendors', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=8, verbose_name='รหัสชนิด')),
                ('kind_name', models.CharField(max_length=60, verbose_name='ชนิด')),
                ('fair_event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='import_batches', to='fairs.fairevent', verbose_name='งาน')),
                ('file_name', models.CharField(max_length=255, verbose_name='ชื่อไฟล์')),
                ('cells', models.JSONField(verbose_name='ข้อมูลในไฟล์')),
                ('sheets', models.JSONField(blank=True, default=list, verbose_name='แผ่นงาน')),
                ('meanings', models.JSONField(blank=True, default=dict, verbose_name='ความหมายของหัวคอลัมน์')),
                ('corrections', models.JSONField(blank=True, default=dict, verbose_name='ค่าที่แก้ในหน้าตรวจ')),
                ('options', models.JSONField(blank=True, default=dict, verbose_name='ตัวเลือกของการนำเข้า')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้นำเข้า')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='ส่งไฟล์เมื่อ')),
                ('form_key', models.UUIDField(blank=True, editable=False, null=True, verbose_name='รหัสแบบฟอร์ม')),
                ('saving_since', models.DateTimeField(blank=True, null=True, verbose_name='เริ่มบันทึกเมื่อ')),
                ('saving_step', models.PositiveSmallIntegerField(default=0, verbose_name='บันทึกถึงขั้น')),
                ('saved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้กดนำเข้า')),
                ('answers', models.JSONField(blank=True, default=dict, verbose_name='คำตอบก่อนบันทึก')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='บันทึกเมื่อ')),
                ('counts', models.JSONField(blank=True, default=dict, verbose_name='จำนวนที่บันทึก')),
                ('telephones_forgotten_at', models.DateTimeField(blank=True, null=True, verbose_name='ลบเบอร์โทรศัพท์เมื่อ')),
                ('removal', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='removals.removal', verbose_name='การถอน')),
            ],
            options={
                'verbose_name': 'การนำเข้า',
                'verbose_name_plural': 'การนำเข้า',
                'ordering': ['-pk'],
                'permissions': [('import_spreadsheet', 'นำเข้าจาก Excel')],
                'constraints': [models.UniqueConstraint(fields=('uploaded_by', 'form_key'), name='import_once_per_form', violation_error_message='ส่งแบบฟอร์มนี้แล้ว')],
            },
        ),
        migrations.CreateModel(
            name='ImportedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imported_rows', to='products.importbatch', verbose_name='การนำเข้า')),
                ('number', models.PositiveIntegerField(blank=True, null=True, verbose_name='แถวในไฟล์')),
                ('row_type', models.CharField(max_length=64, verbose_name='ชนิดรายการ')),
                ('row_id', models.BigIntegerField(verbose_name='รายการ')),
                ('before', models.JSONField(blank=True, null=True, verbose_name='ค่าก่อนนำเข้า')),
                ('after', models.JSONField(verbose_name='ค่าหลังนำเข้า')),
            ],
            options={
                'verbose_name': 'สิ่งที่นำเข้า',
                'verbose_name_plural': 'สิ่งที่นำเข้า',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('batch', 'row_type', 'row_id'), name='imported_row_once', violation_error_message='รายการนี้อยู่ในการนำเข้านี้แล้ว')],
            },
        ),
        migrations.CreateModel(
            name='HeadingMeaning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='heading_meanings', to='fairs.province', verbose_name='จังหวัด')),
                ('kind', models.CharField(max_length=8, verbose_name='รหัสชนิด')),
                ('heading_id', models.CharField(max_length=200, verbose_name='หัวคอลัมน์ที่เทียบ')),
                ('heading', models.CharField(max_length=200, verbose_name='หัวคอลัมน์')),
                ('column', models.CharField(blank=True, max_length=16, verbose_name='อ่านเป็น')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้บอก')),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='บอกเมื่อ')),
            ],
            options={
                'verbose_name': 'ความหมายของหัวคอลัมน์',
                'verbose_name_plural': 'ความหมายของหัวคอลัมน์',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('province', 'kind', 'heading_id'), name='heading_meaning_once', violation_error_message='หัวคอลัมน์นี้บอกไว้แล้ว')],
            },
        ),
        migrations.CreateModel(
            name='ProductGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.PositiveSmallIntegerField(choices=[(1, 'อาหาร'), (2, 'เครื่องดื่ม'), (3, 'ผ้า เครื่องแต่งกาย'), (4, 'ของใช้ ของตกแต่ง ของที่ระลึก'), (5, 'สมุนไพรที่ไม่ใช่อาหาร')], verbose_name='ประเภท')),
                ('name_th', models.CharField(max_length=120, verbose_name='กลุ่มย่อย')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='ชื่ออังกฤษ')),
                ('sort_key', otopfair.thai.model_fields.SortKeyField(max_length=255, source='name_th')),
            ],
            options={
                'verbose_name': 'กลุ่มย่อยของสินค้า',
                'verbose_name_plural': 'กลุ่มย่อยของสินค้า',
                'ordering': ['category', 'sort_key'],
                'constraints': [models.UniqueConstraint(fields=('category', 'name_th'), name='product_group_once_per_category', violation_error_message='ประเภทนี้มีกลุ่มย่อยชื่อนี้แล้ว')],
            },
        ),
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vendor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='vendors.vendor', verbose_name='ผู้ประกอบการ')),
                ('category', models.PositiveSmallIntegerField(choices=[(1, 'อาหาร'), (2, 'เครื่องดื่ม'), (3, 'ผ้า เครื่องแต่งกาย'), (4, 'ของใช้ ของตกแต่ง ของที่ระลึก'), (5, 'สมุนไพรที่ไม่ใช่อาหาร')], verbose_name='ประเภท')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='products', to='products.productgroup', verbose_name='กลุ่มย่อย')),
                ('name_th', models.CharField(max_length=255, verbose_name='ชื่อสินค้า')),
                ('name_en', models.CharField(blank=True, max_length=255, verbose_name='ชื่ออังกฤษ')),
                ('quadrant', models.CharField(blank=True, choices=[('A', 'A ดาวเด่นสู่สากล'), ('B', 'B อนุรักษ์สร้างคุณค่า'), ('C', 'C พัฒนาสู่การแข่งขัน'), ('D', 'D ปรับตัวสู่การพัฒนา')], max_length=1, verbose_name='กลุ่มศักยภาพ')),
                ('otop_code', models.CharField(blank=True, max_length=15, verbose_name='รหัสผลิตภัณฑ์ OTOP')),
                ('price_baht', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='ราคา (บาท)')),
                ('price_unit', models.CharField(blank=True, max_length=60, verbose_name='หน่วยขาย')),
                ('story', otopfair.thai.model_fields.LimitedTextField(blank=True, max_length=4000, verbose_name='เรื่องของสินค้า')),
                ('material', models.CharField(blank=True, max_length=255, verbose_name='วัสดุหรือส่วนผสม')),
                ('care', models.CharField(blank=True, max_length=255, verbose_name='การดูแลหรือการเก็บ')),
                ('distinction', otopfair.thai.model_fields.LimitedTextField(blank=True, max_length=2000, verbose_name='จุดเด่นหรือเอกลักษณ์')),
                ('process', otopfair.thai.model_fields.LimitedTextField(blank=True, max_length=2000, verbose_name='ขั้นตอนการผลิต')),
                ('usage', otopfair.thai.model_fields.LimitedTextField(blank=True, max_length=2000, verbose_name='การใช้งาน')),
                ('made_per_month', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='ผลิตได้ต่อเดือน')),
                ('made_unit', models.CharField(blank=True, max_length=60, verbose_name='หน่วยผลิต')),
                ('wholesale_baht', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='ราคาส่ง (บาท)')),
                ('sold_at_home', models.BooleanField(default=False, verbose_name='ขายที่ร้านหรือที่ผลิต')),
                ('sold_at_fairs', models.BooleanField(default=False, verbose_name='ขายในงานหรือตลาดนัด')),
                ('sold_in_shops', models.BooleanField(default=False, verbose_name='ขายในร้านค้าหรือห้าง')),
                ('sold_online', models.BooleanField(default=False, verbose_name='ขายออนไลน์')),
                ('sold_abroad', models.BooleanField(default=False, verbose_name='ขายต่างประเทศ')),
                ('sold_where', models.CharField(blank=True, max_length=255, verbose_name='ชื่อสถานที่จำหน่าย')),
                ('is_published', models.BooleanField(default=True, verbose_name='แสดงในหน้าเว็บ')),
                ('is_withdrawn', models.BooleanField(default=False, verbose_name='เลิกขายแล้ว')),
                ('province', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='products', to='fairs.province', verbose_name='จังหวัด')),
                ('district', products.models.catalogue.OfVendor(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fairs.district', verbose_name='อำเภอ')),
                ('subdistrict', products.models.catalogue.OfVendor(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fairs.subdistrict', verbose_name='ตำบล')),
                ('stars', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='ดาว')),
                ('stars_year_be', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='ปีที่คัดสรร')),
                ('is_public', models.BooleanField(default=False, editable=False, verbose_name='ผู้ชมเห็น')),
                ('form_key', models.UUIDField(blank=True, editable=False, null=True, verbose_name='รหัสแบบฟอร์ม')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='เพิ่มเมื่อ')),
                ('sort_key', otopfair.thai.model_fields.SortKeyField(max_length=255, source='name_th')),
                ('name_folded', otopfair.thai.model_fields.FoldedTextField(sources=('name_th', 'name_en'))),
                ('name_words', otopfair.thai.model_fields.FoldedWordsField(sources=('name_th', 'name_en'))),
                ('search_text', otopfair.thai.model_fields.FoldedTextField(sources=('name_th', 'name_en', 'story', 'material', 'group_name', 'maker'))),
                ('changed_at', otopfair.changed.ChangedAtField(auto_now=True, verbose_name='เปลี่ยนเมื่อ')),
            ],
            options={
                'base_manager_name': 'objects',
                'verbose_name': 'สินค้า',
                'verbose_name_plural': 'สินค้า',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(fields=('vendor', 'form_key'), name='product_once_per_form', violation_error_message='ส่งแบบฟอร์มนี้แล้ว'), models.CheckConstraint(condition=models.Q(('price_baht', None), ('price_baht__gte', 0), _connector='OR'), name='product_price_not_negative', violation_error_message='ราคาต้องไม่ติดลบ'), models.CheckConstraint(condition=models.Q(('wholesale_baht', None), ('wholesale_baht__gte', 0), _connector='OR'), name='product_wholesale_not_negative', violation_error_message='ราคาส่งต้องไม่ติดลบ'), models.CheckConstraint(condition=models.Q(('made_per_month', None), ('made_per_month__gte', 0), _connector='OR'), name='product_made_not_negative', violation_error_message='จำนวนที่ผลิตต้องไม่ติดลบ'), models.CheckConstraint(condition=models.Q(('made_per_month', None), models.Q(('made_unit', ''), _negated=True), _connector='OR'), name='product_made_has_a_unit', violation_error_message='กรอกหน่วยของจำนวนที่ผลิต เช่น ผืน ขวด กิโลกรัม')],
                'indexes': [models.Index(condition=models.Q(('is_public', True)), fields=['-id'], name='product_newest'), models.Index(condition=models.Q(('is_public', True)), fields=['category', '-id'], name='product_category'), models.Index(condition=models.Q(('is_public', True)), fields=['province', 'category', '-id'], name='product_province'), models.Index(condition=models.Q(('is_public', True)), fields=['district', '-id'], name='product_district'), models.Index(condition=models.Q(('is_public', True)), fields=['subdistrict', '-id'], name='product_subdistrict'), models.Index(condition=models.Q(('is_public', True)), fields=['stars', '-id'], name='product_stars'), models.Index(fields=['vendor', '-id'], name='product_vendor')],
            },
        ),
        migrations.CreateModel(
            name='OfferedProduct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offered_products', to='vendors.boothapplication', verbose_name='ใบสมัคร')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='products.product', verbose_name='สินค้า')),
            ],
            options={
                'verbose_name': 'สินค้าที่จะนำไปขาย',
                'verbose_name_plural': 'สินค้าที่จะนำไปขาย',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('application', 'product'), name='product_offered_once', violation_error_message='เลือกสินค้านี้ไว้แล้ว')],
            },
        ),
        migrations.CreateModel(
            name='ProductPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='products.product', verbose_name='สินค้า')),
                ('name', models.CharField(default=otopfair.media.pictures.new_name, editable=False, max_length=32, unique=True, verbose_name='ชื่อไฟล์')),
                ('upload', models.FileField(blank=True, upload_to='uploads/', verbose_name='ไฟล์ที่ส่งมา')),
                ('width', models.PositiveSmallIntegerField(default=0, verbose_name='กว้าง')),
                ('height', models.PositiveSmallIntegerField(default=0, verbose_name='สูง')),
                ('state', models.CharField(choices=[('waiting', 'กำลังเตรียมรูป'), ('ready', 'พร้อมแสดง'), ('failed', 'ใช้รูปนี้ไม่ได้'), ('unmade', 'เตรียมรูปไม่สำเร็จ'), ('removed', 'เอาออกแล้ว')], default='waiting', max_length=8, verbose_name='สถานะ')),
                ('problem', models.CharField(blank=True, max_length=255, verbose_name='ปัญหา')),
                ('failures', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='เตรียมไม่สำเร็จ (ครั้ง)')),
                ('caption', models.CharField(blank=True, max_length=255, verbose_name='คำบรรยาย')),
                ('sequence', models.PositiveSmallIntegerField(default=1, verbose_name='ลำดับ')),
                ('form_key', models.UUIDField(blank=True, editable=False, null=True, verbose_name='รหัสแบบฟอร์ม')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='เพิ่มเมื่อ')),
                ('removed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='เอาออกเมื่อ')),
            ],
            options={
                'verbose_name': 'รูปสินค้า',
                'verbose_name_plural': 'รูปสินค้า',
                'ordering': ['sequence', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(('width__gt', 0), ('height__gt', 0)), _connector='OR'), name='ready_photo_has_a_size'), models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', False), ('state', 'removed')), models.Q(models.Q(('state', 'removed'), _negated=True), ('removed_at', None)), _connector='OR'), name='removed_photo_says_when'), models.UniqueConstraint(fields=('product', 'form_key'), name='photo_once_per_form', violation_error_message='ส่งแบบฟอร์มนี้แล้ว')],
                'indexes': [models.Index(condition=models.Q(('state', 'removed')), fields=['removed_at'], name='photo_removed')],
            },
        ),
        migrations.CreateModel(
            name='StarRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year_be', models.PositiveSmallIntegerField(unique=True, verbose_name='ปีที่คัดสรร')),
                ('name_th', models.CharField(max_length=255, verbose_name='ชื่อรอบ')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='ใช้ผลตั้งแต่')),
                ('valid_until', models.DateField(blank=True, help_text='เว้นว่างถ้ายังใช้จนกว่าจะมีรอบใหม่', null=True, verbose_name='ใช้ผลถึง')),
            ],
            options={
                'verbose_name': 'รอบคัดสรรดาว',
                'verbose_name_plural': 'รอบคัดสรรดาว',
                'ordering': ['-year_be'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_until', None), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='star_round_ends_after_it_begins', violation_error_message='วันสุดท้ายที่ใช้ผลต้องไม่มาก่อนวันแรก')],
            },
        ),
        migrations.CreateModel(
            name='StarRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('star_round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='products.starround', verbose_name='รอบ')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='products.product', verbose_name='สินค้า')),
                ('stars', models.PositiveSmallIntegerField(verbose_name='ดาว')),
                ('score', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='คะแนน')),
            ],
            options={
                'verbose_name': 'ผลดาว',
                'verbose_name_plural': 'ผลดาว',
                'ordering': ['-star_round__year_be', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('star_round', 'product'), name='stars_once_per_round', violation_error_message='สินค้านี้มีผลดาวของรอบนี้แล้ว'), models.CheckConstraint(condition=models.Q(('stars__gte', 1), ('stars__lte', 5)), name='stars_from_one_to_five', violation_error_message='ดาวต้องเป็น 1 ถึง 5'), models.CheckConstraint(condition=models.Q(('score', None), ('score__range', (0, 100)), _connector='OR'), name='stars_score_of_a_hundred', violation_error_message='คะแนนต้องเป็น 0 ถึง 100')],
            },
        ),
    ]
