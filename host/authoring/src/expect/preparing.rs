//! What can be expected of routers, image preprocessors and dataset builders.

use std::collections::BTreeMap;
use std::fmt::Debug;

use omni_skills::types::{
    Dataset, DropReason, Example, PreparedImage, Route, RouteModel, RouteReflection, Way,
};
use serde::Deserialize;

use super::expectation;
use super::range::Range;

expectation! {
    /// What a router has to decide.
    ExpectRoute of Route {
        /// Where the attachments go, in their order.
        ways: Vec<Way>,
        model: RouteModel,
        max_iterations: u32,
        reflection: RouteReflection,
    }
}

expectation! {
    /// What an image preprocessor has to make.
    ExpectImage of PreparedImage {
        width: Range,
        height: Range,
        /// Of the source, such as `jpeg`.
        format: String,
        /// The perceptual hash: 16 hexadecimal digits.
        hash: String,
        /// Of the encoded picture, such as `image/webp`.
        media_type: String,
    }
}

expectation! {
    /// What a dataset builder has to make.
    ExpectDataset of Dataset {
        /// The ids of the exchanges that are learnt, in any order.
        training: Vec<String>,
        /// The ids of those that are kept back, in any order.
        validation: Vec<String>,
        /// The others, with the reason of each.
        dropped: BTreeMap<String, DropReason>,
    }
}

impl ExpectRoute {
    fn broken_of_kind(&self, route: &Route) -> Vec<String> {
        let iterations = self.max_iterations.map(Some);
        let reflection = self.reflection.map(Some);
        let broken = [
            differs("the ways are", &route.ways, self.ways.as_ref()),
            differs("the model is", &route.model, self.model.as_ref()),
            differs(
                "max_iterations is",
                &route.max_iterations,
                iterations.as_ref(),
            ),
            differs("the reflection is", &route.reflection, reflection.as_ref()),
        ];
        broken.into_iter().flatten().collect()
    }
}

impl ExpectImage {
    fn broken_of_kind(&self, image: &PreparedImage) -> Vec<String> {
        let encoded = image.encoded.as_ref();
        let media_type = encoded.map(|encoded| encoded.media_type.clone());
        let wanted = self.media_type.clone().map(Some);
        let hash = format!("{:016x}", image.hash);
        let edges = [
            ("the width", &self.width, image.width),
            ("the height", &self.height, image.height),
        ];
        let edges = edges
            .into_iter()
            .filter_map(|(what, range, edge)| range.as_ref()?.broken(what, f64::from(edge)));
        let others = [
            differs("the format is", &image.source.format, self.format.as_ref()),
            differs("the hash is", &hash, self.hash.as_ref()),
            differs("the media type is", &media_type, wanted.as_ref()),
        ];
        edges.chain(others.into_iter().flatten()).collect()
    }
}

impl ExpectDataset {
    fn broken_of_kind(&self, dataset: &Dataset) -> Vec<String> {
        let dropped = dataset.dropped.iter();
        let dropped = dropped.map(|one| (one.exchange.clone(), one.reason));
        let (training, validation) = (ids(&dataset.training), ids(&dataset.validation));
        let wanted = |ids: &Option<Vec<String>>| ids.clone().map(sorted);
        let broken = [
            differs("it learns", &training, wanted(&self.training).as_ref()),
            differs(
                "it keeps back",
                &validation,
                wanted(&self.validation).as_ref(),
            ),
            differs("it drops", &dropped.collect(), self.dropped.as_ref()),
        ];
        broken.into_iter().flatten().collect()
    }
}

/// What is wrong, if something is wanted and something else is found.
fn differs<T: PartialEq + Debug>(what: &str, found: &T, wanted: Option<&T>) -> Option<String> {
    let wanted = wanted.filter(|wanted| *wanted != found)?;
    Some(format!("{what} {found:?}, and {wanted:?} is expected"))
}

fn ids(examples: &[Example]) -> Vec<String> {
    let ids = examples
        .iter()
        .flat_map(|example| example.exchanges.clone());
    sorted(ids.collect())
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort();
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_wanted_can_be_missing() {
        assert_eq!(differs("it is", &1, None), None);
        assert_eq!(differs("it is", &1, Some(&1)), None);
        let broken = differs("it is", &1, Some(&2)).unwrap();
        assert_eq!(broken, "it is 1, and 2 is expected");
    }
}
