//! A number that may not be wholly known: between which values it must lie.

use rust_decimal::Decimal;

/// Least and greatest value, both inclusive. Known when both are the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// What it cannot be below.
    pub low: Decimal,
    /// None where nothing bounds it.
    pub high: Option<Decimal>,
}

impl Span {
    /// Exactly 0.
    pub const ZERO: Span = Span { low: Decimal::ZERO, high: Some(Decimal::ZERO) };
    /// A skor of which nothing is known: not below 0.
    pub const UNKNOWN: Span = Span { low: Decimal::ZERO, high: None };

    /// A value that is wholly known.
    pub fn exact(value: Decimal) -> Span {
        Span { low: value, high: Some(value) }
    }

    /// The value, where it is known.
    pub fn known(self) -> Option<Decimal> {
        self.high.filter(|it| *it == self.low)
    }

    /// `self × factor ÷ divisor`, for factors from 0 and divisors above 0.
    pub fn scaled(self, factor: Decimal, divisor: Decimal) -> Span {
        Span { low: self.low * factor / divisor, high: self.high.map(|it| it * factor / divisor) }
    }
}

impl std::ops::Add for Span {
    type Output = Span;
    fn add(self, other: Span) -> Span {
        Span { low: self.low + other.low, high: self.high.zip(other.high).map(|(a, b)| a + b) }
    }
}

impl std::iter::Sum for Span {
    fn sum<I: Iterator<Item = Span>>(parts: I) -> Span {
        parts.fold(Span::ZERO, |a, b| a + b)
    }
}
