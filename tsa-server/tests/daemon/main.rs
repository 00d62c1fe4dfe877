//! The real daemon, started as its operators start it, on free ports.

#![expect(unreachable_pub, reason = "modules of one test program")]

#[cfg(test)]
mod authority;
#[cfg(test)]
mod client;
#[cfg(test)]
mod configured;
#[cfg(test)]
mod dev;
#[cfg(test)]
mod drain;
#[cfg(test)]
mod issuing;
#[cfg(test)]
mod pressure;
#[cfg(test)]
mod record;
#[cfg(test)]
mod witness;
