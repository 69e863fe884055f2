"""Messages between the run and its workers: a pickle with its length before it, over a pair of sockets."""

from __future__ import annotations

import pickle
import struct
from collections.abc import Iterator
from contextlib import suppress
from socket import socket
from typing import Any, BinaryIO

HEAD = struct.Struct("!Q")
AT_ONCE = 1 << 18  # bytes that are taken from a socket in one go


def pack(message: Any) -> bytes:
    """The bytes of one message."""
    body = pickle.dumps(message, protocol=5)
    return HEAD.pack(len(body)) + body


def describe(error: BaseException) -> str:
    """Type and message in one line of at most 300 characters."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:300].rstrip(": ")


def read_messages(link: socket) -> Iterator[Any]:
    """The worker's side: every message, waiting for each; ends when the other side is gone."""
    with suppress(OSError, EOFError), link.makefile("rb") as stream:
        while True:
            (size,) = HEAD.unpack(_read(stream, HEAD.size))
            yield pickle.loads(_read(stream, size))


def _read(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


class Channel:
    """The run's side. Nothing here waits, whatever the worker does: it may be stopped, hung or dead."""

    def __init__(self, link: socket) -> None:
        link.setblocking(False)
        self.link = link
        self._outgoing, self._incoming = bytearray(), bytearray()

    @property
    def unsent(self) -> bool:
        """Whether bytes wait for the worker to read."""
        return bool(self._outgoing)

    def send(self, message: Any) -> None:
        """Queue one message and send what the socket takes; ``flush`` sends the rest."""
        self._outgoing += pack(message)
        self.flush()

    def flush(self) -> None:
        """Send what the socket takes. That the worker is gone shows when its messages are read."""
        with suppress(OSError):
            while self._outgoing:
                del self._outgoing[: self.link.send(self._outgoing)]

    def receive(self) -> tuple[list[Any], bool]:
        """The messages that have come in whole, and whether the worker is still there."""
        alive = self._fill()
        messages, at = [], 0
        while len(self._incoming) - at >= HEAD.size:
            end = at + HEAD.size + HEAD.unpack_from(self._incoming, at)[0]
            if end > len(self._incoming):
                break
            messages.append(pickle.loads(memoryview(self._incoming)[at + HEAD.size : end]))
            at = end
        del self._incoming[:at]
        return messages, alive

    def _fill(self) -> bool:
        try:
            while data := self.link.recv(AT_ONCE):
                self._incoming += data
                if len(data) < AT_ONCE:
                    return True
        except BlockingIOError:
            return True
        except OSError:  # reset: it died with something of ours unread
            pass
        return False
