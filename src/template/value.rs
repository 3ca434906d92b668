//! What is put in for a marker.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use crate::phone::Number;
use crate::temporal;

/// A value of a template: text, as a voice platform sends everything, or something this library knows the type of.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// Text. A marker with a format reads it: `2025-11-06`, `14:30`, `2025-11-06T14:30`, `+493023125000`.
    Text(&'a str),
    /// A date, a time, a stretch …
    Temporal(&'a temporal::Value),
    /// A civil date.
    Date(NaiveDate),
    /// A wall time.
    Time(NaiveTime),
    /// A telephone number.
    Phone(&'a Number),
}

/// What can be the value of a variable, or be without one.
///
/// Implemented for texts, dates, times, [`temporal::Value`], [`Number`], and `Option` of each.
pub trait ToValue {
    /// The value, or `None` where there is none.
    fn to_value(&self) -> Option<Value<'_>>;
}

impl ToValue for Value<'_> {
    fn to_value(&self) -> Option<Value<'_>> {
        Some(*self)
    }
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> Option<Value<'_>> {
        self.as_ref().and_then(T::to_value)
    }
}

macro_rules! to_value {
    ($($type:ty => $make:expr),* $(,)?) => {$(
        impl ToValue for $type {
            #[inline]
            fn to_value(&self) -> Option<Value<'_>> {
                let make: for<'a> fn(&'a $type) -> Value<'a> = $make;
                Some(make(self))
            }
        }
    )*};
}
to_value! {
    str => |v| Value::Text(v),
    String => |v| Value::Text(v),
    Box<str> => |v| Value::Text(v),
    Rc<str> => |v| Value::Text(v),
    Arc<str> => |v| Value::Text(v),
    Cow<'_, str> => |v| Value::Text(v),
    NaiveDate => |v| Value::Date(*v),
    NaiveTime => |v| Value::Time(*v),
    temporal::Value => |v| Value::Temporal(v),
    Number => |v| Value::Phone(v),
}

impl<T: ToValue + ?Sized> ToValue for &T {
    #[inline]
    fn to_value(&self) -> Option<Value<'_>> {
        (**self).to_value()
    }
}
