//! The best set and the next steps: proven alone, and through the registry.

mod applied;
mod exact;
mod journeys;
mod steps;

pub(crate) use {exact::Dice, steps::roll};
