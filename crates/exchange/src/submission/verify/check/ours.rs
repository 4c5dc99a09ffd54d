//! What a bundle of ours says of itself beside what BagIt asks: the fingerprint and the
//! code that its files give, and of what it is a volume.

use std::{collections::BTreeSet, io};

use domain::{bukti::BlobHash, core::notice::NoticeCode, submission::fingerprint::BundleCode};

use super::{
    super::{
        BagVolume,
        source::BagSource,
        tagfile::{self, BagInfo, V1_0},
    },
    Proof,
};
use crate::{
    core::{digest::Algorithm, port::copy_hashed},
    submission::bundle::VOLUME_LIST,
};

/// How the name of the profile ends by which our bundles say that they are such.
const OUR_PROFILE: &str = "prakarsa/bagit-profile.json";

impl Proof {
    /// The code of a bundle of ours: what its files give, which is what it has to say of
    /// itself. `fingerprint` is that of [`Self::fingerprint`].
    pub(super) fn code(&mut self, fingerprint: Option<&BlobHash>, info: &BagInfo) -> Option<BundleCode> {
        let data = self.finder.exact("data/registri.json")?;
        // Up to version 2.0 it was made of the data alone. Other data are a fault anyway.
        let sha256 = self.wanted.get(data).and_then(|it| it.get(&Algorithm::Sha256)?.parse().ok());
        let of_data = sha256.map(|it| BundleCode::of(&it));
        if !info.profile.ends_with(OUR_PROFILE) {
            return of_data;
        }
        let of_all = fingerprint.map(BundleCode::of);
        let told = info.sender.parse().ok();
        if told.is_some() && told == of_all {
            return of_all;
        }
        if told.is_some() && told == of_data {
            self.remarks.add(NoticeCode::BagCodeOfData, Vec::new());
            return of_data;
        }
        let found = of_all.map_or_else(|| "–".to_owned(), |it| it.to_string());
        self.faults.add(NoticeCode::BagCodeWrong, vec![("code", info.sender.clone()), ("found", found)]);
        of_all
    }

    /// The fingerprint of a bundle of ours.
    pub(super) fn fingerprint(&self, bag: &mut BagSource, info: &BagInfo) -> Option<BlobHash> {
        // Only there does the manifest name every file of the payload.
        let strict = self.declared.version >= V1_0;
        let ours = info.profile.ends_with(OUR_PROFILE) && self.finder.exact("data/registri.json").is_some();
        (strict && ours).then(|| self.manifest_hash(bag)).flatten()
    }

    fn manifest_hash(&self, bag: &mut BagSource) -> Option<BlobHash> {
        let at = self.finder.exact("manifest-sha256.txt")?;
        // What cannot be read was told while it was gone through.
        let hashed = bag.read(at).and_then(|mut it| copy_hashed(&mut it, &mut io::sink()));
        hashed.ok().map(|it| it.sha256)
    }

    /// Of what the bag is a part.
    pub(super) fn volume(&mut self, bag: &mut BagSource, info: &BagInfo) -> Option<BagVolume> {
        let (n, of) = tagfile::read_count(&info.count)?;
        self.remarks.add(NoticeCode::BagVolumeAlone, vec![("n", n.to_string()), ("of", of.to_string())]);
        let others = self.finder.exact(VOLUME_LIST).map(|at| {
            let mut others = BTreeSet::new();
            self.lines(bag, at, self.limits.max_tag_file, |_, _, line| {
                others.extend(line.split_whitespace().next().and_then(|it| it.parse().ok()));
                true
            });
            others
        });
        Some(BagVolume { group: info.group.clone(), n, of, manifest: self.manifest_hash(bag), others })
    }
}
