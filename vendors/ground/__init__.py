"""The ground of a fair: its booths, who stands where, what is free, and how it is drawn.

One reading for the public plan, the officers' board, exports and imports. It only asks; booths
are given in `vendors/operations/allocations.py`, kept back in `holds.py`, laid out in `layout.py`.
"""
