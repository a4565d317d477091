//! A smaller file of the same objects. The tags of a long paper are thousands of short objects, which the typesetter
//! writes in clear; packed in object streams (ISO 32000-1, 7.5.7) they take a tenth of the room.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// Objects in one stream: a reader unpacks a stream to see one of them.
const TOGETHER: usize = 400;

/// Packs a file as the typesetter writes it. One that is built otherwise comes back as it is.
pub(crate) fn pack(file: Vec<u8>) -> Vec<u8> {
    packed(&file).filter(|small| small.len() < file.len()).unwrap_or(file)
}

/// Where an object is found.
#[derive(Clone, Copy)]
enum Place {
    Free,
    At(usize),
    /// In the object stream of this number, at this place.
    In(usize, usize),
}

fn packed(file: &[u8]) -> Option<Vec<u8>> {
    let table = number(after_last(file, b"startxref")?)?.0;
    let (offsets, trailer) = read_table(file.get(table..)?)?;
    let mut order: Vec<(usize, usize)> =
        offsets.iter().enumerate().filter_map(|(id, offset)| offset.map(|offset| (offset, id))).collect();
    order.sort_unstable();

    let first = order.first()?.0;
    let mut out = file.get(..first)?.to_vec();
    let mut places = vec![Place::Free; offsets.len()];
    let mut small: Vec<(usize, &[u8])> = Vec::new();
    for (at, (offset, id)) in order.iter().enumerate() {
        let end = order.get(at + 1).map_or(table, |next| next.0);
        let whole = file.get(*offset..end)?.trim_ascii();
        let body = whole.strip_suffix(b"endobj")?.trim_ascii();
        let (found, rest) = number(body)?;
        let body = rest.trim_ascii_start().strip_prefix(b"0 obj")?.trim_ascii();
        if found != *id {
            return None;
        }
        if body.ends_with(b"endstream") {
            *places.get_mut(*id)? = Place::At(out.len());
            out.extend_from_slice(whole);
            out.push(b'\n');
        } else {
            small.push((*id, body));
        }
    }
    for group in small.chunks(TOGETHER) {
        let stream = places.len();
        places.push(Place::At(out.len()));
        for (at, (id, _)) in group.iter().enumerate() {
            *places.get_mut(*id)? = Place::In(stream, at);
        }
        write_group(&mut out, stream, group)?;
    }
    write_table(&mut out, places, trailer)?;
    Some(out)
}

/// The offsets of the objects by number, and what the trailer says beside the size.
fn read_table(bytes: &[u8]) -> Option<(Vec<Option<usize>>, Vec<u8>)> {
    let rest = bytes.strip_prefix(b"xref")?.trim_ascii_start();
    let (first, rest) = number(rest)?;
    let (count, rest) = number(rest)?;
    let mut rest = rest.trim_ascii_start();
    if first != 0 {
        return None;
    }
    let mut offsets = Vec::with_capacity(count);
    for _ in 0..count {
        let (offset, after) = number(rest)?;
        let (_, after) = number(after)?;
        let after = after.trim_ascii_start();
        offsets.push((after.first()? == &b'n').then_some(offset));
        rest = after.get(1..)?.trim_ascii_start();
    }
    let trailer = rest.strip_prefix(b"trailer")?.trim_ascii_start().strip_prefix(b"<<")?;
    let trailer = trailer.get(..find_last(trailer, b">>")?)?;
    let size = find(trailer, b"/Size")?;
    let (_, after) = number(trailer.get(size + b"/Size".len()..)?)?;
    Some((offsets, [trailer.get(..size)?, b" ", after].concat()))
}

fn write_group(out: &mut Vec<u8>, id: usize, group: &[(usize, &[u8])]) -> Option<()> {
    let mut index = String::new();
    let mut bodies: Vec<u8> = Vec::new();
    for (id, body) in group {
        write!(index, "{id} {} ", bodies.len()).ok()?;
        bodies.extend_from_slice(body);
        bodies.push(b'\n');
    }
    let head = format!("/Type/ObjStm/N {}/First {}", group.len(), index.len());
    write_stream(out, id, head.as_bytes(), &[index.as_bytes(), &bodies].concat())
}

fn write_table(out: &mut Vec<u8>, mut places: Vec<Place>, trailer: Vec<u8>) -> Option<()> {
    let id = places.len();
    let start = out.len();
    places.push(Place::At(start));
    let mut rows: Vec<u8> = Vec::new();
    for place in &places {
        let (kind, wide, narrow) = match *place {
            Place::Free => (0_u8, 0, u16::MAX),
            Place::At(offset) => (1, u32::try_from(offset).ok()?, 0),
            Place::In(stream, at) => (2, u32::try_from(stream).ok()?, u16::try_from(at).ok()?),
        };
        rows.push(kind);
        rows.extend(wide.to_be_bytes());
        rows.extend(narrow.to_be_bytes());
    }
    let head = [format!("/Type/XRef/W[1 4 2]/Size {}", places.len()).into_bytes(), trailer].concat();
    write_stream(out, id, &head, &rows)?;
    out.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
    Some(())
}

fn write_stream(out: &mut Vec<u8>, id: usize, head: &[u8], content: &[u8]) -> Option<()> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).ok()?;
    let content = encoder.finish().ok()?;
    out.extend_from_slice(format!("{id} 0 obj\n<</Filter/FlateDecode/Length {}", content.len()).as_bytes());
    out.extend_from_slice(head);
    out.extend_from_slice(b">>\nstream\n");
    out.extend_from_slice(&content);
    out.extend_from_slice(b"\nendstream\nendobj\n");
    Some(())
}

/// A number at the beginning, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let bytes = bytes.trim_ascii_start();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, rest) = bytes.split_at_checked(digits)?;
    Some((std::str::from_utf8(number).ok()?.parse().ok()?, rest))
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn find_last(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|window| window == what)
}

fn after_last<'a>(bytes: &'a [u8], what: &[u8]) -> Option<&'a [u8]> {
    bytes.get(find_last(bytes, what)? + what.len()..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_such_file_comes_back_as_it_is() {
        for file in
            [&b""[..], b"%PDF-1.7\n", b"startxref", b"startxref\n3\n%%EOF", b"xref 0 1 trailer<</Size 1>>startxref 0"]
        {
            assert_eq!(pack(file.to_vec()), file);
        }
    }

    #[test]
    fn small_objects_go_together_and_streams_stay() {
        let mut file = b"%PDF-1.7\n".to_vec();
        let mut offsets = Vec::new();
        for id in 1..200 {
            offsets.push(file.len());
            let body =
                if id == 2 { "<</Length 2>>\nstream\nab\nendstream".to_owned() } else { format!("<</Name {id}>>") };
            file.extend_from_slice(format!("{id} 0 obj\n{body}\nendobj\n\n").as_bytes());
        }
        let table = file.len();
        file.extend_from_slice(b"xref\n0 200\n0000000000 65535 f\r\n");
        for offset in offsets {
            file.extend_from_slice(format!("{offset:010} 00000 n\r\n").as_bytes());
        }
        file.extend_from_slice(format!("trailer\n<</Size 200/Root 1 0 R>>\nstartxref\n{table}\n%%EOF").as_bytes());
        let small = pack(file.clone());
        assert!(small.len() * 3 < file.len());
        assert!(find(&small, b"stream\nab\nendstream").is_some());
        assert!(find(&small, b"/Type/ObjStm/N 198").is_some());
        assert!(find(&small, b"/Size 202").is_some() && find(&small, b"/Size 200").is_none());
        assert!(find(&small, b"/Root 1 0 R").is_some());
    }
}
