//! What every item does to the piece that is being built.

use super::{Conn, Op, Piece, Pieces, is_week, may_contradict, strength, unify};
use crate::span::Span;
use crate::temporal::Hint;
use crate::temporal::compose::clauses::{Role, is_over};
use crate::temporal::grammar::{Cue, Item, Join, Kind, Length, Number};
use crate::temporal::recurrence::Freq;
use crate::temporal::syntax::{Base, Day, Point, Shift, WeekRef, When, Year};
use crate::text::{Part, Unit};

/// Pieces in the making.
pub(super) struct Builder {
    pub(super) out: Pieces,
    pub(super) piece: Piece,
    /// A comma came since the last time, and then words that say nothing about time: a new clause.
    pub(super) paused: bool,
    pub(super) strayed: bool,
    /// Such words came since the last time, with or without a comma.
    pub(super) gapped: bool,
    pub(super) but: bool,
    /// A length whose anchor is still to come: "zwei Wochen nach (meinem Termin am zehnten)".
    pub(super) pending: Option<Shift>,
    /// A range was begun with von, vom or zwischen, or "Nacht vom", and not ended.
    pub(super) ranging: bool,
}

impl Builder {
    /// A new clause with another role ends the piece.
    pub(super) fn role(&mut self, role: Role) {
        if self.piece.role != role {
            self.close(Conn::Plain);
            self.piece.role = role;
            self.piece.not = false;
        }
    }

    /// Ends the piece and begins the next.
    pub(super) fn close(&mut self, conn: Conn) {
        if self.piece.is_empty() {
            // Nothing was said since the last joint: the stronger one of the two counts.
            if strength(conn) >= strength(self.piece.conn) {
                self.piece.conn = conn;
            }
            return;
        }
        let about = self.piece.point.about && self.piece.point.clock.is_none() && self.piece.number.is_none();
        self.piece.point.about &= !about;
        self.out.list.push(self.piece);
        self.piece = Piece { conn, role: self.piece.role, ..Piece::new() };
        self.piece.point.about = about;
    }

    fn begin(&mut self, op: Op) {
        self.close(Conn::Plain);
        self.piece.op = op;
    }

    pub(super) fn item(&mut self, item: Item, ahead: &[Item], hint: Hint) {
        let next = ahead.first().map(|i| i.kind);
        match item.kind {
            Kind::Day(day) => self.day(day),
            Kind::Ordinal(n) => {
                self.day(Day::new(Base::Date { day: n, month: None, year: Year::Unsaid }, item.span))
            }
            Kind::Shift(shift) => self.shift(shift, item.span),
            Kind::Clock(clock) => {
                if self.piece.point.clock.is_some()
                    || self.piece.number.is_some()
                    || self.piece.other.is_some()
                {
                    self.close(Conn::Plain);
                }
                self.piece.point.clock = Some(clock);
                self.grow(item.span);
            }
            Kind::Part(part, noun) => self.part(part, noun, item.span),
            Kind::Number(n) => self.number(n, item.span, ahead, hint),
            Kind::Elapsed(seconds) => self.other(When::Elapsed(seconds), item.span),
            Kind::Within(shift) => self.other(When::Within(shift), item.span),
            Kind::Length(Length { civil: Some(shift), .. })
                if matches!(next, Some(Kind::Join(Join::Nach | Join::Vor)))
                    && counted_from(ahead.get(1..).unwrap_or(&[])) =>
            {
                let sign = if matches!(next, Some(Kind::Join(Join::Vor))) { -1 } else { 1 };
                self.pending = Some(Shift { n: shift.n.saturating_mul(sign), digits: true, ..shift });
            }
            Kind::Length(length) => {
                self.other(When::Length(length.seconds), item.span);
            }
            Kind::Instant(seconds, offset) => self.other(When::Instant(seconds, offset), item.span),
            // "ab sofort"
            Kind::Now if self.piece.op == Op::From => self.day(Day::new(Base::Offset(0), item.span)),
            Kind::Now => self.other(When::Now, item.span),
            Kind::Soonest => self.other(When::Soonest, item.span),
            Kind::Anytime => self.other(When::Anytime, item.span),
            Kind::Times(n) => self.out.times = Some(n),
            Kind::Repeat(repeat) => match &mut self.out.repeat {
                Some((before, span)) => {
                    let both = !before.weekdays.is_empty() && !repeat.weekdays.is_empty();
                    // More between them than "und".
                    let apart = item.span.start.saturating_sub(span.end) > 8;
                    self.out.unsure |= both && (apart || self.piece.conn == Conn::Or);
                    // "dienstags alle vier Wochen"
                    let weekdays = before.weekdays.union(repeat.weekdays);
                    if before.interval == 1 && before.nth.is_none() && before.freq == Freq::Weekly {
                        *before = repeat;
                    }
                    before.weekdays = weekdays;
                    *span = span.join(item.span);
                }
                None => self.out.repeat = Some((repeat, item.span)),
            },
            Kind::Join(join) => self.join(join, next, ahead),
            // A noun was lent to it, or it is a gap.
            Kind::Qual(_) | Kind::Third(_) => {}
            Kind::Cue(Cue::Unsaid(_) | Cue::Asks) | Kind::Gap => {
                self.strayed |= self.paused;
                self.but = false;
                self.gapped = true;
                self.gap();
                // "… und geht der dreißigste": a question of its own is no second offer.
                if item.kind == Kind::Cue(Cue::Asks) && self.piece.is_empty() && self.piece.conn == Conn::And
                {
                    self.piece.conn = Conn::Plain;
                }
            }
            Kind::Cue(Cue::ThisOnce | Cue::Therefore) => self.out.once |= self.out.repeat.is_some(),
            Kind::Cue(cue) => {
                self.strayed |= self.paused;
                self.but = cue == Cue::But && (self.but || !self.gapped);
                self.gapped = true;
            }
            Kind::WeekAfter => self.week_after(item.span),
        }
    }

    /// "erst nach der Arbeit, also Donnerstag": a preposition does not reach over words that say nothing about time.
    fn gap(&mut self) {
        if self.piece.is_empty() {
            // "nicht schneiden, nur föhnen": something else was ruled out.
            self.piece.not = false;
        }
        // "ich war am dritten da zum Röntgen": it led to something else.
        if self.piece.is_empty() && self.piece.onto {
            self.piece.onto = false;
            self.piece.conn = Conn::Plain;
        }
        if self.piece.is_empty() && !matches!(self.piece.op, Op::Open { .. }) {
            self.piece.op = Op::At;
            self.piece.point.about = false;
        }
    }

    fn grow(&mut self, span: Span) {
        if self.piece.span.is_empty() {
            self.piece.gapped = self.gapped;
            self.piece.but = self.but;
        }
        self.paused = false;
        self.strayed = false;
        self.gapped = false;
        self.but = false;
        self.piece.span = if self.piece.span.is_empty() { span } else { self.piece.span.join(span) };
    }

    fn other(&mut self, when: When, span: Span) {
        // A length stands beside a point without being one.
        let lasting = self.piece.lasting;
        self.close(Conn::Plain);
        self.piece.other = Some(when);
        self.piece.lasting |= lasting;
        self.grow(span);
        self.close(Conn::Plain);
    }

    fn day(&mut self, mut day: Day) {
        // "dienstags, also nächsten Dienstag": one day, behind the habit.
        let one = matches!(day.base, Base::Weekday(_, Some(_)) | Base::WeekdayOf(..));
        self.out.once |= one && self.piece.op == Op::At && self.out.repeat.is_some();
        if let Some(shift) = self.pending.take()
            && day.shift.is_none()
        {
            day.shift = Some(shift);
            self.piece.op = Op::At;
        }
        match self.piece.point.day {
            None if self.piece.other.is_none() => self.piece.point.day = Some(day),
            // "am 12. Oktober hab ich sie gekauft, kann ich am Montag kommen" is no date with its weekday.
            Some(before) => match unify(before, day)
                .filter(|_| !self.gapped || !(may_contradict(before, day) || is_over(&before)))
            {
                Some(both) => self.piece.point.day = Some(both),
                None => {
                    self.close(Conn::Plain);
                    self.piece.point.day = Some(day);
                }
            },
            None => {
                self.close(Conn::Plain);
                self.piece.point.day = Some(day);
            }
        }
        self.grow(day.span);
    }

    fn shift(&mut self, shift: Shift, span: Span) {
        match &mut self.piece.point.day {
            // "heute in acht Tagen", "Freitag in zwei Wochen"
            Some(day)
                if day.shift.is_none() && day.base.is_day() && !matches!(day.base, Base::Date { .. }) =>
            {
                day.shift = Some(Shift { named: true, ..shift });
                day.span = day.span.join(span);
            }
            Some(_) => {
                self.close(Conn::Plain);
                self.piece.point.day = Some(Day { shift: Some(shift), ..Day::new(Base::Offset(0), span) });
            }
            None => {
                self.piece.point.day = Some(Day { shift: Some(shift), ..Day::new(Base::Offset(0), span) });
            }
        }
        self.grow(span);
    }

    fn part(&mut self, part: Part, noun: bool, span: Span) {
        match self.piece.point.part {
            Some((before, _)) if before == part => {}
            // "früh am Vormittag": the later one says more.
            Some((Part::Morning, _)) if part != Part::Night => {}
            Some(_) => self.close(Conn::Plain),
            None => {}
        }
        self.piece.point.part = Some((part, span));
        self.piece.point.night_noun |= noun;
        self.grow(span);
    }

    fn number(&mut self, n: Number, span: Span, ahead: &[Item], hint: Hint) {
        let next = ahead.first().map(|i| i.kind);
        let awaited = self.piece.onto
            || self.piece.op != Op::At
            || self.piece.conn == Conn::To
            || self.piece.point.about;
        let opens =
            matches!(next, Some(Kind::Join(Join::Bis | Join::Dash | Join::Onto | Join::Auf | Join::Slash)));
        let listed = matches!(self.piece.conn, Conn::And | Conn::Or | Conn::Repair | Conn::Slash)
            && self.out.list.last().is_some_and(|p| {
                p.number.is_some() || p.point.clock.is_some() || p.op != Op::At || is_week(p)
            });
        // "14 oder 16 Uhr", "vier, nein, fünf Uhr": what comes behind the joint says what it is.
        let offered = matches!(
            next,
            Some(Kind::Join(
                Join::Oder
                    | Join::Und
                    | Join::Comma
                    | Join::Repair
                    | Join::Hesitation
                    | Join::Sondern
                    | Join::Nicht
                    | Join::Ausser
            ))
        ) && matches!(
            ahead.iter().find(|i| !matches!(i.kind, Kind::Join(_) | Kind::Number(_))).map(|i| i.kind),
            Some(Kind::Clock(_))
        ) && n.digits <= 2
            && n.value <= 24;
        let named = matches!(next, Some(Kind::Clock(_)));
        // "um zehn, elf oder zwölf"
        let listed = listed
            || (self.piece.conn == Conn::Comma
                && matches!(next, Some(Kind::Join(Join::Oder | Join::Und)))
                && n.value <= 24
                && self.out.list.last().is_some_and(|p| p.point.clock.is_some()));
        // "zehn Uhr, besser elf"
        let listed = listed
            || (self.piece.rather
                && self.piece.is_empty()
                && n.value <= 24
                && self.out.list.last().is_some_and(|p| p.point.clock.is_some()));
        // "morgen 1700"
        let military = n.digits == 4 && (self.piece.point.day.is_some() || opens);
        if !(awaited || opens || listed || military || offered || hint != Hint::Any) || named {
            return;
        }
        if self.piece.number.is_some() || self.piece.point.clock.is_some() {
            self.close(Conn::Plain);
        }
        self.piece.number = Some((n, span));
        self.grow(span);
    }

    fn join(&mut self, join: Join, next: Option<Kind>, ahead: &[Item]) {
        match join {
            Join::Von | Join::Vom => {
                let range = Op::Open { between: false, days: join == Join::Vom };
                // "der Abend vom 5.": not a range yet, but it may become one.
                self.open(range);
            }
            Join::Zwischen => self.open(Op::Open { between: true, days: false }),
            // "um 17:30 Uhr, ich habe bis 17 Uhr Dienst" is no range.
            Join::Bis if self.strayed => {
                self.begin(Op::Until);
                self.ranging = false;
            }
            Join::Bis => {
                self.close(Conn::To);
                self.piece.conn = Conn::To;
                self.ranging = false;
            }
            Join::Dash => {
                let digits = matches!(
                    next,
                    Some(
                        Kind::Number(_)
                            | Kind::Clock(_)
                            | Kind::Day(_)
                            | Kind::Ordinal(_)
                            | Kind::Join(_)
                            | Kind::Part(..)
                    )
                );
                if digits && !self.piece.is_empty() {
                    self.close(Conn::To);
                    self.piece.dash = true;
                    self.ranging = false;
                }
            }
            // "in der Nacht auf Dienstag" is the night before.
            Join::Auf
                if matches!(
                    self.piece.point,
                    Point { day: None, clock: None, part: Some((Part::Night, _)), .. }
                ) && !self.ranging =>
            {
                self.pending = Some(Shift { n: -1, unit: Unit::Day, digits: true, named: true });
            }
            Join::Onto | Join::Auf => {
                let begun = self.ranging || self.out.list.is_empty() && self.is_date();
                if begun && !self.piece.is_empty() {
                    self.close(Conn::To);
                    self.piece.onto = true;
                    self.ranging = false;
                } else if matches!(next, Some(Kind::Number(_)))
                    && ahead.iter().any(|i| i.kind == Kind::Cue(Cue::Move))
                {
                    // "den Termin um drei auf vier verschieben"
                    self.close(Conn::Plain);
                    self.piece.onto = true;
                }
            }
            Join::Slash => self.close(Conn::Slash),
            Join::Und => {
                if self.ranging
                    && matches!(self.piece.op, Op::Open { between: true, .. })
                    && !self.piece.is_empty()
                {
                    self.close(Conn::To);
                    self.ranging = false;
                } else {
                    self.close(Conn::And);
                }
            }
            Join::Oder => self.close(Conn::Or),
            Join::Comma => {
                self.paused = true;
                // A "nicht" that ruled nothing out does not reach into the next clause.
                if self.piece.is_empty() {
                    self.piece.not = false;
                }
                // A comma inside "Montag, den 3. November, um zehn" separates nothing.
                if self.splits(next) {
                    self.close(Conn::Comma);
                }
            }
            Join::Stop => self.close(Conn::Plain),
            Join::Ab => self.begin(Op::From),
            Join::Latest => self.begin(Op::Until),
            Join::Vor => self.begin(Op::Before),
            Join::Nach => self.begin(Op::After),
            Join::Nicht => {
                self.close(Conn::Plain);
                self.piece.not = true;
            }
            Join::Ausser => {
                self.close(Conn::Plain);
                self.piece.except = true;
            }
            Join::Sondern => self.close(Conn::But),
            Join::Rather => {
                self.close(Conn::Plain);
                self.piece.rather = true;
            }
            Join::Than => self.close(Conn::Than),
            Join::Else => self.close(Conn::Else),
            Join::Repair => self.close(Conn::Repair),
            Join::Hesitation => {
                let comma = |k: Kind| matches!(k, Kind::Join(Join::Comma | Join::Hesitation));
                let said_next = ahead.iter().map(|i| i.kind).find(|k| !comma(*k));
                if self.splits(said_next) || (self.piece.is_empty() && self.piece.conn == Conn::Comma) {
                    self.close(Conn::Repair);
                }
            }
            Join::About => {
                if self.piece.point.clock.is_some()
                    && !matches!(next, Some(Kind::Clock(_) | Kind::Number(_) | Kind::Join(_)))
                {
                    // "9 Uhr ca."
                    self.piece.point.about = true;
                } else {
                    if self.piece.point.clock.is_some() || self.piece.number.is_some() {
                        self.close(Conn::Plain);
                    }
                    self.piece.point.about = true;
                }
            }
            // "alles außer …": what is left is said by what is excluded.
            Join::All => {}
            Join::Also => {
                if matches!(self.piece.conn, Conn::Plain | Conn::Comma) && !self.out.list.is_empty() {
                    self.piece.conn = Conn::And;
                }
            }
            // "von heute an"
            Join::An => {
                if matches!(self.piece.op, Op::Open { .. }) && !self.piece.is_empty() {
                    self.piece.op = Op::From;
                    self.close(Conn::Plain);
                }
            }
            Join::OrLater => self.piece.op = Op::From,
            Join::OrEarlier => self.piece.op = Op::Until,
            Join::MeantThis => self.piece.conn = Conn::Repair,
            // Its clause has the role already.
            Join::NotThat => {}
            Join::Fuer => {
                if matches!(next, Some(Kind::Length(_))) {
                    self.close(Conn::Plain);
                    self.piece.lasting = true;
                }
            }
        }
    }

    /// "die Woche drauf": counted from the week that was named last.
    fn week_after(&mut self, span: Span) {
        let week = |p: &Piece| match p.point.day.map(|d| d.base) {
            Some(Base::Week(WeekRef::Relative(n), _) | Base::WeekdayOf(_, WeekRef::Relative(n))) => Some(n),
            _ => None,
        };
        let last = self.out.list.iter().rev().find_map(week).or_else(|| week(&self.piece)).unwrap_or(0);
        self.day(Day::new(Base::Week(WeekRef::Relative(last.saturating_add(1)), None), span));
    }

    fn open(&mut self, op: Op) {
        let conn = self.piece.conn;
        if self.piece.is_empty() {
            self.piece.conn = conn;
        } else {
            self.close(Conn::Plain);
        }
        // "ab vom 3." and the like keep the stronger word.
        if self.piece.op == Op::At {
            self.piece.op = op;
        }
        self.ranging = true;
    }

    /// True where the piece ends with a date in digits, so that "auf" can mean "to the next day".
    fn is_date(&self) -> bool {
        self.piece.number.is_some()
            || matches!(self.piece.point.day, Some(Day { base: Base::Date { .. }, .. }))
    }

    /// True where what follows a comma or an "äh" says again what the piece already says.
    fn splits(&self, next: Option<Kind>) -> bool {
        match (next, self.piece.point.day) {
            (Some(Kind::Day(day)), Some(before)) => unify(before, day).is_none(),
            (Some(Kind::Ordinal(_)), Some(before)) => matches!(before.base, Base::Date { .. }),
            (Some(Kind::Clock(_) | Kind::Number(_)), _) => {
                self.piece.point.clock.is_some() || self.piece.number.is_some()
            }
            (Some(Kind::Part(part, _)), _) => self.piece.point.part.is_some_and(|(p, _)| p != part),
            _ => false,
        }
    }
}

/// True where what stands behind "zwei Wochen nach" can be counted from: a time, or an appointment. "eine Woche nach
/// hinten", "zehn Tage nach der OP" are counted from nothing that is said.
fn counted_from(items: &[Item]) -> bool {
    let appointment = |i: &Item| i.kind == Kind::Cue(Cue::Move);
    match items.first().map(|i| i.kind) {
        Some(Kind::Gap) => items.get(1).is_some_and(appointment),
        Some(_) => true,
        None => false,
    }
}
