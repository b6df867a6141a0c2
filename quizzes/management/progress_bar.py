"""How far a long command has come, on a terminal."""

import time
from typing import TextIO

WIDTH = 40
SECONDS_BETWEEN = 0.1


class ProgressBar:
    """One line that is drawn over and over; nothing where the stream is no terminal (a pipe, a log).

    It takes what is done in steps and knows the whole, so it can be passed wherever progress is told.
    """

    def __init__(self, whole: int, stream: TextIO) -> None:
        self._whole = max(1, whole)
        self._stream = stream
        self._done = 0
        self._drawn_at = 0.0
        self._is_shown = stream.isatty()

    def __call__(self, step: int) -> None:
        """So much more is done."""
        self._done += step
        now = time.monotonic()
        if self._is_shown and (now - self._drawn_at >= SECONDS_BETWEEN or self._done >= self._whole):
            self._drawn_at = now
            self._draw()

    def close(self) -> None:
        """Take the line away: what the command says comes in its place."""
        if self._is_shown:
            self._stream.write("\r" + " " * (WIDTH + 40) + "\r")
            self._stream.flush()

    def _draw(self) -> None:
        share = min(1.0, self._done / self._whole)
        filled = round(WIDTH * share)
        counted = f"{min(self._done, self._whole):,} of {self._whole:,} events"
        self._stream.write(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {share:4.0%} {counted}")
        self._stream.flush()
