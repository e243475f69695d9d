//! Exact numbers.

use std::cmp::Ordering;
use std::fmt;

/// A fraction in lowest terms; the denominator is above 0. Whatever does not fit
/// is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rational {
    numerator: i128,
    denominator: i128,
}

/// Keeps sums and products of two denominators within reach.
const LARGEST_DENOMINATOR: i128 = 1 << 62;

impl Rational {
    /// Nothing.
    pub const ZERO: Self = Self {
        numerator: 0,
        denominator: 1,
    };

    /// `numerator / denominator`; none if that is a division by zero or too large.
    #[must_use]
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 || numerator == i128::MIN || denominator == i128::MIN {
            return None;
        }
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs()) as i128;
        let sign = denominator.signum();
        let denominator = (denominator / divisor).abs();
        (denominator <= LARGEST_DENOMINATOR).then_some(Self {
            numerator: numerator / divisor * sign,
            denominator,
        })
    }

    /// What digits such as `12.50` say.
    #[must_use]
    pub fn parse(digits: &str) -> Option<Self> {
        let (sign, digits) = match digits.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, digits),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        if digits.len() > 36 || (whole.is_empty() && part.is_empty()) {
            return None;
        }
        let mut numerator: i128 = 0;
        for digit in whole.chars().chain(part.chars()) {
            let digit = i128::from(digit.to_digit(10)?);
            numerator = numerator.checked_mul(10)?.checked_add(digit)?;
        }
        let places = u32::try_from(part.len()).ok()?;
        Self::new(sign * numerator, 10_i128.checked_pow(places)?)
    }

    /// Above the line.
    #[must_use]
    pub fn numerator(self) -> i128 {
        self.numerator
    }

    /// Below the line.
    #[must_use]
    pub fn denominator(self) -> i128 {
        self.denominator
    }

    /// The number, if it is whole.
    #[must_use]
    pub fn whole(self) -> Option<i128> {
        (self.denominator == 1).then_some(self.numerator)
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.numerator < 0
    }

    /// Without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self {
            numerator: self.numerator.abs(),
            ..self
        }
    }

    /// With the other sign.
    #[must_use]
    pub fn negated(self) -> Self {
        Self {
            numerator: -self.numerator,
            ..self
        }
    }

    /// The sum, unless it overflows.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Self::new(
            left.checked_add(right)?,
            self.denominator.checked_mul(other.denominator)?,
        )
    }

    /// The difference, unless it overflows.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated())
    }

    /// The product, unless it overflows.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        Self::new(
            self.numerator.checked_mul(other.numerator)?,
            self.denominator.checked_mul(other.denominator)?,
        )
    }

    /// The quotient, unless it overflows or `other` is zero.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        Self::new(
            self.numerator.checked_mul(other.denominator)?,
            self.denominator.checked_mul(other.numerator)?,
        )
    }

    /// The power, unless it overflows. At most a hundred and twenty-seven.
    #[must_use]
    pub fn power(self, exponent: Self) -> Option<Self> {
        let exponent = exponent.whole().filter(|e| e.abs() <= 127)?;
        let times = u32::try_from(exponent.abs()).ok()?;
        let power = Self::new(
            self.numerator.checked_pow(times)?,
            self.denominator.checked_pow(times)?,
        )?;
        if exponent < 0 {
            Self::from(1).over(power)
        } else {
            Some(power)
        }
    }

    /// The square root, if it is a fraction itself.
    #[must_use]
    pub fn square_root(self) -> Option<Self> {
        Self::new(root(self.numerator)?, root(self.denominator)?)
    }

    /// The largest whole number that is not above.
    #[must_use]
    pub fn floor(self) -> i128 {
        self.numerator.div_euclid(self.denominator)
    }

    /// To `places` after the point, halves away from zero.
    #[must_use]
    pub fn rounded(self, places: u32) -> Option<Self> {
        let scale = Self::new(10_i128.checked_pow(places)?, 1)?;
        let half = Self::new(1, 2)?;
        let scaled = self.abs().times(scale)?.plus(half)?.floor();
        let rounded = Self::new(scaled, 1)?.over(scale)?;
        Some(if self.is_negative() {
            rounded.negated()
        } else {
            rounded
        })
    }

    /// To `places` after the point or, below zero, before it: `-2` is to the hundred.
    #[must_use]
    pub fn rounded_to(self, places: i32) -> Option<Self> {
        if let Ok(places) = u32::try_from(places) {
            return self.rounded(places);
        }
        let scale = Self::new(10_i128.checked_pow(places.unsigned_abs())?, 1)?;
        self.over(scale)?.rounded(0)?.times(scale)
    }

    /// How many digits it has after the point; none if they never end or are
    /// more than twelve.
    #[must_use]
    pub fn places(self) -> Option<u32> {
        (0..=12).find(|&places| {
            10_i128
                .checked_pow(places)
                .is_some_and(|scale| scale % self.denominator == 0)
        })
    }

    /// As a decimal: `391`, `0.75`; to `places` after the point where it would
    /// not end before.
    #[must_use]
    pub fn decimal(self, places: u32) -> String {
        let places = self.places().map_or(places, |exact| exact.min(places));
        let Some(rounded) = self.rounded(places) else {
            return self.to_string();
        };
        let sign = if rounded.is_negative() { "-" } else { "" };
        let rounded = rounded.abs();
        let whole = rounded.floor();
        if places == 0 {
            return format!("{sign}{whole}");
        }
        let scale = 10_i128.pow(places);
        let part = (rounded.numerator % rounded.denominator) * (scale / rounded.denominator);
        format!("{sign}{whole}.{part:0width$}", width = places as usize)
    }
}

impl From<i128> for Rational {
    fn from(whole: i128) -> Self {
        Self {
            numerator: whole.max(-i128::MAX),
            denominator: 1,
        }
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut left, mut right) = (*self, *other);
        // By continued fractions: nothing can overflow.
        loop {
            let by_floor = left.floor().cmp(&right.floor());
            if by_floor != Ordering::Equal {
                return by_floor;
            }
            let rests = (
                left.numerator.rem_euclid(left.denominator),
                right.numerator.rem_euclid(right.denominator),
            );
            match rests {
                (0, 0) => return Ordering::Equal,
                (0, _) => return Ordering::Less,
                (_, 0) => return Ordering::Greater,
                (a, b) => {
                    // The greater rest has the smaller reciprocal.
                    let old = (left.denominator, right.denominator);
                    left = Self {
                        numerator: old.1,
                        denominator: b,
                    };
                    right = Self {
                        numerator: old.0,
                        denominator: a,
                    };
                }
            }
        }
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// As a decimal if it ends within six digits, else as a fraction.
impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.places() {
            Some(0) => write!(f, "{}", self.numerator),
            Some(places) if places <= 6 => f.write_str(&self.decimal(places)),
            _ => write!(f, "{}/{}", self.numerator, self.denominator),
        }
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

fn root(square: i128) -> Option<i128> {
    let near = u128::try_from(square).ok()?.isqrt();
    (near * near == square.unsigned_abs()).then_some(near as i128)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn r(text: &str) -> Rational {
        match text.split_once('/') {
            Some((a, b)) => Rational::new(a.parse().unwrap(), b.parse().unwrap()).unwrap(),
            None => Rational::parse(text).unwrap(),
        }
    }

    #[test]
    fn computes_exactly() {
        assert_eq!(r("0.1").plus(r("0.2")), Some(r("0.3")));
        assert_eq!(r("1/3").times(r("3")), Some(r("1")));
        assert_eq!(r("5").over(r("0")), None);
        assert_eq!(r("2").power(r("-2")), Some(r("0.25")));
        assert_eq!(r("2.25").square_root(), Some(r("1.5")));
        assert_eq!(r("2").square_root(), None);
        assert_eq!(r("-7/2").floor(), -4);
        assert_eq!(r("10").power(r("127")), None);
    }

    #[test]
    fn writes_decimals_and_fractions() {
        for (value, text) in [
            ("391", "391"),
            ("3/4", "0.75"),
            ("-1/8", "-0.125"),
            ("1/3", "1/3"),
        ] {
            assert_eq!(r(value).to_string(), text);
        }
        assert_eq!(r("10/3").decimal(2), "3.33");
        assert_eq!(r("-2/3").decimal(3), "-0.667");
        assert_eq!(r("1/16").decimal(2), "0.06");
        assert_eq!(r("0.5").rounded(0), Some(r("1")));
    }

    proptest! {
        #[test]
        fn never_panics(a: i128, b: i128, c: i128, d: i128) {
            if let (Some(x), Some(y)) = (Rational::new(a, b), Rational::new(c, d)) {
                let _ = (x.plus(y), x.minus(y), x.times(y), x.over(y), x.power(y), x.square_root());
                let _ = (x.cmp(&y), x.rounded(2), x.decimal(3), x.to_string(), x.floor());
            }
        }

        #[test]
        fn orders_as_cross_products_do(a in -999_i128..999, b in 1_i128..99, c in -999_i128..999, d in 1_i128..99) {
            let (x, y) = (Rational::new(a, b).unwrap(), Rational::new(c, d).unwrap());
            prop_assert_eq!(x.cmp(&y), (a * d).cmp(&(c * b)));
        }
    }
}
