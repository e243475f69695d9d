//! Stories of a fixed number of sentences.

use reading::Captures;

use super::{about, difference, discount, person, product, share};
use crate::question::Sought;

/// The sentences, and what is computed from their slots.
type Story = (
    &'static [&'static str],
    fn(&[Captures<'_, '_>]) -> Option<Sought>,
);

pub(super) const STORIES: [Story; 23] = [
    (
        &[
            "a|an|one {w} of {n} {np} costs|cost {money}",
            "how much does|is|will one|a|each {np} cost [each]",
        ],
        |c| {
            about(&c[0], 2, &c[1], 0)?;
            share(c[0].number(3)?.value, c[0].number(1)?.value, true)
        },
    ),
    (
        &[
            "{who} has|have {n} {np}",
            "packs|puts|places|divides|pack|put|place|divide them [equally|evenly] into|in {np} of {n}",
            "how many {np} does|do|will {who} need|use|get|have|fill|make",
        ],
        |c| {
            about(&c[1], 0, &c[2], 0)?;
            share(c[0].number(1)?.value, c[1].number(1)?.value, false)
        },
    ),
    (
        &[
            "{who} {w} {n} {np} a|per|each|every {w}",
            "how many {np} does|do|will {who} {w} in {n} {np}",
        ],
        |c| {
            about(&c[0], 3, &c[1], 0)?;
            about(&c[0], 4, &c[1], 4)?;
            about(&c[0], 1, &c[1], 2)?;
            person(&c[0], 0, &c[1], 1)?;
            product(c[0].number(2)?.value, c[1].number(3)?.value, false)
        },
    ),
    (
        &[
            "a|the {np} has {n} {np}",
            "{n} [of] [them] are {w}",
            "how many [{w}] are {w}",
        ],
        |c| {
            let (told, asked) = (c[1].word(1)?, c[2].word(1)?);
            let halves = ["boys", "girls"];
            let two = halves.contains(&&*told) && halves.contains(&&*asked) && told != asked;
            let total = c[0].number(1)?.value;
            difference(total, c[1].number(0).filter(|_| two)?.value, false)
        },
    ),
    // Price of several.
    (
        &[
            "a|an|one|each|every [single] {np} costs|cost|is {money} [each]",
            "how much do|does|will|would {n} {np} cost [in] [total|altogether] [all]",
        ],
        |c| {
            about(&c[0], 0, &c[1], 1)?;
            product(c[0].number(1)?.value, c[1].number(0)?.value, true)
        },
    ),
    (
        &[
            "{np} cost|costs {money} each|apiece",
            "how much do|does|will|would {n} {np} cost [in] [total|altogether] [all]",
        ],
        |c| {
            about(&c[0], 0, &c[1], 1)?;
            product(c[0].number(1)?.value, c[1].number(0)?.value, true)
        },
    ),
    (
        &[
            "{n} {np} cost {money} [in] [total|altogether]",
            "how much does|is|will one|a|each {np} cost [each]",
        ],
        |c| {
            about(&c[0], 1, &c[1], 0)?;
            share(c[0].number(2)?.value, c[0].number(0)?.value, true)
        },
    ),
    (
        &[
            "{who} buys|bought {n} {np} for|at {money} each|apiece",
            "how much [money] does|did {who} pay|spend [in] [total|altogether|all]",
        ],
        |c| {
            person(&c[0], 0, &c[1], 0)?;
            product(c[0].number(1)?.value, c[0].number(3)?.value, true)
        },
    ),
    // Groups.
    (
        &[
            "there are {n} {np} with|containing {n} {np} in each [{w}]",
            "how many {np} are there [in] [total|altogether|all]",
        ],
        |c| {
            about(&c[0], 3, &c[1], 0)?;
            product(c[0].number(0)?.value, c[0].number(2)?.value, false)
        },
    ),
    (
        &[
            "there are {n} {np} with|containing {n} {np} each",
            "how many {np} are there [in] [total|altogether|all]",
        ],
        |c| {
            about(&c[0], 3, &c[1], 0)?;
            product(c[0].number(0)?.value, c[0].number(2)?.value, false)
        },
    ),
    (
        &[
            "there are {n} {np} in each|every|a {np}",
            "how many {np} are there in {n} {np}",
        ],
        |c| {
            about(&c[0], 1, &c[1], 0)?;
            about(&c[0], 2, &c[1], 2)?;
            product(c[0].number(0)?.value, c[1].number(1)?.value, false)
        },
    ),
    (
        &[
            "{who} has|have|buys|bought {n} {np} with|of|containing {n} {np} each",
            "how many {np} does|do {who} have [in] [total|altogether|all]",
        ],
        |c| {
            about(&c[0], 4, &c[1], 0)?;
            person(&c[0], 0, &c[1], 1)?;
            product(c[0].number(1)?.value, c[0].number(3)?.value, false)
        },
    ),
    (
        &[
            "{who} has|have|buys|bought {n} {np} with|of|containing {n} {np} in each [{w}]",
            "how many {np} does|do {who} have [in] [total|altogether|all]",
        ],
        |c| {
            about(&c[0], 4, &c[1], 0)?;
            person(&c[0], 0, &c[1], 1)?;
            product(c[0].number(1)?.value, c[0].number(3)?.value, false)
        },
    ),
    (
        &[
            "{who} has|have {n} {np}",
            "each|every {np} has|holds|contains {n} {np} [in] [it|inside]",
            "how many {np} does|do {who} have [in] [total|altogether|all]",
        ],
        |c| {
            about(&c[0], 2, &c[1], 0)?;
            about(&c[1], 2, &c[2], 0)?;
            person(&c[0], 0, &c[2], 1)?;
            product(c[0].number(1)?.value, c[1].number(1)?.value, false)
        },
    ),
    (
        &[
            "there are {n} {np}",
            "each|every {np} has|holds|contains {n} {np} [in] [it|inside]",
            "how many {np} are there [in] [total|altogether|all]",
        ],
        |c| {
            about(&c[0], 1, &c[1], 0)?;
            about(&c[1], 2, &c[2], 0)?;
            product(c[0].number(0)?.value, c[1].number(1)?.value, false)
        },
    ),
    (
        &[
            "a|an|one|each|every {np} has|holds|contains {n} {np}",
            "how many {np} are [there] in {n} {np}",
        ],
        |c| {
            about(&c[0], 2, &c[1], 0)?;
            about(&c[0], 0, &c[1], 2)?;
            product(c[0].number(1)?.value, c[1].number(1)?.value, false)
        },
    ),
    (
        &[
            "a|an|one|each|every {np} has|holds|contains {n} {np}",
            "how many {np} do {n} {np} have|hold|contain [in] [total|altogether|all]",
        ],
        |c| {
            about(&c[0], 2, &c[1], 0)?;
            about(&c[0], 0, &c[1], 2)?;
            product(c[0].number(1)?.value, c[1].number(1)?.value, false)
        },
    ),
    // Sharing.
    (
        &[
            "{n} {np} are|is shared|divided|split equally|evenly among|between|by {n} {np}",
            "how many [{w}] does|do|will each [{w}] get|receive|have",
        ],
        |c| share(c[0].number(0)?.value, c[0].number(2)?.value, false),
    ),
    (
        &[
            "{n} {np} share {n} {np} equally|evenly",
            "how many [{w}] does|do|will each [{w}] get|receive|have",
        ],
        |c| share(c[0].number(2)?.value, c[0].number(0)?.value, false),
    ),
    // Change.
    (
        &[
            "{who} buys|bought [a|an] {np} for {money}",
            "pays|paid with [a] {money} [bill|note]",
            "how much change|money does|did|do|should {who} get|receive [back]",
        ],
        |c| {
            person(&c[0], 0, &c[2], 0)?;
            difference(c[1].number(0)?.value, c[0].number(2)?.value, true)
        },
    ),
    // Discount.
    (
        &[
            "a|an|the {np} costs|cost {money}",
            "[it|they] is|are {n} %|percent off",
            "what is the sale|discounted|final|new|reduced price [of] [the] [{w}]",
        ],
        |c| discount(c[0].number(1)?.value, c[1].number(0)?.value),
    ),
    (
        &[
            "a|an|the {np} costs|cost {money}",
            "[it|they] is|are discounted|reduced by {n} %|percent",
            "what is the sale|discounted|final|new|reduced price [of] [the] [{w}]",
        ],
        |c| discount(c[0].number(1)?.value, c[1].number(0)?.value),
    ),
    (
        &[
            "a|an|the {np} that costs|cost {money} is {n} %|percent off",
            "what is the sale|discounted|final|new|reduced price [of] [the] [{w}]",
        ],
        |c| discount(c[0].number(1)?.value, c[0].number(2)?.value),
    ),
];
