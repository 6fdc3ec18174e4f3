//! Texts of fields and the parent tree: what readers say must be known.

use super::*;

/// Signs in an added field without area, with further keys of its widget.
fn signed_as(name: &str, keys: &str) -> (Verdict, Option<u32>, String) {
    judged(&signed_elsewhere(name, &format!("/Rect[0 0 0 0]/F 132{keys}")))
}

#[test]
fn names_that_programs_make_up_are_intact() {
    for name in [
        "Signature1",
        "SignatureField1",
        "Altra",
        "Firma_7",
        "Timestamp-40981ca1-2a16-4515-ae77-c459d965aee6",
    ] {
        assert_eq!(signed_as(name, "").0, Verdict::Intact, "{name}");
    }
    for title in ["Timestamp", "Signature1"] {
        let keys = format!("/TU({title})/DR<<>>/Ff 1/H/N/MK<</R 90>>/M(D:20261128200000+01'00')");
        assert_eq!(signed_as("Signature1", &keys).0, Verdict::Intact, "{title}");
    }
}

#[test]
fn texts_that_say_more_are_quoted() {
    let (verdict, _, text) = signed_as("Il peso e 90", "");
    let expected =
        "campo di firma aggiunto: il suo nome, che viene letto ad alta voce, è «Il peso e 90»";
    assert_eq!((verdict, text.as_str()), (Verdict::Look, expected));
    for name in [
        "Il-peso-e-novanta",
        "IlPesoNovanta",
        "Il.peso",
        "ANNULLATO tutto",
        "\\351",
        "",
        "90",
        "Sindaco",
        "Firma_Segretario_2",
    ] {
        assert_eq!(signed_as(name, "").0, Verdict::Look, "{name}");
    }
    for name in ["FIRMA1", "firma01", "Firma-1"] {
        let (verdict, _, text) = signed_as(name, "");
        let said = format!("il suo nome, «{name}», si sente come quello di «Firma1»");
        assert!(verdict == Verdict::Look && text.contains(&said), "{name}: {text}");
    }
    let (verdict, _, text) = signed_as("Signature1", "/TU(Il peso e 90)");
    let expected = "campo di firma aggiunto: chi non vede sente leggere «Il peso e 90» (TU)";
    assert_eq!((verdict, text.as_str()), (Verdict::Changed, expected));
}

#[test]
fn keys_that_readers_draw_or_say_are_known() {
    for (keys, key) in [
        ("/TM(Il peso)", "(TM)"),
        ("/Contents(Il peso)", "(Contents)"),
        ("/Lang(en)", "(Lang)"),
        ("/Alt(Il peso)", "(Alt)"),
        ("/SV<</Reasons[(x)]/JS(x)>>", "(SV)"),
        ("/MK<</CA(Il peso)>>", "(MK)"),
        ("/MK<</BC[1 0 0]/BG[1 1 1]>>", "(MK)"),
        ("/MK<</R 45>>", "(MK)"),
        ("/C[1 0 0]", "(C)"),
        ("/BS<</W 9/X 1>>", "(BS)"),
        ("/NM(Il peso)", "(NM)"),
        ("/M(Il peso)", "(M)"),
        ("/H/X", "(H)"),
        ("/Ff 99", "(Ff)"),
        ("/TU/Name", "(TU)"),
    ] {
        let (verdict, _, text) = signed_as("Signature1", keys);
        assert_eq!(verdict, Verdict::Changed, "{keys}");
        assert!(text.ends_with(key), "{keys}: {text}");
    }
    let twice = signed_elsewhere("Altra", "/Rect[0 0 0 0]/F 132");
    let catalog = body(CATALOG).replace("[7 0 R 8 0 R]", "[7 0 R 8 0 R 21 0 R 60 0 R]/SigFlags 3");
    let field = "<</Type/Annot/Subtype/Widget/FT/Sig/T(Altra)/P 3 0 R/Rect[0 0 0 0]/F 132>>";
    let twice = Update::of(&twice).object(CATALOG, &catalog).object(60, field).write();
    assert_eq!(judged(&twice).0, Verdict::Changed);
}

/// Compares a file whose parent tree is `tree`, and whose node 60 is `node`.
fn with_tree(tree: &str, node: &str) -> Verdict {
    let old = "/ParentTree<</Nums[0 15 0 R 1 16 0 R 2 17 0 R 3 18 0 R]>>";
    let root = body(TAGS).replace(old, &format!("/ParentTree<<{tree}>>"));
    assert_ne!(root, body(TAGS));
    judged(&Update::of(&original()).object(TAGS, &root).object(60, node).write()).0
}

#[test]
fn limits_of_the_parent_tree_are_those_of_its_keys() {
    const PAIRS: &str = "0 15 0 R 1 16 0 R 2 17 0 R 3 18 0 R";
    let kids = |limits: &str| with_tree("/Kids[60 0 R]", &format!("<<{limits}/Nums[{PAIRS}]>>"));
    assert_eq!(kids("/Limits[0 3]"), Verdict::Intact);
    for limits in
        ["", "/Limits[100 200]", "/Limits[0 2]", "/Limits[1 3]", "/Limits[3 0]", "/Limits[0 3 4]"]
    {
        assert_eq!(kids(limits), Verdict::Changed, "{limits}");
    }
    let node = "<</Limits[2 3]/Nums[2 17 0 R 3 18 0 R]>>";
    let first = "<</Limits[0 1]/Nums[0 15 0 R 1 16 0 R]>>";
    for (tree, verdict) in [
        (format!("/Limits[9 9]/Nums[{PAIRS}]"), Verdict::Changed),
        (format!("/Nums[{PAIRS}]/Kids[60 0 R]"), Verdict::Changed),
        (format!("/Kids[{first} 60 0 R]"), Verdict::Intact),
        (format!("/Kids[60 0 R {first}]"), Verdict::Changed),
        ("/Kids[60 0 R 60 0 R]".to_owned(), Verdict::Changed),
        ("/Kids[]".to_owned(), Verdict::Changed),
        (format!("/Kids[<</Limits[0 1]/Kids[{first}]>> 60 0 R]"), Verdict::Intact),
        (format!("/Kids[<</Limits[0 9]/Kids[{first}]>> 60 0 R]"), Verdict::Changed),
    ] {
        assert_eq!(with_tree(&tree, node), verdict, "{tree}");
    }
}

/// Signs in an added field of the structure, whose element and entry are as given.
fn announced(element: &str, entry: &str) -> (Verdict, Option<u32>, String) {
    let signed = signed_elsewhere("Altra", "/Rect[0 0 0 0]/F 132/StructParent 4");
    let root = body(TAGS).replace("3 18 0 R]", &format!("3 18 0 R {entry}]"));
    let root = root.replace("NextKey 4", "NextKey 5");
    let document = body(DOCUMENT).replace("18 0 R]", "18 0 R 60 0 R]");
    let update = Update::of(&signed).object(TAGS, &root).object(DOCUMENT, &document);
    judged(&update.object(60, element).write())
}

#[test]
fn an_added_field_is_announced_as_a_field_and_no_more() {
    const REFERENCE: &str = "/K<</Type/OBJR/Pg 3 0 R/Obj 21 0 R>>";
    let element = |keys: &str| format!("<</Type/StructElem/S/Form/P 10 0 R{keys}>>");
    let right = element(REFERENCE);
    assert_eq!(announced(&right, "4 60 0 R").0, Verdict::Intact);
    for keys in [
        "/Alt(Il peso)",
        "/ActualText(Il peso)",
        "/E(Il peso)",
        "/T(Il peso)",
        "/Lang(en)",
        "/A<<>>",
        "/C/Class",
        "/ID(t1)",
        "/R 1",
        "/NS 60 0 R",
    ] {
        let told = announced(&element(&format!("{REFERENCE}{keys}")), "4 60 0 R");
        assert_eq!(told.0, Verdict::Changed, "{keys}");
    }
    for (element, entry) in [
        (element("/K[]"), "4 60 0 R"),
        (element("/K 0"), "4 60 0 R"),
        (element("/K<</Type/OBJR/Pg 4 0 R/Obj 21 0 R>>"), "4 60 0 R"),
        (element("/K<</Type/OBJR/Pg 3 0 R/Obj 7 0 R>>"), "4 60 0 R"),
        (right.replace("/S/Form", "/S/P"), "4 60 0 R"),
        (right.clone(), "5 60 0 R"),
        (right, "4 11 0 R"),
    ] {
        assert_eq!(announced(&element, entry).0, Verdict::Changed, "{element} {entry}");
    }
}
