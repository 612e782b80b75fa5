"""The spreadsheet that comes back: its rows found by their ids, its words understood, its data as a text file holds it."""
