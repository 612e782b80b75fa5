"""The workbook that goes out to be filled in: its lines, what stands in them already, and how they are drawn."""
