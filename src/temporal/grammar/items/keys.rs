//! Words that join, open, bound or rule out.

use super::walk::Walk;
use super::{Cue, Item, Join, Kind, Unsaid};
use crate::temporal::grammar::length::length;
use crate::temporal::grammar::{In, fillers, repeat};
use crate::text::{Key, Lex, Part, Unit, Word};

impl<'a> Walk<'a> {
    pub(super) fn key(&mut self, k: Key, _w: Word) {
        match k {
            Key::Um => self.um(),
            Key::In => self.shifted(1),
            Key::Vor => self.vor(),
            Key::Within => self.within(),
            Key::Circa => self.join(1, Join::About),
            Key::Kurz => match self.lex(1) {
                // "kurz vor Weihnachten" is before it; "kurz vor drei" is about three.
                Some(Lex::Key(k @ (Key::Vor | Key::Nach))) if self.day_follows(2) => {
                    self.join(2, if k == Key::Vor { Join::Vor } else { Join::Nach })
                }
                Some(Lex::Key(Key::Vor | Key::Nach)) => self.join(2, Join::About),
                // "Freitag wird knapp"
                _ if self.clause_ends(1) => self.take_words(1, Kind::Cue(Cue::Negative)),
                _ => self.gap(1),
            },
            Key::Halb | Key::Viertel | Key::Dreiviertel | Key::Midnight => self.clock_or_gap(),
            Key::Halbe => self.length_or_gap(),
            Key::Am | Key::Im | Key::Article | Key::Feminine => self.skip(),
            Key::An => self.join(1, Join::An),
            Key::Wenn => self.wenn(),
            Key::Spot => {
                // "auf der Stelle"
                self.take_words(1, Kind::Now);
            }
            Key::Nach => self.join(1, Join::Nach),
            Key::Seit => {
                let span = self.rest().first().map(|w| w.span()).unwrap_or_default();
                self.items.push(Item { kind: Kind::Cue(Cue::Past), span });
                // "seit drei Wochen": how long something lasts already, not how long the appointment does
                let behind = self.rest().get(1..).unwrap_or(&[]);
                if let Ok((rest, _)) = length(roughly(behind)) {
                    let count = self.rest().len().saturating_sub(rest.len());
                    return self.gap(count);
                }
                self.join(1, Join::Ab);
            }
            // "den frühesten Termin am Montag" asks for one of that day.
            Key::Earliest if self.lex(1) == Some(Lex::Key(Key::Appointment)) => self.gap(1),
            // "bis spätestens 17 Uhr", "ab frühestens drei" say the bound twice.
            Key::Latest if self.items.last().is_some_and(|i| i.kind == Kind::Join(Join::Bis)) => self.skip(),
            Key::Earliest if self.items.last().is_some_and(|i| i.kind == Kind::Join(Join::Ab)) => self.skip(),
            Key::Earliest if self.bounds_before() => self.join(1, Join::OrLater),
            Key::Latest if self.bounds_before() => self.join(1, Join::OrEarlier),
            Key::Ab | Key::Earliest => self.join(1, Join::Ab),
            Key::Latest => self.join(1, Join::Latest),
            // "alles bis auf Montag"
            // "bis dahin arbeite ich" begins a clause of its own.
            Key::Bis if self.lex(1) == Some(Lex::Key(Key::Then)) => self.join(2, Join::Stop),
            Key::Bis if self.lex(1) == Some(Lex::Key(Key::Auf)) => self.join(2, Join::Ausser),
            Key::Bis => self.join(1, Join::Bis),
            Key::Von => self.join(1, Join::Von),
            Key::Vom => self.join(1, Join::Vom),
            // "ist mir zu früh", "zu knapp"
            Key::Zu
                if matches!(
                    self.lex(1),
                    Some(Lex::Part(Part::Morning) | Lex::Key(Key::Late | Key::Later | Key::Kurz))
                ) =>
            {
                self.take_words(2, Kind::Cue(Cue::Negative));
            }
            // "Donnerstag haben Sie zu"
            Key::Zu if matches!(self.lex(1), None | Some(Lex::Punct(_))) => {
                self.take_words(1, Kind::Cue(Cue::Negative))
            }
            Key::Auf => self.join(1, Join::Auf),
            // "zur Not"
            Key::Zum if self.lex(1) == Some(Lex::Key(Key::Need)) => self.join(2, Join::Else),
            Key::Zum | Key::Zu => self.join(1, Join::Onto),
            Key::Zwischen => {
                if !self.try_day() {
                    self.join(1, Join::Zwischen);
                }
            }
            // "im Dezember, und zwar am fünften"
            Key::Und if self.lex(1) == Some(Lex::Key(Key::Zwar)) => self.at = self.at.saturating_add(2),
            Key::Und => self.join(1, Join::Und),
            Key::Oder => match (self.lex(1), self.lex(2)) {
                (_, Some(Lex::Key(Key::Als))) => self.join(1, Join::Oder),
                (Some(Lex::Key(Key::Later | Key::Thereafter)), _) => self.join(2, Join::OrLater),
                // "Dienstag oder so"
                (Some(Lex::Key(Key::So)), _) => self.gap(2),
                (Some(Lex::Key(Key::Earlier)), _) => self.join(2, Join::OrEarlier),
                _ => self.join(1, Join::Oder),
            },
            // "keine Zeit" rules out; "kein Föhnen", "noch keinen Termin" say nothing about time.
            Key::Kein => match self.lex(1) {
                Some(Lex::Key(Key::Zeit)) if self.about_rest() => self.gap(2),
                Some(Lex::Key(Key::Zeit)) => self.take_words(2, Kind::Cue(Cue::Bad)),
                // "auf keinen Fall später als"
                Some(Lex::Key(Key::Fall)) => match (self.lex(2), self.lex(3)) {
                    (Some(Lex::Key(Key::Later)), Some(Lex::Key(Key::Als))) => self.join(4, Join::Latest),
                    (Some(Lex::Key(Key::Earlier | Key::Eher)), Some(Lex::Key(Key::Als))) => {
                        self.join(4, Join::Ab)
                    }
                    (Some(Lex::Key(Key::Vor)), _) => self.join(3, Join::Ab),
                    (Some(Lex::Key(Key::Nach)), _) => self.join(3, Join::Latest),
                    _ => self.join(2, Join::Nicht),
                },
                Some(
                    Lex::Weekday(_)
                    | Lex::Weekly(_)
                    | Lex::Morgen
                    | Lex::Part(_)
                    | Lex::Month(_)
                    | Lex::Key(Key::Weekend),
                ) => self.join(1, Join::Nicht),
                _ => self.gap(1),
            },
            // "nichts vor", "nichts gegen" are about other things.
            Key::Nichts if matches!(self.lex(1), Some(Lex::Key(Key::Vor | Key::Circa))) => self.gap(2),
            Key::Nicht | Key::Nichts => self.nicht(),
            Key::Also => self.join(1, Join::Also),
            Key::Sondern => self.join(1, Join::Sondern),
            // "Dienstag ausgenommen"
            Key::Ausser if self.clause_ends(1) => self.join(1, Join::NotThat),
            Key::Ausser | Key::Statt => self.join(1, Join::Ausser),
            // "Freitag wäre mir am liebsten" stands behind what it prefers.
            Key::Lieber if self.clause_ends(1) => self.skip(),
            Key::Lieber => self.join(1, Join::Rather),
            Key::Eher => match self.lex(1) {
                Some(Lex::Key(Key::Als)) => self.join(2, Join::Vor),
                Some(Lex::Key(Key::Nicht)) => self.skip(),
                _ => self.join(1, Join::Rather),
            },
            Key::Zwar | Key::Then => self.skip(),
            Key::Als if self.last_time() => {}
            Key::Als => self.join(1, Join::Than),
            Key::Sonst => self.join(1, Join::Else),
            Key::Later | Key::Earlier => match self.lex(1) {
                Some(Lex::Key(Key::Als)) => {
                    self.join(2, if k == Key::Later { Join::Nach } else { Join::Vor })
                }
                // "ab 15 Uhr, früher hab ich keine Zeit" speaks of the other side.
                Some(Lex::Key(Key::Able | Key::Busy | Key::Must)) => {
                    self.bounds_what_was_said(k == Key::Later);
                    self.join(1, Join::Stop);
                }
                // "morgen etwas später": than what was not said.
                _ if self.day_said() && self.clause_ends(1) => self.unsaid(1, Unsaid::Time),
                _ => self.gap(1),
            },
            Key::Thereafter if matches!(self.lex(1), Some(Lex::Key(Key::Able | Key::Busy | Key::Must))) => {
                self.bounds_what_was_said(true);
                self.join(1, Join::Stop);
            }
            Key::Repair => self.join(1, Join::Repair),
            // "Montag arbeite ich bis vier": behind its verb a subject begins no clause.
            Key::Ich
                if matches!(
                    self.before().map(|w| w.lex),
                    Some(Lex::Key(Key::Works | Key::Busy | Key::Must))
                ) && self.lex(1) != Some(Lex::Key(Key::Meine)) =>
            {
                self.gap(1)
            }
            Key::Ich => match self.lex(1) {
                Some(Lex::Key(Key::Meine)) => self.join(2, Join::Repair),
                _ => self.take_words(1, Kind::Cue(Cue::Speaker)),
            },
            Key::Doch => match self.lex(1) {
                Some(Lex::Key(Key::Lieber)) => self.join(2, Join::Repair),
                _ => self.skip(),
            },
            Key::Hesitation => self.join(1, Join::Hesitation),
            // "am letzten Tag jedes Monats" is read with what stands before.
            Key::Every
            | Key::Alle
            | Key::Daily
            | Key::Weekly
            | Key::Monthly
            | Key::Yearly
            | Key::Fortnightly
            | Key::Workdays
            | Key::Quarterly
            | Key::HalfYearly => {
                self.repeat_or_gap();
            }
            Key::All => match repeat::repeat(self.rest()) {
                Ok((rest, repeat)) => self.take(rest, Kind::Repeat(repeat)),
                Err(_) => self.join(1, Join::All),
            },
            Key::CalendarWeek | Key::Weekend | Key::ThisYear | Key::So => {
                if !self.try_day() {
                    if k == Key::So { self.skip() } else { self.gap(1) }
                }
            }
            // "…, jetzt bräuchte ich Montag etwas"
            Key::Now if self.turns_to_wish() => self.take_words(1, Kind::Cue(Cue::Therefore)),
            Key::Now => self.take_words(1, Kind::Now),
            Key::Asap => self.take_words(1, Kind::Soonest),
            Key::Soon => self.soon(),
            // "egal bei wem"
            Key::Any if self.cares_not_who() => self.gap(1),
            Key::Any => self.take_words(1, Kind::Anytime),
            Key::Fuer => self.join(1, Join::Fuer),
            Key::Good => self.greeting(),
            Key::Street => self.street(),
            Key::Late | Key::Possibly => self.skip(),
            Key::OrdinalEnding => {
                // "St. Martin"
                if !self.try_day() {
                    self.gap(1);
                }
            }
            Key::Negative | Key::Works => self.take_words(1, Kind::Cue(Cue::Negative)),
            // "spätestens um vier muss ich weg" bounds the appointment, and rules nothing out.
            Key::Bad | Key::Leave if self.has_to_end() => self.gap(1),
            Key::Leave => self.gap(1),
            // "… oder ist das schon weg" asks.
            Key::Bad if self.asks_behind_or() => self.gap(1),
            Key::Bad if self.clause().any(|w| w.lex == Lex::Key(Key::Oder)) => {
                self.take_words(1, Kind::Cue(Cue::Unclear))
            }
            Key::Bad if self.about_rest() => self.gap(1),
            // "wenn Freitag voll ist, dann Montag"
            Key::Bad if self.conditional() => self.join(1, Join::Else),
            Key::Bad => self.take_words(1, Kind::Cue(Cue::Bad)),
            Key::Fine => self.skip(),
            Key::Holiday if self.before().is_some_and(|b| b.lex == Lex::Key(Key::Im)) => {
                self.take_words(1, Kind::Cue(Cue::Negative));
            }
            // "ich hab ab Montag Ferien mir würde Dienstag passen"
            Key::Holiday if self.day_said() => self.take_words(1, Kind::Cue(Cue::Done)),
            Key::Past => self.take_words(1, Kind::Cue(Cue::Past)),
            // "zum dreißigsten Geburtstag": an age, and an occasion.
            Key::Birth if matches!(self.items.last().map(|i| i.kind), Some(Kind::Ordinal(_))) => {
                if let Some(age) = self.items.last_mut() {
                    age.kind = Kind::Gap;
                }
                self.gap(1);
            }
            Key::Birth => self.take_words(1, Kind::Cue(Cue::Birth)),
            // "Montag bin ich zu Hause"
            Key::Busy | Key::Must if self.rest().iter().take(5).any(|w| w.lex == Lex::Key(Key::Home)) => {
                self.gap(1)
            }
            Key::Busy | Key::Must => self.take_words(1, Kind::Cue(Cue::Busy)),
            Key::BridgeDay => self.bridge_day(),
            Key::Ended => self.take_words(1, Kind::Cue(Cue::Ended)),
            Key::Done => self.take_words(1, Kind::Cue(Cue::Done)),
            Key::Holds => self.take_words(1, Kind::Cue(Cue::Holds)),
            Key::Therefore => self.take_words(1, Kind::Cue(Cue::Therefore)),
            Key::Able if self.asks() => self.take_words(1, Kind::Cue(Cue::Asks)),
            // "Mittwoch, halt, da kann ich nicht, Freitag"
            Key::Halt
                if matches!(self.lex(1), Some(Lex::Punct(_)))
                    && self.before().is_some_and(|w| matches!(w.lex, Lex::Punct(_))) =>
            {
                self.join(1, Join::Repair)
            }
            Key::Hence if self.concludes() => self.take_words(1, Kind::Cue(Cue::Therefore)),
            Key::Halt | Key::Hence => self.skip(),
            // "unter der Woche nachmittags"
            Key::Unter
                if (self.lex(1), self.lex(2))
                    == (Some(Lex::Key(Key::Article)), Some(Lex::Unit(Unit::Week))) =>
            {
                self.take_words(3, Kind::Repeat(repeat::workdays()));
            }
            Key::Over if matches!(self.items.last().map(|i| i.kind), Some(Kind::Day(_))) => self.shifted(1),
            Key::Unter | Key::Over => self.gap(1),
            Key::ThisOnce => self.take_words(1, Kind::Cue(Cue::ThisOnce)),
            Key::Colleague => self.colleague(),
            Key::Event | Key::Off => self.event(),
            Key::Same => self.same(),
            Key::Because => self.take_words(1, Kind::Cue(Cue::Because)),
            Key::Move | Key::Appointment => self.take_words(1, Kind::Cue(Cue::Move)),
            Key::But => self.take_words(1, Kind::Cue(Cue::But)),
            // "mein Termin ist am 15. Mai"
            Key::Meine if self.lex(1) == Some(Lex::Key(Key::Appointment)) => {
                self.take_words(1, Kind::Cue(Cue::Busy))
            }
            Key::Meine if self.lex(1) == Some(Lex::Key(Key::Ich)) => self.join(2, Join::MeantThis),
            Key::Able
            | Key::Zeit
            | Key::Need
            | Key::Fall
            | Key::Whether
            | Key::Holiday
            | Key::Thereafter
            | Key::Home
            | Key::Per
            | Key::Uhr
            | Key::H
            | Key::Times
            | Key::Long
            | Key::Meine
            | Key::Zulu
            | Key::Tee
            | Key::Pm
            | Key::Possible
            | Key::Plus
            | Key::Who
            | Key::Minus => {
                self.gap(1);
            }
        }
    }
}

/// Behind fillers and "etwa".
fn roughly(i: In<'_>) -> In<'_> {
    match fillers(i).split_first() {
        Some((w, rest)) if w.lex == Lex::Key(Key::Circa) => fillers(rest),
        _ => fillers(i),
    }
}
