"""What every test runs with: a cache of its own, and none of the settings of whoever started the tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from support.command import Runner

import belong_assess

SETTINGS = (
    "ACCESSIBLE", "BELONG_ASSESS_LANG", "COLUMNS", "FORCE_COLOR", "LANG", "LC_ALL", "LC_MESSAGES", "LINES", "NO_COLOR",
    "SOURCE_DATE_EPOCH", "TERM",
)  # fmt: skip

settings.register_profile("project", deadline=None)
settings.load_profile("project")
"""The machines are noisy: how long one example takes says nothing."""


@pytest.fixture(scope="session", autouse=True)
def own_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep compiled methods in a temporary folder, and let the terminal be the same for everybody."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BELONG_ASSESS_CACHE", str(tmp_path_factory.mktemp("cache")))
        for name in SETTINGS:
            patch.delenv(name, raising=False)
        yield


def pytest_report_header() -> str:
    """Say which package is tested: the one that is installed, or the source of a checkout."""
    return f"belong-assess {belong_assess.__version__} from {belong_assess.__file__}"


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Runner:
    """Run the program in this process."""
    return Runner(capsys)
