"""Who reads the shards: processes of this machine, or Ray on one machine or many. They only hand out tasks."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from dateline.archive.task import Done, Task, run
from dateline.archive.workers import begin

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

# Shards in hand for each worker: one that is read and one that waits, so that memory does not grow with the archive.
IN_HAND = 2


class RunnerError(Exception):
    """The shards cannot be handed out at all; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A shard of which nothing came, and why."""

    task: Task
    reason: str


class Runner(Protocol):
    """Takes tasks as there is room and gives what came of each, in any order."""

    def results(self, tasks: Iterable[Task]) -> Iterator[Done | Failed]: ...


class Processes:
    """Processes of this machine, each with one thread.

    Where one is ended from outside, those beside it fall too, and nobody can say at which shard. So each shard that
    was in hand is read again alone: the others come to their end, the guilty one fails by itself.
    """

    def __init__(self, workers: int, reads: Callable[[Task], Done] = run) -> None:
        self.workers, self.reads = workers, reads

    def results(self, tasks: Iterable[Task]) -> Iterator[Done | Failed]:
        from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, wait

        todo = iter(tasks)
        suspects: list[Task] | None = None
        while suspects is None or suspects:
            pool, suspects = self._pool(self.workers), []
            hand: dict[Future[Done], Task] = {}
            try:
                while not suspects:
                    while len(hand) < IN_HAND * self.workers and (task := next(todo, None)) is not None:
                        try:
                            hand[pool.submit(self.reads, task)] = task
                        except BrokenExecutor:
                            suspects.append(task)
                            break
                    if not hand:
                        break
                    for future in wait(hand, return_when=FIRST_COMPLETED).done:
                        task, came = hand.pop(future), _outcome(future)
                        if isinstance(came, Done):
                            yield came
                        elif came is None:
                            suspects.append(task)
                        else:
                            yield Failed(task, came)
                # What is in hand falls with its pool; tasks not yet handed out wait for the next one.
                suspects += hand.values()
            finally:
                pool.shutdown(cancel_futures=True)
            for task in suspects:
                yield self._alone(task)

    def _alone(self, task: Task) -> Done | Failed:
        pool = self._pool(1)
        try:
            came = _outcome(pool.submit(self.reads, task))
        finally:
            pool.shutdown()
        if isinstance(came, Done):
            return came
        return Failed(task, came or "the process that read it was ended, perhaps for want of memory")

    def _pool(self, workers: int) -> "ProcessPoolExecutor":
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=begin)


def _outcome(future: "Future[Done]") -> Done | str | None:
    """What came of a task: a shard, what was raised, or None where its process was ended."""
    from concurrent.futures import BrokenExecutor

    try:
        return future.result()
    except BrokenExecutor:
        return None
    except Exception as error:
        return told(error)


class Ray:
    """Tasks of Ray, on this machine or, by the ``address`` of a cluster, on many that share the shards' folder."""

    def __init__(self, workers: int, address: str | None = None, reads: Callable[[Task], Done] = run) -> None:
        self.workers, self.address, self.reads = workers, address, reads

    def results(self, tasks: Iterable[Task]) -> Iterator[Done | Failed]:
        try:
            import ray
        except ImportError as error:
            raise RunnerError("Ray is not installed; run: pip install 'dateline[ray]'") from error
        # Ray would tell its makers of its use.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        here: dict[str, Any] = {} if self.address else {"num_cpus": self.workers, "include_dashboard": False}
        try:
            ray.init(self.address or "local", log_to_driver=False, configure_logging=False, **here)
        except ConnectionError as error:
            hint = "where it asks for a token, set RAY_AUTH_MODE=token"
            raise RunnerError(f"{self.address}: no Ray cluster answers there ({error}); {hint}") from error
        try:
            remote = ray.remote(self.reads).options(max_retries=0)
            todo = iter(tasks)
            hand: dict[Any, Task] = {}
            while True:
                while len(hand) < IN_HAND * self.workers and (task := next(todo, None)) is not None:
                    hand[remote.remote(task)] = task
                if not hand:
                    break
                (ready, *_), _ = ray.wait(list(hand))
                task = hand.pop(ready)
                try:
                    yield ray.get(ready)
                except ray.exceptions.RayTaskError as error:
                    yield Failed(task, told(error.cause))
                except ray.exceptions.RayError as error:
                    yield Failed(task, f"the worker that read it was lost ({type(error).__name__})")
        finally:
            ray.shutdown()


def told(error: BaseException) -> str:
    """What was raised, in a line.

    >>> told(OSError(28, "No space left on device"))
    'OSError: [Errno 28] No space left on device'
    """
    return f"{type(error).__name__}: {error}"
