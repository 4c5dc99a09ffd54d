//! Looking into a bundle, proved or not: what it says and brings becomes a registry of its
//! own in a place that ends with the look, and is read like any other.

use std::{collections::BTreeSet, path::Path};

use domain::{
    core::{id::Subject, number::count},
    merge::change::FieldKey,
};
use exchange::submission::bundle::{ReadBundle, read_bundle_to_look};
use store::Store;

use super::bundle::{Taking, take_in};
use crate::{
    assessment::score,
    core::{
        env::{Env, ThenEnv, noon},
        error::Result,
        op::Op,
        open::{Start, bring_rules, start, swept},
        progress::Watch,
        registry::{Core, LookedAt, LookedBundle, LookedInto},
    },
    submission::bundle::verify::verify_view,
    view::{LookedBundleView, OtherRulesView},
};

/// The registry in its place.
const FOLDER: &str = "registri";

/// Opens a bundle like a registry that nobody can write to, on the day that stands on it
/// and by the rules of this program. No registry of a person is touched.
///
/// # Errors
/// It cannot be opened at all, is none of ours, or holds no catalogue; it is proved and
/// means harm; a value cannot stand; the disk is full; `watch` stopped it.
pub(crate) fn look_into_bundle(path: &Path, env: &dyn Env, watch: &mut dyn Watch) -> Result<Core> {
    let (bundle, verdict) = read_bundle_to_look(path, watch)?;
    let places = swept(env);
    let place = store::private_copy(&places)?;
    let folder = place.path().join(FOLDER);
    let at = bundle.tanggal.map_or_else(|| env.now_ms(), noon);
    let mut view = LookedBundleView {
        path: path.display().to_string(),
        verify: verify_view(verdict),
        n_missing: n_missing(&bundle),
        other_rules: None,
    };
    let told = bundle.iid.clone();
    let made = made_of(bundle, &folder, at, watch)?;
    view.other_rules = other_rules(&made, told)?;
    let Core { store, library, env, .. } = made;
    // Written through and closed: from here on it is only read.
    drop(store);
    let store = Store::open_to_read(&folder, &places)?;
    let nama = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let into = LookedInto::Bundle(Box::new(LookedBundle { view, _place: place }));
    bring_rules(Core::looking_at(store, library, env, LookedAt { into, nama, at })).map_err(|it| it.0)
}

/// A registry that holds nothing but what a bundle says and brings.
fn made_of(bundle: ReadBundle, folder: &Path, at: i64, watch: &mut dyn Watch) -> Result<Core> {
    let pemda = bundle.document.pemda.clone().unwrap_or_default();
    let penyusun = bundle.penyusun.clone().filter(|it| !it.trim().is_empty());
    let person = penyusun.unwrap_or_else(|| pemda.nama.clone());
    let core = start(folder, &Start { nama: pemda.nama, kode: pemda.kode, person }, Box::new(ThenEnv { at }))?;
    let instrument = core.instrument(&bundle.instrument)?;
    core.write(Op::BeginYear, |pen| {
        pen.put(Subject::Daerah, &FieldKey::PemdaInstrument, Some(&instrument.id))?;
        Ok(())
    })?;
    take_in(&core, bundle, Taking::ToLook, watch)?;
    Ok(core)
}

/// The claimed index hangs on choices and rules alone: where it comes to something else here
/// than there, the rules were others. None: it comes to the same.
fn other_rules(core: &Core, told: Option<String>) -> Result<Option<OtherRulesView>> {
    let instrument = core.current_instrument()?;
    let found = score::standing(core, instrument.id.as_str())?.claimed.iid;
    Ok((found != told).then(|| OtherRulesView { instrument: instrument.nama.clone(), told, found }))
}

fn n_missing(bundle: &ReadBundle) -> u32 {
    let lies = |path: &Option<String>| path.as_ref().is_some_and(|it| bundle.holds(it));
    let missing: BTreeSet<_> = bundle.bukti.iter().filter(|it| !lies(&it.path)).map(|it| it.id).collect();
    count(missing.len())
}
