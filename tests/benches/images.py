"""Prepares pictures in several ways and prints a table of time and one of size. Called by scripts/bench-images.

Times are milliseconds, the best of several runs: of CPU in this thread for Python's libraries, by the clock for the skill's own
code, native and in the sandbox. Those of the sandbox are of calls in a host that goes on running, each in a fresh instance;
beside them stands what a program that makes one call takes in CPU, less what it takes for a picture of one pixel.
"""

import base64
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import cv2
import imagehash
import numpy as np
import skimage
from PIL import Image

EDGE = 512
QUALITY = 85
TIMES = int(os.environ.get("OMNI_BENCH_TIMES", "7"))
BUILT = Path(sys.argv[1])
NATIVE = BUILT / "guests-native/release/examples/prepare"
SANDBOX = BUILT / "release/examples/prepare-in-sandbox"
cv2.setNumThreads(1)


def synthetic(width: int, height: int, seed: int) -> np.ndarray:
    """Light, texture, edges and sensor noise."""
    random = np.random.default_rng(seed)
    picture = np.full((height, width, 3), 128.0, np.float32)
    for cells, strength in ((4, 60), (16, 40), (64, 25), (256, 12)):
        coarse = random.normal(0, 1, (cells * height // width + 2, cells, 3)).astype(np.float32)
        picture += strength * cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    picture += random.normal(0, 3, picture.shape)
    picture = picture.clip(0, 255).astype(np.uint8)
    for _ in range(30):
        center = (int(random.integers(0, width)), int(random.integers(0, height)))
        colour = tuple(int(value) for value in random.integers(0, 255, 3))
        cv2.circle(picture, center, int(random.integers(10, width // 12)), colour, int(random.choice([-1, 3])))
    return picture


def pictures(folder: Path) -> list[Path]:
    if sys.argv[2:]:
        return [Path(name) for name in sys.argv[2:]]
    Image.fromarray(synthetic(1920, 1080, 1)).save(folder / "synthetic-1080p.jpg", quality=90)
    Image.fromarray(synthetic(1920, 1080, 1)).save(folder / "synthetic-1080p.png")
    Image.fromarray(synthetic(4000, 3000, 2)).save(folder / "synthetic-12mp.jpg", quality=90)
    shipped = Path(skimage.__file__).parent / "data"
    # A photograph at full HD: the largest one that scikit-image has, enlarged.
    Image.open(shipped / "hubble_deep_field.jpg").resize((1920, 1080), Image.LANCZOS).save(
        folder / "hubble-1080p.jpg", quality=90
    )
    names = ["astronaut.png", "coffee.png", "chelsea.png", "rocket.jpg", "retina.jpg", "hubble_deep_field.jpg"]
    return sorted(folder.iterdir()) + [shipped / name for name in names]


def fitted(width: int, height: int) -> tuple[int, int]:
    scale = min(1.0, EDGE / max(width, height))
    return max(1, int(width * scale + 0.5)), max(1, int(height * scale + 0.5))


def document(data: bytes) -> bytes:
    """OpenCV decodes, shrinks by area and encodes; ImageHash hashes the full picture."""
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    imagehash.phash(Image.fromarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)))
    size = fitted(picture.shape[1], picture.shape[0])
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return cv2.imencode(".webp", small, [cv2.IMWRITE_WEBP_QUALITY, QUALITY])[1].tobytes()


def pillow(data: bytes, draft: bool = False) -> bytes:
    picture = Image.open(io.BytesIO(data))
    size = fitted(*picture.size)
    if draft:
        picture.draft("RGB", size)
    picture = picture.convert("RGB")
    imagehash.phash(picture)
    out = io.BytesIO()
    picture.resize(size, Image.BILINEAR, reducing_gap=2.0).save(out, "WEBP", quality=QUALITY)
    return out.getvalue()


def timed(work) -> tuple[float, bytes]:
    best, result = float("inf"), b""
    for _ in range(TIMES):
        start = time.thread_time()
        result = work()
        best = min(best, time.thread_time() - start)
    return best * 1e3, result


def called(file: Path, **options) -> tuple[float, dict]:
    """One call in the sandbox: CPU milliseconds of the whole program, and what it printed."""
    call = json.dumps({"image": {"path": str(file.resolve())}, "options": options})
    command = [BUILT / "release/omni", "skill", "run", BUILT / "skills/image.wasm", "--policy", BUILT / "policies/image.toml"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = subprocess.run([*command, "--input", "-", "--json"], input=call.encode(), capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu * 1e3, json.loads(output.stdout)


def program(file: Path, dot: Path) -> float:
    runs = [called(file, pixels=False)[0] for _ in range(TIMES)]
    return min(runs) - min(called(dot, pixels=False)[0] for _ in range(TIMES))


def printed(tool: Path, file: Path) -> dict:
    return json.loads(subprocess.run([tool, str(TIMES), file], capture_output=True, check=True).stdout)


def psnr(webp: bytes, pixels: np.ndarray) -> float:
    decoded = np.asarray(Image.open(io.BytesIO(webp)).convert("RGB")).astype(float)
    return 10 * np.log10(255**2 / max(np.mean((decoded - pixels) ** 2), 1e-9))


def encoded(pixels: np.ndarray, kind: str, quality: int) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, kind, quality=quality)
    return out.getvalue()


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        dot = folder.parent / f"{folder.name}-dot.png"
        Image.new("RGB", (1, 1)).save(dot)
        print("| picture | bytes | OpenCV + ImageHash | Pillow | Pillow, draft | native | sandbox | ratio | one call | peak memory |")
        print("|---|---|---|---|---|---|---|---|---|---|")
        sizes = []
        for file in pictures(folder):
            data = file.read_bytes()
            baseline, _ = timed(lambda: document(data))
            full, _ = timed(lambda: pillow(data))
            draft, _ = timed(lambda: pillow(data, draft=True))
            native = printed(NATIVE, file)["ms"]
            sandbox = printed(SANDBOX, file)
            memory = sandbox["memory_peak_bytes"] / 2**20
            print(
                f"| {file.name} | {len(data)} | {baseline:.1f} | {full:.1f} | {draft:.1f} | {native:.1f} | {sandbox['ms']:.1f} "
                f"| {sandbox['ms'] / baseline:.2f} | {program(file, dot):.1f} | {memory:.1f} MiB |",
                flush=True,
            )
            made = called(file)[1]["result"]
            pixels = np.frombuffer(base64.b64decode(made["pixels"]), np.uint8).reshape(made["height"], made["width"], 3)
            ours = base64.b64decode(made["encoded"]["bytes"])
            theirs = encoded(pixels, "WEBP", QUALITY)
            jpeg = len(encoded(pixels, "JPEG", 90))
            sizes.append(
                f"| {file.name} | {len(ours)} | {psnr(ours, pixels):.2f} | {len(theirs)} | {psnr(theirs, pixels):.2f} "
                f"| {psnr(ours, pixels) - psnr(theirs, pixels):+.2f} | {len(ours) / jpeg:.2f} | {len(ours) / len(data):.3f} |"
            )
        print("\n| picture | bytes | PSNR | libwebp's bytes | its PSNR | difference in dB | of JPEG 90 | of the original |")
        print("|---|---|---|---|---|---|---|---|")
        print("\n".join(sizes))
        dot.unlink()


main()
