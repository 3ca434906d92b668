use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;
use std::marker::PhantomData;

use super::{ToValue, Value};
use crate::span::Span;

/// Where the values of a template come from.
///
/// Implemented for maps and for lists of pairs; the first pair of a name counts. [`from_fn`] makes one of a function.
pub trait Lookup {
    /// The value of a name, or `None`.
    fn get(&self, name: &str) -> Option<Value<'_>>;

    /// Every name that has a value, to suggest the one that was meant. Asked for only when something is wrong.
    fn names(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Where a name stands in the text that the values were read from, in bytes, to point at one that nothing asks for.
    fn place(&self, _name: &str) -> Option<Span> {
        None
    }
}

impl<L: Lookup + ?Sized> Lookup for &L {
    fn get(&self, name: &str) -> Option<Value<'_>> {
        (**self).get(name)
    }

    fn names(&self) -> Vec<&str> {
        (**self).names()
    }

    fn place(&self, name: &str) -> Option<Span> {
        (**self).place(name)
    }
}

impl<K: AsRef<str>, V: ToValue> Lookup for [(K, V)] {
    fn get(&self, name: &str) -> Option<Value<'_>> {
        self.iter().find(|(k, _)| k.as_ref() == name).and_then(|(_, v)| v.to_value())
    }

    fn names(&self) -> Vec<&str> {
        self.iter().filter(|(_, v)| v.to_value().is_some()).map(|(k, _)| k.as_ref()).collect()
    }
}

impl<K: AsRef<str>, V: ToValue, const N: usize> Lookup for [(K, V); N] {
    fn get(&self, name: &str) -> Option<Value<'_>> {
        Lookup::get(self.as_slice(), name)
    }

    fn names(&self) -> Vec<&str> {
        self.as_slice().names()
    }
}

impl<K: AsRef<str>, V: ToValue> Lookup for Vec<(K, V)> {
    fn get(&self, name: &str) -> Option<Value<'_>> {
        Lookup::get(self.as_slice(), name)
    }

    fn names(&self) -> Vec<&str> {
        self.as_slice().names()
    }
}

impl<V: ToValue> Lookup for BTreeMap<String, V> {
    fn get(&self, name: &str) -> Option<Value<'_>> {
        BTreeMap::get(self, name).and_then(V::to_value)
    }

    fn names(&self) -> Vec<&str> {
        self.iter().filter(|(_, v)| v.to_value().is_some()).map(|(k, _)| k.as_str()).collect()
    }
}

impl<V: ToValue, S: BuildHasher> Lookup for HashMap<String, V, S> {
    fn get(&self, name: &str) -> Option<Value<'_>> {
        HashMap::get(self, name).and_then(V::to_value)
    }

    fn names(&self) -> Vec<&str> {
        let valued = self.iter().filter(|(_, v)| v.to_value().is_some());
        let mut names: Vec<&str> = valued.map(|(k, _)| k.as_str()).collect();
        // The order of a hash map must not decide which suggestion is made.
        names.sort_unstable();
        names
    }
}

/// Values from a function; it cannot tell which names it knows, so nothing is suggested for a misspelled one.
///
/// ```
/// use klartext::template::{MissingPolicy, Syntax, Template, Value, from_fn};
/// let template = Template::parse("<<a>>, <<b>>", Syntax::Angle)?;
/// let values = from_fn(|name| (name != "b").then_some(Value::Text("x")));
/// assert_eq!(template.render(&values, MissingPolicy::Empty).as_deref(), Ok("x, "));
/// # Ok::<(), klartext::Error>(())
/// ```
pub fn from_fn<'v, F: Fn(&str) -> Option<Value<'v>>>(function: F) -> impl Lookup {
    FromFn(function, PhantomData)
}

struct FromFn<'v, F>(F, PhantomData<&'v str>);

impl<'v, F: Fn(&str) -> Option<Value<'v>>> Lookup for FromFn<'v, F> {
    fn get(&self, name: &str) -> Option<Value<'_>> {
        (self.0)(name)
    }
}
