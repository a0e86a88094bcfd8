import django.db.models.deletion
import django.utils.timezone
import otopfair.thai.model_fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'การลองเข้าระบบ',
                'verbose_name_plural': 'การลองเข้าระบบ',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['key', '-at'], name='attempt_key_newest'), models.Index(fields=['at'], name='attempt_at')],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name='อีเมล')),
                ('phone', models.CharField(blank=True, max_length=10, null=True, unique=True, verbose_name='โทรศัพท์')),
                ('phone_verified_at', models.DateTimeField(blank=True, null=True, verbose_name='ยืนยันโทรศัพท์เมื่อ')),
                ('line_user_id', models.CharField(blank=True, editable=False, max_length=64, verbose_name='ไลน์ที่ผูกไว้')),
                ('email_verified_at', models.DateTimeField(blank=True, null=True, verbose_name='ยืนยันอีเมลเมื่อ')),
                ('full_name', models.CharField(blank=True, max_length=200, verbose_name='ชื่อและนามสกุล')),
                ('sort_key', otopfair.thai.model_fields.SortKeyField(max_length=255, source='name_without_title')),
                ('position_title', models.CharField(blank=True, max_length=200, verbose_name='ตำแหน่ง')),
                ('is_active', models.BooleanField(default=True, verbose_name='ใช้งานอยู่')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='เปิดบัญชีเมื่อ')),
                ('form_key', models.UUIDField(blank=True, editable=False, null=True, unique=True, verbose_name='รหัสแบบฟอร์ม')),
            ],
            options={
                'verbose_name': 'ผู้ใช้',
                'verbose_name_plural': 'ผู้ใช้',
                'ordering': ['pk'],
                'permissions': [('use_staff_site', 'เข้าระบบเจ้าหน้าที่')],
                'constraints': [models.CheckConstraint(condition=models.Q(('email__isnull', False), ('phone__isnull', False), _connector='OR'), name='user_has_email_or_phone', violation_error_message='กรอกอีเมลหรือโทรศัพท์อย่างน้อยหนึ่งอย่าง')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'การเข้าสู่ระบบ',
                'verbose_name_plural': 'การเข้าสู่ระบบ',
            },
        ),
        migrations.CreateModel(
            name='OneTimeCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to=settings.AUTH_USER_MODEL, verbose_name='บัญชี')),
                ('use', models.CharField(choices=[('sign-in', 'เข้าสู่ระบบ'), ('contact', 'ยืนยันเบอร์หรืออีเมล'), ('first', 'เข้าสู่ระบบครั้งแรก'), ('recovery', 'ตั้งรหัสผ่านใหม่')], max_length=8, verbose_name='ใช้ทำอะไร')),
                ('address', models.CharField(blank=True, max_length=254, verbose_name='เบอร์หรืออีเมลที่ยืนยัน')),
                ('nonce', models.CharField(max_length=32)),
                ('digest', models.CharField(max_length=64)),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='ลองผิด (ครั้ง)')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้ออกรหัส')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='ออกเมื่อ')),
                ('expires_at', models.DateTimeField(verbose_name='ใช้ได้ถึง')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='ใช้แล้วเมื่อ')),
            ],
            options={
                'verbose_name': 'รหัสใช้ครั้งเดียว',
                'verbose_name_plural': 'รหัสใช้ครั้งเดียว',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('used_at', None)), fields=('user', 'use'), name='one_code_waits')],
                'indexes': [models.Index(fields=['user', 'use', '-id'], name='code_newest')],
            },
        ),
    ]
