#!/usr/bin/env python3
"""Writes a checkpoint as the GGUF that llama.cpp loads as a projector (mmproj). The same checkpoint gives the same bytes.

    tools/vision/export.py --checkpoint DIR/stage2.pt --out models/smollm2-135m-shapes.gguf
"""

import argparse
import hashlib
from pathlib import Path

import gguf
import numpy
import torch

import encoder

NAME = "SmolLM2 135M shapes"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--checkpoint", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    options = parser.parse_args()
    kept = torch.load(options.checkpoint, weights_only=True, map_location="cpu")
    write(options.out, kept["encoder"])
    print(f"{hashlib.sha256(options.out.read_bytes()).hexdigest()}  {options.out}  ({options.out.stat().st_size} bytes)")


def write(path, weights):
    writer = gguf.GGUFWriter(path, "clip")
    writer.add_type("mmproj")
    writer.add_name(NAME)
    writer.add_license("apache-2.0")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_bool("clip.has_vision_encoder", True)
    writer.add_string("clip.projector_type", "mlp")
    writer.add_bool("clip.use_gelu", True)
    for name, value in {
        "image_size": encoder.SIZE,
        "patch_size": encoder.PATCH,
        "embedding_length": encoder.WIDTH,
        "feed_forward_length": encoder.INNER,
        "block_count": encoder.BLOCKS,
        "projection_dim": weights["mm_2.weight"].shape[0],
        "attention.head_count": encoder.HEADS,
    }.items():
        writer.add_uint32(f"clip.vision.{name}", value)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", encoder.EPSILON)
    # Pixels from 0 to 1 become -1 to 1.
    writer.add_array("clip.vision.image_mean", [0.5, 0.5, 0.5])
    writer.add_array("clip.vision.image_std", [0.5, 0.5, 0.5])
    # What comes out of the last block. Without this llama.cpp leaves that block out and says nothing.
    writer.add_array("clip.vision.feature_layer", [encoder.BLOCKS])
    for name, value in weights.items():
        matrix = value.ndim > 1 and name != "position_embd"
        writer.add_tensor(_called(name), value.numpy().astype(numpy.float16 if matrix else numpy.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _called(name):
    if name.startswith("mm_"):
        return name.replace("_", ".", 1)
    return "v.position_embd.weight" if name == "position_embd" else f"v.{name}"


if __name__ == "__main__":
    main()
