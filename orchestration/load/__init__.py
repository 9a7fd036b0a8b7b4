"""Step `load`: files below raw/ become articles with cleaned text, or rejected rows with a reason.

Here: finding files, reading formats and encodings, cleaning text, meta files, publication dates, duplicates.
Not here: what an article states (`extract`), and where the tables are kept (`lake`, `assets`).
The only thing in this package that touches a disk is `scan` and the `read` of the files that it finds.
"""
