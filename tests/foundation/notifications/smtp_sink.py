"""A mail server for tests, on loopback: it keeps what it gets and answers when it may."""

import email
import socketserver
import threading
from email.message import Message
from queue import Queue
from typing import cast


class SmtpSink(socketserver.ThreadingTCPServer):
    """``received`` holds the messages in order; while ``answers`` is clear none is acknowledged."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.received: Queue[Message] = Queue()
        self.answers = threading.Event()
        self.answers.set()
        self._thread = threading.Thread(target=self.serve_forever, daemon=True)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def __enter__(self) -> "SmtpSink":
        self._thread.start()
        return self

    def __exit__(self, *args: object) -> None:
        self.answers.set()
        self.shutdown()
        self.server_close()


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        sink = cast(SmtpSink, self.server)
        self._say("220 sink")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self._say("354 go on")
                sink.received.put(email.message_from_bytes(self._body()))
                sink.answers.wait(timeout=30)
                self._say("250 kept")
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _body(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        return b"".join(lines)

    def _say(self, text: str) -> None:
        try:
            self.wfile.write(f"{text}\r\n".encode())
        except OSError:  # the other side was killed, which is the point of the test
            return
