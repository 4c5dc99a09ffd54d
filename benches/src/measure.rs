//! Clocks and memory.

use std::time::{Duration, Instant};

/// One line of the table.
pub struct Line {
    pub nama: String,
    pub n: usize,
    /// Sorted.
    times: Vec<Duration>,
    pub note: String,
}

/// Runs `act` `n` times and keeps every time. The first run is a warm-up and is
/// not counted when there is more than one.
pub fn time(nama: &str, n: usize, mut act: impl FnMut(usize)) -> Line {
    let mut times = Vec::with_capacity(n);
    for at in 0..n + usize::from(n > 1) {
        let began = Instant::now();
        act(at);
        let took = began.elapsed();
        if at > 0 || n == 1 {
            times.push(took);
        }
    }
    times.sort();
    Line { nama: nama.to_owned(), n, times, note: String::new() }
}

/// Runs a measurement and notes how much of the processor it took.
pub fn with_processor(run: impl FnOnce() -> Line) -> Line {
    let before = processor_seconds();
    let line = run();
    let used = processor_seconds().zip(before).map(|(after, before)| after - before);
    line.note(used.map_or_else(String::new, |it| format!("{it:.2} s of the processor")))
}

impl Line {
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    pub fn median(&self) -> Duration {
        self.times.get(self.times.len() / 2).copied().unwrap_or_default()
    }

    pub fn p99(&self) -> Duration {
        self.times.get(self.times.len() * 99 / 100).or(self.times.last()).copied().unwrap_or_default()
    }

    pub fn print(&self) {
        let ms = |it: Duration| it.as_secs_f64() * 1000.0;
        println!(
            "| {:<34} | {:>5} | {:>11.3} | {:>11.3} | {} |",
            self.nama,
            self.n,
            ms(self.median()),
            ms(self.p99()),
            self.note
        );
    }
}

/// Head of the table.
pub fn print_head() {
    println!("| {:<34} | {:>5} | {:>11} | {:>11} | note |", "act", "runs", "median ms", "p99 ms");
    println!("|{:-<36}|{:-<7}|{:-<13}|{:-<13}|------|", "", "", "", "");
}

/// How time grows with size: the exponent k of size^k between two measurements.
pub fn exponent(small: (usize, Duration), large: (usize, Duration)) -> f64 {
    let ratio = large.1.as_secs_f64().max(1e-9) / small.1.as_secs_f64().max(1e-9);
    ratio.ln() / (large.0 as f64 / small.0 as f64).ln()
}

/// Highest memory this process has held, in MB, where the system tells.
pub fn peak_mb() -> Option<u64> {
    status_mb("VmHWM:")
}

/// Memory this process holds now, in MB, where the system tells.
pub fn resident_mb() -> Option<u64> {
    status_mb("VmRSS:")
}

fn status_mb(key: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|it| it.starts_with(key))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kb| kb / 1024)
}

/// Seconds of the processor that this process and those it waited for have used, where the
/// system tells: unlike the clock they say the same on a busy machine.
pub fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name before it may hold blanks.
    let (_, rest) = stat.rsplit_once(") ")?;
    let ticks: Vec<f64> = rest.split(' ').skip(11).take(4).filter_map(|it| it.parse().ok()).collect();
    (ticks.len() == 4).then(|| ticks.iter().sum::<f64>() / TICKS)
}

/// Ticks of a second, as Linux counts them for whoever reads.
const TICKS: f64 = 100.0;

/// Forgets the highest memory so far, where the system can.
pub fn reset_peak() {
    // Only Linux can; elsewhere the peak is of the whole run.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
