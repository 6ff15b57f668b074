"""Signatures, as the pad of the page would send them."""

import base64
import io

from PIL import Image, ImageDraw


def image(size=(300, 100), paper=(0, 0, 0, 0), ink="black", kind="PNG"):
    """Return an image in base64: a stroke of this ink, or none, on this paper."""
    mode = "RGBA" if len(paper) == 4 else "RGB"
    drawn = Image.new(mode, size, paper)
    if ink:
        ImageDraw.Draw(drawn).line((20, 20, 120, 70), fill=ink, width=3)
    out = io.BytesIO()
    drawn.save(out, kind)
    return base64.b64encode(out.getvalue()).decode()


DRAWN = image()
BLANK = image(ink=None)
PDF = base64.b64encode(b"%PDF-1.4\n%signed page\n%%EOF").decode()
