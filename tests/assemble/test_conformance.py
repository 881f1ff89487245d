import json
import zlib
from io import BytesIO
from pathlib import Path

import page as validator
import pikepdf

from briefgen.assemble.conformance import (
    CARRIAGE_RETURN,
    DRAWN_SHEETS,
    SET_PAGES,
    end_streams_plainly,
    ends_plainly,
)
from briefgen.assemble.metadata import complete_document
from briefgen.pipeline.build import build_packs
from briefgen.pipeline.jobs import BuildRequest
from briefgen.workspace import Workspace
from tests.support import SHIPPED, shipped_renderings, write_template
from tests.worlds import write_baseline

PROFILES = {
    "PDF/UA-1": validator.ValidationProfile.PDF_UA_1,
    "PDF/A-2a": validator.ValidationProfile.PDF_A_2A,
}


def faults(pdf: bytes, standard: str) -> set[str]:
    """What a validator finds against a standard."""
    report = validator.validate_pdf_bytes(pdf, profile=PROFILES[standard])
    assert report.is_compliant == (not report.failures)
    return {f"{one.rule_id}: {one.message}" for one in report.failures}


def test_the_same_pages_are_completed_to_the_same_bytes() -> None:
    rendered = shipped_renderings()["lebanon/participant-brief/ar-en"]
    first, second = (complete_document(rendered, "rtl") for _ in range(2))
    assert first == second


def test_the_record_claims_what_the_standards_of_set_pages_are_and_nothing_for_a_faulty_page(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    write_template(tmp_path, "<h1>Note</h1>", "good")
    write_template(
        tmp_path, '<h1>Note</h1><img src="data:image/svg+xml,<svg xmlns=%27http://www.w3.org/2000/svg%27/>">', "faulty"
    )
    request = BuildRequest(out=tmp_path / "out", documents=("good", "faulty"), layouts=("en",))
    build_packs(Workspace((tmp_path, *SHIPPED.roots)), (), request)
    record = json.loads((tmp_path / "out/iraq/pack.json").read_text("utf-8"))["documents"]
    assert {one["id"]: tuple(one["conformance"]) for one in record} == {"good": SET_PAGES, "faulty": ()}
    pdf = (tmp_path / "out/iraq/participants/en/good.pdf").read_bytes()
    assert [faults(pdf, standard) for standard in SET_PAGES] == [set(), set()]


def test_drawn_sheets_claim_what_set_documents_do() -> None:
    assert DRAWN_SHEETS == SET_PAGES


def data_ending_in_a_carriage_return() -> bytes:
    """Data that end so when compressed."""
    numbers = (b"%d" % number for number in range(100_000))
    return next(data for data in numbers if zlib.compress(data, 9).endswith(CARRIAGE_RETURN))


def test_no_stream_ends_in_a_carriage_return() -> None:
    data = data_ending_in_a_carriage_return()
    pdf = pikepdf.new()
    pdf.Root.Metadata = pdf.make_stream(b"<x/>")
    pdf.Root.Loose = pdf.make_stream(data)
    pdf.Root.Compressed = pdf.make_stream(b"")
    pdf.Root.Compressed.write(zlib.compress(data, 9), filter=pikepdf.Name.FlateDecode)
    end_streams_plainly(pdf)
    out = BytesIO()
    pdf.save(out)
    assert ends_plainly(out.getvalue())
    with pikepdf.open(BytesIO(out.getvalue())) as file:
        assert file.Root.Loose.read_bytes() == file.Root.Compressed.read_bytes() == data
        assert "/Filter" not in file.Root.Metadata
        assert file.check_pdf_syntax() == []
