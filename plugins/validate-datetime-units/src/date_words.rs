//! The words of questions on dates.

use reading::skeleton::{Lexicon, NOTHING, SMALL};

/// The words of a question on dates.
pub(crate) static WORDS: Lexicon = Lexicon::new(&[
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
        "what date|which date|the date|date|what calendar date|calendar date|what day and month|the day and month|the day and the month|the day , month and year|day , month and year|day , month , and year|the day , month , and year|which calendar date|which day and month|what's the date|what is the date|on what date|on which date|what will the date be|give the date|day and month|day month and year|resulting date|new date|return date|due date|expiry date|end date|delivery date|which date is|what exact date|exact date|departure|departure date|checkout date|check - out date|check out date|checkout|final date|what is the date then|closing date|date of expiry|end of the term|full date|the full date|date then",
    ),
    (
        "start?",
        "start date|starting date|date of issue|when did it start|first day of it",
    ),
    (
        "days?",
        "how many days|number of days|how many full days|how many calendar days|count the days|count of days|days",
    ),
    ("weeks?", "how many weeks|number of weeks|weeks"),
    (
        "full",
        "how many full weeks|full weeks|complete weeks|whole weeks|how many whole weeks|how many complete weeks|number of full weeks",
    ),
    ("nights?", "how many nights|number of nights|nights"),
    (
        "when?",
        "when|when is|when must|when does|when will|when do|by when|until when",
    ),
    (
        "old?",
        "how many years old|how old|what age|at what age|age",
    ),
    (
        "month",
        "what month|which month|name the month|the month|month|month and year|what month and year|which month and year|the month and year|name the month and year|the month and the year|month and the year|which month of which year|what month of what year",
    ),
    ("born", "born|birth|died|death"),
    (
        "day-of-year",
        "day of the year|which day of the year|what day of the year|day number|ordinal day|what number day|number of the day|which number day|how many days into the year",
    ),
    (
        "both-ends",
        "inclusive|counting both days|including both days|both days included|counting both dates|including both dates|including the first and last day|counting the first and the last day|including the first and the last day|both included|including both|counting both|both dates included|inclusive of both days|inclusive of both dates|counting the first and last day|counting both ends|counting start and end day|including start and end|including the start and end dates|including the start and end date|first and last day included|both the first and the last day included|including both end dates",
    ),
    (
        "no-ends",
        "excluding both|not counting either|excluding both days|excluding both dates|exclusive of both|neither of them counted|counting neither",
    ),
    (
        NOTHING,
        "same year|of the same year|i . e .|i . e|the second date minus the first|second date minus first date|second date minus first|the second date|the first date|that same month|of that same month|the same month|just that one year|just the year|not weekday|not the weekday|not the day of the week|start day not counted|end day counted|first day not counted|last day counted|start date not counted|end date counted|start not counted|end counted|the start day not counted|the end day counted|start day excluded|end day included|first day excluded|last day included|not counting the starting day|not counting the first day|not counting the start day|counting the last day|but counting the last day|excluding the start date|excluding the first day|not including the first day|not including the start date|\
not counting the end day|not counting the last day|excluding the end date|excluding the last day|not including the last day|not including the end date|including the year|include the year|with the year|year included|count the difference|the difference between the dates|difference|\
gregorian|gregorian calendar|number only|only|date only|weekday only|same time zone|pls|guest|staying|check - in|check - out|checks in|checks out|reply with|please include|days later that is|no explanation|one word|yes or no",
    ),
    (
        "lasts",
        "lasts|last for|lasts for|runs for|run for|for|keep it for|within|valid for|takes|took|lasted|is valid for|stay|stays|long|good for|rented for|borrowed for|loan|lasting|term|period|duration",
    ),
    ("starts", "start|starts|started|begin|begins|began|begun"),
    (
        "leaves",
        "set off|leave|leaves|left|departs|departed|order|ordered|submit|send|sent",
    ),
    (
        "ends",
        "end|ends|ended|expire|expires|expired|finish|finishes|finished|over|up|return|returned|back|run out|runs out|complete|completed|deadline|ready",
    ),
    (
        "arrival",
        "arrive|arrives|arrived|arriving|check in|checked in|move in|moved in",
    ),
    ("due", "due|falls due|payable"),
    (
        "day-after",
        "the day after|day after|the date after|the next day after|date after",
    ),
    (
        "day-before",
        "the day before|day before|the date before|date before",
    ),
    ("next", "next|the following|following|comes next|follows"),
    (
        "previous",
        "previous|preceding|precedes|the day that precedes",
    ),
    ("first", "first"),
    ("second", "second"),
    ("last", "last"),
    (
        "total",
        "total|altogether|together|in total|combined|in all|sum",
    ),
    (
        "years?",
        "how many years|number of years|years|how many full years|full years|complete years",
    ),
    (
        "months?",
        "how many months|number of months|how many full months|full months|months|how many whole months|how many complete months|complete months|whole months",
    ),
    ("long?", "how long|how much time|length"),
    ("leap", "leap year|a leap year|leap years"),
    (
        "before",
        "comes before|immediately before|right before|directly before|before|prior to|earlier than|earlier|ago|back from|ahead of|in advance of",
    ),
    (
        "minus",
        "subtract|minus|take away|take|go back|count back|going back|counting back",
    ),
    (
        "after",
        "after|later than|later|past|from now|from today|from then|hence|on from|further on|since|afterwards|comes after|immediately after|right after|directly after",
    ),
    (
        "in",
        "in|on|go back in|goes back in|come back in|comes back in|back in|be back in|due back in",
    ),
    (
        "plus",
        "add|plus|adding|go forward|count forward|move forward|ahead",
    ),
    ("today", "today|today's|today's date"),
    ("overmorrow", "the day after tomorrow|day after tomorrow"),
    (
        "ereyesterday",
        "the day before yesterday|day before yesterday",
    ),
    ("tomorrow", "tomorrow|tomorrow's|tomorrow's date"),
    ("yesterday", "yesterday|yesterday's|yesterday's date"),
    (
        "between",
        "between|separate|separates|apart|lie between|are between|in between",
    ),
    (
        "from",
        "from|starting from|starting on|beginning|starting|start from|start at|counting from|as of|beginning on",
    ),
    (
        "to",
        "to|until|till|up to|ending|through to|and ending on|ending on|through",
    ),
    (
        "written",
        "format|in the format|iso|iso 8601|in iso|formatted|reformat|yyyy|rewrite|write|convert",
    ),
    ("ordinal", "nth"),
    (
        NOTHING,
        "fall|falls|fell|fallen|happen|happened|suppose|assume|assuming|say|let's say|given|imagine|\
year|years'|calendar|exact|pass|passed|passes|elapse|elapsed|go by|went by|gone by|lie|lies|come|comes|came|\
get|gets|would it be|as|at|during|right|same|correct|get to|end up|arrive|after all|\
how|or not|whether|true|week|full|calendar's|one|he|starts|reached|reach|called|named|see|weekday's|he's",
    ),
    (NOTHING, SMALL),
]);
