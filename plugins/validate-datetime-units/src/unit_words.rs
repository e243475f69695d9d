//! The words of conversions.

use reading::skeleton::{Lexicon, NOTHING, SMALL};

/// The words of a conversion. Which way it is asked does not matter: there is one
/// amount, and one unit beside it.
pub(crate) static WORDS: Lexicon = Lexicon::new(&[
    (
        NOTHING,
        "how many|how much|number of|amount of|convert|converts|converting|change|turn|express|transform|switch|rewrite|\
conversion|put|write|represent|represented|to|into|as|from|for|equal|equals|equal to|equivalent|equivalents|equivalent to|\
make|makes|make up|get|gets|got|contain|contains|contained|fit|fits|go|goes|come|comes|come out|amount to|amounts to|\
measured|measure|measured in|expressed|converted|changed|corresponds|correspond|long|length|weight|volume|temperature|\
distance|time|duration|height|mass|unit|units|value|when|same as|total|altogether|scale|on the scale|x|=|?|approximately|\
approximate|approx|about|roughly|around|precisely|terms of|metric|given|result|or|take|takes|last|lasts|weigh|weighs|tall|\
wide|heavy|hot|cold|far|equate|equates|translates|translate|correct|many|much|.|*|!|on|would be|≈|~|compared|worth|up|add up to|adds up to|wants|want|fill in|us|imperial|metric|uk|british|american|equivalently|area|speed|amount|quantity|weighing|long is|plain|only|pls|plz|measurement|reading|size|capacity|instead|also|thermometer|outside|who|whose|record|recorded|reads|says|shows|show|by|at|exactly|precise|degrees|degree|result|convert it|hold|holds|kids|pupils|class|need|needs|units of|system|left blank|conv|into|calc|we|he|she|they|his|her|their",
    ),
    (NOTHING, SMALL),
]);

/// Words that make another question of one on an amount.
pub(crate) const TWISTS: &str = "\
extract|json|csv|yaml|xml|keys|object|summarize|summarise|rewrite|sentence|passage|paragraph|\
each|every|per|more|less|than|times|twice|double|triple|left|remaining|remain|remains|rest|spent|\
cut|divided|divide|shared|split|pieces|piece|cost|costs|price|perimeter|circumference|diameter|\
radius|side|sides|square|cube|cubic|average|faster|slower|trip|trips|return|daily|weekly|monthly|\
yearly|until|since|ago|older|younger|longer|shorter|heavier|lighter|further|difference|between|\
minus|plus|gold|silver|platinum|leap|business|working|not|except|half|third|quarter|fifth|tenth|\
dozen|both|another|again|add|added|remove|removed|lost|loses|lose|gained|gains|gain|grew|grows|\
increase|increases|increased|decrease|decreased|reduced|enough|extra|additional|same|multiply|\
multiplied|subtract|percent|percentage|rate|them|these|those|last|school|expensive|cheaper|ratio|\
scale|map|glasses|bottles|portions|servings|friends|equally|laps|lap|tomorrow|yesterday|today|next|\
first|why|joke|story|poem|code|function|python|program|write|estimate|guess|holds|fits|wide|depth|\
deep|rectangle|circle|explain|describe|save|saved|saves|work|worked|works|break|breaks|boiling|\
freezing|point|absolute|rises|rise|rose|falls|fell|drops|dropped|drop|warmer|colder|hotter|leaves|\
arrives|starts|ends|begins";
