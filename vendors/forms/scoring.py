"""The score card as a form: points by criterion, beside what the figures propose."""

from django import forms

from otopfair.look.forms import KeyedForm
from otopfair.thai.forms import MeasureField, NormalisedCharField
from vendors.models import MOST_POINTS, ScoreCard, ScoreCriterion
from vendors.operations.scoring import Given
from vendors.sources import Figure

POINTS = [(str(number), str(number)) for number in range(MOST_POINTS + 1)]


class ScoreForm(forms.Form):
    """One choice of points a criterion, and a reason where a figure proposes points."""

    comment = NormalisedCharField(
        label="ความเห็น",
        max_length=2000,
        required=False,
        help_text="คณะทำงานอ่าน ผู้สมัครไม่เห็น",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    change_reason = NormalisedCharField(
        label="แก้คะแนนที่ส่งแล้วเพราะอะไร", max_length=255, required=False
    )

    use_required_attribute = False

    def __init__(
        self,
        data=None,
        *,
        criteria: list[ScoreCriterion],
        figures: dict[int, Figure],
        card: ScoreCard | None,
    ):
        given = {score.criterion_id: score for score in card.scores.all()} if card else {}
        super().__init__(data, initial={"comment": card.comment if card else ""})
        self.criteria, self.figures = criteria, figures
        if card is None or card.sent_at is None:
            del self.fields["change_reason"]
        for criterion in criteria:
            self._add(criterion, figures.get(criterion.pk), given.get(criterion.pk))

    def _add(self, criterion, figure, score) -> None:
        proposed = str(figure.points) if figure else None
        self.fields[f"points-{criterion.pk}"] = forms.ChoiceField(
            label=criterion.name,
            choices=POINTS,
            widget=forms.RadioSelect,
            required=False,
            initial=str(score.points) if score else proposed,
        )
        if figure:
            self.fields[f"reason-{criterion.pk}"] = NormalisedCharField(
                label=f"เหตุที่ “{criterion.name}” ต่างจากข้อมูล",
                max_length=255,
                required=False,
                initial=score.reason if score else "",
            )

    @property
    def lines(self) -> list[dict]:
        return [
            {
                "criterion": criterion,
                "figure": self.figures.get(criterion.pk),
                "points": self[f"points-{criterion.pk}"],
                "reason": self[f"reason-{criterion.pk}"] if criterion.pk in self.figures else None,
            }
            for criterion in self.criteria
        ]

    @property
    def given(self) -> dict[int, Given]:
        answers = self.cleaned_data
        return {
            criterion.pk: Given(
                int(points) if (points := answers[f"points-{criterion.pk}"]) else None,
                answers.get(f"reason-{criterion.pk}", ""),
            )
            for criterion in self.criteria
        }


class LineForm(forms.Form):
    """The line of a meeting, as it is typed."""

    line = MeasureField(
        label="เส้นคะแนน",
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text="คะแนนรวมมากกว่าเส้นได้รับคัดเลือก เท่ากับเส้นพอดีให้เลือกเอง",
    )

    use_required_attribute = False


class ApplyLineForm(LineForm, KeyedForm):
    """The press: the line that the page showed."""
