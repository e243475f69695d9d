//! `omni image`

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use omni_loop::config::Colour;
use omni_skills::types::ImageHash;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(
    after_help = "hit: exact, the same bytes were prepared before · pixels, another file with the same pixels \
    was · near, one that is like it was, with --near · miss, prepared now.\n\n\
    Examples:\n  \
    omni image photo.jpg\n  \
    omni image *.jpg -o small --quality 70\n  \
    omni image cache stats"
)]
pub(crate) struct Image {
    #[command(subcommand)]
    pub(crate) command: Option<ImageCommand>,
    /// The pictures; `-` reads one from stdin.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Write each prepared picture there, as NAME.webp.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Replace files in DIR that are there with other content.
    #[arg(long, requires = "output")]
    pub(crate) force: bool,
    /// Serve a picture that is like this one, if there is one.
    #[arg(long)]
    pub(crate) near: bool,
    /// The longest edge of the result, in pixels; a smaller picture stays as it is.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=16383))]
    pub(crate) max_edge: Option<u32>,
    /// Of the encoded picture, from 1 to 100.
    #[arg(long, value_name = "Q", value_parser = clap::value_parser!(u8).range(1..=100))]
    pub(crate) quality: Option<u8>,
    /// The perceptual hash.
    #[arg(long, value_name = "ALGO")]
    pub(crate) hash: Option<Hash>,
    /// What shows through where a picture does not cover, as #rrggbb.
    #[arg(long, value_name = "COLOUR")]
    pub(crate) background: Option<Colour>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ImageCommand {
    /// Look after the pictures that are kept.
    #[command(subcommand)]
    Cache(ImageCache),
}

#[derive(Debug, Clone, Copy, Subcommand)]
pub(crate) enum ImageCache {
    /// How many pictures are kept, how large they are, and what led to them.
    Stats,
    /// Throw away what nobody used for too long, what is too much, and files that belong to nothing.
    Prune,
    /// Read every file, and remove what is not as it was written.
    #[command(
        after_help = "Exit code 5 if anything was damaged. What was removed is made again when it is asked for."
    )]
    Verify,
}

/// The contract's hashes, as the command line names them.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Hash {
    /// The DCT hash of Python's ImageHash.
    Phash,
    Mean,
    Median,
    Gradient,
    VerticalGradient,
    DoubleGradient,
    Block,
}

impl From<Hash> for ImageHash {
    fn from(hash: Hash) -> Self {
        match hash {
            Hash::Phash => Self::Phash,
            Hash::Mean => Self::Mean,
            Hash::Median => Self::Median,
            Hash::Gradient => Self::Gradient,
            Hash::VerticalGradient => Self::VerticalGradient,
            Hash::DoubleGradient => Self::DoubleGradient,
            Hash::Block => Self::Block,
        }
    }
}
