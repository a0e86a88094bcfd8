"""What an officer's spreadsheet says, and what it would do: read and judged here, saved nowhere.

`tables` finds the table in a sheet, `vendors` and `sales` judge its rows against the registers;
products.operations.imports saves what passed.
"""
