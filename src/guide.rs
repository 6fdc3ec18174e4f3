//! The guide as one page that needs no network, for a browser or a screen reader.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// File of the guide.
struct GuideFile {
    /// Path from the root of the project.
    path: &'static str,
    bytes: &'static [u8],
}

/// Pages, pictures and the papers that the pages refer to.
const FILES: &[GuideFile] = include!(concat!(env!("OUT_DIR"), "/guide.rs"));
/// Contents of the guide.
const SUMMARY: &str = "docs/guida/src/SUMMARY.md";
/// Look of the page: the fonts of the system, dark where the person has it dark. The blue that browsers give
/// to links is too dark there (WCAG 2.2, 1.4.3).
const STYLE: &str = "\
:root{color-scheme:light dark;background:Canvas;color:CanvasText}
a{color:light-dark(#0b4fb3,#9cc2ff)}
body{font:1.05rem/1.55 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:50rem}
section{border-top:1px solid;margin-top:3rem}
table{border-collapse:collapse;margin:1rem 0}
th,td{border:1px solid #888;padding:.3rem .6rem;text-align:left;vertical-align:top}
code{font-family:ui-monospace,monospace;font-size:.92em}
pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:.7rem;border:1px solid #888}
img{max-width:100%;height:auto;border:1px solid #888}
:target{scroll-margin-top:1rem}
@media print{section{break-before:page}}
";

/// Returns the guide in HTML: all its pages, one after the other, and the papers that they refer to.
pub fn guide_html() -> String {
    let pages = pages();
    let entries: String = pages
        .iter()
        .map(|page| format!("<li><a href=\"#{}\">{}</a></li>\n", anchor(page.path), title(page)))
        .collect();
    let sections: String = pages.iter().map(|page| section(page, &pages)).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"it\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>Guida di allegati {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header><h1>Guida di allegati</h1></header>\n<nav aria-label=\"Indice\">\n<ol>\n{entries}</ol>\n</nav>\n<main>\n{sections}</main>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// Returns the pages in the order of the contents, then the papers.
fn pages() -> Vec<&'static GuideFile> {
    let listed = links(text(file(SUMMARY).expect("every guide has contents")));
    let listed = listed.into_iter().filter_map(|link| file(&resolved(SUMMARY, &link)));
    let is_paper =
        |file: &&GuideFile| has_ending(file.path, "md") && !file.path.starts_with("docs/guida/");
    listed.chain(FILES.iter().filter(is_paper)).collect()
}

fn file(path: &str) -> Option<&'static GuideFile> {
    FILES.iter().find(|file| file.path == path)
}

fn text(file: &GuideFile) -> &'static str {
    // A build without it would fail here in every test.
    std::str::from_utf8(file.bytes).expect("pages are in UTF-8")
}

fn has_ending(path: &str, ending: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, found)| found == ending)
}

fn parser(text: &'static str) -> Parser<'static> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}

/// Returns the targets of the links in a page.
fn links(text: &'static str) -> Vec<String> {
    let target = |event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    };
    parser(text).filter_map(target).collect()
}

/// Returns the text of the first heading of a page.
fn title(page: &GuideFile) -> String {
    let line = text(page).lines().find_map(|line| line.strip_prefix("# "));
    let mut title = String::new();
    html::push_html(
        &mut title,
        [Event::Text(line.unwrap_or(page.path).replace('`', "").into())].into_iter(),
    );
    title
}

/// Returns the path that `link` on the page at `path` leads to, without what follows «#».
fn resolved(path: &str, link: &str) -> String {
    let link = link.split('#').next().unwrap_or_default();
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in link.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

/// Returns the identifier of the page at `path`.
fn anchor(path: &str) -> String {
    let name = path.strip_prefix("docs/guida/src/").unwrap_or(path);
    name.trim_end_matches(".md").replace(['/', '.'], "-").to_lowercase()
}

/// Returns a page as a section: headings one level lower, links within the page, pictures in place.
fn section(page: &GuideFile, pages: &[&GuideFile]) -> String {
    let is_page = |path: &str| pages.iter().any(|page| page.path == path);
    let (mut is_dropped, mut is_text) = (false, false);
    let events = parser(text(page)).filter_map(|event| match event {
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Some(Event::Start(Tag::Heading { level: lower(level), id, classes, attrs }))
        }
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(lower(level)))),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let target = resolved(page.path, &dest_url);
            let dest_url = match dest_url {
                outside if outside.contains("://") => outside,
                _ if is_page(&target) => format!("#{}", anchor(&target)).into(),
                // Files of the project that the program does not carry.
                _ => {
                    is_dropped = true;
                    return None;
                }
            };
            Some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        Event::End(TagEnd::Link) if std::mem::take(&mut is_dropped) => None,
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let Some(dest_url) = picture(&resolved(page.path, &dest_url)) else {
                // Its text stands for a picture that the program does not carry.
                is_text = true;
                return None;
            };
            Some(Event::Start(Tag::Image { link_type, dest_url, title, id }))
        }
        Event::End(TagEnd::Image) if std::mem::take(&mut is_text) => None,
        event => Some(event),
    });
    let mut body = String::new();
    html::push_html(&mut body, events);
    format!("<section id=\"{}\">\n{body}</section>\n", anchor(page.path))
}

fn lower(level: HeadingLevel) -> HeadingLevel {
    HeadingLevel::try_from(level as usize + 1).unwrap_or(HeadingLevel::H6)
}

/// Returns a picture as an address that holds it; `None` if the program does not carry it.
fn picture(path: &str) -> Option<CowStr<'static>> {
    let data = STANDARD.encode(file(path)?.bytes);
    Some(format!("data:image/png;base64,{data}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_there_once_and_links_stay_inside() {
        let html = guide_html();
        let pages = pages();
        assert!(pages.len() > 12, "{}", pages.len());
        for page in &pages {
            let id = format!("<section id=\"{}\">", anchor(page.path));
            assert_eq!(html.matches(&id).count(), 1, "{id}");
        }
        for (at, sign) in html.match_indices("href=\"") {
            let target = html[at + sign.len()..].split('"').next().unwrap_or_default();
            let is_inside =
                target.strip_prefix('#').is_some_and(|id| html.contains(&format!("id=\"{id}\"")));
            assert!(is_inside || target.starts_with("https://"), "{target}");
        }
    }

    #[test]
    fn nothing_is_fetched_and_every_picture_has_its_text() {
        let html = guide_html();
        for fetching in ["<script", "<link", "src=\"http", "@import", "url("] {
            assert!(!html.contains(fetching), "{fetching}");
        }
        for (at, _) in html.match_indices("<img ") {
            let tag = html[at..].split('>').next().unwrap_or_default();
            assert!(tag.contains("src=\"data:image/png;base64,"), "{}", &tag[..tag.len().min(60)]);
            assert!(
                tag.contains("alt=\"") && !tag.contains("alt=\"\""),
                "{}",
                &tag[..tag.len().min(60)]
            );
        }
        assert!(html.matches("<img ").count() >= 8, "pictures of the guide are in it");
        assert_eq!(html.matches("<h1>").count(), 1);
    }

    #[test]
    fn paths_are_counted_from_the_page() {
        assert_eq!(resolved("docs/guida/src/a.md", "../../manifesto.md#x"), "docs/manifesto.md");
        assert_eq!(resolved("docs/guida/src/a.md", "./b.md"), "docs/guida/src/b.md");
    }
}
