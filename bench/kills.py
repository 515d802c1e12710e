"""`python -m bench.kills [ROUNDS]`: kill a writing process at random moments 1,000 times, verify after each.

The same test as in CI, longer. With `DATABASE_URL` it is PostgreSQL's turn.
"""

from __future__ import annotations

import os
import subprocess
import sys


def main() -> int:
    rounds = sys.argv[1] if len(sys.argv) > 1 else "1000"
    command = [sys.executable, "-m", "pytest", "tests/faults", "-k", "kills", "-p", "no:randomly", "-v"]
    return subprocess.run(command, env={**os.environ, "EMBERWELL_KILLS": rounds}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
