"""`make bench`: every measured promise. Ends with 1 when a target was missed."""

from __future__ import annotations

import sys

from bench import peers, rooms, speed

missed = speed.main([10_000, 100_000]) + rooms.main() + peers.main([10_000, 50_000])
print(f"\n{missed} targets missed." if missed else "\nEvery target met.")
sys.exit(1 if missed else 0)
