"""Take pictures of every page: `python -m tests.browser.screenshots FOLDER [NAME …]`.

Each page on a phone and on a desk; in the dark and in Russian, too.
"""

import argparse
import tempfile
from pathlib import Path

from tests.browser.conftest import chromium
from tests.browser.looking import DESK, PHONE, Looker
from tests.browser.pages import PAGES
from tests.browser.stage import served

SIZES = {"phone": PHONE, "desk": DESK}


def main(folder: Path, names: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [page for page in PAGES if not names or page.name in names]
    with (
        tempfile.TemporaryDirectory() as data,
        served(Path(data)) as stage,
        chromium() as browser,
    ):
        looker = Looker(browser, stage)
        for page in wanted:
            for language in ("en", "ru"):
                tab = looker.look(page, language).tab
                for size, viewport in SIZES.items():
                    tab.set_viewport_size(viewport)  # type: ignore[arg-type]
                    for scheme in ("light", "dark"):
                        tab.emulate_media(color_scheme=scheme)
                        name = f"{page.name}-{language}-{size}-{scheme}.png"
                        tab.screenshot(path=folder / name, full_page=True)
                tab.emulate_media(color_scheme="light")
        looker.close()
    print(f"{len(wanted)} pages are in {folder}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("pages", nargs="*", help="names as in pages.py; all if none is given")
    options = parser.parse_args()
    main(options.folder, options.pages)
