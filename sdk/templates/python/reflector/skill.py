"""Asks once more in house style, with what the validators found wrong."""

from wit_world import exports
from wit_world.exports.reflection import Retry
from wit_world.imports.types import Attempt, Message, Request, Role, Severity

# What every second answer is asked for.
STYLE = "Answer in plain words, in one short paragraph, without a list."


class Reflection(exports.Reflection):
    def reflect(self, request: Request, attempts: list[Attempt]) -> Retry | None:
        # After one retry nothing useful is left to try.
        if len(attempts) != 1:
            return None
        faults = [found for found in attempts[0].findings if found.severity != Severity.INFO]
        advice = [fault.fact or fault.hint for fault in faults if fault.fact or fault.hint]
        if not advice:
            return None
        # Small models heed what comes last, so the draft is not shown and the advice ends the prompt.
        prompt = "\n".join([request.prompt, STYLE, *advice])
        messages = [*request.history, Message(role=Role.USER, content=prompt)]
        return Retry(messages=messages, grammar=None, temperature=0.0, max_tokens=None)
