"""A terminal for the engines' commands."""

import io


class StoppedAt(io.StringIO):
    """A terminal at which somebody stops the run when it says this word."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self.word = word

    def write(self, text: str) -> int:
        if self.word in text:
            raise KeyboardInterrupt
        return super().write(text)
