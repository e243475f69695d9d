//! How much two answers say the same.

use std::collections::BTreeSet;

/// From 0 to 1: whether the last numbers are the same, where both have one; else F1 of the sets of words.
pub(crate) fn agreement(one: &str, other: &str) -> f32 {
    if let (Some(one), Some(other)) = (last_number(one), last_number(other)) {
        return f32::from(u8::from(one == other));
    }
    let (one, other) = (words(one), words(other));
    if one.is_empty() || other.is_empty() {
        return f32::from(u8::from(one == other));
    }
    let shared = one.intersection(&other).count() as f32;
    2.0 * shared / (one.len() + other.len()) as f32
}

/// As it is written, without the commas between thousands and the zeros at its end: `1,250.50` is `1250.5`.
fn last_number(text: &str) -> Option<String> {
    let joins = |c: char| matches!(c, ',' | '.');
    let last = text
        .split(|c: char| !c.is_ascii_digit() && !joins(c))
        .map(|run| run.trim_matches(joins))
        .rfind(|run| !run.is_empty())?;
    let number = last.replace(',', "");
    Some(match number.contains('.') {
        true => number
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned(),
        false => number,
    })
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_decide_where_there_are_some() {
        assert_eq!(agreement("17 * 23 = 391.", "391"), 1.0);
        assert_eq!(agreement("It is 1,250.50 euros.", "1250.5"), 1.0);
        assert_eq!(agreement("17 * 23 = 391", "17 * 23 = 321"), 0.0);
    }

    #[test]
    fn else_words_do() {
        assert_eq!(agreement("Paris.", "paris"), 1.0);
        assert_eq!(agreement("It is Paris", "It is Rome"), 2.0 / 3.0);
        assert_eq!(agreement("", "Rome"), 0.0);
    }

    proptest! {
        #[test]
        fn it_is_a_share_and_the_same_both_ways(one: String, other: String) {
            let share = agreement(&one, &other);
            prop_assert!((0.0..=1.0).contains(&share));
            prop_assert_eq!(share, agreement(&other, &one));
            prop_assert_eq!(agreement(&one, &one), 1.0);
        }
    }
}
