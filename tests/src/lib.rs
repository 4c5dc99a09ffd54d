//! Nothing to link: the suites are the test binary in `main.rs`. Reading order:
//! `kit/` (the cast of laptops) → `instruments` → `merge` → `journeys` →
//! `converge` → the rest.
