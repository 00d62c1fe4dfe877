//! What the configurations of all daemons have in common: how the layers become one file, the sections that each has, how
//! a value is read, and how everything that is wrong with it is told.

mod error;
mod findings;
pub mod layers;
pub mod sections;
pub mod value;

pub use self::error::{ConfigError, Problem};
pub use self::findings::Findings;
pub use self::layers::Dialect;
