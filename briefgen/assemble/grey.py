"""What the grey of drawn sheets means: the profile that PDF/A wants for it, made here to be the same everywhere.

Sheets are drawn in black and greys alone, so that printers use black ink and readers find sharp marks. PDF/A accepts
that in a file which says what its grey looks like: grey as on common displays (gamma 2.2), D50.
"""

from __future__ import annotations

import struct
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

NAME: Final = "Grey, gamma 2.2"
COPYRIGHT: Final = "No copyright, use freely"
GAMMA: Final = 2.2
WHITE: Final = (0.9642, 1.0, 0.8249)
"""D50, to which colours in a profile are related."""
HEADER_BYTES: Final = 128


def declare_grey(file: pikepdf.Pdf) -> None:
    """Say in a file what its grey means."""
    profile = file.make_stream(grey_profile(), N=1, Alternate=Name.DeviceGray)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(NAME),
        Info=String(NAME),
        DestOutputProfile=profile,
    )
    file.Root.OutputIntents = Array([file.make_indirect(intent)])


def grey_profile() -> bytes:
    """An ICC profile (version 2.1) of a grey display."""
    tags = {
        b"desc": _description(NAME),
        b"cprt": b"text\0\0\0\0" + COPYRIGHT.encode("ascii") + b"\0",
        b"wtpt": b"XYZ \0\0\0\0" + _fixed(*WHITE),
        b"kTRC": b"curv\0\0\0\0" + struct.pack(">IH", 1, round(GAMMA * 256)),
    }
    table, data = struct.pack(">I", len(tags)), b""
    start = HEADER_BYTES + 4 + 12 * len(tags)
    for name, content in tags.items():
        table += name + struct.pack(">II", start + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    return _header(start + len(data)) + table + data


def _header(size: int) -> bytes:
    kind = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02100000, b"mntr", b"GRAY", b"XYZ ")
    made = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    rest = kind + made + b"acsp" + bytes(28) + _fixed(*WHITE)
    return rest + bytes(HEADER_BYTES - len(rest))


def _description(text: str) -> bytes:
    """A text as profiles of version 2 have it: in ASCII, with empty places for other scripts."""
    ascii_text = text.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(ascii_text)) + ascii_text + bytes(8 + 3 + 67)


def _fixed(*numbers: float) -> bytes:
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))
