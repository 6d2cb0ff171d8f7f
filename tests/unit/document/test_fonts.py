import hashlib
from importlib import resources

FOLDER = resources.files("appeals.document") / "fonts"


def test_every_font_is_the_one_whose_hash_stands_beside_it_with_its_licence():
    said = dict(
        reversed(line.split("  ")) for line in (FOLDER / "SHA256SUMS").read_text().splitlines()
    )
    fonts = {each.name: each.read_bytes() for each in FOLDER.iterdir() if each.name[-4:] == ".ttf"}

    assert said == {name: hashlib.sha256(data).hexdigest() for name, data in fonts.items()}
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text()
