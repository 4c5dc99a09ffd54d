//! Numbers and ticks of an answer, on the command line.

use clap::Args;
use registry::{GiveInput, Registry, Result, TickOption};

use crate::{Done, run::year, show::Show};

#[derive(Args)]
pub struct InputArgs {
    /// Inovasi, or "daerah"
    id: String,
    /// Id or code of the indikator
    indikator: String,
    /// Id of the number it asks for
    input: String,
    /// As officers write it: 85, 12,5 or 1.234,5; an empty one takes it back
    #[arg(allow_hyphen_values = true)]
    value: String,
    #[arg(long)]
    instrument: Option<String>,
}

#[derive(Args)]
pub struct Tick {
    /// Inovasi, or "daerah"
    id: String,
    /// Id or code of the indikator
    indikator: String,
    /// One of what the checks of the indikator count
    option: String,
    /// Take the tick back
    #[arg(long)]
    off: bool,
    #[arg(long)]
    instrument: Option<String>,
}

/// Gives a number; the parameter follows where it stands for exactly one.
///
/// # Errors
/// The act did not happen.
pub fn give(registry: &Registry, show: &Show, it: InputArgs) -> Result<Done> {
    let instrument = year(registry, it.instrument)?;
    let subject = registry.find_subject(&it.id)?;
    let (indikator, input) = (it.indikator.into(), it.input.into());
    let req = GiveInput { subject, instrument, indikator, input, value: it.value };
    show.assessment(&registry.give_input(&req)?.view)
}

/// Ticks, or takes a tick back.
///
/// # Errors
/// The act did not happen.
pub fn tick(registry: &Registry, show: &Show, it: Tick) -> Result<Done> {
    let instrument = year(registry, it.instrument)?;
    let subject = registry.find_subject(&it.id)?;
    let (indikator, option) = (it.indikator.into(), it.option.into());
    let req = TickOption { subject, instrument, indikator, option, on: !it.off };
    show.assessment(&registry.tick_option(&req)?.view)
}
