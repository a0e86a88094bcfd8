"""Many people press at one moment: each on a connection of its own, all from one process."""

import asyncio
import resource
import statistics
import time
from dataclasses import dataclass

PATIENCE_S = 300


@dataclass(frozen=True)
class Answer:
    status: int  # 0 when there was none
    seconds: float
    words: bytes


@dataclass(frozen=True)
class Pressed:
    """What all answers together say; seconds from one's own press to one's answer."""

    answers: list[Answer]
    seconds: float
    sent_within: float

    @property
    def a_second(self) -> float:
        return len(self.answers) / self.seconds

    def count(self, *statuses: int) -> int:
        return sum(one.status in statuses for one in self.answers)

    def p95(self, *statuses: int) -> float:
        """The time within which 95 of 100 of them had their answer."""
        waits = [one.seconds for one in self.answers if one.status in statuses]
        return statistics.quantiles(waits, n=20)[-1] if len(waits) > 1 else sum(waits)

    @property
    def median(self) -> float:
        return statistics.median(one.seconds for one in self.answers)

    @property
    def slowest(self) -> float:
        return max(one.seconds for one in self.answers)


def press_all(port: int, requests: list[bytes]) -> Pressed:
    """Send every request as soon as this machine can, and wait for every answer."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return asyncio.run(_all(port, requests))


async def _all(port: int, requests: list[bytes]) -> Pressed:
    sent: list[float] = []
    began = time.perf_counter()
    answers = await asyncio.gather(*(press(port, request, sent) for request in requests))
    return Pressed(answers, time.perf_counter() - began, max(sent) - began)


async def press(port: int, request: bytes, sent: list[float]) -> Answer:
    """Send one request on a connection of its own, and wait for its answer."""
    began = time.perf_counter()
    sent.append(began)
    try:
        async with asyncio.timeout(PATIENCE_S):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            answer = await reader.read()
            writer.close()
    except OSError:  # a timeout is one, too
        return Answer(0, time.perf_counter() - began, b"")
    status = int(answer[9:12]) if answer[:5] == b"HTTP/" else 0
    return Answer(status, time.perf_counter() - began, answer)


def post(path: str, body: str, **headers: str) -> bytes:
    typed = {"Content_Length": str(len(body)), "Content_Type": "application/x-www-form-urlencoded"}
    return _request("POST", path, {**typed, **headers}) + body.encode()


def get(path: str, **headers: str) -> bytes:
    return _request("GET", path, headers)


def _request(method: str, path: str, headers: dict[str, str]) -> bytes:
    lines = {"Host": "127.0.0.1", "Connection": "close"}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode()
