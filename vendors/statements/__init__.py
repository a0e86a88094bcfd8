"""A bank's statement: read row by row, and matched with what vendors owe. Saved nowhere here."""
