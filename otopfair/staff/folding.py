"""Long registers fold: a section says how many rows it has, and what is wrong or typed is open."""

FOLDS = "collapse"  # Django's word, in the `classes` of a fieldset or an inline


def fold(inlines: list) -> list:
    """Django's helpers of the rows under a record, with what the page says of each section."""
    for inline in inlines:
        formset = inline.formset
        for form in formset.forms:
            form.is_open = formset.is_bound and bool(form.errors or form.has_changed())
        inline.folds = FOLDS in inline.classes
        inline.number = len(formset.initial_forms)
        wrong = formset.is_bound and bool(formset.non_form_errors())
        inline.is_open = wrong or any(form.is_open for form in formset.forms)
    return inlines
