//! Neither an answer nor its time tells whether an address has an account.

use std::time::Duration;

use super::ADA;
use crate::accounts::AccountError;
use crate::accounts::testing::{House, client};
use crate::clock::HOUR;

/// Row 35, T23: neither the answer nor its time tells whether an address has an account.
#[tokio::test]
async fn time_tells_nothing_about_accounts() {
    let house = House::with(|settings| settings.answer_grain = Duration::from_millis(4)).await;
    house.signed_in(ADA).await;
    let mut known = Vec::new();
    let mut unknown = Vec::new();
    for sign_in in [true, false] {
        let mut rounds = 0;
        loop {
            known.clear();
            unknown.clear();
            for number in 0..SAMPLES {
                // One after the other, in changing order, under the same load; the limits are lifted by the hour.
                house.clock.advance(HOUR);
                let pair = [(ADA, &mut known), ("bob@example.org", &mut unknown)];
                let pair = if number % 2 == 0 {
                    pair
                } else {
                    let [a, b] = pair;
                    [b, a]
                };
                for (address, times) in pair {
                    let begun = tsa_service::clock::monotonic();
                    if sign_in {
                        let wrong = house.accounts.sign_in(address, "a wrong password", &client(1)).await;
                        assert!(matches!(wrong, Err(AccountError::Credentials)));
                    } else {
                        house.accounts.ask_reset(address, &client(1)).unwrap();
                    }
                    times.push(tsa_service::clock::monotonic().duration_since(begun).as_secs_f64());
                    house.accounts.settle().await;
                }
            }
            let p = welch_p(&known, &unknown);
            rounds += 1;
            if p >= 0.01 {
                break;
            }
            // By chance one round of a hundred is below; three in a row are one in a million.
            assert!(
                rounds < 3,
                "sign-in {sign_in}: p = {p}, known {:?}, unknown {:?}",
                moments(&known),
                moments(&unknown)
            );
        }
    }
}

/// The test of the test: a difference of a twentieth is seen.
#[test]
fn welch_sees_a_difference_and_no_more() {
    let noise = |seed: u64| {
        let mut state = seed;
        move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / f64::from(1_u32 << 31)
        }
    };
    let (mut a, mut b) = (noise(1), noise(2));
    let one: Vec<f64> = (0..SAMPLES).map(|_| 10.0 + a()).collect();
    let same: Vec<f64> = (0..SAMPLES).map(|_| 10.0 + b()).collect();
    let slower: Vec<f64> = one.iter().map(|x| x * 1.05).collect();
    assert!(welch_p(&one, &same) > 0.01);
    assert!(welch_p(&one, &slower) < 0.000_1);
}

/// Two-sided p of Welch's t-test, by the normal distribution, which Student's is at hundreds of degrees of freedom. The
/// slowest tenth of both is left out: what the scheduler adds there says nothing.
fn welch_p(a: &[f64], b: &[f64]) -> f64 {
    let ((mean_a, var_a, n_a), (mean_b, var_b, n_b)) = (moments(a), moments(b));
    let t = (mean_a - mean_b).abs() / (var_a / n_a + var_b / n_b).sqrt();
    erfc(t / std::f64::consts::SQRT_2)
}

fn moments(samples: &[f64]) -> (f64, f64, f64) {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.truncate(samples.len() * 9 / 10);
    let n = sorted.len() as f64;
    let mean = sorted.iter().sum::<f64>() / n;
    (mean, sorted.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0), n)
}

/// Abramowitz and Stegun 7.1.26; the error is below 1.5e-7.
fn erfc(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let terms = [0.254_829_592, -0.284_496_736, 1.421_413_741, -1.453_152_027, 1.061_405_429];
    terms.iter().rev().fold(0.0, |sum, term| (sum + term) * t) * (-x * x).exp()
}

/// Enough that a twentieth of the time of a look-up shows, few enough for a test.
const SAMPLES: usize = 400;
