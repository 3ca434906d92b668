use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

/// Where the values of a template come from.
///
/// Implemented for maps and for lists of pairs; the first pair of a name counts.
pub trait Lookup {
    /// The value of a name, or `None`.
    fn get(&self, name: &str) -> Option<&str>;

    /// Every name that has a value, to suggest the one that was meant. Asked for only when something is wrong.
    fn names(&self) -> Vec<&str> {
        Vec::new()
    }
}

impl<L: Lookup + ?Sized> Lookup for &L {
    fn get(&self, name: &str) -> Option<&str> {
        (**self).get(name)
    }

    fn names(&self) -> Vec<&str> {
        (**self).names()
    }
}

impl<K: AsRef<str>, V: AsRef<str>> Lookup for [(K, V)] {
    fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(k, _)| k.as_ref() == name).map(|(_, v)| v.as_ref())
    }

    fn names(&self) -> Vec<&str> {
        self.iter().map(|(k, _)| k.as_ref()).collect()
    }
}

impl<K: AsRef<str>, V: AsRef<str>, const N: usize> Lookup for [(K, V); N] {
    fn get(&self, name: &str) -> Option<&str> {
        Lookup::get(self.as_slice(), name)
    }

    fn names(&self) -> Vec<&str> {
        self.as_slice().names()
    }
}

impl<K: AsRef<str>, V: AsRef<str>> Lookup for Vec<(K, V)> {
    fn get(&self, name: &str) -> Option<&str> {
        Lookup::get(self.as_slice(), name)
    }

    fn names(&self) -> Vec<&str> {
        self.as_slice().names()
    }
}

impl<V: AsRef<str>> Lookup for BTreeMap<String, V> {
    fn get(&self, name: &str) -> Option<&str> {
        BTreeMap::get(self, name).map(AsRef::as_ref)
    }

    fn names(&self) -> Vec<&str> {
        self.keys().map(String::as_str).collect()
    }
}

impl<V: AsRef<str>, S: BuildHasher> Lookup for HashMap<String, V, S> {
    fn get(&self, name: &str) -> Option<&str> {
        HashMap::get(self, name).map(AsRef::as_ref)
    }

    fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.keys().map(String::as_str).collect();
        // The order of a hash map must not decide which suggestion is made.
        names.sort_unstable();
        names
    }
}
