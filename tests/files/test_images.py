"""Pictures as they are kept: upright, as good as before, and without a word about where they were taken."""

import io

import pytest
from PIL import Image, ImageChops

from hub.files import images
from hub.files.images import PREVIEW_SIDE, redraw

from .samples import CAMERA, animation, photograph, picture


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_a_photograph_says_nothing_about_place_time_and_camera() -> None:
    taken = photograph()
    before = opened(taken)
    assert before.getexif().get_ifd(0x8825)[2] == (31.0, 13.0, 12.0), "the sample has a place"
    assert CAMERA.encode() in taken
    found = redraw(taken, "image/jpeg")
    for data in (found.data, found.preview):
        after = opened(data)
        assert dict(after.getexif()) == {}
        assert dict(after.getexif().get_ifd(0x8825)) == {}
        assert not {"exif", "comment", "xmp", "photoshop", "icc_profile"} & set(after.info)
        for hidden in (b"Exif", CAMERA.encode(), b"2026:11:20", "机密".encode(), b"http"):
            assert hidden not in data


@pytest.mark.parametrize(
    ("orientation", "corner"), [(1, (0, 0)), (3, (1, 1)), (6, (1, 0)), (8, (0, 1)), (2, (1, 0)), (5, (0, 0))]
)
def test_it_is_turned_upright(orientation: int, corner: tuple[int, int]) -> None:
    """The sample's left half is blue: where its upper left corner comes to lie there is blue."""
    found = redraw(photograph((64, 40), orientation), "image/jpeg")
    turned = orientation > 4
    assert (found.width, found.height) == ((40, 64) if turned else (64, 40))
    image = opened(found.data).convert("RGB")
    assert image.size == (found.width, found.height)
    at = (corner[0] * (image.width - 1), corner[1] * (image.height - 1))
    red, _green, blue = image.getpixel(at)
    assert blue > red


@pytest.mark.parametrize(("form", "mode"), [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "L"), ("GIF", "RGB")])
def test_what_loses_nothing_when_saved_loses_nothing(form: str, mode: str) -> None:
    before = picture(form, mode=mode)
    after = redraw(before, f"image/{form.lower()}").data
    difference = ImageChops.difference(opened(before).convert("RGBA"), opened(after).convert("RGBA"))
    assert difference.getbbox(alpha_only=False) is None


def test_a_jpeg_looks_as_before_and_is_about_as_large() -> None:
    noisy = Image.effect_noise((400, 300), 60).convert("RGB")
    out = io.BytesIO()
    noisy.save(out, "JPEG", quality=80)
    after = redraw(out.getvalue(), "image/jpeg").data
    difference = ImageChops.difference(opened(out.getvalue()), opened(after))
    assert max(high for _low, high in difference.getextrema()) <= 24  # noise is the worst there is
    assert len(after) < 1.1 * len(out.getvalue())


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_a_jpeg_of_other_colours_can_be_kept(mode: str) -> None:
    found = redraw(picture("JPEG", mode=mode), "image/jpeg")
    assert opened(found.data).mode in {"L", "RGB"}


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_an_animation_still_moves(form: str) -> None:
    after = opened(redraw(animation(form), f"image/{form.lower()}").data)
    assert after.n_frames == 3
    assert after.info.get("duration") == 120


def test_the_pictures_of_an_animation_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MOST_PIXELS", 30 * 20 * 3 - 1)
    with pytest.raises(images.Invalid, match="万像素"):
        redraw(animation(), "image/gif")


def test_a_preview_is_small_and_keeps_its_shape() -> None:
    found = redraw(picture("PNG", (2000, 500)), "image/png")
    preview = opened(found.preview)
    assert preview.format == "WEBP"
    assert preview.size == (PREVIEW_SIDE, PREVIEW_SIDE // 4)
    see_through = opened(redraw(picture("PNG", mode="RGBA"), "image/png").preview)
    assert see_through.mode == "RGBA"
    assert see_through.size == (64, 40), "a small picture is not blown up"


def test_the_same_photograph_becomes_the_same_bytes() -> None:
    assert redraw(photograph(), "image/jpeg").data == redraw(photograph(), "image/jpeg").data
