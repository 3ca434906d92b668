//! All plans of a set of calling codes in one acyclic automaton without a state too many.

use std::collections::{BTreeSet, HashMap};

use super::metadata::{KINDS, Territory};
use super::pattern::{Dfa, Group, Prefix, Width, groups};
use crate::Result;

/// A state: what it says of a number that ends here (0: nothing), and where the ten digits lead (0: nowhere).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct State {
    pub(super) out: u16,
    pub(super) next: [u32; 10],
}

/// What is known of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Class {
    pub(super) region: usize,
    pub(super) kind: &'static str,
    pub(super) national: usize,
    pub(super) international: usize,
}

/// One way to write a number: the widths of its groups, and the text with `$1` for the first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Form {
    pub(super) widths: Vec<Width>,
    pub(super) text: String,
}

/// What is cut off a number as it is dialled at home, and what comes in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Cut {
    /// Where more digits follow.
    pub(super) here: Option<Kept>,
    /// Where none does.
    pub(super) at_end: Option<Kept>,
}

/// What comes in the place of what is cut off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Kept {
    /// Digits that stand before the others.
    pub(super) before: usize,
    /// Some of those that were cut off, counted from the start.
    pub(super) digits: (u8, u8),
}

/// A list in which everything stands once; its first entry is the empty one.
pub(super) struct Once<T>(pub(super) Vec<T>);

impl<T: PartialEq> Once<T> {
    pub(super) fn place(&mut self, item: T) -> usize {
        if let Some(at) = self.0.iter().position(|i| *i == item) {
            return at;
        }
        self.0.push(item);
        self.0.len().saturating_sub(1)
    }
}

/// The plans of some calling codes.
pub(super) struct Plans {
    pub(super) states: Vec<State>,
    known: HashMap<State, u32>,
    pub(super) classes: Once<Option<Class>>,
    pub(super) forms: Once<Form>,
    pub(super) cuts: Once<Option<Cut>>,
    pub(super) literals: Once<String>,
    /// ISO 3166, calling code, first state of what is dialled before its own numbers and before those abroad.
    pub(super) regions: Vec<(String, u16, u32, u32)>,
    pub(super) codes: Vec<Code>,
}

/// One calling code.
pub(super) struct Code {
    pub(super) code: u16,
    /// The lengths that numbers may have, bit by bit; where several territories share the code, those of the first.
    pub(super) lengths: u32,
    /// The lengths of what is dialled inside a town only.
    pub(super) local: u32,
    pub(super) start: u32,
}

fn mask(lengths: &BTreeSet<usize>) -> u32 {
    lengths.iter().filter(|l| **l < 32).fold(0, |mask, l| mask | 1_u32 << l)
}

impl Plans {
    pub(super) fn new(territories: &[&Territory]) -> Result<Self> {
        let mut plans = Self {
            states: Vec::new(),
            known: HashMap::new(),
            classes: Once(vec![None]),
            forms: Once(vec![Form { widths: Vec::new(), text: String::new() }]),
            cuts: Once(vec![None]),
            literals: Once(vec![String::new()]),
            regions: Vec::new(),
            codes: Vec::new(),
        };
        plans.state(State::default())?;
        for territory in territories {
            let dialled = plans.dialled(territory)?;
            let abroad = plans.abroad(territory)?;
            plans.regions.push((territory.id.clone(), territory.code, dialled, abroad));
        }
        plans.regions.sort();
        let codes: BTreeSet<u16> = territories.iter().map(|t| t.code).collect();
        for code in codes {
            let mut shared: Vec<&Territory> =
                territories.iter().copied().filter(|t| t.code == code).collect();
            shared.sort_by_key(|t| !t.main);
            let (lengths, local) =
                shared.first().map(|t| (mask(&t.lengths), mask(&t.local))).unwrap_or_default();
            let start = Walk::new(&mut plans, &shared)?.start()?;
            plans.codes.push(Code { code, lengths, local: local & !lengths, start });
        }
        Ok(plans)
    }

    fn state(&mut self, state: State) -> Result<u32> {
        if let Some(at) = self.known.get(&state) {
            return Ok(*at);
        }
        let at = u32::try_from(self.states.len())?;
        self.states.push(state);
        self.known.insert(state, at);
        Ok(at)
    }

    /// The automaton of what is dialled before a number at home.
    fn dialled(&mut self, territory: &Territory) -> Result<u32> {
        let Some(pattern) = &territory.prefix_for_parsing else { return Ok(0) };
        let rule = territory.transform.as_deref();
        let (before, group) = match rule.map(|r| r.split_once('$')) {
            None => ("", u32::MAX),
            Some(Some((before, group))) => (before, group.parse()?),
            Some(None) => return Err("a transform rule without a group".into()),
        };
        self.prefix(pattern, before, group)
    }

    /// The automaton of what is dialled before the calling code of another country.
    fn abroad(&mut self, territory: &Territory) -> Result<u32> {
        let Some(pattern) = &territory.prefix_abroad else { return Ok(0) };
        self.prefix(pattern, "", u32::MAX)
    }

    fn prefix(&mut self, pattern: &str, before: &str, group: u32) -> Result<u32> {
        let prefix = Prefix::new(pattern, group)?;
        let before = self.literals.place(before.to_owned());
        // States come in breadth-first order: each leads to later ones only.
        let mut places = vec![0_u32; prefix.rows.len()];
        for at in (1..prefix.rows.len()).rev() {
            let (Some(row), Some(cut)) = (prefix.rows.get(at), prefix.cuts.get(at)) else { continue };
            let kept = |group: Group| group.map_or(Kept::default(), |digits| Kept { before, digits });
            let cut = Cut { here: cut.here.map(kept), at_end: cut.at_end.or(cut.here).map(kept) };
            let out = self.cuts.place(cut.at_end.map(|_| cut));
            let next = row.map(|n| usize::try_from(n).ok().and_then(|n| places.get(n)).copied().unwrap_or(0));
            let state = self.state(State { out: u16::try_from(out)?, next })?;
            if let Some(place) = places.get_mut(at) {
                *place = state;
            }
        }
        places.get(1).copied().ok_or_else(|| "a prefix without a start".into())
    }
}

/// The patterns of one territory.
struct Patterns {
    region: usize,
    leading: Option<Dfa>,
    general: Dfa,
    kinds: Vec<Option<(Dfa, BTreeSet<usize>)>>,
}

impl Patterns {
    fn all(&self) -> impl Iterator<Item = &Dfa> {
        self.leading.iter().chain([&self.general]).chain(self.kinds.iter().flatten().map(|(dfa, _)| dfa))
    }
}

struct Written {
    leading: Option<Dfa>,
    pattern: Dfa,
    national: Option<usize>,
    international: Option<usize>,
}

/// All patterns of one calling code at once: a state for each is a state of all.
struct Walk<'a> {
    plans: &'a mut Plans,
    patterns: Vec<Patterns>,
    formats: Vec<Written>,
    most: usize,
    seen: HashMap<(usize, Vec<u32>), u32>,
}

impl<'a> Walk<'a> {
    fn new(plans: &'a mut Plans, shared: &[&Territory]) -> Result<Self> {
        let code = shared.first().map(|t| t.code).unwrap_or_default();
        let mut patterns = Vec::new();
        for territory in shared {
            let place = (territory.id.as_str(), territory.code);
            let region = plans.regions.iter().position(|(id, code, ..)| (id.as_str(), *code) == place);
            let kinds = territory.kinds.iter().map(|kind| {
                kind.as_ref().map(|k| Ok((Dfa::whole(&k.pattern)?, k.lengths.clone()))).transpose()
            });
            patterns.push(Patterns {
                region: region.ok_or("a region that is not there")?,
                leading: territory.leading_digits.as_deref().map(Dfa::beginning).transpose()?,
                general: Dfa::whole(&territory.general)?,
                kinds: kinds.collect::<Result<_>>()?,
            });
        }
        let mut formats = Vec::new();
        for format in shared.first().into_iter().flat_map(|t| &t.formats) {
            let widths = groups(&format.pattern)?;
            let mut form =
                |text: &str| plans.forms.place(Form { widths: widths.clone(), text: text.to_owned() });
            formats.push(Written {
                leading: format.leading_digits.as_deref().map(Dfa::beginning).transpose()?,
                pattern: Dfa::whole(&format.pattern)?,
                national: format.national.as_deref().map(&mut form),
                international: format.international.as_deref().map(form),
            });
        }
        // E.164: fifteen digits with the calling code.
        let most = 15_usize.saturating_sub(code.to_string().len());
        Ok(Self { plans, patterns, formats, most, seen: HashMap::new() })
    }

    fn automata(&self) -> impl Iterator<Item = &Dfa> {
        let formats = self.formats.iter().flat_map(|f| f.leading.iter().chain([&f.pattern]));
        self.patterns.iter().flat_map(Patterns::all).chain(formats)
    }

    fn start(mut self) -> Result<u32> {
        let start = vec![1; self.automata().count()];
        self.visit(0, start)
    }

    fn visit(&mut self, depth: usize, at: Vec<u32>) -> Result<u32> {
        let key = (depth, at);
        if let Some(state) = self.seen.get(&key) {
            return Ok(*state);
        }
        let mut state = State { out: self.out(depth, &key.1)?, next: [0; 10] };
        if depth < self.most && self.alive(&key.1) {
            for (digit, slot) in state.next.iter_mut().enumerate() {
                let next = self.automata().zip(&key.1).map(|(dfa, at)| dfa.next(*at, digit)).collect();
                *slot = self.visit(depth.saturating_add(1), next)?;
            }
        }
        let state = self.plans.state(state)?;
        self.seen.insert(key, state);
        Ok(state)
    }

    /// A number of some territory can still come of it.
    fn alive(&self, at: &[u32]) -> bool {
        let mut at = at.iter();
        self.patterns.iter().any(|p| {
            let mut states = p.all().map(|_| at.next().copied().unwrap_or(0)).collect::<Vec<_>>().into_iter();
            if p.leading.is_some() {
                states.next();
            }
            states.next().is_some_and(|general| general != 0)
        })
    }

    /// Google's `getRegionCodeForNumber`, `getNumberType` and `chooseFormattingPatternForNumber` for a number that ends here.
    fn out(&mut self, depth: usize, at: &[u32]) -> Result<u16> {
        let mut states = at.iter().copied();
        let mut found = None;
        for p in &self.patterns {
            let mut accepts = |dfa: &Dfa| states.next().is_some_and(|s| dfa.accepts(s));
            let leading = p.leading.as_ref().map(&mut accepts);
            let general = accepts(&p.general);
            let mut is = [false; KINDS.len()];
            for (is, kind) in is.iter_mut().zip(&p.kinds) {
                let Some((dfa, lengths)) = kind else { continue };
                *is = accepts(dfa) && general && lengths.contains(&depth);
            }
            if found.is_some() || leading == Some(false) {
                continue;
            }
            let [narrow @ .., fixed, mobile] = is;
            let kind = match narrow.iter().position(|is| *is).and_then(|at| KINDS.get(at)) {
                Some((_, kind)) => Some(*kind),
                None if fixed && mobile => Some("FixedLineOrMobile"),
                None if fixed => Some("FixedLine"),
                None if mobile => Some("Mobile"),
                None => None,
            };
            if kind.is_some() || leading == Some(true) {
                found = Some((p.region, kind));
            }
        }
        let (mut national, mut international) = (None, None);
        for f in &self.formats {
            let mut accepts = |dfa: &Dfa| states.next().is_some_and(|s| dfa.accepts(s));
            let leading = f.leading.as_ref().is_none_or(&mut accepts);
            let both = accepts(&f.pattern) && leading;
            if both {
                national = national.or(f.national);
                international = international.or(f.international);
            }
        }
        let Some((region, Some(kind))) = found else { return Ok(0) };
        let class = Class {
            region,
            kind,
            national: national.unwrap_or(0),
            international: international.unwrap_or(0),
        };
        Ok(u16::try_from(self.plans.classes.place(Some(class)))?)
    }
}
