"""Pictures of every kind that a PNG or JPEG can be, made anew."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from appeals.document.images import Flaw, Unusable, anew
from tests.sent_files import make_picture


def saved(image, kind="PNG", **more):
    written = BytesIO()
    image.save(written, kind, **more)
    return written.getvalue()


def read(picture):
    return Image.open(BytesIO(picture.content))


@pytest.mark.parametrize(
    ("mode", "kept"),
    [("1", "L"), ("L", "L"), ("LA", "LA"), ("P", "RGB"), ("RGB", "RGB"), ("RGBA", "RGBA")],
)
def test_every_kind_of_png_stays_what_it_shows(mode, kept):
    assert read(anew(saved(Image.new(mode, (20, 10))))).mode == kept


def test_sixteen_bits_become_eight():
    picture = read(anew(saved(Image.new("I;16", (4, 4), 0x8000))))

    assert picture.mode == "L"
    assert picture.getpixel((0, 0)) == 0x80


def test_a_palette_keeps_what_is_transparent():
    image = Image.new("P", (4, 4), 0)

    picture = read(anew(saved(image, transparency=0)))

    assert picture.mode == "RGBA"
    assert picture.getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("mode", ["CMYK", "L", "RGB"])
def test_a_jpeg_of_any_colours_is_shown_everywhere(mode):
    assert read(anew(saved(Image.new(mode, (20, 10)), "JPEG"))).mode in {"L", "RGB"}


def test_a_picture_that_a_camera_lay_on_its_side_is_set_up():
    exif = Image.Exif()
    exif[0x0112] = 6

    picture = anew(saved(Image.new("RGB", (40, 10)), "JPEG", exif=exif))

    assert (picture.width, picture.height) == (10, 40)


def test_nothing_but_pixels_goes_on():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    hidden = saved(Image.new("RGB", (9, 9)), icc_profile=profile) + b"<script>1</script>"

    kept = anew(hidden)

    assert b"script" not in kept.content
    assert set(read(kept).info) == set()


def test_the_same_picture_gives_the_same_bytes():
    assert anew(make_picture()) == anew(make_picture())
    assert anew(make_picture()).content == anew(make_picture()).content


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = saved(Image.new("1", (60_000, 60_000)))

    with pytest.raises(Unusable) as refused:
        anew(bomb)

    assert refused.value.flaw is Flaw.SIDE
