//! Training sets.

use std::collections::HashMap;

use super::{MAX_MESSAGES, MAX_REASONS, Output, count, for_people};
use crate::text::tame;
use crate::types::{Dataset, DatasetOptions, Example, Exchange, Role};

/// The longest id that is shown of an exchange, in characters.
const MAX_ID: usize = 64;

impl Output for Dataset {
    fn bytes(&self) -> usize {
        let examples = self.training.iter().chain(&self.validation);
        let examples: usize = examples
            .map(|example| {
                length_of(example) + example.exchanges.iter().map(String::len).sum::<usize>()
            })
            .sum();
        let dropped: usize = self
            .dropped
            .iter()
            .map(|dropped| dropped.exchange.len())
            .sum();
        let notes: usize = self.notes.iter().map(String::len).sum();
        examples + dropped + notes
    }

    fn tidy(&mut self) -> Result<(), String> {
        let mut examples = self.training.iter().chain(&self.validation);
        examples.try_for_each(check_example)?;
        count("notes", self.notes.len(), MAX_REASONS)?;
        let mut notes = self.notes.iter_mut();
        notes.try_for_each(|note| for_people("a note", note))
    }
}

/// Whether it is made of `entries`, each in one place, and holds to `options`.
pub(crate) fn fits(
    dataset: &Dataset,
    entries: &[Exchange],
    options: &DatasetOptions,
) -> Result<(), String> {
    let ratings = entries
        .iter()
        .map(|entry| (entry.id.as_str(), entry.rating));
    let ratings: HashMap<&str, f32> = ratings.collect();
    let mut places = Places::default();
    let sets = [
        ("training", &dataset.training),
        ("validation", &dataset.validation),
    ];
    for (name, examples) in sets {
        for example in examples {
            let (bytes, most) = (length_of(example), options.max_bytes);
            if bytes > most as usize {
                return Err(format!(
                    "an example of {bytes} bytes, and the most is {most}"
                ));
            }
            for id in &example.exchanges {
                let shown = tame(id, MAX_ID);
                match ratings.get(id.as_str()) {
                    None => {
                        return Err(format!(
                            "an example made of `{shown}`, which it was not given"
                        ));
                    }
                    Some(rating) if *rating <= options.min_rating => {
                        let least = options.min_rating;
                        return Err(format!(
                            "an example made of `{shown}`, whose rating of {rating} is not above {least}"
                        ));
                    }
                    Some(_) => places.put(id, name)?,
                }
            }
        }
    }
    for dropped in &dataset.dropped {
        if !ratings.contains_key(dropped.exchange.as_str()) {
            let shown = tame(&dropped.exchange, MAX_ID);
            return Err(format!("a drop of `{shown}`, which it was not given"));
        }
        places.put(&dropped.exchange, "dropped")?;
    }
    match entries
        .iter()
        .find(|entry| !places.0.contains_key(entry.id.as_str()))
    {
        Some(lost) => Err(format!(
            "a dataset without `{}`, used or dropped",
            tame(&lost.id, MAX_ID)
        )),
        None => Ok(()),
    }
}

/// Where each exchange is. One that is learnt and validated with would make every result look good.
#[derive(Default)]
struct Places<'a>(HashMap<&'a str, &'static str>);

impl<'a> Places<'a> {
    fn put(&mut self, id: &'a str, place: &'static str) -> Result<(), String> {
        match self.0.insert(id, place) {
            Some(other) if other != place => {
                let id = tame(id, MAX_ID);
                Err(format!("`{id}` both as {other} and as {place}"))
            }
            _ => Ok(()),
        }
    }
}

fn check_example(example: &Example) -> Result<(), String> {
    if example.exchanges.is_empty() {
        return Err("an example made of no exchange".to_owned());
    }
    count("messages", example.messages.len(), MAX_MESSAGES)?;
    match example.messages.last() {
        Some(last) if last.role == Role::Assistant && !last.content.trim().is_empty() => {}
        _ => return Err("an example without an assistant's turn at its end".to_owned()),
    }
    let weight = example.weight;
    // Not a number is in no range.
    match weight > 0.0 && weight <= 1.0 {
        true => Ok(()),
        false => Err(format!(
            "a weight of {weight}, and it is above 0 and at most 1"
        )),
    }
}

fn length_of(example: &Example) -> usize {
    let messages = example.messages.iter();
    messages.map(|message| message.content.len()).sum()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::types::{DropReason, Dropped, Message, Request};

    fn entries() -> Vec<Exchange> {
        let entry = |(id, rating): (&str, f32)| Exchange {
            id: id.to_owned(),
            time: 0,
            request: Request::default(),
            response: "r".to_owned(),
            rating,
            comment: None,
        };
        [("a", 0.9), ("b", 0.8), ("c", 0.1)].map(entry).into()
    }

    fn example(ids: &[&str]) -> Example {
        let message = Message {
            role: Role::Assistant,
            content: "learn this".to_owned(),
        };
        Example {
            exchanges: ids.iter().map(|id| (*id).to_owned()).collect(),
            messages: vec![message],
            weight: 1.0,
        }
    }

    fn dropped(id: &str) -> Dropped {
        Dropped {
            exchange: id.to_owned(),
            reason: DropReason::Rating,
        }
    }

    fn good() -> Dataset {
        Dataset {
            training: vec![example(&["a"]), example(&["a"])],
            validation: vec![example(&["b"])],
            dropped: vec![dropped("c")],
            notes: Vec::new(),
        }
    }

    fn problem(change: impl FnOnce(&mut Dataset)) -> String {
        let mut changed = good();
        change(&mut changed);
        let fits = |()| fits(&changed, &entries(), &DatasetOptions::default());
        changed.clone().tidy().and_then(fits).unwrap_err()
    }

    #[test]
    fn several_examples_may_come_of_one_exchange() {
        assert_eq!(good().tidy(), Ok(()));
        assert_eq!(
            fits(&good(), &entries(), &DatasetOptions::default()),
            Ok(())
        );
    }

    #[test]
    fn an_exchange_is_in_one_place() {
        assert_snapshot!(problem(|set| set.validation.push(example(&["a"]))), @"`a` both as training and as validation");
        assert_snapshot!(problem(|set| set.dropped.push(dropped("b"))), @"`b` both as validation and as dropped");
        assert_snapshot!(problem(|set| set.dropped.clear()), @"a dataset without `c`, used or dropped");
    }

    #[test]
    fn nothing_comes_from_nowhere() {
        assert_snapshot!(problem(|set| set.training.push(example(&["x\n"]))), @r"an example made of `x\n`, which it was not given");
        assert_snapshot!(problem(|set| set.dropped.push(dropped("x"))), @"a drop of `x`, which it was not given");
        assert_snapshot!(problem(|set| set.training.push(example(&["c"]))), @"an example made of `c`, whose rating of 0.1 is not above 0.7");
        assert_snapshot!(problem(|set| set.training.push(example(&[]))), @"an example made of no exchange");
    }

    #[test]
    fn examples_can_be_learnt() {
        assert_snapshot!(problem(|set| set.training[0].weight = f32::NAN), @"a weight of NaN, and it is above 0 and at most 1");
        assert_snapshot!(problem(|set| set.training[0].messages.clear()), @"an example without an assistant's turn at its end");
        let long = problem(|set| set.training[0].messages[0].content = "x".repeat(9000));
        assert_snapshot!(long, @"an example of 9000 bytes, and the most is 8192");
    }
}
