"""Finds answers that are too long. How long is too long is said in the config of its role:

    [[skills.validators]]
    component = "validator-python"
    config = { max_words = 40 }
"""

import json

from componentize_py_types import Err
from wit_world import exports
from wit_world.imports import config
from wit_world.imports.types import Attempt, Error_InvalidInput, Finding, Severity

# Where the config says nothing.
MAX_WORDS = 60


class Validation(exports.Validation):
    def validate(self, attempt: Attempt) -> list[Finding]:
        most = json.loads(config.get("max_words") or str(MAX_WORDS))
        if not isinstance(most, int) or most < 1:
            raise Err(Error_InvalidInput("config key `max_words`: no answer has no words"))
        words = len(attempt.response.split())
        if words <= most:
            return []
        return [
            Finding(
                code="validator-python.too-long",
                severity=Severity.WARNING,
                message=f"the answer has {words} words, and {most} are the most",
                # What the retry is told.
                hint=f"Answer in at most {most} words.",
                fact=None,
                mend=None,
                grammar=None,
            )
        ]
