"""Time expressions: word classes, rules over them, and the values they stand for (TIMEX3).

`words` turns text into one letter per token, `rules` runs the patterns over these letters, `makers` turns a match into
an expression, `resolve` dates the expressions of a page in order, `calendar` does the arithmetic, `inference` finds out
when a page without a date was published.
"""
