//! The formats of the annexes, and their names in preservation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A format of the annexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnnexFormat {
    /// Portable Document Format.
    Pdf,
    /// Office Open XML spreadsheet.
    Xlsx,
    /// Office Open XML document.
    Docx,
}

const PDF: &str = "application/pdf";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

impl AnnexFormat {
    /// All formats, in their usual order.
    pub const ALL: [AnnexFormat; 3] = [AnnexFormat::Pdf, AnnexFormat::Xlsx, AnnexFormat::Docx];

    /// Returns the extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            AnnexFormat::Pdf => "pdf",
            AnnexFormat::Xlsx => "xlsx",
            AnnexFormat::Docx => "docx",
        }
    }

    /// Returns the format with that extension, in small letters.
    pub fn of_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }

    /// Returns the format that a media type of a manifest stands for.
    pub fn of_media_type(media_type: &str) -> Self {
        match media_type {
            PDF => AnnexFormat::Pdf,
            other if other.ends_with("spreadsheetml.sheet") => AnnexFormat::Xlsx,
            _ => AnnexFormat::Docx,
        }
    }

    /// Returns `true` for the media type of one of the formats.
    pub(super) fn is_media_type(media_type: &str) -> bool {
        Self::ALL.into_iter().any(|format| format.media_type() == media_type)
    }

    /// Returns the media type of its files (RFC 6838).
    pub fn media_type(self) -> &'static str {
        match self {
            AnnexFormat::Pdf => PDF,
            AnnexFormat::Xlsx => XLSX,
            AnnexFormat::Docx => DOCX,
        }
    }
}

/// An archive profile of the PDF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArchiveProfile {
    /// PDF/A-2a and PDF/UA-1.
    #[default]
    A2aUa1,
    /// PDF/A-2u.
    A2u,
    /// PDF/A-2b.
    A2b,
}

impl ArchiveProfile {
    /// All profiles, the most demanding first.
    pub const ALL: [ArchiveProfile; 3] =
        [ArchiveProfile::A2aUa1, ArchiveProfile::A2u, ArchiveProfile::A2b];

    /// Returns its name on the command line and in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            ArchiveProfile::A2aUa1 => "a2a-ua1",
            ArchiveProfile::A2u => "a2u",
            ArchiveProfile::A2b => "a2b",
        }
    }

    /// Returns the profile of that name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.name() == name)
    }

    /// Returns the standards that a file of this profile follows.
    fn standards(self) -> &'static str {
        match self {
            ArchiveProfile::A2aUa1 => "PDF/A-2a, PDF/UA-1",
            ArchiveProfile::A2u => "PDF/A-2u, PDF/UA-1",
            ArchiveProfile::A2b => "PDF/A-2b, PDF/UA-1",
        }
    }
}

/// Identifier of a format in preservation (AgID, Allegato 2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "formato", description = "Identificativo del formato.")]
pub struct FormatId {
    /// Media type (RFC 6838).
    #[serde(rename = "tipo")]
    #[schemars(description = "Il tipo (RFC 6838).", regex(pattern = "^[a-z]+/[a-z0-9.+-]+$"))]
    pub media_type: String,
    /// Name of the format, with the profile of a PDF.
    #[serde(rename = "nome")]
    #[schemars(description = "Il nome del formato, con il profilo.")]
    pub name: String,
    /// Version of the standard.
    #[serde(rename = "versione")]
    #[schemars(description = "La versione della norma.")]
    pub version: String,
}

impl FormatId {
    /// Returns the identifier of `format`; `profile` counts for a PDF only.
    pub(super) fn of(format: AnnexFormat, profile: ArchiveProfile) -> Self {
        let (name, version) = match format {
            // PDF/A-2 is a subset of PDF 1.7 (ISO 19005-2, 1).
            AnnexFormat::Pdf => (profile.standards(), "1.7"),
            AnnexFormat::Xlsx | AnnexFormat::Docx => ("Office Open XML", "ISO/IEC 29500"),
        };
        FormatId {
            media_type: format.media_type().to_owned(),
            name: name.to_owned(),
            version: version.to_owned(),
        }
    }
}
