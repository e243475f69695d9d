//! Units, with their sizes.

use reading::{Token, tokens};

/// What a unit measures. Units convert within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Length,
    Mass,
    Volume,
    Time,
    /// Months and what is made of them.
    Calendar,
    Data,
    Temperature,
    Area,
    Speed,
}

/// A unit: its names, and its sizes as fractions of the kind's base. Several
/// sizes are several countries'.
pub(crate) struct Unit {
    pub(crate) kind: Kind,
    /// Singular, plural, and short forms.
    pub(crate) names: &'static [&'static str],
    pub(crate) sizes: &'static [(i128, i128)],
    /// Whether conversions within its system are exact in everyday use.
    pub(crate) system: char,
}

const fn unit(
    kind: Kind,
    system: char,
    names: &'static [&'static str],
    sizes: &'static [(i128, i128)],
) -> Unit {
    Unit {
        kind,
        names,
        sizes,
        system,
    }
}

use Kind::{Area, Calendar, Data, Length, Mass, Speed, Temperature, Time, Volume};

/// Bases: metre, gram, litre, second, month, byte, square metre, metre a second. Temperatures have none.
pub(crate) const UNITS: [Unit; 64] = [
    unit(
        Length,
        'm',
        &[
            "millimetre",
            "millimetres",
            "millimeter",
            "millimeters",
            "mm",
        ],
        &[(1, 1000)],
    ),
    unit(
        Length,
        'm',
        &[
            "centimetre",
            "centimetres",
            "centimeter",
            "centimeters",
            "cm",
        ],
        &[(1, 100)],
    ),
    unit(
        Length,
        'm',
        &["decimetre", "decimetres", "decimeter", "decimeters", "dm"],
        &[(1, 10)],
    ),
    unit(
        Length,
        'm',
        &["metre", "metres", "meter", "meters", "m"],
        &[(1, 1)],
    ),
    unit(
        Length,
        'm',
        &[
            "kilometre",
            "kilometres",
            "kilometer",
            "kilometers",
            "km",
            "kms",
        ],
        &[(1000, 1)],
    ),
    unit(Length, 'i', &["inch", "inches"], &[(254, 10_000)]),
    unit(Length, 'i', &["foot", "feet", "ft"], &[(3048, 10_000)]),
    unit(Length, 'i', &["yard", "yards", "yd"], &[(9144, 10_000)]),
    unit(Length, 'i', &["mile", "miles", "mi"], &[(1_609_344, 1000)]),
    unit(Mass, 'm', &["milligram", "milligrams", "mg"], &[(1, 1000)]),
    unit(
        Mass,
        'm',
        &["gram", "grams", "gramme", "grammes", "g"],
        &[(1, 1)],
    ),
    unit(
        Mass,
        'm',
        &["kilogram", "kilograms", "kilo", "kilos", "kg", "kgs"],
        &[(1000, 1)],
    ),
    unit(Mass, 'm', &["tonne", "tonnes"], &[(1_000_000, 1)]),
    unit(
        Mass,
        't',
        &["ton", "tons"],
        &[(1_000_000, 1), (90_718_474, 100), (10_160_469_088, 10_000)],
    ),
    unit(
        Mass,
        'i',
        &["ounce", "ounces", "oz"],
        &[(28_349_523_125, 1_000_000_000)],
    ),
    unit(
        Mass,
        'i',
        &["pound", "pounds", "lb", "lbs"],
        &[(45_359_237, 100_000)],
    ),
    unit(Mass, 'i', &["stone", "stones"], &[(635_029_318, 100_000)]),
    unit(
        Volume,
        'm',
        &[
            "millilitre",
            "millilitres",
            "milliliter",
            "milliliters",
            "ml",
        ],
        &[(1, 1000)],
    ),
    unit(
        Volume,
        'm',
        &[
            "centilitre",
            "centilitres",
            "centiliter",
            "centiliters",
            "cl",
        ],
        &[(1, 100)],
    ),
    unit(
        Volume,
        'm',
        &["decilitre", "decilitres", "deciliter", "deciliters", "dl"],
        &[(1, 10)],
    ),
    unit(
        Volume,
        'm',
        &["litre", "litres", "liter", "liters", "l"],
        &[(1, 1)],
    ),
    unit(
        Volume,
        'c',
        &["teaspoon", "teaspoons", "tsp"],
        &[
            (2_365_882_365, 48 * 10_000_000_000),
            (5, 1000),
            (56_826_125, 96 * 100_000_000),
        ],
    ),
    unit(
        Volume,
        'c',
        &["tablespoon", "tablespoons", "tbsp"],
        &[
            (2_365_882_365, 16 * 10_000_000_000),
            (15, 1000),
            (20, 1000),
            (56_826_125, 32 * 100_000_000),
        ],
    ),
    unit(
        Volume,
        'c',
        &["cup", "cups"],
        &[
            (2_365_882_365, 10_000_000_000),
            (250, 1000),
            (240, 1000),
            (284_130_625, 1_000_000_000),
        ],
    ),
    unit(
        Volume,
        'c',
        &["pint", "pints"],
        &[(473_176_473, 1_000_000_000), (56_826_125, 100_000_000)],
    ),
    unit(
        Volume,
        'c',
        &["quart", "quarts"],
        &[(946_352_946, 1_000_000_000), (11_365_225, 10_000_000)],
    ),
    unit(
        Volume,
        'c',
        &["gallon", "gallons"],
        &[(3_785_411_784, 1_000_000_000), (454_609, 100_000)],
    ),
    unit(
        Time,
        'm',
        &["millisecond", "milliseconds", "ms"],
        &[(1, 1000)],
    ),
    unit(Time, 'm', &["second", "seconds", "sec", "secs"], &[(1, 1)]),
    unit(Time, 'm', &["minute", "minutes", "min", "mins"], &[(60, 1)]),
    unit(Time, 'm', &["hour", "hours", "hr", "hrs"], &[(3600, 1)]),
    unit(Time, 'm', &["day", "days"], &[(86_400, 1)]),
    unit(Time, 'm', &["week", "weeks"], &[(604_800, 1)]),
    unit(Time, 'm', &["fortnight", "fortnights"], &[(1_209_600, 1)]),
    unit(Calendar, 'm', &["month", "months"], &[(1, 1)]),
    unit(Calendar, 'm', &["year", "years"], &[(12, 1)]),
    unit(Calendar, 'm', &["decade", "decades"], &[(120, 1)]),
    unit(Calendar, 'm', &["century", "centuries"], &[(1200, 1)]),
    unit(
        Calendar,
        'm',
        &["millennium", "millennia", "millenniums"],
        &[(12_000, 1)],
    ),
    unit(Data, 'd', &["bit", "bits"], &[(1, 8)]),
    unit(Data, 'd', &["byte", "bytes"], &[(1, 1)]),
    unit(
        Data,
        'd',
        &["kilobyte", "kilobytes", "kb"],
        &[(1000, 1), (1024, 1)],
    ),
    unit(
        Data,
        'd',
        &["megabyte", "megabytes", "mb"],
        &[(1_000_000, 1), (1_048_576, 1)],
    ),
    unit(
        Data,
        'd',
        &["gigabyte", "gigabytes", "gb"],
        &[(1_000_000_000, 1), (1_073_741_824, 1)],
    ),
    unit(
        Data,
        'd',
        &["terabyte", "terabytes", "tb"],
        &[(1_000_000_000_000, 1), (1_099_511_627_776, 1)],
    ),
    unit(Temperature, 'C', &["celsius", "centigrade", "c"], &[]),
    unit(Temperature, 'F', &["fahrenheit", "f"], &[]),
    unit(Temperature, 'K', &["kelvin", "kelvins", "k"], &[]),
    unit(
        Length,
        'n',
        &["lightyear", "lightyears"],
        &[(9_460_730_472_580_800, 1)],
    ),
    unit(Mass, 'n', &["carat", "carats"], &[(2, 10)]),
    unit(
        Volume,
        'c',
        &[
            "fluid ounce",
            "fluid ounces",
            "fl oz",
            "fl . oz",
            "fl . oz .",
        ],
        &[
            (3_785_411_784, 128 * 1_000_000_000),
            (454_609, 160 * 100_000),
        ],
    ),
    unit(
        Volume,
        'm',
        &["cubic metre", "cubic metres", "cubic meter", "cubic meters"],
        &[(1000, 1)],
    ),
    unit(
        Length,
        'n',
        &["nautical mile", "nautical miles", "nmi"],
        &[(1852, 1)],
    ),
    unit(
        Mass,
        'm',
        &["metric ton", "metric tons", "metric tonne", "metric tonnes"],
        &[(1_000_000, 1)],
    ),
    unit(
        Area,
        'm',
        &[
            "square metre",
            "square metres",
            "square meter",
            "square meters",
            "m²",
            "m ²",
        ],
        &[(1, 1)],
    ),
    unit(
        Area,
        'm',
        &[
            "square centimetre",
            "square centimetres",
            "square centimeter",
            "square centimeters",
        ],
        &[(1, 10_000)],
    ),
    unit(
        Area,
        'm',
        &[
            "square kilometre",
            "square kilometres",
            "square kilometer",
            "square kilometers",
        ],
        &[(1_000_000, 1)],
    ),
    unit(Area, 'm', &["hectare", "hectares"], &[(10_000, 1)]),
    unit(
        Area,
        'i',
        &["acre", "acres"],
        &[(40_468_564_224, 10_000_000)],
    ),
    unit(
        Area,
        'i',
        &["square foot", "square feet", "sq ft"],
        &[(9_290_304, 100_000_000)],
    ),
    unit(
        Speed,
        'm',
        &[
            "kilometre per hour",
            "kilometres per hour",
            "kilometer per hour",
            "kilometers per hour",
            "km / h",
            "km per hour",
            "km an hour",
            "kph",
            "kmh",
        ],
        &[(10, 36)],
    ),
    unit(
        Speed,
        'i',
        &["mile per hour", "miles per hour", "mph", "miles an hour"],
        &[(44_704, 100_000)],
    ),
    unit(
        Speed,
        'm',
        &[
            "metre per second",
            "metres per second",
            "meter per second",
            "meters per second",
            "m / s",
        ],
        &[(1, 1)],
    ),
    unit(Speed, 'n', &["knot", "knots"], &[(1852, 3600)]),
];

/// The unit of a name, whatever its case.
pub(crate) fn find(name: &str) -> Option<&'static Unit> {
    let tokens = tokens(name);
    find_at(&tokens)
        .filter(|(_, used)| *used == tokens.len())
        .map(|(unit, _)| unit)
}

/// The unit whose name begins here, of several the one with the longest name, and how
/// many tokens it is.
pub(crate) fn find_at(tokens: &[Token<'_>]) -> Option<(&'static Unit, usize)> {
    let first = tokens.first().filter(|token| token.number().is_none())?;
    let length = |name: &str| {
        let words = name.split(' ');
        let used = words.clone().count();
        (used <= tokens.len() && words.zip(tokens).all(|(word, token)| token.is(word)))
            .then_some(used)
    };
    UNITS
        .iter()
        .flat_map(|unit| unit.names.iter().map(move |name| (unit, *name)))
        .filter(|(_, name)| {
            name.get(..first.text.len())
                .is_some_and(|front| front.eq_ignore_ascii_case(first.text))
        })
        .filter_map(|(unit, name)| Some((unit, length(name)?)))
        .max_by_key(|(_, used)| *used)
}
