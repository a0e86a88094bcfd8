"""What `import_vendors` and `import_sales` share: find fair and officer, judge, print, save."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from fairs.models import Assignment, FairEvent
from otopfair.accounts.models import User
from otopfair.errors import RuleBroken
from otopfair.rights.may import may
from otopfair.rights.roles import Role
from otopfair.thai.fair_names import fair_called
from products.imports.batches import plan_of
from products.models import ImportBatch
from products.operations.imports import apply_batch, upload_batch

IMPORT = "products.import_spreadsheet"


class SpreadsheetCommand(BaseCommand):
    """Imports one file into one fair; ends with an error while rows are refused."""

    kind: str
    output_transaction = False

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help=".xlsx or .csv")
        parser.add_argument("--fair", required=True, help="slug or reference code of the fair")
        parser.add_argument("--dry-run", action="store_true", help="judge and print, save nothing")
        parser.add_argument(
            "--accept-partial",
            action="store_true",
            help="save the rows that passed, leave the rest",
        )
        parser.add_argument("--beside-reason", default="", help="why limits are passed over")
        parser.add_argument("--why", default="", help="why figures of a closed report are changed")
        parser.add_argument("--show-new", action="store_true", help="visitors see new vendors")
        parser.add_argument("--as", dest="email", help="e-mail of the officer who imports")

    def handle(self, *args, file: Path, fair: str, dry_run, accept_partial, email, **options):
        fair_event = self._fair(fair)
        officer = self._officer(email, fair_event)
        try:
            batch = upload_batch(
                fair_event,
                self.kind,
                file_name=file.name,
                data=self._bytes(file),
                by=officer,
                **self.batch_options(options),
            )
            self._run(
                batch,
                officer,
                dry_run,
                accept_partial=accept_partial,
                beside_reason=options["beside_reason"],
                shows_new=options["show_new"],
                why=options["why"],
            )
        except RuleBroken as broken:
            raise CommandError(broken.message) from broken

    def batch_options(self, options) -> dict:
        """What the page asks for beside the file."""
        return {}

    def print_plan(self, plan) -> None:
        """The lines that differ from import to import."""

    def _run(self, batch: ImportBatch, officer, dry_run, **answers) -> None:
        plan = plan_of(batch)
        self._print(plan)
        if dry_run:
            batch.delete()
            self.stdout.write("ตรวจอย่างเดียว ยังไม่มีอะไรถูกบันทึก")
        else:
            apply_batch(batch, by=officer, **answers)
            self.stdout.write("นำเข้าแล้ว")
        if plan.counts["refused"] and not answers["accept_partial"]:
            raise CommandError(f"มี {plan.counts['refused']} แถวที่นำเข้าไม่ได้")

    def _print(self, plan) -> None:
        findings = plan.findings
        place = findings.table.place
        for sentence in (*findings.problems, *findings.assumptions):
            self.stdout.write(sentence)
        for refusal in sorted(findings.refusals, key=lambda one: one.row):
            self.stdout.write(f"{place(refusal.row)} คอลัมน์ {refusal.column}: {refusal.reason}")
        for one in findings.duplicates:
            self.stdout.write(f"{place(one.row)} ซ้ำกับ{place(one.of_row)}")
        for remark in findings.warnings:
            self.stdout.write(f"{place(remark.row)}: {remark.reason}")
        for remark in findings.beside_rules:
            self.stdout.write(f"{place(remark.row)} เกินเกณฑ์: {remark.reason}")
        for number, why in findings.ignored:
            self.stdout.write(f"ข้าม{place(number)}: {why}")
        self.print_plan(plan)
        counts = plan.counts
        self.stdout.write(
            f"ใหม่ {counts['new']} เปลี่ยน {counts['changed']} เหมือนเดิม {counts['unchanged']}"
            f" นำเข้าไม่ได้ {counts['refused']} ซ้ำ {counts['duplicates']}"
        )

    @staticmethod
    def _bytes(file: Path) -> bytes:
        try:
            return file.read_bytes()
        except OSError as error:
            raise CommandError(f"เปิดไฟล์ {file} ไม่ได้: {error.strerror}") from error

    @staticmethod
    def _fair(name: str) -> FairEvent:
        fair_event = FairEvent.objects.filter(Q(slug=name) | Q(reference_code=name)).first()
        if fair_event is None:
            known = ", ".join(
                FairEvent.objects.order_by("-opens_on").values_list("slug", flat=True)[:10]
            )
            raise CommandError(f"ไม่พบ{fair_called(name)} งานที่มี: {known or 'ยังไม่มี'}")
        return fair_event

    @staticmethod
    def _officer(email: str | None, fair_event: FairEvent) -> User:
        """The named officer, else the first administrator: every row needs somebody's name."""
        if email:
            user = User.objects.filter(email__iexact=email, is_active=True).first()
            if user is None or not may(user, IMPORT, fair_event):
                raise CommandError(f"ไม่พบเจ้าหน้าที่ที่นำเข้าได้ อีเมล {email}")
            return user
        rows = Assignment.objects.current().filter(role=Role.ADMINISTRATOR, user__is_active=True)
        user = next((row.user for row in rows.select_related("user")), None)
        if user is None:
            raise CommandError("ระบุเจ้าหน้าที่ด้วย --as อีเมล")
        return user
