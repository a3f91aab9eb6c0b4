"""The load generator, a process of its own: one order as JSON on each line in, one answer out.

An order names host and port, requests, `concurrency`, `seconds` and `most`: it ends at whichever
bound comes first. The answer has the requests' seconds, the span of all, and what did not answer
as expected.
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
    """One order being carried out by `concurrency` threads, each with its own connection."""

    def __init__(self, order: dict[str, Any]) -> None:
        self.order = order
        self.requests = itertools.cycle(order["requests"])
        self.lock = threading.Lock()
        self.taken = 0
        self.seconds: list[float] = []
        self.refused: list[str] = []
        self.until = 0.0

    def run(self) -> dict[str, Any]:
        threads = [threading.Thread(target=self._work) for _ in range(self.order["concurrency"])]
        began = time.perf_counter()
        self.until = began + self.order["seconds"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        span = time.perf_counter() - began
        return {"seconds": self.seconds, "span": span, "refused": self.refused[:3]}

    def _take(self) -> dict[str, Any] | None:
        with self.lock:
            if self.taken >= self.order["most"] or time.perf_counter() >= self.until:
                return None
            self.taken += 1
            return next(self.requests)

    def _work(self) -> None:
        line = http.client.HTTPConnection(self.order["host"], self.order["port"], timeout=TIMEOUT)
        while request := self._take():
            began = time.perf_counter()
            line.request(
                request["method"], request["path"], request.get("body"), request["headers"]
            )
            answer = line.getresponse()
            body = answer.read()
            took = time.perf_counter() - began
            with self.lock:
                self.seconds.append(took)
                if answer.status != request["expect"]:
                    text = body[:200].decode(errors="replace")
                    self.refused.append(f"{request['path']} answered {answer.status}: {text}")
        line.close()


for text in sys.stdin:
    print(json.dumps(Load(json.loads(text)).run()), flush=True)
