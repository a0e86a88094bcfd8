"""A booth in its register."""

from otopfair.errors import RuleBroken
from otopfair.staff.kept_rows import NO_CHOICE
from otopfair.staff.stale import SeenModelForm
from vendors.operations.ground import require_may_change


class BoothForm(SeenModelForm):
    """A booth in its register: nothing is taken from under a vendor."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "zone" in self.fields:
            self._name_zones()

    def _name_zones(self) -> None:
        """Zones of the booth's own fair; for a new booth every zone, with its fair."""
        field, booth = self.fields["zone"], self.instance
        rows = field.kept
        if booth.pk is not None:
            rows = {key: z for key, z in rows.items() if z.fair_event_id == booth.fair_event_id}
        names = ((key, str(z) if booth.pk else f"{z} {z.fair_event}") for key, z in rows.items())
        field.choices = [*NO_CHOICE, *names]

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk is None:
            return cleaned
        try:
            require_may_change(
                self.instance,
                zone=self.cleaned_data.get("zone"),
                places=self.cleaned_data.get("places"),
                is_usable=self.cleaned_data.get("is_usable", True),
            )
        except RuleBroken as broken:
            broken.put_on(self)
        return cleaned
