"""What happens when many rows are taken back together, and is heard above."""

from otopfair.acts import Act

# facts: removal, rows — taken away or put back; changed — Change, rows that stay with the values
# they have now; by, reason, is_restored. A listener of what is put back may refuse (RuleBroken).
turned_back = Act("turned_back")
