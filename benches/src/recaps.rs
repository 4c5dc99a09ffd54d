//! Recaps as offices keep them: how many come in right without a question.

use registry::SystemEnv;
use suites::recap::tally;

/// Takes in `n` recaps, from the one of the number `from` on.
pub fn measure(n: usize, from: usize) {
    let kept = std::path::PathBuf::from("target/recaps");
    let seeds = (from..from + n).map(|it| it as u64);
    let found = tally(seeds, &|| Box::new(SystemEnv), &kept);
    if let [recap] = found.shown.as_slice() {
        println!("{recap}");
    }
    println!("| recaps | right, nothing asked | right, once asked | wrong |");
    println!("|---|---|---|---|");
    let share = |it: usize| format!("{it} ({})", found.share(it));
    println!("| {} | {} | {} | {} |", found.n, share(found.right), share(found.asked), share(found.wrong.len()));
    println!("\n| habit | recaps | right, nothing asked | wrong |\n|---|---|---|---|");
    for (habit, [n, right, wrong]) in &found.habits {
        println!("| {habit} | {n} | {right} | {wrong} |");
    }
    let mut questions: Vec<_> = found.questions.iter().collect();
    questions.sort_by_key(|it| std::cmp::Reverse(it.1));
    println!("\n| asked or told | recaps | the first |\n|---|---|---|");
    for (question, n) in questions {
        let seeds =
            found.seeds.get(question).map(|it| it.iter().take(5).map(u64::to_string).collect::<Vec<_>>().join(" "));
        println!("| {question} | {n} | {} |", seeds.unwrap_or_default());
    }
    for (seed, faults, file) in &found.wrong {
        println!("\nwrong: {seed}, {}", file.display());
        faults.iter().take(12).for_each(|it| println!("  {it}"));
    }
}
