"""Finishing a drawn sheet: its structure, its metadata, what its grey means, and the standards it meets for it."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Name

from briefgen.assemble.conformance import declare_universal_access
from briefgen.assemble.grey import declare_grey
from briefgen.assemble.metadata import opened, save_plainly, set_direction
from briefgen.assemble.tagging import tag_pages

KEPT: Final = ("/Title", "/Author", "/Creator", "/Producer")
"""What the file says of itself; the day it was made would be another each time."""
METADATA: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""
PROPERTIES: Final = {
    "/Title": '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:title>',
    "/Author": "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>",
    "/Creator": "<xmp:CreatorTool>{}</xmp:CreatorTool>",
    "/Producer": "<pdf:Producer>{}</pdf:Producer>",
}


def complete_sheets(pdf: bytes, direction: str) -> bytes:
    """The finished PDF of what `render_drawing` gives, read `rtl` or `ltr`; the same bytes for the same input.

    Raises `AssemblyError` if it cannot be read.
    """
    with opened(pdf) as file:
        tag_pages(file)
        declare_grey(file)
        _describe(file)
        declare_universal_access(file)
        set_direction(file, direction)
        return save_plainly(file, pikepdf.ObjectStreamMode.generate)  # parts are many small objects


def _describe(file: pikepdf.Pdf) -> None:
    """Say the same in the metadata as in the older list of properties."""
    for key in set(file.docinfo.keys()) - set(KEPT):
        del file.docinfo[key]
    for key in KEPT:
        if key in file.docinfo and not str(file.docinfo[key]):
            del file.docinfo[key]
    said = [PROPERTIES[key].format(escape(str(file.docinfo[key]))) for key in KEPT if key in file.docinfo]
    metadata = METADATA.format(properties="\n".join(said)).encode("utf-8")
    file.Root.Metadata = file.make_stream(metadata, Type=Name.Metadata, Subtype=Name.XML)
