//! What a call that uses WASI has in the host: made when it first calls, gone when the call ends.

use std::collections::HashMap;
use std::sync::Arc;

use omni_policy::{Access, Policy};
use tempfile::TempDir;
use wasmtime::component::ResourceTable;
use wasmtime_wasi::filesystem::Descriptor;
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};
use wasmtime_wasi_http::WasiHttpCtx;

use crate::capability::{Hooks, LogStream, Missing, descriptor, open_folder, open_granted};
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
    pub(crate) tables: Tables,
    pub(crate) http: WasiHttpCtx,
    pub(crate) hooks: Hooks,
    /// Where the guest sees what it has opened, by handle.
    pub(crate) paths: HashMap<u32, String>,
    /// Listings that the guest has open.
    pub(crate) listings: usize,
    policy: Arc<Policy>,
    /// An empty folder that an observed skill sees as `/`, so that it asks for what it wants.
    pub(crate) decoy: Option<TempDir>,
}

impl Wasi {
    pub(crate) fn new(state: &CallState) -> Self {
        let mut http = WasiHttpCtx::new();
        http.set_field_size_limit(MOST_FIELDS);
        let decoy = (state.observing && state.policy.grants.filesystem.is_none())
            .then(tempfile::tempdir)
            .and_then(Result::ok);
        Self {
            ctx: ctx(state),
            tables: Tables::new(),
            http,
            hooks: Hooks::new(state),
            paths: HashMap::new(),
            listings: 0,
            policy: Arc::clone(&state.policy),
            decoy,
        }
    }

    /// Opens the folders that the guest starts with, each with the path that it sees.
    pub(crate) fn folders(&self) -> Result<Vec<(Descriptor, String)>, Missing> {
        let mut folders = open_granted(&self.policy)?;
        let decoy = self.decoy.as_ref().map(|folder| open_folder(folder.path()));
        if let Some(Ok(folder)) = decoy {
            folders.push((descriptor(folder, Access::Read), "/".to_owned()));
        }
        Ok(folders)
    }

    /// Adds what was counted apart, since a request may be denied after the guest was already answered.
    pub(crate) fn add_requests(&self, uses: &mut UseBook) {
        self.hooks.add_to(uses);
    }
}

/// What a guest's handles stand for. Most functions of WASI cannot be refused before they begin, but they all begin
/// by looking up a handle or making one, which fails once there is nothing here.
pub(crate) struct Tables {
    open: ResourceTable,
    nothing: ResourceTable,
    /// Whether the guest has called the host too often.
    pub(crate) closed: bool,
}

impl Tables {
    fn new() -> Self {
        let (mut open, mut nothing) = (ResourceTable::new(), ResourceTable::new());
        open.set_max_capacity(MOST_HANDLES);
        nothing.set_max_capacity(0);
        Self {
            open,
            nothing,
            closed: false,
        }
    }

    pub(crate) fn get(&mut self) -> &mut ResourceTable {
        match self.closed {
            true => &mut self.nothing,
            false => &mut self.open,
        }
    }
}

impl WasiView for Wasi {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.ctx,
            table: self.tables.get(),
        }
    }
}

/// The context: empty but for what the policy names.
fn ctx(state: &CallState) -> WasiCtx {
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
    builder.build()
}

fn named_variables(policy: &Policy) -> Vec<String> {
    let granted = policy.grants.environment.as_ref();
    granted.map_or_else(Vec::new, |names| names.value.keys().cloned().collect())
}
