//! Who won, and how: `Team Eagles beat Team Sharks 3 to 1`.

use reading::Token;
use serde_json::{Value, json};

use super::material::Material;

/// What a game gives for a key.
pub(super) fn score(material: &Material<'_>, key: &[&str]) -> Option<Value> {
    let is = |words: &[&str]| key.iter().any(|word| words.contains(word));
    let (wins, loses) = (
        is(&["winner", "won", "winning"]),
        is(&["loser", "lost", "losing"]),
    );
    let goals = is(&["goals", "points", "score"]);
    if wins == loses {
        return None;
    }
    let mut games = material
        .parts
        .iter()
        .filter_map(|part| game(material, part));
    let (game, None) = (games.next()?, games.next()) else {
        return None;
    };
    Some(match (wins, goals) {
        (true, true) => game.goals?.0,
        (false, true) => game.goals?.1,
        (true, false) => json!(game.winner),
        (false, false) => json!(game.loser),
    })
}

struct Game {
    winner: String,
    loser: String,
    goals: Option<(Value, Value)>,
}

fn game(material: &Material<'_>, part: &[Token<'_>]) -> Option<Game> {
    let verb = part
        .iter()
        .position(|token| token.is_any(&["beat", "beats", "defeated", "defeats"]))?;
    let inside = |tokens: &[Token<'_>]| -> Option<String> {
        let mut found = material
            .names
            .iter()
            .filter(|name| tokens.iter().any(|token| name.text.starts_with(token.text)));
        let one = found.next()?;
        found
            .all(|other| other.text == one.text)
            .then(|| one.text.clone())
    };
    let numbers: Vec<Value> = part[verb..]
        .iter()
        .filter_map(|token| serde_json::from_str(&token.number()?.value.to_string()).ok())
        .collect();
    let goals = match &numbers[..] {
        [first, second] => Some((first.clone(), second.clone())),
        _ => None,
    };
    Some(Game {
        winner: inside(&part[..verb])?,
        loser: inside(&part[verb + 1..])?,
        goals,
    })
}
