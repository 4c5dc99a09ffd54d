//! Bags made by hand, right or wrong to the byte.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use exchange::{
    core::port::Unwatched,
    submission::verify::{BagVerdict, Fault, verify},
};

pub fn digest(algorithm: &str, bytes: &[u8]) -> String {
    use sha2::Digest;
    let hex = |it: &[u8]| it.iter().map(|it| format!("{it:02x}")).collect::<String>();
    match algorithm {
        "md5" => hex(&md5::Md5::digest(bytes)),
        "sha1" => hex(&sha1::Sha1::digest(bytes)),
        "sha256" => hex(&sha2::Sha256::digest(bytes)),
        "sha512" => hex(&sha2::Sha512::digest(bytes)),
        other => panic!("{other}"),
    }
}

/// A bag made by hand: files by path; digests in manifests are written as
/// `{algorithm:path}` and filled in.
pub struct Bag(pub Vec<(String, Vec<u8>)>);

impl Bag {
    /// One file, one manifest, everything right.
    pub fn new(version: &str) -> Self {
        let declared = format!("BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n");
        Self(Vec::new())
            .put("bagit.txt", declared)
            .put("data/a.txt", "halo")
            .put("manifest-md5.txt", "{md5:data/a.txt}  data/a.txt\n")
    }

    pub fn put(mut self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.0.retain(|it| it.0 != path);
        self.0.push((path.to_owned(), content.as_ref().to_vec()));
        self
    }

    pub fn without(mut self, path: &str) -> Self {
        self.0.retain(|it| it.0 != path);
        self
    }

    /// Files with the digests filled in.
    fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files = self.0.clone();
        // Manifests first, then tag manifests, which digest them.
        for prefix in ["manifest-", "tagmanifest-"] {
            for at in 0..files.len() {
                if !files[at].0.starts_with(prefix) {
                    continue;
                }
                let Ok(mut text) = String::from_utf8(files[at].1.clone()) else { continue };
                while let Some((start, end)) = text.find('{').and_then(|it| Some((it, it + text[it..].find('}')?))) {
                    let (algorithm, path) = text[start + 1..end].split_once(':').unwrap();
                    let bytes = &files.iter().find(|it| it.0 == path).unwrap_or_else(|| panic!("{path}")).1;
                    let digest = digest(algorithm, bytes);
                    text.replace_range(start..=end, &digest);
                }
                files[at].1 = text.into_bytes();
            }
        }
        files
    }

    pub fn folder(&self, root: &Path) -> PathBuf {
        self.folder_named(root, "bag")
    }

    pub fn folder_named(&self, root: &Path, name: &str) -> PathBuf {
        let bag = root.join(name);
        let _ = fs::remove_dir_all(&bag);
        fs::create_dir_all(&bag).unwrap();
        for (path, bytes) in self.files() {
            if let Some(folder) = path.strip_suffix('/') {
                fs::create_dir_all(bag.join(folder)).unwrap();
                continue;
            }
            let path = bag.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        bag
    }

    pub fn zip(&self, root: &Path, top: &str) -> PathBuf {
        let path = root.join("bag.zip");
        let mut zip = zip::ZipWriter::new(fs::File::create(&path).unwrap());
        for (path, bytes) in self.files() {
            if path.ends_with('/') {
                zip.add_directory(format!("{top}{path}"), zip::write::SimpleFileOptions::default()).unwrap();
                continue;
            }
            zip.start_file(format!("{top}{path}"), zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(&bytes).unwrap();
        }
        zip.finish().unwrap();
        path
    }
}

pub fn prove(path: &Path) -> BagVerdict {
    verify(path, &mut Unwatched).unwrap()
}

/// The code of a fault or remark; that it is of a bag goes without saying.
pub fn short(it: &Fault) -> &'static str {
    it.code.name().strip_prefix("bag_").unwrap()
}

pub fn codes(verdict: &BagVerdict) -> Vec<&'static str> {
    verdict.faults.iter().map(short).collect()
}
