//! What would be sent.

use registry::{Basis, BestPin, BestSet, Simulate, SimulateChange, view::ChangeKind};

use super::{Done, Turn, YEARS};
use crate::kit::whom;

fn scenario(it: &Turn<'_>) -> Option<Simulate> {
    let change = SimulateChange {
        kind: ChangeKind::Choose,
        subject: Some(whom(it.some_inovasi()?)),
        indikator: Some("bimtek".into()),
        parameter: it.one(&[1, 2, 3]),
        ..SimulateChange::default()
    };
    Some(Simulate { instrument: None, changes: vec![change] })
}

pub fn apply_scenario(it: &Turn<'_>) -> Done {
    let Some(state) = scenario(it) else { return Ok(None) };
    let view = it.apply_scenario(&state)?.view;
    Ok(Some(format!("{} chosen", view.n_chosen)))
}

pub fn keep_scenario(it: &Turn<'_>) -> Done {
    let Some(state) = scenario(it) else { return Ok(None) };
    it.keep_scenario("Kejar bimtek", &state)?;
    Ok(Some("Kejar bimtek".into()))
}

pub fn apply_best(it: &Turn<'_>) -> Done {
    let excluded = it.some_inovasi().filter(|_| it.dice.once_in(2)).map(|it| it.parse().unwrap());
    let (instrument, basis) = (YEARS[0].into(), Basis::Claimed);
    let req = BestSet { instrument, basis, pinned: Vec::new(), excluded: excluded.into_iter().collect() };
    it.apply_best(&req)?;
    Ok(Some(format!("without {:?}", req.excluded)))
}

pub fn pin_inovasi(it: &Turn<'_>) -> Done {
    let Some(id) = it.some_inovasi() else { return Ok(None) };
    let say = it.one(&[None, Some(BestPin::Pinned), Some(BestPin::Excluded)]);
    it.pin_inovasi(&id, say, YEARS[0], Basis::Claimed.name())?;
    Ok(Some(id))
}
