"""The results of a whole folder as a workbook, written while submissions go by."""

from belong_assess.views.cohort_book.book import CohortBook

__all__ = ["CohortBook"]
