"""The shipped law, read once for all tests of the rules."""

import pytest

from rules.policy import Policy
from storage.policies import shipped_policy


@pytest.fixture(scope="session")
def policy() -> Policy:
    return shipped_policy()
