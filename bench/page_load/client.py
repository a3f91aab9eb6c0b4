"""The load generator, run as a separate process: a job per input line, a result per output line.

A job is a JSON object with `host`, `port`, `requests`, `concurrency`, `seconds` and `max_requests`;
it ends at whichever limit comes first. The result has the seconds of each request, the elapsed
seconds and up to three errors (responses with another status than expected).
"""

import http.client
import itertools
import json
import sys
import threading
import time
from typing import Any

TIMEOUT = 30  # seconds


class Load:
    """One job, run by `concurrency` threads with a connection each."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.job = job
        self.requests = itertools.cycle(job["requests"])
        self.lock = threading.Lock()
        self.sent = 0
        self.seconds: list[float] = []
        self.errors: list[str] = []
        self.deadline = 0.0

    def run(self) -> dict[str, Any]:
        threads = [
            threading.Thread(target=self._send_requests) for _ in range(self.job["concurrency"])
        ]
        started = time.perf_counter()
        self.deadline = started + self.job["seconds"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        elapsed = time.perf_counter() - started
        return {"seconds": self.seconds, "elapsed": elapsed, "errors": self.errors[:3]}

    def _next_request(self) -> dict[str, Any] | None:
        with self.lock:
            if self.sent >= self.job["max_requests"] or time.perf_counter() >= self.deadline:
                return None
            self.sent += 1
            return next(self.requests)

    def _send_requests(self) -> None:
        connection = http.client.HTTPConnection(self.job["host"], self.job["port"], timeout=TIMEOUT)
        while request := self._next_request():
            started = time.perf_counter()
            connection.request(
                request["method"], request["path"], request.get("body"), request["headers"]
            )
            response = connection.getresponse()
            body = response.read()
            seconds = time.perf_counter() - started
            with self.lock:
                self.seconds.append(seconds)
                if response.status != request["expect"]:
                    text = body[:200].decode(errors="replace")
                    self.errors.append(f"{request['path']} answered {response.status}: {text}")
        connection.close()


for text in sys.stdin:
    print(json.dumps(Load(json.loads(text)).run()), flush=True)
