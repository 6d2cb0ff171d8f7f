"""How large pictures are printed: as large as fits, and logos beside each other look alike."""

from appeals.document.tree import Picture

# The room for the logo of a letterhead and for one of the logos below a list, in millimetres.
LETTERHEAD = (70.0, 22.0)
LOGO = (32.0, 13.0)


def fitted(picture: Picture, room: tuple[float, float]) -> tuple[float, float]:
    """Return width and height in millimetres, in the picture's own proportions."""
    scale = min(room[0] / picture.width, room[1] / picture.height)
    return round(picture.width * scale, 2), round(picture.height * scale, 2)
