//! T4: a state that was restored from a copy, cloned, or is in use starts no daemon. Forced past it, a new log begins, and no
//! serial number comes again.

#[cfg(test)]
mod daemon;
#[cfg(test)]
mod in_process;

#[cfg(test)]
mod cases {
    use std::collections::HashSet;
    use std::env;
    use std::path::Path;

    use conformance_tests::openssl::run;
    use conformance_tests::report::Tally;
    use conformance_tests::stopwatch::Stopwatch;
    use tempfile::TempDir;
    use tsa_journal::{CreateOptions, accept_rollback, create, verify};

    use crate::in_process::Grants;

    /// C26, C27: five times issued, rolled back and forced past it. Every log begins at index 0 again, and so the random bits
    /// alone keep the serial numbers apart.
    #[test]
    fn t4_c27_no_serial_comes_again_after_a_rollback() {
        let tally = Tally::new("rollback::t4_c27_no_serial_comes_again_after_a_rollback", "tsa-journal");
        let tokens: usize =
            env::var("TSA_ROLLBACK_TOKENS").map_or(1_000_000, |text| text.parse().expect("a number"));
        let grants = Grants::new();
        let scratch = TempDir::new().expect("a scratch directory");
        let path = |name: &str| scratch.path().join(name);
        let (directory, watermark, snapshot) = (path("journal"), path("watermark"), path("snapshot"));
        let options = |life: usize| CreateOptions {
            directory: directory.clone(),
            watermark: watermark.clone(),
            origin: format!("tsa.example/log-{life}"),
        };
        let (watch, mut serials, mut zero) = (Stopwatch::start(), HashSet::with_capacity(tokens), 0);
        create(&options(0)).expect("a journal");
        for life in 1..=LIVES {
            tally.case();
            let half = tokens / LIVES / 2;
            let opened = grants.open(&directory, &watermark).expect("the journal");
            let mut issued = grants.record(&opened.sequencer, half);
            drop(opened);
            copy(&directory, &snapshot);

            let opened = grants.open(&directory, &watermark).expect("the journal");
            issued.extend(grants.record(&opened.sequencer, half));
            publish(&directory, &opened.sequencer);
            drop(opened);
            let published = verify(&directory, Some(&watermark), |_| ()).expect("whole");
            zero += issued.iter().filter(|serial| serial.index().value() == 0).count();
            for serial in issued {
                assert!(serials.insert(*serial.as_bytes()), "C27: {serial} comes again in life {life}");
            }

            remove(&directory);
            copy(&snapshot, &directory);
            let refused = grants.open(&directory, &watermark).expect_err("T4: a restored journal");
            assert_eq!(refused.exit_code(), 71, "{refused}");
            let former = accept_rollback(&options(life)).expect("accepted");
            assert_eq!((former.size, former.root), (published.totals.leaves, published.root));
            let opened = grants.open(&directory, &watermark).expect("the new journal");
            assert_eq!(opened.report.former.as_ref(), Some(&former), "the new journal names the old log");
            assert_eq!(opened.report.origin, format!("tsa.example/log-{life}"));
            assert_eq!(opened.report.totals.leaves, 0, "a log is never continued");
            assert_eq!(opened.report.last_gen_time, published.last_gen_time, "genTime goes on");
        }
        assert_eq!((serials.len(), zero), (tokens / LIVES / 2 * 2 * LIVES, LIVES));
        println!(
            "T4: {} serial numbers over {LIVES} logs, none twice; {:.0} s",
            serials.len(),
            watch.elapsed().as_secs_f64()
        );
    }

    /// Says that all of it is published, as the publisher does before it signs a checkpoint.
    fn publish(directory: &Path, sequencer: &tsa_journal::Sequencer) {
        let whole = verify(directory, None, |_| ()).expect("whole");
        sequencer.advance_watermark(whole.totals.leaves, whole.root).expect("all of it is durable");
    }

    fn copy(from: &Path, to: &Path) {
        remove(to);
        let (from, to) = (from.to_string_lossy(), to.to_string_lossy());
        run(Path::new("/"), "cp", &["-a", &from, &to]).success("cp");
    }

    fn remove(path: &Path) {
        run(Path::new("/"), "rm", &["-rf", &path.to_string_lossy()]).success("rm");
    }

    const LIVES: usize = 5;
}
