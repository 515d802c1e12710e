"""`python -m bench.sign`: the picture a link to the library shows elsewhere, drawn from our own sign.

A square of 600 px on our paper. Run it when the sign changes; what it writes is shipped
(`library/static/library/sign.png`).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import typst

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "emberwell"
SIGN = PACKAGE / "site" / "static" / "emberwell" / "img" / "sign.svg"
PICTURE = PACKAGE / "library" / "static" / "library" / "sign.png"
TOKENS = PACKAGE / "site" / "static" / "emberwell" / "css" / "tokens.css"
PIXELS = 600
PER_INCH = 144


def draw() -> bytes:
    """The sign in the middle of our light paper, as a PNG."""
    found = re.search(r"--paper: light-dark\((#\w{6})", TOKENS.read_text(encoding="utf-8"))
    assert found, "tokens.css names the paper"
    side = PIXELS * 72 / PER_INCH
    source = f"""
#set page(width: {side}pt, height: {side}pt, margin: 0pt, fill: rgb("{found[1]}"))
#align(center + horizon, image("{SIGN.name}", width: 62%))
"""
    drawn = typst.compile(source.encode(), root=str(SIGN.parent), format="png", ppi=PER_INCH)
    assert isinstance(drawn, bytes)
    return drawn


if __name__ == "__main__":
    PICTURE.write_bytes(draw())
    sys.stdout.write(f"{PICTURE} ({PICTURE.stat().st_size} bytes)\n")
