"""Simple questions of other kinds, with known answers: what no validator should find fault with.

Several name numbers, dates, lists, words or JSON without asking for what a validator computes. A line is a question, a
bar, and the answers that are right, divided by semicolons; or a hash and the count; or a tilde and the pattern of what
is right.
"""

from families.answers import Task, count, pattern, text

_DEV = r"""
What is the capital of France? | Paris
What is the capital of Italy? | Rome
What is the capital of Japan? | Tokyo
Which country is Cairo in? | Egypt
What is the largest ocean on Earth? | Pacific
Which planet is known as the Red Planet? | Mars
Which planet is closest to the Sun? | Mercury
What is the name of our galaxy? | Milky Way
What do bees make? | honey
What do cows eat? | grass; hay; plants
What is the opposite of hot? | cold
What is the opposite of big? | small; little; tiny
What is the opposite of early? | late
What is a synonym of happy? | glad; joyful; cheerful; content; joyous; pleased; delighted; elated
What colour is the sky on a clear day? | blue
What colour do you get when you mix blue and yellow? | green
What is frozen water called? | ice
What gas do plants take in from the air? | carbon dioxide; CO2
What gas do we need to breathe? | oxygen
Who wrote Romeo and Juliet? | Shakespeare
Who painted the Mona Lisa? | Leonardo; Vinci
Who developed the theory of relativity? | Einstein
Who was the first president of the United States? | Washington
What language is spoken in Brazil? | Portuguese
What language do people speak in Germany? | German
What is the currency of the United Kingdom? | pound; pounds; sterling
What is the currency of Japan? | yen
Which animal is known as the king of the jungle? | lion
What is a baby dog called? | puppy; pup
What is a baby cat called? | kitten
Which animal says meow? | cat; cats
What is the fastest land animal? | cheetah
What is the tallest animal in the world? | giraffe
Which bird cannot fly but swims in Antarctica? | penguin; penguins
What organ pumps blood through the body? | heart
What part of the body do you use to see? | eyes; eye
What do you call a person who flies a plane? | pilot
What do you call a doctor for teeth? | dentist
What is the chemical symbol for gold? | Au
What is the chemical formula of water? | H2O; H₂O
How many days are in a week? | #7
How many months are in a year? | #12
How many legs does a spider have? | #8
How many legs does a dog have? | #4
How many continents are there? | #7
How many sides does a triangle have? | #3
How many players are on a football team on the field? | #11
In which year did World War II end? | 1945
In what year did the first human land on the Moon? | 1969
In which month is Christmas? | December
What is the first month of the year? | January
Which day comes after Monday? | Tuesday
Which season comes after winter? | spring
At what temperature in Celsius does water boil? | 100; 100°C; hundred
At what temperature in Celsius does water freeze? | 0; 0°C; zero
What is the second letter of the alphabet? | B
What is the plural of child? | children
What is the plural of mouse? | mice
What is the past tense of go? | went
What is the past tense of eat? | ate
Is the Earth flat? | ~^\W*no\b|not flat|isn't flat|spherical|sphere|spheroid|\bround
Is ice colder than steam? | ~^\W*yes\b|ice is (?:much )?colder
Can fish breathe under water? | ~^\W*yes\b|fish can breathe
Is the sun a star? | ~^\W*yes\b|sun is a (?:\w+ )?star
Translate 'hello' into Spanish. | hola
Translate 'thank you' into French. | merci
How do you say 'water' in German? | Wasser
What does the Spanish word 'gato' mean? | cat
Name a primary colour. | red; blue; yellow
Name a fruit that is yellow. | banana; bananas; lemon; lemons; pineapple; mango
Name a country in South America. | Brazil; Argentina; Chile; Peru; Colombia; Ecuador; Bolivia; Uruguay; Venezuela; Paraguay
Name an ocean. | Pacific; Atlantic; Indian; Arctic; Southern
Name a month with 31 days. | January; March; May; July; August; October; December
Name a metal. | iron; gold; silver; copper; aluminum; aluminium; steel; zinc; tin; lead; titanium; platinum; nickel
Name a musical instrument with strings. | guitar; violin; cello; harp; piano; banjo; ukulele; bass; mandolin; viola
What does CPU stand for? | central processing unit
What does JSON stand for? | JavaScript Object Notation
What does USA stand for? | United States of America
What is used to cut paper? | scissors; knife; cutter
What do you use an umbrella for? | rain; sun; wet; dry; weather
What do we call the meal in the morning? | breakfast
What is bread made of? | flour; wheat; grain; dough
What is the main ingredient of an omelette? | eggs; egg
Which sport uses a racket and a net? | tennis; badminton; squash
What is a word that rhymes with cat? | hat; bat; mat; rat; sat; fat; pat; flat
Finish the sentence: The early bird catches the ... | worm
Finish the sentence: An apple a day keeps the doctor ... | away
What comes next: red, orange, yellow, green, ...? | blue
Is a tomato a fruit or a vegetable? | ~^\W*(?:a )?(?:fruit|vegetable)\b|tomato is (?:\w+ )?(?:an? )?(?:fruit|vegetable)
Which is heavier, an elephant or a mouse? | ~^\W*(?:an? |the )?elephant\W*$|\belephant (?:is|weighs|are) (?:\w+ )?(?:heavier|more)|\bmouse (?:is|weighs|are) (?:\w+ )?(?:lighter|less)|(?:is|:) (?:an? |the )?elephant\W*$
Which is bigger, the sun or the moon? | ~^\W*(?:an? |the )?sun\W*$|\bsun (?:is|weighs|are) (?:\w+ )?(?:bigger|larger)|\bmoon (?:is|weighs|are) (?:\w+ )?smaller|(?:is|:) (?:an? |the )?sun\W*$
Why do we sleep? | rest; energy; recover; body; restore; brain
Why is the sea salty? | salt; salts; minerals; rivers; rocks
Tell me a short story about a dragon. | dragon; dragons
Write a short poem about rain. | rain; raindrops; rains
Write an email to thank a friend for a gift. | thank; thanks; grateful; gift
What is a dictionary? | words; book; word
What is the purpose of a clock? | time
Explain what a triangle is. | three; 3; sides; angles
What is photosynthesis? | plants; light; sunlight
"""

_HELDOUT = r"""
Which city is the capital of Germany? | Berlin
Tell me the capital of Spain. | Madrid
Capital of Russia? | Moscow
Athens is the capital of which country? | Greece
What's the longest river in Africa? | Nile
What is the highest mountain in the world? | Everest
Which planet has big rings around it? | Saturn
Which planet is the biggest in our solar system? | Jupiter
What star is at the centre of our solar system? | Sun
What do caterpillars turn into? | butterflies; butterfly; moth; moths
What does a panda mostly eat? | bamboo
Opposite of up? | down
Give me the opposite of light. | dark; heavy; darkness
The opposite of open is what? | closed; close; shut
Give another word for quick. | fast; rapid; swift; speedy; prompt
What colour is grass? | green
Red and white make which colour? | pink
What colour is a ripe banana? | yellow
What falls from clouds when it rains? | water; rain; raindrops; droplets
What do humans breathe out? | carbon dioxide; CO2
What is the hardest natural substance? | diamond; diamonds
Who wrote Hamlet? | Shakespeare
Who wrote Harry Potter? | Rowling
Who invented the light bulb? | Edison
Which scientist is known for gravity and an apple? | Newton
Who was the first person on the Moon? | Armstrong
What language do they speak in Mexico? | Spanish
What do people speak in France? | French
What money is used in the United States? | dollar; dollars; USD
What's the currency used in most of Europe? | euro; euros
Which animal barks? | dog; dogs
A young cow is called what? | calf
A young sheep is called what? | lamb
What is the biggest animal in the ocean? | whale; whales
What animal gives us wool? | sheep; alpaca; goat
Which insect spins no web but makes honey? | bee; bees; honeybee; honeybees
What do we hear with? | ears; ear
Which organ do you think with? | brain
Who puts out fires? | firefighter; firefighters; firemen; fireman
Who teaches children at school? | teacher; teachers
Chemical symbol of oxygen? | O
What is table salt made of, chemically? | sodium; chloride; NaCl
How many hours are in a day? | #24
How many minutes make an hour? | #60
How many wheels does a car usually have? | #4
How many legs does an insect have? | #6
How many sides does a square have? | #4
How many letters are in the English alphabet? | #26
How many strings does a violin have? | #4
In what year did World War I begin? | 1914
In which year did the Titanic sink? | 1912
When did Columbus reach America? | 1492
What's the last month of the year? | December
What day comes before Sunday? | Saturday
Which season is the hottest? | summer
What is the shortest month? | February
What is the freezing point of water in Fahrenheit? | 32; 32°F
What's the last letter of the alphabet? | Z
Plural of foot? | feet
Plural of tooth? | teeth
Past tense of see? | saw
Past tense of run? | ran
Do penguins live at the South Pole region? | ~^\W*yes\b|penguins (?:do )?live|antarctic
Is fire cold? | ~^\W*no\b|not cold|isn't cold|fire is (?:very )?hot
Do plants need light? | ~^\W*yes\b|plants (?:do )?(?:need|require)
Are whales fish? | ~^\W*no\b|not fish|aren't fish|mammal
Good morning in French? | bonjour
What is 'dog' in Spanish? | perro
How would a German say 'thank you'? | danke
What does 'amigo' mean in English? | friend
Give me an example of a vegetable. | carrot; carrots; potato; broccoli; spinach; cabbage; onion; lettuce; cucumber; kale; tomato; tomatoes; peas
Tell me one country in Africa. | Egypt; Nigeria; Kenya; Ghana; Morocco; Ethiopia; Algeria; Tanzania; Uganda; Senegal; Namibia; Botswana; South Africa
Tell me one planet. | Mercury; Venus; Earth; Mars; Jupiter; Saturn; Uranus; Neptune
Give an example of a mammal. | dog; cat; human; whale; elephant; lion; bear; horse; cow; mouse; bat; dolphin; tiger; giraffe; mammal; humans; dogs
Mention a famous river. | Nile; Amazon; Mississippi; Thames; Danube; Rhine; Ganges; Yangtze; Seine; Volga; Colorado
What does PDF stand for? | portable document format
What does HTML stand for? | hypertext markup language
What does UN stand for? | United Nations
What tool drives nails into wood? | hammer; hammers
What is a refrigerator good for? | food; cold; cool; fresh; storing
What do you call the evening meal? | dinner; supper
Cheese is made from what? | milk
What is chocolate made of? | cocoa; cacao; beans
In which sport do players score home runs? | baseball
A word that rhymes with light? | night; sight; bright; fight; tight; flight; height; white; kite
Complete: Better late than ... | never
Complete: When in Rome, do as the Romans ... | do
Monday, Tuesday, Wednesday: what is next? | Thursday
Is a whale a mammal or a fish? | ~^\W*(?:an? )?mammal\b|whales? (?:is|are) (?:\w+ )?(?:an? )?(?:\w+ )?mammals?
What is faster, a car or a bicycle? | ~^\W*(?:an? |the )?car\W*$|\bcar (?:is|weighs|are) (?:\w+ )?faster|\bbicycle (?:is|weighs|are) (?:\w+ )?slower|(?:is|:) (?:an? |the )?car\W*$
What weighs more, a feather or a brick? | ~^\W*(?:an? |the )?brick\W*$|\bbrick (?:is|weighs|are) (?:\w+ )?(?:heavier|more)|\bfeather (?:is|weighs|are) (?:\w+ )?(?:lighter|less)|(?:is|:) (?:an? |the )?brick\W*$
Why do birds have wings? | fly; flight; flying
Why do leaves look green? | chlorophyll; pigment
Make up a tiny tale with a robot in it. | robot; robots
Compose two lines of verse about snow. | snow; snowflakes; snowy
Draft a short message inviting Tom to dinner on Friday. | Tom; dinner; Friday
What are libraries for? | books; book; read; reading; information; knowledge
What does a thermometer measure? | temperature
Describe what a circle is. | round; points; center; centre; distance; shape
What is gravity? | force; pull; pulls; attracts; attraction
"""


def _asked(line):
    question, answers = line.split(" | ", 1)
    if answers.startswith("~"):
        answer = pattern(f"(?i){answers[1:]}", [], ["Unsure.", ""])
    elif answers.startswith("#"):
        answer = count(int(answers[1:]))
    else:
        answer = text(*answers.split("; "))

    def make(_):
        return Task(question, answer)

    make.wording = question
    return make


WORDINGS = {
    "dev": [_asked(line) for line in _DEV.strip().splitlines()],
    "heldout": [_asked(line) for line in _HELDOUT.strip().splitlines()],
}
