"""What happens to vendors and is heard above."""

from otopfair.acts import Act

# facts: vendors — saved, by an operation, a register or an import: one, or many at once.
vendors_changed = Act("vendors_changed")

# facts: application — sent, or sent again corrected. Each listener answers with its part of the
# copy that is kept, as JSON can hold it.
application_sent = Act("application_sent")

# facts: application, source, by — a draft takes over the last application's answers. Each listener
# answers with {"taken": [...], "left": [...]}, in words for the vendor.
application_copied = Act("application_copied")

# facts: answers — those of a sent copy, which is printed. Each listener answers with its lines:
# [(label, words)].
receipt_is_made = Act("receipt_is_made")
# facts: kept, gone — two entries of one shop are being merged, all locked. Each listener moves what
# its app hangs on `gone`, and answers {label of the model: keys that it moved}.
vendors_are_merged = Act("vendors_are_merged")
