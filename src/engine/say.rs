//! What the engine says: the values read back, or why not.

use super::{Engine, JudgedSlot};
use crate::finding::Lang;
use crate::rules::judge::{Problem, Wording};
use crate::rules::question::{Spoken, is_name, rendered};
use crate::rules::{SlotType, speak};

impl Engine {
    /// Why not, as the caller hears it.
    pub(super) fn refusal(&self, reason: Option<&str>) -> String {
        let sorry = match self.rules.locale {
            Lang::De => "Das ist leider nicht möglich.",
            Lang::En => "I am sorry, that is not possible.",
        };
        reason.map_or_else(|| sorry.to_owned(), |reason| format!("{sorry} {reason}"))
    }

    /// The reason of a problem that no question solves.
    pub(super) fn reason(fatal: &Problem) -> Option<&str> {
        match &fatal.wording {
            Wording::After(reason) | Wording::Whole(reason) => Some(reason),
            Wording::Own => None,
        }
    }

    /// What is said when a person takes over.
    pub(super) fn hand_over(&self, spoken: &Spoken<'_>) -> String {
        let lang = self.rules.locale;
        let own = self.rules.limits.hand_over.as_ref().and_then(|text| rendered(text, lang, spoken));
        own.unwrap_or_else(|| match lang {
            Lang::De => "Einen Moment bitte, ich verbinde Sie mit unserem Team.".to_owned(),
            Lang::En => "One moment, please, I am putting you through to a colleague.".to_owned(),
        })
    }

    /// The values read back.
    pub(super) fn confirmation(&self, judged: &[JudgedSlot<'_>], spoken: &Spoken<'_>) -> String {
        let lang = self.rules.locale;
        let own = self.rules.confirmation.as_ref().and_then(|c| rendered(c, lang, spoken));
        if let Some(own) = own {
            return own;
        }
        let mut parts: Vec<(u8, String)> = judged
            .iter()
            .filter(|s| s.is.value.is_some())
            .filter_map(|s| match &s.slot.say {
                Some(say) => Some((rank(s), rendered(say, lang, spoken)?)),
                None => Some((rank(s), read_back(s, lang)?)),
            })
            .filter(|(_, part)| !part.is_empty())
            .collect();
        // What, when, for whom: the order in which a voice would say it. Equal ones stay in the order of the file.
        parts.sort_by_key(|(rank, _)| *rank);
        let parts: Vec<String> = parts.into_iter().map(|(_, part)| part).collect();
        match (lang, parts.is_empty()) {
            (Lang::De, true) => "Vielen Dank, ich habe alles notiert.".to_owned(),
            (Lang::De, false) => format!("Ich habe notiert: {}.", parts.join(", ")),
            (Lang::En, true) => "Thank you, I have everything.".to_owned(),
            (Lang::En, false) => format!("I have noted: {}.", parts.join(", ")),
        }
    }
}

/// What comes first when values are read back: what it is about, then when, then for whom.
fn rank(slot: &JudgedSlot<'_>) -> u8 {
    match slot.slot.r#type {
        SlotType::Date | SlotType::Time | SlotType::Moment => 1,
        SlotType::Text if is_name(slot.name) => 2,
        _ => 0,
    }
}

/// A value in the confirmation, where the rules do not say how; `None` for what nobody needs to hear again.
fn read_back(slot: &JudgedSlot<'_>, lang: Lang) -> Option<String> {
    let spoken = &slot.is.spoken;
    Some(match (slot.slot.r#type, lang) {
        (
            SlotType::Phone | SlotType::Boolean | SlotType::Number | SlotType::Email | SlotType::Duration,
            _,
        ) => return None,
        (SlotType::Date | SlotType::Moment, Lang::De) => speak::on(spoken),
        (SlotType::Date | SlotType::Moment, Lang::En) => format!("on {spoken}"),
        (SlotType::Time, Lang::De) => format!("um {spoken}"),
        (SlotType::Time, Lang::En) => format!("at {spoken}"),
        (SlotType::Text, Lang::De) if is_name(slot.name) => format!("auf den Namen {spoken}"),
        (SlotType::Text, Lang::En) if is_name(slot.name) => format!("for {spoken}"),
        _ => spoken.clone(),
    })
}
