"""The live workbook: a template in which the scores are worked out by formulas while people type.

Its formulas are made from the model alone. They are the one declared exception to "arithmetic lives in scoring": a
spreadsheet cannot call the engine, and a test holds every figure against it.
"""
