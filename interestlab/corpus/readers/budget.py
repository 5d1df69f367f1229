"""What a file may become while it is read: told from what it declares, and counted while it grows.

What people wrote packs to a tenth of its size, tables of numbers and logs to a fiftieth; what unpacks to hundreds of times its
size was made to fill a memory. So the ratio is looked at as well as the sum, once there is enough for a ratio to say something.
"""

from interestlab.errors import UnreadableFile

MAX_DECODED_BYTES = 4 << 30  # of one file after unpacking and decoding
DENSE_FROM = 256 << 20  # bytes from which the ratio counts
DENSEST = 150  # times its size that a file may unpack to
MOST_ROWS = 50_000_000  # the largest known log of ratings that fits into the memory of a usual machine has 32 million
_TODO = "split it into smaller files"


def check_size(unpacked: int, packed: int | None = None, *, most: int | None = None, what: str = "The file") -> None:
    """Raises UnreadableFile where so many bytes are too many, or too many for the bytes that they are packed in."""
    limit = MAX_DECODED_BYTES if most is None else most
    if unpacked > limit:
        raise UnreadableFile(f"{what} unpacks to more than {limit >> 20:,} MB; {_TODO}.")
    if packed is not None and is_dense(unpacked, packed):
        raise UnreadableFile(
            f"{what} unpacks to {unpacked // max(1, packed):,} times its size or more ({_size(packed)} become "
            f"{unpacked >> 20:,} MB), which no table of texts does; give the table itself, not packed."
        )


def is_dense(unpacked: int, packed: int) -> bool:
    """Whether no table packs so tightly."""
    return unpacked > max(DENSE_FROM, DENSEST * packed)


def check_rows(rows: int) -> None:
    """Raises UnreadableFile where a table has more rows than can be worked on."""
    if rows > MOST_ROWS:
        raise UnreadableFile(f"The table has {rows:,} rows or more; at most {MOST_ROWS:,} can be read; {_TODO}.")


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB" if count >= 100_000 else f"{count:,} bytes"
