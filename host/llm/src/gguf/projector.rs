//! What a projector's file (mmproj) says, and what llama.cpp would end the process over.

use std::io::{Read, Seek};
use std::path::Path;

use super::reader::{Reader, Value};
use super::{Fault, Metadata, at, corrupt, metadata, tensor};
use crate::Error;

/// `general.architecture` of all of them.
pub(crate) const ARCHITECTURE: &str = "clip";

/// What the header of a projector says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProjectorSummary {
    /// The longest edge that it looks at, in pixels, where every picture is brought to one size.
    pub(crate) edge: Option<u32>,
}

/// Kinds that bring every picture to one size. The others look at large pictures in parts, or in their own size.
const ONE_SIZE: &[&str] = &["mlp", "mlp_norm", "ldp", "ldpv2", "gemma3"];

/// Reads and checks the header of the projector at `path`; the weights are not read.
///
/// Fails as [`super::inspect`] does.
pub(crate) fn inspect(path: &Path) -> Result<ProjectorSummary, Error> {
    at(path, read)
}

fn read<R: Read + Seek>(source: &mut R, len: u64) -> Result<ProjectorSummary, Fault> {
    let mut reader = Reader::new(source, len);
    let (metadata, tensors) = metadata(&mut reader)?;
    if metadata.get("general.architecture").and_then(Value::text) != Some(ARCHITECTURE) {
        return Err(Fault::Unsupported(
            "it is no projector: its architecture is not `clip`".into(),
        ));
    }
    if metadata.get("clip.has_vision_encoder") != Some(&Value::Bool(true)) {
        return Err(Fault::Unsupported("it sees no pictures".into()));
    }
    tensor::check_table(&mut reader, tensors, &metadata)?;
    sizes(&metadata)?;
    Ok(ProjectorSummary {
        edge: edge(&metadata),
    })
}

fn number(metadata: &Metadata, name: &str) -> Option<u64> {
    metadata
        .get(&format!("clip.vision.{name}"))
        .and_then(Value::unsigned)
}

/// The sizes that llama.cpp asserts or divides by.
fn sizes(metadata: &Metadata) -> Result<(), Fault> {
    let ranges = [
        ("image_size", 1 << 14),
        ("patch_size", 1 << 14),
        ("block_count", 512),
        ("attention.head_count", 1 << 16),
        ("embedding_length", 1 << 24),
        ("feed_forward_length", 1 << 24),
        ("projection_dim", 1 << 24),
    ];
    for (name, most) in ranges {
        let key = format!("clip.vision.{name}");
        let within = number(metadata, name).is_none_or(|value| (1..=most).contains(&value));
        if metadata.contains_key(&key) && !within {
            return corrupt(format!("`{key}` is out of range"));
        }
    }
    let pair = |one, other| number(metadata, one).zip(number(metadata, other));
    if pair("image_size", "patch_size").is_some_and(|(image, patch)| patch > image) {
        return corrupt("its patches are larger than its pictures");
    }
    if pair("embedding_length", "attention.head_count")
        .is_some_and(|(length, heads)| length % heads != 0)
    {
        return corrupt("its attention heads cannot be shared evenly");
    }
    for name in ["image_mean", "image_std"] {
        let key = format!("clip.vision.{name}");
        let list = metadata.get(&key).and_then(Value::array);
        if metadata.contains_key(&key) && list.is_none_or(|list| list.len != 3) {
            return corrupt(format!("`{key}` is not three numbers"));
        }
    }
    Ok(())
}

fn edge(metadata: &Metadata) -> Option<u32> {
    let kind = metadata.get("clip.projector_type").and_then(Value::text)?;
    let in_parts = metadata.contains_key("clip.vision.image_grid_pinpoints");
    if in_parts || !ONE_SIZE.contains(&kind) {
        return None;
    }
    u32::try_from(number(metadata, "image_size")?).ok()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::super::tests::Builder;
    use super::*;

    fn sound() -> Builder {
        Builder::default()
            .text("general.architecture", "clip")
            .bool("clip.has_vision_encoder", true)
            .text("clip.projector_type", "mlp")
            .u32("clip.vision.image_size", 96)
            .u32("clip.vision.patch_size", 16)
            .u32("clip.vision.embedding_length", 128)
            .u32("clip.vision.attention.head_count", 4)
    }

    fn summary(builder: &Builder) -> Result<ProjectorSummary, Fault> {
        let bytes = builder.bytes();
        read(&mut Cursor::new(&bytes), bytes.len() as u64)
    }

    fn fault(builder: &Builder) -> String {
        match summary(builder).unwrap_err() {
            Fault::Corrupt(cause) | Fault::Unsupported(cause) => cause,
            Fault::Read(error) => error.to_string(),
        }
    }

    #[test]
    fn a_projector_says_its_size() {
        assert_eq!(summary(&sound()).unwrap().edge, Some(96));
        let tiled = sound().u32("clip.vision.image_grid_pinpoints", 1);
        assert_eq!(summary(&tiled).unwrap().edge, None);
    }

    #[test]
    fn what_is_no_projector_is_refused() {
        assert!(fault(&Builder::sound()).contains("no projector"));
        let deaf = Builder::default().text("general.architecture", "clip");
        assert_eq!(fault(&deaf), "it sees no pictures");
    }

    #[test]
    fn sizes_that_would_end_the_process_are_refused() {
        for (key, value) in [
            ("clip.vision.block_count", 513),
            ("clip.vision.projection_dim", 0),
            ("clip.vision.feed_forward_length", u32::MAX),
        ] {
            assert!(fault(&sound().u32(key, value)).contains(key), "{key}");
        }
        let heads = Builder::default()
            .text("general.architecture", "clip")
            .bool("clip.has_vision_encoder", true)
            .u32("clip.vision.embedding_length", 128)
            .u32("clip.vision.attention.head_count", 3);
        assert!(fault(&heads).contains("shared evenly"));
        assert!(fault(&sound().text("clip.vision.image_mean", "grey")).contains("three numbers"));
    }
}
