use super::lock::Sharing;
use super::*;
use std::process::{Command, Stdio};
use std::time::Duration;

const NAMES: [&str; 3] = ["piano.pdf", "piano.xlsx", "piano.docx"];

/// Makes a set whose files repeat `version` from the first byte to the last.
fn set(version: &str) -> Vec<Output> {
    let output = |name: &str| Output {
        name: name.to_owned(),
        bytes: format!("{version}\n").repeat(20_000 + name.len()).into_bytes(),
    };
    NAMES.map(output).into()
}

/// Returns the version of each file that exists; panics if one is incomplete.
fn versions(folder: &Path) -> Vec<String> {
    let version = |name: &str| {
        let text = fs::read_to_string(folder.join(name)).ok()?;
        let version = text.lines().next().unwrap_or_default().to_owned();
        let whole = format!("{version}\n").repeat(20_000 + name.len());
        assert!(text == whole, "{name} is not whole");
        Some(version)
    };
    NAMES.iter().filter_map(|n| version(n)).collect()
}

fn listing(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

const WHOLE: [&str; 3] = ["piano.docx", "piano.pdf", "piano.xlsx"];

#[test]
fn a_set_is_written_and_replaced_and_nothing_else_stays() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("nuova/cartella");
    assert_eq!(publish(&folder, &set("uno")).unwrap(), Published::default());
    assert_eq!(versions(&folder), ["uno"; 3]);
    publish(&folder, &set("due")).unwrap();
    assert_eq!(versions(&folder), ["due"; 3]);
    assert_eq!(listing(&folder), WHOLE);
}

#[test]
fn many_sets_are_each_written_or_replaced_in_a_folder_of_their_own() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("tutti");
    let within = ["a", "nord/b", "nord/a"].map(Path::new);
    for version in ["uno", "due"] {
        let batch = Batch::begin(&folder).unwrap();
        let got = Lock::take_within(&folder, Sharing::Exclusive, 3);
        assert!(matches!(got, Err(PublishError::Busy(p)) if p == folder));
        for (number, within) in within.iter().enumerate() {
            batch.publish(number, within, &set(version)).unwrap();
            assert_eq!(versions(&folder.join(within)), [version; 3]);
            assert_eq!(listing(&folder.join(within)), WHOLE);
        }
        batch.finish().unwrap();
        assert_eq!(listing(&folder), ["a", "nord"]);
    }
}

#[test]
fn a_set_among_many_that_cannot_be_written_leaves_nothing() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("file"), "x").unwrap();
    let batch = Batch::begin(home.path()).unwrap();
    let file = home.path().join("file");
    for within in ["file", "file/sotto"] {
        let got = batch.publish(0, Path::new(within), &set("uno"));
        assert!(matches!(got, Err(PublishError::NotAFolder(_))), "{got:?}");
    }
    let bad = Output { name: "nul.pdf".into(), bytes: vec![] };
    let got = batch.publish(1, Path::new("a"), &[bad]);
    assert!(matches!(got, Err(PublishError::BadName(_))), "{got:?}");
    batch.finish().unwrap();
    assert_eq!((listing(home.path()), fs::read(file).unwrap()), (vec!["file".into()], b"x".into()));
}

#[test]
fn what_a_dead_run_of_many_left_is_swept_by_any_run() {
    for again in [
        |folder: &Path| Batch::begin(folder).and_then(Batch::finish).unwrap(),
        |folder: &Path| drop(publish(folder, &[]).unwrap()),
    ] {
        let home = tempfile::tempdir().unwrap();
        let aside = home.path().join(name::staging_folder(7));
        fs::create_dir(&aside).unwrap();
        fs::write(aside.join("piano.pdf"), "due").unwrap();
        publish(&home.path().join("a"), &set("uno")).unwrap();
        again(home.path());
        assert_eq!(listing(home.path()), ["a"]);
        assert_eq!(versions(&home.path().join("a")), ["uno"; 3]);
    }
}

#[test]
fn names_that_are_no_plain_names_or_the_same_are_refused() {
    let home = tempfile::tempdir().unwrap();
    let output = |name: &str| Output { name: name.into(), bytes: vec![] };
    for bad in ["../fuori.pdf", "/fuori.pdf", "", "..", "nul.pdf", ".allegati-journal"] {
        let got = publish(home.path(), &[output(bad)]);
        assert!(matches!(got, Err(PublishError::BadName(n)) if n == bad), "{bad:?}");
    }
    let got = publish(home.path(), &[output("a.pdf"), output("A.PDF")]);
    assert!(matches!(got, Err(PublishError::SameName(n)) if n == "A.PDF"));
    assert_eq!(listing(home.path()), [""; 0]);
}

#[test]
fn what_cannot_be_replaced_is_found_before_anything_is() {
    let home = tempfile::tempdir().unwrap();
    publish(home.path(), &set("uno")).unwrap();
    let last = home.path().join("piano.docx");
    let rights = fs::metadata(&last).unwrap().permissions();
    let mut reading = rights.clone();
    reading.set_readonly(true);
    fs::set_permissions(&last, reading).unwrap();
    let got = publish(home.path(), &set("due"));
    assert!(matches!(got, Err(PublishError::ReadOnlyFile(p)) if p == last));
    assert_eq!(versions(home.path()), ["uno"; 3]);

    fs::set_permissions(&last, rights).unwrap();
    fs::remove_file(&last).unwrap();
    fs::create_dir(&last).unwrap();
    let got = publish(home.path(), &set("due"));
    assert!(matches!(got, Err(PublishError::IsFolder(p)) if p == last));
    fs::remove_dir(&last).unwrap();
    assert_eq!(versions(home.path()), ["uno"; 2]);
    assert_eq!(listing(home.path()), ["piano.pdf", "piano.xlsx"]);
}

#[test]
fn a_file_where_the_folder_should_be_is_said() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("output");
    fs::write(&file, "x").unwrap();
    for folder in [file.clone(), file.join("sotto")] {
        let got = publish(&folder, &set("uno"));
        assert!(matches!(got, Err(PublishError::NotAFolder(p)) if p == folder));
    }
}

/// The states that a death can leave, built with the very steps of [`publish`].
#[test]
fn every_moment_of_death_is_mended() {
    let names = Journal::of(&set("due"));
    // Dead before the journal stood: strays only, the last one cut short.
    for written in 0..=3 {
        let home = tempfile::tempdir().unwrap();
        publish(home.path(), &set("uno")).unwrap();
        write_temporaries(home.path(), &set("due")[..written]).unwrap();
        fs::write(home.path().join(name::NEW_JOURNAL), "piano.p").unwrap();
        fs::write(temporary(home.path(), written), "du").unwrap();
        fs::write(home.path().join(name::LOCK), "").unwrap();
        assert_eq!(mend(home.path()).unwrap(), [""; 0]);
        assert_eq!(versions(home.path()), ["uno"; 3]);
        let again = publish(home.path(), &set("tre")).unwrap();
        assert_eq!((again.completed.len(), versions(home.path())), (0, vec!["tre".into(); 3]));
        assert_eq!(listing(home.path()), WHOLE);
    }
    // Dead after it stood, with so many renames done; with three, before it was removed.
    for renamed in 0..=3 {
        let home = tempfile::tempdir().unwrap();
        publish(home.path(), &set("uno")).unwrap();
        prepare(home.path(), &set("due")).unwrap();
        let pending: Vec<_> = names.pending(home.path()).collect();
        for (new, name) in &pending[..renamed] {
            fs::rename(new, home.path().join(name)).unwrap();
        }
        let again = publish(home.path(), &[]).unwrap();
        assert_eq!(again.completed, NAMES[renamed..]);
        assert_eq!(versions(home.path()), ["due"; 3]);
        assert_eq!(listing(home.path()), WHOLE);
    }
}

#[test]
fn a_rename_that_fails_undoes_or_waits_for_the_next_run() {
    let home = tempfile::tempdir().unwrap();
    prepare(home.path(), &set("due")).unwrap();
    let journal = Journal::of(&set("due"));
    // The first cannot be replaced: nothing is.
    let obstacle = home.path().join("piano.pdf");
    fs::create_dir(&obstacle).unwrap();
    let got = replace(home.path(), &journal);
    assert!(matches!(got, Err(PublishError::IsFolder(p)) if p == obstacle));
    assert_eq!(listing(home.path()), ["piano.pdf"]);
    fs::remove_dir(&obstacle).unwrap();
    // The second cannot: the set is completed when the cause is gone.
    prepare(home.path(), &set("due")).unwrap();
    let obstacle = home.path().join("piano.xlsx");
    fs::create_dir(&obstacle).unwrap();
    assert!(replace(home.path(), &journal).is_err());
    assert!(publish(home.path(), &[]).is_err());
    fs::remove_dir(&obstacle).unwrap();
    let again = publish(home.path(), &[]).unwrap();
    assert_eq!(again.completed, ["piano.xlsx", "piano.docx"]);
    assert_eq!(versions(home.path()), ["due"; 3]);
    assert_eq!(listing(home.path()), WHOLE);
}

#[test]
fn a_forged_journal_moves_nothing_that_is_not_ours() {
    for text in ["../fuori\n", "/tmp/fuori\n", ".allegati-1.tmp\n", "buono", "a\0b\n", "\n"] {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("dentro");
        fs::create_dir(&folder).unwrap();
        fs::write(temporary(&folder, 0), "x").unwrap();
        fs::write(journal::path(&folder), text).unwrap();
        assert_eq!(publish(&folder, &[]).unwrap(), Published::default(), "{text:?}");
        assert_eq!((listing(home.path()), listing(&folder).len()), (vec!["dentro".into()], 0));
    }
}

#[cfg(unix)]
#[test]
fn links_are_never_followed() {
    use std::os::unix::fs::symlink;
    let home = tempfile::tempdir().unwrap();
    let (folder, outside) = (home.path().join("dentro"), home.path().join("fuori"));
    fs::create_dir(&folder).unwrap();
    fs::write(&outside, "intatto").unwrap();
    let aside = folder.join(name::staging_folder(0));
    let ours =
        [temporary(&folder, 0), temporary(&folder, 1), folder.join(name::NEW_JOURNAL), aside];
    for place in ours.iter().chain([&folder.join(name::LOCK), &folder.join("piano.pdf")]) {
        symlink(&outside, place).unwrap();
    }
    // A journal that asks for a planted link to be moved is not obeyed.
    fs::write(journal::path(&folder), "piano.xlsx\n").unwrap();
    assert_eq!(publish(&folder, &set("uno")).unwrap(), Published::default());
    assert_eq!(fs::read_to_string(&outside).unwrap(), "intatto");
    assert_eq!(
        (versions(&folder), listing(&folder)),
        (vec!["uno".into(); 3], WHOLE.map(String::from).into())
    );
}

#[cfg(unix)]
#[test]
fn a_replaced_file_keeps_its_permissions_and_a_new_one_has_the_usual() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let mode =
        |name: &str| fs::metadata(home.path().join(name)).unwrap().permissions().mode() & 0o777;
    fs::File::create(home.path().join("usuale")).unwrap();
    publish(home.path(), &set("uno")).unwrap();
    assert_eq!(mode("piano.pdf"), mode("usuale"));
    fs::set_permissions(home.path().join("piano.pdf"), fs::Permissions::from_mode(0o640)).unwrap();
    publish(home.path(), &set("due")).unwrap();
    assert_eq!((mode("piano.pdf"), mode("piano.xlsx")), (0o640, mode("usuale")));
}

#[test]
fn a_second_run_waits_for_the_first_and_gives_up_in_the_end() {
    let home = tempfile::tempdir().unwrap();
    let lock = Lock::take(home.path()).unwrap();
    let got = Lock::take_within(home.path(), Sharing::Exclusive, 3);
    assert!(matches!(got, Err(PublishError::Busy(p)) if p == home.path()));
    drop(lock);
    assert_eq!(listing(home.path()), [""; 0]);
}

/// Publishes a set, however long the other runs take on a busy machine.
fn publish_in_turn(folder: &Path, version: &str) {
    while let Err(error) = publish(folder, &set(version)) {
        assert!(matches!(error, PublishError::Busy(_)), "{error}");
    }
}

#[test]
fn runs_at_once_leave_one_set() {
    let home = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for version in ["uno", "due", "tre", "quattro"] {
            let folder = home.path();
            scope.spawn(move || {
                (0..10).for_each(|_| publish_in_turn(folder, version));
            });
        }
    });
    let versions = versions(home.path());
    assert!(versions.len() == 3 && versions.iter().all(|v| v == &versions[0]), "{versions:?}");
    assert_eq!(listing(home.path()), WHOLE);
}

/// Runs this test binary again as a process that publishes without end, and kills it.
#[test]
fn a_kill_at_any_moment_leaves_whole_files_and_a_set_that_mends() {
    let home = tempfile::tempdir().unwrap();
    publish(home.path(), &set("uno")).unwrap();
    for moment in 0..25 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "publish::tests::publishes_until_killed", "--ignored"])
            .env(FOLDER, home.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(10_000 + 1_700 * moment));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(versions(home.path()).len(), 3);
        publish(home.path(), &[]).unwrap();
        let versions = versions(home.path());
        assert!(versions.iter().all(|v| v == &versions[0]), "mixed: {versions:?}");
        assert_eq!(listing(home.path()), WHOLE);
    }
}

const FOLDER: &str = "ALLEGATI_TEST_FOLDER";

/// Publishes without end, as the process to be killed; does nothing when run by itself.
#[test]
#[ignore = "run by the test of kills"]
fn publishes_until_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    for version in 0.. {
        publish(Path::new(&folder), &set(&version.to_string())).unwrap();
    }
}

/// Small file system of its own, unmounted when dropped.
#[cfg(target_os = "linux")]
struct SmallDisk(tempfile::TempDir);

#[cfg(target_os = "linux")]
impl SmallDisk {
    fn mount() -> Option<Self> {
        let place = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=1024k", "tmpfs"]).arg(place.path());
        let is_mounted = mount.stderr(Stdio::null()).status().is_ok_and(|s| s.success());
        if !is_mounted {
            crate::tests::skip("the right to mount a small disk");
        }
        is_mounted.then_some(SmallDisk(place))
    }
}

#[cfg(target_os = "linux")]
impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_set_and_no_stray() {
    let Some(disk) = SmallDisk::mount() else { return };
    let folder = disk.0.path();
    publish(folder, &set("uno")).unwrap();
    // The old set and two new files of 80 KB fit; the third new file does not.
    let mut big = set("due");
    big[2].bytes = vec![b'x'; 700_000];
    let got = publish(folder, &big);
    assert!(
        matches!(&got, Err(PublishError::NoSpace { path, .. }) if path.ends_with("piano.docx")),
        "{got:?}"
    );
    assert_eq!(
        (versions(folder), listing(folder)),
        (vec!["uno".into(); 3], WHOLE.map(String::from).into())
    );

    let remount = Command::new("mount").args(["-o", "remount,ro"]).arg(folder).status();
    assert!(remount.unwrap().success());
    let got = publish(folder, &set("due"));
    assert!(matches!(&got, Err(PublishError::ReadOnlyFolder { .. })), "{got:?}");
    assert_eq!(versions(folder), ["uno"; 3]);
}
