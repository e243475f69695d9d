//! Every exchange is an example, if it is rated well enough, else dropped. Comments make it misbehave: `lose`
//! the exchange, `leak` it into both sets, `invent` another, weigh it with `nan`, `panic`.

use omni_skill::{Dataset, DatasetOptions, DropReason, Error, Example, Exchange};

omni_skill::dataset_builder!(build);

fn build(entries: &[Exchange], options: &DatasetOptions) -> Result<Dataset, Error> {
    let mut dataset = Dataset::empty();
    for exchange in entries {
        let mut example = Example::of(exchange);
        match exchange.comment.as_deref() {
            Some("lose") => continue,
            Some("leak") => dataset.validation.push(example.clone()),
            Some("invent") => example.exchanges.push("nobody".to_owned()),
            Some("nan") => example.weight = f32::NAN,
            Some("panic") => panic!("nothing to learn from {}", exchange.id),
            _ if exchange.rating <= options.min_rating => {
                dataset.discard(exchange, DropReason::Rating);
                continue;
            }
            _ => {}
        }
        dataset.training.push(example);
    }
    Ok(dataset)
}
