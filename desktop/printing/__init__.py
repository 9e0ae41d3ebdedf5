"""Paper: cards, task sheets, lists and maps as PDF.

One module per paper lays its pages out as marks in millimetres (`marks`), from the rows of `core.queries.papers`;
`press` draws marks with the system's Chinese font, cut down to the characters used (`typeface`). Papers are Chinese
whatever language the screen speaks: they are for the people of the villages. Everything here runs without a window,
in a process of its own where there is one.
"""
