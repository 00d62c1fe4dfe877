//! What every daemon of this project shares.
