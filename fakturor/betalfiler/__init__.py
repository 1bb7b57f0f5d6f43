"""Files that leave for the bank and the finance system, and the answers that come back.

No Django, no database, no clock.

    order.py       what is to be paid, and what stands in the way (`problem_with`)
    dialekt.py     what the banks write differently
    pain001.py     order × dialect → pain.001
    orderfil.py    order → CSV for the finance system
    filsumma.py    a written file → what it pays, counted from its rows
    sie.py         vouchers → SIE 4; sie_lasning.py reads them back
    kontering.py   one row per account coding → CSV
    beskedsfil.py  pain.002, camt.054 or our own table (as people write it: skrivsatt.py) → what has become of each
                   payment (besked.py)

The same order always gives the same bytes, so a file can be made again and held against the hash of the first.
"""
