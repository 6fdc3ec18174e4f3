//! What all formats need to know about text: widths, line breaks, row heights.
