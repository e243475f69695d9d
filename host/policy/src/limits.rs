//! How much a skill may use. Each limit has a default, a range, and an error code of its own.

use std::ops::Deref;

use omni_settings::{ByteSize, TimeSpan};

/// What holds where a policy says nothing.
pub mod defaults {
    use omni_settings::{ByteSize, TimeSpan};

    /// A JavaScript or Python guest starts with some tens of megabytes; a decoded 1080p picture takes 6.
    pub const MEMORY: ByteSize = ByteSize::mib(256);
    /// A person waits for the sum of all skills of a run.
    pub const TIME: TimeSpan = TimeSpan::secs(2);
    /// What wasmtime itself takes as its default; enough for parsers that recurse.
    pub const STACK: ByteSize = ByteSize::kib(512);
    /// The largest thing that a skill returns is a prepared picture.
    pub const OUTPUT: ByteSize = ByteSize::mib(8);
    /// Some hundred lines: enough to debug, too little to hide in.
    pub const LOG: ByteSize = ByteSize::kib(64);
    /// A skill that asks more often than this per call is in a loop.
    pub const HOST_CALLS: u64 = 10_000;
    /// Counting instructions costs some tens of percent, so only who asks for it pays.
    pub const FUEL: Option<u64> = None;
}

/// The smallest and the largest that a policy may set. Outside, it is a mistake and not a wish.
pub mod bounds {
    use std::ops::RangeInclusive;

    use omni_settings::{ByteSize, TimeSpan};

    /// From one page of linear memory to all that 32 bits can address.
    pub const MEMORY: RangeInclusive<ByteSize> = ByteSize::kib(64)..=ByteSize::mib(4096);
    /// Below a millisecond nothing can be told from noise; above an hour nobody waits.
    pub const TIME: RangeInclusive<TimeSpan> = TimeSpan::millis(1)..=TimeSpan::secs(3600);
    /// Below 64 KiB compiled guests fail on entry; every call in flight maps one stack of the host.
    pub const STACK: RangeInclusive<ByteSize> = ByteSize::kib(64)..=ByteSize::mib(16);
    /// Results are held in the host's memory.
    pub const OUTPUT: RangeInclusive<ByteSize> = ByteSize(1)..=ByteSize::mib(1024);
    /// Log lines are held in the host's memory until the call ends.
    pub const LOG: RangeInclusive<ByteSize> = ByteSize(1)..=ByteSize::mib(64);
    /// At most what some minutes can hold.
    pub const HOST_CALLS: RangeInclusive<u64> = 1..=1_000_000_000;
    /// Any positive number that TOML can write.
    pub const FUEL: RangeInclusive<u64> = 1..=i64::MAX as u64;
}

/// A limit and where it was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit<T> {
    /// The limit.
    pub value: T,
    /// The line of the policy that sets it, from 1; none if it is the default.
    pub line: Option<usize>,
}

impl<T> Limit<T> {
    pub(crate) const fn default(value: T) -> Self {
        Self { value, line: None }
    }
}

impl<T> Deref for Limit<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// The limits of one call of a skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// All linear memories and tables of a call together (`limit.memory`).
    pub memory: Limit<ByteSize>,
    /// Wall clock, start-up and host calls included (`limit.time`).
    pub time: Limit<TimeSpan>,
    /// The guest's call stack (`limit.stack`).
    pub stack: Limit<ByteSize>,
    /// What it returns (`limit.output`).
    pub output: Limit<ByteSize>,
    /// All messages of a call together (`limit.log`).
    pub log: Limit<ByteSize>,
    /// How often it may call the host (`limit.host-calls`).
    pub host_calls: Limit<u64>,
    /// Instructions, roughly; the same on every machine (`limit.fuel`). None: not counted.
    pub fuel: Limit<Option<u64>>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory: Limit::default(defaults::MEMORY),
            time: Limit::default(defaults::TIME),
            stack: Limit::default(defaults::STACK),
            output: Limit::default(defaults::OUTPUT),
            log: Limit::default(defaults::LOG),
            host_calls: Limit::default(defaults::HOST_CALLS),
            fuel: Limit::default(defaults::FUEL),
        }
    }
}
