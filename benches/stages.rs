//! Time of each stage on the reference plan, warm, in one thread.
//!
//! `cargo bench`; `benches/README.md` has results and says how to compare whole processes.

use allegati::annex::Annex;
use allegati::compose::Composition;
use allegati::job::PlanFormat;
use allegati::layout::Layout;
use allegati::render::pdf::{Measured, Paginated, PaintedPages, PdfOptions};
use allegati::render::{docx, pdf, xlsx};
use allegati::source::SourceMap;
use allegati::typeset::Typesetter;
use allegati::validate::Validated;
use allegati::{
    check, compare, compose, diag, digest, group, job, layout, publish, raw, typeset, validate,
};
use divan::{Bencher, black_box};
use std::path::Path;

/// Allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const PLAN: &str = include_str!("../inputs/piano-obiettivi-2020-2022.yaml");

fn main() {
    divan::main();
}

/// Plan that was read and validated, with its sources.
struct Loaded {
    sources: SourceMap,
    layout: Layout,
    valid: Validated,
}

fn read(sources: &mut SourceMap) -> raw::RawPlan {
    let findings = &mut diag::Findings::default();
    let raw = job::read_plan("piano.yaml", PLAN.into(), PlanFormat::YAML, sources, findings);
    raw.expect("the reference plan is YAML")
}

fn load_layout(sources: &mut SourceMap) -> Layout {
    let layout = layout::load_layout(layout::DEFAULT, sources, &mut diag::Findings::default());
    layout.expect("the default layout is sound")
}

fn loaded() -> Loaded {
    let mut sources = SourceMap::default();
    let raw = read(&mut sources);
    let layout = load_layout(&mut sources);
    let valid = validate::validate_plan(raw, &sources, &mut diag::Findings::default());
    Loaded { sources, layout, valid }
}

fn composed(loaded: &Loaded) -> Composition {
    let (plan, layout) = (&loaded.valid.plan, &loaded.layout);
    let tree = group::group_plan(plan, &compose::levels(layout));
    let findings = &mut diag::Findings::default();
    let composed = compose::compose_plan(plan, &tree, layout, None, findings);
    let mut composition = composed.expect("sound");
    typeset::resolve_auto_widths(&mut composition.annex);
    composition
}

#[divan::bench]
fn a_layout() {
    black_box(load_layout(&mut SourceMap::default()));
}

#[divan::bench]
fn b_load() {
    black_box(read(&mut SourceMap::default()));
}

#[divan::bench]
fn c_validate(bencher: Bencher) {
    let with = || {
        let mut sources = SourceMap::default();
        (read(&mut sources), sources)
    };
    bencher.with_inputs(with).bench_values(|(raw, sources)| {
        validate::validate_plan(raw, &sources, &mut diag::Findings::default())
    });
}

#[divan::bench]
fn d_check(bencher: Bencher) {
    let Loaded { sources, valid, .. } = loaded();
    bencher.bench_local(|| check::check_plan(&valid.plan, &valid.gaps, &sources));
}

#[divan::bench]
fn e_compose(bencher: Bencher) {
    let loaded = loaded();
    bencher.bench_local(|| composed(&loaded));
}

#[divan::bench]
fn f_break_lines(bencher: Bencher) {
    let annex = composed(&loaded()).annex;
    bencher.bench_local(|| {
        let setter = Typesetter::new(&annex.fonts).expect("fonts");
        Measured::new(&annex, &setter).map(drop)
    });
}

fn measured<'a>(annex: &'a Annex, setter: &'a Typesetter<'a>) -> Measured<'a> {
    Measured::new(annex, setter).expect("room")
}

fn paginated<'a>(annex: &'a Annex, setter: &'a Typesetter<'a>) -> Paginated<'a> {
    measured(annex, setter).paginate().expect("room")
}

#[divan::bench]
fn g_paginate(bencher: Bencher) {
    let annex = composed(&loaded()).annex;
    let setter = Typesetter::new(&annex.fonts).expect("fonts");
    bencher.with_inputs(|| measured(&annex, &setter)).bench_local_values(Measured::paginate);
}

#[divan::bench]
fn h_paint(bencher: Bencher) {
    let annex = composed(&loaded()).annex;
    let setter = Typesetter::new(&annex.fonts).expect("fonts");
    bencher.with_inputs(|| paginated(&annex, &setter)).bench_local_values(Paginated::paint);
}

#[divan::bench]
fn i_finish(bencher: Bencher) {
    let annex = composed(&loaded()).annex;
    let setter = Typesetter::new(&annex.fonts).expect("fonts");
    let painted = || -> PaintedPages<'_> { paginated(&annex, &setter).paint().expect("room") };
    bencher
        .with_inputs(painted)
        .bench_local_values(|painted| painted.finish(&PdfOptions::default()));
}

#[divan::bench]
fn j_pdf(bencher: Bencher) {
    let annex = composed(&loaded()).annex;
    bencher.bench_local(|| pdf::pdf(&annex, &PdfOptions::default()));
}

#[divan::bench]
fn k_xlsx(bencher: Bencher) {
    let Composition { annex, dataset } = composed(&loaded());
    bencher.bench_local(|| xlsx::xlsx(&annex, &dataset));
}

#[divan::bench]
fn l_docx(bencher: Bencher) {
    let annex = composed(&loaded()).annex;
    bencher.bench_local(|| docx::docx(&annex));
}

/// Renders the three annexes.
fn rendered(Composition { annex, dataset }: &Composition) -> [Vec<u8>; 3] {
    let pdf = pdf::pdf(annex, &PdfOptions::default()).expect("a PDF").bytes;
    [pdf, xlsx::xlsx(annex, dataset).expect("a workbook"), docx::docx(annex).expect("a document")]
}

#[divan::bench]
fn m_publish(bencher: Bencher) {
    let files = rendered(&composed(&loaded()));
    let folder = tempfile::tempdir().expect("a folder");
    bencher.bench_local(|| publish_into(folder.path(), &files));
}

fn publish_into(folder: &Path, files: &[Vec<u8>; 3]) {
    let names = ["piano.pdf", "piano.xlsx", "piano.docx"];
    let output = |(name, bytes): (&str, &Vec<u8>)| publish::Output {
        name: name.to_owned(),
        bytes: bytes.clone(),
    };
    let outputs: Vec<_> = names.into_iter().zip(files).map(output).collect();
    publish::publish(folder, &outputs).expect("a folder that can be written");
}

/// Runs all stages for one plan in a process that has its layout, except writing.
#[divan::bench]
fn n_plan_warm(bencher: Bencher) {
    let layout = load_layout(&mut SourceMap::default());
    bencher.bench_local(|| {
        let mut sources = SourceMap::default();
        let raw = read(&mut sources);
        let valid = validate::validate_plan(raw, &sources, &mut diag::Findings::default());
        black_box(check::check_plan(&valid.plan, &valid.gaps, &sources));
        let tree = group::group_plan(&valid.plan, &compose::levels(&layout));
        let findings = &mut diag::Findings::default();
        let composed = compose::compose_plan(&valid.plan, &tree, &layout, None, findings);
        let mut composition = composed.expect("sound");
        typeset::resolve_auto_widths(&mut composition.annex);
        black_box(typeset::missing_glyphs(&composition.annex));
        rendered(&composition).map(|bytes| digest::Digest::of(&bytes))
    });
}

/// Objectives of a large plan, all of other words; those of every tenth are changed in `version` 1.
fn large_plan(version: usize) -> allegati::model::Plan {
    const OBJECTIVES: usize = 5_000;
    const IN_GROUP: usize = 25;
    let mut yaml = "titolo: PIANO\nanni: [2025]\naree:\n".to_owned();
    for n in 0..OBJECTIVES {
        if n % IN_GROUP == 0 {
            yaml += &format!(
                "  - nome: AREA {}\n    periodi:\n      - etichetta: ANNO 2025\n        obiettivi:\n",
                n / IN_GROUP
            );
        }
        // Words of few syllables: each stands in many objectives, as in a real plan.
        let word = |m: usize| format!("parola{}", (n * 7 + m * m * 31 + m * n) % 1_500);
        let text = (0..24).map(word).collect::<Vec<_>>().join(" ");
        let changed = if n % 10 == 0 && version == 1 { " entro giugno" } else { "" };
        yaml += &format!(
            "          - servizio: SERVIZIO {}\n            descrizione: {text}{changed}\n            peso: 4\n",
            n % 40
        );
    }
    let (mut sources, mut findings) = (SourceMap::default(), diag::Findings::default());
    let raw = job::read_plan("p.yaml", yaml.into(), PlanFormat::YAML, &mut sources, &mut findings);
    validate::validate_plan(raw.expect("YAML"), &sources, &mut findings).plan
}

/// Compares plans of 5,000 objectives.
#[divan::bench(sample_count = 3)]
fn o_compare_5000(bencher: Bencher) {
    let (before, after) = (large_plan(0), large_plan(1));
    bencher.bench_local(|| compare::compare_plans(&before, &after, &[]));
}
