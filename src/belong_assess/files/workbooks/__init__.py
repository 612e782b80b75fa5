"""What a spreadsheet file holds, cell by cell, whatever its format; what a cell means is not known here."""
