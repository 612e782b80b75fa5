"""What the tests of the command line share."""

from __future__ import annotations

import pytest
from support.command import Runner


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Runner:
    """Run the program in this process."""
    return Runner(capsys)
