//! The tensor table: every tensor lies inside the file.

use std::collections::HashSet;
use std::io::{Read, Seek};

use super::reader::{Reader, Value, printable};
use super::{Fault, Metadata, corrupt};

/// As ggml: `GGML_MAX_NAME` with its NUL, and `GGML_MAX_DIMS`.
const MAX_NAME: usize = 63;
const MAX_DIMENSIONS: u32 = 4;
/// Weights of one tensor; 2^20 tensors of 8-byte weights still fit 64 bits.
const MAX_WEIGHTS: u64 = 1 << 40;

/// Where a tensor's data lies when `general.alignment` says nothing.
const DEFAULT_ALIGNMENT: u64 = 32;

/// Reads the table of `count` tensors and returns the number of weights.
pub(super) fn check_table<R: Read + Seek>(
    reader: &mut Reader<'_, R>,
    count: u64,
    metadata: &Metadata,
) -> Result<u64, Fault> {
    let alignment = match metadata.get("general.alignment") {
        None => DEFAULT_ALIGNMENT,
        Some(&Value::Unsigned(value)) if value.is_power_of_two() && value <= 1 << 30 => value,
        Some(_) => return corrupt("its alignment is not a power of two"),
    };
    if count == 0 {
        return corrupt("it has no tensors");
    }
    let mut names = HashSet::new();
    let mut ends = Vec::new();
    let mut parameters = 0u64;
    let mut size = 0u64;
    for _ in 0..count {
        let name = reader.string("the name of a tensor")?;
        if name.len() > MAX_NAME || !names.insert(name.clone()) {
            return corrupt("the name of a tensor is too long or repeated");
        }
        let tensor = read_tensor(reader, &name)?;
        if tensor.offset != size {
            return corrupt(format!(
                "the tensor `{}` is not where its table says",
                printable(&name)
            ));
        }
        parameters = parameters.saturating_add(tensor.elements);
        let end = size.saturating_add(tensor.bytes);
        size = end.next_multiple_of(alignment);
        ends.push((name, end));
    }
    let start = reader.position().next_multiple_of(alignment);
    // The padding of the last tensor may be missing.
    match ends
        .into_iter()
        .find(|(_, end)| start.saturating_add(*end) > reader.len())
    {
        Some((name, _)) => corrupt(format!(
            "it ends after {} bytes, before the end of the tensor `{}`",
            reader.len(),
            printable(&name)
        )),
        None => Ok(parameters),
    }
}

struct Tensor {
    elements: u64,
    bytes: u64,
    offset: u64,
}

fn read_tensor<R: Read + Seek>(reader: &mut Reader<'_, R>, name: &str) -> Result<Tensor, Fault> {
    let dimensions = reader.u32()?;
    if dimensions == 0 || dimensions > MAX_DIMENSIONS {
        return corrupt(format!(
            "the tensor `{}` has {dimensions} dimensions",
            printable(name)
        ));
    }
    let mut elements = 1u64;
    let mut row = 0;
    for dimension in 0..dimensions {
        let extent = reader.u64()?;
        if dimension == 0 {
            row = extent;
        }
        elements = match elements.checked_mul(extent) {
            Some(product) if (1..=MAX_WEIGHTS).contains(&product) => product,
            _ => {
                return corrupt(format!(
                    "the tensor `{}` has an impossible size",
                    printable(name)
                ));
            }
        };
    }
    let kind = reader.u32()?;
    let Some((block, block_bytes)) = block_of(kind) else {
        return Err(Fault::Unsupported(format!(
            "its tensors have the unknown type {kind}"
        )));
    };
    if row % block != 0 {
        return corrupt(format!(
            "a row of the tensor `{}` is not made of whole blocks",
            printable(name)
        ));
    }
    let offset = reader.u64()?;
    Ok(Tensor {
        elements,
        bytes: elements / block * block_bytes,
        offset,
    })
}

/// Weights and bytes of one block of a ggml type; a test compares it with ggml's own.
pub(super) fn block_of(kind: u32) -> Option<(u64, u64)> {
    Some(match kind {
        0 | 26 => (1, 4),
        1 | 25 | 30 => (1, 2),
        2 | 20 => (32, 18),
        3 => (32, 20),
        6 => (32, 22),
        7 => (32, 24),
        8 => (32, 34),
        9 => (32, 36),
        10 => (256, 84),
        11 | 21 => (256, 110),
        12 => (256, 144),
        13 => (256, 176),
        14 => (256, 210),
        15 => (256, 292),
        16 | 35 => (256, 66),
        17 => (256, 74),
        18 => (256, 98),
        19 => (256, 50),
        22 => (256, 82),
        23 => (256, 136),
        24 => (1, 1),
        27 | 28 => (1, 8),
        29 => (256, 56),
        34 => (256, 54),
        39 => (32, 17),
        40 => (64, 36),
        41 => (128, 18),
        42 => (64, 18),
        _ => return None,
    })
}
