"""Errands of a thread to the store: a question is asked, a change is made, and the thread waits for the answer."""

import threading
from collections.abc import Callable
from typing import Any

from core.domain.events import Changes
from core.domain.findings import Refusal
from core.operations.bundles import Merged, merge
from core.store.bundle_format import Bundle
from desktop.tasks import Tasks

ANSWER_S = 60.0  # a store that answers no more (the window is closing) must not hold a line for ever


class Errands:
    """`name` tells one thread's questions from another's."""

    def __init__(self, tasks: Tasks, name: str) -> None:
        self._tasks, self._name = tasks, name
        self._numbers = iter(range(1 << 62))

    def ask(self, question: Callable[[Any], Any]) -> Any:
        """An answer of the store's thread. Refusal as it refuses, TimeoutError where no answer comes."""
        return self._waited(
            lambda then, refused: self._tasks.read(
                question, then, key=f"{self._name} {next(self._numbers)}", urgent=True, refused=refused
            )
        )

    def take(self, bundles: list[Bundle]) -> Merged:
        """Take in what came over a line; the window hears of it as of any change."""
        merged: list[Merged] = []

        def work(store: Any) -> Changes:
            merged.append(merge(store, bundles))
            return merged[0].changes

        self._waited(lambda then, refused: self._tasks.write(work, then=then, refused=refused))
        return merged[0]

    @staticmethod
    def _waited(asked: Callable[[Callable[[Any], None], Callable[[Refusal], None]], None]) -> Any:
        done, out = threading.Event(), list[Any]()

        def answered(answer: Any) -> None:
            out.append(answer)
            done.set()

        asked(answered, answered)
        if not done.wait(ANSWER_S):
            raise TimeoutError("store")
        if isinstance(out[0], Refusal):
            raise out[0]
        return out[0]
