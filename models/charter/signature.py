"""What a person drew: whether it is an image, and whether anything is on it."""

import io
import struct
import zlib

from PIL import Image

#: Pixels of the longest side of a signature.
MAX_SIDE = 4000
#: Between the darkest and the lightest point of what counts as drawn, of 255.
CONTRAST = 32
_UNREADABLE = (
    OSError,
    SyntaxError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)


def is_blank(raw):
    """Tell whether an image shows no stroke once laid on white paper.

    :param raw: bytes of a PNG or a JPEG
    :raise ValueError: not one of these, broken, or larger than `MAX_SIDE`
    """
    try:
        with Image.open(io.BytesIO(raw), formats=("PNG", "JPEG")) as image:
            if max(image.size) > MAX_SIDE:
                raise ValueError("too large for a signature")
            drawn = image.convert("RGBA")
    except _UNREADABLE as error:
        raise ValueError("not an image") from error
    paper = Image.new("RGBA", drawn.size, "white")
    seen = Image.alpha_composite(paper, drawn).convert("L")
    darkest, lightest = seen.getextrema()
    return lightest - darkest < CONTRAST
