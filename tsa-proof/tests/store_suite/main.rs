//! One suite over both engines: what is true of the store on SQLite is true of it on PostgreSQL.
//!
//! PostgreSQL is started by the suite itself, from Debian's package. Where it is not installed those cases say so and pass,
//! unless `CI=true`: then they fail.

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod concurrency;
#[cfg(test)]
mod database;
#[cfg(test)]
mod deposits;
#[cfg(test)]
mod durability;
#[cfg(test)]
mod erasure;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod server;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod world;

#[cfg(test)]
use database::Database;

/// Every case twice: once for each engine.
#[cfg(test)]
macro_rules! on_both_engines {
    ($($module:ident: $($case:ident),+ $(,)?;)+) => {
        mod sqlite {
            $(mod $module {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
                async fn $case() {
                    crate::$module::$case(&crate::Database::sqlite()).await;
                })+
            })+
        }

        mod postgres {
            $(mod $module {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
                async fn $case() {
                    let Some(database) = crate::Database::postgres().await else { return };
                    crate::$module::$case(&database).await;
                })+
            })+
        }
    };
}

#[cfg(test)]
on_both_engines! {
    accounts: is_found_as_created, has_one_address, pending_gives_way, confirmed_stays,
        a_link_confirms_the_checked_password_alone, password_ends_sessions, password_hash_changes_only_from_the_expected, second_factor, recovery_codes, keys_are_rotated;
    sessions: live_and_end, tokens_are_good_once, tokens_have_a_purpose_and_an_end, api_keys, mails, purge;
    limits: tries_are_counted_in_a_window;
    deposits: a_quota_holds, same_request_is_one_deposit, another_request_under_the_key_is_refused, items_go_forward,
        items_are_counted_by_their_states,
        failed_items_stay_failed, batches_store_what_fits, pages_are_whole_and_in_order, filters, unfinished_in_order,
        other_accounts_see_nothing, many_at_once, log_proofs, a_thousand_items;
    rules: triggers_refuse, a_newer_schema_is_refused, inconsistencies_are_found, reopening_changes_nothing;
    concurrency: one_of_many_takes_a_token, the_limit_holds, one_of_many_makes_the_deposit, deposits_side_by_side,
        one_of_many_stores_the_token, one_of_many_gets_the_address;
    durability: acknowledged_deposits_survive_kill_9;
    erasure: removes_all_but_digests, leaves_no_name_in_the_files, reaches_backups_by_rotation,
        refuses_what_comes_late;
}
