//! Whether something is so: `has not paid yet`, `was absent`.

use reading::Token;

use super::material::Material;

const OPPOSITES: &[(&[&str], &[&str])] = &[
    (&["present"], &["absent", "missing"]),
    (&["open"], &["closed", "shut"]),
    (&["available"], &["unavailable", "sold"]),
    (&["passed"], &["failed"]),
    (&["active", "enabled"], &["inactive", "disabled"]),
    (&["alive"], &["dead", "died"]),
    (&["married"], &["single", "divorced", "unmarried"]),
    (&["full"], &["empty"]),
    (&["won", "winner"], &["lost"]),
    (&["attended", "attending"], &["missed", "absent"]),
    (&["paid"], &["unpaid", "owes"]),
    (
        &["finished", "completed", "done"],
        &["unfinished", "incomplete"],
    ),
    (&["correct"], &["incorrect", "wrong"]),
    (
        &["verified", "confirmed"],
        &["unverified", "unconfirmed", "cancelled", "canceled"],
    ),
    (&["indoor", "indoors"], &["outdoor", "outdoors"]),
    (&["new"], &["used", "old"]),
    (&["delivered"], &["undelivered"]),
    (&["stock"], &["sold", "unavailable"]),
];

/// Whether a key asks for true or false without saying so.
pub(super) fn is_flag(key: &[&str]) -> bool {
    key.len() > 1 && ["is", "has", "was", "can", "are"].contains(&key[0])
}

/// Whether it is so, where the text says it in one way.
pub(super) fn flag(material: &Material<'_>, key: &[&str]) -> Option<bool> {
    let content: Vec<&str> = key
        .iter()
        .copied()
        .filter(|word| {
            ![
                "is", "has", "was", "can", "are", "in", "a", "already", "been", "allowed",
            ]
            .contains(word)
        })
        .collect();
    let word = *content.last()?;
    let opposite = |word: &str| -> Vec<&'static str> {
        OPPOSITES
            .iter()
            .filter_map(|(one, other)| {
                if one.contains(&word) {
                    Some(*other)
                } else if other.contains(&word) {
                    Some(*one)
                } else {
                    None
                }
            })
            .flatten()
            .copied()
            .collect()
    };
    let opposites = opposite(word);
    let mut found = None;
    for part in &material.parts {
        // "paid is true or false" says nothing of it.
        if part.iter().any(|token| token.is("true")) && part.iter().any(|token| token.is("false")) {
            continue;
        }
        for (at, token) in part.iter().enumerate().filter(|(_, token)| token.is_word()) {
            let said = token.text.to_lowercase();
            let so = is_form(&said, word);
            if !so && !opposites.contains(&said.as_str()) {
                continue;
            }
            let denied = part[at.saturating_sub(4)..at].iter().any(|token| {
                token.is_any(&[
                    "not", "no", "never", "without", "nor", "cannot", "out", "neither", "yet",
                ]) || token.text.to_lowercase().ends_with("n't")
            });
            let switch = switched(&part[at + 1..]).filter(|_| so);
            let flag = switch.unwrap_or(so != denied);
            if found.is_some_and(|before| before != flag) {
                return None;
            }
            found = Some(flag);
        }
    }
    found
}

/// Whether it is likely so, by a word that has the key's stem in it: `chipped` of `does not
/// have a microchip`.
pub(super) fn likely(pieces: &[&[Token<'_>]], key: &[&str]) -> Option<bool> {
    const DENIALS: &[&str] = &[
        "not", "no", "never", "without", "nor", "cannot", "neither", "none", "nobody", "off",
    ];
    let stems: Vec<String> = key
        .iter()
        .filter(|word| word.len() > 2 && !["has", "was", "can", "are", "the"].contains(word))
        .map(|word| {
            let stem = word.trim_end_matches("ed").trim_end_matches("ing");
            let stem = if stem.len() > 3 { stem } else { word };
            // "chipp" is "chip"
            let doubled = stem.len() > 3
                && stem.as_bytes()[stem.len() - 1] == stem.as_bytes()[stem.len() - 2];
            if doubled && stem.is_ascii() {
                stem[..stem.len() - 1].to_owned()
            } else {
                stem.to_owned()
            }
        })
        .collect();
    let mut found = None;
    let parts = pieces
        .iter()
        .flat_map(|piece| piece.split(|token| token.is_mark(',') || token.is_mark(';')));
    for part in parts {
        let at = part.iter().position(|token| {
            let word = token.text.to_lowercase();
            stems.iter().any(|stem| word.contains(stem.as_str()))
        });
        let Some(at) = at else { continue };
        let near = &part[at.saturating_sub(5)..(at + 3).min(part.len())];
        let denied = near
            .iter()
            .any(|token| token.is_any(DENIALS) || token.text.to_lowercase().ends_with("n't"));
        if found.is_some_and(|before| before == denied) {
            return None;
        }
        found = Some(!denied);
    }
    found
}

/// `ssl is off`, `dark mode on`
fn switched(behind: &[Token<'_>]) -> Option<bool> {
    let joints = behind
        .iter()
        .take(3)
        .take_while(|token| {
            token.is_any(&["is", "are", "=", "set", "to", "mode", "turned", "switched"])
        })
        .count();
    let word = behind.get(joints)?;
    let over = behind
        .get(joints + 1)
        .is_none_or(|next| !next.is_word() || next.is_any(&["and", "but"]));
    if !over {
        return None;
    }
    if word.is_any(&["on", "yes", "enabled", "true"]) {
        return Some(true);
    }
    word.is_any(&["off", "no", "disabled", "false"])
        .then_some(false)
}

/// `pay`, `pays` and `paid`; `rings` and `ring`.
fn is_form(said: &str, word: &str) -> bool {
    const FORMS: &[&[&str]] = &[
        &["paid", "pay", "pays", "paying"],
        &["won", "win", "wins", "winner"],
        &["sold", "sell", "sells"],
        &["broken", "broke"],
        &["sent", "send", "sends"],
        &["read", "reads"],
        &["done", "did"],
    ];
    let stem = |word: &str| -> String {
        if word.ends_with("ss") {
            return word.to_owned();
        }
        let base = ["ing", "ed", "es", "s", "e"]
            .iter()
            .find_map(|end| word.strip_suffix(end).filter(|stem| stem.len() > 2))
            .unwrap_or(word);
        base.to_owned()
    };
    said == word
        || stem(said) == stem(word)
        || FORMS
            .iter()
            .any(|forms| forms.contains(&said) && forms.contains(&word))
}
