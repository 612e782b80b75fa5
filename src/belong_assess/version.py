"""The version of the program, as a literal: asking the installed metadata costs more than the rest of the start."""

__version__ = "0.1.0"
