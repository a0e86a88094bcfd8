"""What happens to what was removed, and is heard above."""

from otopfair.acts import Act

# facts: removal, rows — taken away or put back; changed — Change, rows that stay with the values
# they have now; by, reason, is_restored. A listener of what is put back may refuse (RuleBroken).
turned_back = Act("turned_back")

# facts: rows — as they were kept ({"model", "pk", "fields"}) of what nobody can put back any more.
# What hangs on them outside of the database goes now; the files of their columns go by themselves.
forgotten = Act("forgotten")
