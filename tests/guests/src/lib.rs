//! Nothing: the guests are in `examples/`, one file each.
