//! Hostile and broken files: each ends in a finding, without limits some would never end.

use super::{Loaded, SMALL, load, load_as};
use crate::support::reference_plan;
use allegati::job::PlanFormat;

/// Returns the codes of the findings without repetitions.
fn codes(loaded: &Loaded) -> Vec<&'static str> {
    let mut codes: Vec<_> = loaded.findings.iter().map(|f| f.code.name()).collect();
    codes.dedup();
    codes
}

#[test]
fn aliases_that_multiply_are_stopped() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for i in 1..30 {
        let calls = vec![format!("*a{}", i - 1); 9].join(", ");
        bomb.push_str(&format!("a{i}: &a{i} [{calls}]\n"));
    }
    assert_eq!(codes(&load(bomb)), ["limite-superato"]);
    // What an anchor keeps is counted as well, however deep it stands in others.
    let large = "x, ".repeat(60_000);
    let nested: String = (0..18).map(|i| format!("&n{i} [")).collect();
    let kept = format!("a: {nested}{large}x{}\nb: *n17\nc: *n0\n", "]".repeat(18));
    assert_eq!(codes(&load(kept)), ["limite-superato"]);
    let itself = load("titolo: &a [*a]\n");
    assert!(itself.findings.has_errors());
}

#[test]
fn a_hundred_thousand_levels_are_a_finding() {
    let deep = 100_000;
    let nested_keys: String = (0..2_000).map(|i| format!("{}a:\n", " ".repeat(i))).collect();
    for (what, text, format) in [
        ("[ in YAML", "[".repeat(deep), PlanFormat::YAML),
        ("[ in JSON", "[".repeat(deep), PlanFormat::JSON),
        ("[] in JSON", "[".repeat(deep) + &"]".repeat(deep), PlanFormat::JSON),
        ("[] in YAML", "[".repeat(deep) + &"]".repeat(deep), PlanFormat::YAML),
        ("{a: in YAML", "{a: ".repeat(deep) + &"}".repeat(deep), PlanFormat::YAML),
        ("{\"a\": in JSON", "{\"a\":".repeat(deep) + "1" + &"}".repeat(deep), PlanFormat::JSON),
        ("- in YAML", "- ".repeat(deep) + "x", PlanFormat::YAML),
        ("? in YAML", "? ".repeat(deep) + "x", PlanFormat::YAML),
        ("keys in YAML", nested_keys, PlanFormat::YAML),
    ] {
        let loaded = load_as(text, format);
        assert_eq!(loaded.findings.iter().count(), 1, "{what}: {:?}", codes(&loaded));
        assert!(loaded.plan.is_none(), "{what}");
    }
}

#[test]
fn a_file_beyond_the_limit_is_not_even_looked_at() {
    let loaded = load(vec![b'x'; 129 * 1024 * 1024]);
    assert_eq!(loaded.said(), ["limite-superato 1:1 «» Il file supera 128 MB."]);
}

#[test]
fn a_scalar_of_many_megabytes_is_read_or_refused_soon() {
    let long = "parola ".repeat(20 * 1024 * 1024 / 7);
    let plain = load(format!("titolo: {long}\n"));
    assert_eq!(codes(&plain), ["limite-superato"]);
    let json = format!("{{\"titolo\": \"{long}\"}}");
    assert_eq!(codes(&load_as(json, PlanFormat::JSON)), ["limite-superato"]);
}

#[test]
fn a_million_keys_are_one_finding() {
    let keys: String = (0..1_000_000).map(|i| format!("k{i}: x\n")).collect();
    assert_eq!(codes(&load(keys)), ["limite-superato"]);
}

#[test]
fn a_plan_cut_anywhere_never_breaks_the_loader() {
    let whole = std::fs::read(reference_plan()).expect("the reference plan");
    for at in (0..whole.len()).step_by(7) {
        let loaded = load(&whole[..at]);
        assert!(loaded.findings.has_errors() || loaded.plan.is_some(), "cut at {at}");
    }
}

#[test]
fn a_small_plan_cut_anywhere_says_so_in_italian() {
    for at in 0..SMALL.len() {
        let loaded = load(&SMALL[..at]);
        for finding in loaded.findings.iter() {
            assert!(!finding.message.contains(" the "), "{}", finding.message);
            let place = finding.span().range();
            assert!(place.end <= at, "cut at {at}: {place:?}");
        }
        let whole = loaded.plan.is_some() && !loaded.findings.has_errors();
        // From the full description on, all that is mandatory is there.
        assert!(!whole || SMALL[..at].contains("descrizione: F"), "cut at {at}");
    }
}

/// Marsaglia's xorshift: the same bytes in every run.
struct Xorshift(u64);

impl Xorshift {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

#[test]
fn flipped_bytes_never_break_the_loader() {
    let json = crate::support::root().join("tests/suite/fixtures/piano-di-riferimento.json");
    let whole = std::fs::read(json).expect("the reference plan as JSON");
    let mut random = Xorshift(0x9E37_79B9_7F4A_7C15);
    for round in 0..3_000 {
        let (text, format) = match round % 100 {
            0 => (whole.clone(), PlanFormat::JSON),
            n if n % 2 == 0 => (SMALL.as_bytes().to_vec(), PlanFormat::YAML),
            _ => (SMALL.as_bytes().to_vec(), PlanFormat::JSON),
        };
        let mut bytes = text;
        for _ in 0..=random.below(4) {
            let at = random.below(bytes.len());
            // Signs of the grammar do more harm than any byte.
            bytes[at] = match random.below(3) {
                0 => b":-[]{}\"'\\&*!|>%@`#,?\t \n\r~"[random.below(25)],
                1 => random.below(256) as u8,
                _ => bytes[at] ^ (1 << random.below(8)),
            };
        }
        let loaded = load_as(bytes, format);
        let _ = loaded.said();
        assert!(loaded.plan.is_some() || loaded.findings.has_errors(), "round {round}");
    }
}
