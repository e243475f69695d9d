//! Names: of persons, of places, of firms.

use serde_json::{Value, json};

use super::only;
use crate::expected::material::Material;
use crate::expected::names::{Name, is_country, without_title};

/// The one name that a key asks for.
pub(super) fn name(material: &Material<'_>, key: &[&str]) -> Option<Value> {
    let last = *key.last()?;
    let is = |words: &[&str]| words.contains(&last);
    let has = |words: &[&str]| key.iter().any(|word| words.contains(word));
    let places = |before: &[&str]| -> Vec<&Name> {
        material
            .names
            .iter()
            .filter(|name| before.contains(&name.before.as_str()))
            .collect()
    };
    if has(&["first", "given", "last", "family", "surname"]) && is(&["name", "surname"]) {
        let person = person(material)?;
        let (first, rest) = without_title(&person).split_once(' ')?;
        let initial = |word: &str| word.trim_end_matches('.').chars().count() < 2;
        // "Jane Q. Doe"
        let rest = match rest.split_once(' ') {
            Some((middle, last)) if initial(middle) => last,
            _ => rest,
        };
        let two = !rest.contains(' ') && !initial(first) && !initial(rest);
        let front = has(&["first", "given"]);
        return two.then(|| json!(if front { first } else { rest }));
    }
    if is(&["country", "nation"]) {
        return only(
            material
                .names
                .iter()
                .filter(|name| is_country(&name.text))
                .map(|name| json!(name.text)),
        );
    }
    if is(&[
        "city",
        "town",
        "village",
        "location",
        "place",
        "destination",
        "to",
        "from",
        "origin",
        "departure",
        "source",
        "arrival",
        "start",
        "venue",
        "hometown",
        "residence",
        "birthplace",
        "end",
    ]) {
        let before: &[&str] = if is(&["from", "origin", "departure", "source", "start"]) {
            &[
                "from",
                "leaves",
                "leaving",
                "left",
                "departs",
                "departing",
                "departed",
            ]
        } else if is(&["to", "destination", "arrival", "end"]) {
            &["to", "for", "into", "towards"]
        } else {
            &[
                "in", "at", "from", "to", "near", "into", "visited", "visits",
            ]
        };
        let mut found = places(before);
        if is(&["city", "town", "village"]) {
            found.retain(|name| !is_country(&name.text));
        }
        return only(found.into_iter().map(|name| json!(name.text)));
    }
    if is(&[
        "company",
        "employer",
        "organisation",
        "organization",
        "firm",
        "school",
        "university",
    ]) {
        return only(
            places(&["at", "for", "joined", "with"])
                .into_iter()
                .map(|name| json!(name.text)),
        );
    }
    // "a dog which is called Rocky"
    if is(&["name"]) && key.len() > 1 && !is_person(key[0]) && !has(&["full"]) {
        return only(
            places(&["called", "named"])
                .into_iter()
                .map(|name| json!(name.text)),
        );
    }
    if is(MADE) {
        return maker(material, last);
    }
    if is(&["sender"])
        && let Some(found) = only(places(&["from"]).into_iter().map(|name| json!(name.text)))
    {
        return Some(found);
    }
    if is(&["recipient", "receiver", "addressee"]) {
        return only(
            places(&["to", "for"])
                .into_iter()
                .map(|name| json!(material.called(&name.text))),
        );
    }
    let is_thing = is(&["name"]) && key.len() > 1 && !is_person(key[0]);
    if is_person(last) && (!is_thing || has(&["full", "complete"])) {
        if is(OF_TWO) && passes(material) {
            return None;
        }
        return person(material).map(|person| json!(person));
    }
    None
}

/// Keys of one of the two who have to do with each other.
const OF_TWO: &[&str] = &[
    "buyer",
    "customer",
    "owner",
    "seller",
    "sender",
    "guest",
    "client",
    "borrower",
    "tenant",
    "teacher",
    "pupil",
    "student",
    "coach",
    "player",
    "doctor",
    "patient",
    "speaker",
    "caller",
    "instructor",
    "contact",
    "manager",
    "employee",
];

/// Whether something passes between two, so that the one who is named first may be either.
fn passes(material: &Material<'_>) -> bool {
    material.parts.iter().flatten().any(|token| {
        token.is_any(&[
            "lost", "loses", "beaten", "sold", "sells", "lent", "lends", "gave", "gives", "given",
            "rented", "rents", "leased", "leases", "owes", "owed", "borrowed", "borrows", "bought",
            "buys", "taught", "teaches", "teach", "coached", "coaches", "treated", "treats",
            "invited", "invites", "hosted", "hosts", "called", "calls", "sent", "sends", "paid",
            "pays", "hired", "hires", "returned", "handed", "passed",
        ])
    }) && material
        .names
        .iter()
        .any(|name| ["to", "from", "by", "for"].contains(&name.before.as_str()))
}

/// Keys of those who made something. What is made has a name as well, so that a name alone
/// says too little.
const MADE: &[&str] = &[
    "author",
    "artist",
    "director",
    "founder",
    "inventor",
    "painter",
    "composer",
    "creator",
    "writer",
    "designer",
    "architect",
    "discoverer",
    "scientist",
    "singer",
    "poet",
    "sculptor",
    "developer",
    "manufacturer",
    "publisher",
    "maker",
    "producer",
    "illustrator",
    "screenwriter",
    "playwright",
    "photographer",
    "actor",
    "actress",
    "star",
    "hero",
    "performer",
    "band",
    "by",
];

/// `directed by Ridley Scott`, `Jane Austen wrote`, `the author Jane Austen`
fn maker(material: &Material<'_>, key: &str) -> Option<Value> {
    const VERBS: &[&str] = &[
        "wrote",
        "writes",
        "directed",
        "directs",
        "painted",
        "composed",
        "invented",
        "founded",
        "created",
        "designed",
        "discovered",
        "sculpted",
        "authored",
        "published",
        "developed",
        "recorded",
        "sings",
        "sang",
        "starred",
        "stars",
        "produced",
    ];
    only(
        material
            .names
            .iter()
            .filter(|name| {
                name.before == "by" || name.before == key || VERBS.contains(&name.behind.as_str())
            })
            .map(|name| json!(material.called(&name.text))),
    )
}

fn is_person(word: &str) -> bool {
    [
        "name",
        "person",
        "buyer",
        "customer",
        "employee",
        "student",
        "owner",
        "who",
        "fullname",
        "sender",
        "guest",
        "traveller",
        "traveler",
        "speaker",
        "child",
        "pupil",
        "teacher",
        "patient",
        "player",
        "member",
        "client",
        "doctor",
        "manager",
        "driver",
        "passenger",
        "seller",
        "contact",
        "captain",
        "observer",
        "reader",
        "chef",
        "coach",
        "worker",
        "organizer",
        "organiser",
        "instructor",
        "caller",
        "borrower",
        "tenant",
        "applicant",
        "candidate",
        "full",
    ]
    .contains(&word)
}

/// A sentence that begins with one of these names no person.
const MACHINES: &[&str] = &[
    "server", "proxy", "machine", "router", "database", "printer", "device", "service", "host",
    "gateway", "cluster", "node", "address", "domain", "login", "account",
];

/// The one name that is none of a place.
fn person(material: &Material<'_>) -> Option<String> {
    const PLACES: &[&str] = &[
        "in", "at", "to", "from", "near", "on", "into", "for", "via", "through", "towards",
        "called", "named",
    ];
    let mut found: Vec<&str> = material
        .names
        .iter()
        // A title in quotes is no person.
        .filter(|name| !material.quoted.contains(&name.text))
        .filter(|name| {
            !PLACES.contains(&name.before.as_str())
                && !is_country(&name.text)
                && !MACHINES
                    .iter()
                    .any(|word| name.text.eq_ignore_ascii_case(word))
                && !name
                    .text
                    .split(' ')
                    .next()
                    .is_some_and(|first| first.chars().all(char::is_uppercase))
        })
        .filter(|name| {
            name.before != "of" || ["is", "has", "was", ""].contains(&name.behind.as_str())
        })
        .map(|name| name.text.as_str())
        .collect();
    found.sort_unstable();
    found.dedup();
    // "Marie Curie … Curie": the longer is the name.
    let longest = *found.iter().max_by_key(|name| name.len())?;
    let one = found
        .iter()
        .all(|name| longest.contains(without_title(name)));
    one.then(|| material.called(longest).to_owned())
}
