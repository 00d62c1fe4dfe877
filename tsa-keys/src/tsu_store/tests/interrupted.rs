//! What a crash, a second writer or a damaged file may leave behind.

use super::*;

#[test]
fn a_crash_while_a_unit_is_made_leaves_none_and_the_name_free() {
    let scene = Scene::new();
    scene.ready("one");
    // Every point at which making `two` can stop: after the directory, the key, the request, the description.
    for written in 0..4 {
        let unfinished = scene.path("tsus/.two.new");
        fs::create_dir(&unfinished).unwrap();
        for file in ["key.pem", "request.pem", "tsu.toml"].into_iter().take(written) {
            fs::copy(scene.path("tsus/one").join(file), unfinished.join(file)).unwrap();
        }
        scene.assert_states(&[("one", TsuState::Pending)]);
        assert!(matches!(scene.store.show("two"), Err(StoreError::Unknown { .. })));
        let old_key = fs::read(unfinished.join("key.pem")).unwrap_or_default();
        scene.create("two").unwrap();
        assert!(!unfinished.exists());
        assert_ne!(fs::read(scene.path("tsus/two/key.pem")).unwrap(), old_key);
        fs::remove_dir_all(scene.path("tsus/two")).unwrap();
    }
}

#[test]
fn a_crash_while_a_unit_is_activated_leaves_the_old_state_or_the_new_one() {
    let scene = Scene::new();
    scene.ready("one");
    scene.activate("one").unwrap();
    scene.ready("two");
    let before = fs::read(scene.path("groups/main.toml")).unwrap();
    scene.activate("two").unwrap();
    let after = fs::read(scene.path("groups/main.toml")).unwrap();

    // Before the rename: the new text is there, in part or whole, under a temporary name only.
    fs::write(scene.path("groups/main.toml"), &before).unwrap();
    for written in [0, after.len() / 2, after.len()] {
        fs::write(scene.path("groups/.main.toml.0123456789abcdef.tmp"), &after[..written]).unwrap();
        scene.assert_states(&[("one", TsuState::Active), ("two", TsuState::Pending)]);
        assert_eq!(scene.store.active("main", None, &TsuRules::default()).unwrap().name, "one");
    }
    // After the rename there is nothing left to do: one file says both.
    assert_eq!(scene.activate("two").unwrap().former.as_deref(), Some("one"));
    scene.assert_states(&[("one", TsuState::Retired), ("two", TsuState::Active)]);
    assert_eq!(scene.activate("two").unwrap().former, None, "done again, it changes nothing");
}

#[test]
fn no_file_that_says_two_or_nonsense_is_believed() {
    let scene = Scene::new();
    scene.ready("one");
    scene.activate("one").unwrap();
    let good = fs::read_to_string(scene.path("groups/main.toml")).unwrap();
    let line = &good[good.find("[[tsu]]").unwrap()..];
    let twice = format!("{good}\n{line}");
    let two_active = twice.replacen("\"one\"", "\"other\"", 1);
    let cases = [
        ("two active", two_active),
        ("listed twice", twice.clone()),
        ("retired without a date", good.replace("\"active\"", "\"retired\"")),
        ("pending in the list", good.replace("\"active\"", "\"pending\"")),
        ("another group", good.replace("\"main\"", "\"other\"")),
        ("a later version", good.replace("version = 1", "version = 2")),
        ("an unknown key", format!("{good}\nsigns = true")),
        ("cut off", good[..good.len() / 2].to_owned()),
        ("empty", String::new()),
    ];
    for (name, text) in cases {
        fs::write(scene.path("groups/main.toml"), text).unwrap();
        assert!(matches!(scene.store.active_entry("main"), Err(StoreError::Damaged { .. })), "{name}");
        assert!(matches!(scene.activate("one"), Err(StoreError::Damaged { .. })), "{name}");
    }
    fs::write(scene.path("groups/main.toml"), good).unwrap();
    let tsu = fs::read_to_string(scene.path("tsus/one/tsu.toml")).unwrap();
    fs::write(scene.path("tsus/one/tsu.toml"), tsu.replace("group = \"main\"", "group = \"other\"")).unwrap();
    assert!(matches!(scene.store.active_entry("main"), Err(StoreError::OtherGroup { .. })));
}

#[test]
fn one_writer_at_a_time_and_readers_never_wait() {
    let scene = Scene::new();
    scene.ready("one");
    let lock = scene.store.lock().unwrap();
    assert!(matches!(scene.create("two"), Err(StoreError::Locked { .. })));
    assert!(matches!(scene.activate("one"), Err(StoreError::Locked { .. })));
    assert!(matches!(scene.store.retire("one", now()), Err(StoreError::Locked { .. })));
    assert_eq!(scene.store.list().unwrap().len(), 1);
    drop(lock);
    scene.activate("one").unwrap();
}
