import django.db.models.deletion
import otopfair.thai.model_fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient_type', models.CharField(max_length=64, verbose_name='ชนิดผู้รับ')),
                ('recipient_id', models.BigIntegerField(verbose_name='ผู้รับ')),
                ('recipient_name', models.CharField(max_length=255, verbose_name='ชื่อผู้รับ')),
                ('kind', models.CharField(max_length=32, verbose_name='เรื่องเกี่ยวกับ')),
                ('about_type', models.CharField(blank=True, max_length=64, verbose_name='ชนิดรายการ')),
                ('about_id', models.BigIntegerField(blank=True, null=True, verbose_name='รายการ')),
                ('subject', models.CharField(max_length=200, verbose_name='เรื่อง')),
                ('body', otopfair.thai.model_fields.LimitedTextField(max_length=8000, verbose_name='ข้อความ')),
                ('link', models.CharField(blank=True, max_length=200, verbose_name='ไปที่หน้า')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='เขียนเมื่อ')),
            ],
            options={
                'verbose_name': 'ข้อความ',
                'verbose_name_plural': 'ข้อความ',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['about_type', 'about_id', '-id'], name='message_about'), models.Index(fields=['recipient_type', 'recipient_id', '-id'], name='message_to')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='outbox.message', verbose_name='ข้อความ')),
                ('channel', models.CharField(choices=[('inbox', 'กล่องข้อความ'), ('email', 'อีเมล'), ('sms', 'ข้อความสั้น'), ('line', 'ไลน์'), ('telephone', 'โทรศัพท์')], max_length=16, verbose_name='ช่องทาง')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to=settings.AUTH_USER_MODEL, verbose_name='บัญชีผู้รับ')),
                ('address', models.CharField(blank=True, max_length=254, verbose_name='ส่งถึง')),
                ('state', models.CharField(choices=[('waiting', 'รอส่ง'), ('sent', 'ส่งแล้ว'), ('failed', 'ส่งไม่ได้')], default='waiting', max_length=8, verbose_name='สถานะ')),
                ('due_at', models.DateTimeField(verbose_name='ส่งหลังเวลา')),
                ('leased_until', models.DateTimeField(blank=True, null=True, verbose_name='กำลังส่งจนถึง')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='ส่งแล้วเมื่อ')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='อ่านแล้วเมื่อ')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='พยายามส่ง (ครั้ง)')),
                ('last_error', models.CharField(blank=True, max_length=300, verbose_name='ข้อผิดพลาดล่าสุด')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้โทร')),
                ('note', otopfair.thai.model_fields.LimitedTextField(blank=True, max_length=4000, verbose_name='ผลการโทร')),
            ],
            options={
                'verbose_name': 'การส่งข้อความ',
                'verbose_name_plural': 'การส่งข้อความ',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('message', 'channel', 'address'), name='delivery_once_per_channel_and_address', violation_error_message='ข้อความนี้ส่งทางนี้อยู่แล้ว'), models.CheckConstraint(condition=models.Q(models.Q(('channel', 'inbox'), _negated=True), ('user__isnull', False), _connector='OR'), name='delivery_to_an_inbox_has_its_user', violation_error_message='กล่องข้อความต้องเป็นของบัญชีหนึ่ง'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='sent_delivery_has_its_time', violation_error_message='ข้อความที่ส่งแล้วต้องมีเวลาที่ส่ง')],
                'indexes': [models.Index(condition=models.Q(('channel', 'inbox')), fields=['user', '-id'], name='delivery_inbox'), models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at'], name='delivery_due')],
            },
        ),
        migrations.CreateModel(
            name='DeadAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=254, unique=True, verbose_name='ที่อยู่หรือเบอร์')),
                ('error', models.CharField(max_length=300, verbose_name='ข้อผิดพลาด')),
                ('since', models.DateTimeField(auto_now_add=True, verbose_name='ตั้งแต่')),
            ],
            options={
                'verbose_name': 'ที่อยู่ที่ส่งไม่ถึง',
                'verbose_name_plural': 'ที่อยู่ที่ส่งไม่ถึง',
                'ordering': ['pk'],
            },
        ),
    ]
