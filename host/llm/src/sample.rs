//! From logits to one token, and what the model thought of it.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use crate::Error;
use crate::engine::TokenStats;

/// Above temperature 0, tokens with less than this share of the most likely one's probability are
/// not drawn: a small model's long tail is noise. The same as llama.cpp's default.
const MIN_P: f32 = 0.05;

/// The model's own distribution over the next token.
#[derive(Debug)]
pub(crate) struct Distribution<'l> {
    logits: &'l [f32],
    max: f32,
    /// Logarithm of the sum of all exponentials, `max` taken off.
    log_sum: f64,
    /// Nats.
    entropy: f64,
    best: usize,
}

impl<'l> Distribution<'l> {
    /// Reads the logits of all tokens once after finding the largest. Fails where they are not numbers.
    pub(crate) fn of(logits: &'l [f32]) -> Result<Self, Error> {
        let mut best = 0;
        let mut max = f32::NEG_INFINITY;
        let mut sound = true;
        for (token, &logit) in logits.iter().enumerate() {
            sound &= !logit.is_nan();
            if logit > max {
                (best, max) = (token, logit);
            }
        }
        if !sound || !max.is_finite() {
            return Err(Error::Failed {
                cause: "it computed values that are not numbers; its file may be damaged".into(),
            });
        }
        let mut sum = 0.0f64;
        let mut weighted = 0.0f64;
        for &logit in logits {
            let below = logit - max;
            // exp(-60) is lost in the sum; this also leaves out infinities, whose product is no number.
            if below > -60.0 {
                let share = f64::from(below.exp());
                sum += share;
                weighted += share * f64::from(below);
            }
        }
        let log_sum = sum.ln();
        Ok(Self {
            logits,
            max,
            log_sum,
            entropy: (log_sum - weighted / sum).max(0.0),
            best,
        })
    }

    /// What the model thought of `token`.
    pub(crate) fn stats(&self, token: usize) -> TokenStats {
        let logprob = f64::from(self.logits[token] - self.max) - self.log_sum;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "six digits are more than the logits have"
        )]
        TokenStats {
            logprob: logprob as f32,
            entropy: self.entropy as f32,
        }
    }

    /// Chooses a token among those that `allowed` lets through: the most likely one at temperature 0
    /// (the lower number on a tie), else a random one. None if no token is allowed.
    ///
    /// `allowed` is asked for likely tokens only, most often for one.
    pub(crate) fn choose(
        &self,
        temperature: f32,
        random: &mut Random,
        allowed: &mut dyn FnMut(usize) -> Result<bool, Error>,
    ) -> Result<Option<usize>, Error> {
        let Some(top) = self.most_likely(allowed)? else {
            return Ok(None);
        };
        if temperature.is_nan() || temperature <= 0.0 {
            return Ok(Some(top));
        }
        let peak = self.logits[top];
        let floor = peak + MIN_P.ln();
        let mut candidates = Vec::new();
        let mut total = 0.0;
        for (token, &logit) in self.logits.iter().enumerate() {
            // Above the peak are only tokens that are not allowed.
            if logit >= floor && logit <= peak && (token == top || allowed(token)?) {
                total += f64::from((logit - peak) / temperature).exp();
                candidates.push((token, total));
            }
        }
        let point = random.unit() * total;
        let drawn = candidates.iter().find(|&&(_, until)| point < until);
        Ok(Some(drawn.map_or(top, |&(token, _)| token)))
    }

    fn most_likely(
        &self,
        allowed: &mut dyn FnMut(usize) -> Result<bool, Error>,
    ) -> Result<Option<usize>, Error> {
        if allowed(self.best)? {
            return Ok(Some(self.best));
        }
        let all = self
            .logits
            .iter()
            .enumerate()
            .filter(|&(token, &logit)| token != self.best && logit > f32::NEG_INFINITY);
        let mut heap: BinaryHeap<_> = all
            .map(|(token, &logit)| (Logit(logit), Reverse(token)))
            .collect();
        while let Some((_, Reverse(token))) = heap.pop() {
            if allowed(token)? {
                return Ok(Some(token));
            }
        }
        Ok(None)
    }
}

/// A logit that can be compared; it is a number.
#[derive(PartialEq)]
struct Logit(f32);

impl Eq for Logit {}

impl PartialOrd for Logit {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Logit {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// `SplitMix64`: small, and the same on every machine for the same seed.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Uniform in `0.0..1.0`, 53 bits.
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        #[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
        let unit = ((bits ^ (bits >> 31)) >> 11) as f64 / (1u64 << 53) as f64;
        unit
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(_: usize) -> Result<bool, Error> {
        Ok(true)
    }

    #[test]
    fn statistics_of_a_known_distribution() {
        let probabilities = [0.5f32, 0.25, 0.125, 0.125];
        let logits: Vec<f32> = probabilities.iter().map(|p| p.ln() + 7.0).collect();
        let distribution = Distribution::of(&logits).unwrap();
        for (token, p) in probabilities.iter().enumerate() {
            assert!((distribution.stats(token).logprob - p.ln()).abs() < 1e-6);
        }
        assert!((distribution.stats(0).entropy - 1.75 * std::f32::consts::LN_2).abs() < 1e-6);
    }

    #[test]
    fn extreme_logits_stay_finite() {
        let logits = [1e30, -1e30, f32::NEG_INFINITY, 1e30];
        let stats = Distribution::of(&logits).unwrap().stats(0);
        assert!((stats.logprob + std::f32::consts::LN_2).abs() < 1e-6);
        assert!((stats.entropy - std::f32::consts::LN_2).abs() < 1e-6);
    }

    #[test]
    fn logits_that_are_not_numbers_are_an_error() {
        for logits in [
            &[f32::NAN, 1.0][..],
            &[1.0, f32::INFINITY],
            &[f32::NEG_INFINITY],
            &[],
        ] {
            assert_eq!(Distribution::of(logits).unwrap_err().code(), "llm.failed");
        }
    }

    #[test]
    fn greedy_takes_the_best_that_is_allowed() {
        let logits = [1.0, 3.0, 2.0, 3.0];
        let distribution = Distribution::of(&logits).unwrap();
        let mut random = Random::new(0);
        let mut choose = |allowed: &mut dyn FnMut(usize) -> Result<bool, Error>| {
            distribution.choose(0.0, &mut random, allowed).unwrap()
        };
        assert_eq!(choose(&mut all), Some(1));
        assert_eq!(choose(&mut |token| Ok(token != 1)), Some(3));
        assert_eq!(choose(&mut |token| Ok(token % 2 == 0)), Some(2));
        assert_eq!(choose(&mut |_| Ok(false)), None);
    }

    #[test]
    fn drawing_follows_the_distribution_of_what_is_allowed() {
        let logits: Vec<f32> = [0.5f32, 0.3, 0.19, 0.01].iter().map(|p| p.ln()).collect();
        let distribution = Distribution::of(&logits).unwrap();
        let mut random = Random::new(7);
        let mut counts = [0; 4];
        for _ in 0..20_000 {
            let token = distribution
                .choose(1.0, &mut random, &mut |token| Ok(token != 0))
                .unwrap();
            counts[token.unwrap()] += 1;
        }
        // 0 is not allowed; 3 is below the floor of 5 % of token 1's probability.
        assert_eq!((counts[0], counts[3]), (0, 0));
        let share = f64::from(counts[1]) / 20_000.0;
        assert!((share - 0.3 / 0.49).abs() < 0.02, "{share}");
    }

    #[test]
    fn the_seed_decides() {
        let logits = [0.0; 64];
        let distribution = Distribution::of(&logits).unwrap();
        let draw = |seed| {
            let mut random = Random::new(seed);
            (0..16)
                .map(|_| distribution.choose(1.0, &mut random, &mut all).unwrap())
                .collect::<Vec<_>>()
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    proptest! {
        /// Log-probabilities add up to one, and entropy is within its bounds.
        #[test]
        fn probabilities_add_up(logits in proptest::collection::vec(-50.0f32..50.0, 1..200)) {
            let distribution = Distribution::of(&logits).unwrap();
            let sum: f64 = (0..logits.len()).map(|token| f64::from(distribution.stats(token).logprob).exp()).sum();
            prop_assert!((sum - 1.0).abs() < 1e-4, "{}", sum);
            let entropy = distribution.stats(0).entropy;
            prop_assert!(entropy >= 0.0 && f64::from(entropy) <= (logits.len() as f64).ln() + 1e-4);
        }

        /// Every choice is allowed, at any temperature.
        #[test]
        fn choices_are_allowed(
            logits in proptest::collection::vec(-9.0f32..9.0, 1..40), temperature in -1.0f32..5.0, seed in any::<u64>(), modulus in 1usize..5,
        ) {
            let distribution = Distribution::of(&logits).unwrap();
            let choice = distribution
                .choose(temperature, &mut Random::new(seed), &mut |token| Ok(token % modulus == 0))
                .unwrap();
            prop_assert!(choice.is_some_and(|token| token % modulus == 0));
        }
    }
}
