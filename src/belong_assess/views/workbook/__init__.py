"""The report as a workbook: six sheets, from the cabinet's two pages to the full figures."""

from belong_assess.views.workbook.book import render_workbook

__all__ = ["render_workbook"]
