//! What numbers count, and which of it is the same.

use reading::Rational;

/// What a number is of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Unit {
    /// Dollars, euros, pounds.
    Money,
    /// Of a hundred, or a fraction of something.
    Percent,
    /// Things, by the keys of the words that name them; the last one is the noun, as far
    /// as can be told.
    Things(Vec<String>),
    /// What it is of is left out.
    Bare,
}

impl Unit {
    pub(super) fn of(word: &str) -> Self {
        Self::Things(vec![word.to_owned()])
    }

    pub(super) fn words(&self) -> &[String] {
        match self {
            Self::Things(words) => words,
            _ => &[],
        }
    }

    /// The measure that it is, with its family and its size.
    pub(super) fn measure(&self) -> Option<(&'static str, i128)> {
        measure(self.words().first()?)
    }

    pub(super) fn is_time(&self) -> bool {
        self.measure()
            .is_some_and(|(family, _)| family == "time" || family == "months")
    }

    pub(super) fn is_length(&self) -> bool {
        self.measure()
            .is_some_and(|(family, _)| family == "metric" || family == "imperial")
    }
}

/// Names of measures by one key each, with their family and their size in it.
const MEASURES: &[(&str, &str, i128, &str)] = &[
    ("second", "time", 1, "second|seconds|sec|secs"),
    ("minute", "time", 60, "minute|minutes|min|mins"),
    ("hour", "time", 3600, "hour|hours|h|hr|hrs"),
    (
        "day",
        "time",
        86_400,
        "day|days|morning|mornings|evening|evenings",
    ),
    ("week", "time", 604_800, "week|weeks"),
    ("month", "months", 1, "month|months"),
    ("year", "months", 12, "year|years"),
    (
        "mm",
        "metric",
        1,
        "mm|millimetre|millimetres|millimeter|millimeters",
    ),
    (
        "cm",
        "metric",
        10,
        "cm|centimetre|centimetres|centimeter|centimeters",
    ),
    ("metre", "metric", 1000, "m|metre|metres|meter|meters"),
    (
        "km",
        "metric",
        1_000_000,
        "km|kms|kilometre|kilometres|kilometer|kilometers",
    ),
    ("inch", "imperial", 1, "inch|inches"),
    ("foot", "imperial", 12, "foot|feet|ft"),
    ("yard", "imperial", 36, "yard|yards"),
    ("mile", "imperial", 63_360, "mile|miles"),
    ("gram", "mass", 1, "g|gram|grams|gramme|grammes"),
    (
        "kg",
        "mass",
        1000,
        "kg|kgs|kilo|kilos|kilogram|kilograms|kilogramme|kilogrammes",
    ),
    ("tonne", "mass", 1_000_000, "tonne|tonnes"),
    ("ounce", "weight", 1, "oz|ounce|ounces"),
    ("lb", "weight", 16, "lb|lbs"),
    (
        "ml",
        "volume",
        1,
        "ml|millilitre|millilitres|milliliter|milliliters",
    ),
    ("cl", "volume", 10, "cl|centilitre|centilitres"),
    ("litre", "volume", 1000, "l|litre|litres|liter|liters"),
    ("gallon", "gallons", 1, "gallon|gallons"),
];

fn measure(key: &str) -> Option<(&'static str, i128)> {
    MEASURES
        .iter()
        .find(|(name, ..)| *name == key)
        .map(|(_, family, size, _)| (*family, *size))
}

/// A word as it is compared: the same for one and for many.
pub(super) fn key(word: &str) -> String {
    let word = word.to_lowercase();
    let word = word.strip_suffix("'s").unwrap_or(&word);
    if let Some((name, ..)) = MEASURES
        .iter()
        .find(|(.., names)| names.split('|').any(|name| name == word))
    {
        return (*name).to_owned();
    }
    if let Some((_, one)) = [
        ("children", "child"),
        ("kids", "child"),
        ("kid", "child"),
        ("people", "person"),
        ("persons", "person"),
        ("men", "man"),
        ("women", "woman"),
        ("geese", "goos"),
        ("mice", "mous"),
        ("teeth", "tooth"),
        ("candies", "candi"),
        ("pupils", "student"),
        ("pupil", "student"),
        ("oxen", "ox"),
    ]
    .iter()
    .find(|(many, _)| *many == word)
    {
        return (*one).to_owned();
    }
    let stem = if word.len() <= 3 || ["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        word
    } else if let Some(stem) = word.strip_suffix("es") {
        stem
    } else {
        let stem = word.strip_suffix('s').unwrap_or(word);
        stem.strip_suffix('e').unwrap_or(stem)
    };
    if let Some(stem) = stem.strip_suffix('v') {
        return format!("{stem}f");
    }
    if let Some(stem) = stem.strip_suffix('y') {
        return format!("{stem}i");
    }
    stem.to_owned()
}

/// What things belong to a kind: `fruit` are apples and pears.
const KINDS: &[(&str, &str)] = &[
    (
        "fruit",
        "apples oranges pears bananas mangoes peaches plums lemons kiwis melons cherries strawberries grapes apricots limes",
    ),
    (
        "animal",
        "cows sheep hens pigs goats horses ducks chickens dogs cats rabbits birds geese donkeys turkeys lions tigers monkeys elephants",
    ),
    ("pet", "dogs cats rabbits hamsters fish birds"),
    (
        "flower",
        "roses tulips daisies lilies daffodils sunflowers violets carnations",
    ),
    (
        "vegetabl",
        "carrots potatoes tomatoes onions cucumbers cabbages peppers",
    ),
    ("child", "boys girls students toddlers"),
    ("student", "boys girls"),
    (
        "person",
        "men women children boys girls adults students teachers guests passengers visitors workers players spectators coaches drivers boys girls actors dancers singers musicians customers members friends cyclists runners swimmers employees nurses doctors soldiers",
    ),
    ("passenger", "men women children adults people"),
    ("guest", "adults children people"),
    ("visitor", "adults children people students"),
    (
        "vehicl",
        "cars trucks buses vans motorcycles lorries bikes bicycles",
    ),
    ("drink", "coffees teas lemonades juices colas"),
    (
        "tree",
        "oaks pines maples birches firs palms apple pear cherry",
    ),
    ("book", "novels comics textbooks dictionaries"),
    ("toi", "dolls balls cars puzzles robots"),
    ("pen", "pencils"),
    ("cak", "cupcakes muffins"),
    ("card", "postcards"),
    ("ticket", "tickets"),
    ("sweet", "candies lollipops chocolates toffees"),
    ("member", "boys girls men women adults children"),
    ("player", "boys girls men women"),
    ("seat", "chairs"),
    ("game", "wins losses draws matches"),
    ("point", "points"),
];

/// Whether `kind` names what `thing` is one of.
fn is_kind_of(kind: &[String], thing: &[String]) -> bool {
    let [.., noun] = kind else { return false };
    // Anything that is counted is an item.
    if matches!(noun.as_str(), "item" | "thing" | "object" | "articl") {
        return Unit::Things(thing.to_vec()).measure().is_none();
    }
    KINDS.iter().any(|(name, things)| {
        name == noun && things.split(' ').any(|one| thing.contains(&key(one)))
    })
}

/// How many of `b` one of `a` is, if both are the same or measures of one kind.
pub(super) fn same(a: &Unit, b: &Unit) -> Option<Rational> {
    match (a, b) {
        (Unit::Money, Unit::Money) => Some(1.into()),
        (Unit::Things(words_a), Unit::Things(words_b)) => {
            if let (Some((family_a, size_a)), Some((family_b, size_b))) = (a.measure(), b.measure())
            {
                return (family_a == family_b).then(|| Rational::new(size_a, size_b))?;
            }
            (a.measure().is_none() && b.measure().is_none() && alike(words_a, words_b))
                .then_some(1.into())
        }
        _ => None,
    }
}

/// Whether one of the two names says what the other says, and perhaps more.
pub(super) fn alike(a: &[String], b: &[String]) -> bool {
    let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
    !a.is_empty() && !b.is_empty() && (within(a, b) || within(b, a))
}

/// Whether what is told counts for what is asked: `12 roses` are 12 flowers.
pub(super) fn counts_for(told: &Unit, asked: &Unit) -> Option<Rational> {
    same(told, asked).or_else(|| is_kind_of(asked.words(), told.words()).then_some(1.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_many_have_one_key() {
        for (one, many) in [
            ("box", "boxes"),
            ("cookie", "cookies"),
            ("city", "cities"),
            ("knife", "knives"),
            ("glove", "gloves"),
            ("house", "houses"),
            ("bus", "buses"),
            ("glass", "glasses"),
            ("child", "children"),
            ("potato", "potatoes"),
            ("km", "kilometres"),
            ("toy", "toys"),
            ("page", "pages"),
        ] {
            assert_eq!(key(one), key(many), "{one}");
        }
        for (a, b) in [
            ("pen", "pencil"),
            ("boy", "box"),
            ("m", "mm"),
            ("car", "cart"),
        ] {
            assert_ne!(key(a), key(b), "{a}");
        }
    }
}
