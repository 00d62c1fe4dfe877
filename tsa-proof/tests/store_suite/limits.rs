use tsa_proof::store::AttemptOutcome;

use crate::database::Database;
use crate::world::{HOUR, NOW};

pub(crate) async fn tries_are_counted_in_a_window(database: &Database) {
    let store = database.open().await;
    let (ada, bob) = ([1; 32], [2; 32]);
    let mut last = None;
    for number in 0..3 {
        match store.take_attempt(&ada, NOW + number, HOUR, 3).await.unwrap() {
            AttemptOutcome::Taken(id) => last = Some(id),
            refused => panic!("try {number}: {refused:?}"),
        }
    }
    let refused = AttemptOutcome::Refused { retry_at: NOW + HOUR };
    for _ in 0..2 {
        assert_eq!(store.take_attempt(&ada, NOW + 10, HOUR, 3).await.unwrap(), refused);
    }
    assert_eq!(store.count_attempts(&ada, NOW).await.unwrap(), 3, "refused tries are not counted");
    assert_eq!(store.count_attempts(&ada, NOW + 1).await.unwrap(), 2);
    assert!(matches!(store.take_attempt(&bob, NOW + 10, HOUR, 3).await.unwrap(), AttemptOutcome::Taken(_)));

    store.return_attempt(last.unwrap()).await.unwrap();
    assert!(matches!(store.take_attempt(&ada, NOW + 10, HOUR, 3).await.unwrap(), AttemptOutcome::Taken(_)));
    assert_eq!(store.take_attempt(&ada, NOW + HOUR - 1, HOUR, 3).await.unwrap(), refused);
    // The oldest leaves the window when it says so.
    assert!(matches!(store.take_attempt(&ada, NOW + HOUR, HOUR, 3).await.unwrap(), AttemptOutcome::Taken(_)));
    store.clear_attempts(&ada).await.unwrap();
    assert_eq!(store.count_attempts(&ada, 0).await.unwrap(), 0);
    assert_eq!(store.count_attempts(&bob, 0).await.unwrap(), 1);
}
