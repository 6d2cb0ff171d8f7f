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


@dataclass
class Stream:
    """Requests that come at a rate, whether those before them were answered or not."""

    requests: Iterator[bytes]
    rate: float  # a second
    connections: int
    statuses: Counter[int] = field(default_factory=Counter)
    latencies: list[float] = field(default_factory=list)

    def answers(self, seconds: float) -> Answers:
        return Answers(len(self.latencies) / seconds, self.statuses, self.latencies)


def get(path: str, cookie: str = "", headers: str = "") -> bytes:
    return _head("GET", path, cookie) + headers.encode() + b"\r\n"


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


def run_at_rate(port: int, streams: Sequence[Stream], *, seconds: float) -> list[Answers]:
    """Send each stream at its rate; a request that waits for a connection counts from its hour."""
    start = time.perf_counter()
    with selectors.DefaultSelector() as selector:
        lines = [_Line(each, port, selector, start, seconds) for each in streams]
        while any(line.is_busy for line in lines):
            now = time.perf_counter()
            wait = min(line.send_due(now) for line in lines)
            for key, _events in selector.select(max(0.0, min(wait, 0.1))):
                line, connection = key.data
                line.receive(connection)
        taken = time.perf_counter() - start
    return [each.answers(taken) for each in streams]


class _Line:
    """The connections of one stream, and what of it is still to be sent."""

    def __init__(
        self,
        stream: Stream,
        port: int,
        selector: selectors.BaseSelector,
        start: float,
        seconds: float,
    ) -> None:
        self.stream, self.start, self.port, self.selector = stream, start, port, selector
        self.left, self.sent = int(stream.rate * seconds), 0
        self.idle = [self._open() for _ in range(stream.connections)]

    @property
    def is_busy(self) -> bool:
        return bool(self.left) or len(self.idle) < self.stream.connections

    def send_due(self, now: float) -> float:
        """Send what is due as far as connections are free; return the seconds until the next."""
        while self.left and self.idle and self._due() <= now:
            connection = self.idle.pop()
            connection.send_next(self.stream.requests)
            connection.sent_at = self._due()
            self.sent, self.left = self.sent + 1, self.left - 1
        return self._due() - now if self.left and self.idle else 0.1

    def receive(self, connection: "_Connection") -> None:
        try:
            status = connection.receive()
        except ConnectionError:
            self._open_again(connection)
            return
        if status:
            self.stream.statuses[status] += 1
            self.stream.latencies.append(time.perf_counter() - connection.sent_at)
            self.idle.append(connection)

    def _open(self) -> "_Connection":
        connection = _Connection(self.port)
        self.selector.register(connection.socket, selectors.EVENT_READ, (self, connection))
        return connection

    def _open_again(self, lost: "_Connection") -> None:
        """Open another connection; a request that was under way on the lost one counts as 0."""
        self.selector.unregister(lost.socket)
        lost.socket.close()
        if lost in self.idle:
            self.idle.remove(lost)
        else:
            self.stream.statuses[0] += 1
        self.idle.append(self._open())

    def _due(self) -> float:
        return self.start + self.sent / self.stream.rate


def ask(port: int, request: bytes) -> bytes:
    """Send one request and return the whole answer."""
    connection = _Connection(port)
    connection.send_next(iter([request]))
    while not connection.receive():
        pass
    connection.socket.close()
    return bytes(connection.last)


@dataclass(eq=False)
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
