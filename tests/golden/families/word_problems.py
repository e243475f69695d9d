"""Everyday problems: one number is right."""

from families.answers import number
from families.wording import kind

_NAMES = {
    "dev": "Anna Ben Clara David Emma Felix Grace Henry".split(),
    "heldout": "Priya Omar Lucia Mateo Ingrid Kofi Yuki Sven".split(),
}


def _story(part, wording, draw):
    """A story of this part's people; `draw(rng)` gives the fields and the number."""

    @kind
    def story(rng):
        fields, value = draw(rng)
        first, second = rng.sample(_NAMES[part], 2)
        return fields | {"x": first, "y": second}, number(value)

    return story(wording)


def _left(rng):
    a = rng.randint(31, 96)
    b, c = rng.randint(5, 15), rng.randint(5, 15)
    return {"a": a, "b": b, "c": c}, a - b - c


def _three(rng):
    a, b, c = rng.randint(31, 96), rng.randint(5, 15), rng.randint(16, 40)
    return {"a": a, "b": b, "c": c}, a + b + c


def _gained(rng):
    a, b = rng.randint(14, 96), rng.randint(14, 96)
    return {"a": a, "b": b}, a + b


def _bought(rng):
    a, b = rng.randint(3, 14), rng.randint(3, 19)
    return {"a": a, "b": b}, a * b


def _change(rng):
    a, b = rng.randint(2, 6), rng.randint(3, 8)
    paid = next(note for note in (20, 50, 100) if note > a * b)
    return {"a": a, "b": b, "c": paid}, paid - a * b


def _shared(rng):
    each, people = rng.randint(7, 29), rng.randint(3, 9)
    return {"a": each * people, "b": people}, each


def _distance(rng):
    speed, hours = rng.randint(41, 119), rng.randint(2, 7)
    return {"a": speed, "b": hours}, speed * hours


def _speed(rng):
    speed, hours = rng.randint(41, 119), rng.randint(2, 7)
    return {"a": speed * hours, "b": hours}, speed


def _discount(rng):
    price, share = 20 * rng.randint(2, 24), rng.choice([10, 15, 20, 25, 30, 40])
    return {"a": price, "b": share}, price - price * share / 100


def _tip(rng):
    bill, share = 20 * rng.randint(2, 12), rng.choice([10, 15, 20])
    return {"a": bill, "b": share}, bill + bill * share / 100


def _rows(rng):
    rows, seats = rng.randint(8, 29), rng.randint(11, 32)
    taken = rng.randint(17, 80)
    return {"a": rows, "b": seats, "c": taken}, rows * seats - taken


def _pages(rng):
    total, daily, days = rng.randint(210, 480), rng.randint(11, 29), rng.randint(3, 7)
    return {"a": total, "b": daily, "c": days}, total - daily * days


def _area(rng):
    a, b = rng.randint(6, 39), rng.randint(6, 39)
    return {"a": a, "b": b}, a * b


def _perimeter(rng):
    a, b = rng.randint(6, 39), rng.randint(6, 39)
    return {"a": a, "b": b}, 2 * (a + b)


def _ages(rng):
    young, gap = rng.randint(5, 30), rng.randint(3, 27)
    return {"a": young, "b": gap}, young + gap


def _twice(rng):
    a = rng.randint(12, 60)
    return {"a": a}, 3 * a


def _boxes(rng):
    size, full = rng.randint(6, 24), rng.randint(5, 15)
    return {"a": size * full + rng.randint(1, size - 1), "b": size}, full + 1


def _savings(rng):
    a, b, start = rng.randint(12, 60), rng.randint(5, 11), rng.randint(50, 240)
    return {"a": a, "b": b, "c": start}, start + a * b


def _recipe(rng):
    cups, people, times = rng.randint(2, 5), rng.randint(2, 6), rng.randint(3, 6)
    return {"a": cups, "b": people, "c": people * times}, cups * times


_DEV = [
    ("{x} has {a} apples and gives away {b} in the morning and {c} in the evening. How many apples are left?", _left),
    ("{x} has {a} marbles. {y} gives {x} {b} more. How many marbles does {x} have now?", _gained),
    ("{x} buys {a} notebooks at ${b} each. How much does {x} pay?", _bought),
    ("A pen costs ${a}. {x} buys {b} pens and pays with ${c}. How much change does {x} get?", _change),
    ("{a} sweets are shared equally among {b} children. How many does each child get?", _shared),
    ("A train travels at {a} km/h for {b} hours. How far does it go? Give the number of kilometres.", _distance),
    ("A car drives {a} miles in {b} hours. What is its average speed in miles per hour?", _speed),
    ("A jacket costs ${a}. It is on sale for {b}% off. What is the sale price?", _discount),
    ("The bill is ${a} and {x} adds a {b}% tip. What does {x} pay in total?", _tip),
    ("A hall has {a} rows of {b} seats. {c} seats are taken. How many seats are free?", _rows),
    ("{x} reads {b} pages a day of a book with {a} pages. How many pages are left after {c} days?", _pages),
    ("What is the area in square metres of a room that is {a} m long and {b} m wide?", _area),
    ("What is the perimeter of a rectangle with sides {a} cm and {b} cm?", _perimeter),
    ("{x} is {a} years old. {y} is {b} years older. How old is {y}?", _ages),
    ("{x} has {a} stamps and {y} has twice as many. How many stamps do they have together?", _twice),
    ("One box holds {b} eggs. How many boxes are needed for {a} eggs?", _boxes),
    ("{x} saves ${a} every week and already has ${c}. How many dollars will {x} have after {b} weeks?", _savings),
]

_HELDOUT = [
    ("There were {a} people on the bus. At the first stop {b} got off, at the second {c}. How many are still riding?", _left),
    ("A bakery sold {a} rolls. Later it handed out {b} free ones and then sold another {c}, out of a batch of 200. "
     "How many rolls left the shop?", _three),
    ("Yesterday {x} picked {a} strawberries, today {b}. How many strawberries is that altogether?", _gained),
    ("Each ticket is {b} euros. What do {a} tickets cost? Only the number please.", _bought),
    ("{x} plants {a} rows with {b} bulbs in every row. How many bulbs go into the ground?", _bought),
    ("{x} hands over a {c} euro note for {b} coffees that cost {a} euros apiece. How many euros come back?", _change),
    ("If {b} friends split a bill of {a} dollars evenly, what does everyone owe?", _shared),
    ("{x} packs {a} candles into {b} equal bags. How many candles go in a bag?", _shared),
    ("{x} drives {b} hours at a steady {a} kilometres an hour. What distance is that in kilometres?", _distance),
    ("It took {x} {b} hours to cover {a} km. How fast was that on average, in km/h?", _speed),
    ("Shoes that normally sell for {a} euros are reduced by {b} percent. What do they cost now?", _discount),
    ("A phone plan of ${a} goes up by {b}%. What is the new price?", _tip),
    ("{x} sets up {a} tables with {b} chairs at each. Then {c} chairs are carried off. How many chairs remain?", _rows),
    ("A tank holds {a} litres. Every day {b} litres are used. How many litres are in it after {c} days, if it began full?", _pages),
    ("A field measures {a} by {b} metres. How many square metres is that?", _area),
    ("How many metres of fence does {x} need to go once round a garden of {a} m by {b} m?", _perimeter),
    ("{y} was born {b} years before {x}. {x} is {a} now. What is {y}'s age?", _ages),
    ("{x} ran {a} laps and {y} ran double that. How many laps were run between the two of them?", _twice),
    ("A van carries {b} crates per trip. How many trips does it take to move {a} crates?", _boxes),
    ("{x} earns {a} dollars a day and starts with {c} dollars. What amount is there after {b} days?", _savings),
    ("A recipe for {b} people takes {a} cups of rice. How many cups do you need for {c} people?", _recipe),
]

WORDINGS = {
    "dev": [_story("dev", wording, draw) for wording, draw in _DEV],
    "heldout": [_story("heldout", wording, draw) for wording, draw in _HELDOUT],
}
