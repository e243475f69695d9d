//! The words of questions on dates.

use reading::skeleton::{Lexicon, NOTHING, SMALL};

/// The words of a question on dates.
pub(crate) const WORDS: Lexicon = Lexicon {
    phrases: &[
        (
            "weekday?",
            "what day of the week|which day of the week|day of the week|what weekday|which weekday|weekday|day of week|\
what week day|which week day",
        ),
        (
            "day?",
            "what day|which day|what's the day|what is the day|the day|day",
        ),
        (
            "date?",
            "what date|which date|the date|date|what calendar date|calendar date|what day and month",
        ),
        (
            "days?",
            "how many days|number of days|how many full days|how many calendar days|count the days|count of days|days",
        ),
        (
            "weeks?",
            "how many weeks|number of weeks|how many full weeks",
        ),
        ("years?", "how many years|number of years|years"),
        ("months?", "how many months|number of months"),
        ("long?", "how long|how much time|length"),
        ("leap", "leap year|a leap year"),
        (
            "before",
            "before|prior to|earlier than|earlier|preceding|ago|back",
        ),
        (
            "minus",
            "subtract|minus|take away|take|go back|count back|going back|counting back",
        ),
        (
            "after",
            "after|later than|later|following|past|from now|from today|from then|hence|on from|further on|since",
        ),
        ("in", "in|on"),
        (
            "plus",
            "add|plus|adding|go forward|forward|count forward|move forward|ahead",
        ),
        ("today", "today"),
        ("overmorrow", "the day after tomorrow|day after tomorrow"),
        (
            "ereyesterday",
            "the day before yesterday|day before yesterday",
        ),
        ("tomorrow", "tomorrow"),
        ("yesterday", "yesterday"),
        ("between", "between|separate|apart|lie between|are between"),
        (
            "from",
            "from|starting from|starting on|beginning|start|starting",
        ),
        ("to", "to|until|till|up to|ending|through to"),
        (
            "written",
            "format|in the format|iso|iso 8601|in iso|formatted|reformat|yyyy|rewrite|write|convert",
        ),
        ("ordinal", "nth"),
        (
            NOTHING,
            "fall|falls|fell|fallen|land|lands|landed|happen|happened|suppose|assume|assuming|say|let's say|given|imagine|\
year|years'|month|calendar|exact|pass|passed|passes|elapse|elapsed|go by|went by|gone by|lie|lies|come|comes|came|\
get|gets|when|would it be|as|at|total|altogether|for|during|right|same|correct|long|get to|end up|arrive|after all|\
many|how|number|or not|whether|true|week|full|calendar's|one|he|starts|reached|reach|called|named|see|weekday's|he's",
        ),
        (NOTHING, SMALL),
    ],
};
