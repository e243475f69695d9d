//! Units, with their sizes.

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

use Kind::{Calendar, Data, Length, Mass, Temperature, Time, Volume};

/// Bases: metre, gram, litre, second, month, byte. Temperatures have none.
pub(crate) const UNITS: [Unit; 50] = [
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
        &[(492_892, 100_000_000), (5, 1000), (591_939, 100_000_000)],
    ),
    unit(
        Volume,
        'c',
        &["tablespoon", "tablespoons", "tbsp"],
        &[
            (1_478_676, 100_000_000),
            (15, 1000),
            (20, 1000),
            (1_775_816, 100_000_000),
        ],
    ),
    unit(
        Volume,
        'c',
        &["cup", "cups"],
        &[
            (2_365_882, 10_000_000),
            (250, 1000),
            (240, 1000),
            (2_841_306, 10_000_000),
        ],
    ),
    unit(
        Volume,
        'c',
        &["pint", "pints"],
        &[(4_731_765, 10_000_000), (5_682_613, 10_000_000)],
    ),
    unit(
        Volume,
        'c',
        &["quart", "quarts"],
        &[(9_463_529, 10_000_000), (11_365_225, 10_000_000)],
    ),
    unit(
        Volume,
        'c',
        &["gallon", "gallons"],
        &[(37_854_118, 10_000_000), (4_546_090, 1_000_000)],
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
];

/// The unit of a name, whatever its case.
pub(crate) fn find(name: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| {
        unit.names
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
    })
}
