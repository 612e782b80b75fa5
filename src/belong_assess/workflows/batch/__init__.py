"""The batch: a folder of submissions in, one set of results out."""
