"""What page-validation, where it is installed, says of a PDF and a standard. (It is young: that is no certificate.)"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Final

PACKAGE: Final = "page-validation"
PROFILES: Final = {"PDF/UA-1": "PDF_UA_1", "PDF/A-2a": "PDF_A_2A"}
"""The standards that can be checked, with the names that the package has for them."""


def validator_version() -> str:
    """The version of the validator, or an empty text where it is not installed."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return ""


def find_faults(pdf: bytes, standard: str) -> tuple[str, ...]:
    """What stands in the way of a standard of `PROFILES`, each fault once; nothing if the file meets it.

    Raises `ImportError` if the validator is not installed.
    """
    import page

    try:
        report = page.validate_pdf_bytes(pdf, profile=getattr(page.ValidationProfile, PROFILES[standard]))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # its core is not written in Python: what stops it is no Exception
        return (f"the validator failed: {error}",)
    faults = tuple(dict.fromkeys(f"{one.rule_id}: {one.message}" for one in report.failures))
    if not faults and not report.is_compliant:
        return ("the validator says so without a reason",)
    return faults
