//! BouncyCastle's `TimeStampResponse.validate` and `TimeStampToken.validate`: they look at the contentType attribute, at
//! issuer and serial in the ESS identifier and at the accuracy, which OpenSSL does not.

#[cfg(test)]
mod cases {
    use std::path::Path;

    use conformance_tests::authority::Authority;
    use conformance_tests::clients::Client;
    use conformance_tests::openssl::{KeyKind, run};
    use conformance_tests::report::Tally;

    const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/java");

    #[test]
    fn tokens_and_rejections() {
        let tally = Tally::new("bouncy_castle::tokens_and_rejections", &Client::BouncyCastle.require());
        let kinds = [KeyKind::P256, KeyKind::P384, KeyKind::Rsa3072];
        let authority = Authority::new(&kinds);
        let tsa = authority.start("");
        let urls = kinds.map(|kind| format!("http://{}{}", tsa.address(), Authority::url_path(kind)));
        let classes =
            ["bcpkix", "bcprov", "bcutil"].map(|name| format!("/usr/share/java/{name}.jar")).join(":");
        let program = ["-cp", &classes, "BouncyCastleCase.java"];
        let arguments: Vec<&str> = program.into_iter().chain(urls.iter().map(String::as_str)).collect();
        let text = run(Path::new(SOURCES), "java", &arguments).success("BouncyCastle");
        for (verdict, each) in [("granted ", 5), ("rejected ", 2)] {
            let count = text.lines().filter(|line| line.starts_with(verdict)).count();
            assert_eq!(count, each * kinds.len(), "{verdict}: {text}");
            tally.cases(u32::try_from(count).expect("a small count"));
        }
    }
}
