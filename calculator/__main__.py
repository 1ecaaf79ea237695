"""`python -m calculator`: the self-check on the command line."""

import sys

from calculator.command_line import main

sys.exit(main(sys.argv[1:]))
