"""The map of a font from its codes to characters, written and read (PDF 32000-1, 9.10.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

ENTRIES_A_BLOCK: Final = 100
"""The most entries a block of a map may have."""
WIDEST_RANGE: Final = 0x10000
_BLOCK: Final = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_TOKEN: Final = re.compile(rb"<([0-9a-fA-F\s]*)>|(\[)|(\])")


def to_unicode_map(texts: Mapping[int, str], code_bytes: int = 2) -> bytes:
    """The map from the codes of a font, of one byte or two, to characters, as PDF readers want it."""
    digits = 2 * code_bytes
    entries = [f"<{code:0{digits}x}> <{text.encode('utf-16-be').hex()}>" for code, text in sorted(texts.items())]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<{'00' * code_bytes}> <{'ff' * code_bytes}>",
        "endcodespacerange",
    ]
    for start in range(0, len(entries), ENTRIES_A_BLOCK):
        block = entries[start : start + ENTRIES_A_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


def read_to_unicode(mapping: bytes) -> dict[int, str]:
    """The characters of each code that a map names; what is not written as it should be is passed over."""
    texts: dict[int, str] = {}
    for kind, block in _BLOCK.findall(mapping):
        values = list(_values(block))
        width = 2 if kind == b"bfchar" else 3
        for at in range(0, len(values) - width + 1, width):
            texts.update(_entry(values[at : at + width]))
    return texts


def _values(block: bytes) -> Iterator[bytes | list[bytes]]:
    """The strings of a block, and lists of them in brackets."""
    inside: list[bytes] | None = None
    for digits, opening, closing in _TOKEN.findall(block):
        if opening:
            inside = []
        elif closing:
            yield inside or []
            inside = None
        else:
            plain = b"".join(digits.split())
            value = bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode())
            if inside is None:
                yield value
            else:
                inside.append(value)


def _entry(values: list[bytes | list[bytes]]) -> Iterator[tuple[int, str]]:
    """The codes and characters of an entry: a code and its text, or two codes and the texts from the first on."""
    first, last, target = values[0], values[-2] if len(values) > 2 else values[0], values[-1]
    if isinstance(first, list) or isinstance(last, list):
        return
    start, end = int.from_bytes(first), int.from_bytes(last)
    for offset in range(min(end - start + 1, WIDEST_RANGE)):
        if isinstance(target, list):
            if offset < len(target):
                yield start + offset, _text(target[offset])
        elif not target:
            yield start + offset, ""
        else:
            yield start + offset, _text(target[:-1] + bytes([(target[-1] + offset) % 256]))


def _text(utf16: bytes) -> str:
    return utf16.decode("utf-16-be", "replace")
