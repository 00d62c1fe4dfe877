//! Tests of the journal as a whole.

mod faults;
mod power_loss;
mod publishing;
mod tamper;
