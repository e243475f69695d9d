//! What a call that uses WASI has in the host: made when it first calls, gone when the call ends.

use std::collections::HashMap;

use omni_policy::{Access, Policy};
use tempfile::TempDir;
use wasmtime::component::ResourceTable;
use wasmtime_wasi::{FsPerms, WasiCtx, WasiCtxView, WasiView};
use wasmtime_wasi_http::WasiHttpCtx;

use crate::capability::{Hooks, LogStream};
use crate::state::CallState;
use crate::usage::Level;
use crate::uses::UseBook;

/// Handles that a guest may hold at once (files, streams, requests): each takes memory of the host's.
const MOST_HANDLES: usize = 1024;
/// The most bytes of headers of one request or response.
const MOST_FIELDS: usize = 64 << 10;
/// The most random bytes at once.
const MOST_RANDOM: u64 = 64 << 10;

pub(crate) struct Wasi {
    ctx: WasiCtx,
    pub(crate) table: ResourceTable,
    pub(crate) http: WasiHttpCtx,
    pub(crate) hooks: Hooks,
    /// Where the guest sees what it has opened, by handle.
    pub(crate) paths: HashMap<u32, String>,
    /// An empty folder that an observed skill sees as `/`, so that it asks for what it wants.
    pub(crate) decoy: Option<TempDir>,
}

impl Wasi {
    pub(crate) fn new(state: &CallState) -> Self {
        let mut table = ResourceTable::new();
        table.set_max_capacity(MOST_HANDLES);
        let mut http = WasiHttpCtx::new();
        http.set_field_size_limit(MOST_FIELDS);
        let (ctx, decoy) = ctx(state);
        Self {
            ctx,
            table,
            http,
            hooks: Hooks::new(state),
            paths: HashMap::new(),
            decoy,
        }
    }

    /// Adds what was denied after the guest was already answered: an address that a name led to.
    pub(crate) fn note_late_denials(&self, uses: &mut UseBook) {
        self.hooks.note_late_denials(uses);
    }
}

impl WasiView for Wasi {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.ctx,
            table: &mut self.table,
        }
    }
}

/// The context: empty but for what the policy names.
fn ctx(state: &CallState) -> (WasiCtx, Option<TempDir>) {
    let (policy, context) = (&*state.policy, &state.context);
    let mut builder = WasiCtx::builder();
    let stream = |level| LogStream {
        log: state.shared_log(),
        level,
    };
    builder
        .stdout(stream(Level::Info))
        .stderr(stream(Level::Warn))
        .wall_clock(context.clock)
        .monotonic_clock(context.clock)
        .max_random_size(MOST_RANDOM);
    if let Some(seed) = context.seed {
        let mut source = crate::capability::generator(context);
        builder.insecure_random_seed(rand::Rng::next_u64(&mut source).into());
        builder.insecure_random(source);
        builder.secure_random(crate::capability::generator(&crate::CallContext {
            seed: Some(seed.wrapping_add(1)),
            ..crate::CallContext::default()
        }));
    }
    for name in named_variables(policy) {
        if let Ok(value) = std::env::var(&name) {
            builder.env(name, value);
        }
    }
    preopen(&mut builder, policy);
    let decoy = (state.observing && policy.grants.filesystem.is_none())
        .then(tempfile::tempdir)
        .and_then(Result::ok)
        .filter(|folder| {
            let opened = builder.preopened_dir(folder.path(), "/", FsPerms::ReadOnly);
            opened.is_ok()
        });
    (builder.build(), decoy)
}

fn named_variables(policy: &Policy) -> Vec<String> {
    let granted = policy.grants.environment.as_ref();
    granted.map_or_else(Vec::new, |names| names.value.keys().cloned().collect())
}

fn preopen(builder: &mut wasmtime_wasi::WasiCtxBuilder, policy: &Policy) {
    let Some(granted) = &policy.grants.filesystem else {
        return;
    };
    let folder = policy.path.as_ref().and_then(|path| path.parent());
    for preopen in &granted.value {
        // Relative only if the policy was never read from a file.
        let host = folder.map_or_else(|| preopen.host.clone(), |folder| folder.join(&preopen.host));
        let access = match preopen.access {
            Access::Read => FsPerms::ReadOnly,
            Access::ReadWrite => FsPerms::ReadWrite,
        };
        if let Err(error) = builder.preopened_dir(&host, &preopen.guest, access) {
            // It was there when the policy was read. Without it the guest reaches less, never more.
            tracing::warn!("the folder {} cannot be opened: {error:#}", host.display());
        }
    }
}
