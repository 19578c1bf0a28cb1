"""Images made harmless: turned upright, drawn anew without what cameras write into them, and a small preview.

A photograph says where and when it was taken; in work with minors that must not go round. What is kept is only what was
drawn: no EXIF, no GPS, no comments, and nothing that was hidden behind the picture.
"""

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageOps, ImageSequence, JpegImagePlugin

from ..core.errors import Invalid
from ..core.i18n import _

MOST_PIXELS = 50_000_000
"""Of one picture, or of all pictures of an animation together: some 200 MB while it is drawn."""
PREVIEW_SIDE = 480
_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
PREVIEW_TYPE = "image/webp"


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as it is kept: its bytes, its preview's (WebP), and its size in pixels."""

    data: bytes
    preview: bytes
    width: int
    height: int


def redraw(data: bytes, media_type: str) -> Picture:
    """The image without anything but its picture. Invalid when it cannot be read whole or has too many pixels.

    It takes CPU for as long as a second: call it through `core.offload`.
    """
    try:
        with Image.open(io.BytesIO(data), formats=[_FORMATS[media_type]]) as image:
            _require_drawable(image)
            frames = _frames(image)
            kept = _written(image, frames, data)
        return Picture(kept, _preview(frames[0]), *frames[0].size)
    except Invalid:
        raise
    except Exception as error:  # decoders raise whatever comes to their mind at a broken file
        raise Invalid(_("图片不完整或者已损坏，请重新拍照、截图或另存后再传。"), field="name") from error


def _require_drawable(image: Image.Image) -> None:
    width, height = image.size
    pictures = getattr(image, "n_frames", 1)
    if width * height * pictures > MOST_PIXELS:
        limit = MOST_PIXELS // 10_000
        raise Invalid(_("图片超过 %(limit)d 万像素，请缩小后再传。", limit=limit), field="name")


def _frames(image: Image.Image) -> list[Image.Image]:
    """Its pictures, upright, with nothing noted on them but transparency and how long each stays."""
    if getattr(image, "n_frames", 1) == 1:
        return [_bare(ImageOps.exif_transpose(image), image)]
    return [_bare(frame.copy(), frame) for frame in ImageSequence.Iterator(image)]


def _bare(upright: Image.Image, before: Image.Image) -> Image.Image:
    upright.load()
    upright.info = {name: before.info[name] for name in ("transparency", "duration") if name in before.info}
    upright.getexif().clear()
    return upright


def _written(image: Image.Image, frames: list[Image.Image], data: bytes) -> bytes:
    out = io.BytesIO()
    options = _options(image, data)
    if len(frames) > 1:
        durations = [frame.info.get("duration") or 100 for frame in frames]
        options |= {"save_all": True, "append_images": frames[1:], "duration": durations}
        options["loop"] = image.info.get("loop", 0)
    first = frames[0]
    if image.format == "JPEG" and first.mode not in {"L", "RGB"}:
        first = first.convert("RGB")
    first.save(out, image.format, **options)
    return out.getvalue()


def _options(image: Image.Image, data: bytes) -> dict[str, Any]:
    """How to write it so that it looks as before and is about as large."""
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        sampling = JpegImagePlugin.get_sampling(image)
        kept = {"qtables": image.quantization} if image.mode in {"L", "RGB"} else {"quality": 90}
        return kept | ({"subsampling": sampling} if sampling >= 0 and image.mode == "RGB" else {})
    if image.format == "WEBP":
        return {"lossless": True} if b"VP8L" in data[:64] else {"quality": 90}
    return {}


def _preview(first: Image.Image) -> bytes:
    small = first.convert("RGBA" if _is_see_through(first) else "RGB")
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    small.info = {}
    out = io.BytesIO()
    small.save(out, "WEBP", quality=78, method=4)
    return out.getvalue()


def _is_see_through(image: Image.Image) -> bool:
    return image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
