"""No text is without a limit: 200,000 characters in one box froze a browser."""

import ast
import importlib
import pkgutil
import re
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.test import RequestFactory
from django.urls import reverse

from otopfair.accounts.models import Session
from otopfair.errors import RuleBroken
from otopfair.history.models import LONGEST_REASON, HistoryEntry, record
from otopfair.outbox.writing import tell
from otopfair.staff.site import staff_site
from otopfair.thai.model_fields import FoldedTextField
from otopfair.work.kinds import WorkKind, add_kind
from otopfair.work.models import BulkWork
from otopfair.work.running import start_work
from sales.models import SaleSource
from sales.operations.takings import record_booth_sale
from tests import factories as make
from tests.trees import nodes_of
from vendors.operations.allocations import release_allocation
from vendors.operations.ground import remove_part
from vendors.operations.holds import hold_booth

ROOT = Path(__file__).resolve().parent.parent
OURS = ("otopfair", "fairs", "vendors", "products", "onsite", "sales", "pages", "demo")
FREEZES_A_BROWSER = "ก" * 200_000
TEXT_BOXES = (forms.TextInput, forms.Textarea, forms.PasswordInput)


def columns():
    """Columns that somebody may fill in; what is folded or chosen has its limits elsewhere."""
    for model in set(apps.get_models()) - {Session}:
        for column in model._meta.concrete_fields:
            is_text = isinstance(column, models.CharField | models.TextField)
            if is_text and not isinstance(column, FoldedTextField) and not column.choices:
                yield model, column


@pytest.mark.parametrize(
    "column",
    [column for model, column in columns() if model.__module__.partition(".")[0] in OURS],
    ids=str,
)
def test_every_column_of_text_has_a_limit_on_every_database(column):
    with pytest.raises(ValidationError):
        column.run_validators(FREEZES_A_BROWSER)


def own_forms() -> list[type[forms.BaseForm]]:
    for name in OURS:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            if {"forms", "admin", "views", "staff"} & set(module.name.split(".")):
                importlib.import_module(module.name)
    found, todo = [], [forms.BaseForm]
    while todo:
        todo += (subclasses := todo.pop().__subclasses__())
        found += [form for form in subclasses if form.__module__.partition(".")[0] in OURS]
    # Forms on allauth's choose their fields for each page: see the pages of accounts below.
    return [form for form in dict.fromkeys(found) if "allauth" not in str(form.__mro__)]


def register_forms() -> list[tuple[str, type[forms.BaseForm]]]:
    """The forms of all registers that may be written in, with those of the rows under them."""
    request = RequestFactory().get("/staff/")
    request.user = make.make_administrator()
    found = []
    for model, register in staff_site._registry.items():
        if register.has_change_permission(request):
            found.append((model._meta.label, register.get_form(request)))
            inlines = register.get_formsets_with_inlines(request)
            found += [(model._meta.label, formset.form) for formset, _ in inlines]
    return found


def text_boxes(fields: dict):
    for name, field in fields.items():
        if isinstance(field.widget, TEXT_BOXES) and not isinstance(field.widget, forms.HiddenInput):
            yield name, field


def why_unlimited(name: str, field: forms.Field) -> str:
    """What is wrong with one text box, or ""."""
    try:
        field.clean(FREEZES_A_BROWSER)
    except ValidationError as refused:
        sentence = " ".join(refused.messages)
    else:
        return f"{name} takes 200,000 characters"
    if not re.search("[ก-๙]", sentence):
        return f"{name} says {sentence!r}"
    attrs = {**field.widget.attrs, **field.widget_attrs(field.widget)}
    if isinstance(field.widget, forms.Textarea) and "maxlength" not in attrs:
        return f"{name} has no maxlength"
    return ""


@pytest.mark.django_db
def test_every_form_limits_every_text():
    wrong = [
        f"{form.__module__}.{form.__name__}: {why}"
        for form in own_forms()
        for name, field in text_boxes(getattr(form, "base_fields", {}))
        if (why := why_unlimited(name, field))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_every_register_limits_every_text():
    wrong = [
        f"{label}: {why}"
        for label, form in register_forms()
        for name, field in text_boxes(form.base_fields)
        if (why := why_unlimited(name, field))
    ]
    assert not wrong, "\n".join(wrong)


def takes_no_thai_digits(field: forms.Field) -> bool:
    """Whether a box for a number refuses "๗", or is the browser's own, which does."""
    if not isinstance(field, forms.IntegerField | forms.DecimalField):
        return False
    is_browsers_own = getattr(field.widget, "input_type", "") == "number"
    return is_browsers_own or field.to_python("๒๕๖๗") != 2567


@pytest.mark.django_db
def test_every_number_box_takes_thai_digits():
    every = [(form.__name__, form) for form in own_forms()] + register_forms()
    wrong = [
        f"{label}: {name}"
        for label, form in every
        for name, field in getattr(form, "base_fields", {}).items()
        if takes_no_thai_digits(field)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page",
    ["account_login", "account_signup", "account_reset_password", "account_change_password"],
)
def test_pages_of_accounts_limit_every_text(client, page):
    if page == "account_change_password":
        client.force_login(make.make_user(password="ฝนตกที่ขอนแก่น"))
    form = client.get(reverse(page)).context["form"]
    wrong = [why for name, field in text_boxes(form.fields) if (why := why_unlimited(name, field))]
    assert not wrong, "\n".join(wrong)


def test_boxes_written_into_templates_have_a_limit():
    box = re.compile(r"<textarea\b[^>]*>|<input\b(?=[^>]*\bname=)[^>]*>", re.DOTALL)
    has_limit = re.compile(
        r"maxlength|readonly|type=\"(?:hidden|checkbox|radio|file|submit|{{ widget.type }})\""
    )
    wrong = [
        f"{path.relative_to(ROOT)} {found}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for found in box.findall(path.read_text(encoding="utf-8"))
        if not has_limit.search(found)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_a_reason_without_end_is_refused_in_words():
    officer, fair = make.make_officer(), make.make_fair_event()

    with pytest.raises(RuleBroken, match="เหตุผลยาวได้ไม่เกิน 4,000 ตัวอักษร"):
        record(fair, "cancel", "ยกเลิกงาน", by=officer, reason="ก" * (LONGEST_REASON + 1))


@pytest.mark.django_db
def test_a_long_name_does_not_break_what_is_told_about_it():
    officer = make.make_officer()
    fair = make.make_fair_event("ง" * 255)
    record(fair, "change", f"แก้ {fair} {fair}", by=officer)
    message = tell(officer, f"แก้ {fair}", "")

    assert len(HistoryEntry.objects.of(fair).get().summary) == 500
    assert len(message.subject) == 200


# --- Nothing typed is cut in silence -----------------------------------------------------------

LONG = "เพราะ" * 100  # what an officer really writes, longer than one line of a register
KEEPS_TEXT = {"operations", "removals", "history", "outbox", "work", "views", "admin", "forms"}
# Sentences that we make ourselves of names that stand in full elsewhere; what an error says.
MADE_BY_US = {"summary", "title", "name", "subject", "shows", "f-string"}


def cut_texts(nodes):
    """(line, what is cut) of every slice from the start to a number of characters that is stored:
    given to a row by keyword, set on it, or taken from what was posted."""
    for node in nodes:
        values = [keyword.value for keyword in getattr(node, "keywords", [])]
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute):
            values.append(node.value)
        posted = isinstance(node, ast.Subscript) and "POST" in ast.unparse(node.value)
        for value in [*values, node] if posted else values:
            cuts = isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Slice)
            if cuts and value.slice.lower is None:
                yield value.lineno, value.value


def is_made_by_us(text: ast.expr) -> bool:
    name = getattr(text, "attr", getattr(text, "id", ""))
    return isinstance(text, ast.JoinedStr) or name in MADE_BY_US


def test_nothing_that_was_typed_is_cut_in_silence():
    wrong = [
        f"{path.relative_to(ROOT)}:{line} {ast.unparse(text)}"
        for app in OURS
        for path in sorted((ROOT / app).rglob("*.py"))
        if KEEPS_TEXT & {*path.relative_to(ROOT).with_suffix("").parts}
        for line, text in cut_texts(nodes_of(path))
        if not is_made_by_us(text) and "queryset" not in ast.unparse(text)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_a_long_reason_is_kept_whole_wherever_it_stands():
    officer = make.make_officer()
    allocation = make.make_allocation(make.make_booth(make.make_fair_event()))
    sale = make.make_sale(allocation)
    part = make.make_booth(allocation.booth.fair_event, "C02")

    typed = {"sold_baht": Decimal(7), "ordered_baht": Decimal(0), "source": SaleSource.OFFICER}
    day = sale.sold_on
    record_booth_sale(allocation, sold_on=day, by=officer, reason=LONG, **typed)
    released = release_allocation(allocation, reason=LONG, by=officer)
    removal = remove_part(part, reason=LONG, by=officer)

    assert sale.revisions.get().reason == LONG
    assert (released.release_reason, removal.reason) == (LONG, LONG)


@pytest.mark.django_db
def test_for_whom_a_booth_is_held_is_refused_when_it_is_too_long():
    officer, booth = make.make_officer(), make.make_booth(make.make_fair_event())

    with pytest.raises(RuleBroken, match="บอกได้ไม่เกิน 120 ตัวอักษร"):
        hold_booth(booth, reason="ก" * 121, by=officer)


@pytest.mark.django_db
def test_a_refused_hold_keeps_what_was_typed(client):
    client.force_login(make.make_officer())
    booth = make.make_booth(make.make_fair_event())
    url = reverse("staff:allocation-fair", args=[booth.fair_event.pk]) + f"?booth={booth.code}"
    typed = {"act": "hold", "booth": booth.pk, "reason": LONG, "until": "1 ม.ค. 2599"}

    answer = client.post(url, typed)

    assert answer.status_code == 422
    assert f'value="{LONG}"' in answer.content.decode()
    assert 'value="1 ม.ค. 2599"' in answer.content.decode()


@pytest.mark.django_db
def test_the_page_from_which_many_rows_were_sent_is_kept_whole():
    add_kind(WorkKind("test-back", lambda *args, **kwargs: None, str))
    back = "/staff/?q=" + "%E0%B8%81" * 100
    work = start_work(
        "test-back", [], title="ก", form_key=uuid4(), by=make.make_officer(), back_url=back
    )
    assert BulkWork.objects.get(pk=work.pk).back_url == back
