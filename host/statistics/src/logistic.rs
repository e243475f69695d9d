//! Logistic regression: from what was measured of a case to how likely it is right.

/// Keeps weights finite where the cases can be told apart without fail, and small where there are few: the
/// penalty on the square of each weight, for features of unit variance.
const RIDGE: f64 = 1.0;

/// Newton's method converges in a handful of steps.
const STEPS: usize = 50;

/// `P(right) = 1 / (1 + exp(−(intercept + Σ weight · feature)))`; with one feature, the scaling of Platt, Advances in
/// Large Margin Classifiers, 1999.
#[derive(Clone, Debug, PartialEq)]
pub struct Logistic {
    /// Where all features are 0.
    pub intercept: f64,
    /// One for each feature.
    pub weights: Vec<f64>,
}

impl Logistic {
    /// Fits cases of as many features each. None without a right and a wrong one, or if a feature is not finite, or
    /// missing.
    #[must_use]
    pub fn fit(cases: &[(Vec<f64>, bool)]) -> Option<Self> {
        let count = cases.first()?.0.len();
        let sound = |features: &Vec<f64>| {
            features.len() == count && features.iter().all(|value| value.is_finite())
        };
        if !cases.iter().all(|(features, _)| sound(features)) {
            return None;
        }
        let right = cases.iter().filter(|(_, right)| *right).count();
        if right == 0 || right == cases.len() {
            return None;
        }
        let scales: Vec<_> = (0..count)
            .map(|feature| Scale::of(cases, feature))
            .collect();
        let rows: Vec<(Vec<f64>, f64)> = cases
            .iter()
            .map(|(features, right)| {
                let scaled = features.iter().zip(&scales);
                let scaled = scaled.map(|(value, scale)| scale.apply(*value));
                let row = std::iter::once(1.0).chain(scaled).collect();
                (row, f64::from(u8::from(*right)))
            })
            .collect();
        let fitted = newton(&rows, count + 1)?;
        let weights: Vec<_> = fitted[1..]
            .iter()
            .zip(&scales)
            .map(|(weight, scale)| weight / scale.deviation)
            .collect();
        let shift: f64 = weights
            .iter()
            .zip(&scales)
            .map(|(weight, scale)| weight * scale.mean)
            .sum();
        Some(Self {
            intercept: fitted[0] - shift,
            weights,
        })
    }

    /// How likely a case is right, from 0 to 1. A feature too many counts nothing.
    #[must_use]
    pub fn probability(&self, features: &[f64]) -> f64 {
        let sum: f64 = self
            .weights
            .iter()
            .zip(features)
            .map(|(weight, value)| weight * value)
            .sum();
        sigmoid(self.intercept + sum)
    }
}

/// Brings a feature to mean 0 and variance 1; one that is always the same to 0.
struct Scale {
    mean: f64,
    deviation: f64,
}

impl Scale {
    fn of(cases: &[(Vec<f64>, bool)], feature: usize) -> Self {
        let values = || cases.iter().map(|(features, _)| features[feature]);
        let all = cases.len() as f64;
        let mean = values().sum::<f64>() / all;
        let variance = values().map(|value| (value - mean).powi(2)).sum::<f64>() / all;
        let deviation = if variance > 0.0 { variance.sqrt() } else { 1.0 };
        Self { mean, deviation }
    }

    fn apply(&self, value: f64) -> f64 {
        (value - self.mean) / self.deviation
    }
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// The most likely weights under the ridge, by Newton's method (iteratively reweighted least squares). The first
/// weight, the intercept's, is free.
fn newton(rows: &[(Vec<f64>, f64)], count: usize) -> Option<Vec<f64>> {
    let mut weights = vec![0.0; count];
    for _ in 0..STEPS {
        let mut gradient = vec![0.0; count];
        let mut hessian = vec![vec![0.0; count]; count];
        for (row, right) in rows {
            let sum: f64 = weights
                .iter()
                .zip(row)
                .map(|(weight, value)| weight * value)
                .sum();
            let probability = sigmoid(sum);
            let spread = probability * (1.0 - probability);
            for one in 0..count {
                gradient[one] += (right - probability) * row[one];
                for other in 0..count {
                    hessian[one][other] += spread * row[one] * row[other];
                }
            }
        }
        for (at, weight) in weights.iter().enumerate().skip(1) {
            gradient[at] -= RIDGE * weight;
            hessian[at][at] += RIDGE;
        }
        let step = solve(hessian, gradient)?;
        for (weight, step) in weights.iter_mut().zip(&step) {
            *weight += step;
        }
        if step.iter().all(|step| step.abs() < 1e-9) {
            break;
        }
    }
    weights
        .iter()
        .all(|weight| weight.is_finite())
        .then_some(weights)
}

/// Gaussian elimination with partial pivoting. None for a singular matrix.
fn solve(mut matrix: Vec<Vec<f64>>, mut vector: Vec<f64>) -> Option<Vec<f64>> {
    let count = vector.len();
    for column in 0..count {
        let size = |row: &usize| matrix[*row][column].abs();
        let pivot = (column..count).max_by(|one, other| size(one).total_cmp(&size(other)))?;
        if size(&pivot) < 1e-12 {
            return None;
        }
        matrix.swap(column, pivot);
        vector.swap(column, pivot);
        for row in column + 1..count {
            let (above, below) = matrix.split_at_mut(row);
            let (pivot, reduced) = (&above[column], &mut below[0]);
            let factor = reduced[column] / pivot[column];
            for (value, pivot) in reduced.iter_mut().zip(pivot).skip(column) {
                *value -= factor * pivot;
            }
            vector[row] -= factor * vector[column];
        }
    }
    for row in (0..count).rev() {
        let known: f64 = (row + 1..count)
            .map(|at| matrix[row][at] * vector[at])
            .sum();
        vector[row] = (vector[row] - known) / matrix[row][row];
    }
    Some(vector)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_is_learnt_from_one_class_or_none() {
        assert_eq!(Logistic::fit(&[]), None);
        assert_eq!(Logistic::fit(&[(vec![1.0], true), (vec![2.0], true)]), None);
        assert_eq!(
            Logistic::fit(&[(vec![f64::NAN], true), (vec![2.0], false)]),
            None
        );
        assert_eq!(Logistic::fit(&[(vec![1.0], true), (vec![], false)]), None);
    }

    #[test]
    fn a_feature_that_says_nothing_leaves_the_share() {
        let cases: Vec<_> = (0..100).map(|at| (vec![3.0], at % 4 == 0)).collect();
        let fitted = Logistic::fit(&cases).unwrap();
        assert!((fitted.probability(&[3.0]) - 0.25).abs() < 1e-6);
    }

    #[test]
    fn the_weights_that_made_the_cases_are_found() {
        let truth = Logistic {
            intercept: -1.0,
            weights: vec![2.0, -0.5],
        };
        // Each case as often right as it is likely to be.
        let mut cases = Vec::new();
        for (one, other) in (0..20).flat_map(|one| (0..20).map(move |other| (one, other))) {
            let features = vec![f64::from(one) / 10.0 - 1.0, f64::from(other) / 5.0 - 2.0];
            let right = (truth.probability(&features) * 100.0).round() as usize;
            cases.extend((0..100).map(|at| (features.clone(), at < right)));
        }
        let fitted = Logistic::fit(&cases).unwrap();
        assert!((fitted.intercept + 1.0).abs() < 0.02, "{fitted:?}");
        assert!((fitted.weights[0] - 2.0).abs() < 0.02, "{fitted:?}");
        assert!((fitted.weights[1] + 0.5).abs() < 0.02, "{fitted:?}");
    }

    proptest! {
        #[test]
        fn whatever_is_fitted_is_a_probability(
            cases in prop::collection::vec((prop::collection::vec(-1e3_f64..1e3, 2), any::<bool>()), 0..40),
        ) {
            if let Some(fitted) = Logistic::fit(&cases) {
                for (features, _) in &cases {
                    prop_assert!((0.0..=1.0).contains(&fitted.probability(features)));
                }
            }
        }
    }
}
