//! A machine whose clock and ids are what a test says.

use std::{
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

use registry::{Env, Room};
use uuid::Uuid;

/// 2026-11-22 07:00 in Semarang, in milliseconds since 1970.
pub const NOON: i64 = 1_795_305_600_000;

/// A year, roughly, in milliseconds.
pub const YEAR: i64 = 31_557_600_000;

/// Clones share clock and ids, so that a laptop that is started again goes on
/// where it stopped and never gives one id twice.
#[derive(Clone)]
pub struct FixedEnv {
    machine: u64,
    clock: Arc<AtomicI64>,
    ids: Arc<AtomicU64>,
    room: Arc<Mutex<Option<Room>>>,
}

impl FixedEnv {
    /// `machine` keeps the ids and places of two laptops apart.
    pub fn new(machine: u64) -> Self {
        Self { machine, clock: Arc::new(AtomicI64::new(NOON)), ids: Arc::default(), room: Arc::default() }
    }

    /// Puts the clock wrong.
    pub fn set_clock(&self, ms: i64) {
        self.clock.store(ms, Ordering::Relaxed);
    }

    /// Every disk takes so much from now on; what it takes where there is none.
    pub fn set_room(&self, room: Option<Room>) {
        *self.room.lock().unwrap() = room;
    }
}

impl Env for FixedEnv {
    fn now_ms(&self) -> i64 {
        // A second between acts, as between two clicks.
        self.clock.fetch_add(1000, Ordering::Relaxed)
    }

    fn fresh_id(&self) -> Uuid {
        let n = self.ids.fetch_add(1, Ordering::Relaxed) + 1;
        // Version and variant bits of a v7, so that it reads like the real thing.
        let fixed = (0x7000_u128 << 64) | (0x8000_u128 << 48);
        Uuid::from_u128((u128::from(n) << 80) | fixed | u128::from(self.machine))
    }

    fn place(&self, folder: &Path) -> String {
        format!("machine {} {}", self.machine, folder.display())
    }

    fn room(&self, folder: &Path) -> Room {
        self.room.lock().unwrap().unwrap_or_else(|| Room::at(folder))
    }
}
