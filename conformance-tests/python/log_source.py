"""Reads a log as tlog-tiles lays it out, from a directory or a URL."""

import functools
import gzip
import urllib.error
import urllib.request
from pathlib import Path

from merkle import node_hash, split


class LogError(Exception):
    """A log that is not there, not whole, or not what it claims to be."""


class Missing(LogError):
    """A file that the log does not have."""


class Unreachable(Exception):
    """A log that does not answer, of which nothing can be said."""


class LogSource:
    """The files of a log under a directory or a URL prefix."""

    def __init__(self, place):
        self.place = place.rstrip("/")
        self._remote = place.startswith(("http://", "https://"))
        # No proxy: what is checked is what this host says.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def read(self, path):
        """The octets at a path. Raises Missing if there is nothing, Unreachable if that cannot be known."""
        if not self._remote:
            try:
                return (Path(self.place) / path).read_bytes()
            except OSError as error:
                raise Missing(f"{path}: {error.strerror}") from error
        request = urllib.request.Request(f"{self.place}/{path}", headers={"Accept-Encoding": "gzip, identity"})
        try:
            with self._opener.open(request, timeout=30) as answer:
                data = answer.read()
                packed = answer.headers.get("Content-Encoding") == "gzip"
        except urllib.error.HTTPError as error:
            if error.code in (404, 410):
                raise Missing(f"{path}: {error.code}") from error
            raise Unreachable(f"{path}: {error}") from error
        except OSError as error:
            raise Unreachable(f"{path}: {error}") from error
        return gzip.decompress(data) if packed else data

    def tile(self, level, number, width):
        """The hashes of a tile of this width, which may also be the beginning of the full one."""
        data, exact = self._read_wide(f"tile/{level}/", number, width)
        if len(data) != 32 * (width if exact else WIDTH):
            raise LogError(f"{tile_path(level, number, width)}: {len(data)} octets")
        return [data[at : at + 32] for at in range(0, 32 * width, 32)]

    def bundle(self, number, width):
        """The entries of a bundle of this width."""
        (data, exact), entries = self._read_wide("tile/entries/", number, width), []
        while data and len(entries) < width:
            length = int.from_bytes(data[:2], "big")
            if len(data) < 2 + length:
                break
            entries.append(data[2 : 2 + length])
            data = data[2 + length :]
        if len(entries) != width or (data and exact):
            raise LogError(f"{tile_path('entries', number, width)}: not {width} entries")
        return entries

    def entries(self, size):
        """All entries of a tree of this size, in order, a bundle at a time."""
        for number in range((size + WIDTH - 1) // WIDTH):
            yield from self.bundle(number, min(WIDTH, size - number * WIDTH))

    def subtree_hashes(self, size):
        """The function that gives MTH(D[low:high]) from the tiles of a tree of this size."""
        tile = functools.lru_cache(maxsize=4096)(self.tile)

        def subtree(low, high):
            count = high - low
            if count & (count - 1) or low % count:
                middle = low + split(count)
                return node_hash(subtree(low, middle), subtree(middle, high))
            level = (count.bit_length() - 1) // 8
            number, offset = divmod(low >> 8 * level, WIDTH)
            width = min(WIDTH, (size >> 8 * level) - number * WIDTH)
            row = tile(level, number, width)[offset : offset + (count >> 8 * level)]
            while len(row) > 1:
                row = [node_hash(left, right) for left, right in zip(row[::2], row[1::2])]
            return row[0]

        return subtree

    def _read_wide(self, prefix, number, width):
        """A partial file, or the full one in its place; and whether it has just this width."""
        path = prefix + number_path(number)
        if width == WIDTH:
            return self.read(path), True
        try:
            return self.read(f"{path}.p/{width}"), True
        except Missing:
            # tlog-tiles: a partial tile may go once the full one is there.
            return self.read(path), False


def tile_path(level, number, width=256):
    """tlog-tiles: `tile/<L>/<N>[.p/<W>]`; the level is a number, or `entries`."""
    return f"tile/{level}/{number_path(number)}" + (f".p/{width}" if width != WIDTH else "")


def number_path(number):
    """tlog-tiles: 3-digit elements, all but the last with an `x`: 1234067 is `x001/x234/067`."""
    path = f"{number % 1000:03}"
    while number >= 1000:
        number //= 1000
        path = f"x{number % 1000:03}/{path}"
    return path


def tile_widths(size):
    """The tiles of a tree: (level, number, width), the levels from below."""
    level = 0
    while (count := size >> 8 * level) > 0:
        for number in range((count + WIDTH - 1) // WIDTH):
            yield level, number, min(WIDTH, count - number * WIDTH)
        level += 1


# tlog-tiles: hashes in a full tile, entries in a full bundle.
WIDTH = 256
