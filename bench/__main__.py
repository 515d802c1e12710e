"""`make bench`: every measured promise. Ends with 1 when a target was missed."""

from __future__ import annotations

import sys

from bench import identifiers, peers, rooms, speed, word

missed = identifiers.main() + word.main() + rooms.main()
missed += speed.main([10_000, 100_000]) + peers.main([10_000, 50_000])
print(f"\n{missed} targets missed." if missed else "\nEvery target met.")
sys.exit(1 if missed else 0)
