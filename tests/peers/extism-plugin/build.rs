//! The linker makes components; extism takes core modules.

fn main() {
    if std::env::var("CARGO_CFG_TARGET_FAMILY").as_deref() == Ok("wasm") {
        println!("cargo::rustc-cdylib-link-arg=--skip-wit-component");
    }
}
