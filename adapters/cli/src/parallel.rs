//! Lines answered by all cores, in order or as they come, in constant memory.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

use klartext::wire::ErrorResponse;

use crate::jsonl::{Line, Lines, Stop, answer_line};

/// Bytes of input that go to a worker at once; enough that handing over costs nothing beside the work.
const BATCH: usize = 1 << 17;

/// Batches under way for each worker: one that it works on, and some that wait for it or for their turn.
const AHEAD: usize = 4;

/// How lines are answered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// How many workers.
    pub(crate) jobs: NonZeroUsize,
    /// Answers come in the order of the lines.
    pub(crate) ordered: bool,
}

struct Batch {
    number: u64,
    /// The number of its first line, from 1.
    first_line: u64,
    bytes: Vec<u8>,
    /// Where each line ends, and what it is.
    lines: Vec<(usize, Line)>,
}

struct Answers {
    number: u64,
    bytes: Vec<u8>,
    all_read: bool,
}

/// How many batches are under way; the reader waits while there are too many, so that memory stays what it is.
struct UnderWay {
    count: Mutex<usize>,
    fewer: Condvar,
}

impl UnderWay {
    fn one_more(&self, most: usize) {
        let count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        let mut count =
            self.fewer.wait_while(count, |count| *count >= most).unwrap_or_else(PoisonError::into_inner);
        *count = count.saturating_add(1);
    }

    fn one_less(&self) {
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        *count = count.saturating_sub(1);
        self.fewer.notify_one();
    }
}

/// Reads lines and writes an answer to each. `answer` gets the number of the line, from 1, and the line. Returns whether
/// every line could be read.
pub(crate) fn answer_lines(
    input: impl Read,
    output: &mut (impl Write + Send),
    plan: Plan,
    answer: impl Fn(u64, &str, &mut Vec<u8>) -> Result<(), ErrorResponse> + Sync,
) -> Result<bool, Stop> {
    let jobs = plan.jobs.get();
    let most = jobs.saturating_mul(AHEAD);
    let under_way = UnderWay { count: Mutex::new(0), fewer: Condvar::new() };
    let closed = AtomicBool::new(false);
    let (to_work, work) = sync_channel::<Batch>(most);
    let (to_writer, done) = sync_channel::<Answers>(most);
    let work = Mutex::new(work);
    thread::scope(|scope| {
        for _ in 0..jobs {
            let to_writer = to_writer.clone();
            let (work, answer) = (&work, &answer);
            scope.spawn(move || worker(work, &to_writer, answer));
        }
        drop(to_writer);
        let (for_writer, shut) = (&under_way, &closed);
        let writer = scope.spawn(move || write(&done, output, plan.ordered, for_writer, shut));
        let read = read(input, &to_work, most, &under_way, &closed);
        drop(to_work);
        let written = writer.join().unwrap_or_else(|_| Err(std::io::Error::other("the writer stopped")));
        let all_read = written.map_err(Stop::Output)?;
        read.map_err(Stop::Input)?;
        Ok(all_read)
    })
}

fn read(
    input: impl Read,
    to_work: &SyncSender<Batch>,
    most: usize,
    under_way: &UnderWay,
    closed: &AtomicBool,
) -> std::io::Result<()> {
    let mut lines = Lines::new(input);
    let (mut number, mut first_line) = (0_u64, 1_u64);
    loop {
        let mut batch = Batch { number, first_line, bytes: Vec::with_capacity(BATCH), lines: Vec::new() };
        let mut end = false;
        loop {
            match lines.next(&mut batch.bytes)? {
                Some(kind) => batch.lines.push((batch.bytes.len(), kind)),
                None => {
                    end = true;
                    break;
                }
            }
            // Whoever writes slowly gets each answer at once.
            if batch.bytes.len() >= BATCH || !lines.is_waiting() {
                break;
            }
        }
        number = number.saturating_add(1);
        first_line = first_line.saturating_add(u64::try_from(batch.lines.len()).unwrap_or(u64::MAX));
        if !batch.lines.is_empty() {
            under_way.one_more(most);
            if closed.load(Ordering::Relaxed) || to_work.send(batch).is_err() {
                return Ok(());
            }
        }
        if end {
            return Ok(());
        }
    }
}

fn worker(
    work: &Mutex<Receiver<Batch>>,
    to_writer: &SyncSender<Answers>,
    answer: &(impl Fn(u64, &str, &mut Vec<u8>) -> Result<(), ErrorResponse> + Sync),
) {
    loop {
        let next = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(batch) = next else { return };
        let mut answers = Answers { number: batch.number, bytes: Vec::with_capacity(BATCH), all_read: true };
        let mut start = 0;
        for (line_number, (end, kind)) in (batch.first_line..).zip(&batch.lines) {
            let line = batch.bytes.get(start..*end).unwrap_or_default();
            start = *end;
            let write = |text: &str, out: &mut Vec<u8>| answer(line_number, text, out);
            answers.all_read &= answer_line(line, *kind, &mut answers.bytes, write);
        }
        if to_writer.send(answers).is_err() {
            return;
        }
    }
}

fn write(
    done: &Receiver<Answers>,
    output: &mut impl Write,
    ordered: bool,
    under_way: &UnderWay,
    closed: &AtomicBool,
) -> std::io::Result<bool> {
    let mut early: BTreeMap<u64, Answers> = BTreeMap::new();
    let (mut next, mut all_read) = (0_u64, true);
    let mut result = Ok(());
    for answers in done {
        all_read &= answers.all_read;
        if ordered {
            early.insert(answers.number, answers);
            while let Some(answers) = early.remove(&next) {
                next = next.saturating_add(1);
                put(output, &answers, &mut result, under_way, closed);
            }
        } else {
            put(output, &answers, &mut result, under_way, closed);
        }
    }
    result.map(|()| all_read)
}

/// Writes one batch. After an error the rest is passed over, so that nobody waits for the writer.
fn put(
    output: &mut impl Write,
    answers: &Answers,
    result: &mut std::io::Result<()>,
    under_way: &UnderWay,
    closed: &AtomicBool,
) {
    if result.is_ok() {
        *result = output.write_all(&answers.bytes).and_then(|()| output.flush());
        if result.is_err() {
            closed.store(true, Ordering::Relaxed);
        }
    }
    under_way.one_less();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(input: &str, jobs: usize, ordered: bool) -> (String, bool) {
        let mut out = Vec::new();
        let plan = Plan { jobs: NonZeroUsize::new(jobs).unwrap(), ordered };
        let all = answer_lines(input.as_bytes(), &mut out, plan, |number, line, out| {
            if line == "bad" {
                return Err(crate::jsonl::request::<u32>(line).unwrap_err());
            }
            out.extend_from_slice(format!("{number} {line}").as_bytes());
            Ok(())
        })
        .unwrap();
        (String::from_utf8(out).unwrap(), all)
    }

    #[test]
    fn the_order_of_the_lines_is_that_of_the_answers() {
        let input: String = (1..=50_000).map(|i| format!("line {i}\n")).collect();
        let expected: String = (1..=50_000).map(|i| format!("{i} line {i}\n")).collect();
        for jobs in [1, 2, 7] {
            let (out, all) = run(&input, jobs, true);
            assert!(all);
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn without_order_nothing_is_lost() {
        let input: String = (1..=50_000).map(|i| format!("line {i}\n")).collect();
        let (out, _) = run(&input, 3, false);
        let mut numbers: Vec<u32> =
            out.lines().map(|l| l.split(' ').next().unwrap().parse().unwrap()).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=50_000).collect::<Vec<_>>());
    }

    #[test]
    fn a_bad_line_is_answered_in_its_place() {
        let (out, all) = run("a\nbad\nb", 2, true);
        let lines: Vec<&str> = out.lines().collect();
        assert!(!all);
        assert_eq!((lines[0], lines[2]), ("1 a", "3 b"));
        assert!(lines[1].starts_with(r#"{"id":null,"error""#), "{}", lines[1]);
        assert_eq!(run("", 2, true), (String::new(), true));
    }

    #[test]
    fn a_reader_that_goes_away_ends_the_run() {
        struct Shut;
        impl Write for Shut {
            fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
                Err(std::io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> std::io::Result<()> {
                Ok(())
            }
        }
        let input: String = (1..=200_000).map(|i| format!("line {i}\n")).collect();
        let plan = Plan { jobs: NonZeroUsize::new(2).unwrap(), ordered: true };
        let stop = answer_lines(input.as_bytes(), &mut Shut, plan, |_, line, out| {
            out.extend_from_slice(line.as_bytes());
            Ok(())
        });
        assert!(matches!(stop, Err(Stop::Output(e)) if e.kind() == std::io::ErrorKind::BrokenPipe));
    }
}
