from io import BytesIO

import pikepdf
from PIL import Image, ImageCms

from briefgen.assemble.grey import declare_grey, grey_profile


def test_the_profile_is_one_of_grey_that_colour_management_reads() -> None:
    profile = ImageCms.ImageCmsProfile(BytesIO(grey_profile()))
    assert profile.profile.xcolor_space.strip() == "GRAY"
    assert profile.profile.device_class == "mntr"
    assert "2.2" in ImageCms.getProfileDescription(profile)


def test_black_is_black_white_is_white_and_grey_is_as_on_common_displays() -> None:
    picture = Image.new("L", (3, 1))
    for x, level in enumerate((0, 128, 255)):
        picture.putpixel((x, 0), level)
    profile = ImageCms.ImageCmsProfile(BytesIO(grey_profile()))
    shown = ImageCms.profileToProfile(picture, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    assert shown is not None
    levels = [shown.getpixel((x, 0)) for x in range(3)]
    assert levels[0] == (0, 0, 0)
    assert levels[2] == (255, 255, 255)
    assert all(abs(level - 128) <= 3 for level in levels[1])  # type: ignore[union-attr]


def test_a_file_says_what_its_grey_means() -> None:
    with pikepdf.new() as file:
        declare_grey(file)
        (intent,) = file.Root.OutputIntents
        assert str(intent.S) == "/GTS_PDFA1"
        assert intent.DestOutputProfile.read_bytes() == grey_profile()
