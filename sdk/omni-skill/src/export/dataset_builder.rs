/// Makes the crate a dataset builder.
///
/// The function is `fn(&[Exchange], &DatasetOptions) -> Result<Dataset, Error>`. Every
/// exchange ends up in the training set, in the validation set or among the dropped, and
/// in no two of them: the host checks that.
///
/// ```
/// use omni_skill::{Dataset, DatasetOptions, DropReason, Error, Example, Exchange};
///
/// omni_skill::dataset_builder!(build);
///
/// fn build(entries: &[Exchange], options: &DatasetOptions) -> Result<Dataset, Error> {
///     let mut dataset = Dataset::empty();
///     for exchange in entries {
///         let example = Example::of(exchange);
///         if exchange.rating <= options.min_rating {
///             dataset.discard(exchange, DropReason::Rating);
///         } else if example.bytes() > options.max_bytes as usize {
///             dataset.discard(exchange, DropReason::TooLong);
///         } else {
///             dataset.training.push(example);
///         }
///     }
///     let share = options.validation_share * dataset.training.len() as f32;
///     dataset.validation = dataset.training.split_off(dataset.training.len() - share as usize);
///     Ok(dataset)
/// }
/// # fn main() {
/// #     use omni_skill::testing::{dataset_options, exchange};
/// #     let entries = [exchange("1 + 1?", "2", 0.9), exchange("2 + 2?", "5", 0.1)];
/// #     let dataset = build(&entries, &dataset_options()).unwrap();
/// #     assert_eq!((dataset.training.len(), dataset.dropped.len()), (1, 1));
/// # }
/// ```
#[macro_export]
macro_rules! dataset_builder {
    ($function:path) => {
        $crate::__skill!(
            dataset_builder,
            $crate::bindings::dataset_builder::exports::omni::skill::dataset_building::Guest,
            fn build(
                entries: ::std::vec::Vec<$crate::Exchange>,
                options: $crate::DatasetOptions
            ) -> $crate::Dataset,
            $function(&entries, &options)
        );
    };
}
