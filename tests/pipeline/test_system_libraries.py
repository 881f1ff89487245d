import re

from briefgen.pipeline.jobs import library_versions
from briefgen.pipeline.system_libraries import MISSING, system_versions


def test_the_libraries_that_pages_are_set_with_have_versions() -> None:
    versions = system_versions()
    assert list(versions) == ["pango", "harfbuzz", "harfbuzz-subset", "zlib"]
    assert MISSING not in (versions["pango"], versions["harfbuzz"])
    assert [one for one in versions.values() if one != MISSING and not re.match(r"\d+\.\d+", one)] == []


def test_a_record_names_them() -> None:
    assert library_versions().items() >= system_versions().items()
