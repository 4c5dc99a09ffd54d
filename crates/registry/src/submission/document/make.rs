//! Making many papers: on every core, and handed out one by one in their order.

use std::{
    num::NonZero,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc},
    thread::{self, Builder, Scope},
};

use crate::core::error::{Code, Error, Reason, Result};

/// Most that are made at the same time: each takes some tens of megabytes meanwhile.
const MOST: usize = 8;

/// How many each hand may be ahead of what has been taken: memory holds no more papers.
const AHEAD: usize = 3;

/// Stack of a hand, in bytes: a form may call itself as deep as its engine lets it.
const STACK: usize = 16 * 1024 * 1024;

/// Makes something of each of `of` and gives it to `take`, in their order. `ready` is
/// asked before each, and nothing more is begun once it refuses.
///
/// # Errors
/// The first that `ready`, `make` or `take` meets, in the order of `of`.
pub(super) fn make_in_order<I: Sync, T: Send>(
    of: &[I],
    ready: impl FnMut(usize, &I) -> Result<()>,
    make: impl Fn(&I) -> Result<T> + Sync,
    take: impl FnMut(&I, T) -> Result<()>,
) -> Result<()> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    make_by(cores.min(MOST), of, ready, make, take)
}

fn make_by<I: Sync, T: Send>(
    hands: usize,
    of: &[I],
    mut ready: impl FnMut(usize, &I) -> Result<()>,
    make: impl Fn(&I) -> Result<T> + Sync,
    mut take: impl FnMut(&I, T) -> Result<()>,
) -> Result<()> {
    let making = Making::default();
    making.is_taken(0, hands);
    thread::scope(|scope| {
        // Whatever ends this, nobody waits for a place any more.
        let _ended = EndsMaking(&making);
        let made = begin(scope, hands.min(of.len()), of, &making, &make);
        let mut early: Vec<(usize, Result<T>)> = Vec::new();
        for (at, it) in of.iter().enumerate() {
            ready(at, it)?;
            let found = loop {
                if let Some(found) = early.iter().position(|it| it.0 == at) {
                    break early.swap_remove(found).1;
                }
                match made.recv() {
                    Ok(it) => early.push(it),
                    // There is no hand: one core, or the system gives no thread.
                    Err(_) => break make(it),
                }
            };
            take(it, found?)?;
            making.is_taken(at + 1, hands);
        }
        Ok(())
    })
}

/// Sets the hands to work; what they make comes in any order, with its place.
fn begin<'scope, I: Sync, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    hands: usize,
    of: &'scope [I],
    making: &'scope Making,
    make: &'scope (impl Fn(&I) -> Result<T> + Sync),
) -> mpsc::Receiver<(usize, Result<T>)> {
    let (give, made) = mpsc::channel();
    // One hand alone would only be a detour.
    for _ in 0..if hands > 1 { hands } else { 0 } {
        let give = give.clone();
        let work = move || {
            while let Some((at, it)) = making.next().and_then(|at| Some((at, of.get(at)?))) {
                // Whoever waits for its place is told of a panic as of any fault.
                let broken = |_| Err(Error::new(Code::Invalid, Reason::DocumentFailed));
                let made = catch_unwind(AssertUnwindSafe(|| make(it))).unwrap_or_else(broken);
                if give.send((at, made)).is_err() {
                    return;
                }
            }
        };
        if Builder::new().stack_size(STACK).spawn_scoped(scope, work).is_err() {
            break;
        }
    }
    made
}

/// Who makes what next, and how far ahead.
#[derive(Default)]
struct Making {
    state: Mutex<MakingState>,
    moved: Condvar,
}

#[derive(Default)]
struct MakingState {
    next: usize,
    /// What is not below it waits.
    end: usize,
    ended: bool,
}

impl Making {
    fn state(&self) -> MutexGuard<'_, MakingState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The place of what is to be made now; None: it is over.
    fn next(&self) -> Option<usize> {
        let waits = |it: &mut MakingState| !it.ended && it.next >= it.end;
        let mut state = self.moved.wait_while(self.state(), waits).unwrap_or_else(PoisonError::into_inner);
        state.next += 1;
        (!state.ended).then(|| state.next - 1)
    }

    fn is_taken(&self, n: usize, hands: usize) {
        self.state().end = n + hands * AHEAD;
        self.moved.notify_all();
    }
}

struct EndsMaking<'a>(&'a Making);

impl Drop for EndsMaking<'_> {
    fn drop(&mut self) {
        self.0.state().ended = true;
        self.0.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn broken() -> Error {
        Error::invalid(Reason::DocumentFailed)
    }

    #[test]
    fn all_come_in_their_order_and_few_lie_in_memory_however_many_hands_there_are() {
        let of: Vec<usize> = (0..100).collect();
        for hands in [1, 2, 3, 8] {
            let (mut asked, mut taken) = (Vec::new(), Vec::new());
            let (begun, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
            let make = |it: &usize| {
                let begun = begun.fetch_add(1, Ordering::SeqCst) + 1;
                assert!(begun <= done.load(Ordering::SeqCst) + hands * AHEAD + 1, "too far ahead");
                // The later of two often comes first.
                (0..if it.is_multiple_of(2) { 3000 } else { 10 }).for_each(|_| thread::yield_now());
                Ok(it * 2)
            };
            let take = |it: &usize, made| {
                taken.push((*it, made));
                done.fetch_add(1, Ordering::SeqCst);
                Ok(())
            };
            let ready = |at, it: &usize| {
                asked.push((at, *it));
                Ok(())
            };
            make_by(hands, &of, ready, make, take).unwrap();
            assert_eq!(taken, of.iter().map(|it| (*it, it * 2)).collect::<Vec<_>>(), "{hands}");
            assert_eq!(asked, of.iter().map(|it| (*it, *it)).collect::<Vec<_>>(), "{hands}");
        }
    }

    #[test]
    fn the_first_fault_in_their_order_ends_it_and_nothing_after_it_is_taken() {
        let of: Vec<usize> = (0..60).collect();
        let panics = |it: &usize| if *it == 7 { panic!("seven") } else { Ok(*it) };
        let fails = |it: &usize| if *it >= 7 { Err(broken().arg("at", it)) } else { Ok(*it) };
        for hands in [2, 3, 8] {
            let count = |make: &(dyn Fn(&usize) -> Result<usize> + Sync), stop: usize| {
                let mut taken = 0;
                let ready = |at, _: &usize| if at == stop { Err(broken()) } else { Ok(()) };
                let ended = make_by(hands, &of, ready, make, |_, _| {
                    taken += 1;
                    Ok(())
                });
                (taken, ended.unwrap_err())
            };
            assert_eq!(count(&panics, 99).0, 7, "{hands}");
            let (taken, error) = count(&fails, 99);
            assert_eq!((taken, error.args), (7, broken().arg("at", 7).args), "{hands}");
            // Called off.
            assert_eq!(count(&|it| Ok(*it), 5).0, 5, "{hands}");
            let mut taken = 0;
            let full = |_: &usize, _| {
                taken += 1;
                if taken == 4 { Err(broken()) } else { Ok(()) }
            };
            make_by(hands, &of, |_, _| Ok(()), |it| Ok(*it), full).unwrap_err();
            assert_eq!(taken, 4, "{hands}");
        }
    }
}
