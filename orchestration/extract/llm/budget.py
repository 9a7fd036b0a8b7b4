"""How much may still be asked: requests and tokens of one process."""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.extract.llm.faults import BudgetError


@dataclass
class Budget:
    """What is left. Each request counts, also one that is tried again; tokens are those of questions and answers."""

    calls: int
    tokens: int

    def take_a_call(self) -> None:
        """Count a request that is about to be sent.

        Raises:
            BudgetError: nothing is left.
        """
        for left, what, setting in (
            (self.calls, "requests", "ECOSYSTEM_LLM_MOST_CALLS"),
            (self.tokens, "tokens", "ECOSYSTEM_LLM_MOST_TOKENS"),
        ):
            if left <= 0:
                raise BudgetError(
                    f"the budget of {what} for one process is spent. All answers so far are kept: raise {setting} or "
                    "leave it, and `make refresh FORCE=1` reads the articles that are left"
                )
        self.calls -= 1

    def spend(self, tokens: int) -> None:
        """Count the tokens of an answer."""
        self.tokens -= tokens
