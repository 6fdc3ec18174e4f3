mod sample;

use super::*;

#[test]
fn write_sample() {
    let annex = sample::reference();
    let file = pdf(&annex, &PdfOptions::default()).expect("a PDF");
    std::fs::create_dir_all("/tmp/pdfout").unwrap();
    std::fs::write("/tmp/pdfout/sample.pdf", file.bytes).unwrap();
}
