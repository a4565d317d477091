//! What a dated event did to a series: observed against what would have come without it.
//!
//! | module | answers |
//! |---|---|
//! | [`counterfactual`] | the months after an event against the forecast of the months before, by three methods |
//! | [`law`], [`mixture`] | what is known of a number, and its band |
//! | [`grid`] | the exact posterior on a grid of variance ratios: bands that stay honest when the level drifts |
//! | [`gibbs`] | the published sampler, with its published priors |
//! | [`reopening`] | a closure and a reopening in one model: recovery share and half-life |
//! | [`shape`] | how an event enters: step, pulse, ramp, fade, and the share of its first month |
//! | [`placebo`] | the same method at dates at which nothing happened |
//! | [`controls`] | the same effect with each control left out |
//! | [`words`] | a sentence that follows from the interval and from nothing else |

pub mod controls;
pub mod counterfactual;
pub mod gibbs;
pub mod grid;
pub mod law;
pub mod mixture;
pub mod placebo;
pub mod reopening;
pub mod shape;
mod standard;
pub mod words;
