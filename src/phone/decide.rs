//! From a run of digits to an outcome: which calling code, which reading, and whether the plan has it.

use super::backend::{Backend, Judged, Verdict};
use super::read::Run;
use super::short::Short;
use super::{Number, NumberKind, Outcome, Source, Status, finding, numbering, plan};
use crate::finding::{Datum, Finding, Kind, Severity};

impl Outcome {
    pub(super) fn plain(status: Status) -> Self {
        Self { status, kind: NumberKind::Unknown, others: Vec::new(), findings: Vec::new() }
    }

    fn not(status: Status, kind: &'static Kind, run: &Run) -> Self {
        Self { findings: vec![at(Finding::new(kind), run)], ..Self::plain(status) }
    }

    pub(super) fn with(mut self, finding: Finding) -> Self {
        self.findings.push(finding);
        self
    }

    /// A reading that is in doubt is at best possible: nothing with a warning about the reading stays valid.
    pub(super) fn settled(mut self) -> Self {
        if let Status::Valid(number) | Status::Possible(number) = &self.status {
            self.kind = number.kind();
            let costly = matches!(self.kind, NumberKind::PremiumRate | NumberKind::SharedCost);
            let doubt = self.findings.iter().any(|f| f.severity() >= Severity::Warning);
            if doubt {
                self.status = Status::Possible(*number);
            }
            if costly {
                self.findings.push(Finding::new(&finding::COSTLY_NUMBER));
            }
        }
        self
    }
}

/// A finding about a calling code.
fn with_code(kind: &'static Kind, code: u16) -> Finding {
    let known: Datum = match code {
        49 => "49".into(),
        43 => "43".into(),
        41 => "41".into(),
        423 => "423".into(),
        other => other.to_string().into(),
    };
    Finding::new(kind).with("calling_code", known)
}

fn at(finding: Finding, run: &Run) -> Finding {
    match run.span {
        Some(span) => finding.at(span),
        None => finding,
    }
}

/// A number that the plan has, or that nothing speaks against where no plan is at hand.
fn strong(judged: &Judged<'_>) -> bool {
    matches!(judged.verdict, Verdict::Valid | Verdict::Possible | Verdict::Unchecked)
}

/// All that is asked beside the digits.
#[derive(Clone, Copy)]
pub(super) struct Ask<'a> {
    pub(super) source: Source,
    /// ISO 3166, upper case.
    pub(super) region: &'a str,
    pub(super) backend: Backend,
}

/// Decides about one run of digits.
pub(super) fn decide(run: &Run, ask: Ask<'_>) -> Outcome {
    let own = plan::calling_code(ask.region);
    let digits = run.digits.as_bytes();
    if let Some(outcome) = short(run, digits, ask.region, own) {
        return outcome;
    }
    let outcome = if run.plus {
        let digits = digits.strip_prefix(b"00").unwrap_or(digits);
        international(run, ask.backend, digits)
    } else if own.is_none()
        && let Some(outcome) = dialled_abroad(run, ask)
    {
        outcome
    } else if let Some(digits) = digits.strip_prefix(b"00") {
        international(run, ask.backend, digits)
    } else if let (Some(code), Some(nsn)) = (own, digits.strip_prefix(b"0")) {
        national(run, ask, code, nsn)
    } else {
        bare(run, digits, ask, own)
    };
    with_extension(outcome, run)
}

/// 110, 112, 116117, with or without the calling code.
fn short(run: &Run, digits: &[u8], region: &str, own: Option<u16>) -> Option<Outcome> {
    const LONGEST: usize = 6;
    let international = if run.plus { Some(digits) } else { digits.strip_prefix(b"00") };
    let local = match international {
        Some(digits) if digits.len() <= LONGEST.saturating_add(3) => {
            let mut code: Short<4> = Short::default();
            code.push_code(own?);
            digits.strip_prefix(code.as_bytes())?
        }
        Some(_) => return None,
        None => digits,
    };
    if local.len() > LONGEST {
        return None;
    }
    let local = std::str::from_utf8(local).ok()?;
    let (kind, name) = plan::short_number(region, local)?;
    let template =
        if kind == NumberKind::Emergency { &finding::EMERGENCY_NUMBER } else { &finding::SERVICE_NUMBER };
    let finding = at(Finding::new(template), run).with("number", local.to_owned()).with("name", name);
    Some(Outcome { kind, ..Outcome::plain(Status::Invalid).with(finding) })
}

fn international(run: &Run, backend: Backend, digits: &[u8]) -> Outcome {
    let Some((code, nsn)) = plan::split_code(digits) else {
        return if digits.len() < 4 && !digits.starts_with(b"0") {
            Outcome::not(Status::Incomplete, &finding::NUMBER_INCOMPLETE, run)
        } else {
            Outcome::not(Status::Invalid, &finding::UNKNOWN_CALLING_CODE, run)
        };
    };
    let (judged, dropped) = judge_abroad(run, backend, digits, code, nsn);
    let outcome = conclude(run, &judged);
    match dropped {
        b"" => outcome,
        b"0" => outcome.with(at(Finding::new(&finding::TRUNK_ZERO_DROPPED), run)),
        other => {
            let digits = String::from_utf8_lossy(other).into_owned();
            let finding = Finding::new(&finding::TRUNK_PREFIX_DROPPED).with("digits", digits);
            outcome.with(at(finding, run))
        }
    }
}

/// Judges `nsn` under `code`, without what is dialled at home only, mostly a zero; the second says what that was.
fn judge_abroad<'n>(
    run: &Run,
    backend: Backend,
    digits: &[u8],
    code: u16,
    nsn: &'n [u8],
) -> (Judged<'n>, &'n [u8]) {
    let nothing: &[u8] = b"";
    let Some(rest) = nsn.strip_prefix(b"0").filter(|_| !plan::keeps_zero(code)) else {
        let as_written = backend.judge(code, nsn);
        if strong(&as_written) || plan::has_trunk_zero(code) {
            return (as_written, nothing);
        }
        // The 8 of Russia, the 06 of Hungary, the 1 of North America.
        return match numbering::without_trunk(code, nsn)
            .map(|(trunk, rest)| (backend.judge(code, rest), trunk))
            .filter(|(without, _)| strong(without))
        {
            Some((without, trunk)) => (without, trunk),
            None => (as_written, nothing),
        };
    };
    let before = run.digits.len().saturating_sub(digits.len()).saturating_add(plan::code_digits(code));
    if plan::has_trunk_zero(code) || run.trunk_zero == Some(before) {
        return (backend.judge(code, rest), b"0");
    }
    let as_written = backend.judge(code, nsn);
    if strong(&as_written) {
        return (as_written, nothing);
    }
    let without = backend.judge(code, rest);
    if strong(&without) { (without, b"0") } else { (as_written, nothing) }
}

/// A national number with its zero taken off, at home; or one with its calling code, and a zero less than is dialled before
/// that: 049 30 ….
fn national(run: &Run, ask: Ask<'_>, home: u16, nsn: &[u8]) -> Outcome {
    let judged = ask.backend.judge(home, nsn);
    if strong(&judged) {
        return conclude(run, &judged);
    }
    let mut code: Short<4> = Short::default();
    code.push_code(home);
    let abroad = nsn.strip_prefix(code.as_bytes()).map(|rest| rest.strip_prefix(b"0").unwrap_or(rest));
    match abroad.map(|rest| ask.backend.judge(home, rest)).filter(strong) {
        Some(abroad) => {
            let doubt = with_code(&finding::CALLING_CODE_UNCLEAR, home);
            let others = if judged.verdict == Verdict::Long { vec![judged.number()] } else { Vec::new() };
            Outcome { others, ..conclude(run, &abroad) }.with(at(doubt, run))
        }
        None => conclude(run, &judged),
    }
}

/// Digits that begin with what somebody in a region of other rules dials before a calling code: 011 in the United States.
fn dialled_abroad(run: &Run, ask: Ask<'_>) -> Option<Outcome> {
    let digits = run.digits.as_bytes();
    let rest = numbering::dialled_abroad(ask.region, digits)?;
    let rest = rest.as_bytes();
    let (code, nsn) = plan::split_code(rest)?;
    if !strong(&judge_abroad(run, ask.backend, rest, code, nsn).0) {
        return None;
    }
    let outcome = international(run, ask.backend, rest);
    let home = ask.backend.dialled_in(ask.region, digits);
    let home = home.as_ref().map(|(code, nsn)| ask.backend.judge(*code, nsn.as_bytes())).filter(strong);
    Some(match home {
        None => outcome,
        Some(home) => {
            let doubt = with_code(&finding::CALLING_CODE_UNCLEAR, code);
            Outcome { others: vec![home.number()], ..outcome }.with(at(doubt, run))
        }
    })
}

/// Digits with neither plus nor zero before them.
fn bare(run: &Run, digits: &[u8], ask: Ask<'_>, own: Option<u16>) -> Outcome {
    let Some(home) = own else { return bare_elsewhere(run, ask) };

    // With the calling code first, the plus missing; then at home, the zero missing.
    let abroad = plan::split_code(digits)
        .map(|(code, nsn)| (code, judge_abroad(run, ask.backend, digits, code, nsn).0))
        .filter(|(_, judged)| strong(judged));
    // A trunk says numbers with their calling code: one of this country needs no second look.
    if ask.source == Source::CallerId
        && let Some((code, judged)) = &abroad
        && *code == home
    {
        return conclude(run, judged).with(at(with_code(&finding::CALLING_CODE_ASSUMED, home), run));
    }
    let inland = ask.backend.judge(home, digits);
    // Liechtenstein dials no zero. Elsewhere a short number that lacks one is a local number without its area code.
    let complete = !plan::has_trunk_zero(home);
    let inland_fits = strong(&inland) && (complete || digits.len() >= 10);

    let code_note = |code: u16| with_code(&finding::CALLING_CODE_ASSUMED, code);
    let code_doubt = |code: u16| with_code(&finding::CALLING_CODE_UNCLEAR, code);
    match (abroad, inland_fits) {
        (Some((code, judged)), fits) if ask.source == Source::CallerId => {
            let sure = conclude(run, &judged);
            if fits {
                Outcome { others: vec![inland.number()], ..sure }.with(at(code_doubt(code), run))
            } else {
                sure.with(at(code_note(code), run))
            }
        }
        (Some((code, judged)), false) if code == home => {
            conclude(run, &judged).with(at(code_note(code), run))
        }
        // A foreign code that nobody announced.
        (Some((code, judged)), false) if digits.len() >= 10 => {
            conclude(run, &judged).with(at(code_note(code), run).weighing(Severity::Warning))
        }
        (Some((code, judged)), true) => {
            // A mobile without its zero is likelier than North America.
            let far = digits.len() >= 11 && inland.kind() != NumberKind::Mobile;
            let (first, second) = if code == home || far { (judged, inland) } else { (inland, judged) };
            Outcome { others: vec![second.number()], ..conclude(run, &first) }.with(at(code_doubt(code), run))
        }
        (None, true) if complete => conclude(run, &inland),
        (None, true) => conclude(run, &inland).with(at(Finding::new(&finding::TRUNK_ZERO_MISSING), run)),
        _ if digits.len() < 3 => Outcome::not(Status::Incomplete, &finding::NUMBER_INCOMPLETE, run),
        _ if digits.len() < 10 => Outcome::not(Status::Incomplete, &finding::AREA_CODE_MISSING, run),
        _ => conclude(run, &inland),
    }
}

/// The same in a region whose dialling rules only the engine knows.
fn bare_elsewhere(run: &Run, ask: Ask<'_>) -> Outcome {
    let digits = run.digits.as_bytes();
    if ask.source == Source::CallerId
        && let Some((code, nsn)) = plan::split_code(digits)
        && let (judged, _) = judge_abroad(run, ask.backend, digits, code, nsn)
        && strong(&judged)
    {
        return conclude(run, &judged).with(at(with_code(&finding::CALLING_CODE_ASSUMED, code), run));
    }
    match ask.backend.dialled_in(ask.region, digits) {
        Some((code, nsn)) => conclude(run, &ask.backend.judge(code, nsn.as_bytes())),
        None => {
            let shown: String = ask.region.chars().take(8).collect();
            let finding = at(Finding::new(&finding::UNKNOWN_REGION), run).with("region", shown);
            Outcome::plain(Status::Incomplete).with(finding)
        }
    }
}

fn conclude(run: &Run, judged: &Judged<'_>) -> Outcome {
    match judged.verdict {
        Verdict::Valid => Outcome::plain(Status::Valid(judged.number())),
        Verdict::Possible => Outcome::plain(Status::Possible(judged.number()))
            .with(at(Finding::new(&finding::NOT_CHECKED), run)),
        Verdict::Long => Outcome::plain(Status::Possible(judged.number()))
            .with(at(Finding::new(&finding::UNUSUAL_LENGTH), run)),
        Verdict::Unchecked => {
            let code = judged.code().to_string();
            let finding = Finding::new(&finding::FOREIGN_UNCHECKED).with("calling_code", code);
            Outcome::plain(Status::Possible(judged.number())).with(at(finding, run))
        }
        Verdict::Local => Outcome::not(Status::Incomplete, &finding::AREA_CODE_MISSING, run),
        Verdict::TooShort => Outcome::not(Status::Incomplete, &finding::NUMBER_INCOMPLETE, run),
        Verdict::TooLong => {
            let finding = Finding::new(&finding::TOO_MANY_DIGITS).with("digits", run.digits.len());
            Outcome::plain(Status::Invalid).with(at(finding, run))
        }
        Verdict::NotInPlan => Outcome::not(Status::Invalid, &finding::NOT_IN_PLAN, run),
        Verdict::UnknownCode => Outcome::not(Status::Invalid, &finding::UNKNOWN_CALLING_CODE, run),
    }
}

fn with_extension(mut outcome: Outcome, run: &Run) -> Outcome {
    if run.extension.is_empty() {
        return outcome;
    }
    let attach = |n: Number| n.with_extension(run.extension.as_str());
    outcome.status = match outcome.status {
        Status::Valid(n) => Status::Valid(attach(n)),
        Status::Possible(n) => Status::Possible(attach(n)),
        other => return Outcome { status: other, ..outcome },
    };
    outcome.others = outcome.others.into_iter().map(attach).collect();
    outcome.with(
        at(Finding::new(&finding::EXTENSION_APART), run).with("extension", run.extension.as_str().to_owned()),
    )
}

/// One run, its last digits behind a slash read as part of the number or as an extension.
pub(super) fn decide_slash(run: &Run, ask: Ask<'_>) -> Outcome {
    let whole = decide(run, ask);
    let length = run.digits.len().saturating_sub(run.slash_tail);
    let Some((stem, tail)) = run.digits.as_str().split_at_checked(length) else { return whole };
    let apart = Run { digits: Short::of(stem), extension: Short::of(tail), slash_tail: 0, ..run.clone() };
    let apart = decide(&apart, ask);
    let doubt = at(Finding::new(&finding::EXTENSION_UNCLEAR), run);
    match (whole.valid().is_some(), apart.valid().copied()) {
        (_, None) => whole,
        (true, Some(other)) => Outcome { others: vec![other], ..whole }.with(doubt),
        (false, Some(_)) => apart.with(doubt),
    }
}

/// Two numbers written one after the other with nothing but a blank between: the first cut that leaves two numbers of
/// the plan, the second beginning with its zero.
pub(super) fn cut_in_two(run: &Run, ask: Ask<'_>) -> Option<[Run; 2]> {
    if run.digits.len() <= 15 || run.digits.len() > 40 || !run.extension.is_empty() {
        return None;
    }
    run.cuts.iter().find_map(|cut| {
        let (left, right) = run.digits.as_str().split_at_checked(usize::from(*cut))?;
        if !right.starts_with('0') || left.len() < 7 || right.len() < 7 {
            return None;
        }
        let part = |digits: &str, plus| Run {
            digits: Short::of(digits),
            plus,
            trunk_zero: run.trunk_zero.filter(|z| plus && *z < digits.len()),
            span: run.span,
            ..Run::default()
        };
        let halves = [part(left, run.plus), part(right, false)];
        halves.iter().all(|h| decide(h, ask).number().is_some()).then_some(halves)
    })
}
