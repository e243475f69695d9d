//! The words of a story that say something, whoever tells it.

use reading::skeleton::{Lexicon, NOTHING};

/// What is said by words at which a story is left alone: they turn it around in ways
/// that its numbers do not tell.
pub(super) const RIDDLE: &str = "riddle";

pub(super) static WORDS: Lexicon = Lexicon::new(&[
    (
        RIDDLE,
        "returns|returned the|return the|you take away|you take|take away from|all but|except|except for|unless|never|instead|none|neither|nor|alternate|alternately|alternating|shoot|shoots|shot|hunter|bury|survivors|probability|chance|chances|likely|odds|guess|guesses|trick|imagine|pretend|fake|candles|frog|slips|slides back|slips back|compound|loan|dead|nothing|or|several|approximately|roughly|nearly|almost|estimate|rotten|siblings|nephews|dirt|feathers|months have|boil|dry|hatch|overtake|overtakes|passed second|pairs|consecutive|digit|digits|prime|handshakes|handshake|yesterday|tomorrow|isn't|aren't|wasn't|weren't|any more|as well as before|every other|every second day|every second week|every second month|every second year|every second hour|every third day|other way|triangle|circle|circular|radius|diameter|cylinder|sphere|cube|median|mode|range|factorial|remainder when|squared|cubed|divided by|multiplied by|multiply|subtract|deposit|annual|annually|per annum|dice|die roll|coin toss|shortest|if only|had only|quarter past|half past|born|birth|leap|century|o'clock|hands of|clock|pair|returned|half its|half of its own|plus half",
    ),
    ("do-not", "did not|didn't|does not|doesn't|do not|don't"),
    (
        "fewest?",
        "smallest number of|minimum number of|least number of|the fewest|fewest|lowest number of|what is the smallest number of|what is the minimum number of|what is the least number of|how many at least|at least how many|what is the fewest number of|the minimum number of|the smallest number of",
    ),
    (
        "most?",
        "greatest number of|largest number of|maximum number of|highest number of|what is the greatest number of|what is the maximum number of|what is the largest number of|at most how many|how many at most|what is the most|the maximum number of|the greatest number of|the largest number of",
    ),
    (
        "how-many?",
        "how many|number of|what number of|what is the number of|what's the number of|what was the number of|what will be the number of|what total number of|what is the total number of|the total number of|what's the total number of|the number of|total number of|how many of the|how many of these|how many of them|how many of those|count of|how many whole|how many full|how many more full",
    ),
    (
        "how-much?",
        "how heavy|how much|how much money|what amount of money|what amount|what sum|what sum of money|how much in total",
    ),
    (
        "how-far?",
        "how far|what distance|what is the distance|how great a distance|distance|how tall|how high|how wide|how deep",
    ),
    (
        "how-long?",
        "how long|what length of time|how much time|what time does it take",
    ),
    ("how-fast?", "how fast|speed|average speed|mean speed|pace"),
    ("how-old?", "how old|what age|age|ages|'s age"),
    (
        "what?",
        "what|what's|calculate|compute|find|work out|determine|figure out|from which number of|from what number of",
    ),
    (
        "percent?",
        "what percentage|what percent|what percentage of|percentage|how many percent|what per cent|as a percentage|what %|in percent|as a percent|by what percentage|by how many percent|by what percent|in per cent",
    ),
    (
        "average?",
        "average|on average|on the average|average of|mean of|averaged|averages|arithmetic mean|the mean|the mean of|mean score|mean value|per game on average",
    ),
    (
        "area?",
        "area|surface|surface area|square metres|square meters|square feet|square centimetres|square centimeters|how much carpet|how much grass|square kilometres|m²|cm²",
    ),
    (
        "perimeter?",
        "perimeter|all the way round|all the way around|fence|fencing|around the edge|border|go around|go round|goes around|goes round|once around|walk around|walks around|round it|around it|the way round|enclose|surround|runs around|edging|frame it|hedge",
    ),
    (
        "change?",
        "change|get back|gets back|receive back|receives back|change back|be given back|give back|gives back|gave back|got back|change from|in change",
    ),
    (
        "profit?",
        "profit|gain in total|make a profit of|profits|net gain|net profit",
    ),
    (
        "price?",
        "takings|revenue|turnover|proceeds|price|bill|total price|total bill|fee|charge|expense|expenses|amount due|amount to pay|sale price|new price|final price|reduced price|discounted price|expenditure|fare|fares",
    ),
    (
        "difference?",
        "difference|difference between|how many more|how much more|how many fewer|how much less|how much older|how much taller|how much heavier|how much longer|how much farther|how much further|how many less|by how much|by how many|how much cheaper|how many years older|how many years younger|how much younger|how much higher|how much faster|how much bigger|how much larger|how much shorter|how much lighter|how much smaller",
    ),
    (
        "left",
        "left|remain|remaining|remains|left over|leftover|still|unsold|unused|available|still available|unread|vacant|keep|keeps|to spare|\
still to read|to read|still to go|not yet|yet to|still has|still have|remained|not used|not sold|not taken|still need|unopened|uneaten|spare|stay|stays|stayed|stay behind|undamaged|arrive whole|arrive intact|arrive undamaged|arrive unbroken|arrive in one piece|unbroken|intact|unpacked|unfilled|unpainted|unplanted|left to|still in|on the shelves|on the shelf|work properly|in working order|are not faulty|are usable|are fit for use",
    ),
    (
        "total",
        "total|add up|add these up|sum up|in total|altogether|in all|all together|together|combined|overall|all told|between them|in sum|as a total|between the two of them|all in all|a total of|both|sum|summed|entire|entirely|whole|all|during these|collectively|jointly|over the whole",
    ),
    (
        "now",
        "now|then|in the end|at the end|after that|by then|afterwards|at last|finally|by the end|by now|at the end of the day|end up with|ends up with|ended up with|at present|currently",
    ),
    (
        "start",
        "did he begin|did she begin|did they begin|did you begin|did i begin|did he start|did she start|did they start|at the start|at the beginning|to begin with|to start with|in the beginning|at the outset|before that|before this|before all this|before the game|start with|begin with|start out with|start off with|began with|at the very start|before any|at the very beginning|at first|in the first place",
    ),
    (
        "original",
        "original|originally|initial|initially|net price|price before|before vat|without vat|before the tip|excluding vat|excluding tax|net|cost before|pre-sale price|full price|before the discount|before the sale|before the reduction|original price|before the increase|old price|first price|used to cost",
    ),
    (
        "unknown",
        "some|a number of|a few|an unknown number of|a certain number of|a certain amount of",
    ),
    (
        "fund",
        "budget|balance|salary|savings|income|funds|pension|wage",
    ),
    (
        "have",
        "has|have|had|owns|own|owned|there are|there is|there were|there was|there will be|possesses|has got|have got|having|contained|already has|already have|already had|starts with|started with|starts out with|started out with|starts the day with|begins with|starts off with|starting with|begins the day with|has saved|has already saved|have saved|already saved|with|consists of|carries|carried|is carrying|carrying|belong to|is home to|counts|counted|houses|stocks|is holding|in stock|are in|are on|were in|were on|stores|stored|keeps in stock|w /|there's|theres|i've|we've|they've|you've|'ve got|she's got|he's got|i have got|holds in stock",
    ),
    (
        "hold",
        "holds|hold|held|contains|contain|containing|fits|fit|seats|seat|can hold|can seat|can carry|carry|takes|has room for|have room for|room for|has space for|space for|accommodates|accommodate|comes with|come with|weighs|weigh|weighing|weighed|includes|include|shows|serves|serve|is made up of|made up of|can take|can transport|transports|transport|fill up|holding|seating|can fit|fitting|has a capacity of|capacity of|is filled with|filled with|are filled with|measures|measuring|provides|yields",
    ),
    (
        "buy",
        "buys|buy|bought|buying|purchases|purchase|purchased|purchasing|orders|order|ordered",
    ),
    (
        "gain",
        "gets|get|got|getting|finds|found|receives|receive|received|wins|won|win|collects|collect|collected|collecting|picks|pick|picked|picking|picks up|picked up|gains|gained|adds|add|added|is given|was given|are given|were given|catches|caught|arrive|arrives|arrived|join|joined|joins|come in|came in|comes in|get on|got on|gets on|getting on|are delivered|is delivered|were delivered|come|came|comes|plants|planted|plant|grows|draws|drew|borrows|borrow|borrowed|are added|were added|is added|was added|board|boards|boarded|enter|enters|entered|walk in|walked in|climb on|hop on|are born|were born|gathers|gather|gathered|gathering|harvests|harvest|harvested|brings|bring|brought|brought back|brings back|come back|came back|comes back|were returned|puts in|put in|put in a|chipped in|chips in|chip in|contributes|contribute|contributed|takes in|step on|stepped on|sit down|get in|got in|are put in|inherits|scores|score|scored|fills up with|acquires|acquired|obtains|obtained|move in|moved in|sign up|signed up|signs up|turn up|turned up|fly in|flew in|land|lands|landed|is handed|download|downloads|downloaded|laid|lay|lays|check in|restocks|stocked up|unlocks|unlocked|adopts|adopted|hires|hired|were brought|are brought|are returned|is returned",
    ),
    (
        "earn",
        "earns|earn|earned|earning|saves|save|saved|saving|is paid|are paid|was paid|were paid|makes a week|raises|raised|raise|puts by|put by|puts aside|sets aside|puts away|set aside|put aside|takes in money|collected in fees|paid out|deposits|pocket money of|wages of|salary of|an allowance of|allowance of|pocket money|earnings|gets paid|got paid|get paid",
    ),
    (
        "make",
        "makes|make|made|making|bakes|bake|baked|baking|produces|produce|produced|builds|build|built|prepares|prepare|prepared|sews|sewed|knits|knit|knitted|cooks|cooked|folds|folded|manufactures|assembles|assembled|prints|print|printed|paints|paint|painted|writes|write|wrote|types|type|typed",
    ),
    (
        "do",
        "reads|read|reading|walks|walk|walked|walking|cycles|cycle|cycled|runs|run|ran|running|solves|solve|solved|swims|swim|swam|answers|answered|works|work|worked|jogs|jog|jogged|delivers|deliver|delivered|drives|drive|drove|driven|driving|take part|takes part|took part|taking part|travels|travel|travelled|traveled|travelling|traveling|covers|cover|covered|flies|fly|flew|flying|rides|ride|rode|goes|go|went|going|moves|sails|rolls|plays|play|played|practises|practices|practised|practiced|practise|practice|sleeps|sleep|slept|watches|watch|watched|learns|learn|learned|learnt|studies|study|studied|trains for|hikes|hike|hiked|packs|pack|packed|washes|wash|washed|pumps|flows|flow|visited|visits|visit|climbs|climbed|performs|attended|attend|attends|taught|teaches|spent reading|feeds|feed|fed|counts to|drink|drinks|drank|drinking|evaluates",
    ),
    (
        "lose",
        "emptied|is emptied|being emptied|is being emptied|gives away|gave away|give away|given away|loses|lose|lost|losing|eats|eat|ate|eaten|eats up|uses|use|used|uses up|used up|using|breaks|break|broke|broken|drops|dropped|donates|donate|donated|throws away|threw away|throw away|throws out|threw out|discards|discarded|get off|got off|gets off|getting off|leave|leaves|leaving|go home|went home|goes home|fly away|flew away|flies away|run away|ran away|swim away|swam away|walk away|walked away|drive away|drove away|drive off|drove off|drives away|takes out|took out|take out|removes|remove|removed|takes away|took away|take away|mails|mailed|hands out|handed out|hand out|gives out|gave out|give out|walk out|walked out|burst|bursts|melt|melted|melts|pop|popped|are removed|were removed|pays out|swims away|sends|sent|shares out|cuts off|cut off|withdraws|withdraw|withdrew|are thrown away|were thrown away|are given away|were given away|is used|are used|were used|was used|are eaten|were eaten|are lost|were lost|are broken|were broken|is drunk|were drunk|are stolen|were stolen|are removed from|were picked|pours out|poured out|pours|poured|spills|spilled|spilt|leaks|deletes|deleted|get out|got out|gets out|step off|stepped off|hop off|went missing|go missing|moved away|move away|moved out|drop out|dropped out|quit|are cut down|were cut down|cut down|wilt|wilted|went bad|go bad|escaped|escape|escapes|fell off|fall off|fell down|are damaged|were damaged|are spoiled|were spoiled|lends|lend|lent|lends out|lent out|hands in|handed in|trades away|flew off|fly off|check out|checked out|are checked out|were checked out|are borrowed|were borrowed|was eaten|is eaten|had to leave|walk off|walked off|cancelled|canceled|cancel|were cancelled|went out|roll away|rolled away|misplaced|misplaces|were thrown out|are thrown out|were sent|were given to|are given to|goes to waste|got lost|get lost|gets lost|is removed|was removed|tore|torn|passes on|unsubscribed|retire|retired|fell out|drained|drains|is lost|was lost|are used up|ruined|pays back|burns|burned|burn|consumes|consumed|consume|leaks out|leak out|leak|leaked|evaporates|evaporate|evaporated|drips|drip|wither|withered|died off|perish|die|dies|died|passed away|are cracked|were cracked|are faulty|is faulty|were faulty|are defective|is defective|were defective|are smashed|were smashed|are torn|were torn",
    ),
    (
        "taken",
        "are on loan|is on loan|out on loan|are out on loan|are parked|are parked there|are taken|is taken|were taken|are occupied|were occupied|is occupied|are reserved|were reserved|are booked|were booked|are full|are filled|are already taken|are already occupied|are already booked|occupied|taken|reserved|booked|have been taken|have been booked|have been reserved|are filled by|have arrived",
    ),
    (
        "missing",
        "are empty|is empty|were empty|stay empty|stayed empty|remain empty|remained empty|are free|were free|are absent|were absent|is absent|was absent|are missing|were missing|is missing|are ill|were ill|are sick|were sick|is ill|is sick|are away|were away|stay at home|stayed at home|stayed home|did not come|stays empty|are vacant|are unoccupied|are not used|empty|absent|unoccupied|stay home|are not there|are at home|is away|was ill|was sick|was missing",
    ),
    (
        "sell",
        "sells|sell|sold|selling|are sold|were sold|is sold|was sold|have been sold|has sold|have sold|already sold|auctions|sold off|sells off|are already sold",
    ),
    (
        "spend",
        "spends|spend|spent|spending|pays for|paid for|pay for|spends on|had spent|has spent",
    ),
    (
        "give",
        "gives|gave|give|giving|hands|handed|hand|passes|passed|lends him|lends her|gives to|presents|gifted|gifts|offers|trades|hands over to",
    ),
    (
        "cost",
        "costs|cost|total cost|cost of|costs in total|costing|is priced at|are priced at|priced at|sells for|sell for|is sold for|are sold for|charges|charged|charging|worth|is worth|are worth|sold at|sold for|is sold at|are sold at|each costing|comes to|came to|amounts to|costed|at a price of|at a cost of|a cost of|for a price of|for the price of|retails for|goes for|go for|valued at|asks|is charged",
    ),
    (
        "pay",
        "pays with|paid with|pay with|paying with|hands over|handed over|hand over|gives the cashier|gave the cashier|hands the cashier|handed the cashier|pays the cashier|pays with a|pays using|gives the shopkeeper|pays by handing over|puts down|hands the seller|gives the seller|pays from|pays out of|gives the shop assistant|hands the shop assistant|hands the clerk|gives the clerk|gave the clerk|hands it over|gives him|gives her|gives the vendor|gives the driver|pays the driver with|hands the baker|gives the baker|hands the vendor|pays the seller with",
    ),
    ("paid", "pays|paid|pay|paying|pays for it with|owe|owes"),
    (
        "each",
        "each|every|per|apiece|a piece|for each|for every|in each|in every|on each|on every|into each|each of|every single|per single|individual|individually|each one|every one|for one|in one|to each|to each of|each of the|each of his|each of her|each of their|every one of|for a single|one single|a single|every one of the|each of these|to every|to each of the|to each of his|to each of her|each of my|each of our|of each|at each|along each|from each|from every|each and every|for any one|with one|on one",
    ),
    (
        "daily",
        "daily|a day|per day|every day|each day|every single day",
    ),
    (
        "weekly",
        "weekly|a week|per week|every week|each week|every single week",
    ),
    (
        "monthly",
        "monthly|a month|per month|every month|each month",
    ),
    ("hourly", "hourly|an hour|per hour|every hour|each hour"),
    ("a", "a|an"),
    ("of", "of|of which|out of|of about"),
    (
        "packed",
        "each with|each containing|each holding|that each hold|that hold|that each have|that have|each of which has|each of which holds|each of which contains|which each have|which each hold|each having|that each contain|that contain|with each having|each carrying|that can hold|that can each hold|that fit|that seat|that can carry|which hold",
    ),
    (
        "share",
        "shared|share|shares|divided|divide|divides|split|splits|splitting|sharing|dividing|distributed|distribute|distributes|among|between|amongst|evenly|equally|share out equally|dealt out|deals out|deal out|fairly|arranged|arranges|arrange|placed|places|place|puts|put|putting|pack into|packs into|packed into|lined up|sorts|sorted|equal-sized|cut|cuts|cut into|cuts into|slices|sliced|sliced into|chops|chopped|broken into",
    ),
    (
        "than",
        "than|as|the number|the price|the cost|the age|the amount|the length|the weight|the size|the number of|his age|her age|that of|the price of|the cost of|the age of|the amount of|the speed of|as many as|as much as|what|the weight of|the height of|the length of|the size of|that in|that on",
    ),
    ("fewer", "fewer|less"),
    (
        "more",
        "more|another|additional|extra|further|new|another set of|an additional|an extra|other",
    ),
    (
        "older",
        "older|years older|year older|taller|heavier|longer|bigger|larger|higher|faster|farther|further than|more expensive|dearer|wider|deeper|warmer|hotter|richer|further away",
    ),
    (
        "younger",
        "younger|years younger|year younger|shorter|lighter|smaller|lower|slower|cheaper|narrower|colder|poorer",
    ),
    (
        "as",
        "as many|as much|as old|as long|as tall|as heavy|as far|as expensive|as high|as fast|as big|as large|as wide|as deep|that many|that number|that amount|bigger|larger|longer|older|heavier|taller",
    ),
    ("at", "at"),
    (
        "old",
        "years old|year old|years of age|old|is aged|aged|year-old|turned|turns",
    ),
    (
        "ago",
        "ago|years ago|last|earlier|previously|back then|previous",
    ),
    (
        "hence",
        "from now|years from now|years' time|years time|'s time|later|years later|years hence",
    ),
    (
        "off",
        "% off|percent off|off|discount|discount of|discounted|discounted by|reduced|reduces|reduce|reducing|reduced by|came down|comes down|come down|reduction|reduction of|marked down|marked down by|cheaper by|sale of|price cut|falls by|fell by|goes down|went down|lowered|lowered by|decreases|decreased|decrease|rebate|rebate of|knocked off|taken off|takes off|took off|deducted|cut by|slashed|shrinks|shrank|decline|declined|drops by|dropped by|coupon|voucher|price reduction|minus|fell|fall|fallen|shrunk|sank|sunk|go down|down to",
    ),
    (
        "on-top",
        "tip|tips|a tip|tipped|tipping|tax|sales tax|service charge|vat|goes up|went up|gone up|go up|increases|increased|increase|rises|rise|rose|risen|markup|mark-up|surcharge|grew|grow by|grew by|grows by|raised by|is raised|was raised|were raised|service fee|more expensive by|gratuity|put up by|includes vat|including vat|includes tax|gross|climbed|climbs by|jumped|gained|gone up by|growth|went up to|up to|did it grow|has it grown|grown",
    ),
    ("interest", "interest|interest rate"),
    ("ratio", "ratio|in the ratio|proportion|ratio of"),
    (
        "towards",
        "towards each other|toward each other|opposite directions|in opposite directions|opposite direction|away from each other|facing each other|apart from each other",
    ),
    (
        "pronoun",
        "he|she|they|it|him|her|them|we|me|us|himself|herself|themselves|of them|of these|of those|of it|them all|i'm|she's|he's|it's|they're|you're|ppl|thats|that's|any of them",
    ),
    (
        "rest",
        "rest|the rest|others|the others|remaining ones|the remaining|everyone else|all the others|the other ones|the remainder",
    ),
    (
        "not",
        "not|no|are not|is not|were not|was not|cannot|can't|without",
    ),
    (
        "need",
        "goal|target|goal of|target of|need|needs|needed|required|requires|require|must|necessary|have to|has to|had to|at least|minimum|should|at a minimum|it takes|it take|take|takes|took|taken|need to|needs to|gotta",
    ),
    (
        "can",
        "can|can be|could|able to|at most|maximum|full|complete|completely|whole|afford|possible|can be made|can be filled|is able to|entire",
    ),
    (
        "and",
        "and|but|while|whereas|then|,|;|:|(|)|-|because|if|when|after|once|suppose|assuming|given that|since|also|plus|as well as|along with|together with|who|which|that|whose|where",
    ),
    (
        "back",
        "back|return trip|round trip|there and back|each way|both ways",
    ),
    (
        "prep",
        "on|in|for|to|from|by|into|onto|within|during|after|inside|across|through|around|along|under|behind|near|beside|above|below|beneath|outside|against|towards|beyond|next to|in front of",
    ),
    ("these", "these|those"),
    (
        "his",
        "his|her own|their|my|your|our|its|the|this|that|a|an|own",
    ),
    ("aux", "does|did|do|will|would"),
    ("ones", "ones|one"),
    ("is", "is|are|was|were|be|been|being|will be"),
    (
        NOTHING,
        "without stopping|without a break|without a pause|=|&|long|wide|tall|high|deep|thick|so far|\"|'|been|just|only|exactly|altogether exactly|already|later|here|there|per person each|today|this morning|in the morning|morning|afternoon|evening|in the evening|in the afternoon|at night|please|tell me|help|quickly|carefully|constant|steady|regular|normally|normal|usually|usual|regularly|constantly|same|at the same rate|at this rate|at that rate|at a constant speed|at a steady speed|at a steady pace|at that speed|at this speed|at the same speed|at the same pace|at this pace|at that pace|of money|money|it all|more than enough|each other|!|however|meanwhile|out|away|up|down|the way|no more|nobody|no one|everybody|everyone|someone|somebody|very|quite|really|too|even|soon|immediately|once a|a lot of|lot of|kind of|day trip|all day|all day long|day long|evenly spaced|in one go|at once|of course|in fact|as follows|equal|now on|one day|once more|one after the other|at the same time|therefore|thus|hence|new year|one of them is|working together|apart|as many as possible|as possible|on board|pls|plz|hey|hi|quick one|between us|so|thx|thanks|homework|could you work it out for me|quick|kindly|number only|hello|u|can you help|do you know|at constant rate|at a constant rate|constant rate|used to|pair of shoes|pair of boots|pair of gloves|pair of socks|pair of trainers|pair of sneakers|pair of skis|pair of headphones|pair of glasses|pair of earrings|pair of sandals|pair of slippers|pair of skates|pair of sunglasses|pair of jeans|pair of trousers|pair of pants|pair of shorts|pair of scissors|before tax|before taxes|last week|last month|last year|last weekend|last night|last summer|last winter",
    ),
]);
