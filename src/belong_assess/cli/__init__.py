"""The command line: parse, call one workflow, show one view, exit."""

import gc

# One run makes many values and little garbage: looking for garbage less often saves about a bare interpreter's start.
gc.set_threshold(50_000, 20, 20)
