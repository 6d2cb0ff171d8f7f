"""A load generator light enough to share two cores with the server it asks."""

import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode


@dataclass(frozen=True)
class Answers:
    """What came back: requests a second, how many answers of each status, seconds of each."""

    rate: float
    statuses: Counter[int]
    latencies: list[float]

    def percentile(self, hundredth: int) -> float:
        """Return the seconds within which so many of a hundred were answered."""
        return sorted(self.latencies)[len(self.latencies) * hundredth // 100]


def get(path: str, cookie: str = "") -> bytes:
    return _head("GET", path, cookie) + b"\r\n"


def post(path: str, values: dict[str, str], cookie: str = "") -> bytes:
    body = urlencode(values).encode()
    kind = b"Content-Type: application/x-www-form-urlencoded\r\n"
    length = f"Content-Length: {len(body)}\r\n\r\n".encode()
    return _head("POST", path, cookie) + kind + length + body


def run(port: int, requests: Sequence[bytes], *, connections: int) -> Answers:
    """Send the prepared requests over kept-open connections, the next when one is answered."""
    waiting = iter(requests)
    statuses: Counter[int] = Counter()
    latencies: list[float] = []
    with selectors.DefaultSelector() as selector:
        opened = [_Connection(port) for _ in range(connections)]
        start = time.perf_counter()
        for connection in opened:
            if connection.send_next(waiting):
                selector.register(connection.socket, selectors.EVENT_READ, connection)
        while selector.get_map():
            for key, _events in selector.select():
                connection = key.data
                status = connection.receive()
                if status:
                    statuses[status] += 1
                    latencies.append(time.perf_counter() - connection.sent_at)
                    if not connection.send_next(waiting):
                        selector.unregister(connection.socket)
        seconds = time.perf_counter() - start
    for connection in opened:
        connection.socket.close()
    return Answers(len(requests) / seconds, statuses, latencies)


def ask(port: int, request: bytes) -> bytes:
    """Send one request and return the whole answer."""
    connection = _Connection(port)
    connection.send_next(iter([request]))
    while not connection.receive():
        pass
    connection.socket.close()
    return bytes(connection.last)


@dataclass
class _Connection:
    port: int
    received: bytearray = field(default_factory=bytearray)
    last: bytearray = field(default_factory=bytearray)
    sent_at: float = 0

    def __post_init__(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send_next(self, waiting: Iterator[bytes]) -> bool:
        request = next(waiting, None)
        if request is not None:
            self.sent_at = time.perf_counter()
            self.socket.sendall(request)
        return request is not None

    def receive(self) -> int:
        """Read what has come; return the status once the answer is whole, else 0."""
        some = self.socket.recv(262_144)
        if not some:
            raise ConnectionError("the server hung up")
        self.received += some
        head_end = self.received.find(b"\r\n\r\n")
        if head_end < 0:
            return 0
        head = bytes(self.received[:head_end]).lower()
        length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
        if len(self.received) < head_end + 4 + length:
            return 0
        self.last, self.received = self.received, bytearray()
        return int(head[9:12])


def _head(method: str, path: str, cookie: str) -> bytes:
    cookies = f"Cookie: {cookie}\r\n" if cookie else ""
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n{cookies}".encode()
