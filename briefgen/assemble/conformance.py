"""The standards that finished documents meet, and what the file must say for it.

WeasyPrint tags the pages and writes PDF/A-2a (`assemble.sheets` does it for drawn sheets). The same file is PDF/UA-1
once its metadata say so, in a way that PDF/A allows: with a description of the property, and where every reader finds
it, not compressed.

PDF/A also wants the length of a stream to be what is found between the ends of two lines. Compressed data may end in
a carriage return, which then looks like half of the line's end; so none may.
"""

from __future__ import annotations

import zlib
from typing import Any, Final

import pikepdf

from briefgen.errors import AssemblyError

SET_PAGES: Final = ("PDF/UA-1", "PDF/A-2a")
"""What documents set as pages conform to; tests hold shipped ones against a validator."""
DRAWN_SHEETS: Final = SET_PAGES
"""What sheets drawn for paper conform to, once `assemble.sheets` has completed them."""

COMPRESSION: Final = 9
CARRIAGE_RETURN: Final = b"\r"
BEYOND_THE_DATA: Final = b" "
"""What is appended to compressed data; readers stop before it."""
END_OF_PROPERTIES: Final = b"</rdf:RDF>"
UNIVERSAL_ACCESS: Final = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def claim_conformance(complaints: tuple[str, ...]) -> tuple[str, ...]:
    """The standards that a completed document may be said to meet; none if the page engine complained of it.

    Why: it complains of pictures without a description, letters without a glyph and a missing language, all of which
    the standards forbid.
    """
    return () if complaints else SET_PAGES


def declare_universal_access(file: pikepdf.Pdf) -> None:
    """Say in a file's metadata that it is PDF/UA-1, and store them uncompressed.

    Raises `AssemblyError` if it has no metadata to say it in, or says so already.
    """
    stored = file.Root.get("/Metadata")
    metadata = stored.read_bytes() if isinstance(stored, pikepdf.Stream) else b""
    if metadata.count(END_OF_PROPERTIES) != 1 or b"pdfuaid" in metadata:
        raise AssemblyError("the PDF cannot be completed: its metadata are not as the page engine writes them")
    declared = metadata.replace(END_OF_PROPERTIES, UNIVERSAL_ACCESS + END_OF_PROPERTIES)
    plain = file.make_stream(declared, Type=pikepdf.Name("/Metadata"), Subtype=pikepdf.Name("/XML"))
    file.Root["/Metadata"] = plain


def end_streams_plainly(file: pikepdf.Pdf) -> None:
    """Compress what is not compressed yet, and let no stream of a file end in a carriage return."""
    metadata = file.Root.Metadata.objgen
    for stream in file.objects:
        if not isinstance(stream, pikepdf.Stream) or stream.objgen == metadata:
            continue
        filters: Any = stream.get("/Filter")
        parameters: Any = stream.get("/DecodeParms")
        stored = stream.read_raw_bytes()
        if filters is None:
            stored, filters = zlib.compress(stored, COMPRESSION), pikepdf.Name("/FlateDecode")
        elif not stored.endswith(CARRIAGE_RETURN):
            continue
        if stored.endswith(CARRIAGE_RETURN):
            stored += BEYOND_THE_DATA
        stream.write(stored, filter=filters, decode_parms=parameters)


def ends_plainly(pdf: bytes) -> bool:
    """Whether no stream of a saved file ends in a carriage return."""
    return CARRIAGE_RETURN + b"\nendstream" not in pdf
