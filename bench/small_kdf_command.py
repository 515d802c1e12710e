"""The `emberwell` command with Argon2id at its test setting, for measuring the memory of everything else."""

from __future__ import annotations

import sys

from bench.made import small_kdf
from emberwell.command.main import main

with small_kdf():
    code = main()
sys.exit(code)
