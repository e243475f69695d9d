//! Operations on numbers. Each gives none where it overflows, divides by zero, or is
//! not clear.

use reading::Rational;

/// An operation on all the numbers of a question, in their order.
pub(crate) type Operation = fn(&[Rational]) -> Option<Rational>;

pub(crate) fn sum(values: &[Rational]) -> Option<Rational> {
    values
        .iter()
        .try_fold(Rational::ZERO, |sum, &v| sum.plus(v))
}

pub(crate) fn product(values: &[Rational]) -> Option<Rational> {
    values
        .iter()
        .try_fold(Rational::from(1), |product, &v| product.times(v))
}

/// The first from the second.
pub(crate) fn from(values: &[Rational]) -> Option<Rational> {
    values[1].minus(values[0])
}

pub(crate) fn minus(values: &[Rational]) -> Option<Rational> {
    values[0].minus(values[1])
}

/// By a number, not by a part: `increase 5 by a half` is not clear.
pub(crate) fn raised(values: &[Rational]) -> Option<Rational> {
    values[0].plus(values[1]).filter(|_| values[1] >= 1.into())
}

pub(crate) fn lowered(values: &[Rational]) -> Option<Rational> {
    values[0].minus(values[1]).filter(|_| values[1] >= 1.into())
}

/// Which of the two is taken from the other is clear only if the first is the
/// larger one.
pub(crate) fn distance(values: &[Rational]) -> Option<Rational> {
    values[0].minus(values[1]).map(Rational::abs)
}

pub(crate) fn quotient(values: &[Rational]) -> Option<Rational> {
    values[0].over(values[1])
}

/// How often the first goes into the second, if it does so wholly.
pub(crate) fn goes(values: &[Rational]) -> Option<Rational> {
    values[1]
        .over(values[0])
        .filter(|times| times.whole().is_some())
}

pub(crate) fn remainder(values: &[Rational]) -> Option<Rational> {
    let (a, b) = (values[0].whole()?, values[1].whole()?);
    (a >= 0 && b > 0).then(|| Rational::from(a % b))
}

pub(crate) fn increased(values: &[Rational]) -> Option<Rational> {
    values[0]
        .times(values[1].plus(100.into())?)?
        .over(100.into())
}

/// The second by the first percent.
pub(crate) fn increased_back(values: &[Rational]) -> Option<Rational> {
    increased(&[values[1], values[0]])
}

pub(crate) fn decreased(values: &[Rational]) -> Option<Rational> {
    values[0]
        .times(Rational::from(100).minus(values[1])?)?
        .over(100.into())
}

/// The second by the first percent.
pub(crate) fn decreased_back(values: &[Rational]) -> Option<Rational> {
    decreased(&[values[1], values[0]])
}

/// The second as a percentage of the first.
pub(crate) fn percentage(values: &[Rational]) -> Option<Rational> {
    values[1].times(100.into())?.over(values[0])
}

/// The first as a percentage of the second.
pub(crate) fn share(values: &[Rational]) -> Option<Rational> {
    values[0].times(100.into())?.over(values[1])
}

pub(crate) fn power(values: &[Rational]) -> Option<Rational> {
    values[0].power(values[1])
}

pub(crate) fn square(values: &[Rational]) -> Option<Rational> {
    values[0].power(2.into())
}

pub(crate) fn cube(values: &[Rational]) -> Option<Rational> {
    values[0].power(3.into())
}

pub(crate) fn root(values: &[Rational]) -> Option<Rational> {
    values[0].square_root()
}

/// Of whole numbers that are cubes.
pub(crate) fn cube_root(values: &[Rational]) -> Option<Rational> {
    let wanted = values[0]
        .whole()
        .filter(|n| (0..=1_000_000_000).contains(n))?;
    (0..=1000)
        .find(|n: &i128| n * n * n == wanted)
        .map(Rational::from)
}

pub(crate) fn double(values: &[Rational]) -> Option<Rational> {
    values[0].times(2.into())
}

pub(crate) fn triple(values: &[Rational]) -> Option<Rational> {
    values[0].times(3.into())
}

pub(crate) fn half(values: &[Rational]) -> Option<Rational> {
    values[0].over(2.into())
}

pub(crate) fn factorial(values: &[Rational]) -> Option<Rational> {
    let n = values[0].whole().filter(|n| (0..=25).contains(n))?;
    Some(Rational::from((1..=n).product::<i128>()))
}

pub(crate) fn average(values: &[Rational]) -> Option<Rational> {
    sum(values)?.over(Rational::from(values.len() as i128))
}

pub(crate) fn median(values: &[Rational]) -> Option<Rational> {
    let mut sorted = values.to_vec();
    sorted.sort();
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        return Some(sorted[middle]);
    }
    sorted[middle - 1].plus(sorted[middle])?.over(2.into())
}

/// The one that is there most often, if it is one.
pub(crate) fn mode(values: &[Rational]) -> Option<Rational> {
    let often = |value: &Rational| values.iter().filter(|v| *v == value).count();
    let most = values.iter().map(often).max().filter(|&most| most > 1)?;
    let mut modes: Vec<_> = values.iter().filter(|v| often(v) == most).collect();
    modes.dedup();
    let first = **modes.first()?;
    modes.iter().all(|mode| **mode == first).then_some(first)
}

pub(crate) fn range(values: &[Rational]) -> Option<Rational> {
    values.iter().max()?.minus(*values.iter().min()?)
}

pub(crate) fn gcd(values: &[Rational]) -> Option<Rational> {
    let wholes: Vec<i128> = wholes(values)?;
    wholes.into_iter().reduce(common).map(Rational::from)
}

pub(crate) fn lcm(values: &[Rational]) -> Option<Rational> {
    let mut least = 1;
    for whole in wholes(values)? {
        least = whole.checked_mul(least / common(least, whole))?;
    }
    Some(least.into())
}

fn wholes(values: &[Rational]) -> Option<Vec<i128>> {
    values
        .iter()
        .map(|value| value.whole().filter(|n| *n > 0))
        .collect()
}

fn common(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { common(b, a % b) }
}

/// The sum of all whole numbers from the first to the second.
pub(crate) fn run(values: &[Rational]) -> Option<Rational> {
    let (from, to) = (values[0].whole()?, values[1].whole()?);
    (from <= to)
        .then(|| {
            from.checked_add(to)?
                .checked_mul(to.checked_sub(from)?.checked_add(1)?)
        })?
        .map(|twice| Rational::from(twice / 2))
}
