"""The plan of a review as a page of small forms, one for each row."""

from django import forms

from fairs.people import people_with
from otopfair.stale import SeenField
from otopfair.thai.forms import MeasureField, NormalisedCharField, ThaiDateField, WholeNumberField
from vendors.models import PhaseKind, ScoreCriterion

SCORE = "vendors.score_boothapplication"
NEW_PHASE = {"is_used": True, "kind": "scoring"}


class PhaseForm(forms.Form):
    name = NormalisedCharField(label="ชื่อขั้น", max_length=60)
    kind = forms.ChoiceField(label="ทำอะไร", choices=PhaseKind)
    from_on = ThaiDateField(label="ตั้งแต่วันที่", required=False, help_text="ว่างไว้ = เริ่มแล้ว")
    until_on = ThaiDateField(label="ถึงวันที่", required=False, help_text="ว่างไว้ = ไม่มีวันจบ")
    names_hidden = forms.BooleanField(
        label="ปิดชื่อผู้สมัคร",
        required=False,
        help_text="ระหว่างวันของขั้นนี้ เจ้าหน้าที่เห็นแต่เลขที่ใบสมัคร",
    )
    is_used = forms.BooleanField(label="ใช้ขั้นนี้", required=False)
    workers = forms.TypedMultipleChoiceField(
        label="ผู้ทำขั้นนี้",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="ไม่เลือกใคร = ทุกคนที่มีสิทธิ์",
    )

    use_required_attribute = False

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["workers"].choices = [(user.pk, str(user)) for user in people]


class CriterionForm(forms.Form):
    name = NormalisedCharField(label="เกณฑ์", max_length=120)
    weight = WholeNumberField(label="น้ำหนัก", max_value=100, help_text="0 = ไม่ใช้")
    guidance = NormalisedCharField(label="ให้คะแนนอย่างไร", max_length=255, required=False)

    use_required_attribute = False


class RuleForm(forms.Form):
    scorers_each = WholeNumberField(label="ผู้ให้คะแนนต่อใบ (คน)", min_value=1, max_value=20)
    spread_from = MeasureField(
        label="ถือว่าคะแนนต่างกันมาก ตั้งแต่ (คะแนน)",
        min_value=1,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text="ผลต่างของคะแนนรวมสูงสุดกับต่ำสุด จากเต็ม 100",
    )
    seen = SeenField()
    differences = ()

    use_required_attribute = False


class PlanForms:
    """All forms of the page. A row that is new counts when its name is filled in."""

    def __init__(self, call, plan: dict, data=None, *, seen: str):
        self.data = data
        people = list(people_with(SCORE, call.fair_event))
        known = {user.pk for user in people}
        plan = {
            key: [one for one in value if one in known] if key.endswith("-workers") else value
            for key, value in plan.items()
        }
        self.rule = RuleForm(data, prefix="rule-0", initial=_of(plan, "rule-0") | {"seen": seen})
        phases = [*_numbers(plan, "phase"), "new"]
        self.phases = [self._row(PhaseForm, "phase", one, plan, people=people) for one in phases]
        criteria = [*_numbers(plan, "criterion"), "new"]
        self.criteria = [self._row(CriterionForm, "criterion", one, plan) for one in criteria]
        sources = dict(ScoreCriterion.objects.filter(call=call).values_list("pk", "source"))
        for form, number in zip(self.criteria, criteria, strict=True):
            form.from_data = bool(sources.get(int(number))) if number != "new" else False

    def _row(self, form, kind: str, number: str, plan: dict, **more):
        prefix = f"{kind}-{number}"
        new = number == "new"
        form = form(
            self.data,
            prefix=prefix,
            initial=_of(plan, prefix) | (NEW_PHASE if new and kind == "phase" else {}),
            **more,
        )
        form.is_new = new
        form.empty_permitted = new
        return form

    @property
    def every(self) -> list[forms.Form]:
        """Those that count: a new row whose name is empty does not."""
        return [self.rule, *filter(self._counts, [*self.phases, *self.criteria])]

    def _counts(self, form) -> bool:
        name = form.add_prefix("name")
        return not form.is_new or bool(self.data and self.data.get(name, "").strip())

    def is_valid(self) -> bool:
        for form in self.every:
            form.empty_permitted = False
        valid = [form.is_valid() for form in self.every]
        return all(valid)

    @property
    def plan(self) -> dict:
        """What was typed, by the keys of `plan_of`."""
        return {
            f"{form.prefix}-{name}": sorted(value) if name == "workers" else value
            for form in self.every
            for name, value in form.cleaned_data.items()
            if name != "seen"
        }

    def refuse(self, message: str, field: str | None) -> None:
        """Put the sentence of an operation beside its box, or on top."""
        for form in self.every:
            for name in form.fields:
                if field == form.add_prefix(name):
                    form.add_error(name, message)
                    return
        self.rule.add_error(None, message)

    def keep(self, stale) -> None:
        stale.put_on(self.rule)
        self.rule.differences = stale.differences

    @property
    def has_errors(self) -> bool:
        return self.data is not None and any(form.errors for form in self.every)


def _numbers(plan: dict, kind: str) -> list[str]:
    return list(dict.fromkeys(key.split("-")[1] for key in plan if key.startswith(f"{kind}-")))


def _of(plan: dict, prefix: str) -> dict:
    start = f"{prefix}-"
    return {key.removeprefix(start): value for key, value in plan.items() if key.startswith(start)}
