//! The main job without a display: from an empty folder to a proven bundle, on
//! the example catalogue, and a picture of the real window.

use std::path::{Path, PathBuf};

use crate::{
    step::{Done, Place, about, answer, fresh_folder, run, say},
    system::{self, WINDOW},
};

struct Tour<'a> {
    place: &'a Place,
    folder: PathBuf,
    registry: PathBuf,
}

pub fn tour(place: &Place) -> Done {
    say("No display here: the main job on the example catalogue instead");
    let folder = place.root.join("target/tour");
    fresh_folder(&folder)?;
    let tour = Tour { place, registry: folder.join("registri"), folder };
    let (id, bundle) = tour.main_job()?;
    let picture = tour.picture(&id)?;
    println!("\nThe proven bundle lies in   {}", bundle.display());
    println!("The picture lies in         {}", picture.display());
    println!("The registry lies in        {}", tour.registry.display());
    Ok(())
}

impl Tour<'_> {
    fn main_job(&self) -> Done<(String, PathBuf)> {
        let sk = self.folder.join("SK contoh.pdf");
        std::fs::write(&sk, one_page_pdf("Contoh bukti untuk tur Prakarsa; bukan dokumen resmi."))
            .map_err(|error| about(&sk, &error))?;
        let bundle = self.folder.join("pengajuan.zip");
        let (sk, out) = (display(&sk), display(&bundle));

        self.prakarsa(&["init", "--pemda", "Kota Semarang", "--kode", "33.74", "--person", "Petugas contoh"])?;
        self.prakarsa(&["example"])?;
        let inovasi = self.ids(&["list", "--limit", "1"], "id")?;
        let [id, ..] = inovasi.as_slice() else { return Err("the example catalogue is empty".into()) };
        self.summed(&["show", id])?;
        for indikator in self.ids(&["show", id], "indikator")?.iter().take(3) {
            self.summed(&["choose", id, indikator, "2"])?;
            self.summed(&["attach", id, indikator, &sk, "--nomor", "050/1", "--tanggal", "2 Januari 2024"])?;
        }
        for indikator in self.ids(&["daerah", "show"], "indikator")?.iter().take(2) {
            self.summed(&["daerah", "choose", indikator, "2"])?;
        }
        self.summed(&["score"])?;
        self.summed(&["findings"])?;
        self.prakarsa(&["bundle", &out, "--zip"])?;
        self.prakarsa(&["verify", &out])?;
        Ok((id.clone(), bundle))
    }

    /// The texts under a name in what a command answers in JSON.
    fn ids(&self, args: &[&str], name: &str) -> Done<Vec<String>> {
        let answer = self.call(&[&["--json"], args].concat())?;
        let before = format!("\"{name}\": \"");
        let after = answer.split(&before).skip(1);
        Ok(after.filter_map(|it| it.split('"').next()).map(str::to_owned).collect())
    }

    fn prakarsa(&self, args: &[&str]) -> Done {
        println!("\n$ prakarsa {}", shown(args));
        let said = self.call(args)?;
        println!("{said}");
        Ok(())
    }

    /// For answers that are long lists: their first lines and their number.
    fn summed(&self, args: &[&str]) -> Done {
        println!("\n$ prakarsa {}", shown(args));
        let said = self.call(args)?;
        let lines: Vec<&str> = said.lines().collect();
        for line in lines.iter().take(8) {
            println!("{line}");
        }
        if lines.len() > 8 {
            println!("… and {} more lines", lines.len() - 8);
        }
        Ok(())
    }

    /// What the command line answers. Ending 1 means done, with findings.
    fn call(&self, args: &[&str]) -> Done<String> {
        let mut command = self.place.call(self.place.built("release", "prakarsa"));
        command.arg("--registry").arg(&self.registry).args(args);
        let output = command.output().map_err(|error| format!("prakarsa did not start: {error}"))?;
        match output.status.code() {
            Some(0 | 1) => Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned()),
            _ => Err(format!("prakarsa {}: {}", shown(args), String::from_utf8_lossy(&output.stderr).trim())),
        }
    }

    /// The real window with this registry, on a screen in memory.
    fn picture(&self, id: &str) -> Done<PathBuf> {
        say("A picture of the real window");
        system::need(self.place, &[WINDOW])?;
        let picture = self.folder.join("jendela.png");
        run(self.place.cargo().args(["build", "--quiet", "--package", "e2e", "--bin", "picture"]))?;
        let mut command = system::on_a_screen(self.place, 120, self.place.built("debug", "picture"));
        command
            .arg(self.place.built("release", "prakarsa-desktop"))
            .arg(&self.folder)
            .arg(format!("#/inovasi/{id}/indikator"))
            .arg("[data-test=score-panel]")
            .arg(&picture);
        answer(&mut command)?;
        Ok(picture)
    }
}

fn display(path: &Path) -> String {
    path.display().to_string()
}

fn shown(args: &[&str]) -> String {
    let quoted = args.iter().map(|it| if it.contains(' ') { format!("\"{it}\"") } else { (*it).to_owned() });
    quoted.collect::<Vec<_>>().join(" ")
}

/// A small true PDF with one line of text.
pub fn one_page_pdf(line: &str) -> Vec<u8> {
    let drawn = format!("BT /F1 14 Tf 72 760 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut pdf = String::from("%PDF-1.4\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (number, object) in (1..).zip(&objects) {
        table.push_str(&format!("{:010} 00000 n \n", pdf.len()));
        pdf.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let start = pdf.len();
    let size = objects.len() + 1;
    pdf.push_str(&format!(
        "xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    ));
    pdf.into_bytes()
}
