//! Computations at once, for a run that is about one plan or one file.

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

/// Stack size of worker threads: 8 MiB, as for a main thread, so that the recursion limits of
/// readers hold in both.
pub const STACK: usize = 8 << 20;

/// Runs `second` in a thread of its own while `first` runs in this one, and returns both results.
///
/// Runs them in sequence inside a thread pool, and where the system has no thread to give.
pub fn both<A, B: Send>(first: impl FnOnce() -> A, second: impl FnOnce() -> B + Send) -> (A, B) {
    // A batch keeps all cores busy with its plans: a further thread would only wait for one.
    if rayon::current_thread_index().is_some() {
        return (first(), second());
    }
    let Ok(thread) = ThreadPoolBuilder::new().num_threads(1).stack_size(STACK).build() else {
        return (first(), second());
    };
    let mut second_result = None;
    let first_result = thread.in_place_scope(|scope| {
        scope.spawn(|_| second_result = Some(second()));
        first()
    });
    (first_result, second_result.expect("the scope waits for the thread"))
}

/// Applies `work` to every item in threads of their own, and returns the results in order.
///
/// Works in sequence inside a thread pool, and where the system has no thread to give.
pub fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if rayon::current_thread_index().is_some() {
        return items.iter().map(work).collect();
    }
    let Ok(threads) = ThreadPoolBuilder::new().stack_size(STACK).build() else {
        return items.iter().map(work).collect();
    };
    threads.install(|| items.par_iter().map(&work).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_results_come_back_in_a_pool_or_outside() {
        let text = String::from("piano");
        let run = || both(|| text.len(), || both(|| text.to_uppercase(), || text.len()));
        assert_eq!(run(), (5, ("PIANO".to_owned(), 5)));
        let pool = ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
        assert_eq!(pool.install(run), (5, ("PIANO".to_owned(), 5)));
    }

    #[test]
    fn results_of_many_items_come_back_in_their_order() {
        let run = || each(&["uno", "tre", "sette"], |word| word.len());
        assert_eq!(run(), [3, 3, 5]);
        assert_eq!(each(&[1, 2], |_| run().len()), [3, 3]);
    }

    #[test]
    fn a_panic_of_the_second_reaches_the_caller() {
        let failing = || both(|| 1, || -> u32 { panic!("second") });
        assert!(std::panic::catch_unwind(failing).is_err());
    }
}
