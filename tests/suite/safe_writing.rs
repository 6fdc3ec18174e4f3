//! Kills and full disks: every file is the complete old or the complete new one, and the
//! next run leaves nothing behind.

use crate::skipping::skip;
use crate::support::{names, program, run, small_plan, stderr};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const FILES: [&str; 4] = ["p.docx", "p.manifesto.json", "p.pdf", "p.xlsx"];

/// Reads the files of a folder's `output`; `None` for one that is missing.
fn files(folder: &Path) -> [Option<Vec<u8>>; FILES.len()] {
    FILES.map(|name| std::fs::read(folder.join("output").join(name)).ok())
}

fn write_plan(folder: &Path, objective: &str) {
    write(folder, "p.yaml", &small_plan("PIANO", objective));
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(path, text).expect("written");
}

/// Spreads delays evenly over the length of a run, in an order without pattern; the measured
/// length only decides where kills fall, never if the test passes.
fn delays(whole: Duration) -> impl Iterator<Item = Duration> {
    (0u32..100).map(move |i| whole.mul_f64(f64::from(i * 37 % 100) / 90.0))
}

#[test]
fn a_kill_at_any_moment_leaves_whole_files() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let folder = folder.path();
    let start = Instant::now();
    let sets = ["Fare prima", "Fare poi"].map(|title| {
        write_plan(folder, title);
        let output = run(folder, &["genera", "p.yaml"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        files(folder)
    });
    let whole = start.elapsed() / 2;
    for (i, delay) in delays(whole).enumerate() {
        write_plan(folder, ["Fare prima", "Fare poi"][i % 2]);
        let mut child = program()
            .current_dir(folder)
            .args(["genera", "p.yaml"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        std::thread::sleep(delay);
        let _ = child.kill();
        child.wait().expect("ended");
        for (n, file) in files(folder).iter().enumerate() {
            let known = sets.iter().any(|set| &set[n] == file);
            assert!(known, "after kill {i} {} is neither the old nor the new one", FILES[n]);
        }
    }
    write_plan(folder, "Fare prima");
    assert_eq!(run(folder, &["genera", "p.yaml"]).status.code(), Some(0));
    assert!(files(folder) == sets[0], "the set is not whole");
    assert_eq!(names(&folder.join("output")), FILES);
}

#[test]
fn a_kill_among_many_plans_leaves_whole_sets() {
    const PLANS: usize = 8;
    let home = tempfile::tempdir().expect("temporary folder");
    for i in 0..PLANS {
        write(home.path(), &format!("piani/p{i}.yaml"), &small_plan("PIANO", "Fare"));
    }
    let args = ["genera", "--molti", "piani"];
    let start = Instant::now();
    assert_eq!(run(home.path(), &args).status.code(), Some(0));
    let whole = start.elapsed();
    let output = home.path().join("output");
    let set = |i: usize| names(&output.join(format!("p{i}")));
    for delay in delays(whole).step_by(10) {
        std::fs::remove_dir_all(&output).expect("removed");
        let mut command = program();
        command.current_dir(home.path()).args(args).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the program runs");
        std::thread::sleep(delay);
        let _ = child.kill();
        child.wait().expect("ended");
        for i in 0..PLANS {
            assert!([0, 4].contains(&set(i).len()), "after {delay:?} p{i} has {:?}", set(i));
        }
        let _ = std::fs::create_dir(&output);
    }
    assert_eq!(run(home.path(), &args).status.code(), Some(0));
    assert_eq!((names(&output).len(), (0..PLANS).all(|i| set(i).len() == 4)), (PLANS, true));
}

/// Small file system of its own, unmounted when dropped.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// Requirement of [`SmallDisk::mount`], as messages name it.
    const MISSING: &str = "the right to mount a small disk";

    /// Mounts one; `None` if the system does not permit it.
    fn mount(kilobytes: u32) -> Option<Self> {
        let folder = tempfile::tempdir().expect("temporary folder");
        let size = format!("size={kilobytes}k");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .status();
        mounted.is_ok_and(|s| s.success()).then_some(SmallDisk(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_leaves_the_old_files_and_says_so() {
    let work = tempfile::tempdir().expect("temporary folder");
    write_plan(work.path(), "Fare prima");
    assert_eq!(run(work.path(), &["genera", "p.yaml"]).status.code(), Some(0));
    let old = files(work.path());
    let size: usize = old.iter().flatten().map(Vec::len).sum();
    // Room for the old set and half of another.
    let kilobytes = u32::try_from(size * 3 / 2 / 1024).expect("a few files");
    let Some(disk) = SmallDisk::mount(kilobytes) else {
        return skip(SmallDisk::MISSING);
    };
    let target = disk.0.path().join("output").display().to_string();
    let args = ["genera", "p.yaml", "--uscita", &target];
    assert_eq!(run(work.path(), &args).status.code(), Some(0));
    write_plan(work.path(), "Fare poi");
    let output = run(work.path(), &args);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("pieno"), "{}", stderr(&output));
    assert!(files(disk.0.path()) == old, "the old files changed");
    assert_eq!(names(Path::new(&target)), FILES);
}

#[test]
fn a_beginning_that_does_not_fit_leaves_nothing() {
    // The first is full with the fonts, the second with the files after them.
    for kilobytes in [600, 1_340] {
        let Some(disk) = SmallDisk::mount(kilobytes) else {
            return skip(SmallDisk::MISSING);
        };
        let output = run(disk.0.path(), &["nuovo", "prova"]);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(stderr(&output).contains("pieno"), "{}", stderr(&output));
        assert_eq!(names(disk.0.path()), Vec::<String>::new());
    }
}
