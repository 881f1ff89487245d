"""Options of the whole test run."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--all-pages",
        action="store_true",
        help="look at every shipped document in every layout (several minutes), not at each one once",
    )
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write the goldens of pages anew, and pictures of them to out/goldens/; look at those before committing",
    )
