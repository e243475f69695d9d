//! What makes a panic's message reach the skill's author.
//!
//! The target has no stderr. The message goes through `omni:skill/panicking`, which every skill has
//! without a grant.

/// From here on, a panic's message and place are told to the host. The export macros call it.
///
/// Natively a panic goes where it always goes.
pub fn report() {
    #[cfg(target_arch = "wasm32")]
    std::panic::set_hook(Box::new(|panic| {
        let said = panic.payload_as_str().unwrap_or("it says nothing");
        let message = match panic.location() {
            Some(place) => format!("{said}, at {place}"),
            None => said.to_owned(),
        };
        crate::bindings::imports::omni::skill::panicking::panicked(&message);
    }));
}
