//! Learns from what was rated well, once each, and from nothing that was later contradicted.

use std::collections::BTreeMap;

use omni_skill::{Dataset, DatasetOptions, DropReason, Error, Example, Exchange};

omni_skill::dataset_builder!(build);

fn build(entries: &[Exchange], options: &DatasetOptions) -> Result<Dataset, Error> {
    let mut dataset = Dataset::empty();
    // Of each prompt the answer that was rated best, ties to the earlier.
    let mut best: BTreeMap<&str, &Exchange> = BTreeMap::new();
    for entry in entries {
        if let Some(reason) = unfit(entry, options) {
            dataset.discard(entry, reason);
            continue;
        }
        let Some(other) = best.insert(&entry.request.prompt, entry) else {
            continue;
        };
        let (kept, dropped) = match entry.rating > other.rating {
            true => (entry, other),
            false => (other, entry),
        };
        best.insert(&kept.request.prompt, kept);
        let reason = match kept.response == dropped.response {
            true => DropReason::Duplicate,
            false => DropReason::Contradicted,
        };
        dataset.discard(dropped, reason);
    }
    // Every nth example is kept back, so that none is both learnt and asked for afterwards.
    for (number, entry) in best.values().enumerate() {
        let before = number as f32 * options.validation_share;
        let kept_back = (before + options.validation_share).floor() > before.floor();
        match kept_back {
            true => dataset.validation.push(Example::of(entry)),
            false => dataset.training.push(Example::of(entry)),
        }
    }
    Ok(dataset)
}

/// Why an exchange is no example, whatever the others are.
fn unfit(entry: &Exchange, options: &DatasetOptions) -> Option<DropReason> {
    if entry.rating <= options.min_rating {
        Some(DropReason::Rating)
    } else if entry.response.trim().is_empty() {
        Some(DropReason::Empty)
    } else if Example::of(entry).bytes() > options.max_bytes as usize {
        Some(DropReason::TooLong)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use omni_skill::testing::{dataset_options, exchange};

    #[test]
    fn the_better_answer_is_learnt() -> Result<(), Error> {
        let entries = [exchange("1 + 1?", "3", 0.8), exchange("1 + 1?", "2", 0.9)];
        let dataset = build(&entries, &dataset_options())?;
        assert_eq!(dataset.training[0].exchanges, ["1 + 1? → 2"]);
        assert_eq!(dataset.dropped[0].reason, DropReason::Contradicted);
        Ok(())
    }
}
