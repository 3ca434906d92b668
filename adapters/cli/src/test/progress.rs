//! A line on the terminal that tells how far a long run is.
//!
//! One line and its end is less than what a library for progress bars would bring.

use std::io::{IsTerminal as _, Write as _};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::fixture::Outcome;

/// A run that ends sooner shows nothing: a line that flashes by only disturbs.
const PATIENCE: Duration = Duration::from_millis(500);
const PACE: Duration = Duration::from_millis(100);

/// How far a run is.
#[derive(Debug)]
pub(crate) struct Progress {
    total: usize,
    done: AtomicUsize,
    failed: AtomicUsize,
    begun: Instant,
    /// When the line was drawn last; nothing while it has not been.
    drawn: Mutex<Option<Instant>>,
    shown: bool,
}

impl Progress {
    pub(crate) fn new(total: usize) -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|t| t == "dumb");
        Self {
            total,
            done: AtomicUsize::new(0),
            failed: AtomicUsize::new(0),
            begun: Instant::now(),
            drawn: Mutex::new(None),
            shown: std::io::stderr().is_terminal() && !dumb,
        }
    }

    /// A case has ended; heard from any thread.
    pub(crate) fn ended(&self, outcome: &Outcome) {
        let done = self.done.fetch_add(1, Ordering::Relaxed).saturating_add(1);
        let failed = self.failed.fetch_add(outcome.is_bad().into(), Ordering::Relaxed);
        if !self.shown || self.begun.elapsed() < PATIENCE {
            return;
        }
        // Whoever finds the line being drawn goes on with its work.
        if let Ok(mut drawn) = self.drawn.try_lock()
            && drawn.is_none_or(|at| at.elapsed() >= PACE)
        {
            *drawn = Some(Instant::now());
            let line = line(done, self.total, failed, self.begun.elapsed());
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K{line}");
        }
    }

    /// Takes the line away.
    pub(crate) fn clear(&self) {
        if self.drawn.lock().is_ok_and(|drawn| drawn.is_some()) {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
        }
    }
}

/// `1200 of 8000 cases (15 %), 3 failed, 12 s to go`
fn line(done: usize, total: usize, failed: usize, gone: Duration) -> String {
    let percent = done.saturating_mul(100).checked_div(total).unwrap_or(100);
    let mut out = format!("{done} of {total} cases ({percent} %)");
    if failed > 0 {
        out.push_str(&format!(", {failed} failed"));
    }
    let left = total.saturating_sub(done);
    let factor = u32::try_from(left).unwrap_or(u32::MAX);
    let each = gone.checked_div(u32::try_from(done).unwrap_or(u32::MAX)).unwrap_or_default();
    out.push_str(&format!(", {} s to go", each.saturating_mul(factor).as_secs()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_tells_how_far_it_is() {
        let after = Duration::from_secs(3);
        assert_eq!(line(200, 800, 0, after), "200 of 800 cases (25 %), 9 s to go");
        assert_eq!(line(800, 800, 2, after), "800 of 800 cases (100 %), 2 failed, 0 s to go");
        assert_eq!(line(0, 0, 0, after), "0 of 0 cases (100 %), 0 s to go");
    }
}
