//! The first page: what it is, and one place to drop files or proofs.

use askama::Template;

use super::Page;

/// `/{lang}/`
#[derive(Template)]
#[template(path = "landing.html")]
pub struct Landing {
    /// The frame of the page.
    pub page: Page,
}
