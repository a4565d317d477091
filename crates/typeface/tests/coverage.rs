//! What the fonts hold, by samples of what has to be printed.

use ttf_parser::{Face, name_id};

#[test]
fn words_of_the_region_are_covered() {
    let samples = [
        "0123456789 The quick brown fox jumps over the lazy dog. ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
        "Өвөрхангай Үйлдвэр, Дорноговь аймаг, Ханбогд сум, Цагаандэлхий; ӨҮөү ЁёЫыЭэЪъ",
        "Съешь ещё этих мягких французских булок, да выпей чаю №1",
        "中华人民共和国 甘其毛都 口岸，策克、二连浩特（满洲里）：《中蒙边境》。",
        "珠恩嘎达布其 嘎顺苏海图 珲春 绥芬河 深圳 习近平 鄂尔多斯",
        "Gänse, façade, Łódź, Ğ, ş, ễ, Đổi Mới, Čeština, Nuuk, Ðegð, ǧ, pīnyīn, Nǐ hǎo",
        "– — ‘ ’ “ ” … • § ° ′ ″ ‰ « » ¿ ¡ ½ ² ³ ₂ © ® ™",
        "₮ € £ ¥ ₽ ₩ ₹ ¢",
        "→ ← ↑ ↓ ↔ ≤ ≥ ± × ÷ − ≈ ≠ ∞ √ ∑ ∂ ∆ ∈ αβγδ σ λ μ π Σ Ω µ",
        "■ □ ● ○ ▲ △ ▼ ◆ ◇ ★ ✓ ✗",
    ];
    for sample in samples {
        assert_eq!(typeface::missing(sample), Vec::<char>::new(), "{sample}");
    }
}

#[test]
fn what_is_missing_is_named_once_and_in_order() {
    assert_eq!(typeface::missing("a\u{1F42A}b\u{0E01}\u{1F42A}\n\t"), ['\u{1F42A}', '\u{0E01}']);
    assert!(!typeface::covers('\u{1F42A}'));
    assert!(typeface::covers('a'));
}

#[test]
fn the_family_is_the_first_that_holds_a_character() {
    assert_eq!(typeface::family('a'), Some(typeface::SANS));
    assert_eq!(typeface::family('\u{2192}'), Some(typeface::MATH));
    assert_eq!(typeface::family('\u{25CF}'), Some(typeface::MARKS));
    assert_eq!(typeface::family('\u{56FD}'), Some(typeface::HAN));
    assert_eq!(typeface::family('\u{0E01}'), None);
}

#[test]
fn bold_holds_what_regular_holds() {
    let bold = Face::parse(typeface::SANS_BOLD, 0).unwrap();
    for character in (0x20..0x2200).filter_map(char::from_u32) {
        if typeface::family(character) == Some(typeface::SANS) {
            assert!(bold.glyph_index(character).is_some(), "{character}");
        }
    }
}

#[test]
fn every_font_has_the_family_that_is_said() {
    let mut families: Vec<String> = Vec::new();
    for bytes in typeface::all() {
        let face = Face::parse(bytes, 0).unwrap();
        let name = face.names().into_iter().find(|name| name.name_id == name_id::FAMILY && name.is_unicode());
        families.push(name.and_then(|name| name.to_string()).unwrap());
    }
    families.dedup();
    assert_eq!(families, typeface::FAMILIES);
}

#[test]
fn they_weigh_little_and_bring_their_licence() {
    assert!(typeface::HAN_REGULAR.len() <= 900_000);
    let all: usize = typeface::all().iter().map(|bytes| bytes.len()).sum();
    assert!(all <= 1_300_000, "{all}");
    assert!(typeface::LICENCE.contains("SIL OPEN FONT LICENSE Version 1.1"));
    assert!(typeface::LICENCE.contains("PERMISSION & CONDITIONS") && typeface::LICENCE.contains("\"AS IS\""));
}
