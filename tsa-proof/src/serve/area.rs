//! Which part of the service a path belongs to: what limits, headers and metrics tell apart.

/// A part of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Area {
    /// What a person sees.
    Page,
    /// What scripts of the pages ask, with a cookie.
    Session,
    /// What programs ask, with a key.
    Api,
    /// Embedded files.
    Static,
    /// The sandboxed frame.
    Frame,
    /// Health, readiness, metrics.
    Health,
}

impl Area {
    /// All of them.
    pub const ALL: [Area; 6] =
        [Area::Page, Area::Session, Area::Api, Area::Static, Area::Frame, Area::Health];

    /// Of a path.
    pub fn of(path: &str) -> Area {
        match path.split('/').nth(1).unwrap_or_default() {
            "api" | "openapi.json" => Area::Api,
            "session" => Area::Session,
            "static" => Area::Static,
            "frame" => Area::Frame,
            "healthz" | "readyz" | "metrics" => Area::Health,
            _ => Area::Page,
        }
    }

    /// The word for logs and metric labels.
    pub fn name(self) -> &'static str {
        match self {
            Area::Page => "page",
            Area::Session => "session",
            Area::Api => "api",
            Area::Static => "static",
            Area::Frame => "frame",
            Area::Health => "health",
        }
    }

    /// The most octets of a request's body. A deposit of 10,000 items with names and holders is a few megabytes; a form
    /// is small.
    pub(super) fn max_body(self) -> usize {
        match self {
            Area::Api | Area::Session => 16 * 1024 * 1024,
            Area::Page => 256 * 1024,
            Area::Static | Area::Frame | Area::Health => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Area;

    #[test]
    fn paths_have_one_area() {
        for (path, area) in [
            ("/", Area::Page),
            ("/en/deposit", Area::Page),
            ("/en/api/", Area::Page),
            ("/api/v1/deposits", Area::Api),
            ("/openapi.json", Area::Api),
            ("/apiary", Area::Page),
            ("/session/deposits", Area::Session),
            ("/static/00/app/text.mjs", Area::Static),
            ("/frame", Area::Frame),
            ("/readyz", Area::Health),
        ] {
            assert_eq!(Area::of(path), area, "{path}");
        }
    }
}
