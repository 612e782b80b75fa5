"""`python -m belong_assess` is the same as `belong-assess`."""

from belong_assess.cli.main import main

main()
