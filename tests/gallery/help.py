"""Cuts the pictures of help out of the gallery's: `make help-pictures`.

One made-up commune is drawn once, in light colours, in a window of 1366 × 697; rail, top bar and
status bar are left away, the rest is made as small as a page of help shows it.
"""

import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageColor

from storage import open_register
from storage.sample import make_sample
from tests.gallery.__main__ import NOW, PEOPLE, SEED, SIZES, Gallery, clock
from tests.gallery.campaigns import make_campaign
from tests.gallery.kit import open_app
from ui.language import speak_vietnamese
from ui.rail import WIDE
from ui.style import set_theme
from ui.tokens import LIGHT

SIZE = SIZES[1]
WIDTH = 900
COLOURS = (96, 64, 32, 16, 8)  # beside those of the look; the first that is light enough
HEAVIEST = 68_000  # bytes
TOP_BAR, STATUS_BAR = 48, 28
WHOLE = ("09-", "16-")  # no register is open, or a dialog is as high as the window
# page of help: picture of the gallery
PICTURES = {
    "bat-dau": "09-lan-dau",
    "tong-quan": "01-tong-quan",
    "ho-gia-dinh": "02-ho-gia-dinh",
    "van-dong": "03-van-dong-tuyen",
    "nhap-ket-qua": "04-nhap-phieu-giay",
    "truyen-thong": "11-truyen-thong",
    "tham-gia": "12-tham-gia",
    "chi-tieu": "15-chi-tieu",
    "quyen-loi": "06-quyen-loi",
    "in-an": "07-in-an-household-sheet",
    "bao-cao": "08-bao-cao",
    "nhap-du-lieu": "05-nhap-du-lieu",
    "ra-soat": "05-ra-soat-doubles",
    "thiet-lap": "00-thiet-lap-office",
    "chinh-sach": "14-chinh-sach",
    "them-ho": "00-them-ho",
    "ghi-dong": "13-ghi-dong",
    "viec-cua-ho": "16-viec-cua-ho-death",
    "lich-su-sua": "17-lich-su",
}


def cut(drawn: Path, picture: Path) -> None:
    """Keep the screen of a drawn window, small and with few colours; a dialog is kept whole."""
    with Image.open(drawn) as whole:
        window = whole.size == SIZE and not drawn.stem.startswith(WHOLE)
        box = (WIDE, TOP_BAR, whole.width, whole.height - STATUS_BAR)
        kept = whole.convert("RGB").crop(box) if window else whole.convert("RGB")
    size = (WIDTH, round(kept.height * WIDTH / kept.width))
    if kept.width > WIDTH:
        kept = kept.resize(size, Image.Resampling.LANCZOS)
    for colours in COLOURS:
        few = kept.quantize(palette=_palette(kept, colours), dither=Image.Dither.NONE)
        few.save(picture, optimize=True)
        if picture.stat().st_size < HEAVIEST:
            return


def _palette(kept: Image.Image, colours: int) -> Image.Image:
    """The colours of the look as they are, then those between them that are met most."""
    tokens = [value for value in LIGHT.colours().values() if value.startswith("#")]
    values = [part for token in tokens for part in ImageColor.getrgb(token)]
    between = kept.quantize(colours).getpalette() or []
    few = Image.new("P", (1, 1))
    few.putpalette((values + between)[: 3 * 256])
    return few


def main(folder: Path) -> None:
    """Draw the made-up commune, and make every picture of help anew."""
    app = open_app()
    speak_vietnamese(app)
    set_theme(app, "light")
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        path = room / "so-mau.sas"
        with open_register(path, clock=clock, actor="Mai Thị Lành", create=True) as register:
            make_sample(register, people=PEOPLE, seed=SEED, on=NOW.date())
            make_campaign(register, NOW.date())
            gallery = Gallery(register, room, room)
            gallery.front("")
            with gallery.window(SIZE) as window:
                gallery.everyday(window, "")
        for page, drawn in PICTURES.items():
            cut(room / f"{drawn}.png", folder / f"{page}.png")
            print(folder / f"{page}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
