//! Items that are settled each on its own: the appointments among them against each other.

use super::JudgedItem;
use crate::appointment::several::{DUPLICATE_BOOKING, SAME_SERVICE_SAME_DAY, Wish};
use crate::appointment::{self, Request};
use crate::conversation::{Part, SlotState};
use crate::finding::{Finding, Lang, Severity};
use crate::number::ordinal;
use crate::rules::judge::{Judge, Judged, Problem, Wording};
use crate::rules::question::is_name;
use crate::rules::{Slot, SlotType};
use crate::verdict::SlotValue;

impl Judge<'_> {
    /// The value of the list, or what stands between its items.
    pub(super) fn together(&self, slot: &Slot, state: &SlotState, items: &[JudgedItem<'_>]) -> Judged {
        let wishes: Option<Vec<Wish>> =
            items.iter().map(wish).collect::<Option<Vec<Wish>>>().filter(|_| super::holds_appointments(slot));
        let mut findings: Vec<Finding> = Vec::new();
        let mut left_out: Vec<usize> = Vec::new();
        if let Some(wishes) = wishes {
            // How many there may be has been decided, and each was judged for itself.
            let several = appointment::several(&wishes, None, &self.rules.booking, self.context);
            let unsettled = several.findings.iter().find(|f| !settled_by_yes(f, state));
            if let Some(finding) = unsettled {
                let wording = Wording::Whole(question(finding, self.rules.locale));
                let problem = Problem::worded(finding.code(), Part::Value, wording);
                let why = problem.code.clone();
                return Judged {
                    problem: Some(problem),
                    findings: several.findings,
                    why,
                    ..Judged::default()
                };
            }
            // "Soll ich ihn nur einmal eintragen?" – "Ja."
            left_out.extend(
                several
                    .findings
                    .iter()
                    .filter(|f| f.is(&DUPLICATE_BOOKING))
                    .filter_map(|f| number(f, "second")),
            );
            findings.extend(several.findings.into_iter().map(|f| f.weighing(Severity::Note)));
        }
        let kept = || {
            items
                .iter()
                .enumerate()
                .filter(|(i, _)| !left_out.contains(&i.saturating_add(1)))
                .map(|(_, item)| item)
        };
        let value = SlotValue::List(kept().map(JudgedItem::values).collect());
        let spoken: Vec<String> = kept().map(said).collect();
        Judged { findings, ..Judged::settled(value, spoken.join("; "), "a list, each item settled") }
    }
}

/// What an item says in one breath.
fn said(item: &JudgedItem<'_>) -> String {
    let parts: Vec<&str> = item
        .slots
        .iter()
        .filter(|(_, _, is)| is.value.is_some())
        .map(|(_, _, is)| is.spoken.as_str())
        .collect();
    parts.join(", ")
}

/// An item as a wish for an appointment; `None` where it has no moment.
fn wish(item: &JudgedItem<'_>) -> Option<Wish> {
    let first = |wanted: fn(&str, &Slot) -> bool| {
        item.slots.iter().find(|(name, slot, _)| wanted(name, slot)).and_then(|(_, _, is)| is.value.clone())
    };
    let text = |value: Option<SlotValue>| match value {
        Some(SlotValue::Choice(text) | SlotValue::Text(text)) => Some(text),
        _ => None,
    };
    let Some(SlotValue::Moment(moment, _)) = first(|_, slot| slot.r#type == SlotType::Moment) else {
        return None;
    };
    let request = match first(|_, slot| slot.r#type == SlotType::Duration) {
        Some(SlotValue::Duration { seconds }) => {
            let minutes =
                seconds.checked_add(59).and_then(|s| s.checked_div(60)).and_then(|m| u32::try_from(m).ok());
            minutes.map_or_else(|| Request::from(moment), |minutes| Request::from(moment).lasting(minutes))
        }
        _ => Request::from(moment),
    };
    let staff = text(first(|name, _| is_staff(name)));
    let service = text(first(|name, slot| slot.r#type == SlotType::Enum && !is_staff(name)));
    Some(Wish { request, service, person: text(first(|name, _| is_name(name) || name == "person")), staff })
}

/// True for slots that hold who of the staff is wanted.
fn is_staff(slot: &str) -> bool {
    matches!(
        slot,
        "staff" | "mitarbeiter" | "mitarbeiterin" | "stylist" | "friseur" | "friseurin" | "employee"
    )
}

/// True where the caller has agreed: twice on a day, or the same one put down once. Overlaps need another time.
fn settled_by_yes(finding: &Finding, state: &SlotState) -> bool {
    (finding.is(&DUPLICATE_BOOKING) || finding.is(&SAME_SERVICE_SAME_DAY))
        && Judge::is_confirmed(state, finding.code())
}

fn number(finding: &Finding, name: &str) -> Option<usize> {
    usize::try_from(finding.datum(name)?.to_json().as_u64()?).ok()
}

fn question(finding: &Finding, lang: Lang) -> String {
    let at = |name: &str| number(finding, name).and_then(|n| u32::try_from(n).ok()).unwrap_or(1);
    let (first, second) = (at("first"), at("second"));
    let german = lang == Lang::De;
    if finding.is(&DUPLICATE_BOOKING) {
        return if german {
            let (first, second) = (ordinal(first), ordinal(second));
            format!("Der {first} und der {second} Termin sind derselbe. Soll ich ihn nur einmal eintragen?")
        } else {
            format!("Appointments {first} and {second} are the same. Shall I put it down once?")
        };
    }
    if finding.is(&SAME_SERVICE_SAME_DAY) {
        return if german {
            "Das wäre zweimal dasselbe an einem Tag. Ist das richtig so?".to_owned()
        } else {
            "That would be the same twice on one day. Is that right?".to_owned()
        };
    }
    if german {
        let (first, second) = (ordinal(first), ordinal(second));
        format!(
            "Der {first} und der {second} Termin überschneiden sich. \
             Welchen von beiden soll ich auf eine andere Zeit legen?"
        )
    } else {
        format!("Appointments {first} and {second} overlap. Which of them shall I move?")
    }
}
