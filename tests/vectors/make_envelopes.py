"""Made `envelopes-1.json`, once, with the first release. Kept to show how; never run again over that file."""

from __future__ import annotations

import json
from pathlib import Path

from emberwell.vault.seal import Object, seal

KEY = bytes(range(32))
CONTEXTS = {
    Object.RECORD: ("aa" * 16, "bb" * 16, "0000000000000003"),
    Object.DRAFT: ("aa" * 16, "bb" * 16, b"tab-1".hex()),
    Object.CHUNK: ("aa" * 16, "bb" * 16, "0000000000000002", "01"),
    Object.THUMBNAIL: ("aa" * 16, "bb" * 16, "0000000000000000", "01"),
    Object.HEAD: ("aa" * 16,),
    Object.SEEN: ("aa" * 16,),
    Object.WRAP_PASSPHRASE: ("cc" * 16,),
    Object.WRAP_RECOVERY: ("cc" * 16,),
    Object.WRAP_SESSION: ("cc" * 16, "dd" * 16),
    Object.KEYRING: ("cc" * 16,),
    Object.SPOOL: ("ee" * 16, "0000000000000001"),
}


def main() -> None:
    vectors = []
    for kind, context in CONTEXTS.items():
        plain = f"{kind.name.lower()}: one true line, kept".encode()
        sealed = seal(KEY, plain, kind, tuple(bytes.fromhex(field) for field in context), generation=int(kind) % 3)
        vectors.append(
            {"object": int(kind), "key": KEY.hex(), "context": context, "plain": plain.hex(), "sealed": sealed.hex()}
        )
    path = Path(__file__).with_name("envelopes-1.json")
    if path.exists():
        raise SystemExit(f"{path.name} is frozen: it must open for ever as it is.")
    path.write_text(json.dumps(vectors, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
