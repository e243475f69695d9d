"""Makes the pictures in `pictures/`: one a case, and beside it as PNG what Pillow decodes of it.

    python3 -m venv venv && venv/bin/pip install Pillow opencv-python-headless && venv/bin/python generate.py
"""

import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageCms

HERE = Path(__file__).parent / "pictures"
# No multiple of a block, so that edges are tested.
WIDTH, HEIGHT = 61, 43


def scene() -> Image.Image:
    """Gradients, edges and some noise: whatever goes wrong shows."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(float)
    red = 255 * x / WIDTH
    green = 255 * y / HEIGHT
    blue = 128 + 100 * np.sin(x / 5) * np.cos(y / 7)
    picture = np.stack([red, green, blue], axis=2)
    picture[8:20, 10:25] = (250, 20, 30)
    picture[25:38, 30:55] = (20, 40, 240)
    picture += np.random.default_rng(1).normal(0, 6, picture.shape)
    return Image.fromarray(picture.clip(0, 255).astype(np.uint8))


def save(name: str, picture: Image.Image, **options) -> None:
    picture.save(HERE / name, **options)
    expect(name)


def expect(name: str) -> None:
    """Keeps what Pillow makes of it."""
    with Image.open(HERE / name) as decoded:
        if decoded.has_transparency_data:
            decoded = Image.alpha_composite(Image.new("RGBA", decoded.size, "white"), decoded.convert("RGBA"))
        decoded.convert("RGB").save(HERE / f"{name}.expected.png", optimize=True)


def interlaced(name: str, picture: Image.Image) -> None:
    """Adam7, which Pillow reads and does not write."""
    pixels = np.asarray(picture)
    data = b""
    for x, y, dx, dy in ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)):
        data += b"".join(b"\0" + row.tobytes() for row in pixels[y::dy, x::dx])

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", picture.width, picture.height, 8, 2, 0, 0, 1)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    (HERE / name).write_bytes(png)
    expect(name)


def sixteen_bits(name: str, picture: Image.Image) -> None:
    wide = np.asarray(picture).astype(np.uint16) * 257
    cv2.imwrite(str(HERE / name), wide[:, :, ::-1])
    picture.save(HERE / f"{name}.expected.png")


def sampled(name: str, picture: Image.Image, factors: int) -> None:
    """With a sampling of chroma that Pillow does not write."""
    options = [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, factors, cv2.IMWRITE_JPEG_QUALITY, 80]
    cv2.imwrite(str(HERE / name), np.asarray(picture)[:, :, ::-1], options)
    expect(name)


def main() -> None:
    HERE.mkdir(exist_ok=True)
    picture = scene()
    grey = picture.convert("L")
    alpha = picture.copy()
    alpha.putalpha(Image.linear_gradient("L").resize(picture.size))

    for sampling in ("4:4:4", "4:2:2", "4:2:0"):
        save(f"{sampling.replace(':', '')}.jpg", picture, quality=80, subsampling=sampling)
    sampled("440.jpg", picture, 0x121111)
    sampled("411.jpg", picture, 0x411111)
    save("grey.jpg", grey, quality=80)
    save("progressive.jpg", picture, quality=80, progressive=True)
    save("progressive-grey.jpg", grey, quality=60, progressive=True)
    save("cmyk.jpg", picture.convert("CMYK"), quality=80)
    save("cmyk-progressive.jpg", picture.convert("CMYK"), quality=80, progressive=True)
    save("restarts.jpg", picture, quality=80, restart_marker_blocks=3)
    save("best.jpg", picture, quality=100, subsampling="4:2:0")
    save("worst.jpg", picture, quality=1)
    save("narrow.jpg", picture.crop((0, 0, 3, 43)), quality=80)
    save("dot.jpg", picture.crop((0, 0, 1, 1)), quality=80)

    save("plain.png", picture)
    save("palette.png", picture.quantize(16))
    save("palette-transparent.png", picture.quantize(16), transparency=3)
    save("bit.png", grey.convert("1"))
    save("grey-alpha.png", alpha.convert("LA"))
    save("alpha.png", alpha)
    interlaced("interlaced.png", picture)
    sixteen_bits("sixteen.png", picture)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    save("profile.png", picture, icc_profile=profile)
    save("broken-profile.png", picture, icc_profile=b"no profile at all")

    save("still.gif", picture)
    save("moving.gif", picture.quantize(16), save_all=True, append_images=[grey.convert("P")] * 2)
    save("lossless.webp", picture, lossless=True)
    save("lossy.webp", picture, quality=70)
    save("alpha.webp", alpha, lossless=True)
    save("moving.webp", picture, save_all=True, append_images=[grey.convert("RGB")], lossless=True)
    save("plain.bmp", picture)
    save("palette.bmp", picture.quantize(16))
    save("plain.tiff", picture)
    save("lzw.tiff", picture, compression="tiff_lzw")
    save("two.tiff", picture, save_all=True, append_images=[grey.convert("RGB")])

    for number in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = number
        picture.save(HERE / f"turned-{number}.jpg", quality=90, exif=exif)
        picture.save(HERE / f"turned-{number}.png", exif=exif)


main()
