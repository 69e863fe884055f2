"""Ray: a cluster to be found or made, and tasks that run there, a bounded number of times (decision 0010)."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from importlib.util import find_spec
from socket import create_connection
from typing import Any, TypeVar

from extractor.batch.channel import describe
from extractor.batch.stopping import SIGNALS, Stop
from extractor.errors import UsageError, VnfactsError

T = TypeVar("T")
R = TypeVar("R")
RETRIES = 3  # of a task whose process or machine is lost
OBJECTS = 100_000_000  # bytes for Ray's own messages on this machine; nothing big is among them
SETTINGS = {  # of Ray, where the user has not set them
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_memory_monitor_refresh_ms": "0",  # where memory runs out, the system ends our worker, and its document is told
    "RAY_task_oom_retries": str(RETRIES),
}
KNOCK = 10.0  # seconds for a cluster to answer
LOOK = 0.2  # seconds between two looks at whether the run is asked to stop


def check_installed() -> None:
    """Raise UsageError where the extra is missing."""
    missing = [name for name in ("ray", "pyarrow", "fsspec") if find_spec(name) is None]
    if missing:
        raise UsageError("--engine ray", f"needs {missing[0]}, which is not installed", "pip install 'vnfacts[ray]'")


@contextmanager
def connect(address: str | None, cores: int) -> Iterator[int]:
    """The number of cores of the cluster at ``address``, or of one of our own on this machine that ends with us. A
    connection that is open already is used and left open. Whatever Ray prints goes to standard error."""
    os.environ.update({name: value for name, value in SETTINGS.items() if name not in os.environ})
    import ray

    if ray.is_initialized():
        yield _count(ray)
        return
    if address:
        _knock(address)
    own: dict[str, Any] = {"num_cpus": cores, "object_store_memory": OBJECTS, "include_dashboard": False}
    with redirect_stdout(sys.stderr):
        try:
            with _same_signals():
                more = {} if address else own
                ray.init(address or "local", log_to_driver=False, logging_level=logging.CRITICAL, **more)
        except Exception as error:  # of all kinds, by what is missing or cannot be reached
            place = ("--ray-address", "check address, port and versions of Ray") if address else ("ray", "see its logs")
            raise UsageError(place[0], describe(error), place[1]) from None
        try:
            yield _count(ray)
        finally:
            ray.shutdown()


def _knock(address: str) -> None:
    """Raise UsageError where nobody listens: Ray itself would try for minutes."""
    host, _, port = address.rpartition(":")
    if host and "/" not in host and port.isdecimal():
        try:
            create_connection((host, int(port)), timeout=KNOCK).close()
        except OSError as error:
            told = f"nobody answers at {address} ({error.strerror or error})"
            raise UsageError("--ray-address", told, "give that of ray start --head, such as 10.0.0.5:6379") from None


def _count(ray: Any) -> int:
    return int(ray.cluster_resources().get("CPU", 1))


@contextmanager
def _same_signals() -> Iterator[None]:
    """Ray takes SIGTERM for itself: the run is to end in order."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_tasks(
    function: Callable[[T], R], items: Sequence[T], *, workers: int, stop: Stop
) -> Iterator[tuple[T, R | Exception]]:
    """Each item with what ``function`` returns for it, or what Ray lost it by after ``RETRIES``; in whatever order.
    ``workers`` run at once, a core each. Ends early once asked to stop; what runs then is cut off."""
    import ray

    def call(item: T) -> R:
        return function(item)

    task = ray.remote(num_cpus=1, max_retries=RETRIES)(call)
    waiting, running = deque(items), dict[Any, T]()
    try:
        while (waiting or running) and not stop.asked:
            while waiting and len(running) < workers:
                item = waiting.popleft()
                running[task.remote(item)] = item
            for done in ray.wait(list(running), timeout=LOOK)[0]:
                yield running.pop(done), _get(ray, done)
    except (ConnectionError, RuntimeError, ray.exceptions.RayError) as error:
        raise VnfactsError("ray", describe(error), "look at the cluster, and run the same command again") from None
    finally:
        for reference in running:
            with suppress(Exception):  # the cluster may be gone
                ray.cancel(reference, force=True)


def _get(ray: Any, reference: Any) -> Any:
    try:
        return ray.get(reference)
    except ray.exceptions.RayError as error:
        return getattr(error, "cause", None) or error
