"""A text to an object of JSON with the keys and types that are asked for; the whole value is marked."""

import json

from families.answers import Answer, Task
from families.words import NAMES, WORDS

_TOWNS = {"dev": "Berlin Madrid Oslo Vienna Dublin".split(), "heldout": "Lisbon Prague Nairobi Lima Quebec".split()}
_JOBS = {"dev": "teacher baker nurse driver".split(), "heldout": "plumber chemist pilot florist".split()}


def _json(value):
    keys = list(value)
    wrong = [json.dumps({key: value[key] for key in keys[1:]}), json.dumps(value)[:-1], json.dumps([value]), "none"]
    wrong.append("Here it is: " + json.dumps(value))
    return Answer({"json": value}, [json.dumps(value), f"```json\n{json.dumps(value, indent=2)}\n```"], wrong)


def _record(part, wording, value, schema=None):
    """`value` maps each key to the field that it takes; `schema` maps each to its type, stated by the caller."""

    def make(rng):
        first, second = rng.sample(NAMES[part], 2)
        word, other, third = rng.sample(WORDS[part], 3)
        town, elsewhere = rng.sample(_TOWNS[part], 2)
        fields = {"name": first, "second": second, "town": town, "elsewhere": elsewhere, "age": rng.randint(18, 79),
                  "job": rng.choice(_JOBS[part]), "thing": word, "other": other, "third": third,
                  "price": rng.randint(5, 95), "many": rng.randint(2, 12), "year": rng.randint(1950, 2019)}
        wanted = {key: _value(fields, of) for key, of in value.items()}
        return Task(wording.format(**fields), _json(wanted), schema and {"json_schema": _schema(schema)})

    make.wording = wording
    return make


def _value(fields, of):
    if isinstance(of, list):
        return [_value(fields, each) for each in of]
    if isinstance(of, dict):
        return {key: _value(fields, each) for key, each in of.items()}
    return fields[of] if isinstance(of, str) and of in fields else of


def _schema(types):
    properties = {key: {"type": "array", "items": {"type": "string"}} if of == "array" else {"type": of} for key, of in types.items()}
    return {"type": "object", "properties": properties, "required": list(types), "additionalProperties": False}


_PERSON = {"name": "name", "age": "age"}
_CITIZEN = _PERSON | {"city": "town"}
_ORDER = {"item": "thing", "quantity": "many", "price": "price"}

_DEV = [
    ('Extract the name and age as JSON with the keys "name" and "age" (a number). Reply with JSON only.\n'
     "{name} is {age} years old and lives in {town}.", _PERSON),
    ("Return only a JSON object with the keys name, age and city for this text. The age is a number. "
     'Text: "{name} from {town} turned {age} last week."', _CITIZEN),
    ("{name} ordered {many} of item {thing} at {price} dollars each. Give this as JSON with the keys item, quantity and price; "
     "quantity and price are numbers. Only JSON.", _ORDER),
    ("Turn this into JSON with the keys \"from\" and \"to\", and output nothing else: The train goes from {town} to {elsewhere}.",
     {"from": "town", "to": "elsewhere"}),
    ("Answer with a JSON object only, keys \"name\" and \"job\". {name} works as a {job} in {town}.", {"name": "name", "job": "job"}),
    ("Make a JSON object with one key \"items\", a list of these three words as strings: {thing}, {other}, {third}. JSON only.",
     {"items": ["thing", "other", "third"]}),
    ("Write a JSON object with the keys \"id\" set to {age} and \"active\" set to true. JSON only.", {"id": "age", "active": True}),
    ("Who is it about? {name} was born in {year} in {town}.", {"name": "name", "year": "year"}, {"name": "string", "year": "integer"}),
    ("{second} bought {many} tickets to {town}.", {"buyer": "second", "tickets": "many", "city": "town"},
     {"buyer": "string", "tickets": "integer", "city": "string"}),
    ("Return the product as JSON: the {thing} costs {price} euros. Respond only with JSON.", {"product": "thing", "price": "price"},
     {"product": "string", "price": "integer"}),
    ("Give me JSON, and no other text, with a key \"person\" that holds an object with the keys \"name\" and \"city\": "
     "{name} moved to {town}.", {"person": {"name": "name", "city": "town"}}),
    ("Extract the year as a number and the name. Use the keys \"year\" and \"name\". Only output JSON.\n"
     "In {year}, {name} opened a shop.", {"year": "year", "name": "name"}),
]

_HELDOUT = [
    ("Please convert the following sentence to JSON, using \"name\" for the person and \"age\" (as a number) for the age, "
     "without any explanation: {name}, aged {age}, keeps one {thing}.", _PERSON),
    ("I need this as a JSON object and nothing but that. Fields: name (string), age (number), city (string). "
     "Info: my neighbour {name} is {age}, born and raised in {town}.", _CITIZEN),
    ("JSON please, no prose. item, quantity (number), price (number). \"{many} x {thing}, {price} per piece\"", _ORDER),
    ("Fill in this template and print just the JSON: {{\"from\": ..., \"to\": ...}}\n{name} flew to {elsewhere}, leaving from {town}.",
     {"from": "town", "to": "elsewhere"}),
    ("Your output has to be valid JSON only. What is the \"name\" and what is the \"job\" here? The {job} in our street is called {name}.",
     {"name": "name", "job": "job"}),
    ("Put {thing}, {other} and {third} into a JSON array under the key \"list\", in that order, and show only the JSON object.",
     {"list": ["thing", "other", "third"]}),
    ("Create JSON: key \"count\" with the number {many}, key \"done\" with the boolean false. Just the JSON.", {"count": "many", "done": False}),
    ("Book a table for {many} people under the name {name}.", {"name": "name", "people": "many"}, {"name": "string", "people": "integer"}),
    ("{name} is {age} and works as a {job}.", {"name": "name", "age": "age", "job": "job"},
     {"name": "string", "age": "integer", "job": "string"}),
    ("In the basket: {thing}, {other} and {third}.", {"basket": ["thing", "other", "third"]}, {"basket": "array"}),
    ("Make a nested JSON object, no comments: \"trip\" contains \"to\" and \"year\" (number). In {year} we went to {town}.",
     {"trip": {"to": "town", "year": "year"}}),
    ("Represent as JSON with \"seller\", \"buyer\" and \"price\" (a number), output the JSON and stop: "
     "{name} sold one {thing} to {second} for {price} dollars.", {"seller": "name", "buyer": "second", "price": "price"}),
    ("Reply in JSON, only these two keys: \"city\" and \"year\" (numeric). The museum in {town} was founded in {year}.",
     {"city": "town", "year": "year"}),
]

WORDINGS = {
    "dev": [_record("dev", *row) for row in _DEV],
    "heldout": [_record("heldout", *row) for row in _HELDOUT],
}
