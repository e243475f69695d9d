//! Things, by the verb or the preposition before them: `plays the cello`, `allergic to nuts`.

use reading::Token;

use super::material::Material;

/// Keys, and the words before what they ask for.
const BEFORE: &[(&[&str], &[&[&str]])] = &[
    (
        &["job", "profession", "occupation", "role", "position"],
        &[&["as"], &["is"], &["was"], &["became"], &["becomes"]],
    ),
    (
        &["item", "product", "article", "object", "goods"],
        &[
            &["bought"],
            &["ordered"],
            &["orders"],
            &["buys"],
            &["sells"],
            &["sold"],
            &["purchased"],
            &["needs"],
            &["rented"],
            &["borrowed"],
            &["lost"],
            &["found"],
            &["item"],
            &["product"],
            &["of"],
        ],
    ),
    (
        &["subject"],
        &[&["teaches"], &["taught"], &["studies"], &["studied"]],
    ),
    (&["instrument"], &[&["plays"], &["played"], &["playing"]]),
    (
        &["sport"],
        &[&["plays"], &["does"], &["practises"], &["practices"]],
    ),
    (&["hobby"], &[&["likes"], &["enjoys"], &["loves"], &["is"]]),
    (&["language"], &[&["speaks"], &["in"]]),
    (&["allergy", "allergen"], &[&["allergic", "to"]]),
    (
        &["dish", "food", "meal", "soup", "dessert"],
        &[
            &["eats"],
            &["ate"],
            &["there", "is"],
            &["serves"],
            &["ordered"],
            &["cooked"],
            &["cooks"],
            &["likes"],
        ],
    ),
    (
        &["drink", "beverage"],
        &[&["drinks"], &["drank"], &["ordered"], &["likes"]],
    ),
    (
        &["animal", "pet", "species"],
        &[&["has"], &["owns"], &["is"], &["a"], &["an"]],
    ),
    (
        &["place", "location", "venue", "habitat", "room"],
        &[&["in"], &["at"], &["on"], &["near"]],
    ),
    (&["type", "kind", "category", "class"], &[&["is"], &["was"]]),
    (&["topic", "theme"], &[&["about"], &["on"]]),
    (&["material"], &[&["of"], &["from"]]),
    (
        &["vehicle", "transport"],
        &[&["by"], &["drives"], &["rides"]],
    ),
    (&["tool", "equipment"], &[&["with"], &["using"]]),
];

/// Words that end what is named.
const ENDS: &[&str] = &[
    "in",
    "at",
    "on",
    "for",
    "from",
    "to",
    "and",
    "but",
    "who",
    "which",
    "that",
    "with",
    "by",
    "of",
    "is",
    "was",
    "are",
    "were",
    "has",
    "had",
    "have",
    "when",
    "while",
    "as",
    "costs",
    "cost",
    "near",
    "last",
    "this",
    "next",
    "yesterday",
    "today",
    "every",
    "each",
    "since",
    "or",
    "because",
    "after",
    "before",
    "during",
    "into",
    "than",
    "per",
    "there",
    "very",
    "not",
    "lives",
    "sells",
    "it",
    "he",
    "she",
    "they",
    "we",
    "i",
    "you",
    "starts",
    "begins",
    "ends",
    "leaves",
    "departs",
    "arrives",
    "if",
    "so",
];
const FRONT: &[&str] = &[
    "a", "an", "the", "his", "her", "their", "some", "my", "our", "its",
];

/// The one thing that a key asks for.
pub(super) fn thing(material: &Material<'_>, key: &[&str]) -> Option<String> {
    let last = *key.last()?;
    let (_, ways) = BEFORE.iter().find(|(keys, _)| keys.contains(&last))?;
    let place = ["place", "location", "venue", "habitat", "room"].contains(&last);
    let mut found: Vec<String> = Vec::new();
    for part in &material.parts {
        for at in 0..part.len() {
            let way = ways.iter().find(|way| {
                at >= way.len()
                    && way
                        .iter()
                        .rev()
                        .zip(part[..at].iter().rev())
                        .all(|(word, token)| token.is(word))
            });
            let Some(way) = way else { continue };
            // "Lost property slip:" is a heading.
            if part[at - 1].text.starts_with(char::is_uppercase) {
                continue;
            }
            // "in May", "at 18:30" are no places, "is happy" no job.
            let article = part[at].is_any(&["the", "a", "an", "his", "her", "their", "our", "my"]);
            let counted = part[at].number().is_some();
            let needs = place
                || ["as", "is", "was", "became", "has", "in", "on", "by"].contains(&way[0])
                    && last != "language";
            let vague = way == &["of"] && last != "material";
            let begin = at + usize::from(article || counted && !place);
            let item = ["item", "product", "article"].contains(&last)
                && !["item", "product", "sells"].contains(&way[0]);
            if (needs || item && !counted) && !article
                || vague && !article
                || way[0] == "a"
                || way[0] == "an"
            {
                continue;
            }
            found.extend(noun(material, part, begin));
        }
        if ["item", "product", "article"].contains(&last) {
            found.extend(priced(material, part));
        }
    }
    found.sort_unstable();
    found.dedup();
    match &found[..] {
        [one] => Some(one.clone()),
        _ => None,
    }
}

/// `The pencil case costs`
fn priced(material: &Material<'_>, part: &[Token<'_>]) -> Option<String> {
    let verb = part
        .iter()
        .position(|token| token.is_any(&["costs", "cost", "sells"]))?;
    let begin = part[..verb].iter().rposition(|token| token.is_any(FRONT))? + 1;
    (begin < verb && verb - begin <= 3).then(|| noun(material, part, begin))?
}

/// Up to three words, before what ends them.
fn noun(material: &Material<'_>, part: &[Token<'_>], begin: usize) -> Option<String> {
    let begin = begin
        + part
            .get(begin..)?
            .iter()
            .take_while(|token| token.is_any(FRONT))
            .count();
    let length = part[begin..]
        .iter()
        .enumerate()
        .take_while(|(at, token)| {
            // "the greenhouse reported"
            let verb = *at > 0 && token.text.len() > 4 && token.text.ends_with("ed");
            token.is_word() && !token.is_any(ENDS) && !verb || token.is_mark('-') && token.glued
        })
        .count();
    if length == 0 || length > 4 {
        return None;
    }
    let (first, last) = (&part[begin], &part[begin + length - 1]);
    material
        .text
        .get(first.start..last.end())
        .map(str::to_owned)
}
