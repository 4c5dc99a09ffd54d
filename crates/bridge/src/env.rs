//! A machine whose clock and ids come of a seed: the same acts in the same order give
//! the same ids and times.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

use registry::{Env, RunningProgram};
use uuid::Uuid;

/// 2026-11-22 07:00 in Semarang, in milliseconds since 1970.
const MORNING: i64 = 1_795_305_600_000;

/// Clones share clock and ids.
#[derive(Clone)]
pub struct SeededEnv {
    seed: u64,
    clock: Arc<AtomicI64>,
    ids: Arc<AtomicU64>,
}

impl SeededEnv {
    /// `now` in milliseconds since 1970; a morning in November 2026 when absent.
    pub fn new(seed: u64, now: Option<i64>) -> Self {
        Self { seed, clock: Arc::new(AtomicI64::new(now.unwrap_or(MORNING))), ids: Arc::default() }
    }

    /// A minute passes, as between two acts. Looking takes no time, so that what is
    /// read beside an act does not change when it was.
    pub fn tick(&self) {
        self.clock.fetch_add(60_000, Ordering::Relaxed);
    }
}

impl Env for SeededEnv {
    fn now_ms(&self) -> i64 {
        self.clock.load(Ordering::Relaxed)
    }

    fn fresh_id(&self) -> Uuid {
        let n = self.ids.fetch_add(1, Ordering::Relaxed) + 1;
        // Version and variant bits of a v7, so that it reads like the real thing.
        let fixed = (0x7000_u128 << 64) | (0x8000_u128 << 48);
        Uuid::from_u128((u128::from(n) << 80) | fixed | u128::from(self.seed & 0xffff_ffff_ffff))
    }

    fn place(&self, folder: &Path) -> String {
        format!("bridge {}", folder.display())
    }

    fn program(&self) -> RunningProgram {
        crate::update::program()
    }
}
