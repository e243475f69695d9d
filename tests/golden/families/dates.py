"""The calendar and the clock; years from 1950 to 2049."""

import calendar
import datetime

from families.answers import MONTHS, WEEKDAYS, choice, clock, day, number, pattern
from families.wording import kind


def _date(rng, first=1950, last=2049):
    start = datetime.date(first, 1, 1).toordinal()
    return datetime.date.fromordinal(rng.randint(start, datetime.date(last, 12, 31).toordinal()))


def _written(date):
    month = MONTHS[date.month - 1]
    return {"date": f"{month} {date.day}, {date.year}", "european": f"{date.day} {month} {date.year}", "iso": date.isoformat(),
            "plain": f"{month} {date.day}", "month": month, "year": date.year}


def _both(first, second):
    later = {f"later_{key}": value for key, value in _written(second).items()}
    return _written(first) | later


@kind
def weekday(rng):
    date = _date(rng)
    verb = "was" if date.year < 2025 else "is"
    return _written(date) | {"verb": verb}, lambda prompt: choice(prompt, WEEKDAYS[date.weekday()], WEEKDAYS)


@kind
def weekday_after(rng):
    today, days = rng.randrange(7), rng.choice([days for days in range(4, 60) if days % 7])
    wanted = WEEKDAYS[(today + days) % 7]
    return {"today": WEEKDAYS[today], "days": days}, lambda prompt: choice(prompt, wanted, WEEKDAYS)


@kind
def weekday_before(rng):
    today, days = rng.randrange(7), rng.choice([2, 3, 4, 5, 9, 10, 11, 12, 16, 20, 30])
    wanted = WEEKDAYS[(today - days) % 7]
    return {"today": WEEKDAYS[today], "days": days}, lambda prompt: choice(prompt, wanted, WEEKDAYS)


@kind
def between(rng):
    date = _date(rng, 2001, 2029)
    days = rng.randint(32, 300)
    return _both(date, date + datetime.timedelta(days)), number(days)


@kind
def within_year(rng):
    date = datetime.date(2023, rng.randint(1, 8), rng.randint(1, 28))
    days = rng.randint(33, 110)
    return _both(date, date + datetime.timedelta(days)) | {"year": 2023}, number(days)


@kind
def plus_days(rng):
    date, days = _date(rng, 1990, 2035), rng.randint(9, 120)
    return _written(date) | {"days": days}, day(date + datetime.timedelta(days))


@kind
def minus_days(rng):
    date, days = _date(rng, 1990, 2035), rng.randint(9, 90)
    return _written(date) | {"days": days}, day(date - datetime.timedelta(days))


@kind
def plus_weeks(rng):
    date, weeks = _date(rng, 1990, 2035), rng.randint(2, 9)
    return _written(date) | {"weeks": weeks}, day(date + datetime.timedelta(weeks=weeks))


@kind
def length_of_month(rng):
    year, month = rng.randint(1990, 2040), rng.choice([2, 2, 4, 6, 7, 8, 9, 10, 11, 12])
    return {"month": MONTHS[month - 1], "year": year}, number(calendar.monthrange(year, month)[1])


@kind
def leap(rng):
    year = rng.choice([1900, 2000, 2100, *rng.sample(range(1904, 2096, 4), 3), *rng.sample(range(1901, 2099), 6)])
    is_one = f"yes\\b|{year} (?:is|was|will be) a leap year"
    is_none = f"no\\b|{year} (?:is not|isn't|was not|wasn't|will not be) a leap year"
    responses = ["Yes.", f"{year} is a leap year."], ["No.", f"{year} was not a leap year."]
    if calendar.isleap(year):
        return {"year": year}, pattern(rf"(?i)^\W*(?:{is_one})", responses[0], responses[1])
    return {"year": year}, pattern(rf"(?i)^\W*(?:{is_none})", responses[1], responses[0])


@kind
def ends_at(rng):
    start, minutes = rng.choice([6, 7, 8, 13, 14, 15, 16, 17, 18]) * 60 + rng.randrange(0, 60, 5), 5 * rng.randint(5, 31)
    hour, minute = divmod(start, 60)
    fields = {"time": f"{hour:02}:{minute:02}", "half": f"{hour % 12 or 12}:{minute:02} {'am' if hour < 12 else 'pm'}"}
    return fields | {"minutes": minutes}, clock(start + minutes)


@kind
def minutes_between(rng):
    start, minutes = rng.randint(60, 180) * 5, rng.randint(61, 280)
    first, second = divmod(start, 60), divmod(start + minutes, 60)
    return {"from": f"{first[0]}:{first[1]:02}", "to": f"{second[0]}:{second[1]:02}"}, number(minutes)


@kind
def years_between(rng):
    first = rng.randint(1810, 1969)
    years = rng.randint(19, 55)
    return {"first": first, "second": first + years}, number(years)


@kind
def iso(rng):
    date = _date(rng)
    pieces = rf"(?:^|[^\w-]){date.year}-{date.month:02}-{date.day:02}(?:[^\w-]|$)"
    wrong = [f"{date.year}-{date.day:02}-{date.month:02}x", f"{date.isoformat()}-{date.year}", "today"]
    return _written(date), pattern(pieces, [date.isoformat(), f"It is {date.isoformat()}."], wrong)


@kind
def day_of_year(rng):
    date = _date(rng, 2001, 2030)
    return _written(date), number(date.timetuple().tm_yday)


@kind
def plus_months(rng):
    date, months = _date(rng, 1990, 2030), rng.randint(2, 11)
    date = date.replace(day=min(date.day, 28))
    whole = date.year * 12 + date.month - 1 + months
    return _written(date) | {"months": months}, day(date.replace(year=whole // 12, month=whole % 12 + 1))


WORDINGS = {
    "dev": [
        weekday("What day of the week {verb} {date}?"),
        weekday("Which weekday {verb} {european}?"),
        weekday_after("Today is {today}. What day of the week will it be in {days} days?"),
        between("How many days are there between {date} and {later_date}?"),
        within_year("How many days are there from {plain}, {year} to {later_plain}, {year}?"),
        plus_days("What is the date {days} days after {date}?"),
        minus_days("What date was {days} days before {european}?"),
        plus_weeks("What date is {weeks} weeks after {date}?"),
        length_of_month("How many days are in {month} {year}?"),
        leap("Is {year} a leap year?"),
        ends_at("A film starts at {half} and lasts {minutes} minutes. At what time does it end?"),
        minutes_between("How many minutes are there from {from} to {to}?"),
        years_between("How many years passed between {first} and {second}?"),
        iso("Write {date} in the format YYYY-MM-DD."),
        plus_months("What is the date {months} months after {date}?"),
    ],
    "heldout": [
        weekday("{date}: which day of the week {verb} that?"),
        weekday("On what weekday does {iso} fall?"),
        weekday("was {european} a Monday, a Tuesday, or what?"),
        weekday_after("If it's {today} now, which day do we have {days} days from now?"),
        weekday_before("Today is {today}. Which weekday was it {days} days ago?"),
        between("Count the days from {iso} until {later_iso}."),
        between("I started on {european} and finished on {later_european}. How many days later is that?"),
        plus_days("My parcel was sent on {date} and takes exactly {days} days. On which date does it arrive?"),
        plus_days("Add {days} days to {iso}."),
        minus_days("The exam is on {date}. I want to begin studying {days} days earlier. Which date is that?"),
        plus_weeks("It is {european}. The appointment is in {weeks} weeks to the day. What is its date?"),
        length_of_month("{month} {year} has how many days?"),
        leap("Was or will {year} be a leap year? Start with yes or no."),
        ends_at("My train leaves at {time} and the trip takes {minutes} minutes. When do I arrive?"),
        ends_at("It's {half}. What time will it be {minutes} minutes later?"),
        minutes_between("The shop is open between {from} and {to}. How many minutes is that?"),
        years_between("A bridge was opened in {first}. How old was it in {second}?"),
        iso("Give me the ISO 8601 form of {european}."),
        day_of_year("What number is {date} among the days of its year?"),
        plus_months("A contract signed on {european} runs for {months} months. On what date {months} months later does it end?"),
    ],
}
