"""What every register does with its rows, in one way: columns, order, search, filters, files."""
