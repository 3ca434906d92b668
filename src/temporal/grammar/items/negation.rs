//! What "nicht" and "wenn" rule out, turn round or only ask about.

use super::walk::Walk;
use super::{Cue, Item, Join, Kind};
use crate::temporal::grammar::{date, follows};
use crate::text::{Key, Lex, Punct, Word};

impl<'a> Walk<'a> {
    /// nicht vor, nicht nach, nicht später als turn an open end round.
    pub(super) fn nicht(&mut self) {
        match (self.lex(1), self.lex(2)) {
            (Some(Lex::Key(Key::Vor)), _) => self.join(2, Join::Ab),
            (Some(Lex::Key(Key::Nach)), _) => self.join(2, Join::Latest),
            (Some(Lex::Key(Key::Later)), Some(Lex::Key(Key::Als))) => self.join(3, Join::Latest),
            (Some(Lex::Key(Key::Earlier | Key::Eher)), Some(Lex::Key(Key::Als))) => self.join(3, Join::Ab),
            // "erst im Dezember, nicht früher"
            (Some(Lex::Key(Key::Earlier)), _) if !self.clock_said() => self.join(2, Join::OrLater),
            (Some(Lex::Key(Key::Later)), _) if !self.clock_said() => self.join(2, Join::OrEarlier),
            (Some(Lex::Key(Key::Earlier | Key::Later)), _) => self.gap(2),
            // "nicht schlecht"
            (Some(Lex::Key(Key::Negative | Key::Bad)), _) => self.gap(2),
            // "Montag bin ich nicht im Büro": there, he has time.
            (Some(Lex::Key(Key::In | Key::Im)), _) if self.at_work() => self.gap(1),
            // "meine Nummer hab ich nicht da" is about a thing.
            (Some(Lex::Filler), _) if self.strays() && self.has_not_here() => self.gap(2),
            // "es hat nicht geklappt" is no verdict on a time.
            (Some(Lex::Key(Key::Ended | Key::Done)), _) => self.gap(1),
            // "mir geht es nicht gut"
            (Some(Lex::Key(Key::Fine)), _) if !self.able() => self.gap(2),
            // "Geht es nicht am Freitag?", "warum nicht Freitag", "ginge nicht auch Freitag": a suggestion.
            _ if self.suggests() => self.gap(1),
            // "wenn es am Freitag nicht geht, dann Montag"
            _ if self.conditional() => self.join(1, Join::Else),
            // "nein, stimmt gar nicht, am Freitag": said of what is repaired.
            _ if self.comments_repair() => self.gap(1),
            // "Donnerstag passt mir nicht, aber Freitag"; "es eilt nicht" is about nothing that was said.
            // With other words between, nobody can tell: "ab 15 Uhr, meine Nummer hab ich nicht da".
            _ if self.able() && self.strays() => self.take_words(1, Kind::Cue(Cue::Unclear)),
            _ if self.able() || self.directly() || self.between_times() || self.frames_time() => {
                self.join(1, Join::NotThat)
            }
            _ if self.clause_ends(1) => {
                // "Montag arbeite ich nicht": what would have ruled the day out does not.
                for item in self.items.iter_mut().rev().take(4) {
                    if item.kind == Kind::Cue(Cue::Negative) {
                        item.kind = Kind::Gap;
                    }
                }
                self.gap(1);
            }
            _ => {
                // "mittwoch nicht donnerstag": without a comma nobody can tell which of the two is ruled out.
                let settled = (2..8usize).any(|n| matches!(self.lex(n), Some(Lex::Key(Key::Sondern))));
                let day =
                    self.items.iter().rev().take(6).take_while(|i| !matches!(i.kind, Kind::Join(_))).any(
                        |i| match i.kind {
                            Kind::Day(day) => day.is_day(),
                            other => matches!(other, Kind::Ordinal(_)),
                        },
                    );
                let mut behind = self.rest().get(1..).unwrap_or(&[]);
                while let Some((Lex::Filler | Lex::Key(Key::Am | Key::Hence), rest)) =
                    behind.split_first().map(|(w, rest)| (w.lex, rest))
                {
                    behind = rest;
                }
                let next = matches!(
                    behind.first().map(|w| w.lex),
                    Some(Lex::Weekday(_) | Lex::RelDay(_) | Lex::Morgen)
                ) || follows(date::date, behind);
                if day && next && !settled {
                    let span = self.rest().first().map(|w| w.span()).unwrap_or_default();
                    self.items.push(Item { kind: Kind::Cue(Cue::Unclear), span });
                }
                self.join(1, Join::Nicht);
            }
        }
    }

    /// True where "kann", "geht", "passt" stands between a time and this word, in the same clause.
    pub(super) fn able(&self) -> bool {
        let mut able = false;
        let mut verb = false;
        for w in self.words.iter().take(self.at).rev().take(8) {
            let before_verb = std::mem::replace(&mut verb, w.lex == Lex::Key(Key::Able));
            match w.lex {
                // "… oder geht das nicht" asks.
                Lex::Key(Key::Oder) if before_verb => return false,
                Lex::Key(Key::Able | Key::Busy | Key::Must) => able = true,
                // "vorher geht nicht" is about what lies before, not about what was said.
                Lex::Key(Key::Earlier | Key::Later | Key::Thereafter) => return false,
                Lex::Punct(Punct::Comma | Punct::Stop) | Lex::Key(Key::But | Key::Sondern) => return false,
                Lex::Weekday(_)
                | Lex::Weekly(_)
                | Lex::RelDay(_)
                | Lex::Morgen
                | Lex::Part(_)
                | Lex::Month(_)
                | Lex::Holiday(_)
                | Lex::Ord(_)
                | Lex::Unit(_)
                | Lex::WeekdayPart(..)
                | Lex::Key(Key::Uhr | Key::Weekend)
                | Lex::Digits(_)
                | Lex::Num(_) => return able,
                _ => {}
            }
        }
        false
    }

    /// "… abgesagt, kann ich am Dienstag kommen": a question that begins behind a story with a time of its own.
    pub(super) fn asks(&self) -> bool {
        let subject = matches!(
            self.lex(1),
            Some(
                Lex::Key(Key::Ich | Key::Am | Key::Article | Key::Feminine | Key::Then | Key::Also)
                    | Lex::Filler
                    | Lex::Weekday(_)
                    | Lex::RelDay(_)
                    | Lex::Morgen
            )
        );
        let story = |k: Kind| {
            matches!(
                k,
                Kind::Cue(
                    Cue::Past | Cue::Ended | Cue::Done | Cue::Busy | Cue::Birth | Cue::Holds | Cue::Because
                )
            )
        };
        let time = |k: Kind| matches!(k, Kind::Day(_) | Kind::Clock(_) | Kind::Ordinal(_) | Kind::Shift(_));
        let said = self.items.iter().rev().take(16).map(|i| i.kind);
        let joined = self.before().is_some_and(|w| w.lex == Lex::Key(Key::Und))
            || self.items.iter().rev().take(2).any(|i| i.kind == Kind::Join(Join::Und));
        (joined && said.clone().any(time)) || subject && said.clone().any(story) && said.clone().any(time)
    }

    /// "… nicht im Büro", "… nicht in der Arbeit"
    fn at_work(&self) -> bool {
        let mut behind = self
            .rest()
            .iter()
            .skip(2)
            .map(|w| w.lex)
            .filter(|l| !matches!(l, Lex::Key(Key::Article | Key::Feminine)));
        matches!(behind.next(), Some(Lex::Key(Key::Event | Key::Off | Key::Holiday) | Lex::HolidayHead(7)))
    }

    /// "… hab ich nicht da": "da" and the end of the clause
    fn has_not_here(&self) -> bool {
        self.word(self.at.saturating_add(1)).is_some_and(|w| w.len == 2) && self.clause_ends(2)
    }

    /// "… oder ist das schon weg?" asks about the time in front of it; no time stands between.
    pub(super) fn asks_behind_or(&self) -> bool {
        let mut or = false;
        for w in self.clause() {
            match w.lex {
                Lex::Key(Key::Oder) => {
                    or = true;
                    break;
                }
                Lex::Filler | Lex::Key(Key::All | Key::Feminine | Key::Article) => {}
                _ => return false,
            }
        }
        or
    }

    /// True where a day was said in the last few phrases.
    pub(super) fn day_said(&self) -> bool {
        self.items.iter().rev().take(6).any(|i| matches!(i.kind, Kind::Day(_) | Kind::Ordinal(_)))
    }

    /// "ich krieg mein Gehalt erst am 15., also am 20.": behind a sentence with its time, "also" draws the conclusion.
    /// "Freitag, also den siebten" says again.
    pub(super) fn concludes(&self) -> bool {
        let time = |k: Kind| matches!(k, Kind::Day(_) | Kind::Ordinal(_) | Kind::Shift(_) | Kind::Repeat(_));
        let talk = |k: Kind| {
            matches!(
                k,
                Kind::Gap
                    | Kind::Cue(Cue::Busy | Cue::Done | Cue::Ended | Cue::Past | Cue::Negative | Cue::Bad)
            )
        };
        let said = self.items.iter().rev().take(12).map(|i| i.kind);
        said.clone().any(time) && said.clone().any(talk)
    }

    /// "jetzt bräuchte ich": behind a story with a time of its own.
    pub(super) fn turns_to_wish(&self) -> bool {
        let verb = matches!(self.lex(1), Some(Lex::Unknown | Lex::Filler | Lex::Key(Key::Able)));
        let time =
            |i: &Item| matches!(i.kind, Kind::Day(_) | Kind::Clock(_) | Kind::Ordinal(_) | Kind::Shift(_));
        let speaks = matches!(self.lex(2), Some(Lex::Key(Key::Ich) | Lex::Filler | Lex::Unknown));
        verb && speaks && self.items.iter().rev().take(16).any(time)
    }

    /// "um vier muss ich weg": the appointment has to be over by then.
    pub(super) fn has_to_end(&mut self) -> bool {
        let said = |w: &&Word| !matches!(w.lex, Lex::Punct(Punct::Comma | Punct::Stop));
        let before = self.words.iter().take(self.at).rev().take(8).take_while(said);
        if !before.into_iter().any(|w| w.lex == Lex::Key(Key::Must)) {
            return false;
        }
        let ends = |k: Kind| matches!(k, Kind::Join(Join::Comma | Join::Stop));
        // No clause that is spoken has more phrases; looking back no further keeps long texts linear.
        let near = self.items.len().saturating_sub(16);
        let recent = self.items.get(near..).unwrap_or(&[]);
        let from = recent.iter().rposition(|i| ends(i.kind)).map_or(0, |at| at.saturating_add(1));
        let from = near.saturating_add(from);
        let clause = self.items.get_mut(from..).unwrap_or(&mut []);
        let Some(clock) = clause.iter().position(|i| matches!(i.kind, Kind::Clock(_))) else { return false };
        for item in clause.iter_mut().filter(|i| i.kind == Kind::Cue(Cue::Busy)) {
            item.kind = Kind::Gap;
        }
        let led = clock.checked_sub(1).and_then(|at| clause.get(at)).map(|i| i.kind);
        let bound =
            matches!(led, Some(Kind::Join(Join::Bis | Join::Latest | Join::Vor | Join::Ab | Join::Nach)));
        let span = clause.get(clock).map(|i| i.span).unwrap_or_default();
        if !bound {
            self.items.insert(from.saturating_add(clock), Item { kind: Kind::Join(Join::Latest), span });
        }
        true
    }

    /// "ich kann am Dienstag doch nicht kommen": the verb stands before the time, and its infinitive behind "nicht".
    pub(super) fn frames_time(&self) -> bool {
        let infinitive = usize::from(self.lex(1) == Some(Lex::Unknown));
        let time = |i: &Item| matches!(i.kind, Kind::Day(_) | Kind::Clock(_) | Kind::Ordinal(_));
        infinitive > 0
            && self.clause_ends(2)
            && self.clause().any(|w| w.lex == Lex::Key(Key::Able))
            && self.items.iter().rev().take(6).take_while(|i| i.kind != Kind::Join(Join::Comma)).any(time)
    }

    /// A question that begins with its verb, and names the time behind "nicht".
    pub(super) fn suggests(&self) -> bool {
        if self
            .words
            .get(self.at.saturating_add(1)..)
            .unwrap_or(&[])
            .iter()
            .take(2)
            .any(|w| w.lex == Lex::Key(Key::Whether))
        {
            return true;
        }
        let times = |w: &Word| {
            matches!(
                w.lex,
                Lex::Weekday(_)
                    | Lex::RelDay(_)
                    | Lex::Morgen
                    | Lex::Digits(_)
                    | Lex::Num(_)
                    | Lex::Ord(_)
                    | Lex::Part(_)
                    | Lex::Month(_)
                    | Lex::Unit(_)
            )
        };
        if self.clause().any(times) {
            return false;
        }
        let asks = self.clause().take(2).any(|w| w.lex == Lex::Key(Key::Whether));
        let verb_first =
            self.clause().last().is_some_and(|w| w.lex == Lex::Key(Key::Able)) && self.clause().count() > 1;
        asks || verb_first
    }

    /// True in a clause that begins with "wenn" or "falls" and has named a time.
    pub(super) fn conditional(&self) -> bool {
        self.clause().any(|w| w.lex == Lex::Key(Key::Wenn))
            && self
                .items
                .iter()
                .rev()
                .take(6)
                .any(|i| matches!(i.kind, Kind::Day(_) | Kind::Clock(_) | Kind::Part(..)))
    }

    /// True where the last time that was said is one of the clock.
    pub(super) fn clock_said(&self) -> bool {
        let time =
            self.items.iter().rev().find(|i| {
                matches!(i.kind, Kind::Day(_) | Kind::Clock(_) | Kind::Part(..) | Kind::Ordinal(_))
            });
        matches!(time.map(|i| i.kind), Some(Kind::Clock(_)))
    }

    /// True where nothing but words that say nothing about time stands between a repair and here.
    pub(super) fn comments_repair(&self) -> bool {
        let mut gap = false;
        for item in self.items.iter().rev().take(4) {
            match item.kind {
                Kind::Gap => gap = true,
                Kind::Join(Join::Comma | Join::Hesitation) => {}
                Kind::Join(Join::Repair) => return gap,
                _ => return false,
            }
        }
        false
    }

    /// "… ab 15 Uhr, vorher hab ich keine Zeit": said of what lies before or after the time.
    pub(super) fn about_rest(&self) -> bool {
        let time = |w: &&Word| {
            !matches!(
                w.lex,
                Lex::Weekday(_) | Lex::RelDay(_) | Lex::Morgen | Lex::Part(_) | Lex::Key(Key::Uhr)
            )
        };
        self.clause()
            .take_while(time)
            .any(|w| matches!(w.lex, Lex::Key(Key::Earlier | Key::Later | Key::Thereafter)))
    }

    /// True where words that say nothing about time stand between the last time and here.
    pub(super) fn strays(&self) -> bool {
        let time = |w: &&Word| {
            !matches!(
                w.lex,
                Lex::Weekday(_)
                    | Lex::Weekly(_)
                    | Lex::RelDay(_)
                    | Lex::Morgen
                    | Lex::Part(_)
                    | Lex::Month(_)
                    | Lex::Ord(_)
                    | Lex::Key(Key::Uhr | Key::Weekend)
                    | Lex::Digits(_)
                    | Lex::Num(_)
            )
        };
        // The "s" of "geht's" is no word.
        self.clause().take_while(time).any(|w| {
            matches!(w.lex, Lex::Unknown if w.len > 1)
                || matches!(w.lex, Lex::Given | Lex::Title | Lex::Counted)
        })
    }

    /// "leider kann ich am Donnerstag nicht am 20. November schon": right behind a time that a verb stood before, and right
    /// before another.
    pub(super) fn between_times(&self) -> bool {
        let behind = matches!(
            self.items.last().map(|i| i.kind),
            Some(Kind::Day(_) | Kind::Clock(_) | Kind::Ordinal(_))
        );
        let before =
            matches!(self.lex(1), Some(Lex::Key(Key::Am) | Lex::Weekday(_) | Lex::RelDay(_) | Lex::Morgen));
        behind && before && self.clause().any(|w| w.lex == Lex::Key(Key::Able))
    }

    /// "Mittwoch nicht, …": the word stands right behind a time, and its clause ends.
    pub(super) fn directly(&self) -> bool {
        let last = self.items.iter().rev().find(|i| !matches!(i.kind, Kind::Join(Join::Hesitation)));
        let time = last.is_some_and(|i| {
            matches!(
                i.kind,
                Kind::Day(_) | Kind::Clock(_) | Kind::Part(..) | Kind::Ordinal(_) | Kind::Repeat(_)
            )
        });
        time && self.clause_ends(1)
    }

    /// "Freitag um 14 Uhr spätestens", "um drei ist das Früheste": the bound stands behind its time.
    pub(super) fn bounds_before(&self) -> bool {
        // The adverb ends in -ns; the adjective behind a day ("Freitag das Späteste") asks for the last one of that day.
        let adverb = self.rest().first().is_some_and(|w| w.len >= 10);
        let time = self.items.last().is_some_and(|i| match i.kind {
            Kind::Clock(_) | Kind::Number(_) => true,
            Kind::Day(_) | Kind::Part(..) | Kind::Ordinal(_) => adverb,
            _ => false,
        });
        time && self.clause_ends(1)
    }

    /// "wenn das nicht geht", "falls nicht": what follows is the second choice.
    pub(super) fn wenn(&mut self) {
        let times = |l: Lex| {
            matches!(
                l,
                Lex::Weekday(_)
                    | Lex::RelDay(_)
                    | Lex::Morgen
                    | Lex::Digits(_)
                    | Lex::Num(_)
                    | Lex::Ord(_)
                    | Lex::Part(_)
            )
        };
        let not = (1..6usize)
            .take_while(|n| !self.lex(*n).is_some_and(times))
            .find(|n| self.lex(*n) == Some(Lex::Key(Key::Nicht)));
        match not {
            Some(n) => {
                let more = matches!(
                    self.lex(n.saturating_add(1)),
                    Some(Lex::Key(Key::Possible) | Lex::Unknown | Lex::Filler)
                );
                self.join(n.saturating_add(1).saturating_add(more.into()), Join::Else);
            }
            None => self.gap(1),
        }
    }
}
