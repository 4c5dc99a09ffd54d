//! Doing, taking back and doing again.

use registry::Op;

use super::{Act, Done, Turn, Way, YEARS, dealt_of};
use crate::kit::assert_same;

/// Somebody does something, takes it back at once, and does it again: what is shown is what
/// was shown before, and then what it was after.
pub fn there_and_back(it: &Turn<'_>) -> Done {
    let is_plain =
        |it: &Act| matches!(it.way, Way::Person(_)) && !it.ops.iter().any(|it| [Op::Undo, Op::Redo].contains(it));
    let act = dealt_of(it.dice, is_plain);
    let Way::Person(way) = act.way else { return Ok(None) };
    let (before, known) = (shown(it)?, it.hashes().len());
    let done = way(it)?;
    // One act of history and no more, that is, neither a preparation nor a setting.
    if done.is_none() || it.hashes().len() != known + 1 {
        return Ok(done);
    }
    let after = shown(it)?;
    let told = format!("{} {}", act.name, done.unwrap_or_default());
    let back = it.undo()?.view;
    if back.n_newer > 0 || !back.kept.is_empty() {
        return Ok(Some(format!("{told}, and partly back")));
    }
    assert_same(&before, &shown(it)?, &format!("{told}: taken back"));
    let again = it.redo()?.view;
    if again.n_newer > 0 || !again.kept.is_empty() {
        return Ok(Some(format!("{told}, and partly again")));
    }
    assert_same(&after, &shown(it)?, &format!("{told}: done again"));
    Ok(Some(format!("{told}, back and again")))
}

/// What a person sees that is not about history.
fn shown(it: &Turn<'_>) -> registry::Result<String> {
    let score = serde_json::to_string_pretty(&it.standing(YEARS[0])?).unwrap();
    Ok(format!("{}\n{score}", it.export_registry()?))
}
