"""Convolutions of stride 2 that halve the side of a picture, rounded up, and those that undo it.

TensorFlow calls this padding "SAME", and the protocols of pictures 28 pixels wide rely on it:
28, 14, 7, 4, 2. Where the padding is odd torch has the odd line before the picture and TensorFlow
behind it, so that networks of the two are each other's mirror images.
"""


def sides(size: int, times: int) -> tuple[int, ...]:
    """Returns a picture's side and what it is after each of so many halvings."""
    found = [size]
    for _ in range(times):
        found.append(-(-found[-1] // 2))
    return tuple(found)


def padding(side: int, kernel: int) -> int:
    """Returns the lines around a picture with which a convolution of stride 2 halves its side."""
    return (kernel - 1 + side % 2) // 2


def output_padding(side: int, kernel: int) -> int:
    """Returns the lines that a transposed convolution with that `padding` lacks to undo this."""
    return (side + kernel) % 2
