//! The words of questions on times of day.

use reading::skeleton::{Lexicon, NOTHING, SMALL};

/// The words of a question on times. What somebody or something is called may be
/// anything: see [`named_thing`].
pub(crate) static WORDS: Lexicon = Lexicon::new(&[
    (
        "starts",
        "start|starts|started|starting|begin|begins|began|beginning|opens|opened|kicks off|take off|takes off|took off|taken off|goes in|is put in|boards|goes into|went into|goes on stage|comes on|boarded|begun|clock in|clocks in|clocked in|check in|checks in|kicked off|put in|put it in|start by",
    ),
    (
        "bed",
        "go to bed|goes to bed|went to bed|fall asleep|falls asleep|fell asleep|go to sleep|goes to sleep|went to sleep",
    ),
    (
        "rises",
        "get up|gets up|got up|wake up|wakes up|woke up|waking up|set my alarm|set the alarm",
    ),
    (
        "leaves",
        "sail|sails|sailed|set sail|sets sail|pull out|pulls out|pulled out|leave|leaves|left|leaving|depart|departs|departed|departing|sets off|set off|set out|sets out|go|set off at|leave home|get going|head off|head out|left home|leave the house|leave by",
    ),
    ("stays", "stay|stays|stayed|staying|park|parks|parked"),
    (
        "lasts",
        "last|lasts|lasted|lasting|take|takes|took|runs for|runs|ran|ran for|goes on for|go on for|needs|need|bakes|\
bakes for|takes another|is|it's long|works for|worked for|walks for|drives for|travels for|sleeps for|slept for|cooks for|cook for|cooks|long",
    ),
    (
        "end?",
        "when does it end|when does|when will|when did|when is|when should|when do|what time does|what time will|what time did|\
what time is|what time do|what time should|at what time|what time would|when would|when was|when|at which time|what time|the time|by what time|by when|until what time|what clock time|till when|until when|time should|which time|resulting time|new time|give the time|latest time",
    ),
    (
        "arrival?",
        "arrival time|end time|finishing time|ending time|finish time|closing time|time of arrival|landing time|arrival|finishes when|ends when|arrives when|ends at what time|finishes at what time|over when|done when|over at what time|done at what time|ready when",
    ),
    (
        "departure?",
        "departure time|start time|starting time|beginning time|time of departure|departure|starts when|starts at what time|began when|started when",
    ),
    (
        "ends",
        "arriving|landing|returning|getting home|getting there|go home|goes home|went home|head home|heads home|dock|docks|docked|moors|moored|shut|shuts|rings|ring|goes off|go off|touches down|touched down|let out|knock off|knocks off|calls it a day|take it out|take out|takes it out|took it out|came in|come in|comes in|pulls in|pulled in|gets to|got to|got home|end|ends|ended|ending|finish|finishes|finished|finishing|over|be over|done|be done|arrive|arrives|arrived|get there|\
gets there|land|lands|landed|stop|stops|stopped|come out|comes out|get in|gets in|reach|reaches|closes|close|closed|ready|come to an end|be there|home|be home|there at|there by|meet|return|returns|returned|back|over at|clock out|clocks out|clocked out|check out|checks out|get home|gets home|complete|completed|conclude|concludes|up|wrap up",
    ),
    (
        "minutes?",
        "how many minutes|number of minutes|minutes|in minutes|how many full minutes|duration in minutes|length in minutes|time in minutes|travel time in minutes|crossing time in minutes|minutes long|minute count|minutes in total",
    ),
    (
        "hours?",
        "how many hours|number of hours|in hours|hours|hours worked|working hours",
    ),
    (
        "long?",
        "how long|how much time|what is the duration|the duration|duration|how long a time|length of time|time difference|elapsed time|the time between|travel time|journey time|total time|running time|what length|length|for how long|time taken|how much time passes|flight time|flying time|flight duration|crossing time|walking time|playing time|journey length|driving time|cooking time|time spent",
    ),
    ("before", "before|earlier|earlier than|prior to|ago"),
    (
        "clock-24",
        "24 - hour time|24 - hour clock|24 - hour format|24 hour time|24 hour clock|24 - hour form|24 - hour notation|24h|24 h|24 - hour|24 hour format|24 hour|military time|twenty - four - hour clock|24 - h format|24h format|24h clock|24h time|24 - hour style",
    ),
    (
        "clock-12",
        "12 - hour clock|12 - hour time|12 - hour format|12 hour clock|12 hour time|12 - hour form|12 - hour notation|12h|12 h|12 - hour|12 hour format|12 hour|am / pm|am or pm|am / pm format|am / pm time|with am or pm|using am or pm|12 - hour am / pm|12 - hour style|12h format|a . m . or p . m .|am and pm",
    ),
    (
        "next-day",
        "next morning|next day|following morning|following day|overnight|the next morning|the next day|the following day|the following morning|day after|next|following|tomorrow",
    ),
    (
        "late",
        "late|postponed|postponed by|put off|put off by|pushed back|pushed back by|delayed|delay|behind schedule|behind time|delayed by|later than planned|later than scheduled|later than usual",
    ),
    (
        "early",
        "early|brought forward|brought forward by|bring forward|bring it forward|moved up|moved up by|ahead of schedule|earlier than planned|earlier than scheduled|earlier than usual|ahead of time",
    ),
    (
        "plus",
        "add|plus|adding|go forward|move forward|put forward|added",
    ),
    (
        "minus",
        "subtract|minus|go back|take away|subtracting|put back|move back",
    ),
    (
        "after",
        "after|later|later than|past|from now|on from|afterwards",
    ),
    (
        "due?",
        "due|scheduled|supposed|planned|expected|meant|should it have|should he have|should she have|should they have|originally",
    ),
    (
        "real",
        "the real time|the actual time|the correct time|the right time|the true time|real time|actual time|correct time|right time|true time|what time is it really|is it really|really",
    ),
    (
        "shows?",
        "does it show|does my watch show|does the clock show|will it show|does it read|will the clock show|will my watch show",
    ),
    ("slow", "slow"),
    ("fast", "fast"),
    ("in", "in"),
    ("from", "from|between|since"),
    ("to", "to|until|till|up to"),
    (
        "now",
        "it is|it's|it is now|it's now|now|the clock shows|the clock says|my watch says|the time is|right now|clock",
    ),
    (
        NOTHING,
        "no time zones are involved|no time zones|ignoring time zones|no time difference|no time zone change|at|for|and|exactly|go by|pass|passes|passed|elapse|elapses|elapsed|total|altogether|say|suppose|spent|spend|\
same day|on the same day|same time zone|in the same time zone|no break|without a break|without breaks|no breaks|no stops|non - stop|nonstop|without stopping|decimal|pls|later that day|from start to end|as|if|at the latest|latest|the latest|use the|use|into|convert|express|give|written|written in|way|only|answer|hh : mm|format|trip|journey|ride|flight|drive|way|show|clock|reading|on|be|get|gets|many|how|\
current|currently|whole|long does|shown|the same day|show|time|by|day|he|she|they|we|with|lie|lies|apart|each",
    ),
    (NOTHING, SMALL),
]);

/// Words that change what is asked.
pub(crate) const TWISTS: &str = "\
extract|json|csv|yaml|xml|keys|object|summarize|summarise|rewrite|sentence|passage|paragraph|\
zone|zones|break|breaks|interval|intermission|pause|every|half|clockwise|week|faster|slower|angle|\
hands|hour|minute|second|seconds|each|per|london|york|tokyo|paris|sydney|berlin|utc|gmt|est|pst|cet|\
summertime|dst|saving|daylight|twice|times|included|including|except|without|not|km|miles|speed|\
average|meet|overtake|both|why|explain|story|poem|schedule|email|less|more|than|double|shorter|\
longer|gains|loses|third|quarter|percent|day|days|monday|tuesday|wednesday|thursday|\
friday|saturday|sunday|date|recipe|earn|earns|euros|dollars|often|left|remaining|until|sunrise|\
sunset|if|moved|forward|brought|pushed|rescheduled|shifted|postpone|backward|backwards";
