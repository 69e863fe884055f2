"""The writer's lock: one annotator a store, told at once, gone with its process however that ends."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from extractor.store.errors import StoreError


class Lock:
    """Held from construction to ``release``: an flock on ``<store>.lock``, which says whose it is.

    Not on the store itself: closing a second descriptor of it would drop SQLite's own locks.
    """

    def __init__(self, store: Path) -> None:
        import fcntl

        self.path = store.with_name(store.name + ".lock")
        while True:
            descriptor = self._open(store)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                holder = os.pread(descriptor, 20, 0).decode(errors="replace").strip() or "unknown"
                os.close(descriptor)
                seen, remedy = f"is being written by process {holder}", "wait until it is done, or give another store"
                raise StoreError(str(store), seen, remedy) from None
            if self._is_ours(descriptor):
                break
            os.close(descriptor)  # its holder has just taken the file away: lock the next one
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        self._descriptor = descriptor

    def _open(self, store: Path) -> int:
        try:
            return os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            seen, remedy = f"cannot be written ({error.strerror})", "check the folder and its permissions"
            raise StoreError(str(store), seen, remedy) from None

    def _is_ours(self, descriptor: int) -> bool:
        """Whether the locked file is still the one at the path."""
        try:
            return os.path.samestat(os.fstat(descriptor), os.stat(self.path))
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Take the file away and let go."""
        with suppress(OSError):
            self.path.unlink()
        os.close(self._descriptor)
