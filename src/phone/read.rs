//! From pieces to runs of digits: words become digits, extensions and second numbers are cut off.

use std::ops::Range;

use smallvec::SmallVec;

use super::piece::{Piece, Pieces, What};
use super::short::Short;
use super::spoken::{Digits, Said, is_tens, said};
use super::words::{Sort, sort};
use super::{Source, finding};
use crate::finding::{Finding, Severity};
use crate::span::Span;

/// Digits that may be one number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) plus: bool,
    pub(super) digits: Digits,
    /// Where groups of digits end, as lengths of `digits`.
    pub(super) cuts: SmallVec<[u8; 16]>,
    /// Where in `digits` a zero in parentheses stands.
    pub(super) trunk_zero: Option<usize>,
    pub(super) extension: Digits,
    /// How many of the last digits stand behind a slash, where they can be an extension.
    pub(super) slash_tail: usize,
    /// A word that was not understood stands right before it: "Zimmer 12".
    pub(super) behind_word: bool,
    /// How many digits stand before a group that begins with a zero, where they are few and begin with none.
    pub(super) few_before: usize,
    pub(super) span: Option<Span>,
}

/// Usually one; two where two numbers were given.
pub(super) type Runs = SmallVec<[Run; 2]>;

/// All that was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    /// One for each number.
    pub(super) runs: Runs,
    pub(super) findings: Vec<Finding>,
    /// Letters among the digits, or a correction: no number can be made of it.
    pub(super) broken: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
    Plus,
    /// Where in the reader's digits.
    Digits {
        digits: Range<usize>,
        from_word: bool,
    },
    TrunkZero,
    Extension,
    /// May separate two numbers.
    Weak {
        slash: bool,
    },
    /// Separates two numbers.
    Strong,
    /// Not understood.
    Unknown {
        /// Right behind digits, where a word misheard may be one more.
        follows: bool,
    },
    /// Takes back what came before.
    Correction,
}

pub(super) fn read(text: &str, mut pieces: Pieces, source: Source) -> Text {
    let digits = std::mem::take(&mut pieces.digits);
    let mut reader = Reader {
        text,
        pieces: &pieces,
        source,
        digits,
        items: SmallVec::new(),
        findings: Vec::new(),
        repeat: None,
        bracket: false,
        last_digit: None,
    };
    let mut broken = false;
    let mut at = 0;
    while let Some(piece) = pieces.list.get(at) {
        let used = reader.piece(at, piece, &mut broken);
        at = at.saturating_add(used.max(1));
    }
    broken |= reader.corrections();
    if !broken {
        reader.unknown_words();
    }
    let runs = runs(&reader.items, &reader.digits, source);
    Text { runs, findings: reader.findings, broken }
}

struct Reader<'a> {
    text: &'a str,
    pieces: &'a Pieces,
    source: Source,
    /// Those of the pieces, and behind them those of words.
    digits: SmallVec<[u8; 64]>,
    items: SmallVec<[(Item, Span); 12]>,
    findings: Vec<Finding>,
    /// The next digit comes so many times.
    repeat: Option<usize>,
    /// "Klammer" was said.
    bracket: bool,
    /// The last piece that became a digit.
    last_digit: Option<usize>,
}

impl<'a> Reader<'a> {
    fn at(&self, place: Option<usize>) -> Option<&'a Piece> {
        self.pieces.list.get(place?)
    }

    fn digits_at(&self, range: &Range<usize>) -> &[u8] {
        self.digits.get(range.clone()).unwrap_or(&[])
    }

    /// Reads the piece at `at`; the number of pieces that were used up.
    fn piece(&mut self, at: usize, piece: &Piece, broken: &mut bool) -> usize {
        match &piece.what {
            What::Plus => self.push(Item::Plus, piece.span),
            What::Close => {}
            What::Open => {
                let inner = self.at(at.checked_add(1)).map(|p| &p.what);
                let close = self.at(at.checked_add(2)).map(|p| &p.what);
                if matches!(inner, Some(What::Digits(d)) if self.digits_at(d) == b"0")
                    && close == Some(&What::Close)
                {
                    self.push(Item::TrunkZero, piece.span);
                    return 3;
                }
            }
            What::Slash { .. } => self.push(Item::Weak { slash: true }, piece.span),
            What::Comma => self.push(Item::Weak { slash: false }, piece.span),
            What::Break => self.push(Item::Strong, piece.span),
            What::Other('#') => self.push(Item::Extension, piece.span),
            What::Other('*') => {}
            What::Other('&') => self.push(Item::Weak { slash: false }, piece.span),
            What::Other(_) => self.unknown(at, piece.span),
            What::Digits(d) if d.len() <= 2 && self.is_clock(at, false) => self.unknown(at, piece.span),
            What::Digits(d) if d.len() <= 2 && self.is_clock(at, true) => {
                self.unknown(at, piece.span);
                return 2;
            }
            What::Digits(d) => self.place(d.clone(), piece.span, false),
            What::Word(word) => self.word(at, self.pieces.word(word), piece, broken),
        }
        if let Some((Item::Digits { .. }, span)) = self.items.last()
            && span.end == piece.span.end
        {
            self.last_digit = Some(at);
        }
        1
    }

    fn push(&mut self, item: Item, span: Span) {
        self.items.push((item, span));
    }

    /// "18 Uhr", or with minutes "17:30 Uhr", at the piece of the hours.
    fn is_clock(&self, at: usize, minutes: bool) -> bool {
        let behind = |offset: usize| self.at(at.checked_add(offset)).map(|p| &p.what);
        let is_uhr =
            |what: Option<&What>| matches!(what, Some(What::Word(w)) if self.pieces.word(w) == "uhr");
        if !minutes {
            return is_uhr(behind(1));
        }
        matches!(behind(1), Some(What::Digits(d)) if d.len() == 2) && is_uhr(behind(2))
    }

    fn unknown(&mut self, at: usize, span: Span) {
        self.repeat = None;
        let comma = |i: &usize| self.at(Some(*i)).is_some_and(|p| p.what == What::Comma);
        let before = at.checked_sub(1).map(|i| if comma(&i) { i.saturating_sub(1) } else { i });
        let follows = before.is_some() && before == self.last_digit;
        self.push(Item::Unknown { follows }, span);
    }

    /// Digits that were said or are read out of letters.
    fn say(&mut self, digits: &[u8], span: Span, from_word: bool) {
        let from = self.digits.len();
        self.digits.extend_from_slice(digits);
        self.place(from..self.digits.len(), span, from_word);
    }

    /// Digits that lie in place already.
    fn place(&mut self, mut digits: Range<usize>, span: Span, from_word: bool) {
        match self.repeat.take() {
            None | Some(1) => {}
            Some(times) => match *self.digits_at(&digits) {
                [digit] => {
                    let from = self.digits.len();
                    self.digits.extend(std::iter::repeat_n(digit, times));
                    digits = from..self.digits.len();
                }
                _ => self.note(&finding::DIGITS_UNCLEAR, span),
            },
        }
        if std::mem::take(&mut self.bracket) && self.digits_at(&digits) == b"0" {
            self.push(Item::TrunkZero, span);
        } else {
            self.push(Item::Digits { digits, from_word }, span);
        }
    }

    fn word(&mut self, at: usize, word: &str, piece: &Piece, broken: &mut bool) {
        let span = piece.span;
        let next = self.at(at.checked_add(1));
        let before = self.at(at.checked_sub(1));
        let digits_before = before.is_some_and(|p| matches!(p.what, What::Digits(_)));
        let digits_after = next.is_some_and(|p| matches!(p.what, What::Digits(_)));
        let touches = (piece.glued && digits_before) || (digits_after && next.is_some_and(|p| p.glued));

        // "030 23125042 o. 0152 …": "oder".
        let full_stop = span.end.checked_add(1).and_then(|end| self.text.get(span.end..end)) == Some(".");
        if word == "o" && full_stop && digits_before && !piece.glued {
            return self.push(Item::Strong, span);
        }
        if word.bytes().all(|b| b == b'o') && (digits_before || digits_after) {
            self.note(&finding::LETTER_READ_AS_DIGIT, span);
            return self.say(&b"0".repeat(word.len()), span, false);
        }
        if touches && word.len() <= 2 && word.bytes().all(|b| matches!(b, b'l' | b'i')) {
            self.note(&finding::LETTER_READ_AS_DIGIT, span);
            return self.say(&b"1".repeat(word.len()), span, false);
        }
        if let Some(said) = said(word.as_bytes()) {
            if self.is_clock(at, false) {
                return self.unknown(at, span);
            }
            return self.said(said, at, span);
        }
        let alone = !touches && next.is_some_and(|n| !n.glued);
        match (word, sort(word.as_bytes())) {
            // "T +49 …", "M: 0152 …": the label of a business card.
            ("t" | "f" | "m" | "p" | "h", _) if alone && self.first_and_last_digits().is_none() => return,
            ("u", _) if alone && digits_before => return self.push(Item::Weak { slash: false }, span),
            ("ha", _) if digits_before && digits_after && self.source != Source::Spoken => {
                return self.push(Item::Extension, span);
            }
            // "ach ne" takes something back, "ne" alone may be "nicht wahr".
            ("ne" | "noe", _) if before.is_some_and(|p| self.is_word(p, "ach")) => {
                return self.push(Item::Correction, span);
            }
            ("ohne", _) if self.after_calling_code() => {
                self.bracket = true;
                return;
            }
            (_, Some(Sort::Extension)) => return self.push(Item::Extension, span),
            ("x", _) if digits_before && digits_after => return self.push(Item::Extension, span),
            (_, Some(Sort::Alternative)) => return self.push(Item::Strong, span),
            (_, Some(Sort::Correction)) => return self.push(Item::Correction, span),
            ("plus", _) => return self.push(Item::Plus, span),
            ("klammer" | "klammern", _) => {
                self.bracket = true;
                return;
            }
            (_, Some(Sort::Noise)) => return,
            (_, None) => {}
        }
        if touches {
            self.note(&finding::LETTERS_IN_NUMBER, span);
            *broken = true;
        } else {
            self.unknown(at, span);
        }
    }

    fn is_word(&self, piece: &Piece, word: &str) -> bool {
        matches!(&piece.what, What::Word(w) if self.pieces.word(w) == word)
    }

    /// True if nothing was read but a plus, or two zeros, and a calling code.
    fn after_calling_code(&self) -> bool {
        let mut digits: Short<8> = Short::default();
        let mut plus = false;
        for (item, _) in &self.items {
            match item {
                Item::Plus => plus = true,
                Item::Digits { digits: d, .. } => digits.push_bytes(self.digits_at(d)),
                _ => {}
            }
        }
        let digits = digits.as_bytes();
        let code = if plus { Some(digits) } else { digits.strip_prefix(b"00") };
        code.is_some_and(|code| (1..=3).contains(&code.len()))
    }

    fn said(&mut self, said: Said, at: usize, span: Span) {
        match said {
            Said::Digits(digits) => {
                if let [tens, _] = digits.as_bytes()
                    && is_tens(digits.as_bytes())
                    && let Some(unit) = self.take_unit_and()
                {
                    return self.say(&[*tens, unit], span, true);
                }
                self.say(digits.as_bytes(), span, true);
            }
            Said::Double => self.repeat = Some(2),
            Said::Times(times) => self.repeat = Some(times),
            Said::Mal => match self.items.last() {
                Some((Item::Digits { digits, .. }, _)) => match *self.digits_at(digits) {
                    [digit @ b'2'..=b'6'] => {
                        self.repeat = Some(usize::from(digit.saturating_sub(b'0')));
                        self.items.pop();
                    }
                    _ => self.unknown(at, span),
                },
                _ => self.unknown(at, span),
            },
            // "drei Nullen": the digit before it says how many.
            Said::Several(digit) => match self.items.last() {
                Some((Item::Digits { digits, from_word: true }, _)) => match *self.digits_at(digits) {
                    [times @ b'2'..=b'6'] => {
                        self.items.pop();
                        self.repeat = Some(usize::from(times.saturating_sub(b'0')));
                        self.say(&[digit], span, true);
                    }
                    _ => self.unknown(at, span),
                },
                _ => self.unknown(at, span),
            },
            Said::Thousand => {
                self.note(&finding::DIGITS_UNCLEAR, span);
                self.unknown(at, span);
            }
            Said::Hundred => {
                self.note(&finding::DIGITS_UNCLEAR, span);
                let hundreds = match self.items.last() {
                    Some((Item::Digits { digits, from_word: true }, _)) => match *self.digits_at(digits) {
                        [digit @ b'1'..=b'9'] => Some(digit),
                        _ => None,
                    },
                    _ => None,
                };
                let Some(hundreds) = hundreds else { return self.say(b"100", span, true) };
                let from = self.digits.len();
                self.digits.extend([hundreds, b'0', b'0']);
                let to = self.digits.len();
                if let Some((Item::Digits { digits, .. }, _)) = self.items.last_mut() {
                    *digits = from..to;
                }
            }
            Said::And => self.push(Item::Weak { slash: false }, span),
            Said::One => self.one(at, span),
        }
    }

    /// "drei und" before "dreißig" said apart: the unit, taken back.
    fn take_unit_and(&mut self) -> Option<u8> {
        let [.., (Item::Digits { digits, from_word: true }, _), (Item::Weak { slash: false }, and)] =
            self.items.as_slice()
        else {
            return None;
        };
        let said_and = and.of(self.text).is_some_and(|t| t.eq_ignore_ascii_case("und"));
        let [unit @ b'1'..=b'9'] = *self.digits_at(digits) else { return None };
        if !said_and {
            return None;
        }
        self.items.pop();
        self.items.pop();
        Some(unit)
    }

    /// "ein": a one in "ein und zwanzig" and between digits, an article elsewhere.
    fn one(&mut self, at: usize, span: Span) {
        let word_at = |offset: usize| match self.at(at.checked_add(offset)).map(|p| &p.what) {
            Some(What::Word(w)) => said(self.pieces.word(w).as_bytes()),
            Some(What::Digits(d)) => Some(Said::Digits(Digits::of_bytes(self.digits_at(d)))),
            _ => None,
        };
        let (next, after) = (word_at(1), word_at(2));
        if next == Some(Said::And) && matches!(&after, Some(Said::Digits(d)) if is_tens(d.as_bytes())) {
            self.say(b"1", span, true);
        } else if matches!(next, Some(Said::Digits(_)))
            && matches!(self.items.last(), Some((Item::Digits { .. }, _)))
        {
            self.note(&finding::DIGITS_UNCLEAR, span);
            self.say(b"1", span, true);
        }
    }

    fn note(&mut self, kind: &'static crate::finding::Kind, span: Span) {
        let text: String = span.of(self.text).unwrap_or("").chars().take(40).collect();
        self.findings.push(Finding::new(kind).at(span).with("text", text));
    }

    fn first_and_last_digits(&self) -> Option<(usize, usize)> {
        let is_digits = |(item, _): &(Item, Span)| matches!(item, Item::Digits { .. });
        Some((self.items.iter().position(is_digits)?, self.items.iter().rposition(is_digits)?))
    }

    /// A "nein" between digits: what holds of the digits before it nobody can know.
    fn corrections(&mut self) -> bool {
        let Some((first, last)) = self.first_and_last_digits() else { return false };
        let between = self.items.iter().enumerate().find_map(|(i, (item, span))| {
            (*item == Item::Correction && first < i && i < last).then_some(*span)
        });
        if let Some(span) = between {
            self.note(&finding::NUMBER_CORRECTED, span);
        }
        between.is_some()
    }

    /// Words that were not understood: between and right behind digits they may
    /// be digits; elsewhere around a spoken number they are talk.
    fn unknown_words(&mut self) {
        let Some((first, last)) = self.first_and_last_digits() else { return };
        let mut inner: Option<Span> = None;
        let mut outer: Option<Span> = None;
        for (i, (item, span)) in self.items.iter().enumerate() {
            if let Item::Unknown { follows } = item {
                let doubtful = first < i && (i < last || *follows);
                let into = if doubtful { &mut inner } else { &mut outer };
                *into = Some(into.unwrap_or(*span));
            }
        }
        let weight = if self.source == Source::Spoken { Severity::Note } else { Severity::Warning };
        for (span, severity) in [(inner, Severity::Warning), (outer, weight)] {
            if let Some(span) = span {
                let text: String = span.of(self.text).unwrap_or("").chars().take(40).collect();
                let finding = Finding::new(&finding::UNREAD_WORDS).at(span).with("text", text);
                self.findings.push(finding.weighing(severity));
            }
        }
    }
}

/// What stands before a run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    Unknown,
    Weak { slash: bool },
    Strong,
}

/// The longest extension that anybody dials.
pub(super) const MAX_EXTENSION: usize = 7;

fn runs(items: &[(Item, Span)], all: &[u8], source: Source) -> Runs {
    let mut cut: SmallVec<[(Gap, Run); 2]> = SmallVec::new();
    cut.push((Gap::Strong, Run::default()));
    let mut in_extension = false;
    let mut word_before = false;
    // How many digits all runs have so far.
    let mut read = 0_usize;
    for (item, span) in items {
        let behind_word = std::mem::replace(&mut word_before, matches!(item, Item::Unknown { .. }));
        let Some((_, run)) = cut.last_mut() else { break };
        match item {
            Item::Digits { digits, .. } => {
                let digits = all.get(digits.clone()).unwrap_or(&[]);
                if run.digits.is_empty() {
                    run.behind_word = behind_word;
                } else if run.is_aside() && run.few_before == 0 && digits.first() == Some(&b'0') {
                    run.few_before = run.digits.len();
                }
                if in_extension {
                    run.extension.push_bytes(digits);
                    run.reach(*span);
                } else {
                    read = read.saturating_add(run.add(digits, *span));
                }
            }
            Item::TrunkZero => {
                if !run.digits.is_empty() {
                    run.trunk_zero = Some(run.digits.len());
                }
                read = read.saturating_add(run.add(b"0", *span));
            }
            Item::Extension => {
                // "030 23125000, App. 12": the comma separated nothing.
                if run.digits.is_empty() && !run.plus && cut.len() > 1 {
                    cut.pop();
                }
                // "…, achtundachtzig, null, Klappe zwölf": all that was said counts.
                in_extension = read >= 3 && cut.last().is_some_and(|(_, run)| !run.digits.is_empty());
            }
            Item::Plus => {
                if !run.digits.is_empty() {
                    cut.push((Gap::Strong, Run::default()));
                    in_extension = false;
                }
                if let Some((_, run)) = cut.last_mut() {
                    run.plus = true;
                    run.reach(*span);
                }
            }
            // A comma or slash right behind "App." changes nothing.
            Item::Weak { slash }
                if !run.digits.is_empty() && (!in_extension || !run.extension.is_empty()) =>
            {
                cut.push((Gap::Weak { slash: *slash }, Run::default()));
                in_extension = false;
            }
            Item::Unknown { .. } if !run.digits.is_empty() && !in_extension => {
                cut.push((Gap::Unknown, Run::default()));
            }
            Item::Strong if !run.digits.is_empty() => {
                cut.push((Gap::Strong, Run::default()));
                in_extension = false;
            }
            // "…, oder …": the comma before it says less.
            Item::Strong => {
                if let Some((gap, _)) = cut.last_mut() {
                    *gap = Gap::Strong;
                }
            }
            _ => {}
        }
    }
    let mut out = Runs::new();
    for (gap, run) in cut {
        if run.digits.is_empty() {
            continue;
        }
        match out.last_mut() {
            // "zwei Kinder, und die Nummer ist null drei null …": what came before was no part of it.
            Some(left) if gap == Gap::Unknown && left.digits.len() < 7 && begins_anew(&run) => *left = run,
            // "Zimmer 12, 030 23125042"
            Some(left) if left.is_aside() && begins_anew(&run) => *left = run,
            // "null drei null, ich wiederhole, null drei null zwei drei …": begun anew, nothing taken back.
            Some(left) if gap == Gap::Strong && left.begins(&run) => *left = run,
            // "… null vier zwei, ich wiederhole, zwei drei eins … null vier zwei": the end of it once more.
            Some(left) if gap == Gap::Strong && left.ends_with(&run) => left.span = left.span.or(run.span),
            Some(left) if !apart(left, gap, &run, source) => left.join(run, gap),
            _ => out.push(run),
        }
    }
    // What was called an extension and is as long as a number is one.
    let mut whole = Runs::new();
    for mut run in out {
        run.leave_aside();
        let second = (run.extension.len() > MAX_EXTENSION).then(|| Run {
            digits: std::mem::take(&mut run.extension),
            span: run.span,
            ..Run::default()
        });
        whole.push(run);
        whole.extend(second);
    }
    whole
}

fn begins_anew(run: &Run) -> bool {
    run.plus || (run.digits.starts_with(b'0') && run.digits.len() >= 7)
}

/// True where two runs are two numbers and not two groups of one.
fn apart(left: &Run, gap: Gap, right: &Run, source: Source) -> bool {
    let slash = match gap {
        Gap::Strong => return true,
        Gap::Weak { slash } => slash,
        Gap::Unknown => false,
    };
    if !left.extension.is_empty() {
        return true;
    }
    let whole = left.digits.len() >= 7;
    let long = gap != Gap::Unknown && right.digits.len() >= 5 && source != Source::Spoken;
    right.plus || (whole && (begins_anew(right) || (long && (!slash || left.digits.len() >= 9))))
}

impl Run {
    /// Adds a group; the number of digits that were taken.
    fn add(&mut self, digits: &[u8], span: Span) -> usize {
        let before = self.digits.len();
        // What does not fit is three times the longest number: too long, or several.
        self.digits.push_bytes(digits);
        self.cuts.push(u8::try_from(self.digits.len()).unwrap_or(u8::MAX));
        self.reach(span);
        self.digits.len().saturating_sub(before)
    }

    /// It is the beginning of `whole`, and too short for a number.
    fn begins(&self, whole: &Self) -> bool {
        let (left, right) = (self.digits.as_bytes(), whole.digits.as_bytes());
        left.len() < 7 && right.len() >= 7 && self.plus == whole.plus && right.starts_with(left)
    }

    /// `tail` is the end of it, and long enough for a number of its town.
    fn ends_with(&self, tail: &Self) -> bool {
        let (whole, part) = (self.digits.as_bytes(), tail.digits.as_bytes());
        let bare = !tail.plus && tail.extension.is_empty() && self.extension.is_empty();
        bare && (6..whole.len()).contains(&part.len()) && whole.ends_with(part)
    }

    /// True for a few digits behind a word that was not understood: a room, a floor, how many children.
    fn is_aside(&self) -> bool {
        self.behind_word && !self.plus && self.digits.len() < 5 && !self.digits.starts_with(b'0')
    }

    /// "Zimmer 12 030 23125042": leaves the digits before the zero away where those from it on are a number.
    fn leave_aside(&mut self) {
        let few = std::mem::take(&mut self.few_before);
        let Some((_, rest)) =
            self.digits.as_bytes().split_at_checked(few).filter(|(_, rest)| rest.len() >= 7)
        else {
            return;
        };
        if few == 0 {
            return;
        }
        self.digits = Digits::of_bytes(rest);
        let less = u8::try_from(few).unwrap_or(u8::MAX);
        self.cuts.retain(|cut| *cut > less);
        self.cuts.iter_mut().for_each(|cut| *cut = cut.saturating_sub(less));
        self.trunk_zero = self.trunk_zero.and_then(|zero| zero.checked_sub(few));
    }

    fn reach(&mut self, span: Span) {
        self.span = Some(self.span.map_or(span, |s| s.join(span)));
    }

    fn join(&mut self, right: Self, gap: Gap) {
        let offset = self.digits.len();
        if gap == (Gap::Weak { slash: true }) && offset >= 8 && right.digits.len() <= 4 {
            self.slash_tail = right.digits.len();
        }
        let before = u8::try_from(offset).unwrap_or(u8::MAX);
        self.cuts.extend(right.cuts.iter().map(|c| c.saturating_add(before)));
        if let Some(zero) = right.trunk_zero {
            self.trunk_zero = Some(zero.saturating_add(offset));
        }
        self.digits.push_bytes(right.digits.as_bytes());
        self.extension.push_bytes(right.extension.as_bytes());
        if let Some(span) = right.span {
            self.reach(span);
        }
    }
}
